"""Addresses of keuangan that somebody edited by hand: a page, a redirect or a refusal, never a crash."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask

from smartkampung.inti import db as basis
from tests.keuangan.belanja_pabrik import BAHAN, BELANJA, baris, dicairkan, pihak
from tests.peramban import Peramban

pytestmark = [pytest.mark.satu_basis, pytest.mark.acuan(BELANJA)]
BESAR = "9" * 20
KUNCI = ("tahun", "bulan", "halaman", "rekening", "rekening_id", "rencana", "masa", "kode", "versi", "dari", "sampai")


def halaman_keuangan(app: Flask, nilai: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every page of the area that is opened by GET, with the same number wherever its address takes one."""
    for aturan in app.url_map.iter_rules():
        if aturan.rule.startswith("/keuangan") and "GET" in (aturan.methods or ()):
            angka = {k for k, c in aturan._converters.items() if type(c).__name__ == "IntegerConverter"}
            yield aturan.endpoint, {k: nilai if k in angka else "pdf" for k in aturan.arguments}


@pytest.mark.parametrize(("siapa", "nilai"), [("keuangan", BESAR), ("kasi", "-1")])
def test_alamat_yang_disunting_tidak_merusak_halaman(kantor, siapa, nilai):
    with kantor.app_context(), basis.transaksi():
        pihak()
        dicairkan(baris(BAHAN, 1_000_000, "Toko Makmur"))
    peramban = Peramban(kantor).masuk(siapa)
    for endpoint, isi in halaman_keuangan(kantor, 0):
        jawab = peramban.klien.get(peramban.alamat(endpoint, **isi), query_string=dict.fromkeys(KUNCI, nilai))
        assert jawab.status_code < 500, (endpoint, nilai)
