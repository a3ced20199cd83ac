"""Pages for staff: counter, list, one letter, signing, certificate, settings."""

from __future__ import annotations

import io

import openpyxl
import pytest
from PIL import Image

from smartkampung.extensions import db
from smartkampung.penduduk.models import Penduduk
from smartkampung.surat.models import Surat
from tests.surat.bantu import FRASA, buat_permohonan, buat_sertifikat_kades, buat_siap_ttd, buat_terbit

pytestmark = pytest.mark.satu_basis


def warga() -> Penduduk:
    return db.session.scalars(db.select(Penduduk)).first()


def gambar() -> bytes:
    berkas = io.BytesIO()
    Image.new("RGB", (2400, 1800), "green").save(berkas, "JPEG")
    return berkas.getvalue()


def test_loket_tiga_layar_dari_warga_sampai_tanda_terima(loket):
    halaman = loket.masuk("operator").buka("loket.pilih")
    halaman = halaman.kirim("Lanjutkan", **{"penduduk_id-cari": "soetrisno"}, jenis="keterangan-usaha")
    assert halaman.judul == "Keterangan Usaha · Sutrisno bin Karto"
    selesai = halaman.kirim(
        "Syarat lengkap", isian_nama_usaha="Warung Kopi", isian_jenis_usaha="Makanan", isian_berdiri_sejak="2014",
        isian_keperluan="kredit usaha rakyat", syarat=["ktp", "kk", "foto_usaha"],
    )  # fmt: skip
    assert selesai.judul == "Permohonan tercatat"
    assert "Menunggu tanda tangan" in selesai.teks_semua
    assert "Rp0, tidak dipungut biaya" in selesai.ikuti("Cetak tanda terima").teks_semua


def test_loket_tanpa_syarat_lengkap_memberi_kalimat_dan_menyimpan_isian(loket):
    loket.masuk("operator")
    halaman = loket.buka("loket.isi", jenis="keterangan-usaha", penduduk=1)
    ulang = halaman.kirim("Syarat lengkap", isian_nama_usaha="Warung", isian_jenis_usaha="X",
                          isian_berdiri_sejak="2014",
                          isian_keperluan="kredit", syarat=["ktp"])  # fmt: skip
    assert ulang.status == 422
    assert any("Kartu keluarga" in satu for satu in ulang.galat)
    assert ("isian_nama_usaha", "Warung") in ulang.isian("Syarat lengkap")


@pytest.mark.parametrize(
    ("isi", "kalimat"),
    [
        ({"isian_nama_usaha": "Toko 😀"}, "Lambang 😀 tidak dapat dicetak"),
        ({"isian_nama_usaha": "A" * 300}, "Paling banyak 100"),
        ({"isian_berdiri_sejak": "2999"}, "antara 1900 dan 2026"),
        ({"isian_berdiri_sejak": "dua ribu"}, "angka bulat"),
        ({"isian_nama_usaha": ""}, "wajib diisi"),
    ],
)
def test_isian_buruk_dijawab_kalimat_di_sebelah_medan(loket, isi, kalimat):
    loket.masuk("operator")
    baik = {"isian_nama_usaha": "W", "isian_jenis_usaha": "X", "isian_berdiri_sejak": "2014", "isian_keperluan": "k"}
    halaman = loket.buka("loket.isi", jenis="keterangan-usaha", penduduk=1).kirim("Simpan dulu", **baik | isi)
    assert halaman.status == 422
    assert any(kalimat in satu for satu in halaman.galat)


@pytest.mark.parametrize("alamat", ["?jenis=tidak-ada&penduduk=1", "?jenis=keterangan-usaha&penduduk=999",
                                    "?jenis=keterangan-usaha", "?jenis=keterangan-usaha&penduduk=x"])  # fmt: skip
def test_loket_dengan_alamat_ngawur_tidak_rusak(loket, alamat):
    halaman = loket.masuk("operator").jalur(f"/surat/loket/isi{alamat}")
    assert halaman.status in (404, 422)


def test_foto_syarat_diperkecil_dan_dapat_dibuka(loket, tulis):
    loket.masuk("operator")
    halaman = loket.buka("loket.isi", jenis="keterangan-usaha", penduduk=1)
    halaman.kirim("Simpan dulu", isian_nama_usaha="W", isian_jenis_usaha="X", isian_berdiri_sejak="2014",
                  isian_keperluan="k", berkas_foto_usaha=(io.BytesIO(gambar()), "usaha.jpg"))  # fmt: skip
    surat = loket.buka("surat.lihat", surat_id=1)
    jawab = loket.klien.get(surat.tautan("lihat berkas"))
    assert jawab.mimetype == "image/jpeg"
    assert max(Image.open(io.BytesIO(jawab.data)).size) == 1400


def test_berkas_bukan_gambar_ditolak_di_medannya(loket):
    loket.masuk("operator")
    halaman = loket.buka("loket.isi", jenis="keterangan-usaha", penduduk=1)
    ulang = halaman.kirim("Simpan dulu", isian_nama_usaha="W", isian_jenis_usaha="X", isian_berdiri_sejak="2014",
                          isian_keperluan="k", berkas_foto_usaha=(io.BytesIO(b"<?php evil"), "a.jpg"))  # fmt: skip
    assert ulang.status == 422
    assert any("bukan foto" in satu for satu in ulang.galat)


def test_kades_membaca_lalu_menandatangani_dengan_frasa(loket, tulis):
    tulis(lambda: (buat_siap_ttd(warga()), buat_sertifikat_kades()))
    beranda = loket.masuk("kades").buka("beranda.lihat")
    surat = beranda.ikuti("Baca & tanda tangani")
    salah = surat.kirim("Tanda tangani", frasa="salah sama sekali")
    assert salah.status == 422
    assert any("Frasa sandi" in satu for satu in salah.galat)
    terbit = salah.kirim("Tanda tangani", frasa=FRASA)
    assert terbit.pesan == ["Keterangan Usaha terbit dengan nomor 500.2.2.4/1/01.2001/XI/2026."]
    assert "sertifikat desa, bukan BSrE" in terbit.teks_semua
    pdf = loket.klien.get(terbit.tautan("Cetak surat"))
    assert pdf.data.startswith(b"%PDF-") and pdf.headers["Content-Disposition"].startswith("inline")


def test_antrean_menandatangani_beberapa_dengan_satu_frasa(loket, tulis):
    tulis(lambda: ([buat_siap_ttd(warga(), jenis) for jenis in ("keterangan-usaha", "keterangan-domisili")],
                   buat_sertifikat_kades()))  # fmt: skip
    halaman = loket.masuk("kades").buka("tanda_tangan.antrean")
    kosong = halaman.kirim("Tanda tangani yang dipilih", surat=[], frasa=FRASA)
    assert any("paling sedikit satu surat" in satu for satu in kosong.galat + kosong.pesan)
    belum = kosong.kirim("Tanda tangani yang dipilih", surat=["1", "2"], frasa=FRASA)
    assert any("Belum dibaca: Keterangan Usaha" in satu for satu in belum.galat)
    baca = halaman.ikuti("Baca")
    assert "1 dari 2 surat sudah dibaca" in baca.teks_semua
    gambar = loket.klien.get(baca.pohon.xpath("//img[contains(@class,'halaman-surat')]/@src")[0])
    assert gambar.mimetype == "image/png" and gambar.data.startswith(b"\x89PNG")
    antre = baca.ikuti("Baca berikutnya").ikuti("Tanda tangani")
    hasil = antre.kirim("Tanda tangani semua yang sudah dibaca", frasa=FRASA)
    assert "2 surat terbit" in hasil.pesan[0]
    assert "Tidak ada surat yang menunggu" in hasil.teks_semua


def test_tanpa_sertifikat_surat_terbit_untuk_tanda_tangan_basah(loket, tulis):
    tulis(lambda: buat_siap_ttd(warga()))
    halaman = loket.masuk("kades").buka("surat.lihat", surat_id=1)
    halaman = halaman.kirim("Terbitkan untuk tanda tangan basah")
    assert "tanda tangan basah" in halaman.teks_semua


@pytest.mark.dua_basis
def test_kirim_ganda_menandatangani_satu_kali(loket, tulis):
    tulis(lambda: buat_siap_ttd(warga()))
    halaman = loket.masuk("kades").buka("surat.lihat", surat_id=1)
    halaman.kirim("Terbitkan untuk")
    kedua = halaman.kirim("Terbitkan untuk")
    assert kedua.judul.startswith("Keterangan Usaha")
    with loket.app.app_context():
        assert db.session.scalar(db.select(db.func.max(Surat.nomor))) == 1


def test_kembalikan_meminta_alasan_yang_dibaca_petugas(loket, tulis):
    tulis(lambda: buat_siap_ttd(warga()))
    halaman = loket.masuk("kades").buka("surat.lihat", surat_id=1).ikuti("Kembalikan")
    assert halaman.kirim("Kembalikan", alasan="x").status == 422
    halaman.kirim("Kembalikan", alasan="Alamat usaha belum benar.")
    petugas = loket.keluar().masuk("operator").buka("surat.lihat", surat_id=1)
    assert "Alamat usaha belum benar." in petugas.teks_semua


def test_pemverifikasi_tidak_melihat_tombol_tanda_tangan(loket, tulis):
    from smartkampung.surat import services
    from tests.surat.bantu import orang

    def siapkan():
        services.verifikasi(buat_permohonan(warga()), oleh=orang("sekdes"))

    tulis(siapkan)
    halaman = loket.masuk("sekdes").buka("surat.lihat", surat_id=1)
    assert not halaman.pohon.xpath("//form[contains(@action,'tanda-tangani')]")


def test_nik_disamarkan_dan_pembukaannya_tercatat(loket, tulis):
    tulis(lambda: buat_permohonan(warga()))
    halaman = loket.masuk("operator").buka("surat.lihat", surat_id=1)
    assert "9901012005790007" not in halaman.isi.decode() and "9901 01••" in halaman.teks_semua
    assert "9901012005790007" in halaman.kirim("Tampilkan").teks_semua
    audit = loket.keluar().masuk("admin").buka("audit.daftar")
    assert "membuka NIK Sutrisno bin Karto" in audit.teks_semua


@pytest.mark.dua_basis
def test_daftar_mencari_nama_lewat_post_dan_mengunduh_yang_tampil(loket, tulis):
    tulis(lambda: (buat_terbit(warga()), buat_permohonan(warga(), "keterangan-domisili")))
    halaman = loket.masuk("sekdes").buka("surat.daftar")
    assert len(halaman.pohon.xpath("//tbody/tr")) == 2
    cari = halaman.kirim("Tampilkan", q="sutrisno", keadaan="terbit")
    assert len(cari.pohon.xpath("//tbody/tr")) == 1
    buku = openpyxl.load_workbook(io.BytesIO(cari.kirim("Unduh XLSX").isi)).active
    assert [sel.value for sel in buku["B"]][-1] == "Sutrisno bin Karto"
    assert cari.kirim("Cetak").isi.startswith(b"%PDF-")
    assert "Tidak ada surat yang cocok" in halaman.kirim("Tampilkan", q="zzz tak ada").teks_semua


@pytest.mark.parametrize("alamat", ["?halaman=0", "?halaman=x", "?bulan=2026-99", "?keadaan=' OR 1=1", "?jenis=%00"])
def test_daftar_dengan_saringan_ngawur_tidak_rusak(loket, alamat):
    assert loket.masuk("operator").jalur(f"/surat{alamat}").status in (200, 404)


@pytest.mark.parametrize("peran", ["ketuart", "bpd", "bumdes", "keuangan", "kadus", "pengawas"])
def test_peran_lain_tidak_membuka_surat(loket, tulis, peran):
    tulis(lambda: buat_terbit(warga()))
    loket.masuk(peran)
    for alamat in ("/surat", "/surat/1", "/surat/1/pdf", "/surat/loket", "/surat/antrean", "/surat/atur"):
        assert loket.jalur(alamat).status == 403


def test_operator_tidak_dapat_menandatangani_lewat_alamat(loket, tulis):
    tulis(lambda: buat_siap_ttd(warga()))
    halaman = loket.masuk("operator").buka("surat.lihat", surat_id=1)
    kunci = dict(halaman.isian("Keluar"))
    assert loket.kirim("/surat/1/tanda-tangani", kunci | {"cara": "basah"}).status == 403
    assert loket.kirim("/surat/1/cabut", kunci | {"alasan": "iseng saja"}).status == 403


def test_berkas_surat_lain_tidak_terbuka_lewat_nomor_surat_ini(loket, tulis):
    tulis(lambda: (buat_permohonan(warga()), buat_permohonan(warga())))
    loket.masuk("operator")
    assert loket.jalur("/surat/2/syarat/1").status == 404
    assert loket.jalur("/surat/99").status == 404
    assert loket.jalur("/surat/1/pdf").status == 404


def test_cabut_menyebut_nomornya_dan_halaman_periksa_ikut(loket, tulis):
    kode = tulis(lambda: buat_terbit(warga()).kode_periksa)
    halaman = loket.masuk("kades").buka("surat.lihat", surat_id=1).ikuti("Cabut surat")
    halaman.kirim("Cabut surat ini", alasan="Data pemohon ternyata keliru.")
    assert "sudah dicabut" in loket.keluar().buka("portal.periksa_kode", kode=kode).teks_semua


def test_penyerahan_tercatat(loket, tulis):
    tulis(lambda: buat_terbit(warga()))
    halaman = loket.masuk("operator").buka("surat.lihat", surat_id=1).ikuti("Catat penyerahan")
    assert "Diambil" in halaman.kirim("Catat", penerima="Siti, istri").teks_semua


def test_sertifikat_dibuat_dicabut_dan_dibuat_lagi(loket):
    halaman = loket.masuk("kades").buka("tanda_tangan.lihat_sertifikat")
    beda = halaman.kirim("Buat sertifikat", frasa=FRASA, ulang=FRASA + "x")
    assert any("tidak sama" in satu for satu in beda.galat)
    pendek = halaman.kirim("Buat sertifikat", frasa="pendek", ulang="pendek")
    assert any("12 huruf" in satu for satu in pendek.galat)
    jadi = halaman.kirim("Buat sertifikat", frasa=FRASA, ulang=FRASA)
    assert "Berlaku sampai" in jadi.teks_semua
    assert "dicabut" in jadi.kirim("Cabut sertifikat").teks_semua


def test_pengaturan_surat_dan_jenis(loket):
    halaman = loket.masuk("admin").buka("atur_surat.lihat")
    assert "disimpan" in halaman.kirim("Simpan", pakai_paraf="y").pesan[0]
    jenis = halaman.ikuti("Keterangan Usaha").kirim("Simpan", klasifikasi="500.2", janji_menit="15", aktif=[])
    assert "tidak dilayani" in jenis.teks_semua


def test_pratinjau_memakai_data_terbaru(loket, tulis):
    tulis(lambda: buat_permohonan(warga()))
    jawab = loket.masuk("operator").klien.get("/surat/1/pratinjau")
    assert jawab.data.startswith(b"%PDF-")


def test_pencarian_umum_menemukan_surat(loket, tulis):
    tulis(lambda: buat_terbit(warga()))
    halaman = loket.masuk("kades").buka("surat.daftar")
    kunci = dict(halaman.isian("Keluar"))
    hasil = loket.kirim("/cari", kunci | {"q": "sutrisno"})
    assert "Keterangan Usaha · Sutrisno bin Karto" in hasil.teks_semua
