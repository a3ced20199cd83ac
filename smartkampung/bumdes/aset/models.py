"""Tables of fixed assets and of amounts spread over months."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from smartkampung.bumdes.buku.models import AkunBumdes
from smartkampung.bumdes.lembaga.models import EntitasBumdes
from smartkampung.extensions import db
from smartkampung.inti.db import RupiahKolom, kolom_beku

GARIS, MENURUN, TANPA = "garis", "menurun", "tanpa"
METODE = {GARIS: "Garis lurus", MENURUN: "Saldo menurun ganda", TANPA: "Tidak disusutkan (tanah)"}


class AsetBumdes(db.Model):
    """One asset: what it cost, how long it serves, and from when to when."""

    __tablename__ = "aset_bumdes"
    __table_args__ = (
        CheckConstraint("umur BETWEEN 0 AND 1200", name="umur"),
        CheckConstraint("residu >= 0 AND residu <= harga", name="residu"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    entitas_id: Mapped[int] = mapped_column(ForeignKey("entitas_bumdes.id"), index=True)
    nama: Mapped[str] = mapped_column(String(160))
    kode: Mapped[str] = mapped_column(String(40), default="")
    tanggal: Mapped[date]
    mulai_susut: Mapped[date]
    harga: Mapped[Decimal] = mapped_column(RupiahKolom)
    residu: Mapped[Decimal] = mapped_column(RupiahKolom)
    akumulasi_awal: Mapped[Decimal] = mapped_column(RupiahKolom)
    umur: Mapped[int]
    metode: Mapped[str] = mapped_column(String(8))
    akun_aset_id: Mapped[int] = mapped_column(ForeignKey("akun_bumdes.id"))
    akun_akumulasi_id: Mapped[int | None] = mapped_column(ForeignKey("akun_bumdes.id"))
    akun_beban_id: Mapped[int | None] = mapped_column(ForeignKey("akun_bumdes.id"))
    jurnal_id: Mapped[int | None] = mapped_column(ForeignKey("jurnal_bumdes.id"))
    dilepas: Mapped[date | None]
    jurnal_lepas_id: Mapped[int | None] = mapped_column(ForeignKey("jurnal_bumdes.id"))

    entitas: Mapped[EntitasBumdes] = relationship(lazy="joined", innerjoin=True)
    akun_aset: Mapped[AkunBumdes] = relationship(foreign_keys=[akun_aset_id], lazy="select")


kolom_beku("aset_bumdes", "entitas_id", "tanggal", "harga", "akun_aset_id", "jurnal_id", "dilepas")


class SusutBumdes(db.Model):
    """What one asset lost in one month, as it was booked."""

    __tablename__ = "susut_bumdes"

    aset_id: Mapped[int] = mapped_column(ForeignKey("aset_bumdes.id"), primary_key=True)
    bulan: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    nilai: Mapped[Decimal] = mapped_column(RupiahKolom)
    jurnal_id: Mapped[int] = mapped_column(ForeignKey("jurnal_bumdes.id"))


class DimukaBumdes(db.Model):
    """An amount paid or received ahead that becomes expense or income month by month."""

    __tablename__ = "dimuka_bumdes"
    __table_args__ = (CheckConstraint("bulan BETWEEN 1 AND 600", name="bulan"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    entitas_id: Mapped[int] = mapped_column(ForeignKey("entitas_bumdes.id"), index=True)
    nama: Mapped[str] = mapped_column(String(160))
    mulai: Mapped[date]
    nilai: Mapped[Decimal] = mapped_column(RupiahKolom)
    bulan: Mapped[int]
    akun_id: Mapped[int] = mapped_column(ForeignKey("akun_bumdes.id"))
    akun_hasil_id: Mapped[int] = mapped_column(ForeignKey("akun_bumdes.id"))

    entitas: Mapped[EntitasBumdes] = relationship(lazy="joined", innerjoin=True)
    akun: Mapped[AkunBumdes] = relationship(foreign_keys=[akun_id], lazy="select")
    akun_hasil: Mapped[AkunBumdes] = relationship(foreign_keys=[akun_hasil_id], lazy="select")


kolom_beku("dimuka_bumdes", "entitas_id", "mulai", "nilai", "bulan", "akun_id", "akun_hasil_id")
