"""A book on its way out: a year as PDF is set month by month, so that its length costs no memory."""

from __future__ import annotations

import io
from dataclasses import replace

from flask import Response

from smartkampung.inti.pdf import lepaskan
from smartkampung.inti.web import kirim_pdf
from smartkampung.keuangan.kertas.bentuk import Kertas
from smartkampung.keuangan.kertas.keluar import kirim, pdf_kertas


def pdf_buku(kertas: Kertas) -> bytes:
    """A book as PDF; each month begins with its own page 1."""
    if len(kertas.bagian) == 1:
        return pdf_kertas(kertas)
    import pikepdf

    with pikepdf.new() as jadi:
        for bagian in kertas.bagian:
            with pikepdf.open(io.BytesIO(pdf_kertas(replace(kertas, bagian=(bagian,))))) as satu:
                jadi.pages.extend(satu.pages)
            lepaskan()
        keluar = io.BytesIO()
        jadi.save(keluar, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return keluar.getvalue()


def kirim_buku(kertas: Kertas, bentuk: str) -> Response:
    """Send a book as `pdf` or `xlsx`."""
    if bentuk == "pdf":
        return kirim_pdf(pdf_buku(kertas), f"{kertas.nama}.pdf")
    return kirim(kertas, bentuk)
