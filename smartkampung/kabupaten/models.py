"""Tables of the receiving office."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from smartkampung.extensions import db
from smartkampung.inti.berkas import Berkas
from smartkampung.inti.db import kolom_beku

AKTIF, DIGANTI, DICABUT = "aktif", "diganti", "dicabut"


class DesaTerdaftar(db.Model):
    """A village that may send recaps, or that was invited to."""

    __tablename__ = "desa_terdaftar"

    id: Mapped[int] = mapped_column(primary_key=True)
    kode: Mapped[str] = mapped_column(String(13), unique=True)
    nama: Mapped[str] = mapped_column(String(80))
    kecamatan: Mapped[str] = mapped_column(String(80), default="")
    terdaftar_pada: Mapped[datetime]
    terakhir_pada: Mapped[datetime | None]  # last seen: a valid signature of its key

    kunci: Mapped[list[KunciDesa]] = relationship(
        back_populates="desa", order_by="KunciDesa.id.desc()", lazy="selectin")

    @property
    def kunci_aktif(self) -> KunciDesa | None:
        return next((k for k in self.kunci if k.keadaan == AKTIF), None)


class KunciDesa(db.Model):
    """A public key of a village and whether we still trust it."""

    __tablename__ = "kunci_desa"
    __table_args__ = (CheckConstraint("keadaan IN ('aktif','diganti','dicabut')", name="keadaan"),
                      UniqueConstraint("desa_id", "kunci_publik"))

    id: Mapped[int] = mapped_column(primary_key=True)
    desa_id: Mapped[int] = mapped_column(ForeignKey("desa_terdaftar.id"))
    kunci_publik: Mapped[str] = mapped_column(String(60))
    sidik: Mapped[str] = mapped_column(String(16))
    keadaan: Mapped[str] = mapped_column(String(10))
    sejak: Mapped[datetime]
    sampai: Mapped[datetime | None]

    desa: Mapped[DesaTerdaftar] = relationship(back_populates="kunci")


class KodeGabung(db.Model):
    """A one-time code for one village; sealed, because both sides prove that they know it."""

    __tablename__ = "kode_gabung"

    desa_id: Mapped[int] = mapped_column(ForeignKey("desa_terdaftar.id"), primary_key=True)
    kode: Mapped[str] = mapped_column(String(300))
    dibuat_pada: Mapped[datetime]
    berlaku_sampai: Mapped[datetime]
    dipakai_sidik: Mapped[str | None] = mapped_column(String(16))  # the key it let in; that one may ask again


class RekapMasuk(db.Model):
    """An accepted packet. It is never changed; a later revision stands beside it."""

    __tablename__ = "rekap_masuk"
    __table_args__ = (UniqueConstraint("desa_id", "jenis", "periode", "revisi"),
                      Index("ix_rekap_masuk_periode", "periode", "desa_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    desa_id: Mapped[int] = mapped_column(ForeignKey("desa_terdaftar.id"))
    jenis: Mapped[str] = mapped_column(String(30))
    judul: Mapped[str] = mapped_column(String(200))
    periode: Mapped[str] = mapped_column(String(7))
    revisi: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    bagian: Mapped[list[Any]]  # [[kode, judul], …]
    temuan: Mapped[list[Any]]  # [[kode bagian, sentence], …]
    alasan: Mapped[str] = mapped_column(String(500), default="")
    jalur: Mapped[str] = mapped_column(String(10))  # http | unggah
    kunci_sidik: Mapped[str] = mapped_column(String(16))
    saksi_audit: Mapped[str] = mapped_column(String(64))
    disusun_pada: Mapped[datetime]
    diterima_pada: Mapped[datetime]
    berkas_id: Mapped[int] = mapped_column(ForeignKey("berkas.id"))
    tanda_terima: Mapped[str] = mapped_column(Text)

    desa: Mapped[DesaTerdaftar] = relationship(lazy="joined")
    berkas: Mapped[Berkas] = relationship()


kolom_beku("rekap_masuk", "desa_id", "jenis", "periode", "revisi", "sha256", "diterima_pada", "berkas_id",
           "tanda_terima")


class Penolakan(db.Model):
    """A refused packet and why; the same refusal again only counts up."""

    __tablename__ = "penolakan"
    __table_args__ = (UniqueConstraint("desa_kode", "jenis", "periode", "revisi", "sebab"),
                      Index("ix_penolakan_periode", "periode"))

    id: Mapped[int] = mapped_column(primary_key=True)
    desa_kode: Mapped[str] = mapped_column(String(13))
    jenis: Mapped[str] = mapped_column(String(30))
    periode: Mapped[str] = mapped_column(String(7))
    revisi: Mapped[int]
    bagian: Mapped[list[Any]]
    sebab: Mapped[str] = mapped_column(String(300))
    jalur: Mapped[str] = mapped_column(String(10))
    kali: Mapped[int] = mapped_column(default=1)
    pertama_pada: Mapped[datetime]
    terakhir_pada: Mapped[datetime]


class Laporan(db.Model):
    """A report each village should send: its column in the matrix and its due day of the next month."""

    __tablename__ = "laporan"
    __table_args__ = (CheckConstraint("hari BETWEEN 1 AND 28", name="hari"),)

    kode: Mapped[str] = mapped_column(String(30), primary_key=True)
    judul: Mapped[str] = mapped_column(String(80))
    hari: Mapped[int] = mapped_column(default=5)
    aktif: Mapped[bool] = mapped_column(default=True)
    urut: Mapped[int] = mapped_column(default=50)
