"""Telephone numbers as people write them, and the address that opens WhatsApp with a text ready to be sent."""

from __future__ import annotations

from urllib.parse import quote


def nomor_wa(teks: str) -> str | None:
    """`0812-3456 7890` or `+62 812…` as `62812…`; None when it cannot be a telephone that has WhatsApp.

    Numbers of other countries are understood when they begin with `+`.
    """
    angka = "".join(huruf for huruf in teks if huruf.isascii() and huruf.isdecimal())
    if teks.strip().startswith("+") and not angka.startswith("62"):
        return angka if 8 <= len(angka) <= 15 else None
    angka = angka.removeprefix("62") if angka.startswith("62") else angka
    angka = angka.lstrip("0")
    return f"62{angka}" if angka.startswith("8") and 8 <= len(angka) <= 13 else None


def tautan_wa(telepon: str, teks: str) -> str | None:
    """The wa.me address with the text; None without a usable number. It carries the text and nothing else."""
    nomor = nomor_wa(telepon)
    return f"https://wa.me/{nomor}?text={quote(teks, safe='')}" if nomor else None
