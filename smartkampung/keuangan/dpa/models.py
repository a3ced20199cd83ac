"""Tables of DPA and RAK."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from smartkampung.extensions import db
from smartkampung.inti.db import RupiahKolom, beku_bersama, kolom_beku
from smartkampung.inti.uang import NOL

DPA_AWAL, DPPA, DPAL = "dpa", "dppa", "dpal"
NAMA_JENIS = {DPA_AWAL: "DPA", DPPA: "DPPA", DPAL: "DPAL"}

DRAF, DIAJUKAN, DIVERIFIKASI, BERLAKU, DIGANTIKAN = "draf", "diajukan", "diverifikasi", "berlaku", "digantikan"
NAMA_KEADAAN = {DRAF: "Draf", DIAJUKAN: "Diajukan", DIVERIFIKASI: "Diverifikasi", BERLAKU: "Disetujui, berlaku",
                DIGANTIKAN: "Digantikan"}  # fmt: skip
RUPA_KEADAAN = {DRAF: "diam", DIAJUKAN: "tunggu", DIVERIFIKASI: "jalan", BERLAKU: "baik", DIGANTIKAN: "diam"}
MASUK, KELUAR = "masuk", "keluar"


class DuaBelasBulan:
    """Twelve amounts of a line, one per month, as columns: a line is read and written whole."""

    b1: Mapped[Decimal] = mapped_column(RupiahKolom, default=NOL)
    b2: Mapped[Decimal] = mapped_column(RupiahKolom, default=NOL)
    b3: Mapped[Decimal] = mapped_column(RupiahKolom, default=NOL)
    b4: Mapped[Decimal] = mapped_column(RupiahKolom, default=NOL)
    b5: Mapped[Decimal] = mapped_column(RupiahKolom, default=NOL)
    b6: Mapped[Decimal] = mapped_column(RupiahKolom, default=NOL)
    b7: Mapped[Decimal] = mapped_column(RupiahKolom, default=NOL)
    b8: Mapped[Decimal] = mapped_column(RupiahKolom, default=NOL)
    b9: Mapped[Decimal] = mapped_column(RupiahKolom, default=NOL)
    b10: Mapped[Decimal] = mapped_column(RupiahKolom, default=NOL)
    b11: Mapped[Decimal] = mapped_column(RupiahKolom, default=NOL)
    b12: Mapped[Decimal] = mapped_column(RupiahKolom, default=NOL)

    @property
    def bulan(self) -> list[Decimal]:
        """January to December."""
        return [getattr(self, f"b{n}") or NOL for n in range(1, 13)]

    @bulan.setter
    def bulan(self, nilai: Sequence[Decimal]) -> None:
        for n, satu in enumerate(nilai, start=1):
            setattr(self, f"b{n}", satu)

    @property
    def jumlah(self) -> Decimal:
        """The sum of the twelve."""
        return sum(self.bulan, NOL)


class _Berjenjang:
    """What DPA and RAK share: a state in the chain of three signatures, and the reason it came back."""

    keadaan: Any
    alasan_tolak: Any

    @property
    def lencana(self) -> tuple[str, str]:
        """The state as (word, look)."""
        if self.keadaan == DRAF and self.alasan_tolak:
            return "Dikembalikan", "buruk"
        return NAMA_KEADAAN[self.keadaan], RUPA_KEADAAN[self.keadaan]

    @property
    def bisa_ditulis(self) -> bool:
        """Whether its figures may be changed."""
        return bool(self.keadaan == DRAF)


class DPA(_Berjenjang, db.Model):
    """The plan of execution of one kegiatan in one year: DPA, then DPPA after each change; DPAL for what is left over.

    `urut` counts the documents of a kegiatan in a year, DPAL apart (`lanjutan`). `versi` counts its saves.
    """

    __tablename__ = "dpa"
    __table_args__ = (
        UniqueConstraint("tahun", "kegiatan", "lanjutan", "urut"),
        CheckConstraint("persen_fisik BETWEEN 0 AND 100", name="persen_fisik"),
        Index("ix_dpa_keadaan", "keadaan", "tahun"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    tahun: Mapped[int]
    kegiatan: Mapped[str] = mapped_column(String(10))
    lanjutan: Mapped[bool] = mapped_column(default=False)
    urut: Mapped[int] = mapped_column(default=0)
    jenis: Mapped[str] = mapped_column(String(5))
    nama: Mapped[str] = mapped_column(String(300))
    versi_id: Mapped[int] = mapped_column(ForeignKey("versi_anggaran.id"), index=True)
    dasar_id: Mapped[int | None] = mapped_column(ForeignKey("dpa.id"))
    pka_id: Mapped[int | None] = mapped_column(ForeignKey("pengguna.id"), index=True)
    keadaan: Mapped[str] = mapped_column(String(15), default=DRAF)
    alasan_tolak: Mapped[str] = mapped_column(String(300), default="")
    nomor: Mapped[int | None]  # given when it is approved, without gaps per kind and year
    dasar_silpa: Mapped[str] = mapped_column(String(160), default="")  # DPAL: what the carried money rests on
    persen_fisik: Mapped[int] = mapped_column(default=0)  # DPAL: how far the work was at the end of last year
    versi: Mapped[int] = mapped_column(default=1)
    sidik: Mapped[str | None] = mapped_column(String(64))
    terkunci_pada: Mapped[datetime | None]
    dibuat_pada: Mapped[datetime]
    dibuat_oleh_id: Mapped[int] = mapped_column(ForeignKey("pengguna.id"))

    @property
    def sebutan(self) -> str:
        """`DPPA 02.03.11`."""
        return f"{NAMA_JENIS[self.jenis]} {self.kegiatan}"


class BarisDPA(DuaBelasBulan, db.Model):
    """One line of a DPA: (rekening, sumber dana), its amount and the plan per month. `semula` is what it was before."""

    __tablename__ = "dpa_baris"
    __table_args__ = (
        UniqueConstraint("dpa_id", "rekening", "sumber_dana"),
        CheckConstraint("nilai >= 0", name="nilai"),
        CheckConstraint(" AND ".join(f"b{n} >= 0" for n in range(1, 13)), name="bulan"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    dpa_id: Mapped[int] = mapped_column(ForeignKey("dpa.id", ondelete="CASCADE"))
    rekening: Mapped[str] = mapped_column(String(20))
    sumber_dana: Mapped[str] = mapped_column(String(6))
    semula: Mapped[Decimal] = mapped_column(RupiahKolom, default=NOL)
    nilai: Mapped[Decimal] = mapped_column(RupiahKolom)


class RAK(_Berjenjang, db.Model):
    """The cash plan of a year: income and financing per month, spending from the approved DPA, balance at month end.

    `urut` counts the plans of the year: a new one is made whenever a DPPA or DPAL changes what is spent when.
    """

    __tablename__ = "rak"
    __table_args__ = (UniqueConstraint("tahun", "urut"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    tahun: Mapped[int]
    urut: Mapped[int] = mapped_column(default=0)
    versi_id: Mapped[int] = mapped_column(ForeignKey("versi_anggaran.id"), index=True)
    dasar_id: Mapped[int | None] = mapped_column(ForeignKey("rak.id"))
    keadaan: Mapped[str] = mapped_column(String(15), default=DRAF)
    alasan_tolak: Mapped[str] = mapped_column(String(300), default="")
    catatan: Mapped[str] = mapped_column(String(300), default="")  # why a month below nought is accepted
    versi: Mapped[int] = mapped_column(default=1)
    sidik: Mapped[str | None] = mapped_column(String(64))
    terkunci_pada: Mapped[datetime | None]
    dibuat_pada: Mapped[datetime]
    dibuat_oleh_id: Mapped[int] = mapped_column(ForeignKey("pengguna.id"))

    @property
    def nama(self) -> str:
        """`RAK 2026`, `RAK 2026 perubahan 1`."""
        return f"RAK {self.tahun}" + (f" perubahan {self.urut}" if self.urut else "")


class BarisRAK(DuaBelasBulan, db.Model):
    """One line of a RAK: a rekening and its source, or a kegiatan (spending, taken from its DPA)."""

    __tablename__ = "rak_baris"
    __table_args__ = (
        UniqueConstraint("rak_id", "kegiatan", "rekening", "sumber_dana"),
        CheckConstraint("nilai >= 0", name="nilai"),
        CheckConstraint(" AND ".join(f"b{n} >= 0" for n in range(1, 13)), name="bulan"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    rak_id: Mapped[int] = mapped_column(ForeignKey("rak.id", ondelete="CASCADE"))
    arah: Mapped[str] = mapped_column(String(6))  # masuk, keluar
    kegiatan: Mapped[str] = mapped_column(String(10), default="")
    rekening: Mapped[str] = mapped_column(String(20), default="")
    sumber_dana: Mapped[str] = mapped_column(String(6), default="")
    uraian: Mapped[str] = mapped_column(String(300))
    nilai: Mapped[Decimal] = mapped_column(RupiahKolom)


kolom_beku("dpa", "terkunci_pada", "tahun", "kegiatan", "lanjutan", "urut", "jenis", "sidik", "nomor", "dibuat_oleh_id")
kolom_beku("rak", "terkunci_pada", "tahun", "urut", "sidik", "dibuat_oleh_id")
beku_bersama("dpa_baris", "dpa_id", "dpa", "terkunci_pada")
beku_bersama("rak_baris", "rak_id", "rak", "terkunci_pada")
