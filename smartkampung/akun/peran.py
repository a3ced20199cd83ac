"""Roles and their permissions, read from data/peran.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache

from smartkampung import lokasi


@dataclass(frozen=True)
class Peran:
    """One role: its key, its name, the mode of app it exists in, its permissions."""

    kunci: str
    nama: str
    mode: str
    izin: frozenset[str]
    wajib_totp: bool = False
    butuh_cakupan: bool = False
    lingkup: str = ""  # "dusun": sees the residents of one dusun only


@lru_cache(maxsize=1)
def semua_peran() -> dict[str, Peran]:
    """All roles by key, in the order of the file."""
    isi = tomllib.loads((lokasi.folder_data() / "peran.toml").read_text(encoding="utf-8"))
    return {k: Peran(k, p["nama"], p["mode"], frozenset(p["izin"]), p.get("wajib_totp", False),
                     p.get("butuh_cakupan", False), p.get("lingkup", "")) for k, p in isi.items()}


def peran_mode(mode: str) -> list[Peran]:
    """The roles of a desa or a kabupaten app."""
    return [p for p in semua_peran().values() if p.mode == mode]


def izin_per_peran() -> dict[str, frozenset[str]]:
    """Role key -> permissions."""
    return {k: p.izin for k, p in semua_peran().items()}
