"""What one errand needs: which letters, forms, and papers from elsewhere, decided by age and marital status (criterion MPP-3).

The table stands in data/kebutuhan.toml. Nothing here touches the database: who asks gives the facts, and gets
back what to make. `fakta_warga` makes the facts of a resident for the day of a wedding.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from smartkampung.inti.tanggal import umur
from smartkampung.lokasi import folder_data
from smartkampung.surat.bila import terpenuhi

SURAT, FORMULIR, LUAR = "surat", "formulir", "luar"


@dataclass(frozen=True, slots=True)
class Keperluan:
    """One paper of an errand: a letter of its own, a form printed with it, or something from elsewhere."""

    kode: str
    bentuk: str
    nama: str
    bila: str = ""
    ket: str = ""


@dataclass(frozen=True, slots=True)
class Urusan:
    """An errand: what it may hold, and what to tell the officer in which case."""

    kode: str
    nama: str
    ringkas: str
    isi: tuple[Keperluan, ...]
    peringatan: tuple[tuple[str, str], ...] = ()

    def perlu(self, fakta: Mapping[str, Any]) -> tuple[Keperluan, ...]:
        """The papers that are needed for these facts, in order."""
        return tuple(satu for satu in self.isi if not satu.bila or terpenuhi(satu.bila, fakta))

    def awas(self, fakta: Mapping[str, Any]) -> tuple[str, ...]:
        """What the officer must look at for these facts, as sentences."""
        return tuple(teks for bila, teks in self.peringatan if terpenuhi(bila, fakta))


@lru_cache(maxsize=1)
def daftar_urusan() -> dict[str, Urusan]:
    """All errands by code."""
    isi = tomllib.loads((folder_data() / "kebutuhan.toml").read_text(encoding="utf-8"))
    return {kode: _urusan(kode, satu) for kode, satu in isi.items()}


def _urusan(kode: str, isi: Mapping[str, Any]) -> Urusan:
    return Urusan(
        kode,
        isi["nama"],
        isi["ringkas"],
        tuple(Keperluan(**satu) for satu in isi["isi"]),
        tuple((satu["bila"], satu["teks"]) for satu in isi.get("peringatan", ())),
    )


def fakta_warga(potret: Mapping[str, Any], pada: date) -> dict[str, Any]:
    """The facts conditions ask about: the resident's snapshot, and the age on the day it matters."""
    lahir = potret.get("tanggal_lahir")
    tahun = umur(date.fromisoformat(lahir), pada) if lahir else ""
    return dict(potret) | {"umur": tahun, "umur_nikah_tanggal": tahun}


def kebutuhan_nikah(potret: Mapping[str, Any], akad: date) -> tuple[tuple[Keperluan, ...], tuple[str, ...]]:
    """What a wedding on this day needs from the village for this resident, and what to look at."""
    urusan, fakta = daftar_urusan()["nikah"], fakta_warga(potret, akad)
    return urusan.perlu(fakta), urusan.awas(fakta)
