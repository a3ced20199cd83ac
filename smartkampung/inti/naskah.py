"""Text with placeholders: `[kode]` becomes a fact, `[KODE]` the same in capitals, `**…**` is bold.

Bold comes only from the text, never from a fact: the text is cut into pieces before facts are put in. A code nobody
knows stays literal.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_TEBAL = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
ISIAN = re.compile(r"\[([A-Za-z][A-Za-z0-9_]{1,39})\]")


def kode_dalam(teks: str) -> frozenset[str]:
    """Answer the placeholders of a text, in small letters."""
    return frozenset(kode.lower() for kode in ISIAN.findall(teks))


def gabung(teks: str, nilai: Mapping[str, str]) -> str:
    """Answer the text with its known placeholders replaced; everything else is literal."""

    def satu(cocok: re.Match[str]) -> str:
        kode = cocok[1]
        isi = nilai.get(kode.lower())
        if isi is None:
            return cocok[0]
        return isi.upper() if kode.isupper() else isi

    return ISIAN.sub(satu, teks)


def potongan(teks: str, nilai: Mapping[str, str]) -> list[list[Any]]:
    """Answer a paragraph as pieces [text, bold], facts merged in."""
    hasil: list[list[Any]] = []
    for urut, bagian in enumerate(_TEBAL.split(teks)):
        if bagian:
            hasil.append([gabung(bagian, nilai), urut % 2 == 1])
    return hasil
