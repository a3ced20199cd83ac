"""Tables of residents, families, and the places of the village they live in."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from smartkampung.extensions import db
from smartkampung.inti.berkas import Berkas
from smartkampung.penduduk.ejaan import PANJANG_KATA
from smartkampung.penduduk.referensi import HIDUP
from smartkampung.penduduk.tata_impor import PANJANG

AWAL, LAHIR, DATANG = "awal", "lahir", "datang"
CARA_MASUK = {AWAL: "Data awal", LAHIR: "Lahir", DATANG: "Datang (pindah masuk)"}
DIUJI, DITERAPKAN, DIBATALKAN = "diuji", "diterapkan", "dibatalkan"


def biner(panjang: int) -> String:
    """Text compared byte by byte, so that "begins with" is an index range on every database."""
    return String(panjang).with_variant(String(panjang, collation="C"), "postgresql")


def _teks(kunci: str) -> Any:
    return mapped_column(String(PANJANG[kunci]))


class Wilayah(db.Model):
    """One RT: dusun, RW and RT as the village writes them ("-" where it has none)."""

    __tablename__ = "wilayah"
    __table_args__ = (UniqueConstraint("dusun", "rw", "rt"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    dusun: Mapped[str] = mapped_column(String(PANJANG["dusun"]))
    rw: Mapped[str] = mapped_column(String(PANJANG["rw"]))
    rt: Mapped[str] = mapped_column(String(PANJANG["rt"]))

    @property
    def uraian(self) -> str:
        """`Krajan, RW 001 / RT 002`."""
        return f"{self.dusun}, RW {self.rw} / RT {self.rt}"


class Keluarga(db.Model):
    """One kartu keluarga. Address and place stand with its members; the head's are the family's."""

    __tablename__ = "keluarga"

    id: Mapped[int] = mapped_column(primary_key=True)
    no_kk: Mapped[str] = mapped_column(biner(16), unique=True)

    anggota: Mapped[list[Penduduk]] = relationship(back_populates="keluarga",
                                                   order_by="(Penduduk.hubungan_keluarga, Penduduk.tanggal_lahir)")


class Penduduk(db.Model):
    """One person of the register, with every fact of the resident sheet (`tata_impor`).

    `versi` grows with each change, so that two editors do not overwrite one another.
    """

    __tablename__ = "penduduk"
    __table_args__ = (
        Index("ux_penduduk_nik_hidup", "nik", unique=True, sqlite_where=db.text(f"status_dasar = {HIDUP}"),
              postgresql_where=db.text(f"status_dasar = {HIDUP}")),
        Index("ix_penduduk_urut", "status_dasar", "nama_urut", "id"),
        Index("ix_penduduk_wilayah", "wilayah_id", "status_dasar", "nama_urut"),
        Index("ix_penduduk_hitung", "status_dasar", "wilayah_id", "jenis_kelamin", "hubungan_keluarga",
              "tanggal_lahir"),
        Index("ix_penduduk_kepala", "status_dasar", "keluarga_id", "hubungan_keluarga"),
        CheckConstraint("jenis_kelamin IN (1, 2)", name="jenis_kelamin"),
        CheckConstraint("cara_masuk IN ('awal', 'lahir', 'datang')", name="cara_masuk"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    versi: Mapped[int] = mapped_column(default=1)
    keluarga_id: Mapped[int] = mapped_column(ForeignKey("keluarga.id"), index=True)
    wilayah_id: Mapped[int] = mapped_column(ForeignKey("wilayah.id"))
    nama_urut: Mapped[str] = mapped_column(biner(60))
    nik: Mapped[str | None] = mapped_column(biner(16), index=True)
    nik_sementara: Mapped[bool] = mapped_column(default=False)

    alamat: Mapped[str | None] = _teks("alamat")
    nama: Mapped[str] = _teks("nama")
    jenis_kelamin: Mapped[int]
    tempat_lahir: Mapped[str | None] = _teks("tempat_lahir")
    tanggal_lahir: Mapped[date | None]
    agama: Mapped[int | None]
    pendidikan_kk: Mapped[int | None]
    pendidikan_sedang: Mapped[int | None]
    pekerjaan: Mapped[int | None]
    status_kawin: Mapped[int | None]
    hubungan_keluarga: Mapped[int]
    warganegara: Mapped[int | None]
    ayah_nik: Mapped[str | None] = mapped_column(String(16))
    nama_ayah: Mapped[str | None] = _teks("nama_ayah")
    ibu_nik: Mapped[str | None] = mapped_column(String(16))
    nama_ibu: Mapped[str | None] = _teks("nama_ibu")
    golongan_darah: Mapped[int | None]
    akta_lahir: Mapped[str | None] = _teks("akta_lahir")
    paspor: Mapped[str | None] = _teks("paspor")
    paspor_akhir: Mapped[date | None]
    kitas: Mapped[str | None] = _teks("kitas")
    akta_perkawinan: Mapped[str | None] = _teks("akta_perkawinan")
    tanggal_perkawinan: Mapped[date | None]
    akta_perceraian: Mapped[str | None] = _teks("akta_perceraian")
    tanggal_perceraian: Mapped[date | None]
    cacat: Mapped[int | None]
    cara_kb: Mapped[int | None]
    hamil: Mapped[int | None]
    ktp_el: Mapped[int | None]
    status_rekam: Mapped[int | None]
    alamat_sekarang: Mapped[str | None] = _teks("alamat_sekarang")
    status_dasar: Mapped[int] = mapped_column(default=HIDUP)
    suku: Mapped[str | None] = _teks("suku")
    tag_id_card: Mapped[str | None] = _teks("tag_id_card")
    asuransi: Mapped[int | None]
    no_asuransi: Mapped[str | None] = _teks("no_asuransi")
    lintang: Mapped[str | None] = _teks("lintang")
    bujur: Mapped[str | None] = _teks("bujur")

    cara_masuk: Mapped[str] = mapped_column(String(10), default=AWAL)
    tanggal_masuk: Mapped[date | None]  # reported; None for the register as it was taken over
    tanggal_status: Mapped[date | None]  # when the person died, moved, was lost
    tanggal_lapor: Mapped[date | None]  # when that was reported: the month it counts in
    catatan_status: Mapped[str | None] = mapped_column(String(200))
    diubah_pada: Mapped[datetime]
    diubah_oleh: Mapped[str] = mapped_column(String(120), default="")

    keluarga: Mapped[Keluarga] = relationship(back_populates="anggota")
    wilayah: Mapped[Wilayah] = relationship()

    @property
    def hidup(self) -> bool:
        """Whether the person counts as a resident today."""
        return self.status_dasar == HIDUP


class PendudukKata(db.Model):
    """One search key of a resident's name (see `ejaan`); a search reads a range of `kata`."""

    __tablename__ = "penduduk_kata"
    __table_args__ = {"sqlite_with_rowid": False}

    kata: Mapped[str] = mapped_column(biner(PANJANG_KATA), primary_key=True)
    penduduk_id: Mapped[int] = mapped_column(ForeignKey("penduduk.id", ondelete="CASCADE"), primary_key=True,
                                             index=True)


class ImporPenduduk(db.Model):
    """One uploaded sheet: what the dry run found, and what applying it did."""

    __tablename__ = "impor_penduduk"

    id: Mapped[int] = mapped_column(primary_key=True)
    berkas_id: Mapped[int | None] = mapped_column(ForeignKey("berkas.id"))
    nama_berkas: Mapped[str] = mapped_column(String(160))
    keadaan: Mapped[str] = mapped_column(String(12), default=DIUJI)
    oleh_id: Mapped[int | None] = mapped_column(ForeignKey("pengguna.id"))
    oleh_nama: Mapped[str] = mapped_column(String(120), default="")
    dibuat_pada: Mapped[datetime]
    diterapkan_pada: Mapped[datetime | None]
    dibatalkan_pada: Mapped[datetime | None]
    baru: Mapped[int] = mapped_column(default=0)
    berubah: Mapped[int] = mapped_column(default=0)
    tetap: Mapped[int] = mapped_column(default=0)
    ditolak: Mapped[int] = mapped_column(default=0)
    peringatan: Mapped[int] = mapped_column(default=0)
    rincian: Mapped[dict[str, Any]] = mapped_column(default=dict)
    dibuat: Mapped[dict[str, Any]] = mapped_column(default=dict)  # ids of families and places it made

    berkas: Mapped[Berkas | None] = relationship()


class ImporBaris(db.Model):
    """One resident a sheet made or changed: the version it left, and the facts as they were before."""

    __tablename__ = "impor_baris"

    impor_id: Mapped[int] = mapped_column(ForeignKey("impor_penduduk.id", ondelete="CASCADE"),
                                          primary_key=True)
    penduduk_id: Mapped[int] = mapped_column(primary_key=True, index=True)
    versi: Mapped[int]
    # None: the resident is new
    sebelum: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
