"""One table spec: totals, checks, words on screen, CSV and JSON."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from smartkampung.inti.lembar import (
    Kolom,
    Kontrol,
    Lembar,
    lembar_csv,
    lembar_json,
    netralkan_rumus,
    tampilkan,
)

KOLOM = (
    Kolom("dusun", "Dusun"),
    Kolom("jiwa", "Jiwa", "angka", jumlah=True),
    Kolom("iuran", "Iuran", "rupiah", jumlah=True),
)


def lembar_contoh(baris=None) -> Lembar:
    return Lembar(
        "dusun", "Dusun", KOLOM, baris or [("Krajan", 120, Decimal("1500000.50")), ("Sumber", 80, None)]
    )


def test_jumlah_kolom_melewati_sel_kosong():
    assert lembar_contoh().jumlah("iuran") == Decimal("1500000.50")
    assert lembar_contoh().jumlah("jiwa") == 200


def test_kontrol_menjumlah_kolom_beberapa_lembar():
    kontrol = Kontrol("Jiwa", 200, ((1, "dusun", "jiwa"),))
    assert kontrol.nilai_lembar([lembar_contoh()]) == 200


@pytest.mark.parametrize(
    ("jenis", "nilai", "tampak"),
    [
        ("rupiah", Decimal("1234567"), "1.234.567"),
        ("rupiah", Decimal("-1234567.5"), "−1.234.567,50"),
        ("persen", Decimal("0.925"), "92,5 %"),
        ("tanggal", date(2026, 11, 21), "21-11-2026"),
        ("waktu", datetime(2026, 11, 21, 17, 30, tzinfo=UTC), "22-11-2026 00.30"),
        ("teks", True, "Ya"),
        ("teks", None, ""),
    ],
)
def test_sel_tampil_seperti_dibaca_orang(jenis, nilai, tampak):
    assert tampilkan(Kolom("x", "X", jenis), nilai, ZoneInfo("Asia/Jakarta")) == tampak


@pytest.mark.parametrize("awalan", ["=", "+", "-", "@", "\t", "\r", "|", "%", "＝", "＋", "－", "＠"])
def test_csv_menawarkan_awalan_rumus(awalan):
    teks = f"{awalan}HYPERLINK(1)"
    baris = list(
        csv.reader(
            io.StringIO(lembar_csv(lembar_contoh([(teks, 1, None)])).decode("utf-8-sig")), delimiter=";"
        )
    )
    assert baris[1][0] == f"'{teks}"
    assert netralkan_rumus(f"  {teks}").startswith("'")


def test_csv_memakai_titik_koma_dan_koma_desimal():
    assert "Krajan;120;1500000,50" in lembar_csv(lembar_contoh()).decode("utf-8-sig")


def test_json_menyimpan_rupiah_sebagai_teks_dua_angka():
    isi = lembar_json(lembar_contoh())
    assert isi["baris"] == [["Krajan", 120, "1500000.50"], ["Sumber", 80, None]]
    assert isi["jumlah"] == {"jiwa": 200, "iuran": "1500000.50"}
