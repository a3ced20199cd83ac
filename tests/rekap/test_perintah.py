"""The commands: output, files, exit codes."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from smartkampung.cli import grup
from smartkampung.inti import perintah as inti_perintah
from tests.rekap import alat


@pytest.fixture
def jalankan(kantor, monkeypatch):
    monkeypatch.setattr(inti_perintah, "pastikan_skema", lambda: None)

    def jalan(*argumen: str, app=kantor):
        monkeypatch.setattr("smartkampung.create_app", lambda *_a, **_k: app)
        monkeypatch.setattr("smartkampung.pengaturan.Pengaturan.muat", lambda *_a, **_k: None)
        return CliRunner().invoke(grup, list(argumen))

    return jalan


def test_susun_ke_berkas_dan_json(jalankan, tmp_path):
    hasil = jalankan("rekap", "susun", "--periode", "2026-10", "--keluar", str(tmp_path / "x.xlsx"), "--format", "json")
    assert hasil.exit_code == 0, hasil.output
    assert json.loads(hasil.output)["revisi"] == 0 and (tmp_path / "x.xlsx").read_bytes()[:2] == b"PK"
    assert "revisi 0" in jalankan("rekap", "susun", "--periode", "2026-10").output


@pytest.mark.parametrize("argumen", [("--periode", "2026-13"), ("--periode", "x"), ()])
def test_susun_salah_pakai(jalankan, argumen):
    assert jalankan("rekap", "susun", *argumen).exit_code == 2


def test_gabung_kirim_dan_terima(jalankan, kantor, kabupaten, kawat, tmp_path):
    kode = alat.undang(kabupaten)
    hasil = jalankan("kabupaten", "gabung", alat.ALAMAT_KAB, kode)
    assert hasil.exit_code == 0 and "Kabupaten Tirtawangi" in hasil.output
    alat.buat_jadwal(kantor, [1])
    kawat.putus = "sebelum"
    assert jalankan("rekap", "kirim").exit_code == 1
    kawat.putus = None
    with alat.menulis(kantor) as sesi:
        from smartkampung.rekap.models import KotakKeluar
        from smartkampung.rekap.services import coba_lagi
        coba_lagi(sesi.get_one(KotakKeluar, 1))
    assert jalankan("rekap", "kirim").exit_code == 0
    isi = json.loads(jalankan("rekap", "daftar", "--format", "json").output)
    assert isi["kotak_keluar"][0]["keadaan"] == "diterima"
    berkas = tmp_path / "rekap-x.json"
    berkas.write_bytes(alat.paket_dari(kantor, 1))
    hasil = jalankan("kabupaten", "terima", str(berkas), app=kabupaten)
    assert hasil.exit_code == 0 and (tmp_path / "tanda-terima-x.json").exists()
    berkas.write_bytes(b"rusak")
    assert jalankan("kabupaten", "terima", str(berkas), app=kabupaten).exit_code == 1
    assert jalankan("kabupaten", "terima", str(berkas)).exit_code == 2


def test_setiap_bantuan_punya_contoh(jalankan):
    for argumen in (("rekap", "susun"), ("rekap", "kirim"), ("rekap", "daftar"), ("kabupaten", "gabung"),
                    ("kabupaten", "terima")):
        assert "Contoh: smartkampung" in jalankan(*argumen, "--help").output
