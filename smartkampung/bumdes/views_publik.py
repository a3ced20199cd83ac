"""The public page: units, contacts, yearly turnover and the village's share. No customer, no name of a person."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from smartkampung.bumdes.buku.konteks import buku
from smartkampung.bumdes.buku.saldo import uang
from smartkampung.bumdes.laporan.angka import baca
from smartkampung.bumdes.lembaga.models import Bumdes
from smartkampung.bumdes.rekap import pades
from smartkampung.extensions import db
from smartkampung.inti.izin import publik
from smartkampung.inti.konteks import hari_desa

bp = Blueprint("usaha_desa", __name__, url_prefix="/usaha-desa")


@bp.get("")
@publik
def daftar() -> ResponseReturnValue:
    """The village's enterprises."""
    semua = db.session.scalars(db.select(Bumdes).where(Bumdes.publik.is_(True)).order_by(Bumdes.id))
    return render_template("bumdes/publik.html", semua=[(b, _tahunan(b)) for b in semua])


def _tahunan(b: Bumdes) -> list[tuple[int, Decimal, Decimal]]:
    """(year, turnover, the village's share) of the last three years, this one up to today."""
    isi, kini = buku(b), hari_desa()
    hasil: list[Any] = []
    for tahun in range(max(kini.year - 2, b.mulai_buku.year), kini.year + 1):
        a = baca(isi, list(isi.entitas), date(tahun, 1, 1), min(date(tahun, 12, 31), kini))
        hasil.append((tahun, uang(-a.jumlah(a.gerak, lambda x: x.kelompok == "PENDAPATAN")), pades(b, tahun)))
    return hasil
