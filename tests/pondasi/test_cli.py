"""The command line: help with examples, JSON, exit codes, and imports that any system has."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from smartkampung import lokasi
from smartkampung.cli import grup, main
from smartkampung.inti.tugas import BilahTerminal


def semua_perintah(perintah=grup, jalur=()):
    """Every command with its path."""
    ctx = click.Context(perintah, info_name="smartkampung", obj={"instance": None})
    for nama in perintah.list_commands(ctx):
        anak = perintah.get_command(ctx, nama)
        yield (*jalur, nama), anak
        if isinstance(anak, click.Group):
            yield from semua_perintah(anak, (*jalur, nama))


def jalankan(folder, *argumen, masukan=None):
    return CliRunner().invoke(grup, ["--instance", str(folder), *argumen], input=masukan)


def test_setiap_perintah_punya_contoh():
    semua = list(semua_perintah())
    assert {j[0] for j, _ in semua} >= {
        "siapkan", "jalankan", "penjadwal", "contoh", "pengguna", "impor", "ekspor", "surat", "rekap", "laporan",
        "periksa", "cadangkan", "pulihkan", "perbarui", "demo"}
    for jalur, perintah in semua:
        assert "Contoh:" in (perintah.help or ""), " ".join(jalur)
        assert f"smartkampung {' '.join(jalur)}" in perintah.help or isinstance(perintah, click.Group), " ".join(jalur)


def test_yang_mendaftar_dan_melapor_bisa_json():
    for jalur, perintah in semua_perintah():
        laporan = jalur[0] == "laporan" and len(jalur) > 1
        if laporan or jalur[-1] in ("daftar", "periksa", "jenis", "cadangkan", "peran"):
            pilihan = {o for p in perintah.params for o in p.opts}
            assert "--format" in pilihan or isinstance(perintah, click.Group), " ".join(jalur)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    tempat = tmp_path_factory.mktemp("cli") / "desa"
    hasil = jalankan(tempat, "siapkan", "--mode", "desa")
    assert hasil.exit_code == 0, hasil.output
    assert "LEMBAR PEMULIHAN" in hasil.output and "AGE-SECRET-KEY-1" in hasil.output
    assert "Kode penyiapan (sekali pakai)" in hasil.output
    return tempat


def test_siapkan_diulang_tidak_mengubah_kunci(folder):
    lagi = jalankan(folder, "siapkan")
    assert lagi.exit_code == 0 and "LEMBAR PEMULIHAN" not in lagi.output
    assert (folder / "kunci" / "cadangan.age").stat().st_mode & 0o077 == 0


def test_pengguna_dari_konsol(folder):
    hasil = jalankan(folder, "pengguna", "tambah", "rina", "--nama", "Rina", "--peran", "operator", "--format", "json")
    assert hasil.exit_code == 0, hasil.output
    assert len(json.loads(hasil.output)["sandi_sementara"]) == 19
    daftar = json.loads(jalankan(folder, "pengguna", "daftar", "--format", "json").output)
    assert daftar[0]["nama_pengguna"] == "rina" and daftar[0]["peran"] == "operator"
    assert "rina" in jalankan(folder, "pengguna", "sandi", "rina").output
    assert jalankan(folder, "pengguna", "sandi", "tidakada").exit_code == 1
    salah = jalankan(folder, "pengguna", "tambah", "x", "--nama", "X", "--peran", "raja")
    assert salah.exit_code == 1


def test_periksa_menyebut_apa_yang_diperiksa(folder):
    hasil = jalankan(folder, "periksa", "--format", "json")
    isi = json.loads(hasil.output)
    assert {"Rantai catatan audit", "Basis data utuh", "Pengaturan aman"} <= {p["nama"] for p in isi["pemeriksaan"]}
    assert hasil.exit_code == (0 if isi["baik"] else 1)


def test_kalimat_bukan_jejak_tumpukan(tmp_path, capsys):
    (tmp_path / "desa.toml").write_text('mode = "kota"', encoding="utf-8")
    for argumen, kode, kata in ((["periksa"], 2, "mode harus"),):
        with pytest.raises(SystemExit) as keluar:
            main(["--instance", str(tmp_path), *argumen])
        assert keluar.value.code == kode and kata in capsys.readouterr().err
    (tmp_path / "desa.toml").write_text('mode = "desa"', encoding="utf-8")
    with pytest.raises(SystemExit) as keluar:
        main(["--instance", str(tmp_path), "periksa"])
    assert keluar.value.code == 1 and "smartkampung siapkan" in capsys.readouterr().err


def test_demo_menolak_alamat_luar(tmp_path):
    (tmp_path / "desa.toml").write_text("demo = true\ntotp_wajib = false\n", encoding="utf-8")
    assert jalankan(tmp_path, "siapkan").exit_code == 0
    hasil = jalankan(tmp_path, "jalankan", "--alamat", "0.0.0.0", "--port", "8999")
    assert hasil.exit_code == 2 and "demo_terbuka" in hasil.output


def test_impor_tanpa_modul_khusus_posix():
    """Windows has no pwd, grp, resource; fcntl is asked for only where the system is not Windows."""
    kode = ("import sys\n"
            "for m in ('pwd', 'grp', 'resource', 'termios'): sys.modules[m] = None\n"
            "import pathlib, tempfile, pkgutil, importlib, smartkampung\n"
            "from smartkampung import create_app\nfrom smartkampung.pengaturan import Pengaturan\n"
            "for m in pkgutil.walk_packages(smartkampung.__path__, 'smartkampung.'):\n"
            "    if not m.name.endswith('__main__') and '.migrations' not in m.name: importlib.import_module(m.name)\n"
            "create_app(Pengaturan(instance=pathlib.Path(tempfile.mkdtemp()), uji=True))\n")
    hasil = subprocess.run([sys.executable, "-c", kode], capture_output=True, text=True)
    assert hasil.returncode == 0, hasil.stderr
    for berkas in Path(lokasi.PAKET).rglob("*.py"):
        teks = berkas.read_text(encoding="utf-8")
        assert "import fcntl" not in teks or 'os.name == "nt"' in teks, berkas


def test_bilah_terminal_menyebut_banyak_dan_sisa(jam):
    tulisan = []
    bilah = BilahTerminal(tulisan.append)
    for n in (0, 250, 500, 1000):
        jam.maju(seconds=2)
        bilah(n, 1000, "Membaca baris")
    assert "500/1000" in tulisan[2] and "lagi" in tulisan[2] and tulisan[-1].endswith("\n")


def test_laporan_bagian_rekap(folder):
    hasil = jalankan(folder, "laporan", "kependudukan", "--periode", "2026-10")
    assert hasil.exit_code == 0, hasil.output
    assert json.loads(hasil.output)["periode"] == "2026-10"
    assert jalankan(folder, "laporan", "kependudukan", "--periode", "2026-13").exit_code == 2
    berkas = folder / "laporan.xlsx"
    assert jalankan(folder, "laporan", "kependudukan", "--periode", "2026-10", "--format", "xlsx", "--keluar",
                    str(berkas)).exit_code == 0
    assert berkas.read_bytes()[:2] == b"PK"
