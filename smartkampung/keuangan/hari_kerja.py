"""Working days of the regulations: Monday to Friday without the closed days of the village."""

from __future__ import annotations

from datetime import date, timedelta

from smartkampung.desa.queries import hari_libur

SENIN_JUMAT = 5


def tambah_hari_kerja(mulai: date, banyak: int) -> date:
    """The `banyak`-th working day after a day; the first is the next working day."""
    libur = hari_libur(mulai, mulai + timedelta(days=banyak * 3 + 30))
    hari, sisa = mulai, banyak
    while sisa > 0:
        hari += timedelta(days=1)
        if hari.weekday() < SENIN_JUMAT and hari not in libur:
            sisa -= 1
    return hari
