"""States and fixtures of this area: a BUMDes, its filled year, and an office with an account per organ."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask

from smartkampung.bumdes.lembaga import services
from smartkampung.bumdes.lembaga.models import Bumdes
from smartkampung.inti import db as basis
from tests.acuan import KANTOR, KOSONG, Acuan
from tests.bumdes.bantu import PROGRAM, dirikan, entitas, isi_tahun
from tests.pabrik import isi_pengguna


def komit(isi: Callable[[], object]) -> Callable[[Flask], None]:
    """`isi`, in a transaction of its own."""
    def jalankan(app: Flask) -> None:
        with app.app_context(), basis.transaksi():
            isi()

    return jalankan


def _tahun() -> Bumdes:
    b = dirikan(date(2025, 1, 1))
    isi_tahun(b)
    return b


def _usaha() -> None:
    b = dirikan(date(2025, 1, 1))
    for nama, jabatan, unit in (("dirut", "direktur", None), ("bendum", "bendahara", None),
                                ("toko", "manajer", "TOKO"), ("awas", "pengawas", None)):
        orang = isi_pengguna(nama, "rt_rw")
        services.angkat(b, jabatan, orang.nama, date(2026, 1, 1), pengguna=orang, oleh=PROGRAM,
                        unit=entitas(b, unit) if unit else None)
    isi_tahun(b)


BERDIRI = Acuan("bumdes_berdiri", komit(dirikan), KOSONG)
SETAHUN = Acuan("bumdes_setahun", komit(_tahun), KOSONG)
USAHA = Acuan("bumdes_usaha", komit(_usaha), KANTOR)


@pytest.fixture
def acuan(request: pytest.FixtureRequest, acuan: Acuan) -> Acuan:
    """USAHA for tests that use `usaha`, unless the module starts from a state of its own."""
    return USAHA if acuan == KANTOR and "usaha" in request.fixturenames else acuan


@pytest.fixture
def usaha(kantor: Flask) -> Flask:
    """The office of the tests in the state USAHA."""
    return kantor
