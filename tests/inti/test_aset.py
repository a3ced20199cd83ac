"""Assets: one style, one script, one sprite; small, kept for a year, changed by address."""

import gzip
import re
from pathlib import Path

import brotli
import pytest
from flask import Flask

import smartkampung
from smartkampung.inti.aset import BUNDEL, SETAHUN, RakAset, pasang_aset

STATIS = Path(smartkampung.__file__).parent / "static"
KB = 1024


@pytest.fixture
def rak_app():
    app = Flask(__name__, static_folder=str(STATIS))
    pasang_aset(app)
    return app


def alamat(app, nama):
    with app.test_request_context():
        return app.jinja_env.globals["aset"](nama)


@pytest.mark.parametrize(("nama", "batas"), [
    ("rupa.css", 12 * KB), ("laku.js", 8 * KB), ("ikon.svg", 6 * KB), ("kisi.js", 4 * KB)])
def test_setiap_berkas_di_bawah_anggaran(nama, batas):
    assert len(RakAset(STATIS).ambil(nama).brotli) <= batas


def test_pandangan_pertama_menyisakan_tempat_untuk_halaman():
    pertama = set(BUNDEL) - {"kisi.js"}  # which only the page with the grid asks for
    assert len(pertama) <= 3
    assert sum(len(RakAset(STATIS).ambil(nama).brotli) for nama in pertama) <= 25 * KB


@pytest.mark.parametrize("nama", list(BUNDEL))
def test_jawaban_disimpan_peramban_setahun(rak_app, nama):
    jawab = rak_app.test_client().get(alamat(rak_app, nama))

    assert jawab.status_code == 200
    assert jawab.headers["Cache-Control"] == SETAHUN
    assert jawab.headers["Vary"] == "Accept-Encoding"
    assert jawab.mimetype == BUNDEL[nama][0].split(";")[0]


def test_alamat_lama_dijawab_isi_kini_tanpa_disimpan(rak_app):
    jawab = rak_app.test_client().get("/aset/000000000000/rupa.css")

    assert jawab.status_code == 200
    assert jawab.headers["Cache-Control"] == "no-cache"


def test_nama_lain_tidak_ditemukan(rak_app):
    assert rak_app.test_client().get("/aset/x/css/00-token.css").status_code == 404
    assert rak_app.test_client().get("/aset/x/rahasia.css").status_code == 404


def test_sandi_menurut_peramban(rak_app):
    klien, tujuan = rak_app.test_client(), alamat(rak_app, "rupa.css")
    utuh = klien.get(tujuan, headers={"Accept-Encoding": "identity"})
    br = klien.get(tujuan, headers={"Accept-Encoding": "gzip, deflate, br"})
    gz = klien.get(tujuan, headers={"Accept-Encoding": "gzip"})

    assert "Content-Encoding" not in utuh.headers
    assert (br.headers["Content-Encoding"], brotli.decompress(br.data)) == ("br", utuh.data)
    assert (gz.headers["Content-Encoding"], gzip.decompress(gz.data)) == ("gzip", utuh.data)
    assert len({utuh.headers["ETag"], br.headers["ETag"], gz.headers["ETag"]}) == 3


def test_yang_sudah_dimiliki_tidak_dikirim_lagi(rak_app):
    klien, tujuan = rak_app.test_client(), alamat(rak_app, "laku.js")
    tanda = klien.get(tujuan).headers["ETag"]

    lagi = klien.get(tujuan, headers={"If-None-Match": tanda})

    assert (lagi.status_code, lagi.data) == (304, b"")


def test_alamat_berubah_bersama_isi(tmp_path):
    (tmp_path / "css").mkdir()
    berkas = tmp_path / "css" / "a.css"
    berkas.write_text("a{color:red}")
    lama = RakAset(tmp_path).ambil("rupa.css").sidik
    berkas.write_text("a{color:blue}")

    assert RakAset(tmp_path).ambil("rupa.css").sidik != lama


def test_bagian_digabung_menurut_nama(tmp_path):
    (tmp_path / "css").mkdir()
    (tmp_path / "css" / "20.css").write_text("/* dua */ b { c : d; }")
    (tmp_path / "css" / "10.css").write_text("a { content: \"x\"; }\n")

    assert RakAset(tmp_path).ambil("rupa.css").isi == b'a{content: "x"}b{c : d}'


def test_rute_boleh_dibuka_tanpa_masuk(rak_app):
    assert rak_app.view_functions["aset"]._publik is True


def test_aset_tidak_memanggil_tempat_lain():
    for nama in BUNDEL:
        isi = RakAset(STATIS).ambil(nama).isi.decode().replace("http://www.w3.org/2000/svg", "")
        assert not re.search(r"https?:|//[a-z]|@import|url\(|\beval\b|new Function", isi), nama


def test_warna_hanya_di_token():
    bebas = {"00-token.css", "75-masuk.css", "90-cetak.css"}  # the landscape and black print have their own
    for berkas in sorted((STATIS / "css").glob("*.css")):
        if berkas.name not in bebas:
            assert not re.search(r"#[0-9a-fA-F]{3,8}\b|rgb\(", berkas.read_text()), berkas.name


def _terang(warna):
    angka = warna.lstrip("#")
    angka = "".join(c * 2 for c in angka) if len(angka) == 3 else angka
    kanal = [int(angka[i:i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in kanal]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def kontras(satu, dua):
    a, b = sorted((_terang(satu), _terang(dua)), reverse=True)
    return (a + 0.05) / (b + 0.05)


PASANGAN = [
    ("tinta", "kertas"), ("tinta", "lembar"), ("tinta", "lembar-2"), ("redup", "kertas"), ("redup", "lembar"),
    ("redup", "lembar-2"), ("redup", "hutan-muda"), ("hutan", "lembar"), ("hutan", "kertas"),
    ("hutan-tua", "hutan-muda"), ("di-hutan", "hutan"), ("padi", "padi-muda"), ("padi", "lembar"),
    ("bata", "bata-muda"), ("bata", "lembar"), ("bata", "kertas"), ("langit", "langit-muda"),
    ("lembar", "bata"),
]


@pytest.mark.parametrize("tema", ["terang", "gelap"])
@pytest.mark.parametrize(("depan", "belakang"), PASANGAN)
def test_kontras_tulisan_paling_sedikit_empat_setengah(tema, depan, belakang):
    token = (STATIS / "css" / "00-token.css").read_text()
    bagian = token.split("prefers-color-scheme:dark")[0 if tema == "terang" else 1]
    warna = dict(re.findall(r"--([a-z0-9-]+):(#[0-9a-f]{3,6})\b", bagian))

    assert kontras(warna[depan], warna[belakang]) >= 4.5


@pytest.mark.parametrize("tema", ["terang", "gelap"])
@pytest.mark.parametrize("depan", ["garis-medan", "padi-terang", "fokus"])
def test_kontras_bentuk_paling_sedikit_tiga(tema, depan):
    token = (STATIS / "css" / "00-token.css").read_text()
    bagian = token.split("prefers-color-scheme:dark")[0 if tema == "terang" else 1]
    warna = dict(re.findall(r"--([a-z0-9-]+):(#[0-9a-f]{3,6})\b", bagian))

    assert kontras(warna[depan], warna["lembar"]) >= 3
