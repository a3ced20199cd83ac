"""Which characters our own fonts can print, so that a PDF never shows an empty box or fails.

The coverage is read from the character maps of the fonts that ship with the program. Text for a letter
passes `aksara_tak_tercetak` in its form (the resident is told which character to remove) and, whatever
way it came in, `dapat_dicetak` before it reaches the page.
"""

from __future__ import annotations

import re
import struct
import unicodedata
from functools import lru_cache
from pathlib import Path

from smartkampung.lokasi import folder_data

GANTI = "?"
PANJANG_KATA = 20
POTONG = 10
_KATA_PANJANG = re.compile(rf"\w{{{PANJANG_KATA + 1},}}|\S{{61,}}")
_NOL = "\u200b"
_DIIZINKAN = frozenset("\n\u200c\u200d\u00ad")
_UTAMA = ("LiberationSerif-Regular.ttf", "LiberationSerif-Bold.ttf", "LiberationSans-Regular.ttf")
_TAMBAHAN = ("NotoNaskhArabic-Regular.ttf", "NotoSerifBalinese-Regular.ttf")


def folder_huruf() -> Path:
    """The folder of the fonts that ship with the program."""
    return folder_data() / "huruf"


def _format_4(data: bytes, awal: int) -> set[int]:
    (ganda,) = struct.unpack_from(">H", data, awal + 6)
    n = ganda // 2
    akhir = struct.unpack_from(f">{n}H", data, awal + 14)
    mulai = struct.unpack_from(f">{n}H", data, awal + 16 + ganda)
    return {kode for m, a in zip(mulai, akhir, strict=True) for kode in range(m, a + 1) if kode != 0xFFFF}


def _format_12(data: bytes, awal: int) -> set[int]:
    (n,) = struct.unpack_from(">L", data, awal + 12)
    rentang = (struct.unpack_from(">LLL", data, awal + 16 + 12 * i) for i in range(n))
    return {kode for mulai, akhir, _ in rentang for kode in range(mulai, akhir + 1)}


def _peta(berkas: Path) -> set[int]:
    """Answer the code points of a TrueType font, from its `cmap` table (formats 4 and 12)."""
    data = berkas.read_bytes()
    (n,) = struct.unpack_from(">H", data, 4)
    tabel = {
        data[12 + 16 * i : 16 + 16 * i]: struct.unpack_from(">L", data, 20 + 16 * i)[0] for i in range(n)
    }
    cmap = tabel[b"cmap"]
    (n,) = struct.unpack_from(">H", data, cmap + 2)
    kode: set[int] = set()
    for i in range(n):
        (geser,) = struct.unpack_from(">L", data, cmap + 8 + 8 * i)
        (format_peta,) = struct.unpack_from(">H", data, cmap + geser)
        if format_peta == 4:
            kode |= _format_4(data, cmap + geser)
        elif format_peta == 12:
            kode |= _format_12(data, cmap + geser)
    return kode


@lru_cache(maxsize=1)
def _tercetak() -> frozenset[str]:
    utama = set.intersection(*(_peta(folder_huruf() / nama) for nama in _UTAMA))
    semua = utama.union(*(_peta(folder_huruf() / nama) for nama in _TAMBAHAN))
    return frozenset(
        chr(kode)
        for kode in semua
        if not 0xD800 <= kode <= 0xDFFF
        and unicodedata.category(chr(kode)) not in {"Cc", "Cf", "Co", "Cn", "Cs"}
    )


def aksara_tak_tercetak(teks: str) -> list[str]:
    """Answer the characters (each once, in order) that no font of ours can print."""
    bersih = unicodedata.normalize("NFC", teks)
    if bersih.isascii() and bersih.isprintable():
        return []
    tercetak = _tercetak()
    boleh = {"\r", "\t", *_DIIZINKAN}
    return list(dict.fromkeys(huruf for huruf in bersih if huruf not in tercetak and huruf not in boleh))


def _ganti(huruf: str) -> str:
    if huruf in "\t\r\u2028\u2029":
        return " "
    return "" if unicodedata.category(huruf) in {"Cc", "Cf", "Mn", "Cs"} else GANTI


def dapat_dicetak(teks: str) -> str:
    """Answer the text with unprintable characters replaced by "?" and very long words made breakable.

    Direction overrides and control characters vanish, so nobody can turn the order of a name round.
    """
    bersih = unicodedata.normalize("NFC", teks)
    if not (bersih.isascii() and bersih.isprintable()):
        tercetak = _tercetak()
        bersih = "".join(h if h in tercetak or h in _DIIZINKAN else _ganti(h) for h in bersih)
    return _KATA_PANJANG.sub(lambda kata: _sisipkan_celah(kata.group()), bersih)


def _sisipkan_celah(kata: str) -> str:
    return _NOL.join(kata[i : i + POTONG] for i in range(0, len(kata), POTONG))
