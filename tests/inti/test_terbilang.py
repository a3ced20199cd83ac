"""Words for money: exhaustive where the traps are."""

from __future__ import annotations

import itertools
from decimal import Decimal

import pytest

from smartkampung.inti.terbilang import BATAS, terbilang, terbilang_rupiah

ANGKA = {"nol": 0, "satu": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6, "tujuh": 7, "delapan": 8,
         "sembilan": 9}
BESAR = {"ribu": 10**3, "juta": 10**6, "miliar": 10**9, "triliun": 10**12}


def baca(teks: str) -> int:
    """Read the words back by a different way than they were made."""
    jumlah = kelompok = satuan = 0
    for kata in teks.split():
        if kata in ANGKA:
            satuan = ANGKA[kata]
        elif kata in ("sepuluh", "sebelas", "seratus"):
            kelompok += {"sepuluh": 10, "sebelas": 11, "seratus": 100}[kata]
        elif kata == "belas":
            kelompok, satuan = kelompok + 10 + satuan, 0
        elif kata == "puluh":
            kelompok, satuan = kelompok + satuan * 10, 0
        elif kata == "ratus":
            kelompok, satuan = kelompok + satuan * 100, 0
        elif kata == "seribu":
            assert kelompok == satuan == 0
            jumlah += 1000
        else:
            jumlah, kelompok, satuan = jumlah + (kelompok + satuan) * BESAR[kata], 0, 0
    return jumlah + kelompok + satuan


@pytest.mark.parametrize("nilai, kata", [
    (0, "nol"), (11, "sebelas"), (15, "lima belas"), (100, "seratus"), (111, "seratus sebelas"), (1000, "seribu"),
    (1001, "seribu satu"), (1100, "seribu seratus"), (11_000, "sebelas ribu"), (21_000, "dua puluh satu ribu"),
    (101_000, "seratus satu ribu"), (1_000_000, "satu juta"), (1_001_000, "satu juta seribu"),
    (2_001_500, "dua juta seribu lima ratus"), (11_111_111, "sebelas juta seratus sebelas ribu seratus sebelas"),
    (1_000_001_000, "satu miliar seribu"), (1_001_001_001, "satu miliar satu juta seribu satu"),
    (10**12, "satu triliun"), (-1500, "minus seribu lima ratus"),
])
def test_contoh(nilai, kata):
    assert terbilang(nilai) == kata


def test_semua_sampai_dua_puluh_ribu_terbaca_kembali(banyak):
    for nilai in range(banyak(20_000, 1_000_000)):
        assert baca(terbilang(nilai)) == nilai


def test_semua_susunan_kelompok_seribu():
    for a, b, c, d in itertools.product((0, 1, 2, 10, 11, 12, 100, 101, 111, 999), repeat=4):
        nilai = ((a * 1000 + b) * 1000 + c) * 1000 + d
        kata = terbilang(nilai)
        assert baca(kata) == nilai, kata
        assert "satu ribu" not in kata or c > 1, kata
        assert "  " not in kata and kata == kata.strip()


def test_terlalu_besar_ditolak():
    with pytest.raises(ValueError):
        terbilang(BATAS)


def test_rupiah_dengan_sen():
    assert terbilang_rupiah(Decimal("1500.50")) == "seribu lima ratus rupiah lima puluh sen"
    assert terbilang_rupiah(Decimal("-1000")) == "minus seribu rupiah"
