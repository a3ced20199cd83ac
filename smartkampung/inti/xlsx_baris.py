"""Rows of data written straight into a worksheet, and text that is only ever text.

XlsxWriter makes a dozen calls for each cell. Here a row is one piece of XML, in the same form, which takes a
fifth of the time. XlsxWriter also takes a text that stands between `<r>` and `</r>` for ready-made XML; people's
texts are no such thing, wherever they stand.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from html import escape
from math import isfinite
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from smartkampung.inti.lembar import adalah_bilangan
from smartkampung.inti.xlsx import bersih

Sel = Callable[[int, Any], str]
_KATA = {True: "Ya", False: "Tidak"}
_KODE = re.compile(r"_(x[0-9a-fA-F]{4}_)")


class Halaman(Worksheet):
    """A worksheet in constant memory: headings and totals cell by cell, the rows between them whole."""

    def _xml_rich_inline_string(self, string: str, attributes: Any = ()) -> None:
        self._xml_inline_string(string, False, attributes)

    def tulis_baris(self, nomor: int, sel: Sequence[Sel], nilai: Sequence[Any]) -> None:
        """Write one row, its values by the functions of their columns; empty cells are left out.

        Rows come in order, and nothing else is written into this one.
        """
        if nomor > self.previous_row:
            self._write_single_row(nomor)
        if self._check_dimensions(nomor, 0) or self._check_dimensions(nomor, max(len(sel) - 1, 0)):
            raise ValueError(f"row {nomor} does not fit on a sheet")
        isi = [tulis(nomor + 1, satu) for tulis, satu in zip(sel, nilai, strict=True)
               if satu is not None and satu != ""]
        if isi:
            self.fh.write(f'<row r="{nomor + 1}">{"".join(isi)}</row>')

    def sel_teks(self, kolom: int, pola: Format) -> Sel:
        """What writes the cells of a column of texts."""
        awal, sesudah = f'<c r="{xl_col_to_name(kolom)}', f'" s="{pola._get_xf_index()}" t="inlineStr"><is><t'

        def tulis(baris: int, nilai: Any) -> str:
            if nilai.__class__ is not str:
                nilai = _KATA.get(nilai, nilai) if nilai.__class__ is bool else str(nilai)
            teks = escape(_KODE.sub(r"_x005F_\1", bersih(nilai)), quote=False)
            ruang = ' xml:space="preserve"' if teks[:1].isspace() or teks[-1:].isspace() else ""
            return f"{awal}{baris}{sesudah}{ruang}>{teks}</t></is></c>"

        return tulis

    def sel_bilangan(self, kolom: int, pola: Format) -> Sel:
        """What writes the cells of a column of numbers; anything else in it is a text."""
        awal, sesudah = f'<c r="{xl_col_to_name(kolom)}', f'" s="{pola._get_xf_index()}"><v>'
        teks = self.sel_teks(kolom, pola)

        def tulis(baris: int, nilai: Any) -> str:
            if type(nilai) is not int and not (adalah_bilangan(nilai) and isfinite(nilai)):
                return teks(baris, nilai)
            return f"{awal}{baris}{sesudah}{nilai:.16G}</v></c>"

        return tulis

    def sel_hari(self, kolom: int, pola: Format) -> Sel:
        """What writes the cells of a column of dates or instants; those before 1900 are texts."""
        bilangan, teks = self.sel_bilangan(kolom, pola), self.sel_teks(kolom, pola)

        def tulis(baris: int, nilai: Any) -> str:
            if isinstance(nilai, date) and nilai.year >= 1900:
                return bilangan(baris, self._convert_date_time(nilai))
            return teks(baris, nilai)

        return tulis
