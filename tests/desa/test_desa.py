"""Identity, hours, officials, who signs, first set-up."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime, time

import pytest
from PIL import Image

from smartkampung import create_app
from smartkampung.akun.services import tugaskan
from smartkampung.desa import services
from smartkampung.desa.models import JamLayanan
from smartkampung.desa.queries import TidakAdaPenandatangan, penandatangan, penandatangan_utama, profil
from smartkampung.desa.waktu_layanan import menit_layanan, tambah_menit_layanan
from smartkampung.extensions import db
from smartkampung.pengaturan import Pengaturan, PengaturanSalah
from tests.peramban import Peramban


def gambar(format="PNG", ukuran=(900, 700), mode="RGBA"):
    keluar = io.BytesIO()
    Image.new(mode, ukuran, (10, 90, 60, 0) if mode == "RGBA" else (10, 90, 60)).save(keluar, format)
    return keluar.getvalue()


# --- hours ------------------------------------------------------------------------------------------

@pytest.fixture
def jam_sore(buat_desa):
    """Monday to Saturday 8–16 (the maker's), and Monday 18–21."""
    buat_desa()
    services.tambah_jam(0, time(18), time(21), oleh=None)


def wib(teks):
    return datetime.fromisoformat(teks + "+07:00").astimezone(UTC)


@pytest.mark.parametrize("mulai, menit, selesai", [
    ("2026-11-23T08:00", 15, "2026-11-23T08:15"),      # Monday morning
    ("2026-11-23T15:50", 15, "2026-11-23T18:05"),      # runs over into the evening block
    ("2026-11-23T20:55", 10, "2026-11-24T08:05"),      # and into the next day
    ("2026-11-21T15:50", 15, "2026-11-23T08:05"),      # Saturday afternoon -> Monday, Sunday is closed
    ("2026-11-22T03:00", 15, "2026-11-23T08:15"),      # asked on Sunday night
    ("2026-11-24T08:00", 480, "2026-11-24T16:00"),     # a whole day exactly
])
def test_janji_menghitung_jam_buka_saja(jam_sore, mulai, menit, selesai):
    assert tambah_menit_layanan(wib(mulai), menit) == wib(selesai)
    assert menit_layanan(wib(mulai), wib(selesai)) == menit


def test_janji_melewati_hari_libur(jam_sore):
    services.tambah_libur(date(2026, 11, 24), "Cuti bersama", oleh=None)
    assert tambah_menit_layanan(wib("2026-11-23T20:55"), 10) == wib("2026-11-25T08:05")
    assert menit_layanan(wib("2026-11-23T20:50"), wib("2026-11-25T08:05")) == 15


def test_tanpa_jam_layanan_menit_biasa(buat_desa):
    buat_desa()
    db.session.query(JamLayanan).delete()
    assert tambah_menit_layanan(wib("2026-11-22T03:00"), 15) == wib("2026-11-22T03:15")


def test_jam_bertumpuk_ditolak(buat_desa):
    buat_desa()
    with pytest.raises(services.JamBentrok):
        services.tambah_jam(0, time(15), time(17), oleh=None)
    with pytest.raises(services.JamBentrok):
        services.tambah_jam(6, time(15), time(15), oleh=None)
    services.tambah_jam(0, time(16), time(17), oleh=None)


# --- who signs --------------------------------------------------------------------------------------

def test_plh_lalu_plt_lalu_kepala_lalu_sekdes(buat_desa, buat_pengguna_uji):
    buat_desa()
    with pytest.raises(TidakAdaPenandatangan):
        penandatangan_utama(date(2026, 11, 21))
    kades = buat_pengguna_uji("kades", "kepala_desa", nama="H. Sugiarto", sampai=date(2026, 11, 30))
    sekdes = buat_pengguna_uji("sekdes", "sekretaris", nama="Nur Hidayat")
    semua = penandatangan(date(2026, 11, 21))
    assert [(p.nama, p.cara) for p in semua] == [("H. Sugiarto", "langsung"), ("Nur Hidayat", "an")]
    assert semua[1].baris_jabatan == ("a.n. Kepala Desa Sumberwangi", "Sekretaris Desa")
    tugaskan(sekdes, "kepala_desa", sifat="plh", mulai=date(2026, 11, 25), sampai=date(2026, 11, 28),
             nomor_sk="800/1", oleh=None)
    assert penandatangan_utama(date(2026, 11, 26)).baris_jabatan == ("Plh. Kepala Desa Sumberwangi",)
    assert penandatangan_utama(date(2026, 11, 29)).pengguna_id == kades.id
    tugaskan(sekdes, "kepala_desa", sifat="plt", mulai=date(2026, 12, 1), sampai=date(2027, 5, 31),
             nomor_sk="800/2", oleh=None)
    assert penandatangan_utama(date(2026, 12, 2)).cara == "plt"


# --- first set-up -----------------------------------------------------------------------------------

@pytest.fixture
def kosong(pengaturan_uji):
    return create_app(pengaturan_uji)


def test_siapkan_sekali_pakai(kosong):
    with kosong.app_context():
        kode = services.buat_kode_siapkan()
    peramban = Peramban(kosong)
    halaman = peramban.buka("akun.masuk")
    assert halaman.judul == "Siapkan Smart Kampung"
    cari = halaman.kirim("Cari wilayah", cari="Tamansari Licin")
    assert "35.10.24.2008" in cari.teks_semua
    isi = {"kode": kode, "wilayah": "35.10.24.2008", "nama": "Putri Ayu", "nama_pengguna": "putri",
           "sandi_baru": "empat kata acak kuat"}
    salah = halaman.kirim("Siapkan", **{**isi, "kode": "0000-0000-0000"})
    assert salah.status == 422 and any("Kode penyiapan tidak cocok" in g for g in salah.galat)
    assert 'value="Putri Ayu"' in salah.isi.decode(), "what was typed stays"
    assert any("tidak ada dalam daftar" in g
               for g in halaman.kirim("Siapkan", **{**isi, "wilayah": "35.10.24"}).galat)
    assert halaman.kirim("Siapkan", **isi).judul == "Masuk"
    assert peramban.jalur("/siapkan").status == 404
    beranda = peramban.masuk("putri", "empat kata acak kuat").buka("desa.identitas")
    assert beranda.judul == "Desa Tamansari" and "Kabupaten Banyuwangi" in beranda.teks_semua
    with kosong.app_context():
        assert not services.cocok_kode_siapkan(kode), "the code is used up"


def test_siapkan_tanpa_kode_ditebak_ditahan(kosong):
    with kosong.app_context():
        services.buat_kode_siapkan()
    halaman = Peramban(kosong).buka("akun.masuk")
    isi = {"wilayah": "35.10.24.2008", "nama": "x", "nama_pengguna": "putri", "sandi_baru": "empat kata acak kuat"}
    status = [halaman.kirim("Siapkan", kode=f"AAAA-AAAA-{n:04d}", **isi).status for n in range(8)]
    assert status[-1] == 429


@pytest.mark.parametrize("kode, nama, zona", [
    ("35.10.24.2008", "Tamansari", "Asia/Jakarta"), ("51.01.01.2001", None, "Asia/Makassar"),
    ("99.01.01.2001", "Sumberwangi", "Asia/Jakarta")])
def test_wilayah_mengisi_nama_dan_zona(konteks, kode, nama, zona):
    services.tetapkan_wilayah(kode)
    assert profil().zona.key == zona
    assert nama is None or profil().nama == nama


def test_wilayah_kabupaten_bukan_desa(konteks):
    with pytest.raises(services.WilayahTidakAda):
        services.tetapkan_wilayah("35.10")


# --- pages ------------------------------------------------------------------------------------------

@pytest.mark.satu_basis
def test_identitas_diubah_dari_halaman(peramban):
    halaman = peramban.masuk("admin").buka("desa.ubah")
    hasil = halaman.kirim("Simpan", sebutan_desa="Nagari", sebutan_kepala="Wali Nagari", sebutan_dusun="Jorong",
                          zona="Asia/Makassar")
    assert hasil.judul == "Nagari Sumberwangi"
    salah = peramban.buka("desa.ubah").kirim("Simpan", kode_pos="12a", email="bukan surel", zona="Asia/Tokyo")
    assert salah.status == 422 and len(salah.galat) >= 3


@pytest.mark.satu_basis
def test_logo_diolah_ulang_dan_yang_bukan_gambar_ditolak(peramban):
    halaman = peramban.masuk("admin").buka("desa.ganti_logo")
    svg = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    for isi in (b"", svg, b"<?php echo 1;", b"\xff\xd8\xff\xe0 bukan jpeg", b"GIF89a" + b"x" * 50):
        hasil = halaman.kirim("Simpan", logo=(io.BytesIO(isi), "logo.png"))
        assert hasil.status == 422, isi
    hasil = halaman.kirim("Simpan", logo=(io.BytesIO(gambar()), "../../etc/passwd.png"))
    assert hasil.judul == "Desa Sumberwangi"
    logo = peramban.klien.get("/desa/logo")
    assert logo.mimetype == "image/png"
    assert max(Image.open(io.BytesIO(logo.data)).size) == 600


@pytest.mark.satu_basis
def test_hari_libur_dan_perangkat_dari_halaman(peramban):
    peramban.masuk("sekdes")
    halaman = peramban.buka("desa.tambah_libur").kirim("Simpan", tanggal="25/12/2026", nama="Hari Natal")
    assert "25 Desember 2026" in halaman.teks_semua
    lagi = peramban.buka("desa.tambah_libur").kirim("Simpan", tanggal="2026-12-25", nama="Natal")
    assert any("sudah tercatat" in g for g in lagi.galat)
    aneh = peramban.buka("desa.tambah_libur").kirim("Simpan", tanggal="31-02-2026", nama="x" * 300)
    assert aneh.status == 422 and len(aneh.galat) >= 2
    assert "25 Desember 2026" not in halaman.kirim("/desa/libur/hapus").teks_semua
    perangkat = peramban.buka("desa.tambah_perangkat").kirim(
        "Simpan", nama="<b>Rina</b> 🌾", jabatan="Kasi Pelayanan", mulai="2024-01-02", sampai="2023-01-01")
    assert any("lebih awal" in g for g in perangkat.galat)
    perangkat = perangkat.kirim("Simpan", sampai="")
    assert "<b>Rina</b> 🌾" in perangkat.teks_semua


@pytest.mark.satu_basis
def test_operator_tidak_boleh_mengubah_identitas(peramban):
    assert peramban.masuk("operator").buka("desa.ubah").status == 403


def test_catatan_audit_dapat_disaring_dan_diunduh(peramban):
    halaman = peramban.masuk("kades").buka("audit.daftar")
    assert "membuat akun" in halaman.teks_semua
    sempit = peramban.buka("audit.daftar", area="akun", dari="2026-11-21", sampai="2026-11-21")
    assert "membuat akun" in sempit.teks_semua
    kosong = peramban.buka("audit.daftar", dari="2030-01-01")
    assert "Tidak ada catatan" in kosong.teks_semua
    unduh = peramban.klien.get("/audit/unduh")
    assert unduh.data[:2] == b"PK"
    for aneh in ("dari=zzz&pelaku=abc&area=%27%3B--", "halaman=0", "halaman=abc", "pelaku=999999999999999999999"):
        assert peramban.klien.get(f"/audit?{aneh}").status_code in (200, 404)


# --- settings ---------------------------------------------------------------------------------------

@pytest.mark.parametrize("isi, kata", [
    ('mode = "kota"', "mode"), ('alamat_publik = "ftp://x"', "alamat_publik"), ("sesi_diam_menit = 1", "sesi_diam"),
    ('tidak_ada = 1', "tidak_dikenal"), ('[surel]\nrahasia = "x"', "surel.rahasia"), ("mode = ", "tidak terbaca"),
    ('basis_data = "mysql://x"', "basis_data")])
def test_pengaturan_salah_disebut_satu_satu(tmp_path, isi, kata):
    (tmp_path / "desa.toml").write_text(isi, encoding="utf-8")
    with pytest.raises(PengaturanSalah) as galat:
        Pengaturan.muat(tmp_path)
    assert kata.replace("tidak_dikenal", "tidak dikenal") in str(galat.value)


@pytest.mark.satu_basis
def test_sistem_memeriksa_dan_menunjukkan(peramban):
    halaman = peramban.masuk("admin").buka("sistem.periksa")
    assert "Rantai catatan audit" in halaman.teks_semua
    assert "MB" in peramban.buka("sistem.lihat").teks_semua
