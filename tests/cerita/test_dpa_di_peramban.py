"""The plan of a kegiatan in a real browser: months typed, verified, and approved on a phone in two taps."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from smartkampung.inti import db as basis
from smartkampung.keuangan.dpa import services
from tests.cerita.conftest import Kantor
from tests.cerita.test_anggaran_di_peramban import masuk
from tests.conftest import basis_sqlite as basis_data  # noqa: F401
from tests.keuangan.dpa_pabrik import buat_berlaku, dpa
from tests.keuangan.pabrik import orang
from tests.peladen import dilayani

pytestmark = [pytest.mark.peramban, pytest.mark.xdist_group("peramban")]


@pytest.fixture
def terlayani(app, kantor):
    """A served office with a budget of 2027 in force and its drafts."""
    with app.app_context(), basis.transaksi():
        buat_berlaku()
        services.siapkan(2027, oleh=orang("sekdes"))
        nomor = dpa("02.03.11").id
    with dilayani(app) as alamat:
        yield Kantor(app, alamat), nomor


def test_dpa_dari_ketikan_sampai_disetujui_di_telepon(chromium, terlayani):
    kantor, nomor = terlayani
    kasi = masuk(chromium, kantor, "kasi")
    kasi.goto(f"/keuangan/dpa/{nomor}/isi")
    april = kasi.get_by_label("Apr 5.3.5.03", exact=False)
    april.fill("")
    april.press_sequentially("79000000")
    expect(april).to_have_value("79.000.000")
    expect(kasi.locator("[data-sisa]")).to_have_text("Rp1.000.000")
    april.press("Enter")  # Enter saves; it does not press the first spread button
    expect(kasi.get_by_text("Rencana bulanan disimpan.")).to_be_visible()
    kasi.get_by_role("button", name="Ajukan").click()
    expect(kasi.get_by_text("selisih Rp1.000.000")).to_be_visible()
    kasi.goto(f"/keuangan/dpa/{nomor}/isi")
    kasi.get_by_role("button", name="Menurut jadwal").first.click()
    expect(kasi.locator("[data-sisa]")).to_have_text("Rp0")
    kasi.goto(f"/keuangan/dpa/{nomor}")
    kasi.get_by_role("button", name="Ajukan").click()

    for nama, tombol in (("sekdes", "Verifikasi yang dicentang"), ("kades", "Setujui yang dicentang")):
        telepon = masuk(chromium, kantor, nama, lebar=360)
        telepon.locator("main a[href='/keuangan/dpa/antrean']").first.click()  # tap one, from the work list
        telepon.get_by_role("button", name=tombol).click()  # tap two
        expect(telepon.get_by_text("Tidak ada yang menunggu Anda.")).to_be_visible()
    kasi.reload()
    expect(kasi.get_by_text("Disetujui, berlaku")).to_be_visible()
