"""Recipients of BLT from a spreadsheet: each row judged with its reason, then the right ones in one go."""

from __future__ import annotations

import io

import openpyxl
import pytest

from smartkampung.audit.models import CatatanAudit
from smartkampung.extensions import db
from smartkampung.inti import db as basis
from smartkampung.inti.berkas_lembar import LembarDitolak
from smartkampung.keuangan.belanja import blt, blt_impor
from smartkampung.keuangan.belanja.galat import BukanPKA
from smartkampung.keuangan.langkah import BukanPemegangPeran
from smartkampung.penduduk.referensi import MATI
from tests.conftest import basis_sqlite as basis_data  # noqa: F401
from tests.keuangan.belanja_pabrik import BELANJA
from tests.keuangan.pabrik import orang
from tests.keuangan.test_blt import daftar, penerima
from tests.surat.bantu import buat_warga

pytestmark = [pytest.mark.satu_basis, pytest.mark.acuan(BELANJA)]
BAWAAN = blt_impor.Bawaan("Lansia tunggal", 1, 12)
LUAR, LAIN = "9901016005790008", "9901016005790016"


@pytest.fixture
def desa(kantor):
    with kantor.app_context(), basis.transaksi():
        yield buat_warga()


def uji(d, *baris, bawaan=BAWAAN):
    return blt_impor.uji(d, [list(b) for b in baris], bawaan, oleh=orang("kasi"))


def test_nik_dicocokkan_dengan_buku_induk_dan_sisanya_dari_baris(desa):
    d = daftar()
    satu, dua = uji(d, (f" {desa.nik[:6]}.{desa.nik[6:]}", "Nama lama", "", "", "Juni"),
                    (LUAR, "Karto", "Sakit menahun", "3", "agu"))  # fmt: skip
    assert (satu.nama, satu.catatan, satu.penerima.penduduk_id) == (desa.nama, "Di berkas tertulis Nama lama.", desa.id)
    assert (satu.penerima.dasar, satu.penerima.mulai, satu.penerima.sampai) == ("Lansia tunggal", 1, 6)
    assert (dua.catatan, dua.penerima.nama) == ("Tidak ada di buku induk.", "Karto")
    assert (dua.penerima.dasar, dua.penerima.mulai, dua.penerima.sampai) == ("Sakit menahun", 3, 8)
    assert blt.penerima(d) == []


@pytest.mark.parametrize(("baris", "kalimat"), [
    (("123", "Budi"), "16 angka"), (("", "Budi"), "NIK kosong"), ((LAIN, ""), "tidak ada di buku induk"),
    ((float(LAIN), "Budi"), "tersimpan sebagai angka"), (("9,90101E+15", "Budi"), "tersimpan sebagai angka"),
    ((LAIN, "Budi", "", "13"), "Bulan “13” tidak dikenal"), ((LAIN, "Budi", "", "5", "4"), "lebih awal"),
    ((LUAR, "Sutini"), "sudah ada di daftar ini"),
])  # fmt: skip
def test_baris_yang_salah_ditolak_dengan_sebabnya(desa, baris, kalimat):
    d = daftar()
    penerima(d)
    satu, = uji(d, baris)
    assert satu.penerima is None and kalimat in satu.tolak


def test_yang_meninggal_ditolak_walau_namanya_ditulis(desa):
    desa.status_dasar = MATI
    db.session.flush()
    assert "tidak lagi tercatat hidup" in uji(daftar(), (desa.nik, desa.nama))[0].tolak


def test_nik_dua_kali_dan_yang_menerima_dari_daftar_lain_ditolak(desa):
    penerima(daftar(), sampai=6)
    satu, dua, tiga = uji(daftar(), (LAIN, "Budi"), (LAIN, "Budi"), (LUAR, "Sutini"))
    assert satu.penerima and dua.tolak == "NIK ini sudah ada di baris 1."
    assert "sudah menerima dari daftar “BLT Desa”" in tiga.tolak


def test_tanpa_alasan_ditolak(desa):
    assert "Alasan menerima kosong" in uji(daftar(), (desa.nik,), bawaan=blt_impor.Bawaan("", 1, 12))[0].tolak


def test_angka_yang_hilang_digitnya_tidak_kembali_sebagai_teks(desa):
    """A NIK that Excel kept as a number is refused; what is sent again does not carry the number on."""
    hasil = uji(daftar(), (float(LAIN), "Budi"))
    assert blt_impor.tulis_tempelan(hasil) == "\tBudi"


def test_tempelan_dengan_dan_tanpa_judul():
    assert blt_impor.baca_tempelan(f"{LUAR}\tKarto\r\n{LAIN}") == [[LUAR, "Karto"], [LAIN]]
    assert blt_impor.baca_tempelan(f'"{LUAR}";Karto') == [[LUAR, "Karto"]]


def test_judul_dicari_di_bawah_kepala_lembar(desa):
    d = daftar()
    satu, = uji(d, ("Calon penerima 2026",), (), ("No", "Nama Lengkap", "NIK"), ("1", "x", desa.nik))
    assert (satu.nomor, satu.penerima.penduduk_id) == (4, desa.id)


def test_berkas_satu_kolom_dan_buku_kerja(desa):
    assert blt_impor.baca_berkas(f"NIK\n{LUAR}\n".encode()) == [["NIK"], [LUAR]]
    buku, keluar = openpyxl.Workbook(), io.BytesIO()
    buku.active.append([LUAR, "Karto"])
    buku.save(keluar)
    assert blt_impor.baca_berkas(keluar.getvalue())[0][:2] == [LUAR, "Karto"]
    with pytest.raises(LembarDitolak):
        blt_impor.baca_berkas(b"\xd0\xcf\x11\xe0lama")


def test_terlalu_banyak_baris_ditolak(desa):
    with pytest.raises(blt_impor.TerlaluBanyakPenerima, match="1000 baris"):
        uji(daftar(), *[(LUAR,)] * (blt_impor.BATAS + 1))


def test_yang_benar_masuk_sekaligus_dan_tercatat_tanpa_nik(desa):
    d = daftar()
    hasil = blt_impor.masukkan(d, [[desa.nik], [LUAR, "Karto"], ["123"]], BAWAAN, oleh=orang("kasi"))
    assert [bool(b.penerima) for b in hasil] == [True, True, False]
    assert {p.nik for p in blt.penerima(d)} == {desa.nik, LUAR}
    catatan = db.session.scalars(db.select(CatatanAudit).filter_by(peristiwa="keuangan.blt_diimpor")).one()
    assert catatan.rincian == {"nama": "BLT Desa", "banyak": "2"}


def test_hanya_pka_kegiatannya(desa):
    d = daftar()
    with pytest.raises((BukanPKA, BukanPemegangPeran)):
        blt_impor.masukkan(d, [[desa.nik]], BAWAAN, oleh=orang("sekdes"))


def test_impor_lewat_halaman(kantor, peramban):
    with kantor.app_context(), basis.transaksi():
        nik, nomor = buat_warga().nik, daftar().id
    impor = peramban.masuk("kasi").buka("blt.lihat", daftar_id=nomor).ikuti("Impor penerima")
    kosong = impor.kirim("Periksa atau simpan", uji="y")
    assert kosong.status == 422 and "Tempel barisnya, atau pilih berkasnya." in " ".join(kosong.galat)
    periksa = impor.kirim("Periksa atau simpan", uji="y", dasar="Lansia", tempelan=f"{nik}\n123\tBudi")
    assert "1 penerima akan masuk daftar, 1 baris ditolak" in periksa.teks_semua and "16 angka" in periksa.teks_semua
    assert "••" in periksa.teks_semua
    assert dict(periksa.isian("Periksa atau simpan"))["tempelan"].split() == [nik, "123", "Budi"]
    with kantor.app_context():
        assert blt.penerima(db.session.get_one(blt.DaftarBLT, nomor)) == []
    simpan = periksa.kirim("Periksa atau simpan")
    assert "1 penerima masuk daftar." in " ".join(simpan.pesan) and "belum masuk" in simpan.teks_semua
    csv = io.BytesIO(f"nik;nama\n{LUAR};Karto\n".encode())
    periksa = simpan.kirim("Periksa atau simpan", tempelan="", berkas=(csv, "p.csv"))  # what is mended is checked first
    assert "1 penerima akan masuk daftar, 0 baris ditolak" in periksa.teks_semua
    assert "1 penerima masuk daftar." in " ".join(periksa.kirim("Periksa atau simpan").pesan)
    assert "Karto" in peramban.buka("blt.lihat", daftar_id=nomor).teks_semua
