"""Logins: opening, recognising, listing and ending server-side sessions."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from smartkampung.akun.models import Pengguna, Sesi
from smartkampung.akun.sandi import ringkas
from smartkampung.audit.services import catat
from smartkampung.audit.simpanan import ingat
from smartkampung.extensions import db
from smartkampung.inti.db import sedang_menulis, transaksi_pendek
from smartkampung.inti.galat import TidakDitemukan
from smartkampung.inti.konteks import pengaturan
from smartkampung.inti.tanggal import sekarang

JEDA_SENTUH = timedelta(minutes=1)
PILIH_SESI = (db.select(Sesi, Pengguna).join(Pengguna, Pengguna.id == Sesi.pengguna_id)
              .where(Sesi.token_hash == db.bindparam("hash")))


@dataclass(frozen=True)
class Perangkat:
    """Where a request comes from."""

    alamat: str
    agen: str

    @property
    def nama(self) -> str:
        """A device name people recognise: `Chrome di Android`."""
        peramban = next((n for k, n in (("Edg/", "Edge"), ("Firefox", "Firefox"), ("Chrome", "Chrome"),
                                        ("Safari", "Safari")) if k in self.agen), "Peramban")
        sistem = next((n for k, n in (("Android", "Android"), ("iPhone", "iPhone"), ("Windows", "Windows"),
                                      ("Mac OS", "Mac"), ("Linux", "Linux")) if k in self.agen), "perangkat")
        return f"{peramban} di {sistem}"


def buka_sesi(pengguna: Pengguna, perangkat: Perangkat, *, penuh: bool) -> str:
    """Open a session in a short transaction of its own; returns its token."""
    token = secrets.token_urlsafe(32)
    kini = sekarang()
    with transaksi_pendek() as sesi:
        sesi.add(Sesi(token_hash=ringkas(token), pengguna_id=pengguna.id, penuh=penuh,
                      alamat=perangkat.alamat[:64], perangkat=perangkat.nama[:160], dibuat_pada=kini,
                      terakhir_pada=kini))
        if penuh:
            catat("akun.masuk", oleh=pengguna, sesi=sesi, alamat=perangkat.alamat)
    return token


def kenali(token: str, *, penuh: bool = True) -> Pengguna | None:
    """The account of a live session, or None: ended, idle too long, too old, or switched off."""
    kini, atur = sekarang(), pengaturan()
    sidik = ringkas(token)
    ada = ingat(("sesi", sidik), lambda: _baca_lepas(sidik)) if penuh and not sedang_menulis() else _baca(sidik)
    if ada is None:
        return None
    sesi, pengguna = ada
    batas_diam = timedelta(minutes=atur.sesi_diam_menit if penuh else 10)
    hidup = (pengguna.aktif and sesi.penuh == penuh and kini - sesi.terakhir_pada <= batas_diam
             and kini - sesi.dibuat_pada <= timedelta(hours=atur.sesi_mutlak_jam))
    if not hidup:
        return None
    pengguna.token_sesi, pengguna.sesi_id = token, sesi.id
    if penuh and abs(kini - sesi.terakhir_pada) >= JEDA_SENTUH:
        _sentuh(sesi.id)
        sesi.terakhir_pada = kini
    return pengguna


def _baca(sidik: str) -> tuple[Sesi, Pengguna] | None:
    baris = db.session.execute(PILIH_SESI, {"hash": sidik}).first()
    return baris.tuple() if baris is not None else None


def _baca_lepas(sidik: str) -> tuple[Sesi, Pengguna] | None:
    """The same, taken out of the database session: reads remember it until the next act (logging out, a new
    password or role, switching off are all acts), writes always look again."""
    ada = _baca(sidik)
    if ada is not None:
        for objek in (*ada, *ada[1].penugasan):
            db.session.expunge(objek)
    return ada


def _sentuh(sesi_id: int) -> None:
    """Note that the session is in use; when somebody else is writing just now, the next page does it.

    A session opened while the clock stood ahead counts its age from now, so that it still ends.
    """
    kini = sekarang()
    dibuat = db.case((Sesi.dibuat_pada > kini, db.literal(kini, Sesi.dibuat_pada.type)), else_=Sesi.dibuat_pada)
    ubah = update(Sesi).where(Sesi.id == sesi_id).values(terakhir_pada=kini, dibuat_pada=dibuat)
    if sedang_menulis():
        db.session.execute(ubah)
        return
    try:
        with transaksi_pendek(tunggu=0) as sesi:
            sesi.execute(ubah)
    except OperationalError:
        db.session.rollback()


def daftar_sesi(pengguna: Pengguna) -> list[Sesi]:
    """One's own live sessions, the latest first."""
    batas = sekarang() - timedelta(minutes=pengaturan().sesi_diam_menit)
    return list(db.session.scalars(
        db.select(Sesi).where(Sesi.pengguna_id == pengguna.id, Sesi.terakhir_pada >= batas, Sesi.penuh)
        .order_by(Sesi.terakhir_pada.desc())))


def akhiri(pengguna: Pengguna, sesi_id: int) -> None:
    """End one of one's own sessions; TidakDitemukan when it is somebody else's, or gone."""
    sesi = db.session.get(Sesi, sesi_id)
    if sesi is None or sesi.pengguna_id != pengguna.id:
        raise TidakDitemukan()
    catat("akun.sesi_diakhiri", oleh=pengguna, perangkat=sesi.perangkat)
    db.session.delete(sesi)
    db.session.flush()


def akhiri_semua(pengguna_id: int, *, kecuali: int = 0, sesi: Session | None = None) -> None:
    """End all sessions of an account (password or role changed, switched off)."""
    (sesi or db.session).execute(
        delete(Sesi).where(Sesi.pengguna_id == pengguna_id, Sesi.id != kecuali))


def keluar(token: str) -> None:
    """End the session of this token."""
    db.session.execute(delete(Sesi).where(Sesi.token_hash == ringkas(token)))


def buang_sesi_lama() -> None:
    """Delete sessions past their absolute limit."""
    batas = sekarang() - timedelta(hours=pengaturan().sesi_mutlak_jam)
    db.session.execute(delete(Sesi).where(Sesi.dibuat_pada < batas))


