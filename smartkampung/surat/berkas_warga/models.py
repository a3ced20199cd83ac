"""The table of kept papers."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from smartkampung.extensions import db
from smartkampung.inti.berkas import Berkas


class BerkasWarga(db.Model):
    """One paper of a resident, kept with consent until `berlaku_sampai`; one per resident and kind of paper."""

    __tablename__ = "berkas_warga"
    __table_args__ = (UniqueConstraint("penduduk_id", "kode"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    penduduk_id: Mapped[int] = mapped_column(ForeignKey("penduduk.id"))
    kode: Mapped[str] = mapped_column(String(40))
    nama: Mapped[str] = mapped_column(String(120))
    berkas_id: Mapped[int] = mapped_column(ForeignKey("berkas.id"))
    berlaku_sampai: Mapped[date] = mapped_column(index=True)
    disetujui_pada: Mapped[datetime]
    dicatat_oleh_id: Mapped[int | None] = mapped_column(ForeignKey("pengguna.id"))
    dicatat_oleh_nama: Mapped[str] = mapped_column(String(160))

    berkas: Mapped[Berkas] = relationship(lazy="joined")
