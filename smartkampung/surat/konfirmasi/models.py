"""Tables of confirmations: which kinds ask for one, and each question with its answer."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from smartkampung.extensions import db
from smartkampung.surat.models import Surat

SIAPA = {"rt": "Ketua RT", "rw": "Ketua RW", "kadus": "Kepala dusun"}


class KonfirmasiJenis(db.Model):
    """A kind of letter that asks for a confirmation, and whose; kinds that are not here ask nobody."""

    __tablename__ = "konfirmasi_jenis"
    __table_args__ = (CheckConstraint("siapa IN ('rt', 'rw', 'kadus')", name="siapa"),)

    jenis_kode: Mapped[str] = mapped_column(String(60), primary_key=True)
    siapa: Mapped[str] = mapped_column(String(8))


class KonfirmasiSurat(db.Model):
    """One question to one person about one letter; only the hash of its code is kept."""

    __tablename__ = "konfirmasi_surat"
    __table_args__ = (
        CheckConstraint("siapa IN ('rt', 'rw', 'kadus')", name="siapa"),
        Index("ix_konfirmasi_surat_tempat", "wilayah_id", "siapa", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    surat_id: Mapped[int] = mapped_column(ForeignKey("surat.id"), index=True)
    wilayah_id: Mapped[int | None] = mapped_column(ForeignKey("wilayah.id"))
    siapa: Mapped[str] = mapped_column(String(8))
    nama: Mapped[str] = mapped_column(String(120))
    telepon: Mapped[str] = mapped_column(String(20), default="")
    kode_hash: Mapped[str] = mapped_column(String(64), unique=True)
    dibuat_pada: Mapped[datetime]
    dibuat_oleh_id: Mapped[int | None] = mapped_column(ForeignKey("pengguna.id"))
    berlaku_sampai: Mapped[datetime]
    dijawab_pada: Mapped[datetime | None]
    benar: Mapped[bool | None]
    alasan: Mapped[str] = mapped_column(Text, default="")
    ditutup_pada: Mapped[datetime | None]  # staff went on without it, or asked somebody else

    surat: Mapped[Surat] = relationship(lazy="select")

    @property
    def sebutan(self) -> str:
        """`Ketua RT`."""
        return SIAPA[self.siapa]
