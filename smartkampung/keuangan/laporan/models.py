"""Tables of the reports: progress of kegiatan, printed reports, texts, typed figures, what was made public, packs."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from smartkampung.extensions import db
from smartkampung.inti.berkas import Berkas
from smartkampung.inti.db import PecahanKolom, RupiahKolom, hanya_tambah
from smartkampung.inti.uang import NOL

SELESAI, DPAL, TIDAK = "selesai", "dpal", "tidak"
KETERANGAN = {"": "Berjalan", SELESAI: "Selesai", DPAL: "Dilanjutkan dengan DPAL", TIDAK: "Tidak terlaksana"}
RUPA_KETERANGAN = {"": "jalan", SELESAI: "baik", DPAL: "tunggu", TIDAK: "buruk"}


class KemajuanKegiatan(db.Model):
    """How far a kegiatan is on a day, as its PKA says. Rows are only added: the newest one holds."""

    __tablename__ = "kemajuan_kegiatan"
    __table_args__ = (
        CheckConstraint("persen BETWEEN 0 AND 100", name="persen"),
        CheckConstraint("volume >= 0", name="volume"),
        Index("ix_kemajuan_kegiatan_kegiatan", "tahun", "kegiatan", "tanggal", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    tahun: Mapped[int]
    kegiatan: Mapped[str] = mapped_column(String(10))
    tanggal: Mapped[date]
    persen: Mapped[int]
    volume: Mapped[Decimal] = mapped_column(PecahanKolom, default=Decimal(0))  # reached so far
    keterangan: Mapped[str] = mapped_column(String(10), default="")  # of KETERANGAN
    catatan: Mapped[str] = mapped_column(String(500), default="")
    alasan: Mapped[str] = mapped_column(String(300), default="")  # why it went down
    foto_id: Mapped[int | None] = mapped_column(ForeignKey("berkas.id"), index=True)
    pada: Mapped[datetime]
    oleh_id: Mapped[int | None] = mapped_column(ForeignKey("pengguna.id"), index=True)
    oleh: Mapped[str] = mapped_column(String(120))

    foto: Mapped[Berkas | None] = relationship(lazy="select")


class CetakanLaporan(db.Model):
    """A report as it was printed (K-RPT-01): what it was asked for, its figures as a hash, the paper itself.

    `versi` counts the prints of one report; the same figures printed again keep their version.
    """

    __tablename__ = "cetakan_laporan"
    __table_args__ = (UniqueConstraint("jenis", "kunci", "versi"), Index("ix_cetakan_laporan_tahun", "tahun", "id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    tahun: Mapped[int]
    jenis: Mapped[str] = mapped_column(String(30))
    kunci: Mapped[str] = mapped_column(String(60))  # which one: `2026-s1-dds`
    minta: Mapped[dict[str, Any]] = mapped_column(JSON)
    judul: Mapped[str] = mapped_column(String(200))
    versi: Mapped[int]
    sidik: Mapped[str] = mapped_column(String(64))
    berkas_id: Mapped[int] = mapped_column(ForeignKey("berkas.id"), index=True)
    pada: Mapped[datetime]
    oleh_id: Mapped[int | None] = mapped_column(ForeignKey("pengguna.id"), index=True)
    oleh: Mapped[str] = mapped_column(String(120))

    berkas: Mapped[Berkas] = relationship(lazy="select")


class NaskahLaporan(db.Model):
    """A text of the reports of a year (a section of the CaLK, the Perdes on the LPJ); the newest of a part holds."""

    __tablename__ = "naskah_laporan"
    __table_args__ = (UniqueConstraint("tahun", "bagian", "urut"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    tahun: Mapped[int]
    bagian: Mapped[str] = mapped_column(String(20))
    urut: Mapped[int]
    isi: Mapped[str] = mapped_column(Text)
    pada: Mapped[datetime]
    oleh_id: Mapped[int | None] = mapped_column(ForeignKey("pengguna.id"), index=True)
    oleh: Mapped[str] = mapped_column(String(120))


class KekayaanDesa(db.Model):
    """A figure of the kekayaan milik desa that the books do not hold, at the end of a year."""

    __tablename__ = "kekayaan_desa"
    __table_args__ = (CheckConstraint("nilai >= 0", name="nilai"),)

    tahun: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    pos: Mapped[str] = mapped_column(String(30), primary_key=True)
    nilai: Mapped[Decimal] = mapped_column(RupiahKolom, default=NOL)
    pada: Mapped[datetime]
    oleh: Mapped[str] = mapped_column(String(120))


class ProgramMasuk(db.Model):
    """A program of the ministries, province or regency that came into the village without passing its treasury."""

    __tablename__ = "program_masuk"
    __table_args__ = (CheckConstraint("nilai >= 0", name="nilai"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    tahun: Mapped[int] = mapped_column(index=True)
    program: Mapped[str] = mapped_column(String(200))
    kegiatan: Mapped[str] = mapped_column(String(200))
    lokasi: Mapped[str] = mapped_column(String(160), default="")
    sumber: Mapped[str] = mapped_column(String(120))
    nilai: Mapped[Decimal] = mapped_column(RupiahKolom, default=NOL)
    versi: Mapped[int] = mapped_column(default=1)
    dibuat_pada: Mapped[datetime]
    dibuat_oleh: Mapped[str] = mapped_column(String(120))


class RealisasiTerbit(db.Model):
    """Whether the realisation of a year is shown to everybody, and up to when."""

    __tablename__ = "realisasi_terbit"

    tahun: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    masa: Mapped[str] = mapped_column(String(10))  # s1, tahun, berjalan
    terbit: Mapped[bool] = mapped_column(default=False)
    pada: Mapped[datetime]
    oleh: Mapped[str] = mapped_column(String(120))


class PaketAudit(db.Model):
    """An audit pack that was made: the books, vouchers and hashes of a period as one signed ZIP."""

    __tablename__ = "paket_audit"

    id: Mapped[int] = mapped_column(primary_key=True)
    tahun: Mapped[int] = mapped_column(index=True)
    dari: Mapped[date]
    sampai: Mapped[date]
    banyak: Mapped[int]  # files in it
    sidik: Mapped[str] = mapped_column(String(64))
    berkas_id: Mapped[int] = mapped_column(ForeignKey("berkas.id"), index=True)
    pada: Mapped[datetime]
    oleh_id: Mapped[int | None] = mapped_column(ForeignKey("pengguna.id"), index=True)
    oleh: Mapped[str] = mapped_column(String(120))

    berkas: Mapped[Berkas] = relationship(lazy="select")


for _tabel in ("kemajuan_kegiatan", "cetakan_laporan", "naskah_laporan"):
    hanya_tambah(_tabel)
