"""What a paper is: its layout (columns, heading, who signs), and its parts with rows that know their level."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

from smartkampung.inti.galat import TidakDitemukan
from smartkampung.inti.pdf import TandaTangan
from smartkampung.lokasi import folder_data

TEBAL = 1  # rows up to this level are set in bold
KANAN = frozenset({"rupiah", "angka", "persen"})


@dataclass(frozen=True, slots=True)
class KolomKertas:
    """One column; columns side by side with the same `kelompok` share a heading."""

    kunci: str
    judul: str
    lebar: int
    jenis: str = "teks"  # teks, kode, angka, rupiah, persen, tanggal
    kelompok: str = ""


@dataclass(frozen=True, slots=True)
class Tata:
    """The layout of a paper, as its file says."""

    kode: str
    judul: tuple[str, ...]
    dasar: str
    mendatar: bool
    lampiran: str  # annex of the perdes or perkades, or "" for a paper with a kop
    tanda_tangan: tuple[str, ...]
    kolom: tuple[KolomKertas, ...]


class BarisKertas(NamedTuple):
    """One row: how deep it stands (0: a total), and its values by column key."""

    tingkat: int
    nilai: dict[str, Any]


@dataclass(frozen=True)
class BagianKertas:
    """One table of a paper with the facts above it; with signatures of its own it begins a page."""

    baris: Sequence[BarisKertas]
    judul: str = ""
    keterangan: tuple[tuple[str, str], ...] = ()
    tanda_tangan: tuple[TandaTangan, ...] = ()


@dataclass(frozen=True)
class Kertas:
    """A paper, ready to go out."""

    tata: Tata
    judul: tuple[str, ...]
    tahun: int
    nama: str  # of the file, without ending
    bagian: tuple[BagianKertas, ...]
    lampiran: tuple[str, ...] = ()
    tanda_tangan: tuple[TandaTangan, ...] = field(default=())
    catatan: tuple[str, ...] = ()
    kaki: str = ""


@lru_cache(maxsize=32)
def tata(kode: str) -> Tata:
    """The layout of a kind of paper; TidakDitemukan when there is none."""
    berkas = folder_data() / "keuangan" / "tata" / f"{kode}.toml"
    if not kode.replace("-", "").isalpha() or not berkas.is_file():
        raise TidakDitemukan()
    isi = tomllib.loads(berkas.read_text(encoding="utf-8"))
    return Tata(
        kode, tuple(isi["judul"]), isi["dasar"], isi["mendatar"], isi["lampiran"], tuple(isi["tanda_tangan"]),
        tuple(KolomKertas(**satu) for satu in isi["kolom"]),
    )  # fmt: skip


def judul_tata(bentuk: Tata, tahun: int) -> tuple[str, ...]:
    """The heading of a layout with its year."""
    return tuple(satu.replace("[tahun]", str(tahun)) for satu in bentuk.judul)
