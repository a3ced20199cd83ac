"""Reference codes: by code, by text, and what is offered."""

import pytest

from smartkampung.penduduk import referensi


@pytest.mark.parametrize(("kelompok", "isi", "kode"), [
    ("agama", "1", 1), ("agama", "01", 1), ("agama", "1.0", 1), ("agama", " islam ", 1), ("agama",
        "KATOLIK", 3),
    ("jenis_kelamin", "LK", 1), ("jenis_kelamin", "p", 2), ("jenis_kelamin", "laki laki", 1),
    ("pendidikan_kk", "Tidak/Blm  Sekolah", 1), ("pendidikan_kk", "SLTA/SEDERAJAT", 5),
    ("status_kawin", "BK", 1), ("golongan_darah", "O-", 12), ("golongan_darah", "o", 4), ("golongan_darah",
        "O+", 11),
    ("status_ktp", "SUDAH REKAM", 3), ("status_ktp", "8", 8), ("cara_kb", "99", 99), ("ktp_el", "2", 2),
    ("status_dasar", "PINDAH DALAM NEGERI", 3),
])
def test_kode_dan_teks_dipahami(kelompok, isi, kode):
    assert referensi.kode(kelompok, isi) == kode


@pytest.mark.parametrize(("kelompok", "isi"), [
    ("agama", "8"), ("agama", "jedi"), ("agama", ""), ("ktp_el", "3"), ("ktp_el", "KIA"), ("status_dasar",
        "5"),
    ("pekerjaan", "90"), ("agama", "-1"), ("agama", "1.5"),
])
def test_yang_tidak_ada_di_daftar_tidak_ditebak(kelompok, isi):
    assert referensi.kode(kelompok, isi) is None


def test_semua_nama_terbaca_kembali_menjadi_kodenya():
    salah = [
        (k, kode, nama)
        for k in ("agama", "pendidikan_kk", "pendidikan_sedang", "pekerjaan", "status_kawin",
                  "hubungan_keluarga",
                  "golongan_darah", "warganegara", "cacat", "cara_kb", "hamil", "status_ktp", "status_dasar",
                  "asuransi")
        for kode, nama in referensi.pilihan(k) if referensi.kode(k, nama) != kode
    ]

    assert salah == []


def test_nama_enak_dibaca():
    assert referensi.nama("status_kawin", 1) == "Belum Kawin"
    assert referensi.nama("pekerjaan", 5) == "Pegawai Negeri Sipil (PNS)"
    assert referensi.nama("agama", None) == "" and referensi.nama("agama", 77) == ""
    assert referensi.contoh_isi("agama").startswith("1 = Islam, 2 = Kristen")
