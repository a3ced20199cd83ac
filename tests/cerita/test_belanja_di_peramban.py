"""An advance in a real browser: asked for on a phone, approved in two taps, paid, accounted for with photos."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.cerita.conftest import Kantor
from tests.cerita.test_anggaran_di_peramban import masuk
from tests.conftest import basis_sqlite as basis_data  # noqa: F401
from tests.keuangan.belanja_pabrik import BELANJA
from tests.peladen import dilayani
from tests.sapuan.alat import gambar

pytestmark = [pytest.mark.peramban, pytest.mark.xdist_group("peramban"), pytest.mark.acuan(BELANJA)]
FOTO = {"name": "nota.jpg", "mimeType": "image/jpeg", "buffer": gambar()}


@pytest.fixture
def terlayani(app, kantor):
    """A served office whose year is ready to be spent."""
    with dilayani(app) as alamat:
        yield Kantor(app, alamat)


def test_panjar_dari_telepon_pka_sampai_spj_disahkan(chromium, terlayani):
    pka = masuk(chromium, terlayani, "kasi", lebar=360)
    pka.goto("/keuangan/spp/baru")
    pka.locator("a[href*='/baru/02.03.11']").click()
    expect(pka.get_by_text("Rp400.000.000").first).to_be_visible()
    pka.get_by_label("Panjar", exact=True).check()
    expect(pka.get_by_label("Penerima", exact=True)).to_be_hidden()  # an advance has no receipts yet
    pka.get_by_label("Untuk keperluan").fill("Upah dan pasir talud RT 3")
    nilai = pka.get_by_label("Jumlah", exact=True)
    nilai.press_sequentially("5000000")
    expect(nilai).to_have_value("5.000.000")
    nilai.press("Enter")  # saves, though the button that adds a line stands before the one that saves
    pka.get_by_role("button", name="Ajukan").click()
    expect(pka.get_by_text("diajukan kepada Sekretaris Desa")).to_be_visible()

    sekdes = masuk(chromium, terlayani, "sekdes")
    sekdes.goto("/keuangan/belanja/menunggu")
    sekdes.get_by_role("button", name="Verifikasi").click()
    kades = masuk(chromium, terlayani, "kades", lebar=360)
    kades.locator("main a[href='/keuangan/belanja/menunggu']").first.click()  # tap one, from the work list
    kades.get_by_role("button", name="Setujui").click()  # tap two, and the sentence that names it
    kades.get_by_role("dialog").get_by_role("button").first.click()
    expect(kades.get_by_text("Tidak ada yang menunggu Anda.")).to_be_visible()

    kaur = masuk(chromium, terlayani, "keuangan")
    kaur.goto("/keuangan/belanja/menunggu")
    kaur.get_by_role("link", name="Cairkan").click()
    kaur.get_by_role("button", name="Cairkan Rp5.000.000").click()
    kaur.get_by_role("dialog").get_by_role("button").first.click()
    expect(kaur.get_by_text("dicairkan dengan 0001/CAIR")).to_be_visible()

    pka.goto("/keuangan/spj/panjar")
    pka.get_by_role("link", name="Buat SPJ").click()
    pka.get_by_label("Jumlah", exact=True).fill("4500000")
    pka.get_by_label("Jumlah", exact=True).press("Enter")
    pka.get_by_label("Foto dari kamera").set_input_files(FOTO)  # type: ignore[arg-type]
    pka.get_by_label("Jenis lampiran").select_option("kuitansi")
    pka.get_by_role("button", name="Lampirkan").click()
    pka.get_by_role("button", name="Ajukan").click()
    sekdes.goto("/keuangan/belanja/menunggu")
    sekdes.get_by_role("button", name="Verifikasi").click()
    kades.goto("/keuangan/belanja/menunggu")
    kades.get_by_role("button", name="Sahkan").click()
    kades.get_by_role("dialog").get_by_role("button").first.click()
    expect(kades.get_by_text("disahkan dan dibukukan")).to_be_visible()
    pka.goto("/keuangan/spj/panjar")
    expect(pka.get_by_text("Semua panjar sudah dipertanggungjawabkan.")).to_be_visible()
