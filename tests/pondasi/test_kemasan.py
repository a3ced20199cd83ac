"""Every way of installing runs from another working directory; the list of packages is whole."""

from __future__ import annotations

import configparser
import filecmp
import os
import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

AKAR = Path(__file__).resolve().parents[2]
COBA = """
import sys, tempfile, pathlib
from smartkampung import create_app
from smartkampung.pengaturan import Pengaturan
from smartkampung.inti.skema import mutakhirkan, skema_basis_data
app = create_app(Pengaturan(instance=pathlib.Path(tempfile.mkdtemp()), uji=True))
with app.app_context():
    mutakhirkan()
    print("skema", skema_basis_data())
print("masuk", app.test_client().get("/siapkan").status_code)
import smartkampung
print("dari", pathlib.Path(smartkampung.__file__).resolve().parent)
"""


def paket_di_disk() -> set[str]:
    paket = {".".join(p.parent.relative_to(AKAR).parts) for p in (AKAR / "smartkampung").rglob("__init__.py")}
    return paket | {"smartkampung.templates", "smartkampung.migrations"}


def test_setup_cfg_menyebut_semua_paket():
    cfg = configparser.ConfigParser()
    cfg.read(AKAR / "setup.cfg")
    assert set(cfg["options"]["packages"].split()) == paket_di_disk()


def test_contoh_pengaturan_sama_dengan_yang_di_paket():
    assert filecmp.cmp(AKAR / "instance/contoh.desa.toml", AKAR / "smartkampung/data/contoh.desa.toml", shallow=False)


@pytest.fixture(scope="module")
def hasil_bangun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel built from a copy of the tree, without what an earlier build left, and one from an sdist of it."""
    ke, pohon = tmp_path_factory.mktemp("dist"), tmp_path_factory.mktemp("sumber") / "pohon"
    shutil.copytree(AKAR, pohon, ignore=shutil.ignore_patterns(".*", "build", "*.egg-info", "tests"))
    for argumen in (["--wheel"], []):
        tujuan = ke / ("roda" if argumen else "lewat-sdist")
        subprocess.run([sys.executable, "-m", "build", *argumen, "--outdir", str(tujuan), str(pohon)], check=True,
                       capture_output=True)
    return ke


def test_roda_dan_roda_dari_sdist_sama_isinya(hasil_bangun):
    isi = []
    for folder in ("roda", "lewat-sdist"):
        (roda,) = (hasil_bangun / folder).glob("*.whl")
        isi.append({n for n in zipfile.ZipFile(roda).namelist() if ".dist-info" not in n})
    assert isi[0] == isi[1]
    for perlu in ("smartkampung/templates/dasar.html", "smartkampung/migrations/env.py",
                  "smartkampung/migrations/versions/0001_awal.py", "smartkampung/data/wilayah.tsv.xz",
                  "smartkampung/data/contoh.desa.toml", "smartkampung/data/tata/surat.typ",
                  "smartkampung/data/huruf/LiberationSerif-Regular.ttf", "smartkampung/static/ikon.svg"):
        assert perlu in isi[0], perlu


def _jalankan(python: Path | str, cwd: Path, **lingkungan: str) -> str:
    hasil = subprocess.run([str(python), "-c", COBA], cwd=cwd, capture_output=True, text=True,
                           env={**os.environ, **lingkungan})
    assert hasil.returncode == 0, hasil.stderr
    return hasil.stdout


@pytest.mark.parametrize("jenis", ["roda", "lewat-sdist"])
def test_roda_jalan_dari_folder_lain(hasil_bangun, tmp_path, jenis):
    (roda,) = (hasil_bangun / jenis).glob("*.whl")
    lingkungan = tmp_path / "venv"
    venv.create(lingkungan, with_pip=False)
    python = lingkungan / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    situs = next(lingkungan.glob("lib/python*/site-packages"), lingkungan / "Lib/site-packages")
    zipfile.ZipFile(roda).extractall(situs)
    # The dependencies come from this environment, the program from the wheel alone.
    pustaka = next(p for p in sys.path if p.endswith("site-packages"))
    (situs / "pustaka.pth").write_text(pustaka)
    keluar = _jalankan(python, tmp_path)
    assert "masuk 200" in keluar
    assert f"dari {situs / 'smartkampung'}" in keluar


def test_checkout_polos_jalan_dari_folder_lain(tmp_path):
    keluar = _jalankan(sys.executable, tmp_path, PYTHONPATH=str(AKAR))
    assert "masuk 200" in keluar and f"dari {AKAR / 'smartkampung'}" in keluar


def test_pasang_suntingan_jalan_dari_folder_lain(tmp_path):
    keluar = _jalankan(sys.executable, tmp_path)
    assert "masuk 200" in keluar
