"""Serving in a real browser: the clerk by keyboard alone, the RT head and the resident on a phone, the kiosk."""

from __future__ import annotations

import time

import pytest
from playwright.sync_api import expect

from smartkampung.extensions import db
from smartkampung.inti import db as basis
from smartkampung.inti.tte import SignerTanpa
from smartkampung.portal.saya import services as saya
from smartkampung.surat import services, terbit
from smartkampung.surat.konfirmasi import services as konfirmasi
from smartkampung.surat.models import JenisSurat, Surat
from tests.cerita.axe import axe, dengan_axe
from tests.cerita.conftest import Kantor
from tests.peladen import dilayani
from tests.surat.bantu import buat_permohonan, orang
from tests.surat.conftest import loket, tulis  # noqa: F401
from tests.surat.test_halaman import warga

pytestmark = [pytest.mark.peramban, pytest.mark.xdist_group("peramban")]
NIK, PIN = "9901012005790007", "482913"
KETUK, PIKIR = 0.28, 1.35  # seconds per key and per thought: keystroke-level model (Card, Moran, Newell 1980)


@pytest.fixture
def kantor_kecil(loket):  # noqa: F811
    """A served office with one resident."""
    loket.app.wsgi_app = dengan_axe(loket.app.wsgi_app)
    with dilayani(loket.app) as alamat:
        yield Kantor(loket.app, alamat)


def masuk(hal, nama):
    hal.goto("/masuk")
    hal.fill("[name=nama_pengguna]", nama)
    hal.fill("[name=sandi]", "sandi-uji-kampung")
    hal.click("main button[type=submit]")
    hal.wait_for_url("**/beranda")


class Tangan:
    """Hands on a keyboard: nothing but keys, each counted, and the screens they passed."""

    def __init__(self, hal):
        self.hal, self.ketukan, self.pikir, self.layar = hal, 0, 0, []
        hal.on("framenavigated", lambda f: self.layar.append(f.url.split("?")[0]) if f == hal.main_frame else None)

    def ketik(self, teks):
        expect(self.hal.locator("input:focus")).to_be_editable()  # she sees the cursor before she types
        self.pikir += 1
        self.ketukan += len(teks)
        self.hal.keyboard.type(teks)

    def tekan(self, *tombol):
        for satu in tombol:
            self.ketukan += 1
            self.hal.keyboard.press(satu)

    @property
    def detik(self):
        return self.ketukan * KETUK + self.pikir * PIKIR


def test_petugas_melayani_dengan_papan_tik_saja_kurang_dari_semenit(chromium, kantor_kecil):
    """SK-1: from the card to a printable PDF in at most four screens and sixty seconds, nothing typed twice."""
    hal = kantor_kecil.buka(chromium)
    masuk(hal, "operator")
    hal.goto("/surat/loket")
    tangan, mulai = Tangan(hal), time.monotonic()
    tangan.ketik(NIK)  # the card reader types and ends with Enter
    tangan.tekan("Enter")
    expect(hal.locator("[name=penduduk_id]")).to_have_value("1")
    expect(hal.locator("input[type=search]:focus")).to_be_visible()
    tangan.ketik("sku")
    tangan.tekan("Enter")
    hal.wait_for_url("**/loket/isi*")
    for isi in ("Warung Kopi", "makanan", "2014", "kredit usaha rakyat"):
        tangan.ketik(isi)
        tangan.tekan("Enter")
    tangan.tekan("Alt+s", "Control+Enter")
    hal.wait_for_url("**/loket/selesai/*")
    assert "Menunggu tanda tangan" in hal.inner_text("main")
    with kantor_kecil.app.app_context(), basis.transaksi():
        terbit.tanda_tangani([1], oleh=orang("kades"), signer=SignerTanpa())
    hal.evaluate("[...document.querySelectorAll('a')].find(a => a.textContent.includes('Buka surat ini')).focus()")
    tangan.tekan("Enter")
    hal.wait_for_url("**/surat/1")
    jalur = hal.locator("a:has-text('Cetak surat')").get_attribute("href")
    assert hal.request.get(kantor_kecil.alamat + jalur).body().startswith(b"%PDF")
    jangka = tangan.detik + time.monotonic() - mulai
    assert len(tangan.layar) + 1 <= 4, tangan.layar  # the screen it began on, and those after it
    assert jangka <= 60, f"{jangka:.0f} s: {tangan.ketukan} keys"
    with kantor_kecil.app.app_context():
        isi = db.session.get(Surat, 1).isian
    assert isi["nama_usaha"] == "Warung Kopi" and isi["berdiri_sejak"] == 2014


def test_rt_dan_warga_di_telepon(chromium, kantor_kecil):
    with kantor_kecil.app.app_context(), basis.transaksi():
        jenis = db.session.scalars(db.select(JenisSurat).filter_by(kode="keterangan-usaha", terbaru=True)).one()
        konfirmasi.atur(jenis, "rt", oleh=orang("sekdes"))
        surat = buat_permohonan(warga())
        _baris, kode = konfirmasi.minta(surat, "rt", "Pak Slamet", oleh=orang("operator"))
        services.minta_lengkapi(buat_permohonan(warga()), "", oleh=orang("operator"), kurang={"foto_usaha": "buram"})
        saya.beri_pin(1, saya.PinBaru(PIN, saya.buat_hash(PIN)), oleh=orang("operator"))
    rt_menjawab(kantor_kecil.buka(chromium, lebar=360, tinggi=740), kode)
    warga_melengkapi(kantor_kecil.buka(chromium, lebar=360, tinggi=740))
    with kantor_kecil.app.app_context():
        assert [s.keadaan for s in db.session.scalars(db.select(Surat).order_by(Surat.id))] == ["diterima", "diterima"]
        assert konfirmasi.cari_tautan(kode).benar is True


def rt_menjawab(hal, kode):
    """Two taps: open the link, say yes."""
    hal.goto(f"/konfirmasi/{kode}")
    assert hal.evaluate("document.documentElement.scrollWidth") <= 360
    assert "Sutrisno bin Karto" in hal.inner_text("main") and NIK not in hal.content()
    assert not axe(hal, "/konfirmasi", "portal/konfirmasi.html")
    hal.click("text=Ya, benar")
    hal.wait_for_selector(".pesan.berhasil")
    hal.go_back()
    assert "sudah tercatat" in hal.inner_text("main")


def warga_melengkapi(hal):
    """Log in with the PIN, open the request that asks for something, answer it."""
    hal.goto("/surat-saya")
    hal.fill("[name=kenal]", NIK)
    hal.fill("[name=pin]", PIN)
    hal.click("main button[type=submit]")
    hal.wait_for_url("**/surat-saya")
    assert hal.evaluate("document.documentElement.scrollWidth") <= 360
    assert not axe(hal, "/surat-saya", "portal/saya.html")
    hal.click(".baris:has-text('Perlu dilengkapi') a")
    assert "buram" in hal.inner_text("main")
    hal.fill("[name=pesan]", "Warungnya sedang dibangun, fotonya menyusul.")
    hal.click("main button:has-text('Kirim berkas')")
    hal.wait_for_selector(".pesan.berhasil")


def test_kios_papan_angka_lalu_kembali_tanpa_sisa(chromium, kantor_kecil):
    hal = kantor_kecil.buka(chromium, lebar=1080, tinggi=1920)
    masuk(hal, "sekdes")
    hal.goto("/surat/atur/kios")
    hal.fill("[name=nama]", "Kios ruang tunggu")
    hal.click("main button:has-text('Jadikan perangkat ini kios')")
    hal.click("dialog button.utama")
    hal.wait_for_url("**/kios")
    temuan = axe(hal, "/kios", "kios/mulai.html")
    hal.click("a:has-text('Keterangan Usaha')")
    hal.wait_for_url("**/kios/surat/keterangan-usaha")
    temuan += axe(hal, "/kios/surat", "kios/surat.html")
    assert not temuan, temuan
    for angka in NIK:
        hal.click(f".medan:has(#nik) .papan button:text-is('{angka}')")
    hal.click("#tanggal_lahir")  # its keypad takes the place of the other
    for angka in "20051979":
        hal.click(f".medan:has(#tanggal_lahir) .papan button:text-is('{angka}')")
    assert hal.input_value("#nik") == "9901 0120 0579 0007" and hal.input_value("#tanggal_lahir") == "20-05-1979"
    for nama, nilai in (("nama", "Sutrisno bin Karto"), ("isian_nama_usaha", "Warung"), ("isian_jenis_usaha", "Jasa"),
                        ("isian_berdiri_sejak", "2014"), ("isian_keperluan", "kredit")):  # fmt: skip
        hal.fill(f"[name={nama}]", nilai)
    hal.click("main button[type=submit]")
    hal.wait_for_url("**/kios/selesai")
    hal.get_by_role("link", name="Selesai").click()
    hal.wait_for_url("**/kios")
    hal.go_back()
    hal.wait_for_load_state()
    assert all(not m.input_value() for m in hal.locator("main input:not([type=hidden])").all())
    assert NIK not in hal.content() and "Sutrisno" not in hal.content()
    hal.goto("/kios/surat/keterangan-usaha")
    hal.evaluate("document.body.dataset.kiosDiam = '0.3'")
    hal.fill("[name=nama]", "Seseorang")  # the last touch before leaving
    hal.wait_for_url("**/kios", timeout=5000)
