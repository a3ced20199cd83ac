"""TOML text from plain values; the standard library only reads it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

_POLOS = re.compile(r"[A-Za-z0-9_-]+")


def tulis_toml(isi: Mapping[str, Any]) -> str:
    """Answer values as TOML: texts, whole numbers, yes/no, lists, tables, and lists of tables.

    What `tomllib` reads back is equal to what was written.
    """
    return _tabel(isi, ()).lstrip("\n")


def _tabel(isi: Mapping[str, Any], jalur: tuple[str, ...]) -> str:
    sederhana = {kunci: nilai for kunci, nilai in isi.items() if not _bersarang(nilai)}
    baris = [f"{_kunci(kunci)} = {_nilai(nilai)}\n" for kunci, nilai in sederhana.items()]
    for kunci, nilai in isi.items():
        if kunci in sederhana:
            continue
        nama = ".".join(_kunci(satu) for satu in (*jalur, kunci))
        daftar = [nilai] if isinstance(nilai, Mapping) else nilai
        kepala = f"\n[{nama}]\n" if isinstance(nilai, Mapping) else f"\n[[{nama}]]\n"
        baris += [kepala + _tabel(satu, (*jalur, kunci)) for satu in daftar]
    return "".join(baris)


def _bersarang(nilai: Any) -> bool:
    if isinstance(nilai, list | tuple):
        return bool(nilai) and all(isinstance(satu, Mapping) for satu in nilai)
    return isinstance(nilai, Mapping)


def _kunci(teks: str) -> str:
    return teks if _POLOS.fullmatch(teks) else _teks(teks)


def _nilai(nilai: Any) -> str:
    if isinstance(nilai, bool):
        return "true" if nilai else "false"
    if isinstance(nilai, int):
        return str(nilai)
    if isinstance(nilai, str):
        return _teks(nilai)
    if isinstance(nilai, list | tuple):
        butir = [_nilai(satu) for satu in nilai]
        if len(nilai) > 1 and any(isinstance(satu, list | tuple) or len(str(satu)) > 40 for satu in nilai):
            return "[\n" + "".join(f"  {satu},\n" for satu in butir) + "]"
        return f"[{', '.join(butir)}]"
    raise TypeError(f"TOML has no {type(nilai).__name__} here")


def _teks(teks: str) -> str:
    """A basic string; JSON's escapes are TOML's, but for DEL."""
    return json.dumps(teks, ensure_ascii=False).replace("\x7f", "\\u007f")
