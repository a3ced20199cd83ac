"""Names are found however they are spelled."""

import pytest

from smartkampung.penduduk.ejaan import bunyi, kata_kunci, kunci_cari


def cocok(dicari: str, nama: str) -> bool:
    """Whether the index of `nama` answers the search, as the database does it: prefix of any key."""
    indeks = kata_kunci(nama)
    return all(any(k.startswith(p) for k in indeks for p in pilihan) for pilihan in kunci_cari(dicari))


@pytest.mark.parametrize("kelompok", [
    ("Muhammad Yusuf", "Muh. Yusuf", "Moh. Jusuf", "Mohamad Yusuf", "M. Yusuf", "MOCHAMAD YUSUP", "Md Yusuf",
     "M.Yusuf", "Mohammad Yusuf", "Muchammad Yoesoef"),
    ("Siti Aminah", "Sitti Aminah", "St. Aminah", "SITI AMINA", "Siti Amminah"),
    ("Achmad Soekarno", "Ahmad Sukarno", "Akhmad Soekarno"),
    ("Djoko Tjahjono", "Joko Cahyono", "JOKO TJAHYONO"),
    ("Syamsul Arifin", "Samsul Aripin", "Sjamsul Arifin"),
    ("Khoirul Anam", "Choirul Anam", "Chairul Anam", "Khairul Annam"),
    ("Zaenal Fatah", "Zainal Fattah"),
    ("Rizky Wijaya", "Riski Widjaja", "Rizqi Wijaya"),
    ("Rochmat Sholeh", "Rohmat Soleh", "Rokhmat Sholeh"),
    ("Ma'ruf", "Maruf", "Ma`ruf", "MA’RUF"),
    ("Abdurrahman", "Abdul Rahman", "Abdurrachman", "Abd. Rahman"),
    ("Hj. Siti Maryam, S.Pd.", "Siti Maryam", "SITTI MARYAM, S.PD", "St. Mariam"),
    ("Noer Aini", "Nur Aini", "Nur Ainy"),
])
def test_semua_ejaan_saling_menemukan(kelompok):
    gagal = [(a, b) for a in kelompok for b in kelompok if not cocok(a, b)]

    assert gagal == []


@pytest.mark.parametrize(("dicari", "nama"), [
    ("muh", "Muhammad Yusuf"), ("moham", "Muhammad Yusuf"), ("yus", "Muhammad Yusuf"), ("so", "Soekarno"),
    ("suk", "Soekarno"), ("jo", "Djoko"), ("dj", "Djoko"), ("sya", "Syamsul"), ("yusuf muh", "Moh. Jusuf"),
    ("abdurrah", "Abdul Rahman"), ("wij", "Widjaja"), ("siti am", "Sitti Aminah"),
])
def test_cukup_awal_kata(dicari, nama):
    assert cocok(dicari, nama)


@pytest.mark.parametrize(("dicari", "nama"), [
    ("siti", "Slamet"), ("budi", "Bambang"), ("yusuf aminah", "Muhammad Yusuf"), ("rahmat", "Rina"),
    ("sukarni", "Sukarno"),
])
def test_nama_lain_tidak_ikut(dicari, nama):
    assert not cocok(dicari, nama)


def test_gelar_tidak_menjadi_kata_kunci():
    assert kata_kunci("Dr. H. Suparman, S.Pd., M.Si") == ("suparman",)
    assert kata_kunci("Drs. Suparman S.Pd.I") == ("suparman",)
    assert kata_kunci("H.") == ("h",)
    assert kata_kunci("Suparman bin Kasno") == ("suparman", "kasno")


@pytest.mark.parametrize("nama", ["", "   ", "🙂", "...", "'; DROP TABLE penduduk;--", "%_%", "=1+1", "山田",
                                  "x" * 300])
def test_masukan_aneh_tidak_membuat_galat(nama):
    assert all(k.isascii() and k.isalnum() and len(k) <= 24 for k in kata_kunci(nama))
    kunci_cari(nama)


def test_bunyi_tidak_bergantung_pada_panjang_kata():
    assert bunyi("soekarno") == "sukarno"
    assert bunyi("moch") == bunyi("muhammad")
    assert bunyi("mochtar") == bunyi("mukhtar") == bunyi("muhtar")
