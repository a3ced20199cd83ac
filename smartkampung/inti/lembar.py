"""Lembar: one table, described once, that becomes a screen, a workbook, a PDF, and a sheet of a rekap.

A `Lembar` says what its columns mean (`Kolom`); the renderers decide how that looks. Values are plain:
`teks` and `nik` hold text, `angka` a number, `rupiah` a `Decimal` of rupiah, `persen` a share of one
(0.925 is 92,5 %), `tanggal` a date, `waktu` an aware instant. `None` is an empty cell.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from smartkampung.inti.tanggal import Periode

JenisKolom = Literal["teks", "angka", "rupiah", "persen", "tanggal", "waktu", "nik"]
JENIS_BILANGAN = frozenset({"angka", "rupiah", "persen"})
AWALAN_RUMUS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "＝", "＋", "－", "＠")


@dataclass(frozen=True, slots=True)
class Kolom:
    """One column; `jumlah` asks for a total, `lebar` is a width in characters (None: measured)."""

    kunci: str
    judul: str
    jenis: JenisKolom = "teks"
    lebar: int | None = None
    jumlah: bool = False


@dataclass(frozen=True, slots=True)
class Grafik:
    """A chart over the rows of its sheet: `kategori` and `seri` are column keys."""

    jenis: Literal["batang", "garis"]
    judul: str
    kategori: str
    seri: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lembar:
    """A table with its headings; `zona` is the time zone in which `waktu` columns are shown."""

    kode: str
    judul: str
    kolom: tuple[Kolom, ...]
    baris: Sequence[Sequence[Any]]
    subjudul: str = ""
    catatan: tuple[str, ...] = ()
    grafik: tuple[Grafik, ...] = ()
    zona: ZoneInfo | None = None

    def indeks(self, kunci: str) -> int:
        """Answer the position of a column."""
        for indeks, kolom in enumerate(self.kolom):
            if kolom.kunci == kunci:
                return indeks
        raise KeyError(f"Lembar {self.kode} tidak punya kolom {kunci}.")

    def jumlah(self, kunci: str) -> Decimal | int:
        """Answer the sum of a numeric column, empty cells counting as nothing."""
        indeks = self.indeks(kunci)
        return sum((n for baris in self.baris if type(n := baris[indeks]) is int or adalah_bilangan(n)), start=0)


@dataclass(frozen=True, slots=True)
class Kontrol:
    """A check: the program's own value beside the same value added up from columns of the sheets."""

    nama: str
    nilai: int | Decimal
    suku: tuple[tuple[Literal[1, -1], str, str], ...]

    def nilai_lembar(self, lembar: Iterable[Lembar]) -> Decimal | int:
        """Answer what the sheets add up to."""
        per_kode = {satu.kode: satu for satu in lembar}
        return sum((tanda * per_kode[kode].jumlah(kunci) for tanda, kode, kunci in self.suku), start=0)


@dataclass(frozen=True, slots=True)
class IsiRekap:
    """What one area contributes to the rekap of a period."""

    lembar: tuple[Lembar, ...]
    kontrol: tuple[Kontrol, ...] = ()


@dataclass(frozen=True, slots=True)
class BagianRekap:
    """An area's offer to the rekap; `susun` composes its sheets for one period."""

    kode: str
    judul: str
    susun: Callable[[Periode], IsiRekap]


def adalah_bilangan(nilai: Any) -> bool:
    """Whether a cell holds a number (True and False are words, not numbers)."""
    return isinstance(nilai, int | Decimal | float) and not isinstance(nilai, bool)


def waktu_setempat(nilai: datetime, zona: ZoneInfo | None) -> datetime:
    """Answer the wall-clock time in the zone, without its offset, as a cell can hold it."""
    if nilai.tzinfo is not None and zona is not None:
        nilai = nilai.astimezone(zona)
    return nilai.replace(tzinfo=None)


def _bilangan(nilai: Decimal | int | float, desimal: int) -> str:
    teks = f"{nilai:,.{desimal}f}"
    return teks.replace(",", "\0").replace(".", ",").replace("\0", ".").replace("-", "−")


def _pecahan(nilai: Decimal | int | float) -> int:
    return 0 if nilai == int(nilai) else 2


def tampilkan(kolom: Kolom, nilai: Any, zona: ZoneInfo | None = None) -> str:
    """Answer the cell as people read it: 1.234.567, 92,5 %, 21-11-2026, 21-11-2026 12.28."""
    if nilai is None:
        return ""
    if isinstance(nilai, bool):
        return "Ya" if nilai else "Tidak"
    if isinstance(nilai, datetime):
        return waktu_setempat(nilai, zona).strftime("%d-%m-%Y %H.%M")
    if isinstance(nilai, date):
        return nilai.strftime("%d-%m-%Y")
    if not adalah_bilangan(nilai):
        return str(nilai)
    if kolom.jenis == "persen":
        return f"{_bilangan(nilai * 100, 1)} %"
    return _bilangan(nilai, _pecahan(nilai))


def baris_jumlah(lembar: Lembar) -> list[Decimal | int | None] | None:
    """Answer the totals under the table, or None when no column asks for one."""
    if not any(kolom.jumlah for kolom in lembar.kolom):
        return None
    return [lembar.jumlah(kolom.kunci) if kolom.jumlah else None for kolom in lembar.kolom]


def _nilai_json(kolom: Kolom, nilai: Any) -> Any:
    if isinstance(nilai, datetime | date):
        return nilai.isoformat()
    if isinstance(nilai, Decimal):
        if kolom.jenis == "rupiah":
            return f"{nilai:.2f}"
        return int(nilai) if nilai == int(nilai) else float(nilai)  # not money
    if kolom.jenis == "rupiah" and adalah_bilangan(nilai):
        return f"{Decimal(nilai):.2f}"
    return nilai


def lembar_json(lembar: Lembar) -> dict[str, Any]:
    """Answer the sheet as plain JSON values; rupiah are strings with two places, so no sen is lost."""
    jumlah = baris_jumlah(lembar)
    return {
        "kode": lembar.kode,
        "judul": lembar.judul,
        "subjudul": lembar.subjudul,
        "kolom": [
            {"kunci": kolom.kunci, "judul": kolom.judul, "jenis": kolom.jenis, "jumlah": kolom.jumlah}
            for kolom in lembar.kolom
        ],
        "baris": [
            [_nilai_json(kolom, nilai) for kolom, nilai in zip(lembar.kolom, baris, strict=True)]
            for baris in lembar.baris
        ],
        "jumlah": None
        if jumlah is None
        else {
            kolom.kunci: _nilai_json(kolom, nilai)
            for kolom, nilai in zip(lembar.kolom, jumlah, strict=True)
            if nilai is not None
        },
        "catatan": list(lembar.catatan),
    }


def netralkan_rumus(teks: str) -> str:
    """Answer the text so that no spreadsheet takes it for a formula when it opens a CSV."""
    return f"'{teks}" if teks.lstrip(" ").startswith(AWALAN_RUMUS) else teks


def _sel_csv(lembar: Lembar, nilai: Any) -> str:
    if nilai is None:
        return ""
    if isinstance(nilai, bool):
        return "Ya" if nilai else "Tidak"
    if isinstance(nilai, datetime):
        return waktu_setempat(nilai, lembar.zona).isoformat(sep=" ", timespec="minutes")
    if isinstance(nilai, date):
        return nilai.isoformat()
    if adalah_bilangan(nilai):
        return str(nilai).replace(".", ",")
    return netralkan_rumus(str(nilai))


def lembar_csv(lembar: Lembar) -> bytes:
    """Answer the sheet as CSV as Indonesian spreadsheets open it: semicolons, decimal comma, UTF-8 BOM."""
    berkas = io.StringIO(newline="")
    penulis = csv.writer(berkas, delimiter=";", lineterminator="\r\n")
    penulis.writerow([netralkan_rumus(kolom.judul) for kolom in lembar.kolom])
    penulis.writerows([_sel_csv(lembar, nilai) for nilai in baris] for baris in lembar.baris)
    return berkas.getvalue().encode("utf-8-sig", errors="replace")
