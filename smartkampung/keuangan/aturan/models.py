"""What a village set differently from the shipped rules of a year."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from smartkampung.extensions import db

TOLAK, PERINGATAN, MATI = "tolak", "peringatan", "mati"
SIKAP = {TOLAK: "Tolak", PERINGATAN: "Peringatan", MATI: "Mati"}


class ParameterKeuangan(db.Model):
    """One value of one fiscal year: a parameter's value, or (kode of a rule) the rule's sikap."""

    __tablename__ = "parameter_keuangan"
    __table_args__ = (UniqueConstraint("tahun", "kode"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    tahun: Mapped[int]
    kode: Mapped[str] = mapped_column(String(30))
    nilai: Mapped[str] = mapped_column(Text)
    dasar: Mapped[str] = mapped_column(String(160))  # the number of the local regulation
    diubah_oleh_id: Mapped[int] = mapped_column(ForeignKey("pengguna.id"))
    diubah_oleh: Mapped[str] = mapped_column(String(120))
    diubah_pada: Mapped[datetime]
