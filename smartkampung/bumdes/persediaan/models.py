"""Tables of stock. Quantities are thousandths of the unit, so that 2,5 kg is exact."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from smartkampung.bumdes.buku.models import AkunBumdes, JurnalBumdes
from smartkampung.bumdes.lembaga.models import EntitasBumdes
from smartkampung.extensions import db
from smartkampung.inti.db import RupiahKolom, hanya_tambah

MASUK, KELUAR, OPNAME, BATAL = "masuk", "keluar", "opname", "batal"
NAMA_MUTASI = {MASUK: "Masuk", KELUAR: "Keluar", OPNAME: "Opname", BATAL: "Pembatalan"}


class BarangBumdes(db.Model):
    """One kind of goods a unit keeps on stock."""

    __tablename__ = "barang_bumdes"
    __table_args__ = (UniqueConstraint("entitas_id", "nama"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    entitas_id: Mapped[int] = mapped_column(ForeignKey("entitas_bumdes.id"))
    nama: Mapped[str] = mapped_column(String(120))
    satuan: Mapped[str] = mapped_column(String(20))
    akun_stok_id: Mapped[int] = mapped_column(ForeignKey("akun_bumdes.id"))
    akun_hpp_id: Mapped[int] = mapped_column(ForeignKey("akun_bumdes.id"))
    harga_jual: Mapped[Decimal] = mapped_column(RupiahKolom)
    stok_minimum: Mapped[int] = mapped_column(BigInteger, default=0)
    aktif: Mapped[bool] = mapped_column(default=True)

    entitas: Mapped[EntitasBumdes] = relationship(lazy="joined", innerjoin=True)
    akun_stok: Mapped[AkunBumdes] = relationship(foreign_keys=[akun_stok_id], lazy="select")


class MutasiBarang(db.Model):
    """One movement of goods with its cost: in above zero, out below; tied to the journal that booked it."""

    __tablename__ = "mutasi_barang"
    __table_args__ = (
        CheckConstraint("jenis IN ('masuk', 'keluar', 'opname', 'batal')", name="jenis"),
        Index("ix_mutasi_barang_barang", "barang_id", "tanggal", "id"),
        UniqueConstraint("membalik_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    barang_id: Mapped[int] = mapped_column(ForeignKey("barang_bumdes.id"))
    jurnal_id: Mapped[int | None] = mapped_column(ForeignKey("jurnal_bumdes.id"), index=True)
    tanggal: Mapped[date]
    jenis: Mapped[str] = mapped_column(String(8))
    banyak: Mapped[int] = mapped_column(BigInteger)
    nilai: Mapped[Decimal] = mapped_column(RupiahKolom)
    keterangan: Mapped[str] = mapped_column(String(200), default="")
    membalik_id: Mapped[int | None] = mapped_column(ForeignKey("mutasi_barang.id"))

    barang: Mapped[BarangBumdes] = relationship(lazy="joined", innerjoin=True)
    jurnal: Mapped[JurnalBumdes | None] = relationship(lazy="select")


hanya_tambah("mutasi_barang")
