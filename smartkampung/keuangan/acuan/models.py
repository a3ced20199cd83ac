"""Tables of the reference: every row holds for a span of fiscal years."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from smartkampung.extensions import db
from smartkampung.inti.db import RupiahKolom

BAWAAN, LOKAL = "bawaan", "lokal"
ASAL = {BAWAAN: "Permendagri 20/2018", LOKAL: "Peraturan bupati"}
OBJEK, KEGIATAN = 4, 3  # the levels that carry amounts
SELAMANYA = 9999


class Rekening(db.Model):
    """One account of the budget: akun (level 1), kelompok, jenis, objek (level 4, the only one with amounts)."""

    __tablename__ = "rekening"
    __table_args__ = (
        UniqueConstraint("kode", "tahun_mulai"),
        CheckConstraint("tahun_sampai >= tahun_mulai", name="rentang"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kode: Mapped[str] = mapped_column(String(20))
    level: Mapped[int]
    nama: Mapped[str] = mapped_column(String(300))
    asal: Mapped[str] = mapped_column(String(10), default=BAWAAN)
    dasar: Mapped[str] = mapped_column(String(160), default="")
    tahun_mulai: Mapped[int] = mapped_column(default=2019)
    tahun_sampai: Mapped[int] = mapped_column(default=SELAMANYA)


class AcuanKegiatan(db.Model):
    """Bidang (level 1, "02"), sub bidang ("02.03") or kegiatan ("02.03.11").

    `kelompok_30`: whether its spending counts in the 30 % of PP 11/2019 Ps 100 (ya, tidak, opsional).
    """

    __tablename__ = "acuan_kegiatan"
    __table_args__ = (
        UniqueConstraint("kode", "tahun_mulai"),
        CheckConstraint("tahun_sampai >= tahun_mulai", name="rentang"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kode: Mapped[str] = mapped_column(String(10))
    level: Mapped[int]
    nama: Mapped[str] = mapped_column(String(300))
    kelompok_30: Mapped[str] = mapped_column(String(10), default="tidak")
    asal: Mapped[str] = mapped_column(String(10), default=BAWAAN)
    dasar: Mapped[str] = mapped_column(String(160), default="")
    tahun_mulai: Mapped[int] = mapped_column(default=2019)
    tahun_sampai: Mapped[int] = mapped_column(default=SELAMANYA)


class SumberDana(db.Model):
    """A source of funds; every rupiah carries one from the budget to the SiLPA."""

    __tablename__ = "sumber_dana"
    __table_args__ = (CheckConstraint("tahun_sampai >= tahun_mulai", name="rentang"),)

    kode: Mapped[str] = mapped_column(String(6), primary_key=True)
    nama: Mapped[str] = mapped_column(String(120))
    rekening: Mapped[str] = mapped_column(String(20))  # the account its income is booked on
    urut: Mapped[int]
    asal: Mapped[str] = mapped_column(String(10), default=BAWAAN)
    dasar: Mapped[str] = mapped_column(String(160), default="")
    tahun_mulai: Mapped[int] = mapped_column(default=2019)
    tahun_sampai: Mapped[int] = mapped_column(default=SELAMANYA)


class HargaSatuan(db.Model):
    """One price of the standard price list (SSH), in force from a day to a day."""

    __tablename__ = "harga_satuan"
    __table_args__ = (
        UniqueConstraint("kode", "berlaku_mulai"),
        CheckConstraint("berlaku_sampai IS NULL OR berlaku_sampai >= berlaku_mulai", name="rentang"),
        CheckConstraint("harga >= 0", name="harga"),
        Index("ix_harga_satuan_uraian", "uraian"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kode: Mapped[str] = mapped_column(String(40))
    uraian: Mapped[str] = mapped_column(String(200))
    spesifikasi: Mapped[str] = mapped_column(String(200), default="")
    satuan: Mapped[str] = mapped_column(String(30))
    harga: Mapped[Decimal] = mapped_column(RupiahKolom)
    rekening: Mapped[str] = mapped_column(String(20), default="")
    dasar: Mapped[str] = mapped_column(String(160), default="")
    berlaku_mulai: Mapped[date]
    berlaku_sampai: Mapped[date | None]
    dicatat_oleh_id: Mapped[int | None] = mapped_column(ForeignKey("pengguna.id"))
