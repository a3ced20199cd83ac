"""The wiring table: which areas an app has, and who listens to whom. The only place areas meet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from click import Command
    from flask import Blueprint

    from smartkampung.inti.lembar import BagianRekap
    from smartkampung.inti.periksa import Pemeriksaan

# Every module with tables: importing them makes the metadata complete.
MODEL = (
    "smartkampung.inti.kunci_sekali", "smartkampung.inti.penomoran", "smartkampung.inti.berkas",
    "smartkampung.inti.tugas", "smartkampung.inti.pembatas", "smartkampung.audit.models",
    "smartkampung.akun.models", "smartkampung.desa.models", "smartkampung.beranda.detak",
    "smartkampung.penduduk.models", "smartkampung.surat.models",
    "smartkampung.surat.nomor.models", "smartkampung.surat.tte.models", "smartkampung.surat.arsip.models",
    "smartkampung.surat.berkas_warga.models", "smartkampung.surat.kabar.models",
    "smartkampung.surat.konfirmasi.models", "smartkampung.surat.paket.models",
    "smartkampung.sekretariat.models",
    "smartkampung.keuangan.langkah", "smartkampung.keuangan.acuan.models", "smartkampung.keuangan.anggaran.models",
    "smartkampung.keuangan.aturan.models", "smartkampung.keuangan.siskeudes.models",
    "smartkampung.keuangan.dpa.models", "smartkampung.keuangan.kertas.models", "smartkampung.keuangan.kas.models",
    "smartkampung.keuangan.belanja.models",
    "smartkampung.keuangan.laporan.models",
    "smartkampung.keuangan.koran.models",
    "smartkampung.bumdes.lembaga.models", "smartkampung.bumdes.buku.models",
    "smartkampung.bumdes.catat.models", "smartkampung.bumdes.persediaan.models", "smartkampung.bumdes.aset.models",
    "smartkampung.bumdes.impor.models", "smartkampung.bumdes.laporan.models", "smartkampung.bumdes.hubungan.models",
    "smartkampung.bumdes.sehat.models",
    "smartkampung.rekap.models", "smartkampung.kabupaten.models",
    "smartkampung.portal.saya.models", "smartkampung.portal.kios.models",
)

# "module:attribute" of the blueprints, in the order they are registered.
AREA_BERSAMA = (
    "smartkampung.akun.views:bp", "smartkampung.akun.views_pengguna:bp", "smartkampung.audit.views:bp",
    "smartkampung.desa.views:bp", "smartkampung.desa.views_siapkan:bp", "smartkampung.beranda.views:bp",
    "smartkampung.beranda.views_sistem:bp",
)
AREA_DESA: tuple[str, ...] = (
    "smartkampung.penduduk.views:bp", "smartkampung.penduduk.views_keluarga:bp",
    "smartkampung.penduduk.views_wilayah:bp", "smartkampung.penduduk.views_statistik:bp",
    "smartkampung.penduduk.views_impor:bp",
    "smartkampung.surat.views:bp", "smartkampung.surat.views_loket:bp", "smartkampung.surat.views_tanda_tangan:bp",
    "smartkampung.surat.views_tindakan:bp", "smartkampung.surat.views_atur:bp", "smartkampung.surat.views_ubah:bp",
    "smartkampung.surat.views_rancang:bp", "smartkampung.surat.views_formulir:bp",
    "smartkampung.surat.nomor.views:bp", "smartkampung.surat.nomor.views_register:bp",
    "smartkampung.surat.tte.views:bp", "smartkampung.surat.arsip.views:bp",
    "smartkampung.surat.berkas_warga.views:bp", "smartkampung.surat.konfirmasi.views:bp",
    "smartkampung.surat.konfirmasi.views_publik:bp", "smartkampung.surat.paket.views:bp",
    "smartkampung.surat.waktu.views:bp", "smartkampung.surat.kabar.views:bp",
    "smartkampung.sekretariat.views:bp", "smartkampung.sekretariat.views_disposisi:bp",
    "smartkampung.sekretariat.views_ekspedisi:bp", "smartkampung.sekretariat.views_produk:bp",
    "smartkampung.sekretariat.views_buku:bp", "smartkampung.sekretariat.views_retensi:bp",
    "smartkampung.keuangan.anggaran.views:bp", "smartkampung.keuangan.anggaran.views_alur:bp",
    "smartkampung.keuangan.anggaran.views_kisi:bp",
    "smartkampung.keuangan.anggaran.views_buku_kerja:bp", "smartkampung.keuangan.aturan.views:bp",
    "smartkampung.keuangan.siskeudes.views:bp",
    "smartkampung.keuangan.rencana.views:bp", "smartkampung.keuangan.acuan.views:bp",
    "smartkampung.keuangan.acuan.views_harga:bp",
    "smartkampung.keuangan.dpa.views:bp", "smartkampung.keuangan.dpa.views_antrean:bp",
    "smartkampung.keuangan.dpa.views_rak:bp", "smartkampung.keuangan.dpa.views_dpal:bp",
    "smartkampung.keuangan.kertas.views:bp", "smartkampung.keuangan.kertas.views_naskah:bp",
    "smartkampung.keuangan.kas.views_buku_kerja:bp",
    "smartkampung.keuangan.pihak.views:bp",
    "smartkampung.keuangan.belanja.views:bp", "smartkampung.keuangan.belanja.views_langkah:bp",
    "smartkampung.keuangan.belanja.views_pajak:bp", "smartkampung.keuangan.belanja.views_spj:bp",
    "smartkampung.keuangan.belanja.views_kertas:bp", "smartkampung.keuangan.belanja.views_bayar:bp",
    "smartkampung.keuangan.belanja.views_blt:bp",
    "smartkampung.keuangan.baca.views:bp", "smartkampung.keuangan.baca.views_publik:bp",
    "smartkampung.keuangan.laporan.views:bp", "smartkampung.keuangan.laporan.views_kemajuan:bp",
    "smartkampung.keuangan.laporan.views_lpj:bp", "smartkampung.keuangan.laporan.views_publik:bp",
    "smartkampung.keuangan.paket.views:bp",
    "smartkampung.keuangan.dasbor.views:bp",
    "smartkampung.keuangan.bku.views:bp", "smartkampung.keuangan.bku.views_buku:bp",
    "smartkampung.keuangan.bku.views_tutup:bp",
    "smartkampung.keuangan.penerimaan.views:bp", "smartkampung.keuangan.penerimaan.views_pindah:bp",
    "smartkampung.keuangan.penerimaan.views_rekening:bp", "smartkampung.keuangan.penerimaan.views_awal:bp",
    "smartkampung.keuangan.setor.views:bp", "smartkampung.keuangan.koran.views:bp",
    "smartkampung.bumdes.lembaga.views:bp", "smartkampung.bumdes.buku.views:bp", "smartkampung.bumdes.catat.views:bp",
    "smartkampung.bumdes.laporan.views:bp", "smartkampung.bumdes.laporan.views_berkala:bp",
    "smartkampung.bumdes.impor.views:bp", "smartkampung.bumdes.persediaan.views:bp",
    "smartkampung.bumdes.aset.views:bp",
    "smartkampung.bumdes.hubungan.views:bp", "smartkampung.bumdes.sehat.views:bp",
    "smartkampung.bumdes.views_publik:bp",
    "smartkampung.portal.views_publik:bp", "smartkampung.portal.saya.views:bp",
    "smartkampung.portal.saya.views_petugas:bp", "smartkampung.portal.kios.views:bp",
    "smartkampung.portal.kios.views_petugas:bp",
    "smartkampung.rekap.views:bp", "smartkampung.rekap.views_atur:bp_jadwal",
    "smartkampung.rekap.views_atur:bp_tujuan",
)
AREA_KABUPATEN: tuple[str, ...] = (
    "smartkampung.kabupaten.views:bp", "smartkampung.kabupaten.views_desa:bp",
    "smartkampung.kabupaten.views_kotak_masuk:bp",
)

# CLI commands and groups: (name, "module:attribute"); loaded when they are called.
PERINTAH: tuple[tuple[str, str], ...] = (
    ("surat", "smartkampung.surat.perintah:surat"),
    ("contoh", "smartkampung.contoh.perintah:contoh"),
    ("bumdes", "smartkampung.bumdes.perintah:bumdes"),
    ("rekap", "smartkampung.rekap.perintah:rekap"),
    ("kabupaten", "smartkampung.kabupaten.perintah:kabupaten"),
)

# Commands of `smartkampung impor|ekspor|laporan`: group -> name -> "module:attribute".
PERINTAH_DATA: dict[str, dict[str, str]] = {
    "impor": {"penduduk": "smartkampung.penduduk.perintah:impor",
              "surat": "smartkampung.surat.arsip.perintah:impor",
              "anggaran": "smartkampung.keuangan.anggaran.perintah:impor",
              "siskeudes": "smartkampung.keuangan.siskeudes.perintah:impor",
              "kas": "smartkampung.keuangan.kas.perintah:impor",
              "jurnal": "smartkampung.bumdes.perintah:impor"},
    "ekspor": {"penduduk": "smartkampung.penduduk.perintah:ekspor",
               "anggaran": "smartkampung.keuangan.anggaran.perintah:ekspor",
               "kas": "smartkampung.keuangan.kas.perintah:ekspor"},
    "laporan": {"keuangan": "smartkampung.keuangan.perintah:laporan", "bumdes": "smartkampung.bumdes.perintah:laporan"},
}

# Sheets that areas offer to the recap.
BAGIAN_REKAP: tuple[str, ...] = (
    "smartkampung.penduduk.rekap:BAGIAN",
    "smartkampung.surat.rekap:BAGIAN",
    "smartkampung.keuangan.rekap:BAGIAN",
    "smartkampung.keuangan.laporan.rekap:BAGIAN",
    "smartkampung.bumdes.rekap:BAGIAN",
)

# Checks of `smartkampung periksa` and of the nightly job: "module:function" returning list[Pemeriksaan].
PEMERIKSAAN: tuple[str, ...] = (
    "smartkampung.beranda.periksa:daftar_pemeriksaan",
    "smartkampung.penduduk.periksa:daftar_pemeriksaan",
    "smartkampung.surat.periksa:daftar_pemeriksaan",
    "smartkampung.surat.berkas_warga.periksa:daftar_pemeriksaan",
    "smartkampung.sekretariat.periksa:daftar_pemeriksaan",
    "smartkampung.keuangan.anggaran.periksa:daftar_pemeriksaan",
    "smartkampung.keuangan.dpa.periksa:daftar_pemeriksaan",
    "smartkampung.keuangan.kas.periksa:daftar_pemeriksaan",
    "smartkampung.keuangan.laporan.periksa:daftar_pemeriksaan",
    "smartkampung.keuangan.belanja.periksa:daftar_pemeriksaan",
    "smartkampung.keuangan.bku.periksa:daftar_pemeriksaan",
    "smartkampung.bumdes.periksa:daftar_pemeriksaan",
    "smartkampung.rekap.beranda:daftar_pemeriksaan",
)

# Reference data of the areas, brought into the database after each migration: "module:function".
DATA_AWAL: tuple[str, ...] = (
    "smartkampung.surat.jenis:muat_jenis",
    "smartkampung.keuangan.acuan.muat:muat_acuan",
)

# fact -> listeners, as "module:function".
PENDENGAR: dict[str, tuple[str, ...]] = {
    "smartkampung.peristiwa:SuratBertindak": ("smartkampung.surat.kabar.services:saat_bertindak",),
    "smartkampung.peristiwa:StatusPendudukBerubah": ("smartkampung.surat.henti:saat_status_berubah",),
    "smartkampung.peristiwa:JamLayananBerubah": ("smartkampung.surat.janji:saat_jam_berubah",),
    "smartkampung.peristiwa:RKPDitetapkan": ("smartkampung.keuangan.anggaran.mulai:saat_rkp_ditetapkan",),
    "smartkampung.peristiwa:KegiatanDiusulkan": ("smartkampung.keuangan.rencana.services:saat_diusulkan",),
    "smartkampung.peristiwa:BagiHasilDitetapkan": ("smartkampung.keuangan.penerimaan.rencana:saat_bagi_hasil",),
    "smartkampung.peristiwa:PenyertaanModalDicairkan": ("smartkampung.bumdes.hubungan.services:saat_modal_dicairkan",),
    "smartkampung.peristiwa:PenerimaanDibukukan": ("smartkampung.bumdes.hubungan.services:saat_penerimaan_dibukukan",),
    "smartkampung.peristiwa:PenyertaanModalDikoreksi": ("smartkampung.bumdes.hubungan.koreksi:saat_modal_dikoreksi",),
    "smartkampung.peristiwa:PenerimaanDikoreksi": ("smartkampung.bumdes.hubungan.koreksi:saat_penerimaan_dikoreksi",),
    "smartkampung.peristiwa:BulanDitutup": ("smartkampung.rekap.services:saat_bulan_ditutup",),
}

# Jobs of the scheduler: (name for people, "module:function", "menit" or "malam", mode of app or "" for both).
# A job is called in an app context without an open transaction and opens its own.
JADWAL: tuple[tuple[str, str, str, str], ...] = (
    ("Menyusun dan mengirim rekap", "smartkampung.rekap.jadwal:detik", "menit", "desa"),
    ("Mengirim kabar surat kepada warga", "smartkampung.portal.kirim_kabar:detik", "menit", "desa"),
    ("Cadangan malam", "smartkampung.penjadwal:cadangkan", "malam", ""),
    ("Membersihkan data sementara", "smartkampung.penjadwal:bersihkan", "malam", ""),
    ("Membuang unggahan surat yang habis masanya", "smartkampung.surat.jadwal:bersihkan", "malam", "desa"),
    ("Membersihkan sisa impor arsip surat", "smartkampung.surat.arsip.jadwal:bersihkan", "malam", "desa"),
    ("Menutup sesi warga yang habis", "smartkampung.portal.saya.services:bersihkan", "malam", "desa"),
    ("Membersihkan sisa impor penduduk", "smartkampung.penduduk.jadwal:bersihkan", "malam", "desa"),
    ("Merapikan kendala rekap", "smartkampung.rekap.jadwal:bersihkan", "malam", "desa"),
    ("Pemeriksaan malam", "smartkampung.penjadwal:periksa", "malam", ""),
)

# What waits for a user on the home page: "module:function"(pengguna) -> list[beranda.Hal].
MENUNGGU: tuple[str, ...] = (
    "smartkampung.surat.beranda:menunggu",
    "smartkampung.surat.tte.beranda:menunggu",
    "smartkampung.sekretariat.beranda:menunggu",
    "smartkampung.keuangan.anggaran.beranda:menunggu", "smartkampung.keuangan.beranda:menunggu",
    "smartkampung.keuangan.belanja.beranda:menunggu",
    "smartkampung.keuangan.bku.beranda:menunggu",
    "smartkampung.bumdes.beranda:menunggu",
    "smartkampung.rekap.beranda:menunggu",
    "smartkampung.penjadwal:menunggu",
)

# Figures of the home page: "module:function"(pengguna) -> list[beranda.Angka].
ANGKA: tuple[str, ...] = (
    "smartkampung.surat.beranda:angka",
    "smartkampung.penduduk.beranda:angka",
    "smartkampung.keuangan.beranda:angka",
)

# What the search box of every page finds: "module:function"(pengguna, teks) -> list[beranda.Temuan].
CARI: tuple[str, ...] = (
    "smartkampung.penduduk.beranda:cari",
    "smartkampung.surat.beranda:cari",
    "smartkampung.sekretariat.beranda:cari",
    "smartkampung.keuangan.beranda:cari",
    "smartkampung.keuangan.belanja.beranda:cari",
    "smartkampung.keuangan.bku.beranda:cari",
    "smartkampung.bumdes.beranda:cari",
)


@dataclass(frozen=True)
class Butir:
    """One entry of the menu. `jumlah` names a function(pengguna) -> int for the badge."""

    judul: str
    tujuan: str  # endpoint
    ikon: str
    izin: tuple[str, ...] = ()
    jumlah: str = ""
    bawah: bool = False  # also in the bottom bar of phones
    area: str = ""  # blueprint names (comma separated) on whose pages it is the current entry


@dataclass(frozen=True)
class Kelompok:
    """A group of menu entries."""

    judul: str
    butir: tuple[Butir, ...]


MENU_DESA: tuple[Kelompok, ...] = (
    Kelompok("", (Butir("Beranda", "beranda.lihat", "rumah", bawah=True, area="beranda"),)),
    Kelompok("Pelayanan", (
        Butir("Surat", "surat.daftar", "surat", ("surat.lihat",), "smartkampung.surat.beranda:hitung_menunggu",
              bawah=True, area="surat,loket,tanda_tangan,tindakan,atur_surat,ubah_surat,berkas_warga,konfirmasi,paket,"
                               "kabar,perangkat_kios,nomor_surat,register_surat,tte,arsip_surat,rancang,formulir"),
        Butir("Waktu pelayanan", "waktu_surat.lihat", "jam", ("surat.laporan",), area="waktu_surat"),
        Butir("Penduduk", "penduduk.daftar", "penduduk", ("penduduk.lihat",), bawah=True,
              area="penduduk,keluarga,wilayah,impor_penduduk,pin_warga"),
        Butir("Statistik penduduk", "statistik.lihat", "grafik", ("penduduk.lihat", "rekap.lihat"), area="statistik"),
    )),
    Kelompok("Sekretariat", (
        Butir("Surat masuk", "surat_masuk.daftar", "agenda", ("sekretariat.lihat", "sekretariat.disposisi"),
              "smartkampung.sekretariat.beranda:hitung_menunggu", area="surat_masuk,disposisi"),
        Butir("Ekspedisi", "ekspedisi.daftar", "kirim", ("sekretariat.lihat",), area="ekspedisi"),
        Butir("Produk hukum", "produk_hukum.daftar", "tanda", ("sekretariat.lihat",), area="produk_hukum"),
        Butir("Buku", "buku_sekretariat.daftar", "buku", ("sekretariat.lihat",), area="buku_sekretariat"),
        Butir("Retensi arsip", "retensi.daftar", "jam", ("sekretariat.lihat",), area="retensi"),
    )),
    Kelompok("Keuangan", (
        Butir("RPJM dan RKP Desa", "rencana.daftar", "agenda", ("keuangan.lihat",), area="rencana"),
        Butir("Anggaran", "anggaran.daftar", "uang", ("keuangan.lihat",),
              area="anggaran,alur_anggaran,kisi,siskeudes,buku_anggaran"),
        Butir("DPA", "dpa.daftar", "tanda", ("keuangan.lihat",), "smartkampung.keuangan.beranda:hitung_menunggu",
              area="dpa,antrean_dpa,dpal"),
        Butir("RAK", "rak.daftar", "jam", ("keuangan.lihat",), area="rak"),
        Butir("Gambaran anggaran", "baca_anggaran.awal", "grafik", ("keuangan.lihat",), area="baca_anggaran"),
        Butir("Kertas anggaran", "kertas_anggaran.awal", "cetak", ("keuangan.lihat",),
              area="kertas_anggaran,naskah_anggaran"),
        Butir("Kode dan harga", "acuan_keuangan.daftar", "buku", ("keuangan.lihat",), area="acuan_keuangan,harga"),
        Butir("Aturan dan parameter", "aturan_keuangan.daftar", "atur", ("keuangan.acuan",), area="aturan_keuangan"),
    )),
    Kelompok("Kas desa", (
        Butir("Dasbor", "dasbor_kas.lihat", "grafik", ("keuangan.lihat",), area="dasbor_kas"),
        Butir("Kas", "kas.awal", "dompet", ("keuangan.lihat",),
              area="kas,pindah_kas,rekening_desa,saldo_awal,rekening_koran,alih_kas"),
        Butir("Penerimaan", "penerimaan.daftar", "unduh", ("keuangan.lihat",), area="penerimaan"),
        Butir("SPP dan pencairan", "spp.daftar", "uang", ("keuangan.lihat",),
              "smartkampung.keuangan.belanja.beranda:hitung_menunggu",
              area="spp,langkah_spp,pajak_belanja,spj,kertas_belanja,daftar_bayar,blt"),
        Butir("Pajak", "pajak_desa.daftar", "tanda", ("keuangan.lihat",), area="pajak_desa"),
        Butir("Buku kas", "bku.awal", "buku", ("keuangan.lihat",), area="bku"),
        Butir("Tutup buku", "tutup_buku.daftar", "kunci", ("keuangan.lihat",), area="tutup_buku"),
        Butir("Kemajuan kegiatan", "kemajuan_kegiatan.daftar", "cek", ("keuangan.lihat",),
              area="kemajuan_kegiatan"),
        Butir("Laporan", "laporan_keuangan.daftar", "cetak", ("keuangan.lihat",),
              area="laporan_keuangan,lpj,paket_audit"),
        Butir("Pihak", "pihak_keuangan.daftar", "orang", ("keuangan.lihat",), area="pihak_keuangan"),
    )),
    Kelompok("Usaha", (
        Butir("BUMDes", "bumdes.daftar", "usaha", ("bumdes.lihat", "bumdes.lihat_semua"), bawah=True,
              area="bumdes,jurnal_bumdes,catat_bumdes,laporan_bumdes,berkala_bumdes,impor_bumdes,barang_bumdes,"
                   "aset_bumdes,hasil_bumdes,sehat_bumdes"),
    )),
    Kelompok("Kabupaten", (
        Butir("Rekap", "rekap.daftar", "kirim", ("rekap.lihat",), "smartkampung.rekap.beranda:jumlah_menunggu",
              bawah=True, area="rekap,jadwal_rekap,tujuan_rekap"),
    )),
    Kelompok("Desa", (
        Butir("Identitas desa", "desa.identitas", "gedung", ("desa.lihat",), area="desa"),
        Butir("Akun", "pengguna.daftar", "orang", ("akun.kelola",), area="pengguna"),
        Butir("Catatan audit", "audit.daftar", "jam", ("audit.lihat",), area="audit"),
        Butir("Sistem", "sistem.lihat", "atur", ("sistem.kelola",), area="sistem"),
    )),
)
MENU_KABUPATEN: tuple[Kelompok, ...] = (
    MENU_DESA[0],
    Kelompok("Rekap", (
        Butir("Rekap masuk", "kabupaten.matriks", "grafik", ("kabupaten.lihat",), bawah=True,
              area="kabupaten"),
        Butir("Desa terdaftar", "desa_terdaftar.daftar", "gedung", ("kabupaten.lihat",), bawah=True,
              area="desa_terdaftar"),
    )),
    Kelompok("Kantor", (
        Butir("Identitas kantor", "desa.identitas", "gedung", ("desa.kelola",), area="desa"),
        *MENU_DESA[-1].butir[1:],
    )),
)


def ambil(alamat: str) -> Any:
    """Import what "module:attribute" names."""
    modul, _, nama = alamat.partition(":")
    return getattr(import_module(modul), nama)


def muat_model() -> None:
    """Import every module with tables."""
    for modul in MODEL:
        import_module(modul)


def muat_data_awal() -> None:
    """Bring the areas' reference data into the database; safe to repeat, runs in the present transaction."""
    for alamat in DATA_AWAL:
        ambil(alamat)()


def cetak_biru(mode: str) -> list[Blueprint]:
    """The blueprints of an app."""
    return [ambil(a) for a in AREA_BERSAMA + (AREA_DESA if mode == "desa" else AREA_KABUPATEN)]


def pendengar() -> dict[type, list[Callable[[Any], None]]]:
    """Fact -> listeners."""
    return {ambil(fakta): [ambil(p) for p in daftar] for fakta, daftar in PENDENGAR.items()}


def menu(mode: str) -> tuple[Kelompok, ...]:
    """The menu of an app."""
    return MENU_DESA if mode == "desa" else MENU_KABUPATEN


def bagian_rekap() -> list[BagianRekap]:
    """The recap sheets on offer."""
    return [ambil(a) for a in BAGIAN_REKAP]


def pemeriksaan() -> list[Pemeriksaan]:
    """All checks."""
    return [p for a in PEMERIKSAAN for p in ambil(a)()]


def perintah(nama: str) -> Command | None:
    """A CLI command of an area, by name."""
    alamat = dict(PERINTAH).get(nama)
    return ambil(alamat) if alamat else None
