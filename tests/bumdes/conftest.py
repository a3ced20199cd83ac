"""Fixtures of this area: an office with a BUMDes and an account per office."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask

from smartkampung.bumdes.lembaga import services
from smartkampung.inti import db as basis
from tests.bumdes.bantu import PROGRAM, dirikan, entitas, isi_tahun
from tests.pabrik import isi_pengguna


def isi_usaha(app: Flask, mulai: date = date(2025, 1, 1)) -> None:
    """One BUMDes with a filled year and accounts for its organs, committed."""
    with app.app_context(), basis.transaksi():
        b = dirikan(mulai)
        for nama, jabatan, unit in (("dirut", "direktur", None), ("bendum", "bendahara", None),
                                    ("toko", "manajer", "TOKO"), ("awas", "pengawas", None)):
            orang = isi_pengguna(nama, "rt_rw")
            services.angkat(b, jabatan, orang.nama, date(2026, 1, 1), pengguna=orang, oleh=PROGRAM,
                            unit=entitas(b, unit) if unit else None)
        isi_tahun(b)


@pytest.fixture
def usaha(kantor: Flask) -> Flask:
    """`isi_usaha` on the office of the tests."""
    isi_usaha(kantor)
    return kantor
