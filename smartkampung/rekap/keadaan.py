"""The states of an outbox row, the words people see, and how long to wait between tries."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

MENUNGGU, DIKIRIM, MUNGKIN = "menunggu", "dikirim", "mungkin_terkirim"
DITERIMA, DITOLAK, GAGAL = "diterima", "ditolak", "gagal"

JENDELA_SEBAR = timedelta(hours=1)  # villages of one kabupaten do not all knock in the same minute
BATAS_TANDA_TERIMA = timedelta(days=3)


@dataclass(frozen=True)
class Keadaan:
    """A state in words, with its look and what it means."""

    kata: str
    rupa: str
    arti: str


KEADAAN = {
    MENUNGGU: Keadaan("menunggu", "tunggu", "belum berangkat; dikirim sendiri bila sudah waktunya"),
    DIKIRIM: Keadaan("dikirim", "jalan", "sudah berangkat; tanda terima belum kembali"),
    MUNGKIN: Keadaan("mungkin terkirim", "tunggu", "terputus di tengah; penerima mungkin sudah mendapatkannya"),
    DITERIMA: Keadaan("diterima", "baik", "penerima sudah membalas dengan tanda terima bertanda tangan"),
    DITOLAK: Keadaan("ditolak", "buruk", "penerima menolak; perbaiki menurut alasannya"),
    GAGAL: Keadaan("gagal", "buruk", "tidak tersampaikan selama 30 hari"),
}


def jeda(percobaan: int) -> timedelta | None:
    """How long to wait after this many failed tries: 48 x 5 minutes, hourly for a day, daily to 30 days."""
    if percobaan <= 48:
        return timedelta(minutes=5)
    if percobaan <= 48 + 24:
        return timedelta(hours=1)
    if percobaan <= 48 + 24 + 29:
        return timedelta(days=1)
    return None


def geser(kode_desa: str) -> timedelta:
    """How long after the due time this village first sends: fixed by its code, spread over an hour."""
    detik = int.from_bytes(hashlib.sha256(kode_desa.encode()).digest()[:4])
    return timedelta(seconds=detik % int(JENDELA_SEBAR.total_seconds()))


def umur(sejak: datetime, kini: datetime) -> timedelta:
    """The age of a row, never negative."""
    return max(kini - sejak, timedelta(0))
