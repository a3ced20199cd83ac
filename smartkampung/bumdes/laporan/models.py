"""Tables of reporting: notes to the statements by version, semester and annual reports and who signed them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from smartkampung.extensions import db
from smartkampung.inti.berkas import Berkas
from smartkampung.inti.db import hanya_tambah, kolom_beku

SEMESTER1, SEMESTER2, TAHUNAN = "semester1", "semester2", "tahunan"
JENIS_BERKALA = {SEMESTER1: "Laporan semester I", SEMESTER2: "Laporan semester II", TAHUNAN: "Laporan tahunan"}
DRAF, DIAJUKAN, DITELAAH, DISETUJUI, SELESAI = "draf", "diajukan", "ditelaah", "disetujui", "selesai"
NAMA_BERKALA = {
    DRAF: "Sedang disusun", DIAJUKAN: "Menunggu pengawas", DITELAAH: "Menunggu penasihat",
    DISETUJUI: "Menunggu Musyawarah Desa", SELESAI: "Selesai",
}  # fmt: skip
RUPA_BERKALA = {DRAF: "jalan", DIAJUKAN: "tunggu", DITELAAH: "tunggu", DISETUJUI: "tunggu", SELESAI: "baik"}


class CatatanLaporan(db.Model):
    """One version of the notes to the statements (CaLK) of a year; the text of each part as a person left it."""

    __tablename__ = "catatan_laporan"
    __table_args__ = (UniqueConstraint("bumdes_id", "tahun", "versi"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    bumdes_id: Mapped[int] = mapped_column(ForeignKey("bumdes.id"))
    tahun: Mapped[int]
    versi: Mapped[int]
    isi: Mapped[dict[str, Any]]  # part -> text
    pada: Mapped[datetime]
    oleh: Mapped[str] = mapped_column(String(120))


hanya_tambah("catatan_laporan")


class LaporanBerkala(db.Model):
    """A semester or annual report on its way: composed, reviewed by pengawas, approved by penasihat, Musdes."""

    __tablename__ = "laporan_berkala"
    __table_args__ = (
        UniqueConstraint("bumdes_id", "tahun", "jenis"),
        CheckConstraint("jenis IN ('semester1', 'semester2', 'tahunan')", name="jenis"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    bumdes_id: Mapped[int] = mapped_column(ForeignKey("bumdes.id"))
    tahun: Mapped[int]
    jenis: Mapped[str] = mapped_column(String(10))
    keadaan: Mapped[str] = mapped_column(String(10), default=DRAF)
    tenggat: Mapped[date]
    jalannya: Mapped[str] = mapped_column(Text, default="")
    masalah: Mapped[str] = mapped_column(Text, default="")
    rencana: Mapped[str] = mapped_column(Text, default="")
    berkas_id: Mapped[int | None] = mapped_column(ForeignKey("berkas.id"))
    musdes_nomor: Mapped[str] = mapped_column(String(120), default="")
    musdes_tanggal: Mapped[date | None]
    musdes_putusan: Mapped[str] = mapped_column(Text, default="")
    dibuat_pada: Mapped[datetime]

    berkas: Mapped[Berkas | None] = relationship(lazy="select")
    tanda: Mapped[list[TandaLaporan]] = relationship(order_by="TandaLaporan.id", lazy="select", viewonly=True)

    @property
    def judul(self) -> str:
        """`Laporan semester I 2026`."""
        return f"{JENIS_BERKALA[self.jenis]} {self.tahun}"

    @property
    def lencana(self) -> tuple[str, str]:
        """The state as (word, look)."""
        return NAMA_BERKALA[self.keadaan], RUPA_BERKALA[self.keadaan]

    @property
    def masa(self) -> tuple[date, date]:
        """The days it speaks of."""
        if self.jenis == SEMESTER1:
            return date(self.tahun, 1, 1), date(self.tahun, 6, 30)
        return date(self.tahun, 7 if self.jenis == SEMESTER2 else 1, 1), date(self.tahun, 12, 31)


class TandaLaporan(db.Model):
    """What one office said about a report: submitted, reviewed, approved, or sent back with a reason."""

    __tablename__ = "tanda_laporan"

    id: Mapped[int] = mapped_column(primary_key=True)
    laporan_id: Mapped[int] = mapped_column(ForeignKey("laporan_berkala.id"), index=True)
    jabatan: Mapped[str] = mapped_column(String(12))
    tindakan: Mapped[str] = mapped_column(String(12))
    catatan: Mapped[str] = mapped_column(Text, default="")
    oleh_id: Mapped[int] = mapped_column(ForeignKey("pengguna.id"))
    oleh: Mapped[str] = mapped_column(String(120))
    pada: Mapped[datetime]


hanya_tambah("tanda_laporan")
kolom_beku("laporan_berkala", "bumdes_id", "tahun", "jenis", "dibuat_pada")
