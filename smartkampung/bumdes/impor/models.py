"""Table of imports."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from smartkampung.extensions import db
from smartkampung.inti.berkas import Berkas

DIPETAKAN, DIUJI, DITERAPKAN = "dipetakan", "diuji", "diterapkan"
NAMA_IMPOR = {DIPETAKAN: "Kolom belum dicocokkan", DIUJI: "Diuji", DITERAPKAN: "Diterapkan"}
JURNAL, SALDO = "jurnal", "saldo"
JENIS_IMPOR = {JURNAL: "Jurnal", SALDO: "Saldo awal"}


class ImporBumdes(db.Model):
    """One uploaded book: its headings, what they were mapped to, what the dry run found, what applying did."""

    __tablename__ = "impor_bumdes"

    id: Mapped[int] = mapped_column(primary_key=True)
    bumdes_id: Mapped[int] = mapped_column(ForeignKey("bumdes.id"), index=True)
    jenis: Mapped[str] = mapped_column(String(10))
    berkas_id: Mapped[int | None] = mapped_column(ForeignKey("berkas.id"))
    nama_berkas: Mapped[str] = mapped_column(String(160))
    keadaan: Mapped[str] = mapped_column(String(12), default=DIPETAKAN)
    judul: Mapped[list[Any]]
    contoh: Mapped[list[Any]]
    peta: Mapped[dict[str, Any]]
    hasil: Mapped[dict[str, Any]]
    oleh_id: Mapped[int | None] = mapped_column(ForeignKey("pengguna.id"))
    oleh_nama: Mapped[str] = mapped_column(String(120), default="")
    dibuat_pada: Mapped[datetime]
    diterapkan_pada: Mapped[datetime | None]

    berkas: Mapped[Berkas | None] = relationship(lazy="select")

    @property
    def nama_keadaan(self) -> str:
        """The state in words."""
        return NAMA_IMPOR[self.keadaan]

    @property
    def nama_jenis(self) -> str:
        """What is in it, in words."""
        return JENIS_IMPOR[self.jenis]
