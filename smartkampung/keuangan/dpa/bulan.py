"""Spreading an amount over twelve months: even, by schedule, by percent, as another line; nothing is lost."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_DOWN, Decimal

from smartkampung.inti.uang import NOL

MERATA, JADWAL, PERSEN, SALIN = "merata", "jadwal", "persen", "salin"
CARA = {MERATA: "Merata dua belas bulan", JADWAL: "Menurut jadwal kegiatan", PERSEN: "Menurut persen per bulan",
        SALIN: "Seperti baris lain"}  # fmt: skip
RATA = (1,) * 12


def sebar(nilai: Decimal, bobot: Sequence[Decimal | int]) -> list[Decimal]:
    """Split over the months by weight, in whole rupiah; what rounding leaves over goes to the last month with weight.

    Without any weight everything stands in December.
    """
    jumlah = sum(Decimal(b) for b in bobot)
    if jumlah <= 0:
        return [NOL] * 11 + [nilai]
    hasil = [(nilai * b / jumlah).quantize(Decimal(1), ROUND_DOWN) + NOL for b in bobot]
    akhir = max(n for n, b in enumerate(bobot) if b)
    hasil[akhir] += nilai - sum(hasil, NOL)
    return hasil


def bobot_jadwal(tahun: int, mulai: date | None, selesai: date | None) -> list[int]:
    """One for each month of the year in which the kegiatan runs; all twelve when it has no schedule in that year."""
    awal = max(mulai or date(tahun, 1, 1), date(tahun, 1, 1))
    akhir = min(selesai or date(tahun, 12, 31), date(tahun, 12, 31))
    if awal > akhir:
        return list(RATA)
    return [1 if awal.month <= b <= akhir.month else 0 for b in range(1, 13)]


def bobot_sisa(bobot: Sequence[int], terkunci: int) -> list[int]:
    """The weights of the months that are still open; when none of them has weight, each open month counts alike."""
    sisa = [0 if b < terkunci else w for b, w in enumerate(bobot)]
    return sisa if any(sisa) else [0 if b < terkunci else 1 for b in range(12)]


def sebar_sisa(nilai: Decimal, lama: Sequence[Decimal], bobot: Sequence[int], terkunci: int) -> list[Decimal]:
    """Keep the first `terkunci` months as they were, spread the rest over the open ones.

    When the past already planned more than the new amount, the last past months give way.
    """
    awal = list(lama[:terkunci])
    lebih = sum(awal, NOL) - nilai
    for n in reversed(range(len(awal))):
        if lebih <= 0:
            break
        kurang = min(lebih, awal[n])
        awal[n], lebih = awal[n] - kurang, lebih - kurang
    if terkunci >= 12:
        awal[11] += nilai - sum(awal, NOL)
        return awal
    sisa = sebar(nilai - sum(awal, NOL), bobot_sisa(bobot, terkunci))
    return awal + sisa[terkunci:]
