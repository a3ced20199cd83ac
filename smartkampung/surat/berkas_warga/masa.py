"""How long each kind of paper is good, and which are never kept (data/berkas_warga.toml)."""

from __future__ import annotations

import tomllib
from calendar import monthrange
from datetime import date
from functools import lru_cache
from typing import Any

from smartkampung.lokasi import folder_data


@lru_cache(maxsize=1)
def _isi() -> dict[str, Any]:
    return tomllib.loads((folder_data() / "berkas_warga.toml").read_text(encoding="utf-8"))


def boleh_disimpan(kode: str, sifat: str) -> bool:
    """Whether a paper may be kept for a later request: what is only shown is never copied."""
    return sifat != "ditunjukkan" and kode not in _isi()["tidak_disimpan"]


def berlaku_sampai(kode: str, hari: date) -> date:
    """The last day a paper that came on `hari` is offered again."""
    bulan = hari.month - 1 + int(_isi()["bulan"].get(kode, _isi()["bawaan_bulan"]))
    tahun, bulan = hari.year + bulan // 12, bulan % 12 + 1
    return date(tahun, bulan, min(hari.day, monthrange(tahun, bulan)[1]))
