"""Rows of a `Lembar` as table cells, and addresses of many rows: the two things lists do hundreds of times."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from flask import url_for
from markupsafe import Markup, escape

from smartkampung.inti import saringan
from smartkampung.inti.lembar import JENIS_BILANGAN, Kolom, Lembar, adalah_bilangan
from smartkampung.inti.uang import angka, rupiah

PENGGANTI = 987_654_321

_TULIS: dict[str, Callable[[Any], str]] = {
    "rupiah": rupiah,
    "angka": lambda n: angka(n) if adalah_bilangan(n) else str(n),
    "persen": lambda n: f"{angka(n * 100, 1)} %" if adalah_bilangan(n) else str(n),
    "tanggal": saringan.tanggal, "waktu": saringan.waktu, "nik": saringan.samar_nik,
}


def sel(nilai: Any, jenis: str) -> str:
    """One value as people read it; empty when there is none."""
    return "" if nilai is None else _TULIS.get(jenis, str)(nilai)


def baris_tabel(lembar: Lembar, url: Sequence[str] | None = None, kartu: bool = True) -> Iterator[Markup]:
    """Each row as `<tr>`; the first cell is a link when there are addresses. Every value is escaped."""
    pola = [(_pembuka(k, kartu), _TULIS.get(k.jenis, str)) for k in lembar.kolom]
    for n, baris in enumerate(lembar.baris):
        isi = ["" if nilai is None else escape(tulis(nilai)) for nilai, (_, tulis) in zip(baris, pola, strict=True)]
        if url and url[n]:
            isi[0] = f'<a href="{escape(url[n])}">{isi[0]}</a>'
        sel_baris = "".join([f"{pembuka}{x}</td>" for (pembuka, _), x in zip(pola, isi, strict=True)])
        yield Markup(f"<tr>{sel_baris}</tr>\n")  # noqa: S704 - every value above is escaped


def _pembuka(kolom: Kolom, kartu: bool) -> str:
    kelas = "n" if kolom.jenis in JENIS_BILANGAN else "angka" if kolom.jenis == "nik" else ""
    label = f' data-label="{escape(kolom.judul)}"' if kartu else ""
    return f'<td class="{kelas}"{label}>' if kelas else f"<td{label}>"


def url_pola(endpoint: str, kunci: str) -> Callable[[int], str]:
    """A maker of addresses that differ only in one number; asks the router once for all rows."""
    nilai_pola: dict[str, Any] = {kunci: PENGGANTI}
    depan, belakang = url_for(endpoint, **nilai_pola).split(str(PENGGANTI))
    return lambda nilai: f"{depan}{int(nilai)}{belakang}"
