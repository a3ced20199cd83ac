"""No page, style or script refers to another host: the village works without internet."""

from __future__ import annotations

import re

import pytest

from tests.peramban import Peramban
from tests.sapuan.alat import POJOK, jelajah

pytestmark = [pytest.mark.satu_basis, pytest.mark.acuan(POJOK)]

ALAMAT = re.compile(r"""(?:https?:)?//[a-z0-9.-]+\.[a-z]{2,}[^\s"'<>)]*""", re.I)
# Names of vocabularies, never fetched; and the village's own public address in links it prints for others.
BUKAN_PERMINTAAN = ("http://www.w3.org/", "http://127.0.0.1", "http://localhost")
MEMINTA = "//@src|//link/@href|//@srcset|//form/@action|//@poster|//object/@data|//use/@href|//a/@href"


@pytest.mark.parametrize("nama", ["", "sekdes", "kades", "admin"])
def test_tidak_ada_halaman_yang_meminta_ke_luar(kantor, nama):
    import lxml.html

    peramban = Peramban(kantor)
    if nama:
        peramban.masuk(nama)
    jenis = set()
    for jalur, jawab in jelajah(peramban, "/beranda" if nama else "/"):
        jenis.add(jawab.mimetype)
        if jawab.mimetype == "text/html" and jawab.data:
            for alamat in lxml.html.fromstring(jawab.get_data(as_text=True)).xpath(MEMINTA):
                assert re.match(r"/(?!/)|#|\?|data:|tel:|mailto:|$", str(alamat)), (jalur, alamat)
        elif jawab.mimetype in ("text/css", "text/javascript", "application/javascript", "image/svg+xml",
                                "application/manifest+json"):
            luar = [a for a in ALAMAT.findall(jawab.get_data(as_text=True)) if not a.startswith(BUKAN_PERMINTAAN)]
            assert not luar, (jalur, luar)
    assert {"text/html", "text/css", "text/javascript"} <= jenis
