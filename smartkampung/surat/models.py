"""Tables of letters: kinds, letters, their papers, their history, signers' certificates, settings."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from smartkampung.extensions import db
from smartkampung.inti.berkas import Berkas
from smartkampung.inti.db import hanya_tambah, kolom_beku
from smartkampung.penduduk.ejaan import PANJANG_KATA
from smartkampung.penduduk.models import biner
from smartkampung.surat.keadaan import NAMA, RUPA, Keadaan


class JenisSurat(db.Model):
    """One version of a kind of letter; `isi` is its whole definition, kept for the letters made from it.

    `asal` says whose version it is: the program's (`bawaan`) or the village's own (`desa`). A village's
    version remembers in `sidik_bawaan` which shipped definition it knew, so that an update can be offered.
    """

    __tablename__ = "jenis_surat"
    __table_args__ = (UniqueConstraint("kode", "versi"), Index("ix_jenis_surat_terbaru", "terbaru", "nama"))

    id: Mapped[int] = mapped_column(primary_key=True)
    kode: Mapped[str] = mapped_column(String(60))
    versi: Mapped[int]
    nama: Mapped[str] = mapped_column(String(120))
    klasifikasi: Mapped[str] = mapped_column(String(20))
    janji_menit: Mapped[int]
    aktif: Mapped[bool] = mapped_column(default=True)
    terbaru: Mapped[bool] = mapped_column(default=True)
    isi: Mapped[dict[str, Any]]
    sidik: Mapped[str] = mapped_column(String(64))
    dibuat_pada: Mapped[datetime]
    asal: Mapped[str] = mapped_column(String(10), default="bawaan", server_default="bawaan")
    sidik_bawaan: Mapped[str] = mapped_column(String(64), default="", server_default="")
    catatan: Mapped[str] = mapped_column(String(200), default="", server_default="")
    oleh_nama: Mapped[str] = mapped_column(String(160), default="", server_default="")


kolom_beku("jenis_surat", "kode", "versi", "isi", "sidik")


class RancanganSurat(db.Model):
    """The draft of a kind's next version: one per kind, shared by the staff, checked when it is published.

    Ids are never used again, so that an old page cannot write into another kind's draft.
    """

    __tablename__ = "rancangan_surat"
    __table_args__ = {"sqlite_autoincrement": True}

    id: Mapped[int] = mapped_column(primary_key=True)
    kode: Mapped[str] = mapped_column(String(60), unique=True)
    dasar_id: Mapped[int | None] = mapped_column(ForeignKey("jenis_surat.id"))
    asal: Mapped[str] = mapped_column(String(10), default="desa")
    isi: Mapped[dict[str, Any]]
    versi: Mapped[int] = mapped_column(default=1)
    dibuat_pada: Mapped[datetime]
    diubah_pada: Mapped[datetime]
    diubah_oleh: Mapped[str] = mapped_column(String(160))

    dasar: Mapped[JenisSurat | None] = relationship(lazy="joined")


class Surat(db.Model):
    """One request and the letter it becomes.

    Facts that a letter prints are frozen once they hold a value (`kolom_beku` below): its number, its
    file, its codes. Months are numbers like 202611, so that statistics read an index only.
    """

    __tablename__ = "surat"
    __table_args__ = (
        UniqueConstraint("register", "tahun", "nomor", "sufiks"),
        CheckConstraint("(nomor IS NULL) = (tahun IS NULL)", name="nomor_bertahun"),
        Index("ix_surat_keadaan", "keadaan", "id"),
        Index("ix_surat_jenis", "jenis_kode", "id"),
        Index("ix_surat_bulan_masuk", "bulan_masuk", "jenis_kode", "kanal", "jenis_kelamin", "id"),
        Index("ix_surat_bulan_selesai", "bulan_selesai", "jenis_kode", "menit_layanan", "tepat", "jenis_kelamin"),
        Index("ix_surat_bulan_tutup", "bulan_tutup", "jenis_kode", "keadaan"),
        Index("ix_surat_nomor", "nomor", "id"),
        Index("ix_surat_kanal", "kanal", "id"),
        Index("ix_surat_petugas", "bulan_selesai", "verifikator_id", "jenis_kode", "menit_layanan", "tepat"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    jenis_id: Mapped[int] = mapped_column(ForeignKey("jenis_surat.id"))
    jenis_kode: Mapped[str] = mapped_column(String(60))
    kanal: Mapped[str] = mapped_column(String(12))
    keadaan: Mapped[str] = mapped_column(String(24), default=Keadaan.DITERIMA)
    kode_status: Mapped[str] = mapped_column(String(14), unique=True)
    kode_periksa: Mapped[str] = mapped_column(String(14), unique=True)

    penduduk_id: Mapped[int | None] = mapped_column(ForeignKey("penduduk.id"), index=True)
    nama: Mapped[str] = mapped_column(String(300))
    nik: Mapped[str] = mapped_column(String(16), index=True)
    tanggal_lahir: Mapped[date]
    jenis_kelamin: Mapped[str] = mapped_column(String(1), default="")
    telepon: Mapped[str] = mapped_column(String(20), default="")
    surel: Mapped[str | None] = mapped_column(String(160))
    telegram: Mapped[str | None] = mapped_column(String(32))
    cocok: Mapped[bool | None]
    isian: Mapped[dict[str, Any]]
    potret: Mapped[dict[str, Any] | None]

    diterima_pada: Mapped[datetime]
    janji_pada: Mapped[datetime]
    diverifikasi_pada: Mapped[datetime | None]
    diparaf_pada: Mapped[datetime | None]
    ditandatangani_pada: Mapped[datetime | None]
    diserahkan_pada: Mapped[datetime | None]
    ditutup_pada: Mapped[datetime | None]
    verifikator_id: Mapped[int | None] = mapped_column(ForeignKey("pengguna.id"))
    pemaraf_id: Mapped[int | None] = mapped_column(ForeignKey("pengguna.id"))
    penanda_id: Mapped[int | None] = mapped_column(ForeignKey("pengguna.id"))
    alasan: Mapped[str] = mapped_column(Text, default="")
    paket_id: Mapped[int | None] = mapped_column(ForeignKey("paket_surat.id"), index=True)
    pemegang_id: Mapped[int | None] = mapped_column(ForeignKey("pengguna.id"))
    dipegang_pada: Mapped[datetime | None]

    register: Mapped[str | None] = mapped_column(String(40))
    tahun: Mapped[int | None]
    nomor: Mapped[int | None]
    sufiks: Mapped[str | None] = mapped_column(String(4))
    nomor_teks: Mapped[str | None] = mapped_column(String(120))
    tanggal_surat: Mapped[date | None]
    tanggal_mundur: Mapped[date | None]  # asked for by somebody who may: the letter is dated and numbered back
    berlaku_sampai: Mapped[date | None]
    penanda: Mapped[dict[str, Any] | None]
    elektronik: Mapped[bool | None]
    berkas_id: Mapped[int | None] = mapped_column(ForeignKey("berkas.id"))
    sha256: Mapped[str | None] = mapped_column(String(64))

    bulan_masuk: Mapped[int]
    bulan_selesai: Mapped[int | None]
    bulan_tutup: Mapped[int | None]
    menit_layanan: Mapped[int | None]
    tepat: Mapped[bool | None]

    jenis: Mapped[JenisSurat] = relationship(lazy="joined", innerjoin=True)
    berkas: Mapped[Berkas | None] = relationship(lazy="select")
    syarat: Mapped[list[SyaratSurat]] = relationship(back_populates="surat", order_by="SyaratSurat.id", lazy="selectin")
    riwayat: Mapped[list[RiwayatSurat]] = relationship(
        back_populates="surat", order_by="RiwayatSurat.id.desc()", lazy="select"
    )

    @property
    def nama_keadaan(self) -> str:
        """The state in the words of the staff."""
        return NAMA[Keadaan(self.keadaan)]

    @property
    def rupa_keadaan(self) -> str:
        """The look of the state's badge."""
        return RUPA[Keadaan(self.keadaan)]


kolom_beku(
    "surat",
    "nomor",
    "tahun",
    "register",
    "sufiks",
    "nomor_teks",
    "tanggal_surat",
    "berkas_id",
    "sha256",
    "kode_status",
    "kode_periksa",
)


class KataSurat(db.Model):
    """One search key of the name on a letter, as it sounds (see penduduk.ejaan)."""

    __tablename__ = "kata_surat"
    __table_args__ = (Index("ix_kata_surat_surat", "surat_id"), {"sqlite_with_rowid": False})

    kata: Mapped[str] = mapped_column(biner(PANJANG_KATA), primary_key=True)
    surat_id: Mapped[int] = mapped_column(ForeignKey("surat.id"), primary_key=True)


class SyaratSurat(db.Model):
    """One paper of a request: shown at the counter, uploaded, accepted, or still missing."""

    __tablename__ = "syarat_surat"
    __table_args__ = (UniqueConstraint("surat_id", "kode"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    surat_id: Mapped[int] = mapped_column(ForeignKey("surat.id"))
    kode: Mapped[str] = mapped_column(String(40))
    nama: Mapped[str] = mapped_column(String(120))
    sifat: Mapped[str] = mapped_column(String(12))
    keadaan: Mapped[str] = mapped_column(String(12), default="belum")
    catatan: Mapped[str] = mapped_column(String(300), default="")
    berkas_id: Mapped[int | None] = mapped_column(ForeignKey("berkas.id"))
    berkas_warga_id: Mapped[int | None] = mapped_column(ForeignKey("berkas_warga.id", ondelete="SET NULL"), index=True)

    surat: Mapped[Surat] = relationship(back_populates="syarat")
    berkas: Mapped[Berkas | None] = relationship(lazy="joined")

    @property
    def ada_berkas(self) -> bool:
        """Whether a file stands behind it, its own or one of the dossier."""
        return bool(self.berkas_id or self.berkas_warga_id or self.berkas)

    @property
    def terbuka(self) -> bool:
        """Whether this paper is still to be brought, sent, or judged."""
        return self.keadaan not in ("diterima", "ditunjukkan")


class RiwayatSurat(db.Model):
    """One act on a letter: who did what when, and why. Rows are only added."""

    __tablename__ = "riwayat_surat"

    id: Mapped[int] = mapped_column(primary_key=True)
    surat_id: Mapped[int] = mapped_column(ForeignKey("surat.id"), index=True)
    pada: Mapped[datetime]
    tindakan: Mapped[str] = mapped_column(String(24))
    keadaan: Mapped[str] = mapped_column(String(24))
    oleh_id: Mapped[int | None] = mapped_column(ForeignKey("pengguna.id"))
    oleh_nama: Mapped[str] = mapped_column(String(160))
    keterangan: Mapped[str] = mapped_column(Text, default="")

    surat: Mapped[Surat] = relationship(back_populates="riwayat")


hanya_tambah("riwayat_surat")


class SertifikatPenanda(db.Model):
    """A signer's own certificate; `pkcs12` holds the key, encrypted with a passphrase nobody stores."""

    __tablename__ = "sertifikat_penanda"

    id: Mapped[int] = mapped_column(primary_key=True)
    pengguna_id: Mapped[int] = mapped_column(ForeignKey("pengguna.id"), index=True)
    nama: Mapped[str] = mapped_column(String(120))
    pkcs12: Mapped[bytes] = mapped_column(LargeBinary)
    der: Mapped[bytes] = mapped_column(LargeBinary)
    sidik: Mapped[str] = mapped_column(String(64), unique=True)
    berlaku_mulai: Mapped[datetime]
    berlaku_sampai: Mapped[datetime]
    dicabut_pada: Mapped[datetime | None]
    dibuat_pada: Mapped[datetime]


class PengaturanSurat(db.Model):
    """The one row of choices a village makes about its letters."""

    __tablename__ = "pengaturan_surat"
    __table_args__ = (CheckConstraint("id = 1", name="satu_baris"),)

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    pakai_paraf: Mapped[bool] = mapped_column(default=False)
    pola_nomor: Mapped[str] = mapped_column(String(120))
    kode_unit: Mapped[str] = mapped_column(String(30), default="", server_default="")
    hari_tautan: Mapped[int] = mapped_column(default=7)
