"""Public pages: catalogue, request, status, download, check."""

from __future__ import annotations

import io
import re
import statistics
import time

import brotli
import pytest
from markupsafe import escape
from PIL import Image

from smartkampung.extensions import db
from smartkampung.inti.tte import periksa
from smartkampung.penduduk.models import Penduduk
from smartkampung.surat import sertifikat, services
from smartkampung.surat.models import Surat
from tests.surat.bantu import FRASA, buat_permohonan, buat_sertifikat_kades, buat_terbit, orang

pytestmark = pytest.mark.satu_basis

PEMOHON = {"nama": "Sutrisno", "nik": "9901012005790007", "tanggal_lahir": "1979-05-20", "setuju": "y"}
USAHA = {"isian_nama_usaha": "Warung Kopi", "isian_jenis_usaha": "Makanan", "isian_berdiri_sejak": "2014",
         "isian_keperluan": "kredit"}  # fmt: skip
KODE = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}")


def warga() -> Penduduk:
    return db.session.scalars(db.select(Penduduk)).first()


def terbit_elektronik() -> tuple[str, str]:
    buat_sertifikat_kades()
    surat = buat_terbit(warga(), signer=sertifikat.signer_untuk(orang("kades").id, FRASA))
    return surat.kode_status, surat.kode_periksa


def ajukan(loket, **ganti):
    return loket.buka("portal.ajukan", kode="keterangan-usaha").kirim("Kirim permohonan", **PEMOHON | USAHA | ganti)


@pytest.mark.parametrize("teks", ["usaha", "sku", "warng", "UMKM", "kredit bank"])
def test_katalog_memaafkan_salah_ketik(loket, teks):
    halaman = loket.jalur(f"/?q={teks}")
    assert halaman.pohon.xpath("//section//b")[0].text == "Keterangan Usaha"


@pytest.mark.parametrize(("teks", "nama"), [("sktm", "Keterangan Tidak Mampu"), ("miskin", "Keterangan Tidak Mampu"),
                                            ("domisli", "Keterangan Domisili")])  # fmt: skip
def test_katalog_menemukan_sebutan_lain(loket, teks, nama):
    assert loket.jalur(f"/?q={teks}").pohon.xpath("//section//b")[0].text == nama


def test_katalog_tanpa_hasil_memberi_jalan(loket):
    assert "Belum ada surat yang cocok" in loket.jalur("/?q=paspor").teks_semua


def test_warga_mengajukan_lalu_melihat_status(loket):
    kirim = ajukan(loket)
    assert kirim.judul == "Permohonan terkirim"
    kode = KODE.search(kirim.teks_semua)[0]
    status = loket.buka("portal.status", kode=kode).kirim("Lihat status", tanggal_lahir="20-05-1979")
    assert "Diterima" in status.teks_semua
    assert "Sutrisno" not in status.teks_semua and "9901" not in status.teks_semua


def test_jawaban_sama_cocok_atau_tidak_dengan_buku_induk(loket):
    cocok = ajukan(loket)
    asing = ajukan(loket, nik="3510012005790007")
    salah = ajukan(loket, tanggal_lahir="1980-01-01")
    polos = {KODE.sub("KODE", satu.teks_semua) for satu in (cocok, asing, salah)}
    assert len(polos) == 1
    petugas = loket.keluar().masuk("operator")
    assert "tidak cocok dengan buku induk" not in petugas.buka("surat.lihat", surat_id=1).teks_semua
    assert "tidak cocok dengan buku induk" in petugas.buka("surat.lihat", surat_id=2).teks_semua
    assert "tidak cocok dengan buku induk" in petugas.buka("surat.lihat", surat_id=3).teks_semua


@pytest.mark.parametrize(
    ("ganti", "kalimat"),
    [
        ({"nik": "123"}, "16 angka"),
        ({"nik": "abcdefghijklmnop"}, "16 angka"),
        ({"tanggal_lahir": "2030-01-01"}, "belum tiba"),
        ({"tanggal_lahir": "31-02-1990"}, "Tulis tanggal"),
        ({"nama": "Siti 💥"}, "tidak dapat dicetak"),
        ({"nama": "A" * 300}, "dan paling banyak 100"),
        ({"setuju": []}, "setuju"),
        ({"telepon": "12"}, "nomor telepon"),
        ({"berkas_foto_usaha": b"MZ\x90"}, "bukan foto"),
        ({"berkas_foto_usaha": b""}, "kosong"),
    ],
)
def test_isian_buruk_dijawab_kalimat_dan_isian_lain_tetap(loket, ganti, kalimat):
    ganti = {k: (io.BytesIO(v), "foto.jpg") if isinstance(v, bytes) else v for k, v in ganti.items()}
    halaman = ajukan(loket, **ganti)
    assert halaman.status == 422
    assert any(kalimat in satu for satu in halaman.galat), halaman.galat
    assert ("isian_nama_usaha", "Warung Kopi") in halaman.isian("Kirim permohonan")
    with loket.app.app_context():
        assert db.session.scalar(db.select(db.func.count()).select_from(Surat)) == 0


@pytest.mark.dua_basis
def test_kirim_ganda_membuat_satu_permohonan(loket):
    halaman = loket.buka("portal.ajukan", kode="keterangan-usaha")
    for _ in range(3):
        assert halaman.kirim("Kirim permohonan", **PEMOHON | USAHA).judul == "Permohonan terkirim"
    with loket.app.app_context():
        assert db.session.scalar(db.select(db.func.count()).select_from(Surat)) == 1


def test_unggahan_diperkecil_dan_dilengkapi_dari_halaman_status(loket, tulis):
    def minta() -> str:
        surat = buat_permohonan(warga())
        services.minta_lengkapi(surat, "Foto usaha buram.", oleh=orang("operator"), kurang={"foto_usaha": "buram"})
        return surat.kode_status

    kode = tulis(minta)
    status = loket.buka("portal.status", kode=kode).kirim("Lihat status", tanggal_lahir="1979-05-20")
    assert "Foto usaha buram." in status.teks_semua
    kosong = status.kirim("Kirim berkas")
    assert any("paling sedikit satu berkas" in satu for satu in kosong.galat + kosong.pesan)
    gambar = io.BytesIO()
    Image.new("RGB", (3000, 2000)).save(gambar, "PNG")
    lengkap = status.kirim("Kirim berkas", berkas_foto_usaha=(io.BytesIO(gambar.getvalue()), "foto.png"))
    assert "diterima" in lengkap.pesan[0]
    with loket.app.app_context():
        surat = db.session.get_one(Surat, 1)
        assert surat.keadaan == "diterima"
        assert surat.syarat[2].berkas.ukuran < 200_000


def test_status_salah_kode_dan_salah_tanggal_dijawab_sama(loket, tulis):
    kode = tulis(lambda: buat_permohonan(warga()).kode_status)
    halaman = loket.buka("portal.status")
    salah_tanggal = halaman.kirim("Lihat status", kode=kode, tanggal_lahir="1979-05-21")
    salah_kode = halaman.kirim("Lihat status", kode="ZZZZ-ZZZZ-ZZZZ", tanggal_lahir="1979-05-20")
    assert salah_tanggal.status == salah_kode.status
    assert salah_tanggal.pesan == salah_kode.pesan
    bukan = halaman.kirim("Lihat status", kode="abc", tanggal_lahir="1979-05-20")
    assert any("12 huruf dan angka" in satu for satu in bukan.galat)


@pytest.mark.berat
def test_status_salah_kode_dan_salah_tanggal_sama_lamanya(loket, tulis, jam, banyak):
    kode = tulis(lambda: buat_permohonan(warga()).kode_status)
    halaman = loket.buka("portal.status")
    isian = dict(halaman.isian("Lihat status"))
    lama: dict[str, list[float]] = {kode: [], "ZZZZ-ZZZZ-ZZZZ": []}
    for urut in range(banyak(30, 300)):
        jam.maju(hours=1)
        for satu in list(lama) if urut % 2 else list(lama)[::-1]:
            mulai = time.perf_counter()
            loket.klien.post("/status", data=isian | {"kode": satu, "tanggal_lahir": "1979-05-21"})
            lama[satu].append(time.perf_counter() - mulai)
    tengah = [statistics.median(satu[3:]) for satu in lama.values()]
    assert abs(tengah[0] - tengah[1]) <= max(0.005, 0.25 * min(tengah))


@pytest.mark.dua_basis
def test_tebakan_status_ditahan_sesudah_20(loket, tulis):
    kode = tulis(lambda: buat_permohonan(warga()).kode_status)
    halaman = loket.buka("portal.status")
    for _ in range(21):
        halaman.kirim("Lihat status", kode=kode, tanggal_lahir="1990-01-01")
    ditahan = halaman.kirim("Lihat status", kode=kode, tanggal_lahir="1979-05-20")
    assert ditahan.status == 429
    assert "Terlalu banyak percobaan" in ditahan.teks_semua


def test_unduh_surat_bertanda_tangan_lewat_tautan_yang_berakhir(loket, tulis, jam):
    kode, _ = tulis(terbit_elektronik)
    status = loket.buka("portal.status", kode=kode).kirim("Lihat status", tanggal_lahir="1979-05-20")
    tautan = status.tautan("Unduh surat")
    jawab = loket.klien.get(tautan)
    assert jawab.headers["Content-Disposition"].startswith("attachment")
    with loket.app.app_context():
        assert periksa(jawab.data, sertifikat.sertifikat_dikenal()).sah
    assert loket.klien.get(tautan[:-2] + "xx").status_code == 404
    import itsdangerous.timed

    asli = itsdangerous.timed.TimestampSigner.get_timestamp
    try:
        itsdangerous.timed.TimestampSigner.get_timestamp = lambda diri: asli(diri) + 8 * 86400
        assert "masa berlakunya" in loket.jalur(tautan).teks_semua
    finally:
        itsdangerous.timed.TimestampSigner.get_timestamp = asli


def test_surat_basah_diambil_di_kantor(loket, tulis):
    kode = tulis(lambda: buat_terbit(warga()).kode_status)
    status = loket.buka("portal.status", kode=kode).kirim("Lihat status", tanggal_lahir="1979-05-20")
    assert "ambil di kantor desa" in status.teks_semua
    assert "Unduh surat" not in status.teks_semua


def test_alasan_penolakan_dibaca_warga(loket, tulis):
    def tolak() -> str:
        surat = buat_permohonan(warga())
        services.tolak(surat, "Alamat usaha di luar desa.", oleh=orang("operator"))
        return surat.kode_status

    kode = tulis(tolak)
    status = loket.buka("portal.status", kode=kode).kirim("Lihat status", tanggal_lahir="1979-05-20")
    assert "Ditolak" in status.teks_semua and "Alamat usaha di luar desa." in status.teks_semua


def test_halaman_status_ringan(loket, tulis):
    kode, _ = tulis(terbit_elektronik)
    halaman = loket.buka("portal.status", kode=kode).kirim("Lihat status", tanggal_lahir="1979-05-20")
    assert len(brotli.compress(halaman.isi)) <= 6_000
    assert not halaman.pohon.xpath("//img[not(starts-with(@src,'/') or starts-with(@src,'data:'))]")


def test_periksa_menyebut_jenis_tanggal_penanda_dan_nama_samar(loket, tulis):
    _, kode = tulis(terbit_elektronik)
    halaman = loket.buka("portal.periksa").kirim("Periksa", kode=kode.lower().replace("-", " "))
    for teks in ("Asli.", "Surat Keterangan Usaha", "500.2.2.4/1/01.2001/XI/2026", "21 November 2026", "Kades",
                 "S••••••• b•• K••••", "bukan BSrE"):  # fmt: skip
        assert teks in halaman.teks_semua
    assert "Sutrisno" not in halaman.teks_semua and "9901" not in halaman.teks_semua


def test_periksa_surat_lewat_masa_dan_kode_asing(loket, tulis, jam):
    _, kode = tulis(terbit_elektronik)
    asing = loket.buka("portal.periksa_kode", kode="ZZZZ-ZZZZ-ZZZZ")
    assert asing.status == 404 and "Tidak ditemukan." in asing.teks_semua
    jam.maju(days=60)
    assert "masa berlakunya sudah lewat" in loket.buka("portal.periksa_kode", kode=kode).teks_semua


def test_permohonan_yang_belum_terbit_tidak_dapat_diperiksa(loket, tulis):
    kode = tulis(lambda: buat_permohonan(warga()).kode_periksa)
    assert loket.buka("portal.periksa_kode", kode=kode).status == 404


def test_kode_periksa_tidak_membuka_status(loket, tulis):
    kode = tulis(lambda: buat_terbit(warga()).kode_periksa)
    halaman = loket.buka("portal.status").kirim("Lihat status", kode=kode, tanggal_lahir="1979-05-20")
    assert any("tidak cocok" in satu for satu in halaman.pesan)


def test_staf_yang_membuka_halaman_depan_dibawa_ke_beranda(loket):
    assert loket.masuk("operator").jalur("/").judul.startswith("Selamat")


@pytest.mark.parametrize("alamat", ["/layanan/tidak-ada", "/layanan/tidak-ada/ajukan", "/terkirim", "/unduh/x",
                                    "/periksa/%00", "/status/" + "A" * 300, "/layanan/%00",
                                    "/layanan/../../etc/passwd"])  # fmt: skip
def test_alamat_ngawur_tidak_rusak(loket, alamat):
    assert loket.jalur(alamat).status in (200, 404)


@pytest.mark.parametrize("jahat", ["<script>alert(1)</script>", "=1+1", "{{7*7}}", "#panic()", "[nama]", "**x**"])
def test_teks_warga_tetap_teks_di_halaman_dan_pdf(loket, jahat):
    ajukan(loket, isian_nama_usaha=jahat)
    isi = loket.keluar().masuk("operator").klien.get("/surat/1").data.decode()
    assert str(escape(jahat)) in isi
    assert "<script>alert" not in isi
    assert loket.klien.get("/surat/1/pratinjau").data.startswith(b"%PDF-")
