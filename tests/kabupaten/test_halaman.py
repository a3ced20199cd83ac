"""Pages of the kabupaten, the public inbox over HTTP, and who sees which village."""

from __future__ import annotations

import io
import json

import pytest
from python_calamine import CalamineWorkbook

from smartkampung.extensions import db
from smartkampung.inti import kunci_kantor as kunci
from smartkampung.kabupaten.models import DesaTerdaftar, RekapMasuk
from smartkampung.kabupaten.pendaftaran import simpan_kunci, undang
from smartkampung.kabupaten.terima import terima
from smartkampung.rekap import paket
from tests.pabrik import isi_pengguna
from tests.peramban import Peramban
from tests.rekap import alat

pytestmark = pytest.mark.satu_basis

LAIN = "99.01.01.2002"


@pytest.fixture
def dua_desa(kantor, gabung, kabupaten, bagian_uji):
    """Sumberwangi (joined by code) and Karangsari (own key), both with October."""
    asli = json.loads(alat.paket_dari(kantor, alat.susun(kantor)))["isi"]
    with kantor.app_context():
        punya = paket.kanonik(paket.bungkus(asli))
    with alat.menulis(kabupaten):
        assert terima(punya, jalur="http").hasil == "diterima"
        rahasia = kunci.kunci_baru()
        desa, _ = undang(LAIN)
        simpan_kunci(desa, kunci.kunci_publik(rahasia))
        isi = asli | {"desa": asli["desa"] | {"kode": LAIN, "nama": "Karangsari"}}
        assert terima(paket.kanonik(paket.bungkus(isi, rahasia)), jalur="unggah").hasil == "diterima"
    return kabupaten


@pytest.fixture
def layar(dua_desa) -> Peramban:
    return Peramban(dua_desa).masuk("kabupaten")


@pytest.mark.dua_basis
def test_matriks_dan_isi_satu_rekap(layar):
    hal = layar.buka("kabupaten.matriks", bulan="2026-10")
    assert "2 desa · 2 sudah mengirim" in hal.teks_semua
    rinci = layar.jalur(hal.pohon.xpath("//a[contains(@class,'kotak')]/@href")[0])
    assert "Penduduk per dusun" in rinci.teks_semua and "=Sumber" in rinci.teks_semua
    assert "Rp150.000,50" in rinci.teks_semua and "cocok" in rinci.teks_semua
    for jenis in ("xlsx", "json", "tanda-terima"):
        assert layar.buka("kabupaten.unduh_berkas", rekap_id=1, jenis=jenis).status == 200
    assert layar.buka("kabupaten.unduh_berkas", rekap_id=1, jenis="exe").status == 404


def test_bulan_kosong_dan_bulan_salah(layar):
    assert "2 belum" in layar.buka("kabupaten.matriks", bulan="2026-01").teks_semua
    assert layar.buka("kabupaten.matriks", bulan="x").status == 200
    assert layar.buka("kabupaten.tahun", kode="penduduk", tahun=2026).status == 200
    assert layar.buka("kabupaten.tahun", kode="tidakada").status == 404
    assert layar.buka("kabupaten.tahun", kode="penduduk", tahun=99999).status == 404


@pytest.mark.dua_basis
def test_gabungan_memuat_semua_desa_dan_kontrolnya_cocok(layar):
    data = layar.buka("kabupaten.gabungan", bulan="2026-10").isi
    buku = CalamineWorkbook.from_filelike(io.BytesIO(data))
    isi = buku.get_sheet_by_name("Penduduk per dusun").to_python()
    assert [b[1] for b in isi if str(b[0]).startswith("99.")] == ["Karangsari"] * 2 + ["Sumberwangi"] * 2
    kontrol = buku.get_sheet_by_name("Kontrol").to_python()
    assert {b[-1] for b in kontrol[-4:]} == {"OK"}
    satu = CalamineWorkbook.from_filelike(io.BytesIO(
        layar.buka("kabupaten.gabungan", bulan="2026-10", laporan="surat").isi))
    assert "Pelayanan surat" in satu.sheet_names and "Penduduk per dusun" not in satu.sheet_names


def test_pejabat_kecamatan_hanya_melihat_desanya(dua_desa, kantor):
    """Object-level: another kecamatan's village does not exist for this person, on any page."""
    with alat.menulis(dua_desa) as sesi:
        isi_pengguna("camatlain", "pejabat_kecamatan", cakupan="99.01.02")
        isi_pengguna("camatsatu", "pejabat_kecamatan", cakupan="99.01.01")
        isi_pengguna("tanpa", "pejabat_kecamatan", cakupan="99.01.0")
        ids = list(sesi.scalars(db.select(RekapMasuk.id)))
        desa = list(sesi.scalars(db.select(DesaTerdaftar.id)))
    for nama, boleh in (("camatsatu", True), ("camatlain", False), ("tanpa", False)):
        layar = Peramban(dua_desa).masuk(nama)
        assert ("Sumberwangi" in layar.buka("kabupaten.matriks", bulan="2026-10").teks_semua) is boleh
        assert ("Karangsari" in layar.buka("desa_terdaftar.daftar").teks_semua) is boleh
        assert ("Karangsari" in layar.buka("kabupaten.ingatkan", bulan="2026-09").teks_semua) is boleh
        harap = 200 if boleh else 404
        for i in ids:
            assert layar.buka("kabupaten.lihat", rekap_id=i).status == harap
            assert layar.buka("kabupaten.unduh_berkas", rekap_id=i, jenis="json").status == harap
        for i in desa:
            assert layar.buka("desa_terdaftar.lihat", desa_id=i).status == harap
        data = CalamineWorkbook.from_filelike(io.BytesIO(layar.buka("kabupaten.gabungan", bulan="2026-10").isi))
        assert ("Penduduk per dusun" in data.sheet_names) is boleh
        assert layar.buka("desa_terdaftar.undang").status == 403
        assert layar.buka("kabupaten.laporan").status == 403


def test_undang_cabut_dan_kode_dari_halaman(dua_desa):
    layar = Peramban(dua_desa).masuk("admin")
    hal = layar.buka("desa_terdaftar.undang").kirim("Buat kode", kode="99.01.01.2003")
    assert "Watubelah" in hal.judul and hal.pohon.xpath("//code")
    salah = layar.buka("desa_terdaftar.undang").kirim("Buat kode", kode="35.10.24.2008")
    assert salah.status == 422 and "bukan desa di wilayah" in " ".join(salah.galat)
    hal = layar.buka("desa_terdaftar.lihat", desa_id=2).kirim("Cabut kunci")
    assert "dicabut" in " ".join(hal.pesan)


def test_unggah_dari_halaman(dua_desa, kantor, bagian_uji):
    bagian_uji["awal"] = bagian_uji["akhir"] = 405
    data = alat.paket_dari(kantor, alat.susun(kantor, "2026-11"))
    layar = Peramban(dua_desa).masuk("kabupaten")
    hal = layar.buka("kabupaten.unggah").kirim("Periksa", berkas=(io.BytesIO(data), "rekap.json"))
    assert "November 2026" in hal.judul and "diterima" in " ".join(hal.pesan)
    hal = layar.buka("kabupaten.unggah").kirim("Periksa", berkas=(io.BytesIO(data[:-5]), "rekap.json"))
    assert "Ditolak" in " ".join(hal.pesan)
    with alat.menulis(dua_desa):
        isi_pengguna("camatlain", "pejabat_kecamatan", cakupan="99.01.02")
    hal = Peramban(dua_desa).masuk("camatlain").buka("kabupaten.unggah").kirim(
        "Periksa", berkas=(io.BytesIO(data), "rekap.json"))
    assert hal.status == 422 and "di luar wilayah" in " ".join(hal.galat)


def test_tenggat_menentukan_terlambat(dua_desa):
    layar = Peramban(dua_desa).masuk("admin")
    hal = layar.buka("kabupaten.laporan")
    hal = hal.kirim("Simpan", **{"hari-penduduk": "28", "hari-surat": "1"})
    kata = [" ".join(x.itertext()).split(": ")[1].split(",")[0] for x in layar.buka(
        "kabupaten.matriks", bulan="2026-10").pohon.xpath("//a[contains(@class,'kotak')]")]
    assert kata == ["diterima", "terlambat"] * 2


# --- the public inbox -----------------------------------------------------------------------------------

@pytest.mark.dua_basis
def test_kotak_masuk_menolak_tanpa_menulis_apa_pun(kabupaten):
    klien = kabupaten.test_client()
    for data in (b"", b"x" * 1000, b'{"isi":1}'):
        jawab = klien.post("/kotak-masuk/rekap", data=data)
        assert jawab.status_code == 422 and jawab.json["isi"]["hasil"] == "ditolak"
        assert klien.post("/kotak-masuk/gabung", data=data).status_code == 403
    assert klien.get("/kotak-masuk/rekap").status_code == 405
    assert klien.post("/kotak-masuk/rekap", data=b"x" * (21 * 2**20)).status_code == 413


@pytest.mark.dua_basis
def test_menebak_kode_gabung_ditahan(kabupaten):
    klien = kabupaten.test_client()
    status = [klien.post("/kotak-masuk/gabung", data=b"{}").status_code for _ in range(25)]
    assert status[:20] == [403] * 20 and 429 in status


def test_kotak_masuk_tidak_ada_di_aplikasi_desa(kantor):
    assert kantor.test_client().post("/kotak-masuk/rekap", data=b"{}").status_code == 404


@pytest.mark.dua_basis
def test_demo_menghubungkan_dan_mengisi_tetangga(kantor, kabupaten):
    """The demo's matrix shows every state, and asking twice changes nothing."""
    from smartkampung.inti.tanggal import Periode
    from smartkampung.kabupaten import queries
    from smartkampung.kabupaten.demo import hubungkan_demo

    for _ in range(2):
        hubungkan_demo(kantor, kabupaten, alat.ALAMAT_KAB)
    with kabupaten.app_context():
        desa = list(db.session.scalars(db.select(DesaTerdaftar).order_by(DesaTerdaftar.kode)))
        assert len(desa) == 7
        kata = {s.kata for b in queries.matriks_bulan(desa, Periode(2026, 10), queries.daftar_laporan()) for s in b.sel}
        assert kata == {"diterima", "terlambat", "revisi 1", "ditolak", "belum", "tidak cocok"}
        lalu = {s.kata for b in queries.matriks_bulan(desa, Periode(2026, 9), queries.daftar_laporan()) for s in b.sel}
        assert lalu == {"diterima"}
    assert alat.keadaan(kantor) == ["diterima"] * 4
