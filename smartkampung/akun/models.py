"""Tables of accounts."""

from __future__ import annotations

from datetime import date, datetime

from flask_login import UserMixin
from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from smartkampung.akun.peran import semua_peran
from smartkampung.audit.jam import hari_dipercaya
from smartkampung.extensions import db
from smartkampung.inti.konteks import keadaan

DEFINITIF, PLT, PLH = "definitif", "plt", "plh"
SIFAT = {DEFINITIF: "definitif", PLT: "Pelaksana Tugas (Plt.)", PLH: "Pelaksana Harian (Plh.)"}


class Penugasan(db.Model):
    """A person holds a role from a day to a day (both included; no end means until ended)."""

    __tablename__ = "penugasan"
    __table_args__ = (CheckConstraint("sampai IS NULL OR sampai >= mulai", name="rentang"),
                      Index("ix_penugasan_peran", "peran", "mulai"))

    id: Mapped[int] = mapped_column(primary_key=True)
    pengguna_id: Mapped[int] = mapped_column(ForeignKey("pengguna.id"), index=True)
    peran: Mapped[str] = mapped_column(String(30))
    sifat: Mapped[str] = mapped_column(String(10), default=DEFINITIF)
    mulai: Mapped[date]
    sampai: Mapped[date | None]
    nomor_sk: Mapped[str] = mapped_column(String(80), default="")
    cakupan: Mapped[str] = mapped_column(String(40), default="")  # a kecamatan code, or a dusun

    pengguna: Mapped[Pengguna] = relationship(back_populates="penugasan")

    def berlaku(self, pada: date) -> bool:
        """Whether it holds on a day."""
        return self.mulai <= pada and (self.sampai is None or pada <= self.sampai)

    @property
    def nama_peran(self) -> str:
        depan = {PLT: "Plt. ", PLH: "Plh. "}.get(self.sifat, "")
        return depan + semua_peran()[self.peran].nama


class Pengguna(UserMixin, db.Model):
    """One person's account."""

    __tablename__ = "pengguna"

    id: Mapped[int] = mapped_column(primary_key=True)
    nama_pengguna: Mapped[str] = mapped_column(String(40), unique=True)
    nama: Mapped[str] = mapped_column(String(120))
    nip: Mapped[str] = mapped_column(String(30), default="")
    kata_sandi: Mapped[str] = mapped_column(String(200))
    ganti_sandi: Mapped[bool] = mapped_column(default=False)
    aktif: Mapped[bool] = mapped_column(default=True)
    totp: Mapped[str | None] = mapped_column(String(300))
    totp_terpakai: Mapped[int] = mapped_column(default=0)
    dibuat_pada: Mapped[datetime]

    penugasan: Mapped[list[Penugasan]] = relationship(
        back_populates="pengguna", order_by="Penugasan.mulai.desc()", lazy="selectin")

    def get_id(self) -> str:
        """Flask-Login stores the session's token, not the account's id: a dead session is nobody."""
        return str(self.token_sesi)

    token_sesi = ""
    sesi_id = 0

    @property
    def is_active(self) -> bool:
        return self.aktif

    def peran_kini(self) -> list[Penugasan]:
        """What the person holds today, in this kind of app."""
        mode, pada = keadaan().pengaturan.mode, hari_dipercaya()
        peran = semua_peran()
        return [p for p in self.penugasan
                if p.berlaku(pada) and p.peran in peran and peran[p.peran].mode == mode]

    @property
    def izin(self) -> frozenset[str]:
        """All permissions of today, computed once per loaded object."""
        tersimpan: frozenset[str] | None = self.__dict__.get("_izin_kini")
        if tersimpan is None:
            per_peran = keadaan().izin_peran
            tersimpan = frozenset().union(*(per_peran[p.peran] for p in self.peran_kini()))
            self.__dict__["_izin_kini"] = tersimpan
        return tersimpan

    def punya_izin(self, izin: str) -> bool:
        """Whether one of the roles held today gives this permission."""
        return self.aktif and izin in self.izin

    def memegang(self, *peran: str) -> bool:
        """Whether the person holds one of these roles today."""
        return any(p.peran in peran for p in self.peran_kini())

    @property
    def jabatan(self) -> str:
        """The first role of today, in words."""
        kini = self.peran_kini()
        return kini[0].nama_peran if kini else "Tanpa peran"

    @property
    def wajib_totp(self) -> bool:
        """Whether a role held today asks for the second factor and the instance enforces it."""
        if not keadaan().pengaturan.totp_wajib:
            return False
        return any(semua_peran()[p.peran].wajib_totp for p in self.peran_kini())


class KodePemulihan(db.Model):
    """A recovery code for a lost phone, usable once; only its hash is kept."""

    __tablename__ = "kode_pemulihan"

    id: Mapped[int] = mapped_column(primary_key=True)
    pengguna_id: Mapped[int] = mapped_column(ForeignKey("pengguna.id", ondelete="CASCADE"), index=True)
    hash: Mapped[str] = mapped_column(String(64))
    dipakai_pada: Mapped[datetime | None]


class Sesi(db.Model):
    """One login on one device. Only the hash of its token is kept."""

    __tablename__ = "sesi"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    pengguna_id: Mapped[int] = mapped_column(ForeignKey("pengguna.id", ondelete="CASCADE"), index=True)
    penuh: Mapped[bool]  # False: the password was right, the second factor is still due
    alamat: Mapped[str] = mapped_column(String(64))
    perangkat: Mapped[str] = mapped_column(String(160))
    dibuat_pada: Mapped[datetime]
    terakhir_pada: Mapped[datetime]
