"""Logging in, staying in, being out."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, date, datetime, timedelta

import pyotp
import pytest

from smartkampung.akun import sandi, services, sesi
from smartkampung.akun.models import Pengguna, Sesi
from smartkampung.akun.sesi import Perangkat
from smartkampung.extensions import db
from smartkampung.inti.db import transaksi
from smartkampung.inti.galat import TerlaluSering
from tests.pabrik import SANDI_UJI

pytestmark = pytest.mark.satu_basis


def test_sandi_disimpan_dengan_argon2id_yang_mahal():
    """The suite makes passwords cheap; the program does not."""
    kode = "from smartkampung.akun import sandi; print(sandi.buat_hash('sawah'))"
    hasil = subprocess.run([sys.executable, "-c", kode], capture_output=True, text=True, check=True).stdout
    assert hasil.startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_masuk_dan_keluar(peramban):
    halaman = peramban.masuk("kades").buka("beranda.lihat")
    assert "Kades" in halaman.judul
    assert halaman.tekan("Keluar").judul == "Masuk"
    assert peramban.buka("beranda.lihat").judul == "Masuk"


def test_kuki_yang_disalin_mati_sesudah_keluar(peramban):
    peramban.masuk("operator")
    salinan = peramban.klien.get_cookie(peramban.app.config["SESSION_COOKIE_NAME"]).value
    peramban.buka("beranda.lihat").tekan("Keluar")
    maling = peramban.app.test_client()
    maling.set_cookie(peramban.app.config["SESSION_COOKIE_NAME"], salinan)
    assert maling.get("/beranda").status_code == 303


def test_sandi_salah_dan_nama_tak_dikenal_dijawab_sama(peramban):
    kalimat = []
    for nama in ("kades", "tidakada"):
        halaman = peramban.buka("akun.masuk").kirim("Masuk", nama_pengguna=nama, sandi="salah-sekali-ini")
        kalimat.append(halaman.pesan)
        assert halaman.status == 422
    assert kalimat[0] == kalimat[1] == ["Nama pengguna atau kata sandi tidak cocok."]


@pytest.mark.dua_basis
def test_percobaan_ditahan_dan_tahan_hidup_ulang(peramban, jam):
    for _ in range(7):
        peramban.buka("akun.masuk").kirim("Masuk", nama_pengguna="kades", sandi="salah-sekali-ini")
    jawab = peramban.buka("akun.masuk").kirim("Masuk", nama_pengguna="kades", sandi=SANDI_UJI)
    assert jawab.status == 429
    jam.maju(minutes=16)
    assert peramban.masuk("kades").buka("beranda.lihat").status == 200


@pytest.mark.dua_basis
def test_diam_setengah_jam_keluar_sendiri(peramban, jam):
    peramban.masuk("kades")
    jam.maju(minutes=29)
    assert peramban.buka("beranda.lihat").judul != "Masuk"
    jam.maju(minutes=29)
    assert peramban.buka("beranda.lihat").judul != "Masuk"
    jam.maju(minutes=31)
    assert peramban.buka("beranda.lihat").judul == "Masuk"


def test_sesi_tidak_lebih_dari_dua_belas_jam(peramban, jam):
    peramban.masuk("kades")
    for _ in range(25):
        jam.maju(minutes=29)
        terakhir = peramban.buka("beranda.lihat").judul
    assert terakhir == "Masuk"


def test_ganti_sandi_mengakhiri_sesi_lain(peramban):
    lain = peramban.app.test_client()
    peramban.masuk("kades")
    lain_peramban = type(peramban)(peramban.app)
    lain_peramban.masuk("kades")
    halaman = peramban.buka("akun.ganti_sandi").kirim(
        "Ganti kata sandi", sandi_lama=SANDI_UJI, sandi_baru="kuda baterai staples benar")
    assert halaman.pesan == ["Kata sandi diganti. Sesi di perangkat lain sudah diakhiri."]
    assert lain_peramban.buka("beranda.lihat").judul == "Masuk"
    assert peramban.buka("beranda.lihat").judul != "Masuk"
    assert lain is not None


@pytest.mark.parametrize("lemah", ["pendek", "aaaaaaaaaaaaaaaa", "password123456", "kades-kades-kades"])
def test_sandi_lemah_ditolak(peramban, lemah):
    halaman = peramban.masuk("kades").buka("akun.ganti_sandi").kirim(
        "Ganti kata sandi", sandi_lama=SANDI_UJI, sandi_baru=lemah)
    assert halaman.status == 422
    assert any("mudah ditebak" in g for g in halaman.galat)


def test_akun_dinonaktifkan_langsung_keluar(peramban):
    korban = type(peramban)(peramban.app).masuk("operator")
    with peramban.app.app_context():
        operator = db.session.scalar(db.select(Pengguna).filter_by(nama_pengguna="operator"))
        operator_id = operator.id
    halaman = peramban.masuk("admin").buka("pengguna.lihat", pengguna_id=operator_id).tekan("Nonaktifkan")
    assert "dinonaktifkan" in halaman.pesan[0]
    assert korban.buka("beranda.lihat").judul == "Masuk"


@pytest.mark.dua_basis
def test_admin_terakhir_tidak_dapat_dinonaktifkan(peramban):
    peramban.masuk("admin")
    with peramban.app.app_context():
        admin_id = db.session.scalar(db.select(Pengguna.id).filter_by(nama_pengguna="admin"))
    halaman = peramban.buka("pengguna.lihat", pengguna_id=admin_id).tekan("Nonaktifkan")
    assert "satu-satunya admin" in halaman.pesan[0]


def test_totp_dipasang_lalu_diminta_saat_masuk(peramban, jam):
    halaman = peramban.masuk("kasi").buka("akun.totp")
    rahasia = halaman.pohon.xpath("//code")[0].text_content()
    kode = pyotp.TOTP(rahasia).at(jam.kini())
    pemulihan = halaman.kirim("Pasang", kode=kode)
    daftar = [c.text_content() for c in pemulihan.pohon.xpath("//main//code")]
    assert len(daftar) == 10
    jam.maju(minutes=2)
    peramban.keluar()
    tanya = peramban.buka("akun.masuk").kirim("Masuk", nama_pengguna="kasi", sandi=SANDI_UJI)
    assert tanya.judul == "Kode kedua"
    assert peramban.buka("beranda.lihat").judul == "Masuk"
    salah = peramban.buka("akun.kode").kirim("Lanjut", kode="000000")
    assert salah.status == 422
    baru = pyotp.TOTP(rahasia).at(jam.kini())
    assert salah.kirim("Lanjut", kode=baru).status == 200
    peramban.keluar()
    peramban.buka("akun.masuk").kirim("Masuk", nama_pengguna="kasi", sandi=SANDI_UJI)
    ulang = peramban.buka("akun.kode").kirim("Lanjut", kode=baru)
    assert ulang.status == 422, "a code works once"
    assert peramban.buka("akun.kode").kirim("Lanjut", kode=daftar[0].lower()).status == 200


def test_peran_yang_wajib_totp_memasang_dulu(pengaturan_uji, peramban):
    object.__setattr__(peramban.app.extensions["smartkampung"].pengaturan, "totp_wajib", True)
    halaman = peramban.masuk("kades").buka("beranda.lihat")
    assert halaman.judul == "Pasang kode kedua"
    assert peramban.keluar().masuk("operator").buka("beranda.lihat").judul != "Pasang kode kedua"


def test_tujuan_sesudah_masuk_tidak_keluar_situs(peramban):
    halaman = peramban.jalur("/masuk?lanjut=//jahat.example/x")
    jawab = halaman.kirim("Masuk", ikuti=False, nama_pengguna="kades", sandi=SANDI_UJI)
    assert jawab.jawab.location == "/beranda"


def test_perangkat_baru_dikenali_namanya():
    assert Perangkat("1.1.1.1", "Mozilla/5.0 (Linux; Android 10) Chrome/120").nama == "Chrome di Android"


@pytest.mark.dua_basis
def test_penahanan_berlipat_tetapi_tidak_selamanya(konteks, jam):
    from smartkampung.inti import db as basis
    from smartkampung.inti.pembatas import boleh_mencoba, catat_percobaan

    db.session.commit()
    with basis.mode(False):
        for _ in range(40):
            catat_percobaan("uji", bebas=1, jendela=timedelta(hours=1), tahan=timedelta(seconds=30))
        with pytest.raises(TerlaluSering):
            boleh_mencoba("uji")
        jam.maju(minutes=15, seconds=1)
        boleh_mencoba("uji")


def test_plt_perlu_sk_dan_batas_waktu(konteks, buat_desa, buat_pengguna_uji):
    buat_desa()
    orang = buat_pengguna_uji("sekdes", "sekretaris")
    with pytest.raises(services.PenugasanSalah, match="nomor SK"):
        services.tugaskan(orang, "kepala_desa", sifat="plt", mulai=date(2026, 1, 1), oleh=None)
    tugas = services.tugaskan(orang, "kepala_desa", sifat="plh", mulai=date(2026, 11, 1), nomor_sk="SK/1",
                              sampai=date(2026, 11, 30), oleh=None)
    assert tugas.nama_peran == "Plh. Kepala Desa"
    assert {p.peran for p in orang.peran_kini()} == {"sekretaris", "kepala_desa"}


def test_kode_pemulihan_tanpa_huruf_kembar():
    for kode in sandi.kode_pemulihan_baru():
        assert not set(kode) & set("OILU")


@pytest.mark.dua_basis
def test_sesi_dibuang_sesudah_batas_mutlak(kantor, jam):
    peramban_lama = __import__("tests.peramban", fromlist=["Peramban"]).Peramban(kantor).masuk("kades")
    assert peramban_lama
    jam.maju(hours=13)
    with kantor.app_context(), transaksi():
        sesi.buang_sesi_lama()
        assert db.session.scalar(db.select(db.func.count()).select_from(Sesi)) == 0
    assert datetime(2026, 11, 21, tzinfo=UTC)


@pytest.mark.parametrize("lemah", [
    "password12345!", "Indonesia1945!!", "bismillah-2026", "sandisandisandi", "123456789012", "kepaladesa2026",
    "Qwertyuiop123", "aaaa bbbb aaaa", "98765432109876", "sekdes!sekdes1", "P4ssw0rd!2026"])
def test_sandi_yang_mudah_ditebak(lemah):
    with pytest.raises(sandi.SandiLemah):
        sandi.periksa_kuat(lemah, nama_pengguna="sekdes")


@pytest.mark.parametrize("kuat", [
    "kuda baterai staples benar", "sawah-hijau-tujuh-bebek", "Tr0mp3t&Kembang!7", "🌾 padi menguning lagi"])
def test_sandi_yang_kuat_diterima(kuat):
    sandi.periksa_kuat(kuat, nama_pengguna="sekdes")


def test_setiap_kata_umum_ditolak_dengan_hiasan_biasa():
    for kata in sandi._sandi_umum():
        for hias in (f"{kata}123456789", f"{kata}@2026{kata}", f"  {kata}!!!!!!!!!!"):
            with pytest.raises(sandi.SandiLemah):
                sandi.periksa_kuat(hias, nama_pengguna="zzz")
