"""What only a real browser can show: PDFs open in its viewer, and the counter is ready for the keyboard."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from smartkampung.inti import db as basis
from tests.cerita.conftest import Kantor
from tests.peladen import dilayani
from tests.surat.bantu import buat_siap_ttd, buat_terbit
from tests.surat.conftest import loket  # noqa: F401
from tests.surat.test_halaman import warga

pytestmark = [pytest.mark.peramban, pytest.mark.xdist_group("peramban")]


@pytest.fixture
def terlayani(loket):  # noqa: F811
    """A served office with one issued letter (1) and one that waits for its signature (2)."""
    with loket.app.app_context(), basis.transaksi():
        buat_terbit(warga())
        buat_siap_ttd(warga(), keperluan="dua")
    with dilayani(loket.app) as alamat:
        yield Kantor(loket.app, alamat)


def _masuk(chromium, terlayani):
    hal = terlayani.buka(chromium)
    hal.goto("/masuk")
    hal.fill("[name=nama_pengguna]", "operator")
    hal.fill("[name=sandi]", "sandi-uji-kampung")
    hal.click("main button[type=submit]")
    hal.wait_for_url("**/beranda")
    return hal


def test_pdf_terbuka_di_penampil_peramban(chromium_utuh, terlayani):
    hal = _masuk(chromium_utuh, terlayani)
    for jalur in ("/surat/1/pdf", "/surat/2/pratinjau"):
        jawab = hal.goto(jalur)
        assert jawab.status == 200
        for _ in range(100):  # the viewer comes in a frame of its own, after the page
            if any(f.url.startswith("chrome-extension://") for f in hal.frames):
                break
            hal.wait_for_timeout(100)
        assert any(f.url.startswith("chrome-extension://") for f in hal.frames), f"{jalur}: no viewer"
        assert hal.evaluate("document.querySelector('embed') || document.body.innerText.trim() === ''")


def test_loket_siap_diketik_dan_dipakai_tanpa_tetikus(chromium, terlayani):
    hal = _masuk(chromium, terlayani)
    hal.goto("/surat/loket")
    expect(hal.locator("[name=penduduk_id-cari]")).to_be_focused()
    hal.keyboard.type("sutris")
    hal.wait_for_selector("[role=option]")
    hal.keyboard.press("ArrowDown")
    hal.keyboard.press("Enter")
    expect(hal.locator("[name=penduduk_id]")).to_have_value("1")
