"""The invented village: the same for the same seed, and believable to somebody who reads registers."""

import time
from collections import Counter, defaultdict
from datetime import date

import pytest

from smartkampung.contoh.warga import buat_warga
from smartkampung.inti.tanggal import umur
from smartkampung.penduduk import referensi
from smartkampung.penduduk.nik import cela_kk, cela_nik, peringatan_nik

PADA = date(2026, 11, 21)


@pytest.fixture(scope="module")
def warga():
    return buat_warga(5000, 7, PADA)


@pytest.fixture(scope="module")
def hidup(warga):
    return [w for w in warga if w["status_dasar"] == 1]


@pytest.mark.parametrize("banyak", [0, 1, 2, 3, 17, 500])
def test_banyaknya_tepat(banyak):
    warga = buat_warga(banyak, 1, PADA)

    assert sum(w["status_dasar"] == 1 for w in warga) == banyak


def test_benih_sama_desa_sama_benih_lain_desa_lain():
    assert buat_warga(300, 5, PADA) == buat_warga(300, 5, PADA)
    assert buat_warga(300, 5, PADA) != buat_warga(300, 6, PADA)


def test_lima_ribu_orang_dalam_tiga_detik():
    mulai = time.process_time()
    buat_warga(5000, 3, PADA)

    assert time.process_time() - mulai < 3


def test_nik_dan_kk_sah_dan_cocok_dengan_orangnya(warga):
    assert len({w["nik"] for w in warga}) == len(warga)
    for w in warga:
        assert w["nik"].startswith("99") and w["no_kk"].startswith("99")
        assert cela_nik(w["nik"]) is None and cela_kk(w["no_kk"]) is None
        assert peringatan_nik(w["nik"], lahir=w["tanggal_lahir"], jenis_kelamin=w["jenis_kelamin"]) == []


def test_setiap_keluarga_satu_kepala_dan_satu_alamat(hidup):
    keluarga = defaultdict(list)
    for w in hidup:
        keluarga[w["no_kk"]].append(w)
    for anggota in keluarga.values():
        assert sum(w["hubungan_keluarga"] == 1 for w in anggota) == 1
        assert len({(w["dusun"], w["rw"], w["rt"], w["alamat"]) for w in anggota}) == 1
    assert 2.8 < len(hidup) / len(keluarga) < 3.6


def test_umur_dan_kekerabatan_masuk_akal(hidup):
    nik = {w["nik"]: w for w in hidup}
    for w in hidup:
        u = umur(w["tanggal_lahir"], PADA)
        assert 0 <= u <= 100
        if w["status_kawin"] != 1:
            assert u >= 17
        if w["hubungan_keluarga"] in (1, 2, 3):
            assert u >= 17
        for orang_tua in (nik.get(w.get("ayah_nik")), nik.get(w.get("ibu_nik"))):
            if orang_tua:
                assert umur(orang_tua["tanggal_lahir"], w["tanggal_lahir"]) >= 16
        for tanggal in ("tanggal_perkawinan", "tanggal_perceraian", "tanggal_masuk"):
            assert w.get(tanggal, PADA) <= PADA
        assert not (u < 15 and w["pekerjaan"] not in (1, 3))


def test_piramida_seperti_desa_di_jawa(hidup):
    kelompok = Counter(min(2, umur(w["tanggal_lahir"], PADA) // 15 if umur(w["tanggal_lahir"], PADA) < 15 else
                           1 if umur(w["tanggal_lahir"], PADA) < 65 else 2) for w in hidup)
    anak, dewasa, tua = (kelompok[i] / len(hidup) for i in range(3))
    laki = sum(w["jenis_kelamin"] == 1 for w in hidup) / len(hidup)

    assert 0.18 < anak < 0.28
    assert 0.64 < dewasa < 0.76
    assert 0.05 < tua < 0.13
    assert 0.47 < laki < 0.53


def test_kode_acuan_semuanya_ada(warga):
    kelompok = {"agama": "agama", "pendidikan_kk": "pendidikan_kk", "pendidikan_sedang": "pendidikan_sedang",
                "pekerjaan": "pekerjaan", "golongan_darah": "golongan_darah", "cacat": "cacat",
                "cara_kb": "cara_kb",
                "hamil": "hamil", "ktp_el": "ktp_el", "status_rekam": "status_ktp", "asuransi": "asuransi"}
    for kunci, nama in kelompok.items():
        ada = {w[kunci] for w in warga if kunci in w}
        assert ada <= {k for k, _ in referensi.pilihan(nama)}, kunci


def test_nama_beragam_ejaan_dan_ada_dusun_rw_rt(hidup):
    nama = Counter(w["nama"] for w in hidup)
    assert len(nama) > 0.6 * len(hidup)
    assert {"Muhammad", "Muh.", "Moh."} <= {n.split()[0] for n in nama}
    assert {"Siti", "Sitti", "St."} <= {n.split()[0] for n in nama}
    assert len({w["dusun"] for w in hidup}) == 5
    assert all(len(w["rw"]) == len(w["rt"]) == 3 for w in hidup)
