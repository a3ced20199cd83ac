"""Every way of installing runs from another working directory; the list of packages is whole."""

from __future__ import annotations

import configparser
import filecmp
import os
import shutil
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest
from build import ProjectBuilder
from build.env import DefaultIsolatedEnv
from pyproject_hooks import quiet_subprocess_runner

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
def roda(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A wheel built from a copy of the tree, without what an earlier build left, and one from an sdist of it."""
    ke, pohon = tmp_path_factory.mktemp("dist"), tmp_path_factory.mktemp("sumber") / "pohon"
    shutil.copytree(AKAR, pohon, ignore=shutil.ignore_patterns(".*", "build", "*.egg-info", "tests"))
    with DefaultIsolatedEnv() as lingkungan:
        lingkungan.install(ProjectBuilder(pohon).build_system_requires)

        def bangun(sumber: Path, jenis: str, ke: Path) -> Path:
            pembangun = ProjectBuilder.from_isolated_env(lingkungan, sumber, runner=quiet_subprocess_runner)
            lingkungan.install(pembangun.get_requires_for_build(jenis))
            return Path(pembangun.build(jenis, ke))

        langsung = bangun(pohon, "wheel", ke / "roda")
        with tarfile.open(bangun(pohon, "sdist", ke)) as sdist:
            sdist.extractall(ke, filter="data")
            return langsung, bangun(ke / sdist.getnames()[0].split("/")[0], "wheel", ke / "lewat-sdist")


def test_roda_dan_roda_dari_sdist_sama_isinya(roda):
    """The same files with the same bytes, so what runs from one runs from the other."""
    isi = [{b.filename: b.CRC for b in zipfile.ZipFile(r).infolist() if not b.filename.endswith("/RECORD")}
           for r in roda]
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


def test_roda_jalan_dari_folder_lain(roda, tmp_path):
    lingkungan = tmp_path / "venv"
    venv.create(lingkungan, with_pip=False)
    python = lingkungan / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    situs = next(lingkungan.glob("lib/python*/site-packages"), lingkungan / "Lib/site-packages")
    zipfile.ZipFile(roda[1]).extractall(situs)
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
