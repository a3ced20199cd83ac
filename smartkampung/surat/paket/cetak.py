"""The letters of a bundle as one print job: their pages one after another, as issued."""

from __future__ import annotations

import io
from collections.abc import Iterable

from smartkampung.inti.berkas import baca_berkas
from smartkampung.surat.models import Surat


def gabungan(daftar: Iterable[Surat]) -> bytes:
    """One PDF for the printer. The signed files stay as they are; this copy carries no signature of its own."""
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.pdf_utils.writer import PageObject, PdfFileWriter

    penulis = PdfFileWriter()
    for surat in daftar:
        if surat.berkas is None:
            continue
        pembaca = PdfFileReader(io.BytesIO(baca_berkas(surat.berkas)))
        for nomor in range(int(pembaca.root["/Pages"]["/Count"])):
            halaman = pembaca.find_page_for_modification(nomor)[0].get_object()
            baru = PageObject(
                contents=penulis.add_object(penulis.import_object(halaman["/Contents"].get_object())),
                media_box=penulis.import_object(halaman["/MediaBox"]),
                resources=penulis.import_object(halaman["/Resources"]),
            )
            penulis.insert_page(baru)
    keluar = io.BytesIO()
    penulis.write(keluar)
    return keluar.getvalue()
