"""Workbooks read back by two other programs, and looked at as XML."""

from __future__ import annotations

import io
import re
import time
import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import openpyxl
import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from smartkampung.inti.lembar import Grafik, Kolom, Kontrol, Lembar
from smartkampung.inti.xlsx import Sampul, tulis_buku

KOLOM = (
    Kolom("nama", "Nama"),
    Kolom("nik", "NIK", "nik"),
    Kolom("jiwa", "Jiwa", "angka", jumlah=True),
    Kolom("iuran", "Iuran (Rp)", "rupiah", jumlah=True),
    Kolom("bagian", "Bagian", "persen"),
    Kolom("tanggal", "Tanggal", "tanggal"),
    Kolom("pada", "Pada", "waktu"),
)
PADA = datetime(2026, 11, 21, 5, 28, tzinfo=UTC)
BARIS = ("Siti", "0012345678901234", 12, Decimal("1500000.50"), Decimal("0.5"), date(2026, 11, 21), PADA)


def buku(*lembar: Lembar, **lain) -> bytes:
    ke = io.BytesIO()
    tulis_buku(lembar, ke=ke, **lain)
    return ke.getvalue()


def lembar_contoh(*baris, **lain) -> Lembar:
    return Lembar("contoh", "Contoh", KOLOM, baris or (BARIS,), zona=ZoneInfo("Asia/Jakarta"), **lain)


def xml(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as arsip:
        return {nama: arsip.read(nama).decode() for nama in arsip.namelist()}


def test_nilai_kembali_utuh_lewat_calamine():
    baris = (
        CalamineWorkbook.from_filelike(io.BytesIO(buku(lembar_contoh())))
        .get_sheet_by_name("Contoh")
        .to_python()
    )
    kepala = baris.index([kolom.judul for kolom in KOLOM])
    isi = baris[kepala + 1]
    assert isi[:5] == ["Siti", "0012345678901234", 12, 1500000.5, 0.5]
    assert isi[5] == date(2026, 11, 21)
    assert isi[6] == datetime(2026, 11, 21, 12, 28)


def test_kepala_dibekukan_disaring_dan_jumlah_berupa_rumus_bernilai():
    data = buku(lembar_contoh(BARIS, BARIS))
    dengan_rumus = openpyxl.load_workbook(io.BytesIO(data))["Contoh"]
    dengan_nilai = openpyxl.load_workbook(io.BytesIO(data), data_only=True)["Contoh"]
    assert dengan_rumus.freeze_panes == "A4"
    assert dengan_rumus.auto_filter.ref == "A3:G5"
    assert dengan_rumus["C6"].value == "=SUM(C4:C5)"
    assert dengan_nilai["C6"].value == 24
    assert dengan_nilai["D6"].value == 3000001
    assert dengan_nilai["A6"].value == "Jumlah"


@pytest.mark.parametrize(
    "teks",
    [
        "=1+1",
        "=cmd|'/c calc'!A0",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "http://contoh.id",
        "mailto:a@b.c",
        "123",
        "{=1}",
        "'=1",
        '<b>x</b>&"',
        "😀",
        "a\x00b\x1f",
        "x" * 40_000,
        "internal:Sheet!A1",
        "<r><t>x</t></r>",
        "<r>&</r>",
    ],
)
def test_teks_data_tidak_pernah_menjadi_rumus_atau_tautan(teks):
    data = buku(Lembar("t", "T", (Kolom("a", "A"), Kolom("b", teks[:200])), [(teks, teks)]))
    for nama, isi in xml(data).items():
        if nama.startswith("xl/worksheets/sheet"):
            assert "<f>" not in isi
            assert "<hyperlink" not in isi
    kembali = openpyxl.load_workbook(io.BytesIO(data))["T"]["A4"]
    assert kembali.data_type in {"s", "inlineStr"}
    assert str(kembali.value)[:20] == "".join(h for h in teks if h >= " " or h in "\t\n")[:20]


def test_teks_yang_mirip_kode_huruf_tidak_menjadi_huruf():
    data = buku(Lembar("t", "T", (Kolom("a", "A"),), [("_x0041_",)]))
    assert "<t>_x005F_x0041_</t>" in xml(data)["xl/worksheets/sheet1.xml"]  # as spreadsheets write it themselves


def test_grafik_asli_dan_sampul_ada():
    grafik = Grafik("batang", "Jiwa", "nama", ("jiwa",))
    data = buku(
        lembar_contoh(BARIS, BARIS, grafik=(grafik,)),
        sampul=Sampul("Rekap", (("Desa", "Sumberwangi"),)),
        dibuat=PADA,
    )
    isi = xml(data)
    assert any(nama.startswith("xl/charts/chart") for nama in isi)
    assert openpyxl.load_workbook(io.BytesIO(data)).sheetnames == ["Sampul", "Contoh"]
    assert "'Contoh'!$C$4:$C$5" in next(teks for nama, teks in isi.items() if "charts/chart" in nama)


@pytest.mark.parametrize(("nilai", "hasil"), [(24, "OK"), (25, "BEDA")])
def test_kontrol_berupa_rumus_dengan_hasilnya(nilai, hasil):
    kontrol = (Kontrol("Jiwa", nilai, ((1, "contoh", "jiwa"),)),)
    data = buku(lembar_contoh(BARIS, BARIS), kontrol=kontrol)
    rumus = openpyxl.load_workbook(io.BytesIO(data))["Kontrol"]
    nilai_jadi = openpyxl.load_workbook(io.BytesIO(data), data_only=True)["Kontrol"]
    assert rumus["C5"].value == "=+SUM('Contoh'!$C$4:$C$5)"
    assert rumus["E5"].value == '=IF(D5=0,"OK","BEDA")'
    assert nilai_jadi["E5"].value == hasil


def test_nama_lembar_ganda_panjang_dan_terlarang_tetap_sah():
    judul = (
        "Surat: [per] jenis/bulan? yang sangat panjang",
        "Surat: [per] jenis/bulan? yang sangat panjang",
        "'",
        "History",
    )
    data = buku(*(Lembar(str(i), satu, KOLOM, ()) for i, satu in enumerate(judul)))
    nama = openpyxl.load_workbook(io.BytesIO(data)).sheetnames
    assert len({satu.casefold() for satu in nama}) == 4
    assert all(len(satu) <= 31 and not re.search(r"[\[\]:*?/\\]", satu) for satu in nama)


def test_isi_sama_memberi_bita_sama():
    assert buku(lembar_contoh(), dibuat=PADA) == buku(lembar_contoh(), dibuat=PADA)


def test_biaya_banyak_sel_mendekati_xlsxwriter_sendiri(banyak):
    baris = [(f"Nama {i}", f"99010120057{i:05d}", i, Decimal(i * 1000), None) * 4 for i in range(banyak(3_000, 10_000))]
    kolom = tuple(
        Kolom(f"k{i}", f"K{i}", jenis)
        for i, jenis in enumerate(("teks", "nik", "angka", "rupiah", "teks") * 4)
    )
    ulang = []
    for _ in range(2):
        mulai = time.process_time()
        _tulis_mentah(baris)
        tengah = time.process_time()
        buku(Lembar("b", "B", kolom, baris))
        ulang.append((time.process_time() - tengah) / (tengah - mulai))
    assert min(ulang) <= 0.8


def _tulis_mentah(baris) -> None:
    mentah = xlsxwriter.Workbook(io.BytesIO(), {"constant_memory": True})
    halaman = mentah.add_worksheet()
    pola = mentah.add_format({"num_format": "#,##0"})
    for nomor, satu in enumerate(baris):
        for kolom, nilai in enumerate(satu):
            halaman.write(nomor, kolom, nilai, pola)
    mentah.close()
