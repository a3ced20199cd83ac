"""Numbers in Indonesian words, as letters and receipts print them."""

from __future__ import annotations

from decimal import Decimal

_SATUAN = ("", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh",
           "sebelas")
_KELOMPOK = ((10**12, "triliun"), (10**9, "miliar"), (10**6, "juta"), (10**3, "ribu"))
BATAS = 10**15


def terbilang(nilai: int) -> str:
    """`1_001_500` -> "satu juta seribu lima ratus". From −10^15 to 10^15, exclusive.

    A thousands group of exactly one is "seribu" wherever it stands ("satu juta seribu"), while one
    million is "satu juta".
    """
    if abs(nilai) >= BATAS:
        raise ValueError("too large to be put into words")
    if nilai < 0:
        return "minus " + terbilang(-nilai)
    if nilai == 0:
        return "nol"
    kata: list[str] = []
    for besar, nama in _KELOMPOK:
        banyak, nilai = divmod(nilai, besar)
        if banyak == 1 and besar == 1000:
            kata.append("seribu")
        elif banyak:
            kata += [_ratusan(banyak), nama]
    if nilai:
        kata.append(_ratusan(nilai))
    return " ".join(kata)


def _ratusan(nilai: int) -> str:
    """Words for 1 to 999."""
    if nilai < 12:
        return _SATUAN[nilai]
    if nilai < 20:
        return _SATUAN[nilai - 10] + " belas"
    if nilai < 100:
        return f"{_SATUAN[nilai // 10]} puluh {_SATUAN[nilai % 10]}".rstrip()
    depan = "seratus" if nilai < 200 else f"{_SATUAN[nilai // 100]} ratus"
    return f"{depan} {_ratusan(nilai % 100)}" if nilai % 100 else depan


def terbilang_rupiah(nilai: Decimal) -> str:
    """`Decimal("1500.50")` -> "seribu lima ratus rupiah lima puluh sen"."""
    sen_semua = int(abs(nilai) * 100)
    utuh, sen = divmod(sen_semua, 100)
    teks = terbilang(utuh) + " rupiah" + (f" {terbilang(sen)} sen" if sen else "")
    return ("minus " if nilai < 0 else "") + teks
