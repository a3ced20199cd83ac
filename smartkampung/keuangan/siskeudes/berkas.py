"""The ZIP: one CSV per table, in whatever dialect the export tool of the day wrote it."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import IO

from smartkampung.inti.berkas_lembar import RUSAK
from smartkampung.inti.galat import GalatDomain
from smartkampung.lokasi import folder_data

BERKAS_TERBANYAK = 300
ISI_TERBESAR = 200 * 1024 * 1024  # bytes, unpacked
BARIS_TERBANYAK = 400_000
PEMISAH = ",;\t|"


class BukanSiskeudes(GalatDomain):
    """Not such a file."""

    pesan = "Berkas ini bukan ekspor CSV Siskeudes: %(sebab)s"
    medan = "berkas"


@dataclass
class Tabel:
    """One table: rows by the column names of the known list, whatever their case and order in the file."""

    nama: str
    baris: list[dict[str, str]]
    kolom_asing: list[str] = field(default_factory=list)
    kolom_hilang: list[str] = field(default_factory=list)


@dataclass
class Kiriman:
    """What was in the ZIP."""

    tabel: dict[str, Tabel]
    berkas_asing: list[str]

    def baris(self, nama: str) -> list[dict[str, str]]:
        """The rows of a table; none when it is not there."""
        tabel = self.tabel.get(nama)
        return tabel.baris if tabel else []


@lru_cache(maxsize=1)
def kolom_dikenal() -> dict[str, dict[str, str]]:
    """Table -> lower-case column -> column, as exports are known to have them."""
    hasil: dict[str, dict[str, str]] = {}
    with (folder_data() / "keuangan" / "siskeudes_kolom.csv").open(encoding="utf-8", newline="") as berkas:
        for b in csv.DictReader(berkas):
            hasil.setdefault(b["berkas"].removesuffix(".csv"), {})[b["kolom"].lower()] = b["kolom"]
    hasil.setdefault("Ta_Desa", {})
    hasil.setdefault("Ta_SubBidang", {})
    return hasil


def baca_kiriman(berkas: Path | IO[bytes]) -> Kiriman:
    """Read the ZIP; BukanSiskeudes with the reason when it is none, or larger than any village's year."""
    try:
        arsip = zipfile.ZipFile(berkas)
    except (zipfile.BadZipFile, OSError, ValueError) as galat:
        raise BukanSiskeudes(sebab="pilih berkas .zip hasil ekspor.") from galat
    with arsip:
        _periksa(arsip)
        nama_tabel = {n.lower(): n for n in kolom_dikenal()}
        tabel, asing = {}, []
        for info in arsip.infolist():
            nama = PurePosixPath(info.filename.replace("\\", "/")).name
            dasar = nama_tabel.get(nama.lower().removesuffix(".csv"))
            if info.is_dir() or not nama:
                continue
            if dasar is None or dasar in tabel:
                asing.append(nama)
                continue
            tabel[dasar] = _baca_tabel(dasar, _isi(arsip, info))
    if not any(n.startswith("Ta_") for n in tabel):
        raise BukanSiskeudes(sebab="tidak ada tabel Ta_… di dalamnya.")
    return Kiriman(tabel, sorted(asing))


def _periksa(arsip: zipfile.ZipFile) -> None:
    semua = arsip.infolist()
    if len(semua) > BERKAS_TERBANYAK:
        raise BukanSiskeudes(sebab=f"berisi lebih dari {BERKAS_TERBANYAK} berkas.")
    if any(i.flag_bits & 1 for i in semua):
        raise BukanSiskeudes(sebab="terkunci kata sandi. Ekspor lagi tanpa kata sandi.")
    if sum(i.file_size for i in semua) > ISI_TERBESAR:
        raise BukanSiskeudes(sebab="isinya lebih dari 200 MB.")


def _isi(arsip: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    try:
        with arsip.open(info) as isi:
            data = isi.read(ISI_TERBESAR + 1)
    except RUSAK as galat:
        raise BukanSiskeudes(sebab=f"{info.filename} rusak. Ekspor lagi, lalu coba lagi.") from galat
    if len(data) > ISI_TERBESAR:
        raise BukanSiskeudes(sebab="isinya lebih dari 200 MB.")
    return data


def _teks(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _pemisah(judul: str) -> str:
    return max(PEMISAH, key=judul.count)


def _baca_tabel(nama: str, data: bytes) -> Tabel:
    teks = _teks(data).replace("\x00", "")
    judul = teks.split("\n", 1)[0]
    dikenal = kolom_dikenal()[nama]
    try:
        baris = list(_baris(teks, _pemisah(judul)))
    except csv.Error as galat:
        raise BukanSiskeudes(sebab=f"{nama}.csv tidak dapat dibaca sebagai tabel.") from galat
    if not baris:
        return Tabel(nama, [])
    kolom = [dikenal.get(k.strip().lower(), k.strip()) for k in baris[0]]
    asing = [k for k in kolom if k and k.lower() not in dikenal] if dikenal else []
    isi = [dict(zip(kolom, (_sel(s) for s in b), strict=False)) for b in baris[1:] if any(s.strip() for s in b)]
    return Tabel(nama, isi, asing, sorted(set(dikenal.values()) - set(kolom)))


def _baris(teks: str, pemisah: str) -> Iterator[list[str]]:
    for nomor, baris in enumerate(csv.reader(io.StringIO(teks, newline=""), delimiter=pemisah)):
        if nomor > BARIS_TERBANYAK:
            raise BukanSiskeudes(sebab="satu tabelnya lebih panjang dari yang mungkin bagi satu desa.")
        yield baris


def _sel(teks: str) -> str:
    bersih = teks.strip()
    return "" if bersih.upper() == "NULL" else bersih
