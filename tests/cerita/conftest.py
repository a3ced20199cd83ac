"""A real browser and real servers on loopback, for stories."""

from __future__ import annotations

import shutil
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

from smartkampung import create_app
from smartkampung.akun.demo import SANDI_DEMO, buat_akun_demo
from smartkampung.desa.services import tetapkan_wilayah
from smartkampung.inti.db import transaksi
from smartkampung.inti.konteks import hari_desa
from smartkampung.pengaturan import Pengaturan
from tests.acuan import DEMO, KOSONG, Acuan, Gudang
from tests.pasang_peramban import cari_peramban
from tests.peladen import dilayani

ARGUMEN = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
           "--disable-sync", "--no-first-run", "--disable-quic"]


@pytest.fixture(scope="package")
def pemutar() -> Iterator[Playwright]:
    """What drives the browsers; its event loop must be gone when other tests sign PDFs."""
    with sync_playwright() as p:
        yield p


@pytest.fixture(scope="package")
def chromium(pemutar: Playwright) -> Iterator[Browser]:
    """The browser of all stories, without windows where there is such a one."""
    with _jalankan(pemutar, cari_peramban()) as peramban:
        yield peramban


@pytest.fixture
def chromium_utuh(pemutar: Playwright) -> Iterator[Browser]:
    """A browser with all that people have in theirs, such as a viewer of PDFs."""
    with _jalankan(pemutar, cari_peramban(utuh=True)) as peramban:
        yield peramban


@contextmanager
def _jalankan(pemutar: Playwright, jalur: str | None) -> Iterator[Browser]:
    assert jalur, "no browser; run python -m tests.pasang_peramban"
    peramban = pemutar.chromium.launch(executable_path=jalur, args=ARGUMEN)
    yield peramban
    peramban.close()


@pytest.fixture(autouse=True)
def tab_ditutup(request: pytest.FixtureRequest) -> Iterator[None]:
    """No story inherits the pages of another."""
    yield
    if "chromium" in request.fixturenames:
        for konteks in request.getfixturevalue("chromium").contexts:
            konteks.close()


def port_bebas() -> int:
    """A free port on loopback."""
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


@dataclass
class Kantor:
    """One app, served on loopback."""

    app: Flask
    alamat: str

    def buka(self, peramban: Browser, nama: str = "", *, lebar: int = 1366, tinggi: int = 768) -> Page:
        """A fresh browser context of that width, logged in when a name is given. Errors of the page fail the test."""
        konteks = peramban.new_context(viewport={"width": lebar, "height": tinggi}, locale="id-ID",
                                       base_url=self.alamat, accept_downloads=True)
        halaman = konteks.new_page()
        halaman.set_default_timeout(15_000)
        halaman.on("pageerror", lambda g: pytest.fail(f"script error: {g}"))
        halaman.on("console", lambda m: pytest.fail(f"console: {m.text}") if "Content Security" in m.text else None)
        if nama:
            halaman.goto("/masuk")
            halaman.fill("[name=nama_pengguna]", nama)
            halaman.fill("[name=sandi]", SANDI_DEMO)
            halaman.click("main button[type=submit]")
            halaman.wait_for_url("**/beranda")
        return halaman


def _buat(folder: Path, mode: str, port: int) -> Flask:
    return create_app(Pengaturan(instance=folder, mode=mode, demo=True, totp_wajib=False,
                                 alamat_publik=f"http://127.0.0.1:{port}"))


def _kabupaten(app: Flask) -> None:
    with app.app_context(), transaksi():
        tetapkan_wilayah("99.01")
        buat_akun_demo(hari_desa().replace(year=2025), cakupan="99.01.01")


KABUPATEN = Acuan("demo_kabupaten", _kabupaten, KOSONG, mode="kabupaten", berkas=True)


@pytest.fixture(scope="session")
def kantor_terisi(gudang: Gudang, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folders of a demo village with residents and letters, and of a kabupaten, copied for each story."""
    folder = tmp_path_factory.mktemp("terisi")

    def isi() -> None:
        gudang.sqlite(DEMO, folder / "desa")
        gudang.sqlite(KABUPATEN, folder / "kabupaten")

    utas = threading.Thread(target=isi)  # the browser's event loop runs in this thread
    utas.start()
    utas.join()
    return folder


@pytest.fixture
def kantor_berdua(tmp_path: Path, kantor_terisi: Path) -> Iterator[tuple[Kantor, Kantor]]:
    """A demo village with residents and letters, and the kabupaten beside it, both served."""
    port = port_bebas(), port_bebas()
    shutil.copytree(kantor_terisi, tmp_path, dirs_exist_ok=True)
    desa, kabupaten = _buat(tmp_path / "desa", "desa", port[0]), _buat(tmp_path / "kabupaten", "kabupaten", port[1])
    with dilayani(desa, port[0]) as alamat_desa, dilayani(kabupaten, port[1]) as alamat_kabupaten:
        yield Kantor(desa, alamat_desa), Kantor(kabupaten, alamat_kabupaten)
