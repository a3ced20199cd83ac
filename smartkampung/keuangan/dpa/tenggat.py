"""Days due of the plan of execution, and how income comes in instalments: data with their source."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from smartkampung.desa.queries import hari_libur
from smartkampung.keuangan.anggaran.models import VersiAnggaran
from smartkampung.lokasi import folder_data


@dataclass(frozen=True, slots=True)
class Tenggat:
    """One due day: so many working days after the budget was set, and where that stands."""

    kode: str
    nama: str
    hari_kerja: int
    dasar: str


@dataclass(frozen=True, slots=True)
class Tahapan:
    """How a source comes in: weight per month (January first), for the fiscal years `dari` to `sampai`."""

    kode: str
    nama: str
    sumber_dana: str
    dari: int
    sampai: int
    bobot: tuple[int, ...]
    dasar: str


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    return tomllib.loads((folder_data() / "keuangan" / "pelaksanaan.toml").read_text(encoding="utf-8"))


def semua_tenggat() -> list[Tenggat]:
    """The days due, in order."""
    return [Tenggat(**satu) for satu in _data()["tenggat"]]


def tahapan(tahun: int) -> list[Tahapan]:
    """The ways income comes in that hold for a fiscal year."""
    semua = [Tahapan(**{**satu, "bobot": tuple(satu["bobot"])}) for satu in _data()["tahapan"]]
    return [t for t in semua if t.dari <= tahun <= t.sampai]


def hari_kerja_sesudah(awal: date, banyak: int) -> date:
    """The n-th working day after a day: Monday to Friday without the closed days of the village."""
    libur = hari_libur(awal, awal + timedelta(days=banyak * 3 + 30))
    hari = awal
    while banyak > 0:
        hari += timedelta(days=1)
        if hari.weekday() < 5 and hari not in libur:
            banyak -= 1
    return hari


def jatuh_tempo(kode: str, versi: VersiAnggaran) -> date | None:
    """The due day of a step for the budget of a version; None while the budget has no date."""
    awal = versi.tanggal_perkades or versi.tanggal_perdes or versi.berlaku_pada
    satu = next(t for t in semua_tenggat() if t.kode == kode)
    return hari_kerja_sesudah(awal, satu.hari_kerja) if awal else None
