"""The village's own texts of Perdes and Perkades."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from smartkampung.extensions import db
from smartkampung.inti.db import hanya_tambah


class NaskahPeraturan(db.Model):
    """One version of the text of a kind of regulation; the newest is used, the old ones stay to be read.

    `menimbang` and `mengingat` are one point per line; `isi` is the body, with `BAB`, `Pasal` and `(1)` as people
    write them. `[kode]` stands for a fact of the budget.
    """

    __tablename__ = "naskah_peraturan"
    __table_args__ = (UniqueConstraint("jenis", "urut"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    jenis: Mapped[str] = mapped_column(String(20))
    urut: Mapped[int]
    tentang: Mapped[str] = mapped_column(String(300))
    menimbang: Mapped[str] = mapped_column(Text)
    mengingat: Mapped[str] = mapped_column(Text)
    isi: Mapped[str] = mapped_column(Text)
    disimpan_pada: Mapped[datetime]
    disimpan_oleh_id: Mapped[int] = mapped_column(ForeignKey("pengguna.id"))


hanya_tambah("naskah_peraturan")
