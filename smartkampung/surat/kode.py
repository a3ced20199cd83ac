"""Random codes people read aloud and type: XXXX-XXXX-XXXX in Crockford base32 (60 bits)."""

from __future__ import annotations

import re
import secrets

ABJAD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
PANJANG = 12
_MIRIP = str.maketrans({"O": "0", "I": "1", "L": "1"})
_BENTUK = re.compile(rf"[{ABJAD}]{{{PANJANG}}}")


def kode_baru() -> str:
    """Answer a new random code with its dashes."""
    return berpisah("".join(secrets.choice(ABJAD) for _ in range(PANJANG)))


def berpisah(rapat: str) -> str:
    """Answer the twelve symbols in three groups of four."""
    return "-".join(rapat[i : i + 4] for i in range(0, PANJANG, 4))


def baca_kode(teks: str) -> str | None:
    """Answer the code somebody typed in its one form, or None when it cannot be a code.

    Small letters, blanks, missing dashes and the look-alikes O, I, L are understood.
    """
    rapat = "".join(huruf for huruf in teks.upper() if huruf.isascii() and huruf.isalnum()).translate(_MIRIP)
    return berpisah(rapat) if _BENTUK.fullmatch(rapat) else None
