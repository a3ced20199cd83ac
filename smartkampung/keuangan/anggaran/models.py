"""Tables of the budget."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from smartkampung.extensions import db
from smartkampung.inti.db import PecahanKolom, RupiahKolom, beku_bersama, kolom_beku

AWAL, GESER, PERUBAHAN = "awal", "geser", "perubahan"
JENIS_VERSI = {AWAL: "APBDes", GESER: "Pergeseran penjabaran", PERUBAHAN: "Perubahan APBDes"}

DRAF, DISEPAKATI, DIEVALUASI, PERBAIKAN = "draf", "disepakati_bpd", "dievaluasi", "perbaikan"
DITETAPKAN, BERLAKU, DIGANTIKAN = "ditetapkan", "berlaku", "digantikan"
NAMA_VERSI = {DRAF: "Draf", DISEPAKATI: "Disepakati BPD", DIEVALUASI: "Dievaluasi camat", PERBAIKAN: "Perbaikan",
              DITETAPKAN: "Ditetapkan", BERLAKU: "Berlaku", DIGANTIKAN: "Digantikan"}  # fmt: skip
RUPA_VERSI = {DRAF: "diam", DISEPAKATI: "jalan", DIEVALUASI: "tunggu", PERBAIKAN: "buruk", DITETAPKAN: "jalan",
              BERLAKU: "baik", DIGANTIKAN: "diam"}  # fmt: skip
BISA_DITULIS = (DRAF, PERBAIKAN)

SWAKELOLA, PENYEDIA = "swakelola", "penyedia"
CARA = {SWAKELOLA: "Swakelola", PENYEDIA: "Penyedia"}
TANPA_KEGIATAN = ""  # income and financing have no kegiatan
# Earmarks of kegiatan that rules and gauges look at.
PENANDA = {"blt": "BLT Dana Desa", "ketahanan_pangan": "Ketahanan pangan", "operasional": "Operasional dari Dana Desa",
           "stunting": "Penanganan stunting", "kdmp": "Koperasi Desa Merah Putih"}  # fmt: skip


class VersiAnggaran(db.Model):
    """One version of the budget of a fiscal year. `urut` counts the versions of the year from 0 (awal).

    Dates and numbers are those of the Perdes (awal, perubahan) or of the Perkades (geser; the penjabaran of the
    others). `terkunci_pada` is when it was set: from then on its rows are frozen, and `sidik` is their SHA-256.
    `catatan` counts saved lines, so that a reader knows whether anything changed.
    """

    __tablename__ = "versi_anggaran"
    __table_args__ = (UniqueConstraint("tahun", "urut"), CheckConstraint("urut >= 0", name="urut"))

    id: Mapped[int] = mapped_column(primary_key=True)
    tahun: Mapped[int]
    jenis: Mapped[str] = mapped_column(String(10))
    urut: Mapped[int]
    dasar_id: Mapped[int | None] = mapped_column(ForeignKey("versi_anggaran.id"))
    alasan: Mapped[str] = mapped_column(String(300), default="")  # why there is a change (Ps 40)
    luar_biasa: Mapped[str] = mapped_column(String(160), default="")  # reference of a keadaan luar biasa (K-PRB-01)
    keadaan: Mapped[str] = mapped_column(String(20), default=DRAF)
    catatan: Mapped[int] = mapped_column(default=0)
    nomor_kesepakatan: Mapped[str] = mapped_column(String(80), default="")
    tanggal_kesepakatan: Mapped[date | None]
    tanggal_dikirim: Mapped[date | None]  # to the camat: the 20 working days run from the next one
    nomor_evaluasi: Mapped[str] = mapped_column(String(80), default="")
    tanggal_evaluasi: Mapped[date | None]
    berkas_evaluasi_id: Mapped[int | None] = mapped_column(ForeignKey("berkas.id"))
    nomor_perdes: Mapped[str] = mapped_column(String(80), default="")
    tanggal_perdes: Mapped[date | None]
    nomor_perkades: Mapped[str] = mapped_column(String(80), default="")
    tanggal_perkades: Mapped[date | None]
    tanggal_diundangkan: Mapped[date | None]
    nomor_lembaran: Mapped[str] = mapped_column(String(60), default="")
    sidik: Mapped[str | None] = mapped_column(String(64))
    terkunci_pada: Mapped[datetime | None]
    berlaku_pada: Mapped[date | None]
    dibuat_pada: Mapped[datetime]
    dibuat_oleh_id: Mapped[int] = mapped_column(ForeignKey("pengguna.id"))

    dasar: Mapped[VersiAnggaran | None] = relationship(remote_side=[id], lazy="select")

    @property
    def nama(self) -> str:
        """`APBDes 2026`, `Perubahan APBDes 2026`, `Pergeseran penjabaran 1 APBDes 2026`."""
        if self.jenis == GESER:
            return f"{JENIS_VERSI[GESER]} {self.urut} {JENIS_VERSI[AWAL]} {self.tahun}"
        return f"{JENIS_VERSI[self.jenis]} {self.tahun}"

    @property
    def lencana(self) -> tuple[str, str]:
        """The state as (word, look)."""
        return NAMA_VERSI[self.keadaan], RUPA_VERSI[self.keadaan]

    @property
    def bisa_ditulis(self) -> bool:
        """Whether its lines may still be changed."""
        return self.keadaan in BISA_DITULIS and self.terkunci_pada is None


kolom_beku("versi_anggaran", "terkunci_pada", "tahun", "jenis", "urut", "dasar_id", "sidik", "dibuat_oleh_id")


class KegiatanAnggaran(db.Model):
    """One kegiatan of a version: who carries it out, where, when, what comes of it. `versi` counts its saves."""

    __tablename__ = "kegiatan_anggaran"
    __table_args__ = (
        UniqueConstraint("versi_id", "kode"),
        CheckConstraint("pagu >= 0", name="pagu"),
        CheckConstraint("mulai IS NULL OR selesai IS NULL OR selesai >= mulai", name="waktu"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    versi_id: Mapped[int] = mapped_column(ForeignKey("versi_anggaran.id", ondelete="CASCADE"))
    kode: Mapped[str] = mapped_column(String(10))
    nama: Mapped[str] = mapped_column(String(300))  # of the annex, or the village's own under 90-99
    pagu: Mapped[Decimal] = mapped_column(RupiahKolom, default=Decimal(0))  # ceiling from the RKP; 0: none
    pka_id: Mapped[int | None] = mapped_column(ForeignKey("pengguna.id"), index=True)
    lokasi: Mapped[str] = mapped_column(String(200), default="")
    keluaran: Mapped[str] = mapped_column(String(200), default="")
    volume: Mapped[Decimal] = mapped_column(PecahanKolom, default=Decimal(0))
    satuan: Mapped[str] = mapped_column(String(30), default="")
    mulai: Mapped[date | None]
    selesai: Mapped[date | None]
    laki: Mapped[int] = mapped_column(default=0)
    perempuan: Mapped[int] = mapped_column(default=0)
    artm: Mapped[int] = mapped_column(default=0)  # anggota rumah tangga miskin
    tim: Mapped[str] = mapped_column(String(200), default="")  # who carries it out on the ground
    cara: Mapped[str] = mapped_column(String(10), default=SWAKELOLA)
    padat_karya: Mapped[bool] = mapped_column(default=False)
    penanda: Mapped[str] = mapped_column(String(20), default="")  # an earmark of PENANDA
    versi: Mapped[int] = mapped_column(default=1)


class BarisAnggaran(db.Model):
    """One line of the budget: how much under one key (kegiatan, rekening objek, sumber dana) of one version.

    `nilai` is the sum of its RAB lines. `bengkok`: paid from the income of tanah bengkok (K-APB-14).
    """

    __tablename__ = "baris_anggaran"
    __table_args__ = (
        UniqueConstraint("versi_id", "kegiatan", "rekening", "sumber_dana"),
        CheckConstraint("nilai >= 0", name="nilai"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    versi_id: Mapped[int] = mapped_column(ForeignKey("versi_anggaran.id", ondelete="CASCADE"))
    kegiatan: Mapped[str] = mapped_column(String(10), default=TANPA_KEGIATAN)
    rekening: Mapped[str] = mapped_column(String(20))
    sumber_dana: Mapped[str] = mapped_column(String(6))
    nilai: Mapped[Decimal] = mapped_column(RupiahKolom)
    bengkok: Mapped[bool] = mapped_column(default=False)


class BarisRAB(db.Model):
    """One line of the RAB: volume × harga = jumlah, rounded half up to the sen.

    `tanda` is the one-time key the page gave a new row: the same row sent twice over a weak line is one row.
    """

    __tablename__ = "baris_rab"
    __table_args__ = (
        CheckConstraint("volume >= 0 AND harga >= 0 AND jumlah >= 0", name="tidak_negatif"),
        Index("ix_baris_rab_versi", "versi_id", "baris_id", "urut"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    versi_id: Mapped[int] = mapped_column(ForeignKey("versi_anggaran.id", ondelete="CASCADE"))
    baris_id: Mapped[int] = mapped_column(ForeignKey("baris_anggaran.id", ondelete="CASCADE"), index=True)
    urut: Mapped[int]
    uraian: Mapped[str] = mapped_column(String(300))
    volume: Mapped[Decimal] = mapped_column(PecahanKolom)
    satuan: Mapped[str] = mapped_column(String(30), default="")
    harga: Mapped[Decimal] = mapped_column(RupiahKolom)
    jumlah: Mapped[Decimal] = mapped_column(RupiahKolom)
    harga_id: Mapped[int | None] = mapped_column(ForeignKey("harga_satuan.id"))
    alasan_harga: Mapped[str] = mapped_column(String(200), default="")  # why the price is not of the list (EBG-1)
    tanda: Mapped[str | None] = mapped_column(String(32), unique=True)


for _tabel in ("kegiatan_anggaran", "baris_anggaran", "baris_rab"):
    beku_bersama(_tabel, "versi_id", "versi_anggaran", "terkunci_pada")


RPJM, RKP = "rpjm", "rkp"
JENIS_RENCANA = {RPJM: "RPJM Desa", RKP: "RKP Desa"}


class RencanaKegiatan(db.Model):
    """One planned kegiatan of a year in the RPJM Desa or the RKP Desa, with its pagu indikatif.

    `sumber` is the key of the fact it came from when another area proposed it, so that it comes once.
    """

    __tablename__ = "rencana_kegiatan"
    __table_args__ = (
        UniqueConstraint("jenis", "tahun", "kode"),
        UniqueConstraint("sumber"),
        CheckConstraint("pagu >= 0", name="pagu"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    jenis: Mapped[str] = mapped_column(String(5))
    tahun: Mapped[int]
    kode: Mapped[str] = mapped_column(String(10))
    nama: Mapped[str] = mapped_column(String(300))
    lokasi: Mapped[str] = mapped_column(String(200), default="")
    keluaran: Mapped[str] = mapped_column(String(200), default="")
    volume: Mapped[Decimal] = mapped_column(PecahanKolom, default=Decimal(0))
    satuan: Mapped[str] = mapped_column(String(30), default="")
    pagu: Mapped[Decimal] = mapped_column(RupiahKolom, default=Decimal(0))
    sumber_dana: Mapped[str] = mapped_column(String(6), default="")
    pka_id: Mapped[int | None] = mapped_column(ForeignKey("pengguna.id"))
    keterangan: Mapped[str] = mapped_column(Text, default="")
    sumber: Mapped[str | None] = mapped_column(String(80))
    versi: Mapped[int] = mapped_column(default=1)


class DokumenRencana(db.Model):
    """The RPJM Desa or RKP Desa as a document: its years, its state, its Perdes."""

    __tablename__ = "dokumen_rencana"
    __table_args__ = (UniqueConstraint("jenis", "tahun"), CheckConstraint("sampai >= tahun", name="rentang"))

    id: Mapped[int] = mapped_column(primary_key=True)
    jenis: Mapped[str] = mapped_column(String(5))
    tahun: Mapped[int]
    sampai: Mapped[int]
    keadaan: Mapped[str] = mapped_column(String(20), default=DRAF)  # draf, dimusyawarahkan, ditetapkan
    perubahan: Mapped[int] = mapped_column(default=0)  # how often it was changed after it was set
    nomor_musyawarah: Mapped[str] = mapped_column(String(80), default="")
    tanggal_musyawarah: Mapped[date | None]
    nomor_perdes: Mapped[str] = mapped_column(String(80), default="")
    tanggal_perdes: Mapped[date | None]
