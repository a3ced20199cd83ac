"""The whole tour in a real browser: from a resident's request to the figures on the kabupaten's desk."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

import pytest
from PIL import Image

from smartkampung.extensions import db
from smartkampung.penduduk.models import Penduduk

FRASA = "padi menguning di sawah timur"
pytestmark = [pytest.mark.peramban, pytest.mark.xdist_group("peramban")]


def _warga(app):
    """A living adult of the register, as the card in his pocket says."""
    with app.app_context():
        orang = db.session.scalars(db.select(Penduduk).where(
            Penduduk.status_dasar == 1, Penduduk.nik.is_not(None), Penduduk.tanggal_lahir < "1996-01-01",
            Penduduk.tanggal_lahir > "1960-01-01").order_by(Penduduk.id)).first()
        return orang.nama, orang.nik, orang.tanggal_lahir.isoformat()


def _foto(tempat: Path) -> str:
    gambar = io.BytesIO()
    Image.new("RGB", (2400, 1800), (120, 90, 40)).save(gambar, "JPEG")
    tempat.write_bytes(gambar.getvalue())
    return str(tempat)


def test_dari_permohonan_warga_sampai_meja_kabupaten(chromium, kantor_berdua, tmp_path):
    desa, kabupaten = kantor_berdua
    nama, nik, lahir = _warga(desa.app)
    kode = warga_meminta(desa.buka(chromium, lebar=360, tinggi=800), nama, nik, lahir, _foto(tmp_path / "usaha.jpg"))
    petugas_memverifikasi(desa.buka(chromium, "operator"), nama)
    kades_menandatangani(desa.buka(chromium, "kades", lebar=360, tinggi=800), nama)
    pdf = warga_mengunduh(desa.buka(chromium, lebar=360, tinggi=800), kode, lahir, tmp_path)
    siapa_pun_memeriksa(desa.buka(chromium, lebar=360, tinggi=800), pdf, nama, nik)
    kabupaten_menerima_rekap(chromium, desa, kabupaten)


def warga_meminta(hal, nama, nik, lahir, foto) -> str:
    """On a phone, without an account."""
    hal.goto("/")
    hal.click("text=Keterangan Usaha")
    hal.get_by_role("link", name="Ajukan").first.click()
    for medan, nilai in (("nama", nama), ("nik", nik), ("tanggal_lahir", lahir)):
        hal.fill(f"[name={medan}]", nilai)
    for medan in hal.locator("main [name^=isian_]").all():
        jenis = medan.evaluate("e => e.tagName + '|' + e.type + '|' + e.inputMode")
        if jenis.startswith("SELECT"):
            medan.select_option(index=1)
        elif "date" in jenis:
            medan.fill("2014-05-01")
        elif "number" in jenis or "numeric" in jenis:
            medan.fill("2014")
        else:
            medan.fill("Warung Kopi Mbah Karto")
    if hal.locator("main input[type=file]").count():
        hal.locator("main input[type=file]").first.set_input_files(foto)
    hal.check("[name=setuju]")
    hal.click("main button[type=submit]")
    hal.wait_for_url("**/terkirim")
    assert hal.evaluate("document.documentElement.scrollWidth") <= 360
    kode = hal.locator(".sosok b").first.inner_text().strip()
    assert len(kode) == 14
    assert nik not in hal.url
    return kode


def petugas_memverifikasi(hal, nama) -> None:
    """The request stands on the officer's home page; the person is confirmed, the papers are checked."""
    hal.click(f".baris:has-text('{nama}') >> text=Periksa")
    if hal.locator("#penduduk_id-cari").count():
        hal.fill("#penduduk_id-cari", nama)
        hal.locator("[role=option]").first.click()
    for kotak in hal.locator("main form input[type=checkbox]").all():
        kotak.check()
    hal.click("main button:has-text('Verifikasi')")
    hal.wait_for_selector(".lencana:has-text('Menunggu')")
    if hal.locator(".lencana:has-text('paraf')").count():
        pytest.fail("the demo should go straight to the signer")


def kades_menandatangani(hal, nama) -> None:
    """On a phone: make the certificate once, then read and sign in two taps."""
    hal.goto("/surat/sertifikat")
    if hal.locator("[name=ulang]").count() == 0:
        hal.click("text=Cabut sertifikat")
        hal.locator("dialog button.bahaya, dialog button.utama, dialog [value=ya]").first.click()
        hal.wait_for_selector("[name=ulang]")
    hal.fill("[name=frasa]", FRASA)
    hal.fill("[name=ulang]", FRASA)
    hal.click("main button:has-text('Buat sertifikat')")
    hal.wait_for_selector(".pesan.berhasil:has-text('Sertifikat dibuat')")
    hal.goto("/beranda")
    hal.click(f".baris:has-text('{nama}') >> text=tanda tangan")  # tap 1
    assert hal.evaluate("document.documentElement.scrollWidth") <= 360
    hal.fill("#frasa", FRASA)
    hal.click("main button:has-text('Tanda tangani')")  # tap 2
    hal.wait_for_selector(".pesan.berhasil")
    assert "terbit dengan nomor" in hal.inner_text(".pesan.berhasil")


def warga_mengunduh(hal, kode, lahir, folder) -> Path:
    """The status page by code and birth date, and the PDF, which independent software calls whole."""
    hal.goto(f"/status/{kode}")
    hal.fill("[name=tanggal_lahir]", lahir)
    hal.click("main button[type=submit]")
    with hal.expect_download() as unduhan:
        hal.click("text=Unduh surat")
    pdf = folder / "surat.pdf"
    unduhan.value.save_as(pdf)
    tanda = subprocess.run(["pdfsig", str(pdf)], capture_output=True, text=True).stdout
    assert "Signature is Valid" in tanda and "Total document signed" in tanda
    return pdf


def siapa_pun_memeriksa(hal, pdf, nama, nik) -> None:
    """The code printed under the letter opens the public check; name masked, no NIK."""
    import re

    teks = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, text=True).stdout
    assert nama.upper() in teks.upper()
    kode = re.findall(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b", teks)
    hal.goto(f"/periksa/{kode[-1]}")
    isi = hal.inner_text("main")
    assert "Keterangan Usaha" in isi and "H. Sugiarto" in isi
    assert nik not in isi and nama not in isi


def kabupaten_menerima_rekap(chromium, desa, kabupaten) -> None:
    """Keys exchanged by a one-time code, the month composed and sent, and seen with its figures."""
    meja = kabupaten.buka(chromium, "admin")
    meja.goto("/kabupaten/desa/undang")
    meja.fill("[name=kode]", "99.01.01.2001")
    meja.click("main button:has-text('Buat kode')")
    kode = meja.locator(".sosok b").first.inner_text().strip()

    sekdes = desa.buka(chromium, "sekdes")
    sekdes.goto("/rekap/tujuan/buat")
    sekdes.fill("[name=nama]", "Dinas PMD Tirtawangi")
    sekdes.check("[name=kanal][value=http]")
    sekdes.fill("[name=alamat]", kabupaten.alamat)
    sekdes.fill("[name=kode]", kode)
    sekdes.click("main form.formulir button[type=submit]")
    sekdes.wait_for_selector(".pesan.berhasil")
    sekdes.goto("/rekap/susun")
    sekdes.select_option("[name=periode]", "2026-10")
    sekdes.click("main button:has-text('Susun')")
    kades = desa.buka(chromium, "kades")  # money is in it, so the head of the village agrees first
    kades.goto(sekdes.url.removeprefix(desa.alamat))
    kades.click("main button:has-text('Setujui dan kirim')")
    kades.wait_for_selector(".pesan")
    sekdes.reload()
    if sekdes.locator("main button:has-text('Kirim sekarang')").count():
        sekdes.click("main button:has-text('Kirim sekarang')")
    for _ in range(40):  # it is sent beside the request; a person would look again
        if sekdes.locator(".lencana:has-text('diterima')").count():
            break
        sekdes.wait_for_timeout(250)
        sekdes.reload()
    assert sekdes.locator(".lencana:has-text('diterima')").count(), sekdes.inner_text("main")

    pejabat = kabupaten.buka(chromium, "kabupaten")
    pejabat.goto("/kabupaten?bulan=2026-10")
    assert "1 sudah mengirim" in pejabat.inner_text("main") or "Sumberwangi" in pejabat.inner_text("main")
    pejabat.locator("main a.kotak").first.click()
    pejabat.wait_for_load_state()
    isi = pejabat.inner_text("main")
    with desa.app.app_context():
        hidup = db.session.scalar(db.select(db.func.count()).select_from(Penduduk).where(Penduduk.status_dasar == 1))
    assert "Keterangan Usaha" in isi or f"{hidup:,}".replace(",", ".") in isi
    with pejabat.expect_download() as unduhan:
        pejabat.click("text=Unduh XLSX")
    assert Path(unduhan.value.path()).read_bytes()[:2] == b"PK"
