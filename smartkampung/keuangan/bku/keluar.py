"""A book on its way out: a year as PDF is set month by month, so that its length costs no memory."""

from __future__ import annotations

import io
from dataclasses import replace

from flask import Response

from smartkampung.inti.web import kirim_pdf
from smartkampung.keuangan.kertas.bentuk import BagianKertas, Kertas
from smartkampung.keuangan.kertas.keluar import kirim, pdf_kertas

INGATAN = 11  # Typst keeps what it set for ten more papers, some 50 MB a month: empty ones make it forget


def pdf_buku(kertas: Kertas) -> bytes:
    """A book as PDF; each month begins with its own page 1."""
    if len(kertas.bagian) == 1:
        return pdf_kertas(kertas)
    import pikepdf

    kosong = replace(kertas, bagian=(BagianKertas(()),))
    with pikepdf.new() as jadi:
        for bagian in kertas.bagian:
            with pikepdf.open(io.BytesIO(pdf_kertas(replace(kertas, bagian=(bagian,))))) as satu:
                jadi.pages.extend(satu.pages)
            for _kali in range(INGATAN):
                pdf_kertas(kosong)
        keluar = io.BytesIO()
        jadi.save(keluar, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return keluar.getvalue()


def kirim_buku(kertas: Kertas, bentuk: str) -> Response:
    """Send a book as `pdf` or `xlsx`."""
    if bentuk == "pdf":
        return kirim_pdf(pdf_buku(kertas), f"{kertas.nama}.pdf")
    return kirim(kertas, bentuk)
