"""Table of archive imports."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from smartkampung.extensions import db
from smartkampung.inti.berkas import Berkas

DIPETAKAN, DIUJI, DITERAPKAN, DIBATALKAN = "dipetakan", "diuji", "diterapkan", "dibatalkan"
NAMA_IMPOR = {
    DIPETAKAN: "Kolom belum dicocokkan",
    DIUJI: "Diuji",
    DITERAPKAN: "Diterapkan",
    DIBATALKAN: "Dibatalkan",
}


class ImporSurat(db.Model):
    """One uploaded archive: its headings, what they were mapped to, what the dry run found, what applying did."""

    __tablename__ = "impor_surat"

    id: Mapped[int] = mapped_column(primary_key=True)
    berkas_id: Mapped[int | None] = mapped_column(ForeignKey("berkas.id"))
    nama_berkas: Mapped[str] = mapped_column(String(160))
    keadaan: Mapped[str] = mapped_column(String(12), default=DIPETAKAN)
    judul: Mapped[list[Any]]
    contoh: Mapped[list[Any]]
    peta: Mapped[dict[str, Any]] = mapped_column(default=dict)
    lanjutkan: Mapped[bool] = mapped_column(default=True)
    baru: Mapped[int] = mapped_column(default=0)
    tetap: Mapped[int] = mapped_column(default=0)
    ditolak: Mapped[int] = mapped_column(default=0)
    peringatan: Mapped[int] = mapped_column(default=0)
    rincian: Mapped[dict[str, Any]] = mapped_column(default=dict)
    oleh_id: Mapped[int | None] = mapped_column(ForeignKey("pengguna.id"))
    oleh_nama: Mapped[str] = mapped_column(String(120), default="")
    dibuat_pada: Mapped[datetime]
    diterapkan_pada: Mapped[datetime | None]
    dibatalkan_pada: Mapped[datetime | None]

    berkas: Mapped[Berkas | None] = relationship(lazy="select")

    @property
    def nama_keadaan(self) -> str:
        """The state in words."""
        return NAMA_IMPOR[self.keadaan]
