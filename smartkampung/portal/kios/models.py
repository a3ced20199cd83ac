"""The table of enrolled devices."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from smartkampung.extensions import db


class PerangkatKios(db.Model):
    """A device that may show the kiosk; only the hash of its token is kept."""

    __tablename__ = "perangkat_kios"

    id: Mapped[int] = mapped_column(primary_key=True)
    nama: Mapped[str] = mapped_column(String(60))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    didaftarkan_pada: Mapped[datetime]
    didaftarkan_oleh_id: Mapped[int | None] = mapped_column(ForeignKey("pengguna.id"))
    terakhir_pada: Mapped[datetime | None]
    dicabut_pada: Mapped[datetime | None]
