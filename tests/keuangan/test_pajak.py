"""Taxes proposed on a line: every worked example of the specification, to the rupiah."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from smartkampung.keuangan.belanja.pajak import (
    daftar_pajak,
    objek_rekening,
    pajak_pada,
    tarif_ter,
    usulkan,
)
from smartkampung.keuangan.kas.models import BADAN, PERORANGAN, Pihak

HARI = date(2026, 6, 1)


def pihak(**isi):
    return Pihak(**({"nama": "Toko", "jenis": BADAN, "npwp": "0123456789012345", "pkp": False, "suket_nomor": "",
                     "konstruksi": ""} | isi))  # fmt: skip


def usul(nilai, objek, **isi):
    orang_hari = isi.pop("orang_hari", 0)
    tanggal = isi.pop("tanggal", HARI)
    satu = None if isi.pop("tanpa_profil", False) else pihak(**isi)
    return [(u.kode, u.dasar, u.nilai) for u in usulkan(Decimal(nilai), satu, tanggal, objek, orang_hari=orang_hari)]


@pytest.mark.parametrize(("nilai", "objek", "profil", "hasil"), [
    (11_100_000, "barang", {"pkp": True}, [("PPN", 10_000_000, 1_100_000), ("PPh22", 10_000_000, 150_000)]),
    (4_750_000, "barang", {"pkp": True}, [("PPN", 4_279_279, 470_721), ("PPh22", 4_279_279, 64_189)]),
    (2_220_000, "barang", {"pkp": True}, []),  # DPP is exactly the threshold
    (2_220_001, "barang", {"pkp": True}, [("PPN", 2_000_001, 220_000), ("PPh22", 2_000_001, 30_000)]),
    (2_220_000, "barang", {}, [("PPh22", 2_220_000, 33_300)]),  # no PKP: the gross is the base
    (2_000_000, "barang", {}, []),
    (3_000_000, "barang", {"npwp": ""}, [("PPh22", 3_000_000, 90_000)]),
    (3_000_000, "barang", {"tanpa_profil": True}, [("PPh22", 3_000_000, 90_000)]),
    (11_100_000, "barang_bebas", {"pkp": True}, [("PPh22", 10_000_000, 150_000)]),
    (4_000_000, "honor", {"jenis": PERORANGAN}, [("PPh21", 2_000_000, 100_000)]),
    (4_000_000, "honor", {"jenis": PERORANGAN, "npwp": ""}, [("PPh21", 2_000_000, 120_000)]),
    (10_656_000, "konstruksi", {"pkp": True, "konstruksi": "kecil"},
     [("PPN", 9_600_000, 1_056_000), ("PPh4(2)-KONS-KECIL", 9_600_000, 168_000)]),
    (10_000_000, "konstruksi", {"konstruksi": "lain"}, [("PPh4(2)-KONS-LAIN", 10_000_000, 265_000)]),
    (10_000_000, "konstruksi", {}, [("PPh4(2)-KONS-TANPA", 10_000_000, 400_000)]),
    (1_000_000, "jasa", {}, [("PPh23", 1_000_000, 20_000)]),
    (1_000_000, "jasa", {"npwp": ""}, [("PPh23", 1_000_000, 40_000)]),
    (1_000_000, "jasa", {"jenis": PERORANGAN}, [("PPh21", 500_000, 25_000)]),
    (1_110_000, "jasa", {"pkp": True}, [("PPh23", 1_000_000, 20_000)]),  # below the threshold of PPN, base without it
    (1_000_000, "sewa", {"jenis": PERORANGAN}, [("PPh23", 1_000_000, 20_000)]),
    (5_000_000, "sewa_tanah", {}, [("PPh4(2)-SEWA", 5_000_000, 500_000)]),
    (750_000, "boga", {"pkp": True}, [("PPh23", 675_676, 13_513)]),  # food and drink: regional tax, no PPN
    (9_000_000, "tanpa", {"pkp": True}, []),  # BBM, electricity, telephone
    (5_400_000, "gaji", {"jenis": PERORANGAN}, []),
    (5_650_001, "gaji", {"jenis": PERORANGAN}, [("PPh21TER", 5_650_001, 28_250)]),
    (20_000_000, "gaji", {}, []),  # a sum of many people has no rate
    (4_500_000, "upah", {"orang_hari": 10}, []),
    (4_600_000, "upah", {"orang_hari": 10}, [("PPh21H", 4_600_000, 23_000)]),
])  # fmt: skip
def test_usulan(nilai, objek, profil, hasil):
    assert usul(nilai, objek, **profil) == hasil


@pytest.mark.parametrize(("tanggal", "hasil"), [
    (date(2025, 12, 31), [("PPh22", 3_000_000, 45_000)]), (date(2026, 1, 1), [("PPhFinal", 3_000_000, 15_000)]),
    (date(2026, 12, 31), [("PPhFinal", 3_000_000, 15_000)]), (date(2027, 1, 1), [("PPh22", 3_000_000, 45_000)]),
])  # fmt: skip
def test_surat_keterangan_umkm_hanya_selama_berlaku(tanggal, hasil):
    profil = {"suket_nomor": "KET-1", "suket_mulai": date(2026, 1, 1), "suket_sampai": date(2026, 12, 31)}
    assert usul(3_000_000, "barang", tanggal=tanggal, **profil) == hasil


@pytest.mark.parametrize(("rekening", "objek"), [
    ("5.1.1.01", "gaji"), ("5.2.1.01", "barang"), ("5.2.1.04", "tanpa"), ("5.2.1.06", "boga"), ("5.2.2.04", "honor"),
    ("5.2.4.01", "sewa_tanah"), ("5.2.4.02", "sewa"), ("5.2.5.01", "tanpa"), ("5.3.5.02", "upah"),
    ("5.3.5.03", "barang"), ("5.4.1.01", "tanpa"), ("6.2.2.01", "tanpa"),
])  # fmt: skip
def test_jenis_belanja_dari_rekening(rekening, objek):
    assert objek_rekening(rekening) == objek


def test_tabel_ter_dan_masa_berlaku():
    assert [tarif_ter(k, Decimal(6_200_000)) for k in "ABC"] == [Decimal("0.75"), 0, 0]
    assert tarif_ter("A", Decimal(2 * 10**9)) == 34
    ppn_2024, ppn_2026 = pajak_pada("PPN", date(2024, 5, 1)), pajak_pada("PPN", HARI)
    assert ppn_2024 and ppn_2026 and ppn_2024.sampai == date(2024, 12, 31)
    assert len([p for p in daftar_pajak(HARI) if p.kode == "PPN"]) == 1
    assert pajak_pada("PPh21", date(2023, 12, 31)) is None
