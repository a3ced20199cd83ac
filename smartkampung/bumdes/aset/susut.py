"""How an asset loses its value: pure figures, month by month, ending exactly at the residual value.

Straight line: (cost − residual) / months, the last month takes what rounding left. Double declining (ketetapan): each
year 2 / years of the book value, down to the residual, straight line once that gives more; monthly a twelfth of it.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from smartkampung.bumdes.aset.models import MENURUN, TANPA
from smartkampung.inti.uang import NOL, bagi_rupiah

RUPIAH = Decimal(1)


def jadwal(harga: Decimal, residu: Decimal, umur: int, metode: str) -> list[Decimal]:
    """The depreciation of each month of its life, in rupiah."""
    dasar = harga - residu
    if metode == TANPA or umur <= 0 or dasar <= 0:
        return []
    if metode == MENURUN:
        return _menurun(harga, residu, umur)
    rata = (dasar / umur).quantize(RUPIAH, ROUND_HALF_UP)
    sebelum = rata * (umur - 1)
    if sebelum > dasar:  # so little that rounding up would eat the last months
        return bagi_rupiah(dasar, [1] * umur)
    return [rata] * (umur - 1) + [dasar - sebelum]


def _menurun(harga: Decimal, residu: Decimal, umur: int) -> list[Decimal]:
    hasil: list[Decimal] = []
    buku, sisa = harga, umur
    while sisa > 0:
        bulan = min(12, sisa)
        ganda = buku * 2 * bulan / umur
        lurus = (buku - residu) * bulan / sisa
        setahun = min(max(ganda, lurus), buku - residu).quantize(RUPIAH, ROUND_HALF_UP)
        setahun = buku - residu if sisa <= 12 else min(setahun, buku - residu)
        hasil += bagi_rupiah(setahun, [1] * bulan) if setahun > 0 else [NOL] * bulan
        buku, sisa = buku - setahun, sisa - bulan
    return hasil
