"""Fixtures shared by the tests of rekap, kabupaten and penjadwal."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from flask import Flask

from smartkampung import create_app, sambungan
from smartkampung.extensions import db
from smartkampung.inti import jaringan
from smartkampung.pengaturan import Pengaturan
from tests.pabrik import isi_kantor
from tests.rekap import alat, bahan


@pytest.fixture(autouse=True)
def bagian_uji(monkeypatch):
    """Only the two small areas of the tests offer sheets."""
    monkeypatch.setattr(sambungan, "BAGIAN_REKAP", bahan.ALAMAT)
    bahan.atur_ulang()
    return bahan.DATA


@pytest.fixture
def kabupaten(tmp_path: Path, basis_data: str, request) -> Flask:
    """The kabupaten's app on a fresh database of the same kind."""
    folder = tmp_path / "kabupaten"
    folder.mkdir()
    alamat = ""
    if basis_data:
        alamat = request.getfixturevalue("peladen_postgresql").pinjam("kosong")
    else:
        shutil.copy(request.getfixturevalue("acuan_sqlite")["kosong"], folder / "desa.sqlite3")
    app = create_app(Pengaturan(instance=folder, uji=True, totp_wajib=False, mode="kabupaten", basis_data=alamat))
    isi_kantor(app)
    with app.app_context(), alat.basis.transaksi():
        from smartkampung.desa.models import Desa

        desa = db.session.get_one(Desa, 1)
        desa.kode, desa.nama, desa.kecamatan = "99.01", "Tirtawangi", ""
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def kawat(kabupaten: Flask, monkeypatch) -> alat.Kawat:
    """The wire to the kabupaten."""
    kawat = alat.Kawat(kabupaten)
    monkeypatch.setattr(jaringan, "kirim", kawat)
    return kawat


@pytest.fixture
def gabung(kantor: Flask, kabupaten: Flask, kawat: alat.Kawat) -> int:
    """A village that has joined the kabupaten; answers the destination's id."""
    return alat.tujuan_http(kantor, kabupaten)


@pytest.fixture
def usb(tmp_path_factory) -> Path:
    """A stick."""
    return tmp_path_factory.mktemp("usb")
