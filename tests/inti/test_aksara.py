"""Printable characters, read from our own fonts."""

from __future__ import annotations

import pytest

from smartkampung.inti.aksara import aksara_tak_tercetak, dapat_dicetak


@pytest.mark.parametrize(
    "teks", ["Siti Aminah", "I Gusti Ayu é ñ ‘kutip’ – — … ×", "بسم الله", "ᬩᬮᬶ", "Café", "1 ½ m²"]
)
def test_aksara_nusantara_dapat_dicetak(teks):
    assert aksara_tak_tercetak(teks) == []


@pytest.mark.parametrize(
    ("teks", "asing"), [("Toko 😀😀", ["😀"]), ("漢字", ["漢", "字"]), ("a\x07b", ["\x07"])]
)
def test_aksara_asing_disebut_satu_kali(teks, asing):
    assert aksara_tak_tercetak(teks) == asing


def test_lambang_asing_diganti_dan_tanda_kendali_dibuang():
    assert dapat_dicetak("Toko 😀\x07\u202eabc") == "Toko ?abc"


def test_kata_sangat_panjang_dapat_dipotong():
    kata = "W" * 300
    assert max(len(satu) for satu in dapat_dicetak(kata).split("\u200b")) <= 20
    assert dapat_dicetak(kata).replace("\u200b", "") == kata


def test_nomor_surat_dan_alamat_tidak_disisipi_celah():
    for teks in ("500.2.2.4/57/01.2001/XI/2026", "http://127.0.0.1:8123/periksa", "desa@sumberwangi-raya.desa.id"):
        assert dapat_dicetak(teks) == teks
