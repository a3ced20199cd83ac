"""The public catalogue: everyday words find the service; posters and standards print; pages stay light."""

from __future__ import annotations

import re
import subprocess
import time

import brotli
import pytest

from smartkampung.inti import db as basis
from smartkampung.inti.pdf import Gambar
from smartkampung.portal import katalog, standar
from smartkampung.surat.models import JenisSurat
from tests.surat.bantu import buat_terbit

pytestmark = pytest.mark.satu_basis

KATA = {
    "sktm": "keterangan-tidak-mampu",
    "tidak mampu": "keterangan-tidak-mampu",
    "miskin": "keterangan-tidak-mampu",
    "surat keterangan tidak mampu": "keterangan-tidak-mampu",
    "kurang mampu": "keterangan-tidak-mampu",
    "skck": "pengantar-skck",
    "sckk": "pengantar-skck",
    "bikin skck": "pengantar-skck",
    "pindah rumah": "pengantar-pindah",
    "pindah": "pengantar-pindah",
    "pindh": "pengantar-pindah",
    "ktp hilang": "pengantar-kehilangan",
    "kehilangan atm": "pengantar-kehilangan",
    "ktp": "pengantar-ktp",
    "bikin ktp": "pengantar-ktp",
    "usaha": "keterangan-usaha",
    "sku": "keterangan-usaha",
    "warung": "keterangan-usaha",
    "usha": "keterangan-usaha",
    "kredit bank": "keterangan-usaha",
    "skdu": "domisili-usaha",
    "domisili yayasan": "domisili-usaha",
    "domisli": "keterangan-domisili",
    "tempat tinggal": "keterangan-domisili",
    "bayi lahir": "keterangan-kelahiran",
    "kelahiran": "keterangan-kelahiran",
    "meninggal": "keterangan-kematian",
    "orang mati": "keterangan-kematian",
    "akte": "pengantar-akta-kelahiran",
    "kk hilang": "permohonan-kk",
    "pecah kk": "permohonan-kk",
    "belum nikah": "belum-menikah",
    "bujang": "belum-menikah",
    "janda": "janda-duda",
    "numpang nikah": "pergi-kawin",
    "cerai": "pengantar-cerai-rujuk",
    "buku nikah hilang": "duplikat-buku-nikah",
    "gaji orang tua": "penghasilan-orang-tua",
    "beasiswa kuliah": "penghasilan-orang-tua",
    "tki": "izin-keluarga",
    "ijin orang tua": "izin-keluarga",
    "hajatan": "izin-keramaian",
    "ijin keramaian": "izin-keramaian",
    "warisan": "ahli-waris",
    "sporadik": "penguasaan-fisik",
    "letter c": "riwayat-tanah",
    "jual sapi": "jual-beli",
    "salah nama": "beda-identitas",
    "bpjs salah nama": "beda-identitas-jkn",
    "surat kuasa": "surat-kuasa",
    "surat jalan": "surat-jalan",
    "kelakuan baik": "berkelakuan-baik",
    "PENGHASILN": "keterangan-penghasilan",
}


@pytest.mark.parametrize("teks", KATA)
def test_kata_sehari_hari_menemukan_layanan(kecil, teks):
    hasil = [layanan.jenis.kode for layanan in katalog.cari(teks)]
    assert hasil[:1] == [KATA[teks]], hasil[:5]


@pytest.mark.parametrize("teks", ["paspor", "zzzzz", "visa amerika"])
def test_yang_tidak_dilayani_tidak_dikira_ada(kecil, teks):
    assert not katalog.cari(teks)


@pytest.mark.parametrize("teks", ["", "   ", "%", "surat", "🐄", "surat keterangan"])
def test_tanpa_kata_yang_berarti_semua_ditawarkan_atau_tidak_ada(kecil, teks):
    assert isinstance(katalog.cari(teks), list)


@pytest.mark.parametrize(("satu", "lain", "sama"), [
    ("skck", "sckk", True), ("domisli", "domisili", True), ("kuitansi", "kwitansi", True), ("izin", "ijin", False),
    ("usaha", "usha", True), ("visa", "pisah", False), ("paspor", "lapor", False), ("ktp", "kk", False),
    ("tanah", "tanha", True),
])  # fmt: skip
def test_kemiripan_kata(satu, lain, sama):
    assert bool(katalog.mirip(satu, lain)) is sama


def test_cari_cepat(kecil):
    katalog.cari("usaha")
    mulai = time.process_time()
    for urut in range(20):
        katalog.cari(f"ktp hilang {urut}")
    assert (time.process_time() - mulai) / 20 < 0.06


def test_surat_dinas_tidak_di_katalog_warga(loket):
    assert "Perintah Tugas" not in loket.jalur("/").teks_semua
    for jalur in ("", "/ajukan", "/poster.pdf", "/standar.pdf"):
        assert loket.jalur(f"/layanan/perintah-tugas{jalur}").status == 404


def test_setiap_entri_menyebut_syarat_waktu_biaya_hasil_dan_tujuan(loket):
    halaman = loket.jalur("/?q=skck")
    baris = " ".join(halaman.pohon.xpath("//section//div[@class='baris']")[0].text_content().split())
    for teks in ("Pengantar SKCK", "30 menit", "Rp0", "lanjut ke Polsek", "KTP-el", "Kartu keluarga", "(bila ada)"):
        assert teks in baris
    satu = loket.buka("portal.layanan", kode="pengantar-skck").teks_semua
    for teks in ("pas foto latar merah", "bukan syarat SKCK", "Tidak boleh diminta", "belum ada data"):
        assert teks in satu


@pytest.mark.dua_basis
def test_waktu_nyata_di_samping_janji(loket):
    with loket.app.app_context(), basis.transaksi():
        from smartkampung.extensions import db
        from smartkampung.penduduk.models import Penduduk

        buat_terbit(db.session.scalars(db.select(Penduduk)).first())
    assert "separuh surat selesai dalam 0 menit" in loket.buka("portal.layanan", kode="keterangan-usaha").teks_semua
    assert "0 menit" in loket.buka("portal.standar_pelayanan").teks_semua
    assert "nyata 0 menit" in loket.masuk("sekdes").buka("atur_surat.lihat").teks_semua


@pytest.mark.parametrize("jalur", ["/", "/?q=usaha", "/?q=surat", "/layanan/ahli-waris",
                                   "/layanan/keterangan-kelahiran",
                                   "/layanan/keterangan-kelahiran/ajukan", "/standar-pelayanan"])  # fmt: skip
def test_halaman_publik_ringan(loket, jalur):
    halaman = loket.jalur(jalur)
    aset = {a for a in halaman.pohon.xpath("//link[@rel='stylesheet']/@href|//script/@src|//img/@src") if a[:1] == "/"}
    jumlah = len(brotli.compress(halaman.isi))
    jumlah += sum(len(brotli.compress(loket.klien.get(satu).get_data())) for satu in aset)
    assert halaman.status == 200
    assert jumlah <= 35_000, jumlah
    assert len(aset) <= 3


def teks_pdf(pdf: bytes) -> str:
    return " ".join(subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
                    .stdout.decode().replace("\f", " <hal> ").split())  # fmt: skip


def pastikan_pdfa(pdf: bytes) -> None:
    assert pdf.startswith(b"%PDF-1.7")
    assert re.search(rb"pdfaid:part>2<", pdf) and re.search(rb"pdfaid:conformance>B<", pdf)


def test_setiap_layanan_punya_poster_satu_halaman(kecil):
    for layanan in katalog.semua_layanan():
        pdf = standar.poster(layanan)
        pastikan_pdfa(pdf)
        teks = teks_pdf(pdf)
        assert teks.count("<hal>") == 1, layanan.jenis.kode
        assert "TIDAK DIPUNGUT BIAYA" in teks and layanan.definisi.nama in teks, layanan.jenis.kode
        assert "atau buka 127.0.0.1" in teks, layanan.jenis.kode


def test_qr_poster_membuka_halaman_permohonan(kecil, monkeypatch):
    dibuat = []
    monkeypatch.setattr(standar, "qr_svg", lambda teks: dibuat.append(teks) or Gambar("<svg/>"))
    monkeypatch.setattr(standar, "cetak", lambda *_a, **_k: b"%PDF-")
    standar._tercetak.cache_clear()
    standar.poster(katalog.layanan_publik("keterangan-usaha"))
    standar._tercetak.cache_clear()
    assert dibuat[0].endswith("/layanan/keterangan-usaha/ajukan")


def test_standar_lengkap_memuat_14_komponen_setiap_layanan_dan_maklumat(loket):
    jawab = loket.klien.get("/standar-pelayanan.pdf")
    pastikan_pdfa(jawab.data)
    teks = teks_pdf(jawab.data)
    with loket.app.app_context():
        banyak = len(katalog.semua_layanan())
    assert teks.count("Kompetensi pelaksana") == teks.count("Evaluasi kinerja") == banyak
    assert "MAKLUMAT PELAYANAN" in teks and "[" not in teks.replace("[1]", "")
    satu = loket.klien.get("/layanan/keterangan-usaha/standar.pdf")
    pastikan_pdfa(satu.data)
    assert teks_pdf(satu.data).count("<hal>") == 1
    for jalur in ("/maklumat-pelayanan.pdf", "/layanan/keterangan-usaha/poster.pdf"):
        pastikan_pdfa(loket.klien.get(jalur).data)


def test_14_komponen(kecil):
    for layanan in katalog.semua_layanan():
        isi = standar.komponen(layanan, 30)
        assert len(isi) == 14 and all(daftar and all(daftar) for _nama, daftar in isi)


def test_petugas_mematikan_dan_menyalakan_jenis(loket):
    sekdes = loket.masuk("sekdes")
    halaman = sekdes.buka("atur_surat.lihat")
    nyala = [nilai for nama, nilai in halaman.isian("Simpan yang dilayani") if nama == "aktif"]
    jadi = halaman.kirim("Simpan yang dilayani", aktif=[satu for satu in nyala if satu != nyala[0]])
    assert "1 jenis surat diubah." in jadi.pesan[0]
    with loket.app.app_context():
        from smartkampung.extensions import db

        mati = db.session.get_one(JenisSurat, int(nyala[0]))
        assert not mati.aktif
        kode = mati.kode
    assert sekdes.jalur(f"/layanan/{kode}").status == 404
    assert "Standar pelayanan" in jadi.teks_semua
    assert "2 jenis" not in sekdes.buka("atur_surat.lihat").kirim("Simpan yang dilayani", aktif=nyala).pesan[0]


def test_loket_menawarkan_jenis_berkelompok_dengan_kata_pencari(loket):
    halaman = loket.masuk("operator").buka("loket.pilih")
    grup = halaman.pohon.xpath("//select[@name='jenis']/optgroup/@label")
    assert grup[:2] == ["Kependudukan", "Kelahiran dan kematian"] and "Surat dinas" in grup
    sktm = halaman.pohon.xpath("//option[@value='keterangan-tidak-mampu']")[0]
    assert "sktm" in sktm.get("data-kata")


def test_loket_menolak_surat_yang_bukan_untuk_warga_itu(loket):
    halaman = loket.masuk("operator").buka("loket.pilih")
    jadi = halaman.kirim("Lanjutkan", **{"penduduk_id-cari": "sutrisno"}, jenis="belum-menikah")
    assert jadi.status == 422
    assert any("hanya untuk warga yang berstatus belum kawin" in satu for satu in jadi.galat), jadi.galat
