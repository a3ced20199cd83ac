"""Classification codes of letters and archives: the present series, and the older one that villages still use."""

from __future__ import annotations

import csv
import re
from functools import cache

from smartkampung.inti.galat import GalatDomain
from smartkampung.lokasi import folder_data

BANYAK = 100
_POLA = re.compile(r"\d{3}(?:\.\d{1,3}){0,5}")


class KlasifikasiSalah(GalatDomain):
    """Not written like a code."""

    pesan = "Tulis kode klasifikasi dengan angka dan titik, misalnya 400.12.2.1 atau 470."
    medan = "klasifikasi"


@cache
def _baca(berkas: str) -> dict[str, str]:
    with (folder_data() / berkas).open(encoding="utf-8", newline="") as isi:
        return {b["kode"]: b["nama"] for b in csv.DictReader(isi) if b["nama"] != "-"}


def seri_kini() -> dict[str, str]:
    """Codes of Permendagri 83/2022 with their names."""
    return _baca("klasifikasi_arsip.csv")


def seri_lama() -> dict[str, str]:
    """Codes from before it."""
    return _baca("klasifikasi_arsip_lama.csv")


def nama_klasifikasi(kode: str) -> str:
    """The name of a code, "" when it is not known."""
    return seri_kini().get(kode) or seri_lama().get(kode) or ""


def pastikan_kode(kode: str) -> str:
    """Answer the code; KlasifikasiSalah unless it is empty or written like one.

    A code that is in neither list is taken: kabupaten add their own, and the lists are not complete.
    """
    if kode and not _POLA.fullmatch(kode):
        raise KlasifikasiSalah()
    return kode


def cari_kode(teks: str, *, lama: bool = False) -> list[tuple[str, str]]:
    """Codes that begin with the text, or whose name holds all its words; the first hundred."""
    kata = teks.casefold().split()
    sumber = seri_lama() if lama else seri_kini()
    cocok = [(kode, nama) for kode, nama in sumber.items()
             if kode.startswith(teks) or all(k in nama.casefold() for k in kata)]  # fmt: skip
    return cocok[:BANYAK]
