"""Guessing codes (keandalan F-35): nothing is ever hit, one address is stopped, and a crowd slows everybody."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest

from smartkampung.extensions import db
from smartkampung.inti import db as basis
from smartkampung.inti.galat import TerlaluSering
from smartkampung.inti.pembatas import Percobaan
from smartkampung.portal import queries
from smartkampung.surat.kode import kode_baru
from smartkampung.surat.models import Surat
from tests.surat.bantu import buat_permohonan, buat_warga

LAHIR = date(1979, 5, 20)


@pytest.fixture
def kode(loket):
    with loket.app.app_context(), basis.transaksi():
        return buat_permohonan(buat_warga("Tukiman", nik="9901012005790008", no_kk="9901012005790002")).kode_status


def tebak(app, kode, lahir, alamat):
    with app.app_context():
        try:
            return queries.buka_status(kode, lahir, alamat)
        except TerlaluSering:
            return "ditahan"


def test_ribuan_tebakan_tidak_membuka_apa_pun(loket, kode, banyak, jam):
    """From ever new addresses, with the right date: none opens, and most are not even looked up."""
    acak, hasil = random.Random(35), []
    for n in range(banyak(300, 10_000)):
        hasil.append(tebak(loket.app, kode_baru(), LAHIR, f"10.{acak.randrange(256)}.{n // 256}.{n % 256}"))
        if n % 50 == 0:
            jam.maju(seconds=1)
    assert set(hasil) == {None, "ditahan"}
    assert hasil.count(None) <= 200 + len(hasil) // 50 + 1


def test_satu_alamat_dihentikan_sesudah_dua_puluh_tebakan(loket, kode, jam):
    hasil = [tebak(loket.app, kode, LAHIR + timedelta(days=n + 1), "10.0.0.1") for n in range(40)]
    assert hasil.count(None) == 21  # the one that crosses the line is answered, then the address is held
    assert tebak(loket.app, kode, LAHIR, "10.0.0.1") == "ditahan"
    assert isinstance(tebak(loket.app, kode, LAHIR, "10.0.0.2"), Surat)
    jam.maju(hours=1, minutes=1)
    assert isinstance(tebak(loket.app, kode, LAHIR, "10.0.0.1"), Surat)


def test_tebakan_dari_banyak_alamat_melambatkan_semua_sebentar(loket, kode, jam):
    for n in range(201):
        tebak(loket.app, kode_baru(), LAHIR, f"10.1.{n // 256}.{n % 256}")
    assert tebak(loket.app, kode, LAHIR, "10.9.9.9") == "ditahan"
    jam.maju(seconds=4)
    assert isinstance(tebak(loket.app, kode, LAHIR, "10.9.9.9"), Surat)
    assert tebak(loket.app, kode_baru(), LAHIR, "10.9.9.8") is None  # the next miss slows everybody again
    assert tebak(loket.app, kode, LAHIR, "10.9.9.9") == "ditahan"
    with loket.app.app_context():
        (semua,) = db.session.scalars(db.select(Percobaan).filter_by(kunci="status:semua"))
        assert semua.jumlah == 202
