"""The village's pages: the outbox, one recap, schedules, destinations, receipts, home page."""

from __future__ import annotations

import io

import pytest

from smartkampung.extensions import db
from smartkampung.rekap.models import JadwalRekap, TujuanRekap
from tests.peramban import Peramban
from tests.rekap import alat

pytestmark = pytest.mark.satu_basis


@pytest.fixture
def sekdes(kantor) -> Peramban:
    return Peramban(kantor).masuk("sekdes")


def test_kosong_lalu_tujuan_dan_jadwal_dari_halaman(sekdes, kantor, kabupaten, kawat):
    assert "Belum ada yang dikirim" in sekdes.buka("rekap.daftar").teks_semua
    admin = Peramban(kantor).masuk("admin")
    kode = alat.undang(kabupaten)
    hal = admin.buka("tujuan_rekap.buat_tujuan").kirim("Simpan", nama="Kabupaten", kanal="http",
                                                        alamat=alat.ALAMAT_KAB, kode=kode)
    assert hal.status == 200 and "siap" in hal.teks_semua and "Kabupaten Tirtawangi" in hal.teks_semua
    hal = admin.buka("jadwal_rekap.buat").kirim("Simpan", jenis="bulanan", hari="1", jam="08:00", tujuan=["1"],
                                                mulai="2026-10")
    assert "Jadwal rekap disimpan" in " ".join(hal.pesan)
    hal = sekdes.buka("rekap.daftar")
    assert "Rekap bulanan Oktober 2026" in hal.teks_semua and "Rekap bulanan November 2026" in hal.teks_semua
    alat.putar(kantor)
    hal = sekdes.buka("rekap.daftar")
    assert "diterima" in hal.teks_semua
    assert sekdes.jalur(hal.tautan("Tanda terima")).status == 200


def test_kode_salah_kembali_ke_formulir_gabung(kantor, kabupaten, kawat):
    admin = Peramban(kantor).masuk("admin")
    hal = admin.buka("tujuan_rekap.buat_tujuan").kirim("Simpan", nama="Kabupaten", kanal="http",
                                                        alamat=alat.ALAMAT_KAB, kode="AAAA-AAAA-AAAA")
    assert "Gabung dengan" in hal.judul and "tidak cocok" in " ".join(hal.pesan)
    hal = hal.kirim("Gabung", kode="BBBB-BBBB-BBBB")
    assert hal.status == 422 and "tidak cocok" in " ".join(hal.galat)
    kawat.putus = "sebelum"
    assert "tidak melayani" in " ".join(hal.kirim("Gabung", kode="BBBB-BBBB-BBBB").galat)


@pytest.mark.parametrize(("kanal", "alamat", "kata"), [
    ("http", "http://contoh.go.id", "https://"), ("http", "ftp://x", "Tulis alamat aplikasi"),
    ("http", "https://u:p@x.id", "Tulis alamat aplikasi"), ("surel", "bukan surel", "surel lengkap"),
    ("surel", "a@b.id, c@d.id", "surel lengkap"), ("folder", "../luar", "folder tujuan"),
    ("burung", "x", "Pilih salah satu")])
def test_alamat_salah_ditolak_di_medannya(kantor, kanal, alamat, kata):
    hal = Peramban(kantor).masuk("admin").buka("tujuan_rekap.buat_tujuan").kirim(
        "Simpan", nama="Tujuan", kanal=kanal, alamat=alamat)
    assert hal.status == 422 and kata in " ".join(hal.galat)
    with kantor.app_context():
        assert db.session.scalar(db.select(TujuanRekap.id)) is None


def test_jadwal_salah_ditolak(kantor, gabung):
    admin = Peramban(kantor).masuk("admin")
    for isi, kata in (({"tujuan": []}, "paling sedikit satu"), ({"hari": "31", "tujuan": ["1"]}, "Pilih salah satu"),
                      ({"jam": "25:99", "tujuan": ["1"]}, "08:00"), ({"jenis": "apa", "tujuan": ["1"]}, "Pilih")):
        penuh = {"jenis": "bulanan", "hari": "1", "jam": "08:00"} | isi
        hal = admin.buka("jadwal_rekap.buat").kirim("Simpan", **penuh)
        assert hal.status == 422 and kata in " ".join(hal.galat), isi
    with kantor.app_context():
        assert db.session.scalar(db.select(JadwalRekap.id)) is None


@pytest.mark.dua_basis
def test_susun_lihat_dan_kirim_sekarang(sekdes, kantor, gabung, bagian_uji):
    hal = sekdes.buka("rekap.susun").kirim("Susun", jenis="bulanan", periode="2026-10")
    assert "Rekap bulanan Oktober 2026" in hal.judul and "revisi 0 disusun" in " ".join(hal.pesan)
    assert "=Sumber" in hal.teks_semua and "Rp150.000,50" in hal.teks_semua
    hal = hal.kirim("Kirim sekarang ke Kabupaten")
    assert "diterima" in hal.teks_semua
    hal = sekdes.buka("rekap.susun").kirim("Susun", jenis="bulanan", periode="2026-10")
    assert "Tidak ada angka yang berubah" in " ".join(hal.pesan)
    bagian_uji["surat"] = []
    hal = sekdes.buka("rekap.susun").kirim("Susun", jenis="bulanan", periode="2026-10")
    assert "Yang berubah dari revisi 0" in hal.teks_semua
    for jenis in ("xlsx", "json"):
        assert sekdes.buka("rekap.unduh_berkas", rekap_id=1, jenis=jenis).status == 200
    assert sekdes.buka("rekap.unduh_berkas", rekap_id=1, jenis="exe").status == 404
    assert sekdes.buka("rekap.arsip").teks_semua.count("Oktober 2026") == 2


def test_angka_tidak_cocok_meminta_alasan_di_formulir(sekdes, bagian_uji):
    bagian_uji["kontrol"] = 1
    hal = sekdes.buka("rekap.susun").kirim("Susun", jenis="bulanan", periode="2026-10")
    assert hal.status == 422 and "isi lembar 405" in " ".join(hal.galat)
    hal = hal.kirim("Susun", jenis="bulanan", periode="2026-10", alasan="Menunggu akta.")
    assert "Alasan: Menunggu akta." in hal.teks_semua


def test_kades_menyetujui_dari_beranda(kantor, gabung):
    alat.buat_jadwal(kantor, [gabung], perlu_persetujuan=True)
    alat.putar(kantor)
    kades = Peramban(kantor).masuk("kades")
    hal = kades.buka("beranda.lihat")
    assert "Setujui rekap" in hal.teks_semua
    hal = hal.ikuti("Baca").kirim("Setujui dan kirim")
    assert "disetujui" in " ".join(hal.pesan) and "diterima" in kades.buka("rekap.lihat", rekap_id=1).teks_semua
    assert "Setujui rekap" not in kades.buka("beranda.lihat").teks_semua


def test_ditolak_tampak_di_beranda_dengan_alasan(sekdes, kantor, kabupaten, gabung):
    from smartkampung.kabupaten.models import DesaTerdaftar
    from smartkampung.kabupaten.pendaftaran import cabut_kunci

    with alat.menulis(kabupaten) as sesi:
        cabut_kunci(sesi.scalars(db.select(DesaTerdaftar)).one())
    alat.buat_jadwal(kantor, [gabung])
    alat.putar(kantor)
    hal = sekdes.buka("beranda.lihat")
    assert "Rekap ditolak" in hal.teks_semua and "kunci desa ini sudah dicabut" in hal.teks_semua
    assert "ditolak" in sekdes.buka("rekap.daftar", keadaan="ditolak").teks_semua


def test_tanda_terima_dari_berkas(sekdes, kantor, gabung):
    hal = sekdes.buka("rekap.tanda_terima").kirim("Periksa", berkas=(io.BytesIO(b"{}"), "x.json"))
    assert hal.status == 422 and "tidak dapat dipakai" in " ".join(hal.galat)
    assert sekdes.buka("rekap.tanda_terima").kirim("Periksa").status == 422


def test_hak_akses(kantor, gabung):
    alat.susun(kantor)
    for nama, lihat, atur, kirim in (("operator", 200, 403, 403), ("ketuart", 403, 403, 403), ("bpd", 200, 403, 403),
                                     ("sekdes", 200, 200, 200), ("admin", 200, 200, 200)):
        layar = Peramban(kantor).masuk(nama)
        assert layar.buka("rekap.daftar").status == lihat
        assert layar.buka("rekap.lihat", rekap_id=1).status == lihat
        assert layar.buka("jadwal_rekap.buat").status == atur
        assert layar.buka("rekap.susun").status == kirim


def test_hapus_jadwal_dan_tujuan(kantor, gabung):
    nomor = alat.buat_jadwal(kantor, [gabung])
    alat.putar(kantor)
    admin = Peramban(kantor).masuk("admin")
    assert "Jadwal dihapus" in " ".join(admin.buka("jadwal_rekap.ubah", jadwal_id=nomor).kirim("Hapus jadwal").pesan)
    hal = admin.buka("tujuan_rekap.ubah_tujuan", tujuan_id=gabung).kirim("Hapus tujuan")
    assert "Nonaktifkan saja" in " ".join(hal.pesan)
