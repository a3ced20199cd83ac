"""Several villages' apps live in one process without seeing each other."""

from __future__ import annotations

import pytest

from smartkampung import create_app
from smartkampung.desa.queries import profil
from smartkampung.extensions import db
from smartkampung.inti.db import transaksi
from smartkampung.pengaturan import Pengaturan
from tests.acuan import KOSONG
from tests.pabrik import isi_desa, isi_pengguna
from tests.peramban import Peramban


@pytest.fixture
def dua_desa(tmp_path, gudang):
    desa = []
    for nama in ("Sumberwangi", "Kalisetail"):
        folder = tmp_path / nama
        folder.mkdir()
        gudang.sqlite(KOSONG, folder)
        app = create_app(Pengaturan(instance=folder, uji=True, totp_wajib=False))
        with app.app_context(), transaksi():
            isi_desa(nama=nama)
            isi_pengguna("kades", "kepala_desa", nama=f"Kades {nama}")
        desa.append(app)
    return desa


def test_dua_desa_dalam_satu_proses_tidak_saling_lihat(dua_desa):
    a, b = (Peramban(app).masuk("kades") for app in dua_desa)
    for _ in range(2):
        assert "Kades Sumberwangi" in a.buka("beranda.lihat").judul
        assert "Kades Kalisetail" in b.buka("beranda.lihat").judul
    for app, nama in zip(dua_desa, ("Sumberwangi", "Kalisetail"), strict=True):
        with app.app_context():
            assert profil().nama == nama


def test_kuki_satu_desa_tidak_berlaku_di_desa_lain(dua_desa):
    a = Peramban(dua_desa[0]).masuk("kades")
    nama_kuki = dua_desa[0].config["SESSION_COOKIE_NAME"]
    kuki = a.klien.get_cookie(nama_kuki).value
    assert nama_kuki != dua_desa[1].config["SESSION_COOKIE_NAME"]
    lain = dua_desa[1].test_client()
    for nama in (nama_kuki, dua_desa[1].config["SESSION_COOKIE_NAME"]):
        lain.set_cookie(nama, kuki)
    assert lain.get("/beranda").status_code == 303


def test_kunci_dan_basis_data_terpisah(dua_desa):
    rahasia = {app.config["SECRET_KEY"] for app in dua_desa}
    alamat = set()
    for app in dua_desa:
        with app.app_context():
            alamat.add(str(db.engine.url))
    assert len(rahasia) == len(alamat) == 2
