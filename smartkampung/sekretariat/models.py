"""Tables of the secretariat: incoming letters, dispositions, deliveries, regulations and decrees."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from smartkampung.extensions import db
from smartkampung.inti.berkas import Berkas
from smartkampung.inti.db import kolom_beku
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
