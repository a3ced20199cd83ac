"""Working days of the regulations: Monday to Friday without the closed days of the village."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from smartkampung.desa.queries import hari_libur

SENIN_JUMAT = 5


def tambah_hari_kerja(mulai: date, banyak: int) -> date:
    """The `banyak`-th working day after a day; the first is the next working day."""
    return tempo_banyak([mulai], banyak)[mulai]


def tempo_banyak(mulai: Iterable[date], banyak: int) -> dict[date, date]:
    """The same for many days, with the holidays read once."""
    semua = set(mulai)
    if not semua:
        return {}
    libur = set(hari_libur(min(semua), max(semua) + timedelta(days=banyak * 3 + 30)))
    return {hari: maju(hari, banyak, libur) for hari in semua}


def maju(hari: date, sisa: int, libur: set[date]) -> date:
    """The `sisa`-th working day after a day, with the closed days at hand."""
    while sisa > 0:
        hari += timedelta(days=1)
        if hari.weekday() < SENIN_JUMAT and hari not in libur:
            sisa -= 1
    return hari
