"""The region list: parents, children, search, the invented region, and how little memory it takes."""

import subprocess
import sys

import pytest

from smartkampung.desa import wilayah


def test_banyaknya_sama_dengan_daftar_kemendagri():
    tingkat = [kode.count(".") for kode, _ in wilayah._semua() if not kode.startswith("99")]

    assert [tingkat.count(i) for i in range(4)] == [38, 514, 7285, 83762]


def test_turun_dari_provinsi_sampai_desa():
    assert ("35", "Jawa Timur") in [(w.kode, w.nama) for w in wilayah.daftar_provinsi()]
    assert "35.10" in [w.kode for w in wilayah.daftar_anak("35")]
    assert "35.10.24" in [w.kode for w in wilayah.daftar_anak("35.10")]
    assert ("35.10.24.2008", "Tamansari") in [(w.kode, w.nama) for w in wilayah.daftar_anak("35.10.24")]
    assert wilayah.daftar_anak("35.10.24.2008") == []


def test_anak_urut_nama_dan_hanya_satu_tingkat():
    anak = wilayah.daftar_anak("35.10")

    assert [w.nama for w in anak] == sorted(w.nama for w in anak)
    assert {w.tingkat for w in anak} == {"kecamatan"}
    assert all(w.kode.startswith("35.10.") for w in anak)


def test_satu_kode_membawa_nama_di_atasnya():
    desa = wilayah.cari_kode("35.10.24.2008")

    assert desa is not None
    assert desa.uraian == "Tamansari, Licin, Kabupaten Banyuwangi, Jawa Timur"
    assert [w.tingkat for w in desa.jalur] == ["provinsi", "kabupaten", "kecamatan", "desa"]


@pytest.mark.parametrize("kode", ["", "3", "98", "35.10.24.9999", "35.10.24.2008.1", "../etc", "35.1O",
                                  "35..10"])
def test_kode_yang_tidak_ada_tidak_menjawab(kode):
    assert wilayah.cari_kode(kode) is None
    assert kode == "" or wilayah.daftar_anak(kode) == []


def test_kelurahan_dikenali_dari_kodenya():
    assert wilayah.KodeWilayah("35.10.16.1001", "x").kelurahan
    assert not wilayah.KodeWilayah("35.10.24.2008", "x").kelurahan


def test_cari_nama_mendahulukan_yang_berawal_sama():
    hasil = wilayah.cari_nama("banyuwangi", tingkat="kabupaten")

    assert [w.kode for w in hasil] == ["35.10"]
    assert len(wilayah.cari_nama("sari", batas=7)) == 7
    assert wilayah.cari_nama("a") == []
    assert all(w.nama.lower().startswith("tamansari") for w in wilayah.cari_nama("tamansari",
        tingkat="desa")[:3])


def test_wilayah_rekaan_ada_dan_lengkap():
    desa = wilayah.cari_kode("99.01.01.2001")

    assert desa is not None
    assert desa.uraian == "Sumberwangi, Randuasri, Kabupaten Tirtawangi, Nusa Permai"
    assert len(wilayah.daftar_anak("99.01.01")) == 7
    assert wilayah.daftar_provinsi()[-1].kode == "99"


def test_kode_kecamatan_memuat_awal_nik():
    dikenal = wilayah.kode_kecamatan()

    assert len(dikenal) == 7286
    assert {"351024", "990101"} <= dikenal


def test_memori_tetap_kecil():
    """Looking a code up leaves no list behind: the process grows by less than 12 MB at its peak."""
    resource = pytest.importorskip("resource")
    assert resource
    kode = (
        "import resource; from smartkampung.desa import wilayah as w\n"
        "u = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "a = u(); w.daftar_anak('35'); w.cari_nama('sari'); w.cari_kode('35.10.24.2008'); print(u() - a)"
    )
    hasil = subprocess.run([sys.executable, "-c", kode], capture_output=True, text=True, check=True)

    assert int(hasil.stdout) < 12 * 1024
