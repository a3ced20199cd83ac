"""Rows as cells: escaped, labelled, linked; addresses of rows; texts translated once; figures remembered."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from flask import render_template_string

from smartkampung.audit.services import catat
from smartkampung.audit.simpanan import ingat
from smartkampung.extensions import db
from smartkampung.inti.db import transaksi
from smartkampung.inti.lembar import Kolom, Lembar
from smartkampung.inti.tabel import baris_tabel, sel, url_pola

KOLOM = (Kolom("nama", "Nama <b>"), Kolom("nilai", "Nilai", "rupiah"), Kolom("nik", "NIK", "nik"))


def test_setiap_sel_lolos_dan_berlabel():
    lembar = Lembar("x", "X", KOLOM, [("<script>alert(1)</script>", Decimal("1500"), "9901014107900001"),
                                      (None, None, None)])
    baris = list(baris_tabel(lembar, ["/a?x=1&y=\"", ""]))
    assert "<script" not in baris[0] and "&lt;script&gt;" in baris[0]
    assert 'data-label="Nama &lt;b&gt;"' in baris[0] and 'href="/a?x=1&amp;y=&#34;"' in baris[0]
    assert ">Rp1.500</td>" in baris[0] and "9901 01•• •••• ••••" in baris[0] and 'class="n"' in baris[0]
    assert baris[1].count("></td>") == 3
    assert "data-label" not in next(iter(baris_tabel(lembar, kartu=False)))


@pytest.mark.parametrize("nilai, jenis, teks", [
    (None, "rupiah", ""), (1200, "angka", "1.200"), ("teks", "angka", "teks"), (Decimal("0.925"), "persen", "92,5 %"),
    (date(2026, 11, 21), "tanggal", "21 November 2026"), (0, "angka", "0")])
def test_nilai_seperti_dibaca_orang(app, nilai, jenis, teks):
    with app.app_context():
        assert sel(nilai, jenis) == teks


def test_alamat_banyak_baris_sama_dengan_url_for(app):
    with app.test_request_context():
        from flask import url_for

        pola = url_pola("surat.lihat", "surat_id")
        assert [pola(n) for n in (1, 987, 10**6)] == [url_for("surat.lihat", surat_id=n) for n in (1, 987, 10**6)]


def test_teks_tetap_diterjemahkan_saat_disusun(app):
    with app.test_request_context():
        isi = render_template_string("{% for n in [1, 2] %}{{ _('50%% <b>selesai</b>') }}"
                                     "{{ _('dan %(x)s', x='<i>') }}{% endfor %}")
    assert isi == "50% <b>selesai</b>dan &lt;i&gt;" * 2


def test_angka_diingat_sampai_ada_perbuatan(app, jam):
    dihitung = []

    def hitung():
        dihitung.append(1)
        return len(dihitung)

    def minta():
        with app.app_context():
            return ingat("uji", hitung)

    assert [minta(), minta(), minta()] == [1, 1, 1]
    with app.app_context(), transaksi():
        catat("akun.keluar")
        assert ingat("uji", hitung) == 2, "inside a write nothing is remembered"
    assert [minta(), minta()] == [3, 3]
    jam.maju(seconds=11)
    assert minta() == 4
    with app.app_context():
        assert db.session.execute(db.text("SELECT count(*) FROM catatan_audit")).scalar() == 1
