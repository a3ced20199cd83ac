"""Tables of bank statements: files, their lines, matches with the bank book, balances entered per month."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from smartkampung.extensions import db
from smartkampung.inti.db import RupiahKolom, hanya_tambah
from smartkampung.inti.uang import NOL

OTOMATIS, TANGAN = "otomatis", "tangan"


class PengaturanRekening(db.Model):
    """What was chosen for an account once and is proposed again: budget keys of interest and charges, columns."""

    __tablename__ = "pengaturan_rekening"

    rekening_id: Mapped[int] = mapped_column(ForeignKey("rekening_bank.id"), primary_key=True, autoincrement=False)
    kunci_bunga: Mapped[str] = mapped_column(String(60), default="")
    kunci_biaya: Mapped[str] = mapped_column(String(60), default="")
    peta: Mapped[dict[str, Any]]


class ImporKoran(db.Model):
    """A statement file that was brought in."""

    __tablename__ = "impor_koran"
    __table_args__ = (UniqueConstraint("rekening_id", "sidik"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    rekening_id: Mapped[int] = mapped_column(ForeignKey("rekening_bank.id"))
    berkas_id: Mapped[int | None] = mapped_column(ForeignKey("berkas.id"))
    nama_berkas: Mapped[str] = mapped_column(String(160))
    sidik: Mapped[str] = mapped_column(String(64))
    judul: Mapped[list[Any]]
    contoh: Mapped[list[Any]]
    dibaca: Mapped[bool] = mapped_column(default=False)
    baru: Mapped[int] = mapped_column(default=0)
    sudah_ada: Mapped[int] = mapped_column(default=0)
    tolak: Mapped[list[Any]]
    pada: Mapped[datetime]
    oleh: Mapped[str] = mapped_column(String(120))


class CocokKoran(db.Model):
    """A match: lines of the statement and documents of the book that are the same money."""

    __tablename__ = "cocok_koran"

    id: Mapped[int] = mapped_column(primary_key=True)
    rekening_id: Mapped[int] = mapped_column(ForeignKey("rekening_bank.id"), index=True)
    cara: Mapped[str] = mapped_column(String(10))
    pada: Mapped[datetime]
    oleh: Mapped[str] = mapped_column(String(120))


class BarisKoran(db.Model):
    """One line of a statement; `kunci` tells it from all others of its account, so that a file comes once."""

    __tablename__ = "baris_koran"
    __table_args__ = (
        UniqueConstraint("rekening_id", "kunci"),
        CheckConstraint("masuk >= 0 AND keluar >= 0 AND (masuk = 0) != (keluar = 0)", name="satu_sisi"),
        Index("ix_baris_koran_tanggal", "rekening_id", "tanggal"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    rekening_id: Mapped[int] = mapped_column(ForeignKey("rekening_bank.id"))
    impor_id: Mapped[int] = mapped_column(ForeignKey("impor_koran.id"), index=True)
    kunci: Mapped[str] = mapped_column(String(64))
    tanggal: Mapped[date]
    uraian: Mapped[str] = mapped_column(String(300))
    masuk: Mapped[Decimal] = mapped_column(RupiahKolom, default=NOL)
    keluar: Mapped[Decimal] = mapped_column(RupiahKolom, default=NOL)
    saldo: Mapped[Decimal | None] = mapped_column(RupiahKolom)
    cocok_id: Mapped[int | None] = mapped_column(ForeignKey("cocok_koran.id"), index=True)
    alasan: Mapped[str] = mapped_column(String(300), default="")  # why it is not in the book

    @property
    def nilai(self) -> Decimal:
        """What it adds to the account."""
        return self.masuk - self.keluar


class BukuKoran(db.Model):
    """A document of the bank book of an account: matched, or explained why the bank does not have it."""

    __tablename__ = "buku_koran"

    rekening_id: Mapped[int] = mapped_column(ForeignKey("rekening_bank.id"), primary_key=True, autoincrement=False)
    dokumen_id: Mapped[int] = mapped_column(ForeignKey("dokumen_kas.id"), primary_key=True, autoincrement=False)
    cocok_id: Mapped[int | None] = mapped_column(ForeignKey("cocok_koran.id"), index=True)
    alasan: Mapped[str] = mapped_column(String(300), default="")


class SaldoKoran(db.Model):
    """The balance a statement shows at the end of a month, as it was entered; the newest entry counts."""

    __tablename__ = "saldo_koran"
    __table_args__ = (Index("ix_saldo_koran_bulan", "rekening_id", "tahun", "bulan", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    rekening_id: Mapped[int] = mapped_column(ForeignKey("rekening_bank.id"))
    tahun: Mapped[int]
    bulan: Mapped[int]
    saldo: Mapped[Decimal] = mapped_column(RupiahKolom)
    penjelasan: Mapped[str] = mapped_column(String(500), default="")  # why it differs from the book
    pada: Mapped[datetime]
    oleh: Mapped[str] = mapped_column(String(120))


hanya_tambah("saldo_koran")
