"""Opening a workbook or CSV that somebody else made: measured first, refused with a sentence, then read.

A workbook is a zip, and a small zip may unpack to anything: its directory is read first, then every part
is unpacked into nothing while being counted, and only a workbook within the limits reaches the reader.
"""

from __future__ import annotations

import csv
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import isfinite
from pathlib import Path
from typing import Any, BinaryIO

from smartkampung.inti.galat import GalatDomain

BATAS_BERKAS = 25 * 1024 * 1024
BATAS_TERURAI = 200 * 1024 * 1024
BATAS_CSV = 100 * 1024 * 1024
BATAS_BARIS = 60_000
BATAS_SEL_CSV = 131_072  # characters: a quote that never ends
BATAS_BARIS_CSV = 500_000
BATAS_BAGIAN = 2_000
KOLOM_TERJAUH = "CV"  # 100 columns
_BARIS_XML = re.compile(rb'<(?:\w+:)?row\b(?:[^>]*?\sr="(\d+)")?[^>]*>')
_SEL_JAUH = re.compile(rb'\sr="(?:[A-Z]{3,}|[D-Z][A-Z]|C[W-Z])\d')
_POTONG = 1 << 20
RUSAK = (zipfile.BadZipFile, zlib.error, struct.error, NotImplementedError, RuntimeError, EOFError, OSError,
         ValueError, KeyError)


class LembarDitolak(GalatDomain):
    """The file cannot be read as a sheet."""

    pesan = ("Berkas ini tidak dapat dibaca sebagai lembar kerja. Simpan sebagai .xlsx atau .csv, lalu unggah lagi.")
    medan = "berkas"


@dataclass(frozen=True)
class Lembaran:
    """One sheet of a file: its name and its rows, each a list of cells; the first row has number 1."""

    nama: str
    baris: Iterator[list[Any]]
    perkiraan: int


def buka(jalur: Path, *, satu_kolom: bool = False) -> Iterator[Lembaran]:
    """The sheets of a file, told by its content and not its name; LembarDitolak when it is none.

    `satu_kolom`: a text whose lines are one cell each is a sheet too.
    """
    ukuran = jalur.stat().st_size
    if ukuran == 0:
        raise LembarDitolak("Berkas ini kosong. Pilih berkas yang ada isinya.")
    with jalur.open("rb") as berkas:
        awal = berkas.read(8)
        if awal.startswith(b"PK"):
            periksa_ukuran(ukuran, BATAS_BERKAS)
            _periksa_zip(berkas)
            return _buka_kerja(jalur)
    if awal.startswith(b"\xd0\xcf\x11\xe0"):
        raise LembarDitolak("Berkas Excel lama (.xls) atau berkata sandi belum dapat dibaca. Buka di Excel, "
                            "lalu pilih Simpan sebagai .xlsx tanpa kata sandi.")
    periksa_ukuran(ukuran, BATAS_CSV)
    return iter([_buka_csv(jalur, satu_kolom)])


def periksa_ukuran(ukuran: int, batas: int) -> None:
    """Refuse a file above the limit (bytes)."""
    if ukuran > batas:
        raise LembarDitolak("Berkas %(ukuran)s MB melebihi batas %(batas)s MB. Bagi menjadi beberapa berkas.",
                            ukuran=-(-ukuran // 1048576), batas=batas // 1048576)


def _periksa_zip(berkas: BinaryIO) -> None:
    """Measure a workbook by its directory, then by really unpacking it; nothing is kept."""
    try:
        with zipfile.ZipFile(berkas) as arsip:
            daftar = arsip.infolist()
            if any(b.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for b in daftar):
                raise LembarDitolak()
            terurai = sum(b.file_size for b in daftar)
            if terurai > BATAS_TERURAI or len(daftar) > BATAS_BAGIAN:
                raise _terlalu_besar()
            if not any(b.filename == "xl/workbook.xml" for b in daftar):
                raise LembarDitolak("Berkas ini bukan lembar kerja Excel. Simpan sebagai .xlsx, lalu unggah lagi.")
            sisa = BATAS_TERURAI
            for bagian in daftar:
                sisa -= _ukur_bagian(arsip, bagian, sisa)
    except RUSAK as sebab:
        raise LembarDitolak("Berkas ini rusak atau terpotong saat disalin. Simpan ulang dari Excel, lalu unggah "
                            "lagi.") from sebab


def _ukur_bagian(arsip: zipfile.ZipFile, bagian: zipfile.ZipInfo, sisa: int) -> int:
    """Bytes one part unpacks to; refuses it when that, its rows or its columns are beyond the limits."""
    lembaran = bagian.filename.startswith("xl/worksheets/") and bagian.filename.endswith(".xml")
    banyak = baris = 0
    ekor = b""
    with arsip.open(bagian) as isi:
        while potong := isi.read(_POTONG):
            banyak += len(potong)
            if banyak > sisa:
                raise _terlalu_besar()
            if lembaran:
                baris = _hitung_baris(ekor + potong, baris)
                ekor = _tanda_terpotong(potong)
    return banyak


def _tanda_terpotong(potong: bytes) -> bytes:
    """The XML tag that the end of a piece cuts in two, to be read again with the next piece."""
    mulai = potong.rfind(b"<", -2048)
    return potong[mulai:] if mulai >= 0 and b">" not in potong[mulai:] else b""


def _hitung_baris(potong: bytes, baris: int) -> int:
    for cocok in _BARIS_XML.finditer(potong):
        baris = max(baris + 1, int(cocok[1] or 0))
        if baris > BATAS_BARIS + 20:
            raise LembarDitolak("Lembar kerja ini memuat lebih dari %(batas)s baris. Bagi menjadi beberapa berkas, "
                                "hapus baris kosong di bawah data, atau simpan sebagai CSV.", batas="60.000")
    if _SEL_JAUH.search(potong):
        raise LembarDitolak("Lembar kerja ini memuat isi di kanan kolom %(kolom)s. Hapus kolom yang tidak dipakai.",
                            kolom=KOLOM_TERJAUH)
    return baris


def _terlalu_besar() -> LembarDitolak:
    return LembarDitolak("Isi berkas ini terlalu besar setelah dibuka (batas %(batas)s MB). Salin datanya saja ke "
                         "buku kerja baru.", batas=BATAS_TERURAI // 1048576)


def _buka_kerja(jalur: Path) -> Iterator[Lembaran]:
    import python_calamine as calamine

    try:
        buku = calamine.CalamineWorkbook.from_path(str(jalur))
        for nama in buku.sheet_names:
            lembar = buku.get_sheet_by_name(nama)
            if lembar.height:
                yield Lembaran(nama, _baris_kerja(lembar.iter_rows()), lembar.total_height)
    except (calamine.CalamineError, ValueError, OSError) as sebab:
        raise LembarDitolak() from sebab


def _baris_kerja(semua: Iterable[list[Any]]) -> Iterator[list[Any]]:
    """The rows; a number beyond all bounds, which Excel itself never writes, as the text Excel has for it."""
    for baris in semua:
        if any(type(x) is float and not isfinite(x) for x in baris):
            baris = ["#NUM!" if type(x) is float and not isfinite(x) else x for x in baris]
        yield baris


def _buka_csv(jalur: Path, satu_kolom: bool) -> Lembaran:
    with jalur.open("rb") as berkas:
        contoh = berkas.read(65536)
    if b"\x00" in contoh:
        raise LembarDitolak()
    aksara = _aksara(jalur)
    teks = contoh.decode(aksara, errors="ignore")
    pemisah = _pemisah(teks) or ("," if satu_kolom else None)
    if pemisah is None:
        raise LembarDitolak("Berkas ini bukan CSV: tidak ada koma, titik koma, atau tab pemisah kolom.")
    return Lembaran(jalur.name, _baris_csv(jalur, aksara, pemisah), 0)


def _aksara(jalur: Path) -> str:
    """UTF-8 when the whole file is, else the Windows code page Excel writes CSV in."""
    try:
        with jalur.open(encoding="utf-8-sig") as berkas:
            while berkas.read(_POTONG):
                pass
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"


def _pemisah(teks: str) -> str | None:
    """The delimiter that splits the most among the first lines."""
    baris = teks.splitlines()[:20]
    banyak = {p: max((b.count(p) for b in baris), default=0) for p in ",;\t|"}
    terbanyak = max(banyak, key=lambda p: banyak[p])
    return terbanyak if banyak[terbanyak] else None


def _baris_csv(jalur: Path, aksara: str, pemisah: str) -> Iterator[list[Any]]:
    """Rows by line of the sheet a spreadsheet would show (a quoted line break does not count)."""
    with jalur.open(encoding=aksara, errors="replace", newline="") as berkas:
        pembaca = csv.reader(berkas, delimiter=pemisah)
        try:
            for nomor, baris in enumerate(pembaca, start=1):
                if nomor > BATAS_BARIS_CSV:
                    raise LembarDitolak("CSV ini memuat lebih dari %(batas)s baris. Bagi menjadi beberapa berkas.",
                                        batas="500.000")
                if max(map(len, baris), default=0) > BATAS_SEL_CSV:  # csv's own limit is the whole process's to change
                    raise csv.Error
                yield baris
        except csv.Error as sebab:
            raise LembarDitolak("Susunan CSV rusak di sekitar baris %(baris)s. Simpan ulang dari Excel.",
                                baris=pembaca.line_num) from sebab
