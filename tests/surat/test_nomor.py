"""Numbering: patterns, schemes, reserved numbers, back-dated letters, the register; nothing lost, nothing doubled."""

from __future__ import annotations

import io
import threading
from datetime import UTC, date, datetime

import openpyxl
import pytest

from smartkampung.extensions import db
from smartkampung.inti import db as basis
from smartkampung.inti.berkas import simpan_gambar
from smartkampung.inti.galat import TidakBoleh
from smartkampung.inti.tte import SignerTanpa
from smartkampung.penduduk.models import Penduduk
from smartkampung.surat import terbit
from smartkampung.surat.galat import BukanPenandaPadaTanggal
from smartkampung.surat.models import JenisSurat, Surat
from smartkampung.surat.nomor import luar, mundur, pola, skema
from smartkampung.surat.nomor.ambil import TanggalMundurSalah
from smartkampung.surat.nomor.models import SuratLuar
from smartkampung.surat.nomor.queries import isi_register
from smartkampung.surat.periksa import daftar_pemeriksaan
from tests.surat.bantu import buat_siap_ttd, buat_terbit, buat_warga, orang
from tests.surat.test_bsre import hanya_sqlite
from tests.surat.test_halaman import gambar, warga

SKU, DOM, SKTM = "keterangan-usaha", "keterangan-domisili", "keterangan-tidak-mampu"


def nomor(surat: Surat) -> tuple[str, int, str]:
    return surat.register, surat.nomor, surat.sufiks


def tidak_ada_temuan() -> bool:
    return list(daftar_pemeriksaan()[0].jalankan()) == []


def isi_luar(baris: SuratLuar, tanggal: date, berkas=None) -> None:
    isi = luar.IsiLuar(baris.nomor_teks, tanggal, "Undangan", "Ketua RT", "Musyawarah desa", "Kades")
    luar.isi_luar(baris, isi, oleh=orang("operator"), berkas=berkas)


# --- pattern ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("teks", "harap"),
    [
        ("[klasifikasi]/[nomor]/[kode_desa]/[bulan_romawi]/[tahun]", "500.2.2.4/57/01.2001/XI/2026"),
        ("[nomor:3]/[bulan]/[tahun_pendek]", "057/11/26"),
        ("Nomor [nomor:6].[kode_unit]-[tahun]", "Nomor 000057.PEM-2026"),
        ("[tahun]_[nomor]_[nama_desa]", "2026_57_Sumberwangi"),
    ],
)
def test_pola_menyusun_bagian_dalam_urutan_apa_pun(teks, harap):
    pola.periksa_pola(teks, "PEM")
    isi = {"klasifikasi": "500.2.2.4", "nomor": 57, "tanggal": date(2026, 11, 21), "kode_unit": "PEM"}
    assert pola.susun(teks, kode_desa="01.2001", nama_desa="Sumberwangi", **isi) == harap


def test_sisipan_ditulis_sesudah_nomor_yang_dilebarkan():
    assert (
        pola.susun("[nomor:3]/[tahun]", klasifikasi="", nomor=12, sufiks="a", tanggal=date(2026, 1, 1)) == "012.a/2026"
    )


@pytest.mark.parametrize(
    ("teks", "kalimat"),
    [
        ("tanpa urutan", "tepat satu kali"),
        ("[nomor]/[nomor:3]/[tahun]", "tepat satu kali"),
        ("[nomor]/[bulan]", r"memuat \[tahun\]"),
        ("[nomor]/[tahun]/[nik]", r"\[nik\] tidak dikenal"),
        ("[nomor:9]/[tahun]", "tepat satu kali"),
        ("[nomor]/[tahun]/[", "belum berpasangan"),
        ("[nomor][tahun]", "pemisah"),
        ("[nomor]/[kode_unit]/[tahun]", "kode unit"),
        ("[nomor]/[tahun] 🙂", "tidak dapat dicetak"),
    ],
)
def test_pola_yang_memberi_nomor_ganda_atau_tak_terbaca_ditolak(teks, kalimat):
    with pytest.raises(pola.PolaSalah, match=kalimat):
        pola.periksa_pola(teks, "")


# --- schemes ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pilih", "harap"),
    [
        ("gabung", [("agenda", 1, ""), ("agenda", 2, ""), ("agenda", 3, "")]),
        ("jenis", [(f"jenis:{SKU}", 1, ""), (f"jenis:{DOM}", 1, ""), (f"jenis:{SKU}", 2, "")]),
        ("kelompok", [("kelompok:usaha", 1, ""), ("kelompok:kependudukan", 1, ""), ("kelompok:usaha", 2, "")]),
    ],
)
@hanya_sqlite
def test_skema_menentukan_urutan_yang_dipakai_bersama(kecil, pilih, harap):
    skema.ganti_skema(pilih, mulai_sekarang=True, oleh=orang("sekdes"))
    orangnya = buat_warga()
    assert [nomor(buat_terbit(orangnya, jenis)) for jenis in (SKU, DOM, SKU)] == harap
    assert tidak_ada_temuan()


def test_ganti_skema_di_tengah_tahun_melanjutkan_dan_tidak_memberi_nomor_ganda(kecil, jam):
    orangnya = buat_warga()
    lama = [buat_terbit(orangnya, jenis) for jenis in (SKU, DOM, SKU)]
    skema.ganti_skema("jenis", mulai_sekarang=True, oleh=orang("sekdes"))
    baru = [buat_terbit(orangnya, jenis) for jenis in (SKU, SKU, DOM)]
    assert [satu.nomor for satu in baru] == [4, 5, 4]
    skema.ganti_skema("semua", mulai_sekarang=True, oleh=orang("sekdes"))
    akhir = buat_terbit(orangnya)
    assert nomor(akhir) == ("surat_keluar", 6, "")
    semua = [satu.nomor_teks for satu in (*lama, *baru, akhir)]
    assert len(set(semua)) == len(semua) and tidak_ada_temuan()
    lewat = [b for b in isi_register("surat_keluar", 2026) if b.keadaan == "Dilompati"]
    assert [b.nomor for b in lewat] == [4, 5] and "diganti" in lewat[0].alasan
    jam.atur(datetime(2027, 1, 4, 3, 0, tzinfo=UTC))
    assert nomor(buat_terbit(orangnya)) == ("surat_keluar", 1, "")


def test_skema_tahun_depan_menunggu_1_januari(kecil, jam):
    orangnya = buat_warga()
    buat_terbit(orangnya)
    baris = skema.ganti_skema("kelompok", mulai_sekarang=False, oleh=orang("sekdes"))
    assert (baris.tahun, baris.awal) == (2027, 0) and skema.rencana_skema(2026).skema == "kelompok"
    assert buat_terbit(orangnya).nomor == 2
    jam.atur(datetime(2027, 1, 4, 3, 0, tzinfo=UTC))
    assert nomor(buat_terbit(orangnya)) == ("kelompok:usaha", 1, "")


@pytest.mark.parametrize("pilih", ["gabung", "jenis"])
@hanya_sqlite
def test_sesudah_pemulihan_semua_urutan_melanjutkan_nomor_tercetak(kecil, pilih):
    skema.ganti_skema(pilih, mulai_sekarang=True, oleh=orang("sekdes"))
    orangnya = buat_warga()
    buat_terbit(orangnya)
    skema.lanjutkan_sesudah(40, 2026, "dipulihkan dari cadangan")
    skema.lanjutkan_sesudah(30, 2026, "sudah lewat")
    assert [buat_terbit(orangnya, jenis).nomor for jenis in (SKU, DOM)] == [41, 41 if pilih == "jenis" else 42]
    assert tidak_ada_temuan()


def test_kode_jenis_panjang_mendapat_register_yang_berbeda():
    satu, dua = skema.register_jenis("a" * 59 + "x"), skema.register_jenis("a" * 59 + "y")
    assert satu != dua and len(satu) <= 40 and skema.register_jenis(SKU) == f"jenis:{SKU}"


@pytest.mark.berat
def test_penanda_dan_pemesan_serentak_di_skema_lain_memberi_nomor_berurutan(loket, banyak):
    jumlah = banyak(12, 120)
    with loket.app.app_context(), basis.transaksi():
        orangnya = db.session.scalars(db.select(Penduduk)).one()
        skema.ganti_skema("jenis", mulai_sekarang=True, oleh=orang("sekdes"))
        daftar = [buat_siap_ttd(orangnya, (SKU, DOM)[ke % 2]).id for ke in range(jumlah)]
        jenis_id = db.session.scalar(db.select(JenisSurat.id).filter_by(kode=SKU, terbaru=True))
    galat: list[BaseException] = []

    def kerja(bagian: list[int]) -> None:
        try:
            for ke, surat_id in enumerate(bagian):
                with loket.app.app_context(), basis.transaksi():
                    terbit.tanda_tangani([surat_id], oleh=orang("kades"), signer=SignerTanpa())
                if ke % 2:
                    with loket.app.app_context(), basis.transaksi():
                        jenis = db.session.get(JenisSurat, jenis_id)
                        luar.pesan_nomor(2, "surat undangan", oleh=orang("operator"), jenis=jenis)
        except BaseException as satu:
            galat.append(satu)

    utas = [threading.Thread(target=kerja, args=(daftar[i::6],)) for i in range(6)]
    for satu in utas:
        satu.start()
    for satu in utas:
        satu.join()
    assert not galat, galat[0]
    with loket.app.app_context():
        assert tidak_ada_temuan()
        dipesan = db.session.scalar(db.select(db.func.count()).select_from(SuratLuar))
        per: dict[str, list[int]] = {}
        for model in (Surat, SuratLuar):
            for register, urut in db.session.execute(db.select(model.register, model.nomor)):
                per.setdefault(register, []).append(urut)
        assert all(sorted(isi) == list(range(1, len(isi) + 1)) for isi in per.values())
        assert sum(map(len, per.values())) == jumlah + dipesan and dipesan >= jumlah // 2


# --- reserved numbers -------------------------------------------------------------------------------------


def test_nomor_dipesan_diisi_dibatalkan_dan_tidak_pernah_dipakai_lagi(kecil):
    orangnya = buat_warga()
    assert buat_terbit(orangnya).nomor == 1
    satu, dua, tiga = luar.pesan_nomor(3, "Undangan musyawarah desa", oleh=orang("operator"), klasifikasi="005")
    assert [b.nomor for b in (satu, dua, tiga)] == [2, 3, 4] and satu.nomor_teks == "005/2/01.2001/XI/2026"
    assert buat_terbit(orangnya).nomor == 5
    isi_luar(dua, date(2026, 11, 21), simpan_gambar(gambar(), "pindaian.jpg"))
    luar.batalkan_luar(tiga, "Salah ketik di kertas.", oleh=orang("operator"))
    assert [b.keadaan for b in isi_register("surat_keluar", 2026)] == [
        "Selesai", "Dipesan", "Dibuat di luar", "Batal", "Selesai",
    ]  # fmt: skip
    assert tidak_ada_temuan()
    with pytest.raises(luar.LuarTertutup):
        isi_luar(tiga, date(2026, 11, 21))
    with pytest.raises(luar.TerlaluBanyakNomor):
        luar.pesan_nomor(51, "terlalu banyak", oleh=orang("operator"))
    with pytest.raises(TidakBoleh):
        luar.pesan_nomor(1, "bukan haknya", oleh=orang("kades"))


def test_tanggal_surat_luar_harus_di_antara_tetangganya(kecil, jam):
    jam.atur(datetime(2026, 11, 23, 3, 0, tzinfo=UTC))
    orangnya = buat_warga()
    buat_terbit(orangnya)
    (dipesan,) = luar.pesan_nomor(1, "Undangan musyawarah", oleh=orang("operator"))
    jam.atur(datetime(2026, 11, 25, 3, 0, tzinfo=UTC))
    buat_terbit(orangnya)
    for salah in (date(2026, 11, 22), date(2026, 11, 26), date(2025, 11, 17)):
        with pytest.raises(luar.TanggalDiLuarTetangga, match="23 November 2026 dan 25 November 2026"):
            isi_luar(dipesan, salah)
    isi_luar(dipesan, date(2026, 11, 24))


def test_skema_per_jenis_meminta_jenis_saat_memesan(kecil):
    skema.ganti_skema("jenis", mulai_sekarang=True, oleh=orang("sekdes"))
    with pytest.raises(luar.PerluJenis):
        luar.pesan_nomor(1, "Undangan musyawarah", oleh=orang("operator"))


# --- back-dated -------------------------------------------------------------------------------------------


@pytest.fixture
def tiga_hari(kecil, jam):
    """Letters 1 and 2 on 23 November, 3 on the 25th; today is the 28th."""
    orangnya = buat_warga()
    jam.atur(datetime(2026, 11, 23, 3, 0, tzinfo=UTC))
    buat_terbit(orangnya), buat_terbit(orangnya)
    jam.atur(datetime(2026, 11, 25, 3, 0, tzinfo=UTC))
    buat_terbit(orangnya)
    jam.atur(datetime(2026, 11, 28, 3, 0, tzinfo=UTC))
    return orangnya


def terbit_mundur(orangnya, tanggal: date, penanda="kades") -> Surat:
    surat = buat_siap_ttd(orangnya)
    mundur.mundurkan(surat, tanggal, "Surat sudah dijanjikan hari itu.", oleh=orang("sekdes"))
    terbit.tanda_tangani([surat.id], oleh=orang(penanda), signer=SignerTanpa())
    return surat


@pytest.mark.parametrize(("hari", "harap"), [(24, (2, "a")), (25, (3, "a"))])
@hanya_sqlite
def test_surat_mundur_disisipkan_sesudah_nomor_terakhir_pada_tanggalnya(tiga_hari, hari, harap):
    surat = terbit_mundur(tiga_hari, date(2026, 11, hari))
    assert (surat.nomor, surat.sufiks) == harap and surat.tanggal_surat == date(2026, 11, hari)
    assert surat.nomor_teks == f"500.2.2.4/{harap[0]}.a/01.2001/XI/2026"
    assert terbit_mundur(tiga_hari, date(2026, 11, hari)).sufiks == "b"
    assert buat_terbit(tiga_hari).nomor == 4 and tidak_ada_temuan()
    assert any("Surat sudah dijanjikan hari itu." in r.keterangan for r in surat.riwayat)


@hanya_sqlite
def test_tanggal_mundur_yang_tidak_punya_tempat_ditolak(tiga_hari):
    for tanggal in (date(2026, 11, 28), date(2026, 12, 1), date(2026, 11, 22), date(2024, 11, 15)):
        with pytest.raises(TanggalMundurSalah):
            terbit_mundur(tiga_hari, tanggal)


@hanya_sqlite
def test_tanggal_mundur_perlu_izin_alasan_dan_jabatan_pada_hari_itu(tiga_hari, buat_pengguna_uji):
    surat = buat_siap_ttd(tiga_hari)
    with pytest.raises(TidakBoleh):
        mundur.mundurkan(surat, date(2026, 11, 24), "alasan yang baik", oleh=orang("operator"))
    buat_pengguna_uji("plh", "kepala_desa", sifat="plh", nomor_sk="1", mulai=date(2026, 11, 26),
                      sampai=date(2026, 11, 30))  # fmt: skip
    with pytest.raises(BukanPenandaPadaTanggal, match="24 November 2026"):
        terbit_mundur(tiga_hari, date(2026, 11, 24), "plh")
    assert terbit_mundur(tiga_hari, date(2026, 11, 26), "plh").penanda["jabatan"] == ["Plh. Kepala Desa Sumberwangi"]


@hanya_sqlite
def test_surat_mundur_ke_sebelum_ganti_skema_masuk_register_lama(tiga_hari):
    skema.ganti_skema("jenis", mulai_sekarang=True, oleh=orang("sekdes"))
    assert buat_terbit(tiga_hari).nomor == 4
    assert nomor(terbit_mundur(tiga_hari, date(2026, 11, 24))) == ("surat_keluar", 2, "a")
    assert tidak_ada_temuan()


def test_sisipan_serentak_tidak_kembar(loket, jam):
    with loket.app.app_context(), basis.transaksi():
        orangnya = db.session.scalars(db.select(Penduduk)).one()
        jam.atur(datetime(2026, 11, 25, 3, 0, tzinfo=UTC))
        buat_terbit(orangnya)
        jam.atur(datetime(2026, 11, 28, 3, 0, tzinfo=UTC))
        daftar = []
        for _ke in range(4):
            surat = buat_siap_ttd(orangnya)
            mundur.mundurkan(surat, date(2026, 11, 26), "Dijanjikan hari itu.", oleh=orang("sekdes"))
            daftar.append(surat.id)

    def kerja(surat_id: int) -> None:
        with loket.app.app_context(), basis.transaksi():
            terbit.tanda_tangani([surat_id], oleh=orang("kades"), signer=SignerTanpa())

    utas = [threading.Thread(target=kerja, args=(satu,)) for satu in daftar]
    for satu in utas:
        satu.start()
    for satu in utas:
        satu.join()
    with loket.app.app_context():
        assert sorted(db.session.scalars(db.select(Surat.sufiks).where(Surat.sufiks != ""))) == list("abcd")


# --- pages ------------------------------------------------------------------------------------------------


@hanya_sqlite
def test_halaman_penomoran_memberi_contoh_dan_menolak_pola_salah(loket):
    halaman = loket.masuk("sekdes").buka("nomor_surat.atur")
    salah = halaman.kirim("Simpan", pola_nomor="[nomor]/saja")
    assert salah.status == 422 and any("[tahun]" in satu for satu in salah.galat)
    jadi = salah.kirim("Simpan", pola_nomor="[nomor:3]/[kode_unit]/[tahun]", kode_unit="PEM", skema="gabung")
    assert "001/PEM/2026" in jadi.teks_semua and any("mulai dari nomor 1" in satu for satu in jadi.pesan)
    kunci = dict(halaman.isian("Keluar"))
    jawab = loket.klien.post("/surat/nomor/contoh", data=kunci | {"pola_nomor": "[tahun]-[nomor]"},
                             headers={"Accept": "application/json"})  # fmt: skip
    assert jawab.json == {"contoh": "2026-1"}


@hanya_sqlite
def test_halaman_register_pesan_isi_batal_dan_unduhan(loket, tulis):  # noqa: F811
    tulis(lambda: buat_terbit(warga()))
    halaman = loket.masuk("operator").buka("register_surat.register")
    pesan = halaman.ikuti("Pesan nomor").kirim("Pesan", banyak="2", alasan="Undangan musyawarah", klasifikasi="005")
    assert pesan.pesan == ["2 nomor dipesan, 005/2/01.2001/XI/2026 sampai 005/3/01.2001/XI/2026."]
    assert "Undangan musyawarah" in pesan.teks_semua
    isi = loket.buka("register_surat.isi_luar", luar_id=1)
    salah = isi.kirim("Simpan", tanggal_surat="2026-12-01", jenis="Undangan", nama="Ketua RT")
    assert any("Tanggal harus antara" in satu for satu in salah.galat)
    jadi = salah.kirim("Simpan", tanggal_surat="2026-11-21", jenis="Undangan", nama="Ketua RT",
                       berkas=(io.BytesIO(gambar()), "pindaian.jpg"))  # fmt: skip
    assert jadi.judul == "005/2/01.2001/XI/2026" and "Dibuat di luar" in jadi.teks_semua
    assert loket.klien.get(jadi.tautan("Buka pindaian")).mimetype == "image/jpeg"
    batal = loket.buka("register_surat.batalkan_luar", luar_id=2).kirim("Batalkan nomor", alasan="Tidak jadi dikirim.")
    assert "Tidak jadi dikirim." in batal.teks_semua
    buku = openpyxl.load_workbook(io.BytesIO(loket.klien.get(batal.tautan("Unduh XLSX")).data)).active
    assert [sel.value for sel in buku["F"]][-3:] == ["Selesai", "Dibuat di luar", "Batal"]
    assert loket.klien.get(batal.tautan("Cetak")).data.startswith(b"%PDF-")
    assert loket.keluar().masuk("kades").jalur("/surat/nomor/pesan").status == 403


@hanya_sqlite
def test_tanggal_mundur_dari_halaman_surat(loket, tulis, jam):  # noqa: F811
    jam.atur(datetime(2026, 11, 25, 3, 0, tzinfo=UTC))
    tulis(lambda: (buat_terbit(warga()), buat_siap_ttd(warga())))
    jam.atur(datetime(2026, 11, 28, 3, 0, tzinfo=UTC))
    halaman = loket.masuk("kades").buka("surat.lihat", surat_id=2).ikuti("Tanggal mundur")
    salah = halaman.kirim("Simpan", tanggal="2026-11-28", alasan="Dijanjikan hari itu.")
    assert any("sebelum hari ini" in satu for satu in salah.galat)
    jadi = salah.kirim("Simpan", tanggal="2026-11-26", alasan="Dijanjikan hari itu.")
    assert any("1.a" in satu for satu in jadi.pesan) and "Dijanjikan hari itu." in jadi.teks_semua
    assert "nomor 500.2.2.4/1.a/01.2001/XI/2026" in jadi.kirim("Terbitkan").pesan[0]
