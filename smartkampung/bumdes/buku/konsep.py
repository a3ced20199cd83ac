"""A journal before it is posted: plain values that forms, imports and acts hand to `pos`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from smartkampung.bumdes.buku.models import UMUM
from smartkampung.inti.uang import NOL, SEN


@dataclass(frozen=True, slots=True)
class Baris:
    """One line to be posted."""

    akun_id: int
    debit: Decimal = NOL
    kredit: Decimal = NOL
    uraian: str = ""
    pihak_id: int | None = None
    unit_lawan_id: int | None = None
    arus_kas: str | None = None


@dataclass(frozen=True, slots=True)
class Konsep:
    """One journal to be posted."""

    entitas_id: int
    tanggal: date
    uraian: str
    baris: tuple[Baris, ...]
    jenis: str = UMUM
    bukti: str = ""
    sumber: str | None = None
    pasangan: str | None = None
    membalik_id: int | None = None
    alasan: str = ""
    sistem: bool = False  # closing acts write into locked months

    @property
    def nilai(self) -> Decimal:
        """The sum of its debit side."""
        return sum((b.debit for b in self.baris), NOL)


def baris_dua(debit: int, kredit: int, nilai: Decimal, **lain: Any) -> tuple[Baris, Baris]:
    """The two lines of the simplest journal."""
    tepat = Decimal(nilai).quantize(SEN)
    return Baris(debit, debit=tepat, **lain), Baris(kredit, kredit=tepat, **lain)
