"""Tables of electronic signing: the service a village uses, letters on their way to it, letters that were read."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from smartkampung.extensions import db
from smartkampung.inti.berkas import Berkas
from smartkampung.inti.db import kolom_beku
from smartkampung.surat.models import Surat


class LayananTTE(db.Model):
    """The one row that says which e-sign client service signs for this village; its password is sealed."""

    __tablename__ = "layanan_tte"
    __table_args__ = (CheckConstraint("id = 1", name="satu_baris"),)

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    aktif: Mapped[bool] = mapped_column(default=True)
    versi: Mapped[str] = mapped_column(String(4))
    alamat: Mapped[str] = mapped_column(String(200))
    pengguna: Mapped[str] = mapped_column(String(120))
    sandi: Mapped[str] = mapped_column(String(600))
    tampak: Mapped[bool] = mapped_column(default=False)
    tenggat: Mapped[int] = mapped_column(default=60)
    diubah_pada: Mapped[datetime]


class KirimanTTE(db.Model):
    """One letter that a remote service signs: its unsigned original, and how often it was tried."""

    __tablename__ = "kiriman_tte"

    surat_id: Mapped[int] = mapped_column(ForeignKey("surat.id"), primary_key=True)
    berkas_asli_id: Mapped[int] = mapped_column(ForeignKey("berkas.id"))
    dibuat_pada: Mapped[datetime]
    kali: Mapped[int] = mapped_column(default=0)
    dicoba_pada: Mapped[datetime | None]
    sebab: Mapped[str] = mapped_column(String(300), default="")
    selesai_pada: Mapped[datetime | None]
    sertifikat_sampai: Mapped[datetime | None]

    berkas_asli: Mapped[Berkas] = relationship(lazy="select")
    surat: Mapped[Surat] = relationship(lazy="joined", innerjoin=True)


kolom_beku("kiriman_tte", "berkas_asli_id", "surat_id")


class BacaanSurat(db.Model):
    """A signer opened the preview of a letter; it counts until the letter is verified anew."""

    __tablename__ = "bacaan_surat"

    surat_id: Mapped[int] = mapped_column(ForeignKey("surat.id"), primary_key=True)
    pengguna_id: Mapped[int] = mapped_column(ForeignKey("pengguna.id"), primary_key=True)
    pada: Mapped[datetime]
