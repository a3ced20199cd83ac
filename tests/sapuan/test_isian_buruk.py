"""Bad input into every form of every page: a sentence, never a program fault, and what was typed comes back."""

from __future__ import annotations

import io
import random
import re
from urllib.parse import urlsplit

import lxml.html
import pytest

from smartkampung.akun.peran import semua_peran
from tests.pabrik import PERAN_UJI
from tests.peramban import Peramban
from tests.sapuan.alat import POJOK
from tests.sapuan.test_rute import alamat, rute

pytestmark = [pytest.mark.satu_basis, pytest.mark.acuan(POJOK)]

TULISAN = ("N" * 300, "A" * 20_000, "🙂🙃 \U0001f9ff", "\x00\x01 nol", "\u202eterbalik\u200b", "   ", "' OR 1=1 --",
           "{{7*7}}", "-1", "99999999999999999999", "31-02-2026", "0000-00-00", "3501010101010001", "\ud7ff\uffff")
BERKAS = (b"", b"MZ\x90\x00", b"%PDF-1.4", b"\x89PNG\r\n\x1a\n", b"PK\x03\x04", b"<svg onload=alert(1)>", b"a,b\n1")
BUKAN_TEKS = ("hidden", "checkbox", "radio", "file", "submit")
LEWATI = ("/keluar", "/akun/sesi", "/sistem/cadangkan", "/akun/totp/lepas")


def isi_buruk(form, acak, nilai):
    """Every input of a form with something nobody should send."""
    data = {}
    for m in form.xpath(".//input[@name]|.//select[@name]|.//textarea[@name]"):
        nama, jenis = m.get("name"), (m.get("type") or "text").lower()
        if nama in ("csrf_token", "_kunci"):
            data[nama] = m.get("value")
        elif jenis == "file":
            data[nama] = (io.BytesIO(acak.choice(BERKAS)), "../../" + nilai[:40].replace("\x00", "") + ".jpg")
        elif m.tag == "select" or jenis in BUKAN_TEKS:
            data[nama] = m.get("value") if acak.random() < 0.5 and m.get("value") else nilai[:200]
        else:
            data[nama] = nilai
    return data


def formulir(jawab, jalur):
    """(target, form) of the POST forms of a page."""
    if jawab.mimetype != "text/html" or jawab.status_code != 200 or not jawab.data:
        return []
    pohon = lxml.html.fromstring(jawab.get_data(as_text=True))
    return [(f.get("action") or jalur, f) for f in pohon.xpath("//main//form[@method='post']")
            if not (f.get("action") or "").startswith(LEWATI)]


def boleh(app, nama):
    """The routes of a role; those of the public for nobody."""
    izin = semua_peran()[PERAN_UJI[nama]].izin if nama else None
    for r in rute(app):
        minta = getattr(app.view_functions[r.endpoint], "_izin", None)
        if minta is None if izin is None else minta is not None and (not minta or set(minta) & izin):
            yield r


def test_setiap_formulir_menjawab_isian_buruk_dengan_kalimat(kantor, banyak):
    """As those who see the most; the others fill what only they are shown."""
    peta, acak = kantor.url_map.bind("localhost"), random.Random(7)
    sudah, dilihat = set(), set()
    for nama in ("", "sekdes", "kades", *sorted(set(PERAN_UJI) - {"sekdes", "kades"})):
        peramban = Peramban(kantor)
        if nama:
            peramban.masuk(nama)
        for r in boleh(kantor, nama):
            if r.endpoint in dilihat and nama != "kades":
                continue
            dilihat.add(r.endpoint)
            jalur = alamat(kantor, r)
            segar = dict(formulir(peramban.klien.get(jalur), jalur))
            for ke in sorted(segar):
                rute_ke = peta.match(urlsplit(ke).path, method="POST")[0]
                if (r.endpoint, rute_ke) in sudah and not banyak(0, 1):
                    continue
                sudah.add((r.endpoint, rute_ke))
                for nilai in acak.sample(TULISAN, banyak(1, len(TULISAN))):
                    segar = segar or dict(formulir(peramban.klien.get(jalur), jalur))
                    form, segar = segar.get(ke), {}  # a key serves once
                    if form is None:
                        break  # an earlier answer changed what the page offers
                    isi_dan_periksa(peramban, jalur, ke, isi_buruk(form, acak, nilai), form, nilai)
    assert len(sudah) > 100, sorted(sudah)


def isi_dan_periksa(peramban, jalur, ke, data, form, nilai):
    """Send it; the answer is no crash, and a refusal says something."""
    jawab = peramban.klien.post(
        ke, data=data, headers={"Referer": f"http://localhost{jalur}"},
        content_type="multipart/form-data" if form.xpath(".//input[@type='file']")
        else "application/x-www-form-urlencoded")
    teks = jawab.get_data().decode("utf-8", "replace")
    assert jawab.status_code < 500, (ke, nilai[:30], re.sub(r"\s+", " ", teks)[:300])
    if jawab.status_code == 422 and jawab.mimetype == "text/html":
        assert any(kata in teks for kata in ('class="galat', "pesan", "data-kembali")), (ke, nilai[:30])


def test_nomor_baris_raksasa_di_alamat_tidak_ditemukan(kantor):
    peramban = Peramban(kantor).masuk("sekdes")
    for r in rute(kantor):
        bulat = [n for n, k in r._converters.items() if type(k).__name__ == "IntegerConverter"]
        if not bulat or r.endpoint == "static":
            continue
        with kantor.test_request_context():
            from flask import url_for

            jalur = url_for(r.endpoint, **{n: 10**20 if n in bulat else "x" for n in r.arguments})
        assert peramban.klien.get(jalur).status_code in (403, 404, 405), r.endpoint
    for jalur in ("/surat/loket?penduduk=9" + "9" * 20, "/surat/loket/isi?jenis=keterangan-usaha&penduduk=-1",
                  "/penduduk/tambah?seperti=" + "9" * 30, "/penduduk?halaman=" + "9" * 30):
        assert peramban.klien.get(jalur).status_code < 500, jalur


def test_spasi_saja_bukan_isian(kantor):
    halaman = Peramban(kantor).buka("portal.periksa")
    jawab = halaman.kirim("Periksa", kode="   ")
    assert jawab.status == 422 and any("wajib" in g.lower() or "isi" in g.lower() for g in jawab.galat), jawab.galat


@pytest.mark.dua_basis
def test_huruf_nol_di_saringan_dijawab_kalimat(kantor):
    peramban = Peramban(kantor).masuk("sekdes")
    for jalur in ("/penduduk?dusun=a%00b", "/surat?jenis=a%00b", "/audit?peristiwa=a%00b", "/peraturan?q=a%00b"):
        assert peramban.klien.get(jalur).status_code < 500, jalur
    kunci = {n: v for n, v in peramban.buka("penduduk.daftar").isian("Keluar") if n == "csrf_token"}
    jawab = peramban.klien.post("/penduduk", data=kunci | {"q": "siti a\x00b", "dusun": "x\x00"})
    assert jawab.status_code < 500
