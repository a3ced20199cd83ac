"""Days, instants, zones, periods."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from smartkampung.inti.tanggal import (
    Periode,
    batas_pendek,
    bulan_romawi,
    durasi,
    hari_ini,
    sekarang,
    tanggal_panjang,
    umur,
    waktu_panjang,
)

WIB, WITA, WIT = (ZoneInfo(z) for z in ("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"))


def test_jam_berhenti_dan_bergerak(jam):
    awal = sekarang()
    jam.maju(hours=2)
    assert sekarang() - awal == timedelta(hours=2)


@pytest.mark.parametrize("zona, saat, hari", [
    (WIB, "2026-10-31T16:59:59+00:00", date(2026, 10, 31)), (WIB, "2026-10-31T17:00:00+00:00", date(2026, 11, 1)),
    (WITA, "2026-10-31T15:59:59+00:00", date(2026, 10, 31)), (WITA, "2026-10-31T16:00:00+00:00", date(2026, 11, 1)),
    (WIT, "2026-10-31T14:30:00+00:00", date(2026, 10, 31)), (WIT, "2026-10-31T15:00:00+00:00", date(2026, 11, 1))])
def test_hari_menurut_zona(jam, zona, saat, hari):
    jam.atur(datetime.fromisoformat(saat))
    assert hari_ini(zona) == hari


@pytest.mark.parametrize("zona", [WIB, WITA, WIT])
def test_rentang_bulan_bersambung_tanpa_celah(zona):
    p = Periode(2026, 1)
    for _ in range(48):
        assert p.rentang(zona)[1] == p.sesudah().rentang(zona)[0]
        assert p.sesudah().sebelum() == p
        assert p.akhir + timedelta(days=1) == p.sesudah().awal
        p = p.sesudah()


@pytest.mark.parametrize("kode", ["2026-13", "2026-0", "2026-1", "26-01", "abcd-01", "2026_01", "", "２０２６-01"])
def test_periode_salah_ditolak(kode):
    with pytest.raises(ValueError):
        Periode.baca(kode)


def test_tulisan():
    assert tanggal_panjang(date(2026, 11, 21)) == "21 November 2026"
    assert waktu_panjang(datetime(2026, 11, 21, 5, 28, tzinfo=UTC), WIB) == "21 November 2026, 12.28 WIB"
    assert waktu_panjang(datetime(2026, 11, 21, 5, 28, tzinfo=UTC), WIT).endswith("14.28 WIT")
    assert [bulan_romawi(b) for b in (1, 4, 9, 12)] == ["I", "IV", "IX", "XII"]


@pytest.mark.parametrize("saat, teks", [
    (datetime(2026, 11, 4, 17, tzinfo=UTC), "4 Nov 2026"),
    (datetime(2025, 12, 31, 17, tzinfo=UTC), "31 Des 2025"),
    (datetime(2026, 11, 23, 2, tzinfo=UTC), "23 Nov 2026 09.00"),
])
def test_batas_pada_akhir_hari_disebut_harinya(saat, teks):
    assert batas_pendek(saat, WIB) == teks


@pytest.mark.parametrize("lahir, pada, tahun", [
    (date(2000, 2, 29), date(2026, 2, 28), 25), (date(2000, 2, 29), date(2026, 3, 1), 26),
    (date(2000, 11, 21), date(2026, 11, 21), 26), (date(2000, 11, 22), date(2026, 11, 21), 25)])
def test_umur(lahir, pada, tahun):
    assert umur(lahir, pada) == tahun


@pytest.mark.parametrize("menit, teks", [(0, "0 menit"), (59, "59 menit"), (60, "1 jam"), (80, "1 jam 20 menit"),
                                         (1440, "1 hari"), (1500, "1 hari 1 jam"), (9000, "6 hari")])
def test_durasi(menit, teks):
    assert durasi(timedelta(minutes=menit)) == teks
