"""Tables of what will become journals: recurring entries, and drafts that wait for a person."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from smartkampung.bumdes.buku.models import JurnalBumdes
from smartkampung.bumdes.lembaga.models import EntitasBumdes
from smartkampung.extensions import db
from smartkampung.inti.db import RupiahKolom

MENUNGGU, DIBUKUKAN, DITOLAK = "menunggu", "dibukukan", "ditolak"


class JurnalBerulang(db.Model):
    """An entry that comes back every month: rent, wages. It is offered on its day; a person books it."""

    __tablename__ = "jurnal_berulang"
    __table_args__ = (CheckConstraint("hari BETWEEN 1 AND 31", name="hari"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    entitas_id: Mapped[int] = mapped_column(ForeignKey("entitas_bumdes.id"), index=True)
    nama: Mapped[str] = mapped_column(String(200))
    hari: Mapped[int]
    mulai: Mapped[date]
    sampai: Mapped[date | None]
    isi: Mapped[list[Any]]  # [[akun_id, debit sen, kredit sen, uraian, pihak_id], …]
    dibuat_oleh: Mapped[str] = mapped_column(String(120))

    entitas: Mapped[EntitasBumdes] = relationship(lazy="joined", innerjoin=True)


class DrafJurnal(db.Model):
    """A journal another part of the village announced; the bendahara books or refuses it. `sumber` comes once.

    One with `membalik_id` reverses the journal of that draft: the village reversed the document it came from.
    """

    __tablename__ = "draf_jurnal"
    __table_args__ = (UniqueConstraint("sumber"), Index("ix_draf_jurnal_keadaan", "bumdes_id", "keadaan"))

    id: Mapped[int] = mapped_column(primary_key=True)
    bumdes_id: Mapped[int] = mapped_column(ForeignKey("bumdes.id"))
    jenis: Mapped[str] = mapped_column(String(12))  # modal | setoran
    sumber: Mapped[str] = mapped_column(String(60))
    tanggal: Mapped[date]
    nilai: Mapped[Decimal] = mapped_column(RupiahKolom)
    uraian: Mapped[str] = mapped_column(String(300))
    dokumen: Mapped[str] = mapped_column(String(120), default="")
    keadaan: Mapped[str] = mapped_column(String(10), default=MENUNGGU)
    jurnal_id: Mapped[int | None] = mapped_column(ForeignKey("jurnal_bumdes.id"))
    alasan: Mapped[str] = mapped_column(String(300), default="")
    membalik_id: Mapped[int | None] = mapped_column(ForeignKey("draf_jurnal.id"))
    dibuat_pada: Mapped[datetime]

    jurnal: Mapped[JurnalBumdes | None] = relationship(lazy="select")
    membalik: Mapped[DrafJurnal | None] = relationship(remote_side=[id], lazy="select")
