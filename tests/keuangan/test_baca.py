"""Reading the budget: overview, tree, years, the public page without names, papers on screen, texts of regulations."""

from __future__ import annotations

import subprocess
from decimal import Decimal

import pytest

from smartkampung.inti import db as basis
from smartkampung.keuangan.anggaran.isi import isi_versi, versi_berlaku
from smartkampung.keuangan.baca.queries import banding_tahun, ukuran
from smartkampung.keuangan.kertas import naskah
from smartkampung.keuangan.kertas.naskah import IsiNaskah, NaskahBentrok, baris_naskah
from tests.conftest import basis_sqlite as basis_data  # noqa: F401
from tests.keuangan.dpa_pabrik import buat_berlaku, ubah_anggaran
from tests.keuangan.pabrik import buat_anggaran, orang

pytestmark = pytest.mark.satu_basis


@pytest.fixture
def isi(kantor):
    """2026 in force with a change, 2027 a draft."""
    with kantor.app_context(), basis.transaksi():
        buat_berlaku(2026, nomor_perdes="9", alasan="")
        geser = {("02.03.11", "5.3.5.03", "DDS"): 390_000_000, ("04.02.01", "5.2.7.01", "DDS"): 134_000_000}
        ubah_anggaran(geser, 2026)
        buat_anggaran(tahun=2027)
    return kantor


def test_gambaran_anggaran_sama_dengan_isinya(isi, peramban):
    halaman = peramban.masuk("bpd").buka("baca_anggaran.awal")
    assert "Perubahan APBDes 2026" in halaman.judul
    for angka in ("Rp1.000.000.000", "Rp1.050.000.000", "Rp490.000.000", "semula Rp500.000.000"):
        assert angka in halaman.teks_semua, angka
    kegiatan = peramban.jalur(halaman.pohon.xpath("//a[contains(@href,'02.03.11')]/@href")[0])
    assert "5.3.5.03 Belanja Modal Bahan Baku" in kegiatan.teks_semua and "Rp390.000.000" in kegiatan.teks_semua
    tahun = peramban.buka("baca_anggaran.tahun")
    assert "2027 *" in tahun.teks_semua
    assert peramban.jalur("/keuangan/baca/999").status == 404


def test_ukuran_memakai_batas_tahunnya(isi):
    with isi.app_context():
        hasil = {u.kode: u for u in ukuran(isi_versi(versi_berlaku(2026)))}
        assert [t.tahun for t in banding_tahun()] == [2026, 2027]
    tiga = hasil["K-APB-03"]
    assert (tiga.nilai, tiga.dari, tiga.batas, tiga.melanggar) == (240_000_000, 1_050_000_000, Decimal(30), False)
    assert hasil["K-APB-06"].batas == 3


def test_halaman_umum_tanpa_nama_orang_dan_hanya_yang_berlaku(isi, peramban):
    halaman = peramban.buka("apbdes_umum.awal")
    assert "Perubahan APBDes 2026" in halaman.judul and "Rp1.050.000.000" in halaman.teks_semua
    assert "Kasi" not in halaman.teks_semua and "2027" not in halaman.teks_semua
    assert peramban.jalur("/apbdes/2027").status == 404
    assert peramban.jalur("/apbdes/2026/baliho.pdf?ukuran=9x9").status == 404
    baliho = peramban.jalur("/apbdes/2026/baliho.pdf").isi
    assert baliho.startswith(b"%PDF")
    teks = subprocess.run(["pdftotext", "-", "-"], input=baliho, capture_output=True).stdout.decode()
    info = subprocess.run(["pdfinfo", "-"], input=baliho, capture_output=True).stdout.decode()
    assert "Rp1.050.000.000" in teks and "Kades" not in teks
    assert "8503.94 x 5669.29" in info and "Pages:           1\n" in info
    assert peramban.jalur("/apbdes/2026/apbdes.xlsx").isi.startswith(b"PK")


def test_belum_ada_anggaran_berlaku(kantor, peramban):
    assert "belum tersedia" in peramban.buka("apbdes_umum.awal").teks_semua
    sekdes = peramban.masuk("sekdes")
    for tujuan in ("baca_anggaran.awal", "baca_anggaran.tahun", "kertas_anggaran.awal", "dpa.daftar", "rak.daftar"):
        assert sekdes.buka(tujuan).status == 200, tujuan


def test_kertas_di_layar_dan_unduhannya(isi, peramban):
    daftar = peramban.masuk("bpd").buka("kertas_anggaran.awal")
    assert "semula dan menjadi" in daftar.teks_semua
    kertas = peramban.jalur("/keuangan/kertas/2/perubahan")
    assert "(10.000.000)" in kertas.teks_semua and "-2,50" in kertas.teks_semua
    for akhir in ("perubahan.pdf", "apbdes.xlsx", "rkkd.pdf"):
        assert peramban.jalur(f"/keuangan/kertas/2/{akhir}").isi[:2] in (b"%P", b"PK")
    assert peramban.jalur("/keuangan/kertas/1/perubahan").status == 404
    assert peramban.jalur("/keuangan/kertas/2/rab?kegiatan=2.3.11").status == 200
    for salah in ("2/rab?kegiatan=9.9.9", "2/tidak-ada", "2/apbdes.exe"):
        assert peramban.jalur(f"/keuangan/kertas/{salah}").status == 404


def test_naskah_bawaan_terisi_angka_dan_desa_mengubahnya(isi, peramban):
    sekdes = peramban.masuk("sekdes")
    lihat = sekdes.jalur("/keuangan/naskah/1/perdes")
    assert "Rp1.050.000.000 (satu miliar lima puluh juta rupiah)" in lihat.teks_semua
    assert "NOMOR 9 TAHUN 2026" in lihat.teks_semua
    assert "[" not in lihat.pohon.xpath("//div[@class='naskah']")[0].text_content()
    ubah = lihat.ikuti("Ubah naskah")
    coba = ubah.kirim("Lihat hasilnya", isi="Pasal 1\n(1) Belanja [BELANJA] <i>dan</i> [apa_ini].")
    assert "RP1.050.000.000 <i>dan</i> [apa_ini]" in coba.teks_semua and "apa_ini" in " ".join(coba.pesan)
    simpan = coba.kirim("Simpan", isi="Pasal 1\nBelanja **[belanja]**.")
    assert "versi 1" in simpan.teks_semua
    pdf = sekdes.jalur("/keuangan/naskah/1/perdes.pdf").isi
    teks = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True).stdout.decode()
    assert "Belanja Rp1.050.000.000." in teks and "MEMUTUSKAN" in teks
    assert "Agar setiap orang" in sekdes.jalur("/keuangan/naskah/1/perdes/ubah?dari=0").teks_semua
    assert sekdes.jalur("/keuangan/naskah/1/perkades_geser").status == 404


def test_naskah_dua_penyunting(isi):
    with isi.app_context(), basis.transaksi():
        baru = IsiNaskah("Tentang", "a", "b", "Pasal 1\nIsi.")
        naskah.simpan_naskah("perdes", baru, 0, oleh=orang("sekdes"))
        with pytest.raises(NaskahBentrok):
            naskah.simpan_naskah("perdes", baru, 0, oleh=orang("sekdes"))


def test_baris_naskah_mengenali_pasal_ayat_dan_butir():
    jenis = [(b.jenis, b.tanda) for b in baris_naskah("BAB I KETENTUAN\nPasal 1\n(2) Ayat.\na. Butir.\nBiasa.", {})]
    assert jenis == [("judul", ""), ("judul", ""), ("ayat", "(2)"), ("butir", "a."), ("paragraf", "")]


def test_setiap_naskah_bawaan_hanya_memakai_kode_yang_dikenal(isi):
    with isi.app_context():
        nilai = naskah.nilai_naskah(versi_berlaku(2026))
        for daftar in naskah.UNTUK.values():
            for jenis in daftar:
                assert naskah.kode_asing(naskah.naskah_bawaan(jenis), nilai) == [], jenis
