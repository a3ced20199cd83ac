"""Tables of spending: warnings kept with a document, lists of BLT recipients and what was paid from them."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from smartkampung.extensions import db
from smartkampung.inti.db import RupiahKolom
from smartkampung.keuangan.kas.models import DokumenKas


class PeringatanKas(db.Model):
    """A rule that warned when a document was handed in or paid: the recap counts these."""

    __tablename__ = "peringatan_kas"
    __table_args__ = (Index("ix_peringatan_kas_tahun", "tahun", "aturan"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    tahun: Mapped[int]
    dokumen_id: Mapped[int] = mapped_column(ForeignKey("dokumen_kas.id", ondelete="CASCADE"), index=True)
    aturan: Mapped[str] = mapped_column(String(12))
    kalimat: Mapped[str] = mapped_column(String(400))
    pada: Mapped[datetime]
    oleh: Mapped[str] = mapped_column(String(120))


class DaftarBLT(db.Model):
    """A list of BLT recipients of a year: its ground, its amount per month, the budget key that pays it."""

    __tablename__ = "blt_daftar"
    __table_args__ = (CheckConstraint("nilai_bulan > 0", name="nilai"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    tahun: Mapped[int] = mapped_column(index=True)
    nama: Mapped[str] = mapped_column(String(120))
    dasar: Mapped[str] = mapped_column(String(160))
    kegiatan: Mapped[str] = mapped_column(String(10))
    rekening: Mapped[str] = mapped_column(String(20))
    sumber_dana: Mapped[str] = mapped_column(String(6))
    nilai_bulan: Mapped[Decimal] = mapped_column(RupiahKolom)
    dibuat_pada: Mapped[datetime]
    dibuat_oleh: Mapped[str] = mapped_column(String(120))


class PenerimaBLT(db.Model):
    """One household on a list, from one month to another; `alasan` says why it left early."""

    __tablename__ = "blt_penerima"
    __table_args__ = (
        UniqueConstraint("daftar_id", "nik"),
        CheckConstraint("mulai BETWEEN 1 AND 12 AND sampai BETWEEN mulai AND 12", name="bulan"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    daftar_id: Mapped[int] = mapped_column(ForeignKey("blt_daftar.id", ondelete="CASCADE"), index=True)
    penduduk_id: Mapped[int | None] = mapped_column(ForeignKey("penduduk.id"), index=True)
    nik: Mapped[str] = mapped_column(String(16))
    nama: Mapped[str] = mapped_column(String(120))
    alamat: Mapped[str] = mapped_column(String(200), default="")
    dasar: Mapped[str] = mapped_column(String(160))
    mulai: Mapped[int]
    sampai: Mapped[int]
    alasan: Mapped[str] = mapped_column(String(200), default="")


class BayarBLT(db.Model):
    """One payment of a list: some months, through one SPP."""

    __tablename__ = "blt_bayar"
    __table_args__ = (CheckConstraint("dari BETWEEN 1 AND 12 AND sampai BETWEEN dari AND 12", name="bulan"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    daftar_id: Mapped[int] = mapped_column(ForeignKey("blt_daftar.id"), index=True)
    dokumen_id: Mapped[int | None] = mapped_column(ForeignKey("dokumen_kas.id", ondelete="SET NULL"), index=True)
    dari: Mapped[int]
    sampai: Mapped[int]
    dibuat_pada: Mapped[datetime]
    dibuat_oleh: Mapped[str] = mapped_column(String(120))

    daftar: Mapped[DaftarBLT] = relationship(lazy="select")
    dokumen: Mapped[DokumenKas | None] = relationship(lazy="select")


class BagianBLT(db.Model):
    """What one recipient gets in one payment, for which months, and the photo of its handing over.

    The months are kept and not derived from the span of the payment: what it skipped because another payment had
    paid it stays skipped when that other one is voided.
    """

    __tablename__ = "blt_bagian"
    __table_args__ = (UniqueConstraint("bayar_id", "penerima_id"), CheckConstraint("nilai > 0", name="nilai"))

    id: Mapped[int] = mapped_column(primary_key=True)
    bayar_id: Mapped[int] = mapped_column(ForeignKey("blt_bayar.id", ondelete="CASCADE"), index=True)
    penerima_id: Mapped[int] = mapped_column(ForeignKey("blt_penerima.id"), index=True)
    bulan_dibayar: Mapped[list[Any]]  # 1 to 12, ascending
    nilai: Mapped[Decimal] = mapped_column(RupiahKolom)
    berkas_id: Mapped[int | None] = mapped_column(ForeignKey("berkas.id"))
    diterima_pada: Mapped[datetime | None]

    penerima: Mapped[PenerimaBLT] = relationship(lazy="select")

    @property
    def bulan(self) -> int:
        """How many months it pays."""
        return len(self.bulan_dibayar)
