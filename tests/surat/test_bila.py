"""Conditions of parts: what they mean, and that nothing of them is run."""

from __future__ import annotations

import pytest

from smartkampung.surat.bila import BilaSalah, kode_bila, terpenuhi

NILAI = {"umur": "20", "status_kawin": "Cerai Mati", "akad": "2026-12-01", "gaji": "1500000.00", "kosong": "",
         "punya": True, "tidak": False, "nama": "Siti", "orang": {"nama": "Budi"}}  # fmt: skip


@pytest.mark.parametrize(
    ("bila", "benar"),
    [
        ("nama", True),
        ("kosong", False),
        ("bukan kosong", True),
        ("tidak_ada", False),
        ("orang", True),
        ("punya", True),
        ("punya = ya", True),
        ("tidak", False),
        ("umur < 21", True),
        ("umur < 20", False),
        ("umur <= 20", True),
        ("umur <> 20", False),
        ("umur != 19", True),
        ("UMUR > 19", True),
        ("status_kawin = cerai mati", True),
        ('status_kawin = "Cerai Mati"', True),
        ("status_kawin = Cerai", False),
        ("status_kawin > Cerai", False),
        ("akad > 30-11-2026", True),
        ("akad = 2026-12-01", True),
        ("gaji >= 1500000", True),
        ("kosong = x", False),
        ("kosong != x", True),
        ("umur < 21 dan status_kawin = Cerai Mati", True),
        ("umur > 21 atau status_kawin = Cerai Mati", True),
        ("umur > 21 dan nama atau punya", True),
        ("umur > 21 dan (nama atau punya)", False),
        ("bukan (umur > 21) dan nama", True),
    ],
)
def test_syarat_dinilai_menurut_angka_hari_dan_teks(bila, benar):
    assert terpenuhi(bila, NILAI) is benar


@pytest.mark.parametrize(
    ("bila", "kalimat"),
    [
        ("umur <", "belum ada nilainya"),
        ("< 21", "harus diawali kode"),
        ("umur < 21 dan", "harus diawali kode"),
        ("(umur < 21", "belum ditutup"),
        ("umur < 21)", "tidak pada tempatnya"),
        ("umur < < 21", "Dua tanda banding"),
        ("umur ! 3", "Tulis !="),
        ("__import__('os').system('true')", "harus diawali kode|tidak pada tempatnya"),
        ("umur; drop", "harus diawali kode"),
        ("{{7*7}}", "harus diawali kode"),
        ("x" * 201, "paling banyak 200"),
        ("(" * 200, "pasang kurung"),
        ("bukan " * 33, "harus diawali kode"),
    ],
)
def test_syarat_yang_salah_dijelaskan_dengan_kalimat(bila, kalimat):
    with pytest.raises(BilaSalah, match=kalimat):
        terpenuhi(bila, NILAI)


def test_kode_dalam_syarat_terkumpul():
    assert kode_bila("umur < 21 dan (bukan nama atau kerja = tani)") == {"umur", "nama", "kerja"}
