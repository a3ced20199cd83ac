"""Tables of the enterprise itself."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from smartkampung.extensions import db

BUMDES, BUMDESMA = "bumdes", "bumdesma"
JENIS_BUMDES = {BUMDES: "BUM Desa", BUMDESMA: "BUM Desa Bersama"}
SAK_EP, SAK_EMKM = "SAK EP", "SAK EMKM"
STANDAR = {SAK_EP: "SAK Entitas Privat (SAK EP)", SAK_EMKM: "SAK Entitas Mikro, Kecil, dan Menengah (SAK EMKM)"}

PUSAT = "pusat"
JENIS_UNIT = {
    "dagang": "Perdagangan", "jasa": "Jasa", "wisata": "Wisata", "air": "Air bersih", "sewa": "Persewaan",
    "sampah": "Pengelolaan sampah", "simpan_pinjam": "Simpan pinjam", "agen": "Agen bank atau PPOB",
    "produksi": "Produksi", "pangan": "Ketahanan pangan", "lain": "Lainnya",
}  # fmt: skip
JUAL_BARANG = frozenset({"dagang", "produksi", "pangan"})  # its receivables come from goods
RATA, FIFO = "rata", "fifo"
METODE_STOK = {RATA: "Rata-rata bergerak", FIFO: "Masuk pertama keluar pertama (FIFO)"}

DIREKTUR, SEKRETARIS, BENDAHARA = "direktur", "sekretaris", "bendahara"
MANAJER, PENGAWAS, PENASIHAT = "manajer", "pengawas", "penasihat"
JABATAN = {
    PENASIHAT: "Penasihat", DIREKTUR: "Direktur", SEKRETARIS: "Sekretaris", BENDAHARA: "Bendahara",
    MANAJER: "Manajer unit", PENGAWAS: "Pengawas",
}  # fmt: skip
PERAN_JABATAN = {
    DIREKTUR: "direktur", BENDAHARA: "bendahara", MANAJER: "manajer_unit", PENGAWAS: "pengawas_bumdes",
    PENASIHAT: "penasihat_bumdes",
}  # fmt: skip


class Bumdes(db.Model):
    """One enterprise of the village; a village may have several."""

    __tablename__ = "bumdes"
    __table_args__ = (CheckConstraint("jenis IN ('bumdes', 'bumdesma')", name="jenis"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kode: Mapped[str] = mapped_column(String(20), unique=True)
    nama: Mapped[str] = mapped_column(String(120))
    jenis: Mapped[str] = mapped_column(String(10), default=BUMDES)
    perdes_nomor: Mapped[str] = mapped_column(String(120), default="")
    perdes_tanggal: Mapped[date | None]
    badan_hukum: Mapped[str] = mapped_column(String(120), default="")
    badan_hukum_tanggal: Mapped[date | None]
    nib: Mapped[str] = mapped_column(String(20), default="")
    npwp: Mapped[str] = mapped_column(String(30), default="")
    alamat: Mapped[str] = mapped_column(String(200), default="")
    telepon: Mapped[str] = mapped_column(String(40), default="")
    email: Mapped[str] = mapped_column(String(160), default="")
    standar: Mapped[str] = mapped_column(String(10), default=SAK_EP)
    mulai_buku: Mapped[date]
    tenggat_semester1: Mapped[str] = mapped_column(String(5), default="07-31")
    tenggat_semester2: Mapped[str] = mapped_column(String(5), default="01-31")
    tenggat_tahunan: Mapped[str] = mapped_column(String(5), default="03-31")
    publik: Mapped[bool] = mapped_column(default=True)
    versi: Mapped[int] = mapped_column(default=1)
    dibuat_pada: Mapped[datetime]

    entitas: Mapped[list[EntitasBumdes]] = relationship(
        back_populates="bumdes", order_by="EntitasBumdes.urut", lazy="select")
    organ: Mapped[list[OrganBumdes]] = relationship(order_by="OrganBumdes.mulai.desc()", lazy="select", viewonly=True)

    @property
    def nama_jenis(self) -> str:
        """Its kind in words."""
        return JENIS_BUMDES[self.jenis]

    @property
    def pusat(self) -> EntitasBumdes:
        """The book of the enterprise itself."""
        return next(e for e in self.entitas if e.pusat)

    @property
    def unit(self) -> list[EntitasBumdes]:
        """Its units."""
        return [e for e in self.entitas if not e.pusat]


class EntitasBumdes(db.Model):
    """A book of its own: the pusat, or one unit usaha. Never deleted; a unit closes on a day."""

    __tablename__ = "entitas_bumdes"
    __table_args__ = (
        UniqueConstraint("bumdes_id", "kode"),
        CheckConstraint("ditutup IS NULL OR ditutup >= mulai", name="masa"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    bumdes_id: Mapped[int] = mapped_column(ForeignKey("bumdes.id"))
    urut: Mapped[int]
    pusat: Mapped[bool] = mapped_column(default=False)
    kode: Mapped[str] = mapped_column(String(12))
    nama: Mapped[str] = mapped_column(String(120))
    jenis: Mapped[str] = mapped_column(String(16))
    mulai: Mapped[date]
    ditutup: Mapped[date | None]
    persediaan: Mapped[str] = mapped_column(String(6), default=RATA)
    tenaga_kerja: Mapped[int] = mapped_column(default=0)
    kontak: Mapped[str] = mapped_column(String(120), default="")
    akun_rk_id: Mapped[int | None] = mapped_column(ForeignKey("akun_bumdes.id"))

    bumdes: Mapped[Bumdes] = relationship(back_populates="entitas", lazy="joined", innerjoin=True)

    @property
    def nama_jenis(self) -> str:
        """Its kind in words."""
        return "Pusat" if self.pusat else JENIS_UNIT[self.jenis]

    def buka(self, hari: date) -> bool:
        """Whether it is in business on a day."""
        return self.mulai <= hari and (self.ditutup is None or hari <= self.ditutup)


class OrganBumdes(db.Model):
    """A person holds an office of the enterprise, or of one unit, from a day to a day.

    With an account the office gives that account its role (`penugasan_id`) and says where it holds.
    """

    __tablename__ = "organ_bumdes"
    __table_args__ = (
        CheckConstraint("sampai IS NULL OR sampai >= mulai", name="rentang"),
        Index("ix_organ_bumdes_pengguna", "pengguna_id", "mulai"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    bumdes_id: Mapped[int] = mapped_column(ForeignKey("bumdes.id"), index=True)
    entitas_id: Mapped[int | None] = mapped_column(ForeignKey("entitas_bumdes.id"))
    jabatan: Mapped[str] = mapped_column(String(12))
    nama: Mapped[str] = mapped_column(String(120))
    nomor_sk: Mapped[str] = mapped_column(String(80), default="")
    pengguna_id: Mapped[int | None] = mapped_column(ForeignKey("pengguna.id"))
    penugasan_id: Mapped[int | None] = mapped_column(ForeignKey("penugasan.id"))
    mulai: Mapped[date]
    sampai: Mapped[date | None]

    entitas: Mapped[EntitasBumdes | None] = relationship(lazy="select")

    @property
    def nama_jabatan(self) -> str:
        """The office in words."""
        return JABATAN[self.jabatan] + (f" {self.entitas.nama}" if self.entitas is not None else "")

    def berlaku(self, hari: date) -> bool:
        """Whether it holds on a day."""
        return self.mulai <= hari and (self.sampai is None or hari <= self.sampai)


POS = {
    "desa": "Bagi hasil desa (PADes)", "masyarakat": "Bagi hasil masyarakat", "cadangan": "Cadangan modal",
    "pengurus": "Pengurus", "pengawas": "Pengawas", "penasihat": "Penasihat", "sosial": "Dana sosial",
    "pendidikan": "Dana pendidikan", "ditahan": "Tetap menjadi saldo laba",
}  # fmt: skip


class PosBagiHasil(db.Model):
    """One share of the profit by AD/ART; `bobot` is hundredths of a percent, all of them make 10.000."""

    __tablename__ = "pos_bagi_hasil"
    __table_args__ = (
        UniqueConstraint("bumdes_id", "kode"),
        CheckConstraint("bobot >= 0 AND bobot <= 10000", name="bobot"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    bumdes_id: Mapped[int] = mapped_column(ForeignKey("bumdes.id"))
    urut: Mapped[int]
    kode: Mapped[str] = mapped_column(String(12))
    bobot: Mapped[int]

    @property
    def nama(self) -> str:
        """What it is for."""
        return POS[self.kode]
