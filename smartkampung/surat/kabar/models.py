"""Tables of messages: the village's choices and texts, and the outbox."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from smartkampung.extensions import db

TELEGRAM_RESMI = "https://api.telegram.org"


class TeksKabar(db.Model):
    """A text the village wrote itself for one state; states that are not here use the text of the program."""

    __tablename__ = "teks_kabar"

    keadaan: Mapped[str] = mapped_column(String(24), primary_key=True)
    teks: Mapped[str] = mapped_column(Text)


class PengaturanKabar(db.Model):
    """The one row of choices about messages; the bot's token is sealed (`inti.rahasia`)."""

    __tablename__ = "pengaturan_kabar"
    __table_args__ = (CheckConstraint("id = 1", name="satu_baris"),)

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    surel_aktif: Mapped[bool] = mapped_column(default=False)
    telegram_aktif: Mapped[bool] = mapped_column(default=False)
    telegram_alamat: Mapped[str] = mapped_column(String(200), default=TELEGRAM_RESMI)
    telegram_nama: Mapped[str] = mapped_column(String(64), default="")
    telegram_token: Mapped[str | None] = mapped_column(String(400))
    telegram_urut: Mapped[int] = mapped_column(default=0)  # the next update to ask for
    telegram_galat: Mapped[str] = mapped_column(String(300), default="")


class Kabar(db.Model):
    """One message on its way to one address: one per act on a letter and channel."""

    __tablename__ = "kabar"
    __table_args__ = (
        UniqueConstraint("riwayat_id", "kanal"),
        Index("ix_kabar_antrean", "keadaan", "berikut_pada"),
        CheckConstraint("kanal IN ('surel', 'telegram')", name="kanal"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    surat_id: Mapped[int] = mapped_column(ForeignKey("surat.id"), index=True)
    riwayat_id: Mapped[int] = mapped_column(ForeignKey("riwayat_surat.id"))
    kanal: Mapped[str] = mapped_column(String(10))
    tujuan: Mapped[str] = mapped_column(String(160))
    teks: Mapped[str] = mapped_column(Text)
    keadaan: Mapped[str] = mapped_column(String(20), default="menunggu")
    sebab: Mapped[str] = mapped_column(String(300), default="")
    percobaan: Mapped[int] = mapped_column(default=0)
    dibuat_pada: Mapped[datetime]
    berikut_pada: Mapped[datetime]
    sewa_sampai: Mapped[datetime | None]
    selesai_pada: Mapped[datetime | None]
