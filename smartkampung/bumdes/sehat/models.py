"""Table of evidence for the yearly ranking."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from smartkampung.extensions import db
from smartkampung.inti.berkas import Berkas


class BuktiPeringkat(db.Model):
    """A note or paper behind one indicator of a year."""

    __tablename__ = "bukti_peringkat"
    __table_args__ = (UniqueConstraint("bumdes_id", "tahun", "indikator"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    bumdes_id: Mapped[int] = mapped_column(ForeignKey("bumdes.id"))
    tahun: Mapped[int]
    indikator: Mapped[str] = mapped_column(String(30))
    keterangan: Mapped[str] = mapped_column(String(300))
    berkas_id: Mapped[int | None] = mapped_column(ForeignKey("berkas.id"))
    oleh: Mapped[str] = mapped_column(String(120))
    pada: Mapped[datetime]

    berkas: Mapped[Berkas | None] = relationship(lazy="select")
