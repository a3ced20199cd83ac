"""Components: escaped text, errors tied to fields, nothing inline, nothing from other hosts."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import pytest
from flask import Flask
from flask_babel import Babel
from flask_wtf import FlaskForm
from markupsafe import Markup
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, FileField, RadioField
from wtforms.validators import InputRequired

import smartkampung
from smartkampung.inti.aset import pasang_aset
from smartkampung.inti.formulir import WAJIB, MedanPilihan, MedanTeks
from smartkampung.inti.lembar import Kolom, Lembar
from smartkampung.inti.saringan import pasang_saringan
from smartkampung.inti.tabel import baris_tabel, sel
from smartkampung.inti.widget import pasang_medan

AKAR = Path(smartkampung.__file__).parent
TEMPLATE = next(t for t in (AKAR / "templates", AKAR.parent / "templates") if t.is_dir())
SEMUA = sorted(TEMPLATE.rglob("*.html"))
JAHAT = '<b onclick="x">Siti</b>'
IDENTITAS = {"namadesa": "Desa Sumberwangi", "subjudul": "Kec. Randuasri", "huruf": "S", "logo_url": None}


class Contoh(FlaskForm):
    class Meta:
        csrf = False

    nama = MedanTeks("Nama", wajib=True, description="Seperti di KTP.")
    jenis = MedanPilihan("Jenis", pilihan=[("1", JAHAT)])
    cara = RadioField("Cara", [InputRequired("Pilih satu.")], choices=[("a", "Ambil"), ("b", "Kirim")])
    foto = FileField("Foto")
    setuju = BooleanField("Setuju")


@pytest.fixture(scope="module")
def rupa():
    app = Flask(__name__, static_folder=str(AKAR / "static"), template_folder=str(TEMPLATE))
    app.config["SECRET_KEY"] = "x" * 32
    Babel(app)
    pasang_aset(app)
    pasang_medan(app)
    pasang_saringan(app)
    app.jinja_env.filters.update(baris_tabel=baris_tabel, sel=sel)
    app.jinja_env.globals["kunci_formulir"] = lambda: Markup('<input type="hidden" name="_kunci" value="k">')
    return app


@pytest.fixture
def tulis(rupa):
    """Render one expression with all components at hand."""
    def _tulis(isi, alamat="/?saring=a%26b", **konteks):
        with rupa.test_request_context(alamat):
            awal = '{% import "komponen/semua.html" as k %}'
            return rupa.jinja_env.from_string(awal + isi).render(**konteks)
    return _tulis


UJI = [
    "{{ k.tombol(x, url='/a') }}", "{{ k.tombol(x, tegas=x) }}",
    "{{ k.tombol_kirim(x, '/a', data={'n': x}) }}",
    "{{ k.lencana(x, 'baik') }}", "{{ k.langkah([(x, x, 'kini'), (x, '', 'sudah')]) }}",
    "{{ k.angka(x, x, x, satuan=x) }}",
    "{{ k.riwayat([{'judul': x, 'ket': x, 'waktu': x, 'alasan': x}]) }}", "{{ k.kosong(x, x) }}",
    "{{ k.pesan(x, 'galat', x) }}", "{{ k.kilat([('berhasil', x)]) }}", "{{ k.data([(x, x)]) }}",
    "{{ k.baris(x, x, x, x, '/a', x) }}", "{{ k.kepala(x, x, (x, 'tunggu')) }}",
    "{{ k.remah([(x, '/a'), (x, none)]) }}",
    "{{ k.kemajuan(40, x, x) }}", "{{ k.batang([{'label': x, 'nilai': 1, 'maks': 2, 'teks': x}], x) }}",
    "{{ k.garis(x, [x], [(x, [3]), (x, [none])]) }}", "{{ k.piramida([(x, 1, 2)]) }}",
    "{{ k.matriks(x, [x], [{'nama': x, 'url': '', 'sel': ["
    "{'rupa': 'baik', 'kata': x, 'url': '/a', 'ket': x}]}]) }}",
    "{{ k.saring_pilih('a', x, [(x, x)], x) }}", "{{ k.saring_teks('a', x, x, x) }}",
    "{% call k.bagian(x, x) %}{{ x }}{% endcall %}",
    "{% call k.tabel_kartu([x, (x, 'angka')], x) %}{% endcall %}",
]


@pytest.mark.parametrize("isi", UJI)
def test_tulisan_warga_tetap_tulisan(tulis, isi):
    hasil = tulis(isi, x=JAHAT)

    assert "<b onclick" not in hasil
    assert "&lt;b onclick=&#34;x&#34;&gt;Siti" in hasil


def test_galat_medan_terikat_pada_isiannya(rupa, tulis):
    with rupa.test_request_context("/", method="POST"):
        form = Contoh(MultiDict())
        form.validate()
    hasil = tulis("{{ k.medan(form.nama) }}", form=form)

    masukan = re.search(r"<input[^>]+>", hasil)[0]
    assert 'aria-describedby="nama-bantuan nama-galat"' in masukan
    assert 'aria-invalid="true"' in masukan
    assert re.search(r'id="nama-bantuan">Seperti di KTP\.', hasil)
    assert re.search(rf'id="nama-galat">.*{WAJIB}', hasil)
    assert '<label for="nama">Nama' in hasil


def test_medan_tanpa_galat_tidak_mengaku_salah(rupa, tulis):
    with rupa.test_request_context("/"):
        hasil = tulis("{{ k.medan(form.nama) }}", form=Contoh())

    assert "aria-invalid" not in hasil and "salah" not in hasil


def test_pilihan_menjadi_kelompok_berjudul(rupa, tulis):
    with rupa.test_request_context("/", method="POST"):
        form = Contoh(MultiDict())
        form.validate()
    hasil = tulis("{{ k.medan(form.cara) }}", form=form)

    assert 'aria-describedby="cara-galat"' in re.search(r"<fieldset[^>]+>", hasil)[0]
    assert "<legend>Cara" in hasil
    assert hasil.count('type="radio"') == 2


def test_formulir_utuh_membawa_kunci_ringkasan_dan_berkas(rupa, tulis):
    with rupa.test_request_context("/", method="POST"):
        form = Contoh(MultiDict())
        form.validate()
    hasil = tulis("{{ k.formulir(form, batal='/balik') }}", form=form)

    assert 'method="post"' in hasil and 'enctype="multipart/form-data"' in hasil
    assert hasil.count('name="_kunci"') == 1
    assert f'<a href="#nama">Nama: {WAJIB}</a>' in hasil
    for nama in ("nama", "jenis", "cara", "foto", "setuju"):
        assert f'name="{nama}"' in hasil
    assert 'href="/balik"' in hasil
    assert "<b onclick" not in hasil


def test_tabel_dari_lembar_menulis_menurut_jenis_dan_menjumlah(tulis):
    lembar = Lembar("X", "Bantuan", (
        Kolom("nama", "Nama"), Kolom("nik", "NIK", "nik"), Kolom("nilai", "Nilai", "rupiah", jumlah=True),
        Kolom("n", "Kali", "angka", jumlah=True), Kolom("p", "Bagian", "persen"), Kolom("t", "Hari",
    "tanggal"),
    ), [(JAHAT, "3510240101900001", Decimal("1500000"), 2, Decimal("0.925"), date(2026, 11, 21)),
        ("Sutrisno", None, None, 1500, None, None)])
    hasil = tulis("{{ k.tabel(l, urut={'bisa': ['nama'], 'kini': 'nama', 'turun': false}) }}", l=lembar)

    assert "<b onclick" not in hasil
    for teks in ("3510 24•• •••• ••••", "Rp1.500.000", "92,5 %", "21 November 2026", "1.502", "Jumlah"):
        assert teks in hasil
    assert "0101900001" not in hasil
    assert 'aria-sort="ascending"' in hasil
    assert "saring=a%26b&amp;urut=-nama" in hasil


def test_halaman_menyimpan_saringan(tulis):
    hasil = tulis("{{ k.halaman(h) }}", h=SimpleNamespace(nomor=2, ada_lagi=True))

    assert 'href="?saring=a%26b&amp;halaman=1"' in hasil
    assert 'href="?saring=a%26b&amp;halaman=3"' in hasil
    assert tulis("{{ k.halaman(h) }}", h=SimpleNamespace(nomor=1, ada_lagi=False)).strip() == ""


def test_nik_disamarkan_dan_dibuka_dengan_post(tulis):
    hasil = tulis("{{ k.nik('3510240101900001', '/buka') }}")

    assert "3510 24•• •••• ••••" in hasil and "0101900001" not in hasil
    assert '<form method="post" action="/buka"><input type="hidden" name="_kunci"' in hasil


def test_grafik_kosong_tidak_rusak(tulis):
    assert "<svg" in tulis("{{ k.garis('Surat', [], [('a', [])]) }}")
    assert "—" in tulis("{{ k.batang([{'label': 'a', 'nilai': 0, 'maks': 0}]) }}")
    assert "<table" in tulis("{{ k.piramida([]) }}")


def test_batang_tidak_melewati_bingkainya(tulis):
    hasil = tulis("{{ k.batang([{'label': 'a', 'nilai': 150, 'maks': 100}]) }}")

    assert 'width="100.0"' in hasil or 'width="100"' in hasil
    assert "150,0 %" in hasil


BINGKAI = {
    "dasar.html": {"menu": [{"judul": "Pelayanan", "butir": [
        {"label": JAHAT, "url": "/surat", "ikon": "surat", "aktif": True, "jumlah": 4}]}],
        "menu_bawah": [{"label": "Beranda", "url": "/", "ikon": "rumah", "aktif": True}],
        "pengguna": {"nama": JAHAT, "jabatan": "Kades"}, "pita": [("peringatan", JAHAT)], "url_cari": "/cari",
        "url_keluar": "/keluar", "menu_akun": [], "tanggal_kini": "Sabtu"},
    "publik.html": {}, "masuk.html": {}, "cetak.html": {},
}


@pytest.mark.parametrize("nama", list(BINGKAI))
def test_bingkai_lengkap(tulis, nama):
    hasil = tulis("{% extends '" + nama + "' %}{% block judul %}Judul{% endblock %}"
                  "{% block isi %}ISI{% endblock %}", identitas=IDENTITAS, **BINGKAI[nama])

    assert hasil.lstrip().startswith("<!doctype html>")
    assert '<html lang="id">' in hasil and "<title>Judul" in hasil
    assert hasil.count("<h1") == 1 and hasil.count("<main") == 1
    assert "ISI" in hasil and "<b onclick" not in hasil
    assert hasil.count("<script") == 1 and "<style" not in hasil
    assert len(re.findall(r'(?:src|href)="/aset/', hasil)) >= 3


def test_bingkai_tanpa_alamat_cari_menyembunyikan_kotak_cari(tulis):
    isi = BINGKAI["dasar.html"] | {"url_cari": None}
    hasil = tulis("{% extends 'dasar.html' %}{% block judul %}J{% endblock %}", identitas=IDENTITAS, **isi)

    assert 'role="search"' not in hasil


@pytest.mark.parametrize("status", [400, 403, 404, 409, 413, 422, 429, 500, 503])
def test_halaman_galat_menyebut_sebab_dan_jalan(rupa, status):
    with rupa.test_request_context("/"):
        hasil = rupa.jinja_env.get_template("galat/galat.html").render(status=status, kalimat=JAHAT)

    assert "<b onclick" not in hasil and "Siti" in hasil
    assert hasil.count("<h1") == 1 and 'href="/"' in hasil


@pytest.mark.parametrize("berkas", SEMUA, ids=[b.relative_to(TEMPLATE).as_posix() for b in SEMUA])
def test_template_tanpa_gaya_dan_skrip_sebaris(berkas):
    teks = re.sub(r"\{#.*?#\}", "", berkas.read_text(encoding="utf-8"), flags=re.S)

    assert not re.search(r"<style|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|javascript:", teks)
    assert all("src=" in s for s in re.findall(r"<script[^>]*>", teks))
    assert not re.search(r"(?:src|href|action)\s*=\s*[\"'](?:https?:)?//", teks)
    assert "|safe" not in teks.replace(" ", "")
    assert len(teks.splitlines()) <= 150


def test_setiap_ikon_yang_dipakai_ada_di_lembar_ikon():
    ada = set(re.findall(r'<symbol id="i-([a-z]+)"', (AKAR / "static" / "ikon.svg").read_text()))
    dipakai = {n for b in SEMUA for n in re.findall(r"\b(?:ikon|gambar)\(['\"]([a-z]+)['\"]", b.read_text())}
    dipakai |= {n for b in SEMUA for n in re.findall(r"\bikon=['\"]([a-z]+)['\"]", b.read_text())}

    assert len(ada) >= 30
    assert dipakai <= ada
