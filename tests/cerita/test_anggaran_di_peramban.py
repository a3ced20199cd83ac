"""The budget in a real browser: typed like a sheet, agreed, set on a phone, changed in the middle of the year."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from smartkampung.extensions import db
from smartkampung.inti import db as basis
from smartkampung.keuangan.anggaran.models import BarisAnggaran, BarisRAB, KegiatanAnggaran
from tests.cerita.conftest import Kantor
from tests.conftest import basis_sqlite as basis_data  # noqa: F401
from tests.keuangan.pabrik import buat_anggaran, orang, rkp
from tests.peladen import dilayani

pytestmark = [pytest.mark.peramban, pytest.mark.xdist_group("peramban")]
KISI = "/keuangan/anggaran/versi/1/isi/02.03.11"


@pytest.fixture
def terlayani(app, kantor):
    """A served office with the balanced draft of 2026; its road belongs to the kasi."""
    with app.app_context(), basis.transaksi():
        rkp()
        buat_anggaran()
        db.session.execute(db.update(KegiatanAnggaran).values(pka_id=orang("kasi").id))
    with dilayani(app) as alamat:
        yield Kantor(app, alamat)


def masuk(chromium, kantor, nama, lebar=1366):
    hal = kantor.buka(chromium, lebar=lebar)
    hal.goto("/masuk")
    hal.fill("[name=nama_pengguna]", nama)
    hal.fill("[name=sandi]", "sandi-uji-kampung")
    hal.click("main button[type=submit]")
    hal.wait_for_url("**/beranda")
    return hal


def isi(hal, **medan):
    for nama, nilai in medan.items():
        hal.fill(f"[name={nama}]", nilai)


def test_anggaran_dari_ketikan_sampai_perubahan(chromium, terlayani):
    kasi = masuk(chromium, terlayani, "kasi")
    kasi.goto(KISI)
    baris = kasi.locator("tr[data-baris]")
    expect(baris.nth(1).locator("[name=sumber_dana]")).to_have_value("DDS")
    for nama, nilai in (("rekening", "5.3.5.02"), ("uraian", "Upah tukang"), ("volume", "92,5"), ("satuan", "hari")):
        baris.nth(1).locator(f"[name={nama}]").fill(nilai)
    baris.nth(1).locator("[name=harga]").press_sequentially("120000")
    expect(baris.nth(1).locator("[name=harga]")).to_have_value("120.000")
    baris.nth(1).locator("[name=harga]").press("Enter")  # down: the row is left, so it is saved
    expect(kasi.locator("[data-keadaan]")).to_have_text("Tersimpan")
    expect(baris.nth(1).locator("[data-jumlah]")).to_have_text("Rp11.100.000")
    expect(kasi.locator("#bilah")).to_contain_text("Rp411.100.000")
    expect(kasi.locator("#bilah")).to_contain_text("−Rp11.100.000")
    expect(baris.nth(2).locator("[name=harga]")).to_be_focused()

    baris.nth(2).locator("[name=rekening]").fill("5.3.5")
    for nama, nilai in (("uraian", "Salah"), ("volume", "1"), ("harga", "5")):
        baris.nth(2).locator(f"[name={nama}]").fill(nilai)
    baris.nth(1).locator("[name=uraian]").focus()
    expect(kasi.locator("tr.kalimat:visible")).to_contain_text("bukan rekening objek")
    baris.nth(2).locator("[name=rekening]").fill("5.3.5.04")
    baris.nth(1).locator("[name=uraian]").focus()
    expect(baris.nth(2).locator("[data-jumlah]")).to_have_text("Rp5")
    kasi.reload()
    expect(kasi.locator("tr[data-baris]")).to_have_count(6)  # three kept, three empty
    for n in (0, 1):  # take both away again: 5.3.5.02 stands first, 5.3.5.04 then second
        kasi.locator("tr[data-baris] summary").nth(n).click()
        kasi.locator("tr[data-baris]").nth(n).get_by_role("button", name="Hapus baris").click()
        kasi.locator("dialog button.utama").click()
        expect(kasi.locator(".pesan")).to_contain_text("Baris dihapus")
    expect(kasi.locator("#bilah")).to_contain_text("Rp0, berimbang")

    bpd = masuk(chromium, terlayani, "bpd", lebar=360)
    bpd.goto("/keuangan/anggaran/versi/1")
    bpd.click("text=Catat kesepakatan BPD")
    isi(bpd, nomor="6/BPD/2026", tanggal="2026-11-02")
    bpd.click("main button.utama")
    sekdes = masuk(chromium, terlayani, "sekdes")
    sekdes.goto("/keuangan/anggaran/versi/1")
    sekdes.click("text=Catat pengiriman ke camat")
    isi(sekdes, tanggal="2026-11-03")
    sekdes.click("main button.utama")
    sekdes.click("text=Catat evaluasi camat")
    sekdes.check("[value=sesuai]")
    isi(sekdes, nomor="188/4", tanggal="2026-11-17")
    sekdes.click("main button.utama")
    kades = masuk(chromium, terlayani, "kades", lebar=360)
    kades.goto("/keuangan/anggaran/versi/1")
    kades.get_by_role("link", name="Tetapkan", exact=True).click()
    isi(kades, nomor_perdes="2", tanggal_perdes="2026-11-18", nomor_perkades="3", tanggal_perkades="2026-11-18")
    kades.click("main button.utama")
    expect(kades.locator("h1")).to_have_text("APBDes 2026")
    sekdes.reload()
    sekdes.click("text=Undangkan")
    isi(sekdes, nomor="2", tanggal="2026-11-19")
    sekdes.click("main button.utama")
    expect(sekdes.locator(".pesan")).to_contain_text("APBDes 2026 berlaku")

    sekdes.goto("/keuangan/anggaran/")
    sekdes.click("text=Buat perubahan 2026")
    isi(sekdes, alasan="Penyesuaian SiLPA")
    sekdes.click("main button.utama")
    expect(sekdes.locator("h1")).to_have_text("Perubahan APBDes 2026")
    expect(sekdes.locator(".bilah")).to_contain_text("Rp0, berimbang")


def ketik_baris(hal, ke, **medan):
    for nama, nilai in medan.items():
        hal.locator("tr[data-baris]").nth(ke).locator(f"[name={nama}]").fill(nilai)


def simpanan(kantor):
    with kantor.app.app_context():
        pilih = db.select(BarisRAB.uraian, BarisRAB.volume, BarisRAB.harga, BarisRAB.jumlah).order_by(BarisRAB.id)
        return [(u, int(v), int(h), int(j)) for u, v, h, j in db.session.execute(pilih.join(BarisAnggaran).where(
            BarisAnggaran.kegiatan == "02.03.11"))]


def test_jaringan_lambat_dan_putus_tidak_menghilangkan_atau_menggandakan(chromium, terlayani):
    kasi = masuk(chromium, terlayani, "kasi")
    kasi.goto(KISI)
    kata, jawab = kasi.locator("[data-keadaan]"), []
    tahan = [True]
    kasi.route("**/baris", lambda r: jawab.append(r) if tahan else r.continue_())  # every answer waits
    ketik_baris(kasi, 0, volume="2")
    expect(kata).to_have_text("Belum tersimpan")
    ketik_baris(kasi, 1, rekening="5.3.5.02", uraian="Upah", volume="3")  # leaves the first row; this one lacks a price
    expect(kata).to_have_text("Menyimpan…")
    ketik_baris(kasi, 0, volume="4")  # again, before the first answer came
    kasi.locator("[data-tambah-baris]").focus()
    tahan.clear()
    jawab[0].continue_()
    expect(kasi.locator("tr[data-baris]").nth(0).locator("[data-jumlah]")).to_have_text("Rp1.600.000.000")
    expect(kata).to_have_text("Belum tersimpan")  # the row without a price is still only on the screen
    assert simpanan(terlayani) == [("Uraian", 4, 400_000_000, 1_600_000_000)]

    hilang = []

    def telan(rute):  # the office keeps it, the answer is lost on the way; then the line is dead once
        if len(hilang) == 0:
            rute.fetch()
        hilang.append(rute.request.post_data)
        rute.abort() if len(hilang) < 3 else rute.continue_()

    kasi.unroute("**/baris")
    kasi.route("**/baris", telan)
    ketik_baris(kasi, 1, harga="5.000")
    ketik_baris(kasi, 0, volume="5")
    kasi.locator("[data-tambah-baris]").focus()
    expect(kata).to_have_text("Belum tersimpan")
    expect(kata).to_have_class(re.compile("gawat"))
    expect(kata).to_have_text("Tersimpan", timeout=9000)  # sent again without anybody touching it
    assert simpanan(terlayani) == [("Uraian", 5, 400_000_000, 2_000_000_000), ("Upah", 3, 5000, 15_000)]


def test_baris_yang_baru_disimpan_bisa_dihapus_dan_ditempel(chromium, terlayani):
    kasi = masuk(chromium, terlayani, "kasi")
    kasi.goto(KISI)
    ketik_baris(kasi, 0, volume="2")
    kasi.locator("[data-tambah-baris]").focus()
    expect(kasi.locator("[data-keadaan]")).to_have_text("Tersimpan")
    kasi.locator("tr[data-baris] summary").first.click()
    kasi.get_by_role("button", name="Hapus baris").click()
    kasi.locator("dialog button.utama").click()
    expect(kasi.locator(".pesan")).to_contain_text("Baris dihapus")

    tempel = "\n".join(f"5.3.5.03\tdds\tBarang {n}\t{n}\tbuah\tRp 1.000,50" for n in range(1, 51))
    kasi.locator("tr[data-baris] [name=rekening]").first.evaluate(
        "(m, teks) => { const d = new DataTransfer(); d.setData('text', teks);"
        " m.dispatchEvent(new ClipboardEvent('paste', {clipboardData: d, bubbles: true, cancelable: true})); }", tempel)
    expect(kasi.locator("[data-keadaan]")).to_have_text("Tersimpan")
    assert [u for u, *_ in simpanan(terlayani)] == [f"Barang {n}" for n in range(1, 51)]


def test_di_telepon_selalu_ada_baris_kosong_berikutnya(chromium, terlayani):
    kasi = masuk(chromium, terlayani, "kasi", lebar=360)
    kasi.goto(KISI)
    terlihat = kasi.locator("tr[data-baris]:visible")
    expect(terlihat).to_have_count(2)
    for n in range(3, 8):  # more than the page came with
        kasi.click("[data-tambah-baris]")
        expect(terlihat).to_have_count(n)
        expect(terlihat.nth(n - 1).locator("[name=rekening]")).to_be_focused()
