"""Tables of the books. Journals are append-only: a correction is another journal that points at what it reverses."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from smartkampung.bumdes.lembaga.models import EntitasBumdes
from smartkampung.extensions import db
from smartkampung.inti.berkas import Berkas
from smartkampung.inti.db import RupiahKolom, hanya_tambah, kolom_beku

UMUM, PENYESUAIAN, PENUTUP, SALDO_AWAL = "UMUM", "PENYESUAIAN", "PENUTUP", "SALDO_AWAL"
JENIS_JURNAL = {UMUM: "Umum", PENYESUAIAN: "Penyesuaian", PENUTUP: "Penutup", SALDO_AWAL: "Saldo awal"}
DEBIT, KREDIT = "D", "K"

# What an account is to the program, whatever its code (`AkunBumdes.peran`).
KAS, RK_UNIT, RK_PUSAT, PRIVE_DESA, PRIVE_WARGA = "kas", "rk_unit", "rk_pusat", "prive_desa", "prive_warga"
LABA, CADANGAN, IKHTISAR, MODAL_DESA, MODAL_WARGA = "laba", "cadangan", "ikhtisar", "modal_desa", "modal_warga"
DONASI, PIUTANG, UTANG, PERSEDIAAN, ASET, AKUMULASI = "donasi", "piutang", "utang", "persediaan", "aset", "akumulasi"
UTANG_HASIL, PENYISIHAN, DIMUKA = "utang_hasil", "penyisihan", "dimuka"
BUKU_PEMBANTU = (PIUTANG, UTANG)


class AkunBumdes(db.Model):
    """One account of a chart; only details (`jenis` D) take postings."""

    __tablename__ = "akun_bumdes"
    __table_args__ = (
        UniqueConstraint("bumdes_id", "kode"),
        CheckConstraint("saldo_normal IN ('D', 'K')", name="saldo_normal"),
        CheckConstraint("jenis IN ('H', 'D')", name="jenis"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    bumdes_id: Mapped[int] = mapped_column(ForeignKey("bumdes.id"))
    kode: Mapped[str] = mapped_column(String(16))
    nama: Mapped[str] = mapped_column(String(120))
    nama_asli: Mapped[str] = mapped_column(String(120))
    kelompok: Mapped[str] = mapped_column(String(24))
    saldo_normal: Mapped[str] = mapped_column(String(1))
    arus_kas: Mapped[str] = mapped_column(String(12), default="")
    level: Mapped[int]
    jenis: Mapped[str] = mapped_column(String(1))
    sumber: Mapped[str] = mapped_column(String(8))
    peran: Mapped[str] = mapped_column(String(12), default="")
    aktif: Mapped[bool] = mapped_column(default=True)

    @property
    def sebutan(self) -> str:
        """Code and name."""
        return f"{self.kode} {self.nama}"

    @property
    def nama_sumber(self) -> str:
        """Where the account comes from, in words."""
        return {"K136": "Kepmendesa 136/2022", "K136b": "Kepmendesa 136/2022, rincian",
                "K136c": "Kepmendesa 136/2022, rincian", "EXT": "tambahan program"}.get(self.sumber, "tambahan sendiri")


class PihakBumdes(db.Model):
    """Whom the enterprise owes or is owed by: buyer, supplier, member, worker."""

    __tablename__ = "pihak_bumdes"
    __table_args__ = (UniqueConstraint("bumdes_id", "nama"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    bumdes_id: Mapped[int] = mapped_column(ForeignKey("bumdes.id"))
    nama: Mapped[str] = mapped_column(String(120))
    kontak: Mapped[str] = mapped_column(String(120), default="")
    aktif: Mapped[bool] = mapped_column(default=True)


class JurnalBumdes(db.Model):
    """One journal of one entity: balanced in itself, numbered without gaps per entity and year."""

    __tablename__ = "jurnal_bumdes"
    __table_args__ = (
        UniqueConstraint("entitas_id", "tahun", "nomor"),
        UniqueConstraint("membalik_id"),
        UniqueConstraint("bumdes_id", "sumber"),
        Index("ix_jurnal_bumdes_tanggal", "entitas_id", "tanggal", "id"),
        Index("ix_jurnal_bumdes_semua", "bumdes_id", "tanggal", "id"),
        Index("ix_jurnal_bumdes_pasangan", "pasangan"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    bumdes_id: Mapped[int] = mapped_column(ForeignKey("bumdes.id"))
    entitas_id: Mapped[int] = mapped_column(ForeignKey("entitas_bumdes.id"))
    tahun: Mapped[int]
    nomor: Mapped[int]
    tanggal: Mapped[date]
    jenis: Mapped[str] = mapped_column(String(12))
    uraian: Mapped[str] = mapped_column(String(300))
    bukti: Mapped[str] = mapped_column(String(60), default="")
    pasangan: Mapped[str | None] = mapped_column(String(32))
    membalik_id: Mapped[int | None] = mapped_column(ForeignKey("jurnal_bumdes.id"))
    alasan: Mapped[str] = mapped_column(String(300), default="")
    sumber: Mapped[str | None] = mapped_column(String(60))
    dibuat_pada: Mapped[datetime]
    dibuat_oleh_id: Mapped[int | None] = mapped_column(ForeignKey("pengguna.id"))
    dibuat_oleh: Mapped[str] = mapped_column(String(120))

    entitas: Mapped[EntitasBumdes] = relationship(lazy="joined", innerjoin=True)
    baris: Mapped[list[BarisJurnal]] = relationship(order_by="BarisJurnal.id", lazy="select", viewonly=True)
    lampiran: Mapped[list[BuktiJurnal]] = relationship(order_by="BuktiJurnal.id", lazy="select", viewonly=True)

    @property
    def nomor_teks(self) -> str:
        """`TOKO/2026/0012`."""
        return f"{self.entitas.kode}/{self.tahun}/{self.nomor:04d}"


class BarisJurnal(db.Model):
    """One line: an account, an amount on one side. Day and entity stand here too, so that ledgers need no join.

    `arus_kas` is the cash-flow row of a line whose journal moves cash (empty on cash lines and without cash); a
    person may reclassify it, which changes no amount. `unit_lawan_id` names the other unit, for eliminations.
    """

    __tablename__ = "baris_jurnal"
    __table_args__ = (
        CheckConstraint("debit >= 0 AND kredit >= 0 AND (debit = 0) != (kredit = 0)", name="satu_sisi"),
        Index("ix_baris_jurnal_akun", "akun_id", "tanggal", "id", "entitas_id"),
        Index("ix_baris_jurnal_hari", "entitas_id", "tanggal"),
        Index("ix_baris_jurnal_lawan", "unit_lawan_id", "tanggal", postgresql_where=text("unit_lawan_id IS NOT NULL"),
              sqlite_where=text("unit_lawan_id IS NOT NULL")),
        Index("ix_baris_jurnal_pihak", "pihak_id", "akun_id", postgresql_where=text("pihak_id IS NOT NULL"),
              sqlite_where=text("pihak_id IS NOT NULL")),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    jurnal_id: Mapped[int] = mapped_column(ForeignKey("jurnal_bumdes.id"), index=True)
    entitas_id: Mapped[int] = mapped_column(ForeignKey("entitas_bumdes.id"))
    tanggal: Mapped[date]
    penutup: Mapped[bool] = mapped_column(default=False)
    akun_id: Mapped[int] = mapped_column(ForeignKey("akun_bumdes.id"))
    debit: Mapped[Decimal] = mapped_column(RupiahKolom)
    kredit: Mapped[Decimal] = mapped_column(RupiahKolom)
    uraian: Mapped[str] = mapped_column(String(200), default="")
    unit_lawan_id: Mapped[int | None] = mapped_column(ForeignKey("entitas_bumdes.id"))
    pihak_id: Mapped[int | None] = mapped_column(ForeignKey("pihak_bumdes.id"))
    arus_kas: Mapped[str | None] = mapped_column(String(12))

    akun: Mapped[AkunBumdes] = relationship(lazy="select")
    pihak: Mapped[PihakBumdes | None] = relationship(lazy="select")


class BuktiJurnal(db.Model):
    """A photo or PDF of the paper behind a journal."""

    __tablename__ = "bukti_jurnal"

    id: Mapped[int] = mapped_column(primary_key=True)
    jurnal_id: Mapped[int] = mapped_column(ForeignKey("jurnal_bumdes.id"), index=True)
    berkas_id: Mapped[int] = mapped_column(ForeignKey("berkas.id"))

    berkas: Mapped[Berkas] = relationship(lazy="select")


class SaldoBumdes(db.Model):
    """What one account of one entity moved in one month (`bulan` 202603): the sum of its lines, kept beside them."""

    __tablename__ = "saldo_bumdes"

    entitas_id: Mapped[int] = mapped_column(ForeignKey("entitas_bumdes.id"), primary_key=True)
    akun_id: Mapped[int] = mapped_column(ForeignKey("akun_bumdes.id"), primary_key=True)
    bulan: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    penutup: Mapped[bool] = mapped_column(primary_key=True, autoincrement=False)
    debit: Mapped[Decimal] = mapped_column(RupiahKolom)
    kredit: Mapped[Decimal] = mapped_column(RupiahKolom)


class PeriodeBumdes(db.Model):
    """A locked month, or (bulan 0) a closed year; an open one has no row."""

    __tablename__ = "periode_bumdes"

    bumdes_id: Mapped[int] = mapped_column(ForeignKey("bumdes.id"), primary_key=True)
    tahun: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    bulan: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    pada: Mapped[datetime]
    oleh: Mapped[str] = mapped_column(String(120))


kolom_beku("jurnal_bumdes", "bumdes_id", "entitas_id", "tahun", "nomor", "tanggal", "jenis", "uraian", "bukti",
           "pasangan", "membalik_id", "alasan", "sumber", "dibuat_pada", "dibuat_oleh")  # fmt: skip
kolom_beku("baris_jurnal", "jurnal_id", "entitas_id", "tanggal", "penutup", "akun_id", "debit", "kredit", "uraian",
           "unit_lawan_id", "pihak_id")  # fmt: skip
hanya_tambah("bukti_jurnal")
