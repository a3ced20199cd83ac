"""Makers of sheets for the import tests."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter

from smartkampung.penduduk.tata_impor import BarisTata, baca, kolom_tata, siapkan

PADA = date(2026, 11, 21)
JUDUL = [k.judul for k in kolom_tata()]
BAKU = {
    "dusun": "Krajan", "rw": "001", "rt": "002", "nama": "Siti Aminah", "no_kk": "9901010101260001",
    "nik": "9901015003960001", "sex": "2", "tanggallahir": date(1996, 3, 10), "agama_id": "1",
    "kk_level": "1",
    "status_kawin": "1", "status_dasar": "1", "warganegara_id": "1",
}


def baris(**isi: Any) -> dict[str, Any]:
    """One resident of the sheet, by the sheet's own column names; only what differs need be said."""
    return BAKU | isi


def buku(tmp: Path, isi: list[dict[str, Any]], judul: list[str] | None = None, nama: str = "uji.xlsx",
         kosong_di_atas: int = 0) -> Path:
    """Write rows to a workbook: dates as dates, numbers as numbers, everything else as text."""
    jalur = tmp / nama
    with xlsxwriter.Workbook(str(jalur)) as kerja:
        lembar = kerja.add_worksheet("Data Penduduk")
        tanggal = kerja.add_format({"num_format": "dd-mm-yyyy"})
        judul = judul or JUDUL
        for kolom, teks in enumerate(judul):
            lembar.write_string(kosong_di_atas, kolom, teks)
        for nomor, satu in enumerate(isi, start=kosong_di_atas + 1):
            for kolom, teks in enumerate(judul):
                nilai = satu.get(teks, "")
                if isinstance(nilai, date):
                    lembar.write_datetime(nomor, kolom, nilai, tanggal)
                elif isinstance(nilai, (int, float)):
                    lembar.write_number(nomor, kolom, nilai)
                elif nilai:
                    lembar.write_string(nomor, kolom, nilai)
    return jalur


def csv_teks(isi: list[dict[str, Any]], judul: list[str] | None = None, pemisah: str = ",") -> str:
    """The same rows as CSV text."""
    hasil = io.StringIO()
    penulis = csv.writer(hasil, delimiter=pemisah, lineterminator="\r\n")
    penulis.writerow(judul or JUDUL)
    for satu in isi:
        penulis.writerow([satu.get(k, "") for k in judul or JUDUL])
    return hasil.getvalue()


def semua(jalur: Path, pada: date = PADA) -> list[BarisTata]:
    """All rows of a file as understood."""
    return list(baca(siapkan(jalur), pada))
