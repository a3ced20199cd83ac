"""The secretariat of the invented village: incoming letters with orders, deliveries, regulations and decrees."""

from __future__ import annotations

import io
from datetime import date, timedelta

from smartkampung.contoh.bahan import Bahan, pengguna
from smartkampung.extensions import db
from smartkampung.inti.berkas import simpan_pdf
from smartkampung.inti.db import transaksi
from smartkampung.penduduk.models import Penduduk
from smartkampung.sekretariat.disposisi import disposisikan, selesaikan
from smartkampung.sekretariat.ekspedisi import IsiKirim, kirim, terima
from smartkampung.sekretariat.masuk import IsiMasuk, catat_masuk, tutup_masuk
from smartkampung.sekretariat.models import BIASA, PENTING, PERDES, PERKADES, RAHASIA, SK, SuratMasuk
from smartkampung.sekretariat.produk import IsiProduk, catat_produk
from smartkampung.surat.nomor.models import TERCATAT, SuratLuar

_MASUK = (
    (16, "Camat Randuasri", "005/214/435.502", "Undangan rapat koordinasi kepala desa", BIASA, "selesai"),
    (3, "Dinas Pemberdayaan Masyarakat dan Desa", "400.10/1187", "Jadwal evaluasi APBDes", PENTING, "hari_ini"),
    (9, "Puskesmas Randuasri", "400.7/88", "Jadwal posyandu dan pemberian vitamin A", BIASA, "jalan"),
    (7, "Inspektorat Kabupaten Tirtawangi", "700/51/R", "Pemeriksaan pengelolaan kas desa", RAHASIA, "jalan"),
    (6, "Karang Taruna Tunas Wangi", "", "Permohonan bantuan lapangan untuk turnamen voli", BIASA, "baru"),
    (4, "Kantor Urusan Agama Randuasri", "B-311", "Pemberitahuan jam layanan akhir tahun", BIASA, "tutup"),
    (2, "Badan Pusat Statistik", "13010.204", "Pendataan potensi desa, permintaan petugas pendamping", PENTING, "baru"),
)  # (days ago, sender, number, subject, nature, how far)
_PRODUK = (
    (PERDES, 250, "Laporan Pertanggungjawaban Realisasi APBDes", "Realisasi pelaksanaan APBDes tahun lalu.", True),
    (PERDES, 60, "Perubahan APBDes", "Pergeseran belanja bidang pembangunan.", True),
    (PERKADES, 58, "Penjabaran Perubahan APBDes", "", True),
    (SK, 200, "Tim Penyusun RKP Desa", "Susunan dan tugas tim.", False),
    (SK, 90, "Kader Posyandu", "Nama dan wilayah kader.", False),
)  # (kind, days ago, about, summary, shown to the public)


def isi_sekretariat(bahan: Bahan) -> None:
    """Incoming letters of two weeks, two deliveries, a year's regulations; nothing when nobody lives here."""
    if db.session.scalar(db.select(Penduduk.id).limit(1)) is None:
        return
    bahan.ke(bahan.kini)
    with transaksi():
        for lalu, *isi in _MASUK:
            _satu_masuk(bahan.hari, lalu, isi)
        _produk(bahan.hari)
        _kirim(bahan.hari)


def _satu_masuk(hari: date, lalu: int, isi: list[str]) -> None:
    """One letter, and what was ordered about it."""
    pengirim, nomor, perihal, sifat, sampai = isi
    terima_pada = hari - timedelta(days=lalu)
    fakta = IsiMasuk(pengirim, perihal, terima_pada, terima_pada - timedelta(days=2), nomor, sifat=sifat)
    surat = catat_masuk(fakta, oleh=pengguna("sekdes"))
    if sampai == "tutup":
        tutup_masuk(surat, "Ditempel di papan pengumuman.", oleh=pengguna("kades"))
    elif sampai != "baru":
        _disposisi(surat, hari, sampai)


def _disposisi(surat: SuratMasuk, hari: date, sampai: str) -> None:
    kades, sekdes, kasi = pengguna("kades"), pengguna("sekdes"), pengguna("kasi")
    tenggat = hari + timedelta(days=0 if sampai == "hari_ini" else 7)
    (satu,) = disposisikan(surat, [sekdes.id], "Pelajari dan siapkan tindak lanjutnya.", tenggat, oleh=kades)
    if surat.sifat == RAHASIA:
        return
    (dua,) = disposisikan(surat, [kasi.id], "Mohon dihadiri dan dilaporkan hasilnya.", tenggat, oleh=sekdes)
    if sampai == "selesai":
        selesaikan(dua, "Sudah hadir, notulen diserahkan ke sekretariat.", oleh=kasi)
        selesaikan(satu, "Selesai, notulen diarsipkan.", oleh=sekdes)


def _produk(hari: date) -> None:
    sekdes = pengguna("sekdes")
    for jenis, lalu, tentang, uraian, publik in _PRODUK:
        tanggal = hari - timedelta(days=lalu)
        undang = {} if jenis == SK else {"nomor_diundangkan": str(len(tentang) % 9 + 1), "tanggal_diundangkan": tanggal}
        sepakat = {"tanggal_kesepakatan": tanggal - timedelta(days=3)} if jenis == PERDES else {}
        berkas = simpan_pdf(_pdf(), f"{tentang}.pdf") if publik else None
        isi = IsiProduk(tentang, tanggal, uraian=uraian, publik=publik, **undang, **sepakat)  # type: ignore[arg-type]
        catat_produk(jenis, isi, oleh=sekdes, berkas=berkas)


def _pdf() -> bytes:
    """A page without content, standing for the scan."""
    import pikepdf

    keluar = io.BytesIO()
    with pikepdf.new() as satu:
        satu.add_blank_page()
        satu.save(keluar)
    return keluar.getvalue()


def _kirim(hari: date) -> None:
    operator = pengguna("operator")
    pilih = db.select(SuratLuar).where(
        SuratLuar.keadaan == TERCATAT, SuratLuar.register.is_not(None), SuratLuar.tanggal_surat.is_not(None)
    )
    for ke, surat in enumerate(db.session.scalars(pilih.order_by(SuratLuar.id).limit(2))):
        baris = kirim(IsiKirim(surat.nomor_teks, surat.nama, hari, "diantar", pengantar="Joko"), oleh=operator)
        if ke == 0:
            terima(baris, "Sekretaris BPD", hari, oleh=operator)
