"""Tables of the secretariat: incoming letters, dispositions, deliveries, regulations and decrees."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from smartkampung.extensions import db
from smartkampung.inti.berkas import Berkas
from smartkampung.inti.db import hanya_tambah, kolom_beku
from smartkampung.surat.nomor.bersama import ikut_bernomor

BARU, BERJALAN, SELESAI, BATAL = "baru", "berjalan", "selesai", "batal"
NAMA_MASUK = {BARU: "Belum didisposisi", BERJALAN: "Didisposisi", SELESAI: "Selesai", BATAL: "Batal"}
RUPA_MASUK = {BARU: "tunggu", BERJALAN: "jalan", SELESAI: "baik", BATAL: "buruk"}
BIASA, PENTING, RAHASIA = "biasa", "penting", "rahasia"
SIFAT = {BIASA: "Biasa", PENTING: "Penting", RAHASIA: "Rahasia"}


class SuratMasuk(db.Model):
    """An incoming letter under its number; a mistake in its facts is corrected, its number never.

    `versi` counts corrections, so that two people cannot overwrite each other.
    """

    __tablename__ = "surat_masuk"
    __table_args__ = (
        UniqueConstraint("register", "tahun", "nomor"),
        Index("ix_surat_masuk_keadaan", "keadaan", "id"),
        Index("ix_surat_masuk_tahun", "tahun", "nomor"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    register: Mapped[str] = mapped_column(String(40))
    tahun: Mapped[int]
    nomor: Mapped[int]
    tanggal_diterima: Mapped[date]
    pengirim: Mapped[str] = mapped_column(String(160))
    nomor_surat: Mapped[str] = mapped_column(String(120), default="")
    tanggal_surat: Mapped[date]
    perihal: Mapped[str] = mapped_column(String(300))
    ringkas: Mapped[str] = mapped_column(Text, default="")
    sifat: Mapped[str] = mapped_column(String(10), default=BIASA)
    klasifikasi: Mapped[str] = mapped_column(String(20), default="")
    keadaan: Mapped[str] = mapped_column(String(10), default=BARU)
    alasan: Mapped[str] = mapped_column(String(300), default="")
    berkas_id: Mapped[int | None] = mapped_column(ForeignKey("berkas.id"))
    versi: Mapped[int] = mapped_column(default=1)
    dicatat_pada: Mapped[datetime]
    dicatat_oleh_id: Mapped[int] = mapped_column(ForeignKey("pengguna.id"))
    dicatat_oleh: Mapped[str] = mapped_column(String(120))

    berkas: Mapped[Berkas | None] = relationship(lazy="select")
    disposisi: Mapped[list[Disposisi]] = relationship(back_populates="masuk", order_by="Disposisi.id", lazy="select")

    @property
    def nama_keadaan(self) -> str:
        """The state in words."""
        return NAMA_MASUK[self.keadaan]

    @property
    def rupa_keadaan(self) -> str:
        """The look of the state's badge."""
        return RUPA_MASUK[self.keadaan]


kolom_beku("surat_masuk", "register", "tahun", "nomor", "dicatat_pada", "dicatat_oleh_id")
ikut_bernomor(SuratMasuk)


class Disposisi(db.Model):
    """One order about an incoming letter, from one person to another; forwarding makes another below it.

    What was ordered never changes; that it was read, done, or withdrawn is written once.
    """

    __tablename__ = "disposisi"
    __table_args__ = (
        Index("ix_disposisi_kepada", "kepada_id", "selesai_pada", "ditarik_pada"),
        CheckConstraint("selesai_pada IS NULL OR ditarik_pada IS NULL", name="satu_akhir"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    masuk_id: Mapped[int] = mapped_column(ForeignKey("surat_masuk.id"), index=True)
    induk_id: Mapped[int | None] = mapped_column(ForeignKey("disposisi.id"), index=True)
    dari_id: Mapped[int] = mapped_column(ForeignKey("pengguna.id"), index=True)
    dari_nama: Mapped[str] = mapped_column(String(160))
    kepada_id: Mapped[int] = mapped_column(ForeignKey("pengguna.id"))
    kepada_nama: Mapped[str] = mapped_column(String(160))
    instruksi: Mapped[str] = mapped_column(Text)
    tenggat: Mapped[date | None]
    dibuat_pada: Mapped[datetime]
    dibaca_pada: Mapped[datetime | None]
    selesai_pada: Mapped[datetime | None]
    laporan: Mapped[str | None] = mapped_column(Text)
    ditarik_pada: Mapped[datetime | None]

    masuk: Mapped[SuratMasuk] = relationship(back_populates="disposisi", lazy="joined", innerjoin=True)

    @property
    def terbuka(self) -> bool:
        """Whether something is still to be done."""
        return self.selesai_pada is None and self.ditarik_pada is None

    def lewat(self, hari: date) -> bool:
        """Whether it is late on a day."""
        return self.terbuka and self.tenggat is not None and self.tenggat < hari

    @property
    def lencana(self) -> tuple[str, str]:
        """The state as (word, look)."""
        if self.ditarik_pada:
            return "Ditarik", "diam"
        if self.selesai_pada:
            return "Selesai", "baik"
        return ("Dikerjakan", "jalan") if self.dibaca_pada else ("Belum dibaca", "tunggu")


kolom_beku("disposisi", "masuk_id", "induk_id", "dari_id", "dari_nama", "kepada_id", "kepada_nama", "instruksi",
           "tenggat", "dibuat_pada", "dibaca_pada", "selesai_pada", "laporan", "ditarik_pada")  # fmt: skip


DIANTAR, POS, DIAMBIL, SUREL = "diantar", "pos", "diambil", "surel"
CARA_KIRIM = {DIANTAR: "Diantar", POS: "Pos atau kurir", DIAMBIL: "Diambil penerima", SUREL: "Surel"}


class Ekspedisi(db.Model):
    """One delivery of an outgoing letter; who received it, when, and the proof are added once it arrived."""

    __tablename__ = "ekspedisi"
    __table_args__ = (
        CheckConstraint("(surat_id IS NULL) != (luar_id IS NULL)", name="satu_surat"),
        Index("ix_ekspedisi_tanggal", "tanggal_kirim", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    surat_id: Mapped[int | None] = mapped_column(ForeignKey("surat.id"), index=True)
    luar_id: Mapped[int | None] = mapped_column(ForeignKey("surat_luar.id"), index=True)
    nomor_surat: Mapped[str] = mapped_column(String(120))
    tanggal_surat: Mapped[date]
    isi: Mapped[str] = mapped_column(String(300))
    tujuan: Mapped[str] = mapped_column(String(160))
    tanggal_kirim: Mapped[date]
    cara: Mapped[str] = mapped_column(String(10))
    pengantar: Mapped[str] = mapped_column(String(120), default="")
    keterangan: Mapped[str] = mapped_column(String(300), default="")
    diterima_nama: Mapped[str | None] = mapped_column(String(120))
    diterima_pada: Mapped[date | None]
    bukti_id: Mapped[int | None] = mapped_column(ForeignKey("berkas.id"))
    alasan_batal: Mapped[str | None] = mapped_column(String(300))
    dicatat_pada: Mapped[datetime]
    dicatat_oleh: Mapped[str] = mapped_column(String(120))

    bukti: Mapped[Berkas | None] = relationship(lazy="select")

    @property
    def lencana(self) -> tuple[str, str]:
        """The state as (word, look)."""
        if self.alasan_batal is not None:
            return "Batal", "buruk"
        return ("Diterima", "baik") if self.diterima_pada else ("Dikirim", "tunggu")


kolom_beku("ekspedisi", "surat_id", "luar_id", "nomor_surat", "tanggal_surat", "tanggal_kirim", "tujuan",
           "diterima_nama", "diterima_pada", "bukti_id", "alasan_batal", "dicatat_pada")  # fmt: skip

PERDES, PERKADES, PERBER, SK = "perdes", "perkades", "perber", "sk"
JENIS_PRODUK = {
    PERDES: "Peraturan Desa",
    PERKADES: "Peraturan Kepala Desa",
    PERBER: "Peraturan Bersama Kepala Desa",
    SK: "Keputusan Kepala Desa",
}
DIUNDANGKAN_DI = {PERDES: "Lembaran Desa", PERKADES: "Berita Desa", PERBER: "Berita Desa"}


class ProdukHukum(db.Model):
    """A regulation or decree of the village under its number of a kind and year; the number never changes."""

    __tablename__ = "produk_hukum"
    __table_args__ = (UniqueConstraint("jenis", "tahun", "nomor"), Index("ix_produk_hukum_publik", "publik", "id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    jenis: Mapped[str] = mapped_column(String(10))
    tahun: Mapped[int]
    nomor: Mapped[int]
    nomor_teks: Mapped[str] = mapped_column(String(120), default="")
    tentang: Mapped[str] = mapped_column(String(300))
    uraian: Mapped[str] = mapped_column(Text, default="")
    tanggal_ditetapkan: Mapped[date]
    tanggal_kesepakatan: Mapped[date | None]
    nomor_dilaporkan: Mapped[str] = mapped_column(String(120), default="")
    tanggal_dilaporkan: Mapped[date | None]
    nomor_diundangkan: Mapped[str] = mapped_column(String(60), default="")
    tanggal_diundangkan: Mapped[date | None]
    dicabut_dengan: Mapped[str] = mapped_column(String(200), default="")
    keterangan: Mapped[str] = mapped_column(String(300), default="")
    alasan_batal: Mapped[str | None] = mapped_column(String(300))
    publik: Mapped[bool] = mapped_column(default=False)
    berkas_id: Mapped[int | None] = mapped_column(ForeignKey("berkas.id"))
    versi: Mapped[int] = mapped_column(default=1)
    dicatat_pada: Mapped[datetime]
    dicatat_oleh: Mapped[str] = mapped_column(String(120))

    berkas: Mapped[Berkas | None] = relationship(lazy="select")

    @property
    def nama_jenis(self) -> str:
        """Its kind in words."""
        return JENIS_PRODUK[self.jenis]

    @property
    def sebutan(self) -> str:
        """`Peraturan Desa Nomor 3 Tahun 2026`, or with the number as it is printed."""
        return f"{self.nama_jenis} Nomor {self.nomor_teks or f'{self.nomor} Tahun {self.tahun}'}"

    @property
    def diundangkan_di(self) -> str:
        """The gazette its kind is announced in, "" for decrees."""
        return DIUNDANGKAN_DI.get(self.jenis, "")

    @property
    def lencana(self) -> tuple[str, str]:
        """The state as (word, look)."""
        if self.alasan_batal is not None:
            return "Batal", "buruk"
        return ("Dicabut", "diam") if self.dicabut_dengan else ("Berlaku", "baik")


kolom_beku("produk_hukum", "jenis", "tahun", "nomor", "alasan_batal", "dicatat_pada")

MUSNAH, DINILAI, PERMANEN = "musnah", "dinilai", "permanen"
NASIB = {MUSNAH: "Musnah", DINILAI: "Dinilai kembali", PERMANEN: "Permanen"}


class JangkaSimpan(db.Model):
    """How long the village keeps letters whose code begins with `kode`; wins over the shipped years."""

    __tablename__ = "jangka_simpan"

    kode: Mapped[str] = mapped_column(String(20), primary_key=True)
    aktif: Mapped[int]
    inaktif: Mapped[int]
    nasib: Mapped[str] = mapped_column(String(10))
    dasar: Mapped[str] = mapped_column(String(160), default="")


class Pemusnahan(db.Model):
    """The minutes of destroying papers; the letters' rows and numbers stay as they are."""

    __tablename__ = "pemusnahan"

    id: Mapped[int] = mapped_column(primary_key=True)
    nomor: Mapped[str] = mapped_column(String(120))
    tanggal: Mapped[date]
    cara: Mapped[str] = mapped_column(String(120))
    saksi: Mapped[str] = mapped_column(Text)
    dibuat_pada: Mapped[datetime]
    dibuat_oleh: Mapped[str] = mapped_column(String(120))

    arsip: Mapped[list[ArsipMusnah]] = relationship(order_by="ArsipMusnah.id", lazy="select")


class ArsipMusnah(db.Model):
    """One paper on such minutes: a letter can stand on them once."""

    __tablename__ = "arsip_musnah"
    __table_args__ = (CheckConstraint("(surat_id IS NULL) != (masuk_id IS NULL)", name="satu_surat"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    pemusnahan_id: Mapped[int] = mapped_column(ForeignKey("pemusnahan.id"), index=True)
    surat_id: Mapped[int | None] = mapped_column(ForeignKey("surat.id"), unique=True)
    masuk_id: Mapped[int | None] = mapped_column(ForeignKey("surat_masuk.id"), unique=True)
    nomor: Mapped[str] = mapped_column(String(120))
    tanggal: Mapped[date]
    isi: Mapped[str] = mapped_column(String(300))
    klasifikasi: Mapped[str] = mapped_column(String(20))


hanya_tambah("pemusnahan")
hanya_tambah("arsip_musnah")
