"""Rupiah: exact decimal amounts, how they are written, read, and split."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

SEN = Decimal("0.01")
NOL = Decimal("0.00")


def rupiah(nilai: Decimal | int, *, simbol: bool = True) -> str:
    """`Rp1.234.567`; sen only when there are any (`Rp1.234.567,50`); negative as `−Rp5`."""
    tepat = Decimal(nilai).quantize(SEN)
    if tepat != Decimal(nilai):
        raise ValueError(f"{nilai} has a fraction of a sen")
    utuh, pecahan = divmod(abs(int(tepat * 100)), 100)
    teks = f"{utuh:,}".replace(",", ".") + (f",{pecahan:02d}" if pecahan else "")
    return ("−" if tepat < 0 else "") + ("Rp" if simbol else "") + teks


def angka(nilai: int | Decimal, desimal: int = 0) -> str:
    """A plain number with Indonesian separators: `20.000`, `71,4`."""
    teks = f"{Decimal(nilai):,.{desimal}f}"
    return teks.translate(str.maketrans(",.", ".,"))


_UTUH = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+")
_DEPAN = re.compile(r"^([-−]?)(?:Rp\.?)?([-−]?)", re.IGNORECASE)


def baca_rupiah(teks: str) -> Decimal:
    """Read what people type: `1.234.567`, `Rp 1234567,5`; ValueError when it is no amount.

    A dot separates thousands and a comma sen; "1.5" is refused because nobody can tell what it means.
    """
    bersih = teks.strip().replace(" ", "").replace("\u00a0", "")
    depan = _DEPAN.match(bersih)
    minus = "".join(depan.groups()) if depan else ""
    utuh, koma, sen = bersih[depan.end() if depan else 0:].partition(",")
    if len(minus) > 1 or not _UTUH.fullmatch(utuh) or (koma and not re.fullmatch(r"[0-9]{1,2}", sen)):
        raise ValueError(f"not an amount: {teks!r}")
    nilai = Decimal(utuh.replace(".", "") + "." + (sen.ljust(2, "0") if koma else "00"))
    return -nilai if minus else nilai


def bagi_rupiah(nilai: Decimal, bobot: Sequence[int]) -> list[Decimal]:
    """Split an amount (rupiah) by weight into whole sen that add up to `nilai` exactly.

    The sen lost to rounding go to the largest remainders, first come first served.
    """
    jumlah = sum(bobot)
    if jumlah <= 0 or min(bobot) < 0:
        raise ValueError("weights must be non-negative and add up to more than zero")
    tanda = -1 if nilai < 0 else 1
    sen = abs(int(nilai * 100))
    bagian = [divmod(sen * b, jumlah) for b in bobot]
    hasil = [utuh for utuh, _ in bagian]
    urutan = sorted(range(len(bobot)), key=lambda i: -bagian[i][1])
    for i in urutan[: sen - sum(hasil)]:
        hasil[i] += 1
    return [(Decimal(tanda * h) / 100).quantize(SEN) for h in hasil]
