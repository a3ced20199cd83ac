"""What goods cost when they go out: moving average, or first in first out. Pure figures, no database.

Quantities are thousandths, amounts rupiah. The last piece takes what is left of the value, so an empty shelf is worth
nothing to the sen.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from smartkampung.bumdes.lembaga.models import FIFO
from smartkampung.inti.uang import NOL, SEN


@dataclass(frozen=True, slots=True)
class Gerak:
    """A movement that has happened."""

    banyak: int
    nilai: Decimal


@dataclass(frozen=True, slots=True)
class Stok:
    """What lies on the shelf."""

    banyak: int
    nilai: Decimal

    @property
    def rata(self) -> Decimal:
        """The average cost of one unit."""
        return (self.nilai * 1000 / self.banyak).quantize(SEN, ROUND_HALF_UP) if self.banyak else NOL


def stok(gerak: Iterable[Gerak]) -> Stok:
    """The sum of movements."""
    banyak, nilai = 0, NOL
    for g in gerak:
        banyak, nilai = banyak + g.banyak, nilai + g.nilai
    return Stok(banyak, nilai)


def harga_keluar(metode: str, gerak: Iterable[Gerak], banyak: int) -> Decimal:
    """The cost of taking `banyak` out after these movements; ValueError when there is not so much."""
    semua = list(gerak)
    ada = stok(semua)
    if banyak > ada.banyak:
        raise ValueError("not so much on stock")
    if banyak == ada.banyak:
        return ada.nilai
    if metode == FIFO:
        return _fifo(semua, banyak)
    return (ada.nilai * banyak / ada.banyak).quantize(SEN, ROUND_HALF_UP)


def _fifo(gerak: Iterable[Gerak], banyak: int) -> Decimal:
    lapis: deque[list[int | Decimal]] = deque()
    for g in gerak:
        if g.banyak > 0:
            lapis.append([g.banyak, g.nilai])
        else:
            _ambil(lapis, -g.banyak)
    return _ambil(lapis, banyak)


def _ambil(lapis: deque[list[int | Decimal]], banyak: int) -> Decimal:
    """Take from the oldest layers; answers what that cost."""
    harga = NOL
    while banyak and lapis:
        ada, nilai = int(lapis[0][0]), Decimal(lapis[0][1])
        if ada <= banyak:
            lapis.popleft()
            harga, banyak = harga + nilai, banyak - ada
        else:
            bagian = (nilai * banyak / ada).quantize(SEN, ROUND_HALF_UP)
            lapis[0] = [ada - banyak, nilai - bagian]
            harga, banyak = harga + bagian, 0
    return harga
