"""Tables of the village's identity, hours and officials."""

from __future__ import annotations

from datetime import date, time

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from smartkampung.extensions import db


class Desa(db.Model):
    """The one row that says which village (or kabupaten office) this is."""

    __tablename__ = "desa"
    __table_args__ = (CheckConstraint("id = 1", name="satu_baris"),)

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    kode: Mapped[str] = mapped_column(String(13))  # 99.01.01.2001, or 99.01 for a kabupaten office
    nama: Mapped[str] = mapped_column(String(80))
    kecamatan: Mapped[str] = mapped_column(String(80), default="")
    kabupaten: Mapped[str] = mapped_column(String(80), default="")
    provinsi: Mapped[str] = mapped_column(String(80), default="")
    sebutan_desa: Mapped[str] = mapped_column(String(30), default="Desa")
    sebutan_dusun: Mapped[str] = mapped_column(String(30), default="Dusun")
    sebutan_kepala: Mapped[str] = mapped_column(String(40), default="Kepala Desa")
    sebutan_kecamatan: Mapped[str] = mapped_column(String(30), default="Kecamatan")
    sebutan_kabupaten: Mapped[str] = mapped_column(String(30), default="Kabupaten")
    alamat: Mapped[str] = mapped_column(String(200), default="")
    kode_pos: Mapped[str] = mapped_column(String(5), default="")
    telepon: Mapped[str] = mapped_column(String(40), default="")
    email: Mapped[str] = mapped_column(String(160), default="")
    situs: Mapped[str] = mapped_column(String(160), default="")
    zona: Mapped[str] = mapped_column(String(20), default="Asia/Jakarta")
    kertas: Mapped[str] = mapped_column(String(4), default="F4")
    kop: Mapped[str] = mapped_column(String(20), default="desa")  # desa | kepala
    logo_id: Mapped[int | None] = mapped_column(ForeignKey("berkas.id"))


class JamLayanan(db.Model):
    """One block of service hours on a weekday (0 = Monday); evening blocks are further rows."""

    __tablename__ = "jam_layanan"
    __table_args__ = (CheckConstraint("hari BETWEEN 0 AND 6", name="hari"),
                      CheckConstraint("tutup > buka", name="rentang"))

    id: Mapped[int] = mapped_column(primary_key=True)
    hari: Mapped[int]
    buka: Mapped[time]
    tutup: Mapped[time]


class HariLibur(db.Model):
    """A day the office is closed."""

    __tablename__ = "hari_libur"

    tanggal: Mapped[date] = mapped_column(primary_key=True)
    nama: Mapped[str] = mapped_column(String(120))


class Perangkat(db.Model):
    """An official of the village with position and term, and the account he or she uses, if any."""

    __tablename__ = "perangkat"
    __table_args__ = (UniqueConstraint("jabatan", "nama", "mulai"),
                      CheckConstraint("sampai IS NULL OR sampai >= mulai", name="rentang"))

    id: Mapped[int] = mapped_column(primary_key=True)
    nama: Mapped[str] = mapped_column(String(120))
    jabatan: Mapped[str] = mapped_column(String(80))
    niap: Mapped[str] = mapped_column(String(30), default="")
    nip: Mapped[str] = mapped_column(String(30), default="")
    pangkat: Mapped[str] = mapped_column(String(60), default="")
    nomor_sk: Mapped[str] = mapped_column(String(80), default="")
    mulai: Mapped[date]
    sampai: Mapped[date | None]
    urut: Mapped[int] = mapped_column(default=50)
    pengguna_id: Mapped[int | None] = mapped_column(ForeignKey("pengguna.id"), index=True)
