"""A walk over all that links lead to, as each role: opens, tells no secret, asks no other host, keeps the NIK inside.

Secrets and NIK: keandalan F-45 and F-48. No page needs the internet: antarmuka section 4.
"""

from __future__ import annotations

import base64
import logging
import re
from dataclasses import replace

import lxml.html
import pytest

from smartkampung.akun import sandi
from smartkampung.akun.models import KodePemulihan, Sesi
from smartkampung.beranda.cadangan import cadangkan_kini, kunci_pemulihan
from smartkampung.extensions import db
from smartkampung.inti import db as basis
from smartkampung.inti.rahasia import segel
from smartkampung.pengaturan import Surel
from tests import aplikasi
from tests.pabrik import PERAN_UJI, SANDI_UJI
from tests.peramban import Peramban
from tests.sapuan.alat import POJOK, jelajah
from tests.surat.bantu import FRASA, orang

pytestmark = [pytest.mark.satu_basis, pytest.mark.acuan(POJOK)]

KANARI_SMTP = "kanari-smtp-7Qz1"
NIK = re.compile(r"(?<!\d)\d{16}(?!\d)")
# Searched for regulations, codes, prices and kegiatan, never for people.
BUKAN_ORANG = ("/peraturan", "/sekretariat/klasifikasi", "/keuangan/kode", "/keuangan/harga",
               "/keuangan/anggaran/versi")
ALAMAT = re.compile(r"""(?:https?:)?//[a-z0-9.-]+\.[a-z]{2,}[^\s"'<>)]*""", re.I)
# Names of vocabularies, never fetched; and the village's own public address in links it prints for others.
BUKAN_PERMINTAAN = ("http://www.w3.org/", "http://127.0.0.1", "http://localhost")
MEMINTA = "//@src|//link/@href|//@srcset|//form/@action|//@poster|//object/@data|//use/@href|//a/@href"
SUMBER = ("text/css", "text/javascript", "application/javascript", "image/svg+xml", "application/manifest+json")


@pytest.fixture
def pojok(pengaturan_uji):
    """An office with something in every corner, a backup, and a mail password."""
    app = aplikasi.pinjam(replace(pengaturan_uji, surel=Surel(
        peladen="surel.contoh", pengguna="desa", sandi=KANARI_SMTP, pengirim="desa@contoh")))
    with app.app_context():
        cadangkan_kini()
    yield app
    aplikasi.kembalikan(app)


def rahasia(app, peramban):
    """Everything that must not be seen, by name."""
    atur = app.extensions["smartkampung"].pengaturan
    benih = sandi.totp_baru()
    with app.app_context():
        with basis.transaksi():
            orang("sekdes").totp = segel(benih)  # whoever is logged in already stays so
            db.session.add(KodePemulihan(pengguna_id=1, hash=sandi.ringkas("ABCD2345")))
        isi = {"smtp": KANARI_SMTP, "frasa": FRASA, "sandi": SANDI_UJI, "kuki": app.config["SECRET_KEY"],
               "age": kunci_pemulihan(atur), "totp": benih, "totp64": base64.b64encode(benih.encode()).decode(),
               "pulih": sandi.ringkas("ABCD2345")}
        isi |= {f"sesi{i}": h for i, h in enumerate(db.session.scalars(db.select(Sesi.token_hash)))}
        isi |= {f"hash{i}": h for i, h in enumerate(db.session.scalars(db.text("SELECT kata_sandi FROM pengguna")))}
    for berkas in atur.folder("kunci").iterdir():
        if berkas.suffix != ".json" and berkas.stat().st_size > 20:
            isi[berkas.name] = berkas.read_bytes().decode("latin-1").strip()
    with peramban.klien.session_transaction() as sesi:
        isi["token"] = sesi.get("_user_id", "")
    return {n: v for n, v in isi.items() if v}


def periksa_luar(jalur, jawab):
    """A page, style or script refers to no other host."""
    if jawab.mimetype == "text/html" and jawab.data:
        for alamat in lxml.html.fromstring(jawab.get_data(as_text=True)).xpath(MEMINTA):
            assert re.match(r"/(?!/)|#|\?|data:|tel:|mailto:|$", str(alamat)), (jalur, alamat)
    elif jawab.mimetype in SUMBER:
        luar = [a for a in ALAMAT.findall(jawab.get_data(as_text=True)) if not a.startswith(BUKAN_PERMINTAAN)]
        assert not luar, (jalur, luar)


def periksa_nik(jalur, jawab):
    """No NIK in an address, and no form that would put one there."""
    assert not NIK.search(jalur) and not NIK.search(jawab.location or ""), jalur
    if jawab.mimetype == "text/html" and not jalur.startswith(BUKAN_ORANG):
        for form in re.findall(r"<form[^>]*>.*?</form>", jawab.get_data(as_text=True), re.S):
            if not re.match(r"<form[^>]*method=\"?post", form, re.I):
                assert not re.search(r'name="(nik|no_kk|q)"', form), (jalur, form[:300])


@pytest.mark.parametrize("nama", ["", *sorted(PERAN_UJI)])
def test_semua_yang_terhubung_terbuka_tanpa_rahasia_dan_tanpa_internet(pojok, caplog, nama):
    caplog.set_level(logging.DEBUG)
    peramban = Peramban(pojok)
    if nama:
        peramban.masuk(nama)
    dicari = rahasia(pojok, peramban)
    assert {"smtp", "frasa", "age", "rahasia", "totp", *(["token"] if nama else [])} <= set(dicari)
    banyak, jenis = 0, set()
    for jalur, jawab in jelajah(peramban, "/beranda" if nama else "/"):
        assert jawab.status_code in (200, 303), (jalur, jawab.status_code)
        banyak += 1
        jenis.add(jawab.mimetype)
        isi = jawab.get_data().decode("latin-1") + str(jawab.headers)
        for apa, nilai in dicari.items():
            assert nilai not in isi, (apa, jalur)
        periksa_luar(jalur, jawab)
        if nama:
            periksa_nik(jalur, jawab)
    assert banyak > 10 and {"text/html", "text/css", "text/javascript"} <= jenis
    for apa, nilai in dicari.items():
        assert nilai not in caplog.text, apa


@pytest.mark.dua_basis
@pytest.mark.parametrize("basis_data", [pytest.param("postgresql", marks=pytest.mark.postgresql)], indirect=True)
def test_semua_yang_terhubung_terbuka_di_postgresql(kantor):
    for nama, sedikitnya in (("sekdes", 100), ("keuangan", 100)):
        semua = [(jalur, jawab.status_code) for jalur, jawab in jelajah(Peramban(kantor).masuk(nama))]
        assert len(semua) > sedikitnya and all(kode in (200, 303) for _j, kode in semua), semua
