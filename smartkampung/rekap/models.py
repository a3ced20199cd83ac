"""Tables of recaps, their schedules and destinations, and the outbox."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from smartkampung.extensions import db
from smartkampung.inti.berkas import Berkas
from smartkampung.inti.db import kolom_beku
from smartkampung.inti.tanggal import Periode

HTTP, SUREL, FOLDER = "http", "surel", "folder"
AKHIR_BULAN = 0


class TujuanRekap(db.Model):
    """A destination: the kabupaten's app, a mailbox, or a folder (a USB stick)."""

    __tablename__ = "tujuan_rekap"
    __table_args__ = (CheckConstraint("kanal IN ('http','surel','folder')", name="kanal"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    nama: Mapped[str] = mapped_column(String(80), unique=True)
    kanal: Mapped[str] = mapped_column(String(10))
    alamat: Mapped[str] = mapped_column(String(300))
    aktif: Mapped[bool] = mapped_column(default=True)
    bertanda_terima: Mapped[bool] = mapped_column(default=True)
    kunci_penerima: Mapped[str] = mapped_column(String(60), default="")  # Ed25519 public key, base64
    nama_penerima: Mapped[str] = mapped_column(String(120), default="")
    kode_penerima: Mapped[str] = mapped_column(String(13), default="")
    tergabung_pada: Mapped[datetime | None]

    @property
    def siap(self) -> bool:
        """Whether anything can be sent there yet."""
        return self.aktif and (self.kanal != HTTP or bool(self.kunci_penerima))


class JadwalRekap(db.Model):
    """When one kind of recap is due; `hari` 1-28 sends the month before, 0 (akhir bulan) the month that ends."""

    __tablename__ = "jadwal_rekap"
    __table_args__ = (CheckConstraint("hari BETWEEN 0 AND 28", name="hari"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    jenis: Mapped[str] = mapped_column(String(30), index=True)
    hari: Mapped[int]
    jam: Mapped[time]
    aktif: Mapped[bool] = mapped_column(default=True)
    perlu_persetujuan: Mapped[bool] = mapped_column(default=False)

    tujuan: Mapped[list[JadwalTujuan]] = relationship(
        back_populates="jadwal", cascade="all, delete-orphan", lazy="selectin", order_by="JadwalTujuan.tujuan_id")


class JadwalTujuan(db.Model):
    """A schedule sends to a destination from one period on (so that a new destination gets no old months)."""

    __tablename__ = "jadwal_tujuan"

    jadwal_id: Mapped[int] = mapped_column(ForeignKey("jadwal_rekap.id", ondelete="CASCADE"), primary_key=True)
    tujuan_id: Mapped[int] = mapped_column(ForeignKey("tujuan_rekap.id", ondelete="CASCADE"), primary_key=True)
    mulai: Mapped[str] = mapped_column(String(7))

    jadwal: Mapped[JadwalRekap] = relationship(back_populates="tujuan")
    ke: Mapped[TujuanRekap] = relationship(lazy="joined")


class Rekap(db.Model):
    """One composed recap: a kind, a period, a revision. What was composed never changes."""

    __tablename__ = "rekap"
    __table_args__ = (UniqueConstraint("jenis", "periode", "revisi"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    jenis: Mapped[str] = mapped_column(String(30))
    periode: Mapped[str] = mapped_column(String(7))
    revisi: Mapped[int]
    sidik: Mapped[str] = mapped_column(String(64))  # of the figures alone: the same figures, the same revision
    sha256: Mapped[str] = mapped_column(String(64))  # of the whole content, as printed on the cover
    json_id: Mapped[int] = mapped_column(ForeignKey("berkas.id"))
    xlsx_id: Mapped[int] = mapped_column(ForeignKey("berkas.id"))
    perbedaan: Mapped[list[Any]]
    temuan: Mapped[list[Any]]
    alasan: Mapped[str] = mapped_column(String(500), default="")
    dibuat_pada: Mapped[datetime]
    dibuat_oleh_id: Mapped[int | None] = mapped_column(ForeignKey("pengguna.id"))
    perlu_persetujuan: Mapped[bool] = mapped_column(default=False)
    disetujui_pada: Mapped[datetime | None]
    disetujui_oleh_id: Mapped[int | None] = mapped_column(ForeignKey("pengguna.id"))

    json: Mapped[Berkas] = relationship(foreign_keys=[json_id])
    xlsx: Mapped[Berkas] = relationship(foreign_keys=[xlsx_id])
    keluar: Mapped[list[KotakKeluar]] = relationship(back_populates="rekap", order_by="KotakKeluar.id")

    @property
    def bulan(self) -> Periode:
        return Periode.baca(self.periode)

    @property
    def boleh_dikirim(self) -> bool:
        return not self.perlu_persetujuan or self.disetujui_pada is not None


kolom_beku("rekap", "jenis", "periode", "revisi", "sidik", "sha256", "json_id", "xlsx_id", "perbedaan", "temuan",
           "alasan")


class KotakKeluar(db.Model):
    """One recap on its way to one destination."""

    __tablename__ = "kotak_keluar"
    __table_args__ = (UniqueConstraint("jenis", "periode", "revisi", "tujuan_id"),
                      Index("ix_kotak_keluar_antrean", "keadaan", "berikut_pada"))

    id: Mapped[int] = mapped_column(primary_key=True)
    rekap_id: Mapped[int] = mapped_column(ForeignKey("rekap.id"), index=True)
    tujuan_id: Mapped[int] = mapped_column(ForeignKey("tujuan_rekap.id"), index=True)
    jenis: Mapped[str] = mapped_column(String(30))
    periode: Mapped[str] = mapped_column(String(7))
    revisi: Mapped[int]
    keadaan: Mapped[str] = mapped_column(String(20))
    sebab: Mapped[str] = mapped_column(String(500), default="")
    jatuh_tempo_pada: Mapped[datetime]
    dibuat_pada: Mapped[datetime]
    berikut_pada: Mapped[datetime]
    percobaan: Mapped[int] = mapped_column(default=0)
    mungkin_kali: Mapped[int] = mapped_column(default=0)  # e-mail: how often it was cut in the middle
    sewa: Mapped[str | None] = mapped_column(String(32))
    sewa_sampai: Mapped[datetime | None]
    dikirim_pada: Mapped[datetime | None]
    selesai_pada: Mapped[datetime | None]
    tanda_terima: Mapped[str | None] = mapped_column(Text)

    rekap: Mapped[Rekap] = relationship(back_populates="keluar", lazy="joined")
    tujuan: Mapped[TujuanRekap] = relationship(lazy="joined")


class KendalaRekap(db.Model):
    """What keeps a recap of a period from being composed, in words; gone once it is composed."""

    __tablename__ = "kendala_rekap"

    jenis: Mapped[str] = mapped_column(String(30), primary_key=True)
    periode: Mapped[str] = mapped_column(String(7), primary_key=True)
    sebab: Mapped[str] = mapped_column(String(20))  # tidak_cocok | rusak
    kalimat: Mapped[list[Any]]
    sejak: Mapped[datetime]
    berikut_pada: Mapped[datetime]
    kali: Mapped[int] = mapped_column(default=1)
