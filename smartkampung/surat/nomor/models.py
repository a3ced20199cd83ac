"""Tables of numbering: the schemes a village chose, and letters that were made outside the program."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from smartkampung.extensions import db
from smartkampung.inti.berkas import Berkas
from smartkampung.inti.db import hanya_tambah, kolom_beku
from smartkampung.penduduk.ejaan import PANJANG_KATA
from smartkampung.penduduk.models import biner

DIPESAN, TERCATAT, BATAL = "dipesan", "tercatat", "batal"
NAMA_LUAR = {DIPESAN: "Dipesan", TERCATAT: "Dibuat di luar", BATAL: "Batal"}
RUPA_LUAR = {DIPESAN: "tunggu", TERCATAT: "baik", BATAL: "buruk"}
PESAN, IMPOR = "pesan", "impor"


class SkemaNomor(db.Model):
    """One choice of how letters share running numbers, from a year on; rows are only added.

    `awal`: the highest number of that year when the scheme was changed in mid-year; every register of the
    year goes on after it, so that no printed number comes twice.
    """

    __tablename__ = "skema_nomor"
    __table_args__ = (Index("ix_skema_nomor_tahun", "tahun", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    tahun: Mapped[int]
    skema: Mapped[str] = mapped_column(String(12))
    awal: Mapped[int] = mapped_column(default=0)
    pada: Mapped[datetime]
    oleh_nama: Mapped[str] = mapped_column(String(120), default="")


hanya_tambah("skema_nomor")


class SuratLuar(db.Model):
    """A letter this program did not make: its number was reserved here, or it came with an old archive.

    A reserved number stands in a register and never leaves it: it is filled in later, or void with a reason.
    A row of an archive (`asal` impor) keeps the number it was printed with and stands in no register.
    """

    __tablename__ = "surat_luar"
    __table_args__ = (
        UniqueConstraint("register", "tahun", "nomor"),
        CheckConstraint("register IS NULL OR nomor IS NOT NULL", name="register_bernomor"),
        Index("ix_surat_luar_tahun", "tahun", "nomor"),
        Index("ix_surat_luar_keadaan", "keadaan", "id"),
        Index("ix_surat_luar_nik", "nik"),
        Index("ix_surat_luar_nomor", "nomor"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    asal: Mapped[str] = mapped_column(String(8))
    keadaan: Mapped[str] = mapped_column(String(10))
    register: Mapped[str | None] = mapped_column(String(40))
    tahun: Mapped[int]
    nomor: Mapped[int | None]
    nomor_teks: Mapped[str] = mapped_column(String(120), default="")
    tanggal_surat: Mapped[date | None]
    jenis: Mapped[str] = mapped_column(String(160), default="")
    nama: Mapped[str] = mapped_column(String(300), default="")
    nik: Mapped[str] = mapped_column(String(16), default="")
    penduduk_id: Mapped[int | None] = mapped_column(ForeignKey("penduduk.id", ondelete="SET NULL"), index=True)
    pamong: Mapped[str] = mapped_column(String(160), default="")
    perihal: Mapped[str] = mapped_column(String(300), default="")
    alasan: Mapped[str] = mapped_column(String(300), default="")
    alasan_batal: Mapped[str] = mapped_column(String(300), default="")
    berkas_id: Mapped[int | None] = mapped_column(ForeignKey("berkas.id"))
    impor_id: Mapped[int | None] = mapped_column(ForeignKey("impor_surat.id"), index=True)
    dicatat_pada: Mapped[datetime]
    dicatat_oleh: Mapped[str] = mapped_column(String(120), default="")
    ditutup_pada: Mapped[datetime | None]
    ditutup_oleh: Mapped[str] = mapped_column(String(120), default="")

    berkas: Mapped[Berkas | None] = relationship(lazy="select")

    @property
    def nama_keadaan(self) -> str:
        """The state in words; a row of an archive says so."""
        return "Arsip lama" if self.asal == IMPOR else NAMA_LUAR[self.keadaan]

    @property
    def rupa_keadaan(self) -> str:
        """The look of the state's badge."""
        return "diam" if self.asal == IMPOR else RUPA_LUAR[self.keadaan]


kolom_beku("surat_luar", "register", "tahun", "nomor")


class KataLuar(db.Model):
    """One search key of the name on such a letter, as it sounds (see penduduk.ejaan)."""

    __tablename__ = "kata_luar"
    __table_args__ = (Index("ix_kata_luar_luar", "luar_id"), {"sqlite_with_rowid": False})

    kata: Mapped[str] = mapped_column(biner(PANJANG_KATA), primary_key=True)
    luar_id: Mapped[int] = mapped_column(ForeignKey("surat_luar.id", ondelete="CASCADE"), primary_key=True)
