"""Table of the yearly distribution of profit."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from smartkampung.bumdes.buku.models import JurnalBumdes
from smartkampung.bumdes.lembaga.models import POS
from smartkampung.extensions import db
from smartkampung.inti.db import RupiahKolom, hanya_tambah, kolom_beku


class BagiHasil(db.Model):
    """What the Musdes decided about a year's profit; once per year, never changed."""

    __tablename__ = "bagi_hasil"
    __table_args__ = (UniqueConstraint("bumdes_id", "tahun"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    bumdes_id: Mapped[int] = mapped_column(ForeignKey("bumdes.id"))
    tahun: Mapped[int]
    laba: Mapped[Decimal] = mapped_column(RupiahKolom)
    nilai: Mapped[Decimal] = mapped_column(RupiahKolom)
    musdes_nomor: Mapped[str] = mapped_column(String(120))
    musdes_tanggal: Mapped[date]
    jurnal_id: Mapped[int] = mapped_column(ForeignKey("jurnal_bumdes.id"))
    dibuat_pada: Mapped[datetime]
    dibuat_oleh: Mapped[str] = mapped_column(String(120))

    bagian: Mapped[list[BagianHasil]] = relationship(order_by="BagianHasil.id", lazy="select", viewonly=True)
    jurnal: Mapped[JurnalBumdes] = relationship(lazy="select")


class BagianHasil(db.Model):
    """One share of it, and the journal that paid it."""

    __tablename__ = "bagian_hasil"
    __table_args__ = (UniqueConstraint("bagi_hasil_id", "kode"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    bagi_hasil_id: Mapped[int] = mapped_column(ForeignKey("bagi_hasil.id"))
    kode: Mapped[str] = mapped_column(String(12))
    bobot: Mapped[int]
    nilai: Mapped[Decimal] = mapped_column(RupiahKolom)
    dibayar_jurnal_id: Mapped[int | None] = mapped_column(ForeignKey("jurnal_bumdes.id"))
    # The village's receipt; empty again when the village reverses it.
    diterima_nomor: Mapped[str | None] = mapped_column(String(120))
    diterima_tanggal: Mapped[date | None]

    dibayar: Mapped[JurnalBumdes | None] = relationship(lazy="select")

    @property
    def nama(self) -> str:
        """What it is for."""
        return POS[self.kode]


hanya_tambah("bagi_hasil")
kolom_beku("bagian_hasil", "bagi_hasil_id", "kode", "bobot", "nilai")
