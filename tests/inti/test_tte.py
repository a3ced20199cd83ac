"""Signatures: made by the village's key, checked by pyHanko and by poppler, broken by one byte."""

from __future__ import annotations

import shutil
import subprocess
import time
from datetime import UTC, datetime, timedelta

import pytest

from smartkampung.inti import tte
from tests.inti.test_pdf import surat

PADA = datetime(2026, 11, 21, 5, 28, tzinfo=UTC)
FRASA = "kopi pahit tanpa gula"


@pytest.fixture(scope="module")
def sertifikat() -> tte.SertifikatBaru:
    lama = timedelta(days=730)
    return tte.buat_sertifikat(
        "H. Sugiarto", "Pemerintah Desa Sumberwangi", FRASA, mulai=PADA, sampai=PADA + lama
    )


@pytest.fixture(scope="module")
def kunci(sertifikat) -> tte.KunciTerbuka:
    return tte.buka_kunci(sertifikat.pkcs12, FRASA)


@pytest.fixture(scope="module")
def bertanda(kunci) -> bytes:
    return tte.tanda_tangani(
        surat(), kunci, alasan="Surat 57", lokasi="Sumberwangi", pada=PADA + timedelta(hours=1)
    )


def test_surat_bertanda_tangan_utuh_dan_dikenal(bertanda, sertifikat):
    hasil = tte.periksa(bertanda, [sertifikat.der])
    assert hasil.sah
    assert hasil.nama == "H. Sugiarto"
    assert hasil.pada == PADA + timedelta(hours=1)


def test_sertifikat_asing_tidak_dikenal(bertanda):
    hasil = tte.periksa(bertanda)
    assert hasil.utuh and not hasil.dikenal and not hasil.sah


@pytest.mark.parametrize("tempat", [0.02, 0.2, 0.4, 0.6, 0.99])
def test_satu_bita_berubah_ketahuan(bertanda, sertifikat, tempat):
    rusak = bytearray(bertanda)
    rusak[int(len(rusak) * tempat)] ^= 1
    assert not tte.periksa(bytes(rusak), [sertifikat.der]).sah


def test_tambahan_sesudah_tanda_tangan_ketahuan(bertanda, sertifikat):
    assert not tte.periksa(bertanda + b"\n% tambahan\n", [sertifikat.der]).sah


def test_berkas_tanpa_tanda_tangan_dikatakan_tanpa():
    assert not tte.periksa(surat()).ada


@pytest.mark.skipif(shutil.which("pdfsig") is None, reason="poppler-utils tidak ada")
def test_pdfsig_setuju(bertanda, tmp_path):
    berkas = tmp_path / "surat.pdf"
    berkas.write_bytes(bertanda)
    laporan = subprocess.run(
        ["pdfsig", "-nocert", berkas], capture_output=True, text=True, check=False
    ).stdout
    assert "Signature is Valid" in laporan
    assert "ETSI.CAdES.detached" in laporan
    assert "Total document signed" in laporan
    assert "bukan BSrE" in laporan


def test_pdfa_tetap_tertulis_sesudah_ditandatangani(bertanda):
    assert bertanda.startswith(surat()[:1000])
    assert b"pdfaid:part>2<" in bertanda


def test_frasa_salah_ditolak_dengan_kalimat(sertifikat):
    with pytest.raises(tte.FrasaSalah, match="Frasa sandi"):
        tte.buka_kunci(sertifikat.pkcs12, FRASA + "x")


def test_frasa_pendek_ditolak():
    with pytest.raises(tte.FrasaPendek, match="12 huruf"):
        tte.buat_sertifikat("A", "B", "pendek", mulai=PADA, sampai=PADA + timedelta(days=1))


def test_kunci_tersimpan_tidak_terbaca_tanpa_frasa(sertifikat):
    assert b"PRIVATE KEY" not in sertifikat.pkcs12
    assert FRASA.encode() not in sertifikat.pkcs12


def test_tanda_tangan_basah_membiarkan_pdf():
    tanpa = tte.SignerTanpa()
    assert tanpa.tanda_tangani(b"%PDF", alasan="", lokasi="", pada=PADA) == b"%PDF"
    assert not tanpa.elektronik


def test_pdf_dan_tanda_tangan_cepat_sesudah_hangat(kunci):
    waktu = []
    for nomor in range(7):
        mulai = time.process_time()
        tte.tanda_tangani(surat(judul=f"Surat {nomor}"), kunci, alasan="x", lokasi="y", pada=PADA)
        waktu.append(time.process_time() - mulai)
    assert sorted(waktu)[3] <= 0.150
