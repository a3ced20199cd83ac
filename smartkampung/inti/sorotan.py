"""What areas bring to the home page and to the search box: a thing that waits, a figure, a hit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Hal:
    """One thing that waits: oldest first; `tenggat` past means late."""

    judul: str
    isi: str
    ket: str
    url: str
    tombol: str
    sejak: datetime
    tenggat: datetime | None = None
    utama: bool = False


@dataclass(frozen=True, slots=True)
class Angka:
    """One figure tile; `nilai` is already written as people read it."""

    judul: str
    nilai: str
    ket: str = ""
    satuan: str = ""
    url: str = ""
    rupa: str = ""


@dataclass(frozen=True, slots=True)
class Temuan:
    """One hit of the search box."""

    jenis: str
    judul: str
    ket: str
    url: str
