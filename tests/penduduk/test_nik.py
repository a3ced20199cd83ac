"""NIK and KK numbers: what blocks, what only warns."""

from datetime import date

import pytest

from smartkampung.penduduk.nik import (
    adalah_sementara,
    calon_tanggal_lahir,
    cela_kk,
    cela_nik,
    kelompokkan,
    peringatan_kk,
    peringatan_nik,
    rapikan_nomor,
    samarkan,
    urai_nik,
)

PRIA, WANITA = "9901012005700001", "9901015003960001"


@pytest.mark.parametrize(("nik", "kode"), [
    ("990101200570000", "panjang"),
    ("99010120057000011", "panjang"),
    ("990101200570000A", "bukan_angka"),
    ("９９０１０１２００５７００００１", "bukan_angka"),
    ("9901013202700001", "tanggal"),      # day 32
    ("9901014002700001", "tanggal"),      # day 40 is no woman's day 0
    ("9901017202700001", "tanggal"),      # day 72
    ("9901012013700001", "tanggal"),      # month 13
    ("9901013002700001", "tanggal"),      # 30 February
    ("9901012902010001", "tanggal"),      # 29 February of a common year in both centuries
    ("9901012005700000", "urut"),
    ("", "panjang"),
])
def test_nik_yang_mustahil_ditolak_dengan_alasan(nik, kode):
    cela = cela_nik(nik) if nik else cela_nik("1")

    assert cela is not None and cela.memblokir
    assert cela.kode == kode
    assert "%" not in cela.kalimat()


@pytest.mark.parametrize("nik", [PRIA, WANITA, "9901012902000001", "9901016902960001", "9901010101000001"])
def test_nik_yang_mungkin_diterima(nik):
    assert cela_nik(nik) is None


def test_uraian_membaca_perempuan_dari_hari():
    assert urai_nik(WANITA).jenis_kelamin == 2
    assert (urai_nik(WANITA).hari, urai_nik(WANITA).bulan, urai_nik(WANITA).tahun2) == (10, 3, 96)
    assert urai_nik(PRIA).jenis_kelamin == 1
    assert urai_nik("0901012005700001") is None


def test_beda_tanggal_kelamin_dan_wilayah_hanya_peringatan():
    kode = {c.kode for c in peringatan_nik(PRIA, lahir=date(1970, 5, 21), jenis_kelamin=2,
                                           desa="99.02.01.2001")}

    assert kode == {"beda_tanggal", "beda_kelamin", "luar_desa"}
    assert peringatan_nik(PRIA, lahir=date(1970, 5, 20), jenis_kelamin=1, desa="99.01.01.2001") == []
    asing = peringatan_nik(PRIA, dikenal={"351024"})
    assert [c.kode for c in asing] == ["wilayah_asing"]
    assert not any(c.memblokir for c in asing)


def test_abad_ditebak_dari_umur_dan_dua_calon_ditanyakan():
    pada = date(2026, 11, 21)

    assert calon_tanggal_lahir(PRIA, pada) == (date(1970, 5, 20),)
    assert calon_tanggal_lahir("9901012005200001", pada) == (date(2020, 5, 20), date(1920, 5, 20))
    assert calon_tanggal_lahir("9901012902000001", pada) == (date(2000, 2, 29),)
    assert calon_tanggal_lahir("9901012112260001", pada) == (date(1926, 12, 21),)
    assert calon_tanggal_lahir("bukan nik", pada) == ()


def test_nomor_sementara_dikenali():
    assert all(adalah_sementara(n) for n in (None, "", "0", "0990101200570001"))
    assert not adalah_sementara(PRIA)


def test_kk_hanya_ditolak_bila_bukan_enam_belas_angka():
    assert cela_kk("9901010101260001") is None
    assert cela_kk("9901019999260000") is None
    assert [c.kode for c in peringatan_kk("9901019999260000")] == ["tanggal_kk"]
    assert peringatan_kk("9901010101260001") == []
    assert cela_kk("123").kode == "panjang"
    assert cela_kk("99010101012600O1").kode == "bukan_angka"


def test_nomor_dirapikan_disamarkan_dan_dikelompokkan():
    assert rapikan_nomor("'9901 0120-0570.0001 ") == PRIA
    assert samarkan(PRIA) == "9901 01•• •••• ••••"
    assert samarkan(None) == "" and samarkan("012") == "•••"
    assert kelompokkan(PRIA) == "9901 0120 0570 0001"
