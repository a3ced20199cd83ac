"""Forms as data, and a village's own form files."""

from __future__ import annotations

from datetime import date

import pytest

from smartkampung import sambungan
from smartkampung.extensions import db
from smartkampung.inti.berkas import baca_berkas
from smartkampung.inti.konteks import pengaturan
from smartkampung.inti.periksa import jalankan_semua
from smartkampung.inti.tanggal import sekarang
from smartkampung.inti.tte import SignerTanpa
from smartkampung.surat import formulir, permohonan, services, terbit
from smartkampung.surat.lampiran import hampa, lampiran_surat
from smartkampung.surat.models import JenisSurat
from smartkampung.surat.permohonan import BerkasPermohonan
from tests.conftest import basis_sqlite as basis_data  # noqa: F401
from tests.surat.bantu import buat_warga, orang
from tests.surat.test_katalog import rata, teks_pdf
from tests.surat.test_rancangan import kini

BAWAAN = (formulir.folder_formulir() / "n2.toml").read_text(encoding="utf-8")


def taruh(teks, nama="n2.toml"):
    folder = pengaturan().instance / "formulir"
    folder.mkdir(exist_ok=True)
    (folder / nama).write_text(teks, encoding="utf-8")


def temuan(nama):
    return next(list(h.temuan) for h in jalankan_semua(sambungan.pemeriksaan()) if h.nama == nama)


def test_formulir_desa_dipakai_menggantikan_bawaan(kecil):
    taruh(BAWAAN.replace("PERMOHONAN KEHENDAK NIKAH", "PERMOHONAN MENIKAH"))
    assert formulir.formulir("n2")["judul"] == "PERMOHONAN MENIKAH" and formulir.salah_di_desa() == []


@pytest.mark.parametrize(
    ("ubah", "kalimat"),
    [
        (lambda t: "kode =", "Invalid value"),
        (lambda t: t.replace('jenis = "butir"', 'jenis = "skrip"'), "jenis harus"),
        (lambda t: t.replace("lebar = 50", 'lebar = "50"'), "bukan int"),
        (lambda t: t.replace('bila = "jenis_kelamin = Laki-laki"', 'bila = "umur <"'), "belum ada nilainya"),
        (lambda t: t.replace('judul = "PERMOHONAN KEHENDAK NIKAH"', 'judul = ""'), "harus diisi"),
        (lambda t: t.replace("tepi = [25, 22, 14, 16]", 'tepi = [25, "x", 14, 16]'), "tepi"),
    ],
)
def test_formulir_desa_yang_salah_diabaikan_dan_dilaporkan(kecil, ubah, kalimat):
    taruh(ubah(BAWAAN))
    assert formulir.formulir("n2")["judul"] == "PERMOHONAN KEHENDAK NIKAH"
    assert len(formulir.salah_di_desa()) == 1 and kalimat in formulir.salah_di_desa()[0]
    assert temuan("Formulir milik desa terbaca") == formulir.salah_di_desa()


def test_formulir_desa_yang_salah_tampak_di_halaman_formulir(loket):
    with loket.app.app_context():
        taruh("kode =")
    halaman = loket.masuk("operator").buka("formulir.pilih")
    assert "Dipakai bentuk bawaan." in halaman.teks_semua


def test_nama_formulir_tidak_menjadi_jalan_ke_berkas_lain():
    assert formulir.ada_formulir("f-1.01")
    for nama in ("../surat/keterangan-usaha", "..", "", "N2", "f-1.01.toml", "/etc/passwd", "n2\x00"):
        assert not formulir.ada_formulir(nama), nama


def test_versi_terbaru_yang_rusak_dilaporkan(kecil):
    assert temuan("Satu versi terbaru per jenis surat") == []
    kini().terbaru = False
    db.session.add(
        JenisSurat(
            kode="rusak",
            versi=1,
            nama="Rusak",
            klasifikasi="1",
            janji_menit=5,
            isi={"kode": "rusak"},
            sidik="x",
            dibuat_pada=sekarang(),
        )
    )
    db.session.flush()
    hasil = temuan("Satu versi terbaru per jenis surat")
    assert "keterangan-usaha" in hasil[0] and "rusak tidak terbaca" in hasil[1]


def test_pengantar_nikah_terbit_sebagai_formulir_bernomor_dan_dapat_diperiksa(kecil):
    warga = buat_warga(status_kawin=1, nama_ayah="Karto", nama_ibu="Sumini")
    isian = {"nikah_tanggal": date(2026, 12, 12), "nikah_tempat": "KUA", "pasangan": {"nama": "Siti", "nama_ayah": "X"}}
    syarat = BerkasPermohonan(frozenset({"ktp", "kk", "akta_lahir"}))
    surat = permohonan.ajukan_di_loket("nikah-n1", warga.id, isian, syarat, oleh=orang("operator"))
    assert hampa(surat) == []
    warga.agama = None
    db.session.flush()
    assert hampa(surat) == ["Agama"]
    services.verifikasi(surat, oleh=orang("operator"))
    terbit.tanda_tangani([surat.id], oleh=orang("kades"), signer=SignerTanpa())
    teks = rata(teks_pdf(baca_berkas(surat.berkas)))
    assert "Model N1" in teks and f"Nomor: {surat.nomor_teks}" in teks and surat.kode_periksa in teks
    assert "KARTO" in teks and "SUMINI" in teks and "x Jejaka" in teks and "KEPALA DESA SUMBERWANGI" in teks
    assert [kode for kode, _nama in lampiran_surat(surat)] == ["n2", "n4"]
