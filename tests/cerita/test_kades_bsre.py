"""The head on a phone: reads, signs several through BSrE, one fails and is tried again with the number it has."""

from __future__ import annotations

import re
import threading

import pytest

from smartkampung.contoh import bsre_tiruan
from smartkampung.contoh.bsre_tiruan import FRASA, NIK, Tiruan
from smartkampung.extensions import db
from smartkampung.inti import db as basis
from smartkampung.surat.models import Surat
from smartkampung.surat.tte.layanan import atur_layanan
from tests.cerita.conftest import Kantor
from tests.conftest import basis_sqlite as basis_data  # noqa: F401
from tests.peladen import dilayani
from tests.surat.bantu import buat_siap_ttd, orang
from tests.surat.conftest import loket  # noqa: F401
from tests.surat.test_halaman import warga

pytestmark = [pytest.mark.peramban, pytest.mark.xdist_group("peramban")]


@pytest.fixture
def tiruan():
    isi = Tiruan()
    mulai = threading.Thread(target=isi.mulai)  # it signs, and the browser's event loop runs in this thread
    mulai.start()
    mulai.join()
    yield isi
    isi.henti()


@pytest.fixture
def terlayani(loket, tiruan):  # noqa: F811
    """A served office with three letters that wait for the head."""
    loket.app.testing = loket.app.config["TESTING"] = False  # work beside the request really runs beside it
    with loket.app.app_context(), basis.transaksi():
        for keperluan in ("satu", "dua", "tiga"):
            buat_siap_ttd(warga(), keperluan=keperluan)
        atur_layanan(aktif=True, versi="v2", alamat=tiruan.alamat, pengguna=bsre_tiruan.PENGGUNA,
                     sandi=bsre_tiruan.SANDI, tampak=False, tenggat=10, oleh=orang("sekdes"))  # fmt: skip
    with dilayani(loket.app) as alamat:
        yield Kantor(loket.app, alamat)


def _masuk(chromium, terlayani):
    hal = terlayani.buka(chromium, lebar=360, tinggi=780)
    hal.goto("/masuk")
    hal.fill("[name=nama_pengguna]", "kades")
    hal.fill("[name=sandi]", "sandi-uji-kampung")
    hal.click("main button[type=submit]")
    hal.wait_for_url("**/beranda")
    return hal


def test_kades_membaca_menandatangani_beberapa_satu_gagal_lalu_diulang(chromium, terlayani, tiruan):
    tiruan.urutan = [bsre_tiruan.BAIK, bsre_tiruan.SESUDAH, bsre_tiruan.BAIK]
    hal = _masuk(chromium, terlayani)
    hal.goto("/surat/antrean")
    hal.locator("main a.tombol:has-text('Baca')").first.click()
    for _ke in range(2):
        gambar = hal.locator("img.halaman-surat").first
        gambar.wait_for()
        assert gambar.evaluate("async e => { await e.decode(); return e.naturalWidth > 600 && e.clientWidth <= 360 }")
        hal.click("main a:has-text('Baca berikutnya')")
    hal.click("main a:has-text('Tanda tangani')")
    assert hal.locator("input[name=surat]:checked").count() == 3
    assert hal.evaluate("document.documentElement.scrollWidth") <= 360
    hal.fill("#nik", NIK)
    hal.fill("#frasa", FRASA)
    hal.click("button:has-text('Tanda tangani yang dipilih')")
    hal.wait_for_selector("h2:has-text('Belum selesai ditandatangani')")
    assert hal.evaluate("document.documentElement.scrollWidth") <= 360
    sisa = hal.inner_text("form:has(h2:has-text('Belum selesai')) .baris")
    assert re.search(r"/2/01\.2001/.* terganggu \(jawaban 500\)", sisa), sisa
    hal.fill("#ulang-nik", NIK)
    hal.fill("#ulang-frasa", FRASA)
    hal.click("button:has-text('Coba lagi')")
    hal.wait_for_selector("h2:has-text('Belum selesai')", state="detached")
    hal.wait_for_selector("h2:has-text('Baru saja terbit')")
    assert hal.locator("section:has(h2:has-text('Baru saja terbit')) .baris").count() == 3
    nomor: list[int | None] = []

    def baca() -> None:
        with terlayani.app.app_context():
            nomor.extend(db.session.scalars(db.select(Surat.nomor).order_by(Surat.id)))

    utas = threading.Thread(target=baca)
    utas.start()
    utas.join()
    assert nomor == [1, 2, 3] and len(tiruan.ditandatangani) == 4
