"""What a resident sheet may look like, and what is said about every cell that cannot be used."""

from datetime import date
from pathlib import Path

import pytest

from smartkampung.inti.berkas_lembar import LembarDitolak
from smartkampung.penduduk.tata_impor import kolom_tata, siapkan
from tests.penduduk.lembar_uji import JUDUL, baris, buku, csv_teks, semua

ASLI = Path(__file__).parent / "berkas" / "penduduk_opensid.xlsx"


def satu(tmp_path, **isi):
    return semua(buku(tmp_path, [baris(**isi)]))[0]


def test_tata_letak_punya_43_kolom():
    assert len(kolom_tata()) == 43
    assert [k.kunci for k in kolom_tata() if k.wajib_baru] == [
        "dusun", "rw", "rt", "nama", "no_kk", "hubungan_keluarga"]


def test_berkas_opensid_terbaca_semua_tanpa_cela():
    hasil = semua(ASLI)

    assert len(hasil) == 97
    assert [r for r in hasil if r.cela] == []
    assert (hasil[0].nomor, hasil[-1].nomor) == (2, 98)
    assert hasil[0].isi["tanggal_lahir"] == date(1970, 5, 20)
    assert hasil[0].isi["rt"] == "004" and hasil[0].isi["rw"] == "-"


def test_judul_boleh_acak_berhuruf_besar_dan_ada_kolom_lain(tmp_path):
    judul = [j.upper().replace("_", " ") for j in reversed(JUDUL)] + ["Catatan RT"]
    isi = {j: baris().get(asal, "") for j, asal in zip(judul, reversed(JUDUL), strict=False)} | {"Catatan RT": "x"}
    jalur = buku(tmp_path, [isi], judul)

    assert siapkan(jalur).lebih == ("Catatan RT",)
    assert semua(jalur)[0].isi == satu(tmp_path).isi


def test_judul_dengan_arti_kolom_pun_dikenal(tmp_path):
    judul = ["Nama Lengkap", "NIK", "Nomor KK", "Jenis Kelamin", "Tgl Lahir", "SHDK", "Dusun", "RW", "RT"]
    isi = dict(zip(judul, ["Budi", "9901012005700001", "9901010101260001", "L", "20-05-1970", "Kepala Keluarga",
                           "Krajan", "1", "2"], strict=True))

    hasil = semua(buku(tmp_path, [isi], judul))[0]
    assert not hasil.cela
    assert hasil.isi["hubungan_keluarga"] == 1 and hasil.isi["tanggal_lahir"] == date(1970, 5, 20)


def test_baris_kosong_dilewati_dan_nomor_baris_tetap_seperti_di_lembar(tmp_path):
    jalur = buku(tmp_path, [{}, baris(), {}, {"nama": "   "}, baris(nik="0")], kosong_di_atas=3)

    assert [r.nomor for r in semua(jalur)] == [6, 9]


@pytest.mark.parametrize(("tulisan", "maksud"), [
    (date(1996, 3, 10), date(1996, 3, 10)), ("1996-03-10", date(1996, 3, 10)), ("10-03-1996", date(1996, 3,
        10)),
    ("10/03/1996", date(1996, 3, 10)), ("10.3.1996", date(1996, 3, 10)), ("10 Maret 1996", date(1996, 3, 10)),
    ("10-Mar-1996", date(1996, 3, 10)), ("1996-03-10 00:00:00", date(1996, 3, 10)), (35134, date(1996, 3,
        10)),
    ("35134", date(1996, 3, 10)), ("'10-03-1996", date(1996, 3, 10)), ("29/02/1996", date(1996, 2, 29)),
])
def test_tanggal_dipahami_dalam_banyak_bentuk(tmp_path, tulisan, maksud):
    assert satu(tmp_path, tanggallahir=tulisan).isi["tanggal_lahir"] == maksud


@pytest.mark.parametrize("tulisan", ["31-02-1996", "1996-13-01", "03/25/1996", "kemarin", "10-03-96",
                                     "99999999",
                                     "2027-01-01", "0001-01-01", 99999999])
def test_tanggal_yang_tidak_ada_ditolak_dengan_saran(tmp_path, tulisan):
    hasil = satu(tmp_path, tanggallahir=tulisan)

    assert hasil.ditolak
    assert hasil.cela[0].kolom == "tanggallahir"
    assert "tanggal" in hasil.cela[0].cela.kalimat().lower()


@pytest.mark.parametrize("tulisan", ["0000-00-00", "-", ""])
def test_tanda_tanggal_kosong_bukan_kesalahan(tmp_path, tulisan):
    hasil = satu(tmp_path, tanggallahir=tulisan)

    assert not hasil.cela and "tanggal_lahir" not in hasil.isi


@pytest.mark.parametrize(("kolom", "tulisan", "kunci", "kode"), [
    ("agama_id", "Islam", "agama", 1), ("agama_id", 1, "agama", 1), ("agama_id", "01", "agama", 1),
    ("sex", "Pr", "jenis_kelamin", 2), ("pendidikan_kk_id", "slta / sederajat", "pendidikan_kk", 5),
    ("status_kawin", "BK", "status_kawin", 1), ("golongan_darah_id", "Tdk Th", "golongan_darah", 13),
    ("kk_level", "ANAK", "hubungan_keluarga", 4), ("status_rekam", "SUDAH REKAM", "status_rekam", 3),
])
def test_kode_atau_teks_sama_saja(tmp_path, kolom, tulisan, kunci, kode):
    assert satu(tmp_path, **{kolom: tulisan}).isi[kunci] == kode


def test_kode_asing_ditolak_dengan_pilihan_yang_ada(tmp_path):
    hasil = satu(tmp_path, agama_id="9")

    assert hasil.ditolak
    assert "1 = Islam" in hasil.cela[0].cela.kalimat()


@pytest.mark.parametrize("kolom", ["nik", "no_kk", "ayah_nik", "ibu_nik"])
@pytest.mark.parametrize("nilai", [9901015003960001, 9.90101500396e15, "9,90101E+15", "9.90102E+15"])
def test_nomor_yang_tersimpan_sebagai_angka_ditolak_dengan_alasan(tmp_path, kolom, nilai):
    hasil = satu(tmp_path, **{kolom: nilai})

    assert hasil.ditolak
    assert "angka ke-16 sudah hilang" in hasil.cela[0].cela.kalimat()
    assert kolom not in hasil.isi


@pytest.mark.parametrize("tulisan", ["'9901015003960001", "9901 0150 0396 0001", "9901-0150-0396-0001 "])
def test_petik_dan_pemisah_nik_dibuang(tmp_path, tulisan):
    assert satu(tmp_path, nik=tulisan).isi["nik"] == "9901015003960001"


@pytest.mark.parametrize("tulisan", ["0", 0, "0000000000000000"])
def test_nik_nol_berarti_belum_punya(tmp_path, tulisan):
    assert satu(tmp_path, nik=tulisan).isi["nik"] == "0"


def test_nama_terlalu_panjang_dan_berlambang_ditolak(tmp_path):
    panjang, lambang = satu(tmp_path, nama="A" * 300), satu(tmp_path, nama="Siti 😀 Aminah")

    assert "paling panjang 100 huruf; yang ini 300" in panjang.cela[0].cela.kalimat()
    assert len(panjang.cela[0].nilai) == 60
    assert "😀" in lambang.cela[0].cela.kalimat()


@pytest.mark.parametrize("nama", ["D'Angelo Putra", "Ma`ruf", "José", "<b>Siti</b>", "=1+1", "{{ 7*7 }}",
                                  "O'Neil; DROP"])
def test_nama_dengan_tanda_tetap_seperti_tertulis(tmp_path, nama):
    assert satu(tmp_path, nama=nama).isi["nama"] == nama


def test_spasi_baris_baru_dan_huruf_tak_kasatmata_dirapikan(tmp_path):
    assert satu(tmp_path, nama="  Siti\n \u200b Aminah\t").isi["nama"] == "Siti Aminah"


@pytest.mark.parametrize("pemisah", [",", ";", "\t"])
@pytest.mark.parametrize("aksara", ["utf-8", "utf-8-sig", "cp1252"])
def test_csv_dibaca_dengan_pemisah_dan_aksara_apa_pun(tmp_path, pemisah, aksara):
    jalur = tmp_path / "uji.csv"
    jalur.write_bytes(csv_teks([baris(nama="José, S.Pd"), baris(nik="0")], pemisah=pemisah).encode(aksara))

    hasil = semua(jalur)
    assert [r.isi["nama"] for r in hasil] == ["José, S.Pd", "Siti Aminah"]
    assert [r.nomor for r in hasil] == [2, 3]


def test_kolom_ganda_dan_judul_yang_tidak_ada_disebut(tmp_path):
    with pytest.raises(LembarDitolak, match="Kolom nik ada dua kali"):
        siapkan(buku(tmp_path, [], [*JUDUL, "NIK"]))
    with pytest.raises(LembarDitolak, match="Baris judul kolom tidak ditemukan"):
        siapkan(buku(tmp_path, [{"a": "1"}], ["a", "b"]))
    with pytest.raises(LembarDitolak, match="Baris judul kolom tidak ditemukan"):
        siapkan(buku(tmp_path, [], [j for j in JUDUL if j != "nik"]))
