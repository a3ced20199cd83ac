"""Fixtures shared by the tests of rekap, kabupaten and penjadwal."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from smartkampung import sambungan
from smartkampung.extensions import db
from smartkampung.inti import jaringan
from smartkampung.pengaturan import Pengaturan
from tests import aplikasi
from tests.acuan import KANTOR_KABUPATEN, Acuan, Gudang
from tests.rekap import alat, bahan


@pytest.fixture(autouse=True)
def bagian_uji(monkeypatch):
    """Only the two small areas of the tests offer sheets."""
    monkeypatch.setattr(sambungan, "BAGIAN_REKAP", bahan.ALAMAT)
    bahan.atur_ulang()
    return bahan.DATA


def _kabupaten(app: Flask) -> None:
    from smartkampung.desa.models import Desa

    with app.app_context(), alat.basis.transaksi():
        desa = db.session.get_one(Desa, 1)
        desa.kode, desa.nama, desa.kecamatan = "99.01", "Tirtawangi", ""


KABUPATEN = Acuan("kabupaten", _kabupaten, KANTOR_KABUPATEN, mode="kabupaten")


@pytest.fixture
def kabupaten(tmp_path: Path, basis_data: str, gudang: Gudang, request: pytest.FixtureRequest) -> Iterator[Flask]:
    """The kabupaten's app on a fresh database of the same kind."""
    folder, alamat = tmp_path / "kabupaten", ""
    folder.mkdir()
    if basis_data:
        alamat = gudang.postgresql(KABUPATEN, folder, request.getfixturevalue("peladen_postgresql"))
    else:
        gudang.sqlite(KABUPATEN, folder)
    app = aplikasi.pinjam(Pengaturan(instance=folder, uji=True, totp_wajib=False, mode="kabupaten",
                                     basis_data=alamat))
    yield app
    aplikasi.kembalikan(app)


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
