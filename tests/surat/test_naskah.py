"""Facts merged into text: known codes only, bold only from the definition."""

from __future__ import annotations

from datetime import date

import pytest

from smartkampung.surat.formulir import kode_formulir
from smartkampung.surat.jenis import definisi, definisi_bawaan
from smartkampung.surat.naskah import (
    Nilai,
    berlaku_sampai,
    gabung,
    kapital_jabatan,
    potongan,
    samarkan,
    susun_bagian,
)


def test_kode_dikenal_diganti_kode_asing_tetap():
    assert gabung("[nama] [NAMA] [asing] [nama", {"nama": "Siti"}) == "Siti SITI [asing] [nama"


@pytest.mark.parametrize("jahat", ["[nama]", "**tebal**", "{{7*7}}", "{% for %}", "#eval(1)", "[no_kk]"])
def test_isian_tidak_menjadi_kode_atau_markah(jahat):
    assert potongan("untuk **[keperluan]**.", {"keperluan": jahat, "nama": "X", "no_kk": "9"}) == [
        ["untuk ", False],
        [jahat, True],
        [".", False],
    ]


def test_baris_tanpa_isi_hilang_dan_tabel_kosong_tidak_dicetak():
    bagian = [{"jenis": "tabel", "baris": [["Nama", "**[nama]**"], ["Siswa", "[siswa]"]]}]
    assert susun_bagian(bagian, Nilai({"nama": "Siti", "siswa": ""}))[0]["isi"] == [["Nama", "Siti", True]]
    assert susun_bagian(bagian, Nilai({"nama": "", "siswa": ""})) == []


@pytest.mark.parametrize(
    ("mulai", "jumlah", "satuan", "akhir"),
    [
        (date(2026, 11, 21), 1, "bulan", date(2026, 12, 21)),
        (date(2027, 1, 31), 1, "bulan", date(2027, 2, 28)),
        (date(2026, 12, 5), 6, "bulan", date(2027, 6, 5)),
        (date(2028, 2, 29), 1, "tahun", date(2029, 2, 28)),
        (date(2026, 12, 30), 3, "hari", date(2027, 1, 2)),
    ],
)
def test_masa_berlaku_tidak_melompati_akhir_bulan(mulai, jumlah, satuan, akhir):
    assert berlaku_sampai(mulai, {"jumlah": jumlah, "satuan": satuan}) == akhir


def test_nama_disamarkan_sampai_huruf_awal():
    assert samarkan("Sutrisno bin Karto") == "S••••••• b•• K••••"


def test_awalan_jabatan_tetap_kecil():
    assert kapital_jabatan("a.n. Kepala Desa Sumberwangi") == "a.n. KEPALA DESA SUMBERWANGI"
    assert kapital_jabatan("Plt. Kepala Desa") == "Plt. KEPALA DESA"
    assert kapital_jabatan("Sekretaris Desa") == "SEKRETARIS DESA"


@pytest.mark.parametrize("isi", definisi_bawaan(), ids=lambda isi: isi["kode"])
def test_definisi_bawaan_hanya_memakai_kode_yang_ada(isi):
    jenis = definisi(isi)
    dipakai = jenis.kode_dipakai
    assert dipakai <= jenis.kode_dikenal
    for kode in (*(satu.kode for satu in jenis.lampiran), *([jenis.formulir] if jenis.formulir else [])):
        dipakai |= kode_formulir(kode)
    assert jenis.biaya == 0
    for satu in jenis.isian_warga:
        assert {satu.kode, *satu.kode_turunan} & dipakai, f"{satu.kode} is asked for and never printed"
