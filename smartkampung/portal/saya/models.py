"""Tables of residents' PINs and sessions."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from smartkampung.extensions import db


class PinWarga(db.Model):
    """The PIN of one resident, hashed; given and taken back at the counter."""

    __tablename__ = "pin_warga"

    penduduk_id: Mapped[int] = mapped_column(ForeignKey("penduduk.id"), primary_key=True)
    hash: Mapped[str] = mapped_column(String(200))
    telepon: Mapped[str | None] = mapped_column(String(20), unique=True)  # 62812…, another way to say who one is
    dibuat_pada: Mapped[datetime]
    dibuat_oleh_id: Mapped[int | None] = mapped_column(ForeignKey("pengguna.id"))


class SesiWarga(db.Model):
    """One login of a resident. Only the hash of its token is kept."""

    __tablename__ = "sesi_warga"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    penduduk_id: Mapped[int] = mapped_column(ForeignKey("penduduk.id"), index=True)
    dibuat_pada: Mapped[datetime]
    terakhir_pada: Mapped[datetime]
