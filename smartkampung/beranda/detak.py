"""The scheduler's heartbeat: one row, touched each minute, so that people see when it stops."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from smartkampung.extensions import db
from smartkampung.inti.tanggal import sekarang


class Detak(db.Model):
    """When a named part of the program last showed life (`penjadwal`, `cadangan`, `periksa`)."""

    __tablename__ = "detak"

    nama: Mapped[str] = mapped_column(String(30), primary_key=True)
    pada: Mapped[datetime]
    catatan: Mapped[str] = mapped_column(String(500), default="")


def berdetak(nama: str, catatan: str = "") -> None:
    """Note life now."""
    baris = db.session.get(Detak, nama)
    if baris is None:
        db.session.add(Detak(nama=nama, pada=sekarang(), catatan=catatan[:500]))
    else:
        baris.pada, baris.catatan = sekarang(), catatan[:500]
    db.session.flush()


def detak_terakhir(nama: str = "penjadwal") -> datetime | None:
    """When it last showed life."""
    baris = db.session.execute(db.select(Detak.pada).where(Detak.nama == nama)).first()
    return baris[0] if baris else None


def detak(nama: str) -> Detak | None:
    """The whole row."""
    return db.session.get(Detak, nama)
