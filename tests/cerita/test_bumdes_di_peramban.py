"""The year of a BUMDes in a real browser: the manager sells on his phone and sees the journal while he types; the
treasurer types a grid by keyboard and paste; the treasurer closes, the supervisor signs, the head approves and the
village's share is decided and paid.
"""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import expect

from smartkampung.bumdes.akses import Program
from smartkampung.bumdes.buku import periode
from smartkampung.bumdes.lembaga.models import Bumdes
from smartkampung.extensions import db
from smartkampung.inti import db as basis
from smartkampung.inti.tanggal import Periode
from tests.bumdes.conftest import USAHA
from tests.cerita.conftest import Kantor
from tests.peladen import dilayani

pytestmark = [pytest.mark.peramban, pytest.mark.xdist_group("peramban"), pytest.mark.satu_basis,
              pytest.mark.acuan(USAHA)]


@pytest.fixture
def usaha_dilayani(kantor):
    with dilayani(kantor) as alamat:
        yield Kantor(kantor, alamat)


def masuk(chromium, kantor, nama, lebar=1366):
    hal = kantor.buka(chromium, lebar=lebar)
    hal.goto("/masuk")
    hal.fill("[name=nama_pengguna]", nama)
    hal.fill("[name=sandi]", "sandi-uji-kampung")
    hal.click("main button[type=submit]")
    hal.wait_for_url("**/beranda")
    return hal


def test_manajer_menjual_dari_telepon_dan_jurnalnya_tampil_sambil_mengetik(chromium, usaha_dilayani):
    hal = masuk(chromium, usaha_dilayani, "toko", 360)
    hal.goto("/bumdes/1/catat/jual")
    hal.fill("[name=jumlah]", "125000")
    hal.select_option("[name=lawan]", label="Pendapatan Penjualan Barang Dagangan Lainnya (4.2.01.90)")
    hal.fill("[name=uraian]", "jual sore")
    expect(hal.locator("[data-jurnal]")).to_contain_text("Rp125.000")
    expect(hal.locator("[data-jurnal]")).to_contain_text("Kas Tunai")
    hal.click("button:has-text('Simpan')")
    expect(hal.locator("main")).to_contain_text("Tersimpan sebagai TOKO/2026/0001")
    assert hal.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_jurnal_cepat_dengan_tempelan_dan_enter(chromium, usaha_dilayani):
    hal = masuk(chromium, usaha_dilayani, "bendum")
    hal.goto("/bumdes/1/jurnal/cepat")
    hal.fill("main [name=uraian]", "beli kertas")
    hal.locator("[name=akun]").first.evaluate("""m => { const d = new DataTransfer();
        d.setData("text/plain", "6.1.02.01\\tkertas\\tToko Maju\\t45.000\\t\\n1.1.01.01\\t\\t\\t\\t45.000\\n");
        m.dispatchEvent(new ClipboardEvent("paste", {clipboardData: d, bubbles: true, cancelable: true})); }""")
    expect(hal.locator("[data-jumlah=debit]")).to_have_text("Rp45.000")
    expect(hal.locator("[data-jumlah=kredit]")).to_have_text("Rp45.000")
    terakhir = hal.locator("[name=akun]").last
    banyak = hal.locator("[name=akun]").count()
    terakhir.focus()
    hal.keyboard.press("Enter")
    expect(hal.locator("[name=akun]")).to_have_count(banyak + 1)
    hal.click("button:has-text('Simpan jurnal')")
    expect(hal.locator("main")).to_contain_text("Tersimpan sebagai PUSAT/2026/0001")


def test_bendahara_menutup_pengawas_menelaah_kades_menyetujui_desa_menerima(chromium, usaha_dilayani):
    with usaha_dilayani.app.app_context(), basis.transaksi():
        for n in range(1, 13):
            periode.kunci_bulan(db.session.get(Bumdes, 1), Periode(2025, n), oleh=Program())
    bendum, dirut, awas, kades = (masuk(chromium, usaha_dilayani, n) for n in ("bendum", "dirut", "awas", "kades"))
    bendum.goto("/bumdes/1/periode?tahun=2025")
    bendum.click("button:has-text('Tutup tahun 2025')")
    bendum.locator("dialog button.utama, dialog button:has-text('Lanjutkan')").first.click()
    expect(bendum.locator("main")).to_contain_text("Labanya sudah masuk saldo laba")
    dirut.goto("/bumdes/1/berkala")
    dirut.locator("form[action$='/berkala/2025/tahunan'] button").click()
    dirut.click("text=Tulis jalannya usaha")
    dirut.fill("[name=jalannya]", "Toko dan sewa berjalan baik.")
    dirut.click("button:has-text('Simpan')")
    dirut.click("button:has-text('Ajukan kepada pengawas')")
    dirut.locator("dialog button.utama, dialog button:has-text('Lanjutkan')").first.click()
    expect(dirut.locator("main")).to_contain_text("diajukan kepada pengawas")
    for hal, tombol in ((awas, "Telaah"), (kades, "Setujui")):
        hal.goto("/bumdes/1/berkala/1")
        hal.click(f"main a:has-text('{tombol}')")
        hal.click("button:has-text('Terima')")
        expect(hal.locator("main")).to_contain_text("Tercatat")
    dirut.goto("/bumdes/1/bagi-hasil/tetapkan?tahun=2025")
    expect(dirut.locator("main")).to_contain_text("Rp1.335.000")
    dirut.fill("[name=musdes_nomor]", "BA-1")
    dirut.fill("[name=tanggal]", date(2026, 3, 1).isoformat())
    dirut.click("button:has-text('Tetapkan')")
    dirut.locator("dialog button.utama, dialog button:has-text('Lanjutkan')").first.click()
    expect(dirut.locator("main")).to_contain_text("ditetapkan dan dijurnal")
    kades.goto("/usaha-desa")
    expect(kades.locator("main")).to_contain_text("Rp1.335.000")
