"""Rupiah written, read, split, stored."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.dialects import sqlite

from smartkampung.inti.db import RupiahKolom
from smartkampung.inti.uang import angka, baca_rupiah, bagi_rupiah, rupiah

SEN = st.integers(-10**15, 10**15).map(lambda n: (Decimal(n) / 100).quantize(Decimal("0.01")))


@pytest.mark.parametrize("nilai, teks", [
    (0, "Rp0"), (999, "Rp999"), (1000, "Rp1.000"), (1234567, "Rp1.234.567"), (Decimal("1234567.5"), "Rp1.234.567,50"),
    (Decimal("-5"), "−Rp5"), (Decimal("0.07"), "Rp0,07")])
def test_ditulis(nilai, teks):
    assert rupiah(nilai) == teks


@pytest.mark.parametrize("teks, nilai", [
    ("1.234.567", "1234567"), ("1234567", "1234567"), ("Rp 1.500,5", "1500.50"), ("rp.2000", "2000"), ("-5", "-5"),
    (" 12 000 ", "12000"), ("0", "0")])
def test_dibaca(teks, nilai):
    assert baca_rupiah(teks) == Decimal(nilai)


@pytest.mark.parametrize("teks", ["", "abc", "1.5", "1,234,567", "1.23.456", "12,345", "1e6", "１２", "--5", "1.2345"])
def test_yang_meragukan_ditolak(teks):
    with pytest.raises(ValueError):
        baca_rupiah(teks)


def test_pecahan_sen_tidak_pernah_lolos():
    with pytest.raises(ValueError):
        rupiah(Decimal("0.005"))
    with pytest.raises(ValueError):
        RupiahKolom().process_bind_param(Decimal("1.005"), sqlite.dialect())


@given(SEN)
def test_tulis_lalu_baca_sama(nilai):
    assert baca_rupiah(rupiah(nilai)) == nilai


@given(SEN, st.lists(st.integers(0, 10**6), min_size=1, max_size=40).filter(lambda b: sum(b) > 0))
def test_pembagian_selalu_genap(nilai, bobot):
    bagian = bagi_rupiah(nilai, bobot)
    assert sum(bagian) == nilai
    for b, w in zip(bagian, bobot, strict=True):
        assert abs(b - nilai * w / sum(bobot)) < Decimal("0.01")


@given(SEN)
def test_kolom_menyimpan_tepat(nilai):
    kolom = RupiahKolom()
    assert kolom.process_result_value(kolom.process_bind_param(nilai, sqlite.dialect()), sqlite.dialect()) == nilai


def test_angka():
    assert angka(20000) == "20.000"
    assert angka(Decimal("71.44"), 1) == "71,4"
