"""A bookkeeper in a process of its own who moves cash between two books, so that a test can kill them half-way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from smartkampung import create_app
from smartkampung.bumdes.lembaga.models import Bumdes
from smartkampung.extensions import db
from smartkampung.inti.db import transaksi
from smartkampung.pengaturan import Pengaturan
from tests.bumdes.bantu import pindah


def pindah_terus(lapor: Callable[[int], None], atur: Pengaturan) -> None:
    """Move one rupiah from the pusat to the shop, over and over; reports each that was committed."""
    app = create_app(atur)
    with app.app_context():
        ke = 0
        while True:
            with transaksi():
                pindah(db.session.scalars(db.select(Bumdes)).one(), "PUSAT", "TOKO", date(2026, 3, 5), 1)
            ke += 1
            lapor(ke)
