"""Imports from Siskeudes: what was uploaded, what it said, whether it was taken over."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from smartkampung.extensions import db

DIUJI, DIAMBIL = "diuji", "diambil"


class ImporSiskeudes(db.Model):
    """One uploaded export with its report; the file stays until it was taken over."""

    __tablename__ = "impor_siskeudes"

    id: Mapped[int] = mapped_column(primary_key=True)
    nama: Mapped[str] = mapped_column(String(200))
    sidik: Mapped[str] = mapped_column(String(64))
    berkas_id: Mapped[int | None] = mapped_column(ForeignKey("berkas.id"))
    keadaan: Mapped[str] = mapped_column(String(10), default=DIUJI)
    laporan: Mapped[dict[str, Any]]
    dibuat_pada: Mapped[datetime]
    dibuat_oleh: Mapped[str] = mapped_column(String(120))
