"""Counts: one function for every page, and months that add up (keandalan I-11)."""

from datetime import date, datetime, timedelta

import pytest

from smartkampung.inti.tanggal import Periode
from smartkampung.penduduk import services, statistik
from smartkampung.penduduk.rekap import susun
from tests.penduduk.conftest import tempat

HARI = date(2026, 11, 21)


@pytest.fixture
def desa(buat_penduduk):
    siti = buat_penduduk()
    budi = buat_penduduk("Budi", nik="9901012005700001", jenis_kelamin=1, hubungan_keluarga=4,
                         tanggal_lahir=date(1970, 5, 20))
    lain = buat_penduduk("Lain", nik="", no_kk="9901010101260009", wilayah_id=tempat("Sumberjati").id,
                         tanggal_lahir=date(2024, 2, 29))
    return siti, budi, lain


def test_dusun_dan_kk(desa):
    assert statistik.per_dusun(HARI) == [("Krajan", statistik.Jumlah(1, 1, 1)), ("Sumberjati",
        statistik.Jumlah(0, 1, 1))]
    assert statistik.jumlah(HARI).semua == 3
    assert sum(j.semua for j in statistik.per_wilayah(HARI).values()) == 3


def test_piramida_memisah_tepat_pada_ulang_tahun(buat_penduduk):
    for nomor, lahir in enumerate((date(2021, 11, 22), date(2021, 11, 21), date(2021, 11, 20), date(1900, 1,
        1))):
        buat_penduduk(f"A{nomor}", nik="", tanggal_lahir=lahir, hubungan_keluarga=4 if nomor else 1)
    isi = {u: (lk, pr) for u, lk, pr in statistik.piramida(HARI)}

    assert isi["0–4"] == (0, 1)   # five tomorrow
    assert isi["5–9"] == (0, 2)   # five today, five yesterday
    assert isi["75+"] == (0, 1)
    assert sum(lk + pr for lk, pr in isi.values()) == 4


def test_hari_kabisat_tidak_mengganggu(buat_penduduk):
    buat_penduduk(tanggal_lahir=date(2020, 2, 29), nik="")
    assert sum(pr for _, _, pr in statistik.piramida(date(2024, 2, 29))) == 1


def test_menurut_kode_dengan_yang_belum_diisi_di_akhir(desa):
    assert statistik.menurut("agama", HARI) == [("Islam", 1, 2)]
    assert statistik.menurut("pekerjaan", HARI)[-1] == ("Belum diisi", 1, 2)


def test_bulan_dihitung_menurut_pelaporan_dan_cocok(desa, buat_penduduk, jam):
    siti, budi, _lain = desa
    services.ubah_status(budi, 3, tanggal=date(2026, 10, 30), versi=1, oleh=None)  # reported in November
    buat_penduduk("Bayi", nik="", hubungan_keluarga=4, tanggal_lahir=date(2026, 11, 2), cara_masuk="lahir",
                  tanggal_masuk=HARI)
    jam.atur(datetime.fromisoformat("2026-12-05T03:00:00+00:00"))
    buat_penduduk("Pendatang", nik="", no_kk="9901010101260010", jenis_kelamin=1, cara_masuk="datang",
                  tanggal_masuk=date(2026, 12, 5))
    services.ubah_status(siti, 2, tanggal=date(2026, 12, 4), versi=siti.versi, oleh=None)

    m = [statistik.mutasi(Periode(2026, b), k) for b in (10, 11, 12) for k in (1, 2)]
    assert [(x.awal, x.lahir, x.datang, x.mati, x.pindah, x.lain, x.akhir) for x in m] == [
        (1, 0, 0, 0, 0, 0, 1), (2, 0, 0, 0, 0, 0, 2),
        (1, 0, 0, 0, 1, 0, 0), (2, 1, 0, 0, 0, 0, 3),
        (0, 0, 1, 0, 0, 0, 1), (3, 0, 0, 1, 0, 0, 2)]
    for x in m:
        assert x.awal + x.lahir + x.datang - x.mati - x.pindah - x.lain == x.akhir
    for bulan in (10, 11, 12):
        rekap = susun(Periode(2026, bulan))
        for kontrol in rekap.kontrol:
            assert kontrol.nilai == kontrol.nilai_lembar(rekap.lembar), kontrol.nama


def test_masuk_dan_keluar_di_bulan_yang_sama_tetap_cocok(buat_penduduk):
    orang = buat_penduduk("Singgah", cara_masuk="datang", tanggal_masuk=HARI - timedelta(days=5))
    services.ubah_status(orang, 3, tanggal=HARI, versi=1, oleh=None)
    x = statistik.mutasi(Periode(2026, 11), 2)

    assert (x.awal, x.datang, x.pindah, x.akhir) == (0, 1, 1, 0)


def test_awalan_dusun_tidak_diulang(buat_penduduk):
    buat_penduduk(wilayah_id=tempat("DUSUN KRAJAN").id)
    assert statistik.lembar_dusun(HARI).baris[0][0] == "KRAJAN"
