"""Throttling that survives restarts and counts across workers: counters in a small table."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import String, delete, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from smartkampung.extensions import db
from smartkampung.inti.db import transaksi_pendek
from smartkampung.inti.galat import TerlaluSering
from smartkampung.inti.tanggal import durasi, sekarang

TAHAN_TERLAMA = timedelta(hours=1)  # a hold further away was set while the clock was wrong


class Percobaan(db.Model):
    """Tries on one key (`masuk:akun:rina`, `status:ip:…`) since `mulai_pada`."""

    __tablename__ = "percobaan"

    kunci: Mapped[str] = mapped_column(String(120), primary_key=True)
    jumlah: Mapped[int] = mapped_column(default=0)
    mulai_pada: Mapped[datetime]
    tahan_sampai: Mapped[datetime | None]


def boleh_mencoba(*kunci: str) -> None:
    """Raise TerlaluSering while one of the keys is held."""
    kini = sekarang()
    sampai = db.session.scalar(db.select(db.func.max(Percobaan.tahan_sampai)).where(
        Percobaan.kunci.in_(kunci), Percobaan.tahan_sampai <= kini + TAHAN_TERLAMA))
    if sampai is not None and sampai > kini:
        raise TerlaluSering(tunggu=durasi(max(sampai - kini, timedelta(minutes=1))))


def catat_percobaan(kunci: str, *, bebas: int, jendela: timedelta, tahan: timedelta,
                    tahan_terlama: timedelta = timedelta(minutes=15)) -> None:
    """Count one try (a short transaction of its own).

    The first `bebas` tries inside `jendela` cost nothing; each further one holds the key, twice as long
    as the one before, never longer than `tahan_terlama`, so that the owner is not locked out for good.
    """
    with transaksi_pendek() as sesi:
        baris = _ambil(sesi, kunci, jendela)
        baris.jumlah += 1
        lebih = baris.jumlah - bebas
        if lebih > 0:
            lama = min(tahan * 2 ** min(lebih - 1, 12), tahan_terlama)
            baris.tahan_sampai = sekarang() + lama


def _ambil(sesi: Session, kunci: str, jendela: timedelta) -> Percobaan:
    kini = sekarang()
    baris = sesi.get(Percobaan, kunci, with_for_update=True)
    if baris is None:
        baris = Percobaan(kunci=kunci, jumlah=0, mulai_pada=kini)
        sesi.add(baris)
    elif not timedelta(0) <= kini - baris.mulai_pada <= jendela:
        baris.jumlah, baris.mulai_pada, baris.tahan_sampai = 0, kini, None
    return baris


def lupakan_percobaan(*kunci: str) -> None:
    """Forget the tries on these keys (after the right password)."""
    with transaksi_pendek() as sesi:
        sesi.execute(delete(Percobaan).where(Percobaan.kunci.in_(kunci)))


def buang_percobaan_lama() -> None:
    """Delete counters nobody needs any more."""
    db.session.execute(delete(Percobaan).where(Percobaan.mulai_pada < sekarang() - timedelta(days=2)))
    db.session.execute(update(Percobaan).where(Percobaan.tahan_sampai < sekarang()).values(tahan_sampai=None))
