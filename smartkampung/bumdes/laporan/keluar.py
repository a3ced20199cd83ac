"""Statements leaving the program: on paper, as a workbook whose sums are formulas, as JSON."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from decimal import Decimal
from typing import Any

from smartkampung.bumdes.laporan.bentuk import ISI, JUDUL, TOTAL, Laporan
from smartkampung.inti.lembar import Kolom, Lembar
from smartkampung.inti.pdf import Kertas, KopSurat, TandaTangan, cetak, ukuran
from smartkampung.inti.tanggal import sekarang
from smartkampung.inti.uang import rupiah


def bagian_pdf(laporan: Laporan) -> dict[str, Any]:
    """One statement as the layout reads it."""
    return {"judul": laporan.judul, "sub": laporan.sub, "kolom": list(laporan.kolom), "catatan": list(laporan.catatan),
            "baris": [{"uraian": b.uraian, "rupa": b.rupa, "tingkat": b.tingkat,
                       "nilai": ["" if n is None else rupiah(n, simbol=False) for n in b.nilai]}
                      for b in laporan.baris]}  # fmt: skip


def pdf(bagian: Sequence[dict[str, Any]], kop: KopSurat, tanda: Sequence[TandaTangan], *, judul: str,
        kertas: Kertas = "f4", kaki: str = "", pada: datetime | None = None) -> bytes:  # fmt: skip
    """Statements and texts as one PDF, each part on pages of its own with the signatures under it."""
    isi = {"kop": kop.untuk_tata(), "kertas": ukuran(kertas), "bagian": list(bagian), "kaki": kaki,
           "tanda_tangan": [asdict(t) for t in tanda]}  # fmt: skip
    return cetak("usaha", isi, judul=judul, pada=pada or sekarang(), bertag=False)


def sebagai_json(laporan: Laporan) -> dict[str, Any]:
    """A statement as plain JSON values: amounts are strings with two places."""
    return {
        "laporan": laporan.kode, "judul": laporan.judul, "subjudul": laporan.sub,
        "masa": [{"dari": d.isoformat(), "sampai": s.isoformat()} for d, s in laporan.rentang],
        "kolom": list(laporan.kolom),
        "baris": [{"kode": b.kode, "uraian": b.uraian, "jenis": b.rupa, "tingkat": b.tingkat,
                   "nilai": [None if n is None else f"{n:.2f}" for n in b.nilai]} for b in laporan.baris],
    }  # fmt: skip


def lembar(laporan: Laporan) -> Lembar:
    """A statement as a plain sheet, for the recap."""
    kolom = (Kolom("kode", "Kode"), Kolom("uraian", "Uraian", lebar=52),
             *(Kolom(f"nilai{n}", k, "rupiah") for n, k in enumerate(laporan.kolom)))  # fmt: skip
    return Lembar(laporan.kode, laporan.judul, kolom, [(b.kode, b.uraian, *b.nilai) for b in laporan.baris],
                  subjudul=laporan.sub)  # fmt: skip


# --- workbook -------------------------------------------------------------------------------------

_POLA = {"num_format": '#,##0.00;[Red]-#,##0.00;"-"'}


def buku_kerja(laporan: Sequence[Laporan], tambahan: Sequence[Lembar] = ()) -> bytes:
    """One sheet per statement; every sum is a formula over its rows that carries its value for others."""
    from xlsxwriter.workbook import Workbook

    ke = io.BytesIO()
    buku = Workbook(ke, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
                         "strings_to_numbers": False})  # fmt: skip
    gaya = {"judul": buku.add_format({"bold": True, "font_size": 14}),
            "sub": buku.add_format({"font_color": "#555555"}),
            "kepala": buku.add_format({"bold": True, "bottom": 2, "align": "right"}),
            "teks": {JUDUL: buku.add_format({"bold": True})}, "angka": {}}  # fmt: skip
    for rupa in (ISI, "jumlah", TOTAL):
        tebal = {} if rupa == ISI else {"bold": True, "top": 1} | ({"bottom": 6} if rupa == TOTAL else {})
        gaya["teks"][rupa] = buku.add_format({k: v for k, v in tebal.items() if k == "bold"})
        gaya["angka"][rupa] = buku.add_format(_POLA | tebal)
    for satu in laporan:
        _tulis(buku.add_worksheet(satu.judul.removeprefix("Laporan ").capitalize()[:31]), satu, gaya)
    for lain in tambahan:
        _tulis_lembar(buku.add_worksheet(lain.judul[:31]), lain, gaya)
    buku.set_properties({"title": laporan[0].sub if laporan else "", "author": "Smart Kampung"})
    buku.close()
    return ke.getvalue()


def _tulis(halaman: Any, laporan: Laporan, gaya: dict[str, Any]) -> None:
    from xlsxwriter.utility import xl_rowcol_to_cell

    halaman.set_column(0, 0, 58)
    halaman.set_column(1, len(laporan.kolom), 22)
    halaman.set_paper(9)
    halaman.fit_to_pages(1, 0)
    halaman.write_string(0, 0, laporan.judul, gaya["judul"])
    halaman.write_string(1, 0, laporan.sub, gaya["sub"])
    for n, k in enumerate(laporan.kolom, 1):
        halaman.write_string(3, n, k, gaya["kepala"])
    letak = {b.kode: 4 + n for n, b in enumerate(laporan.baris)}
    for b in laporan.baris:
        baris = letak[b.kode]
        halaman.write_string(baris, 0, "   " * b.tingkat + b.uraian, gaya["teks"][b.rupa])
        for n, nilai in enumerate(b.nilai, 1):
            if nilai is None:
                continue
            if b.rumus:
                rumus = "=" + "".join(f"{'+' if t > 0 else '-'}{xl_rowcol_to_cell(letak[k], n)}" for t, k in b.rumus)
                halaman.write_formula(baris, n, rumus, gaya["angka"][b.rupa], nilai)
            else:
                halaman.write_number(baris, n, nilai, gaya["angka"][b.rupa])
    halaman.freeze_panes(4, 1)


def _tulis_lembar(halaman: Any, lain: Lembar, gaya: dict[str, Any]) -> None:
    halaman.write_string(0, 0, lain.judul, gaya["judul"])
    halaman.write_string(1, 0, lain.subjudul, gaya["sub"])
    for n, k in enumerate(lain.kolom):
        halaman.set_column(n, n, k.lebar or 18)
        halaman.write_string(3, n, k.judul, gaya["kepala"])
    for m, baris in enumerate(lain.baris, 4):
        for n, nilai in enumerate(baris):
            if isinstance(nilai, Decimal | int):
                halaman.write_number(m, n, nilai, gaya["angka"][ISI])
            elif nilai is not None:
                halaman.write_string(m, n, str(nilai))
