"""A month of cash in a browser: the kaur receives, deposits, closes; the secretary verifies; the head on a phone."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.acuan import Acuan
from tests.cerita.conftest import Kantor
from tests.cerita.test_anggaran_di_peramban import isi, masuk
from tests.conftest import basis_sqlite as basis_data  # noqa: F401
from tests.keuangan.kas_pabrik import TAHUN
from tests.keuangan.test_penerimaan import KAS
from tests.peladen import dilayani

pytestmark = [pytest.mark.peramban, pytest.mark.xdist_group("peramban")]
BULAN = f"/keuangan/tutup-buku/{TAHUN}/1"


@pytest.fixture
def acuan() -> Acuan:
    return KAS


@pytest.fixture
def terlayani(app):
    """A served office with a budget, an account and an opening balance."""
    with dilayani(app) as alamat:
        yield Kantor(app, alamat)


def test_sebulan_kas_dari_terima_sampai_disetujui(chromium, terlayani):
    kaur = masuk(chromium, terlayani, "keuangan")
    kaur.goto("/keuangan/penerimaan")
    kaur.get_by_role("link", name="Catat penerimaan").click()
    isi(kaur, tanggal=f"{TAHUN}-01-12", uraian="Sewa kios Pasar Desa", penyetor="Bu Tini")
    kaur.locator("[name=nilai]").press_sequentially("1500000")
    expect(kaur.locator("[name=nilai]")).to_have_value("1.500.000")
    kaur.select_option("[name=kunci]", "|4.1.2.01|PAD")
    kaur.check("[name=media][value=tunai]")
    kaur.get_by_role("button", name="Bukukan penerimaan").click()
    expect(kaur.locator("h1")).to_have_text("0001/TBP")
    expect(kaur.get_by_role("link", name="Cetak")).to_be_visible()

    kaur.goto("/keuangan/penerimaan")
    kaur.get_by_role("link", name="Setor ke bank").click()
    expect(kaur.locator("[name=tbp]")).to_be_checked()  # everything that waits is chosen already
    isi(kaur, tanggal=f"{TAHUN}-01-13")
    kaur.get_by_role("button", name="Bukukan setoran").click()
    expect(kaur.locator("main")).to_contain_text("Rp1.500.000")

    kaur.goto(BULAN)
    expect(kaur.locator("main")).to_contain_text("Harus dibereskan")
    kaur.get_by_role("link", name="Isi saldo").click()
    kaur.locator("[name=saldo]").press_sequentially("62500000")
    kaur.get_by_role("button", name="Simpan").click()
    kaur.get_by_role("button", name="Tutup buku").click()
    kaur.locator("dialog button.utama").click()
    expect(kaur.locator(".pesan.berhasil")).to_contain_text("menunggu verifikasi")

    sekdes = masuk(chromium, terlayani, "sekdes")
    sekdes.locator(f"a.tombol[href='{BULAN}']").click()
    sekdes.get_by_role("button", name="Verifikasi").click()
    expect(sekdes.locator(".pesan.berhasil")).to_contain_text("menunggu persetujuan")

    kades = masuk(chromium, terlayani, "kades", lebar=360)  # two taps on a phone
    kades.locator(f"a.tombol[href='{BULAN}']").click()
    kades.get_by_role("button", name="Setujui").click()
    expect(kades.locator(".pesan.berhasil")).to_contain_text("Buku Januari 2026 disetujui")
    assert kades.evaluate("document.documentElement.scrollWidth") == 360

    kaur.goto(f"/keuangan/buku/buku-kas-umum?tahun={TAHUN}&bulan=1")
    expect(kaur.locator("main")).to_contain_text("Disetujui")
    kaur.get_by_role("link", name="0001/TBP").click()  # from a figure to its voucher
    expect(kaur.locator("h1")).to_have_text("0001/TBP")
