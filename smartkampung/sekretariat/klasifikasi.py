"""Classification codes of letters and archives: the present series, and the older one that villages still use."""

from __future__ import annotations

import csv
from functools import cache

from smartkampung.inti.galat import GalatDomain
from smartkampung.lokasi import folder_data

BANYAK = 100


class KlasifikasiTidakAda(GalatDomain):
    """No such code in either series."""

    pesan = "Kode klasifikasi %(kode)s tidak ada di daftar. Cari kodenya di halaman Klasifikasi."
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
    """Answer the code; KlasifikasiTidakAda unless it is empty or known."""
    if kode and not nama_klasifikasi(kode):
        raise KlasifikasiTidakAda(kode=kode)
    return kode


def cari_kode(teks: str, *, lama: bool = False) -> list[tuple[str, str]]:
    """Codes that begin with the text, or whose name holds all its words; the first hundred."""
    kata = teks.casefold().split()
    sumber = seri_lama() if lama else seri_kini()
    cocok = [(kode, nama) for kode, nama in sumber.items()
             if kode.startswith(teks) or all(k in nama.casefold() for k in kata)]  # fmt: skip
    return cocok[:BANYAK]
