"""Sweeps over every route: who may open it, what it refuses, what it never shows."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import event

from smartkampung import sambungan
from smartkampung.akun.peran import semua_peran
from smartkampung.extensions import db
from smartkampung.inti import db as basis
from smartkampung.inti.kunci_sekali import MEDAN
from tests.pabrik import PERAN_UJI
from tests.peramban import Halaman, Peramban

pytestmark = pytest.mark.satu_basis
MENULIS = ("sekdes", "kades", "admin", "keuangan")  # between them they open every kind of page
TABEL_WARGA = ("penduduk", "keluarga", "penduduk_kata", "impor_penduduk")
# Public pages that a secret code unlocks; everything else without login touches no resident table.
DIBUKA_KODE = {"portal.status", "portal.unduh", "portal.periksa", "portal.ajukan"}


def rute(app, metode="GET"):
    return [r for r in app.url_map.iter_rules() if metode in r.methods and r.endpoint != "static"]


def isi_contoh(r):
    """Values for the parts of a route."""
    return {nama: {"IntegerConverter": 1}.get(type(konverter).__name__, "x")
            for nama, konverter in r._converters.items()}


def alamat(app, r):
    with app.test_request_context():
        from flask import url_for

        return url_for(r.endpoint, **isi_contoh(r))


def test_setiap_rute_menyebut_izin_atau_publik(app):
    for r in app.url_map.iter_rules():
        tampilan = app.view_functions[r.endpoint]
        assert getattr(tampilan, "_publik", False) or hasattr(tampilan, "_izin"), r.endpoint


def test_izin_di_rute_dan_di_peran_sama(app):
    dipakai = {i for r in app.url_map.iter_rules() for i in getattr(app.view_functions[r.endpoint], "_izin", ())}
    dipunyai = {i for p in semua_peran().values() for i in p.izin}
    assert dipakai <= dipunyai, f"no role holds {sorted(dipakai - dipunyai)}"
    menu = {i for k in sambungan.menu("desa") + sambungan.menu("kabupaten") for b in k.butir for i in b.izin}
    assert menu <= dipunyai


def test_tanpa_masuk_selalu_ke_halaman_masuk(kantor):
    klien = kantor.test_client()
    for r in rute(kantor):
        if getattr(kantor.view_functions[r.endpoint], "_publik", False):
            continue
        jawab = klien.get(alamat(kantor, r))
        assert jawab.status_code == 303 and jawab.location.startswith("/masuk"), r.endpoint


@pytest.mark.dua_basis
def test_rute_publik_tidak_menyentuh_tabel_warga(kantor):
    disentuh = []
    with kantor.app_context():
        mesin = db.engine

    def catat(_k, _c, perintah, *_):
        if re.search(r"\b(?:FROM|JOIN|INTO|UPDATE)\s+(" + "|".join(TABEL_WARGA) + r")\b", perintah, re.I):
            disentuh.append(perintah)

    event.listen(mesin, "before_cursor_execute", catat)
    klien = kantor.test_client()
    diperiksa = 0
    for r in rute(kantor):
        if getattr(kantor.view_functions[r.endpoint], "_publik", False):
            jawab = klien.get(alamat(kantor, r))
            diperiksa += 1
            assert jawab.status_code < 500, r.endpoint
            assert not disentuh, (r.endpoint, disentuh)
    assert diperiksa >= 5


def test_setiap_post_tanpa_token_ditolak(kantor):
    peramban = Peramban(kantor).masuk("admin")
    for r in rute(kantor, "POST"):
        if r.endpoint in ("kabupaten_masuk.terima", "kabupaten_masuk.gabung"):
            continue  # machine to machine, signed instead
        jawab = peramban.klien.post(alamat(kantor, r), data={MEDAN: "x" * 20})
        assert jawab.status_code == 400, (r.endpoint, jawab.status_code)


@pytest.mark.parametrize("nama", sorted(PERAN_UJI))
def test_setiap_halaman_setiap_peran_tanpa_galat_program(kantor, nama, banyak):
    """Every GET route for every role: a page, a redirect, or a refusal; never a 500, and the right refusal.

    None holds the write lock or leaves the write mode on: another connection can begin to write at once.
    """
    peramban = Peramban(kantor).masuk(nama)
    peran = semua_peran()[PERAN_UJI[nama]]
    for n, r in enumerate(rute(kantor), sorted(PERAN_UJI).index(nama)):
        tampilan = kantor.view_functions[r.endpoint]
        izin = getattr(tampilan, "_izin", None)
        ditolak = bool(izin) and not set(izin) & peran.izin
        if (ditolak or nama not in MENULIS) and n % banyak(3, 1):
            continue  # each route still has some role refused; those in MENULIS open all that is theirs
        jalur = alamat(kantor, r)
        with kantor.app_context():  # the request's own context is gone when the client returns
            jawab = peramban.klien.get(jalur)
            assert not basis.sedang_menulis(), r.endpoint
            if nama in MENULIS:
                with basis.transaksi_pendek(tunggu=0) as sesi:
                    sesi.execute(db.text("UPDATE pengguna SET nip = nip WHERE id = 1"))
        assert jawab.status_code < 500, (r.endpoint, jawab.get_data(as_text=True)[:500])
        if ditolak:
            assert jawab.status_code == 403, r.endpoint
        elif jawab.status_code == 200 and jawab.mimetype == "text/html":
            assert Halaman(peramban, jawab).judul


def test_kepala_keamanan_di_setiap_jawaban(kantor):
    peramban = Peramban(kantor).masuk("kades")
    for jalur in ("/beranda", "/masuk", "/tidak-ada", "/desa"):
        kepala = peramban.klien.get(jalur).headers
        assert "unsafe-inline" not in kepala["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in kepala["Content-Security-Policy"]
        assert kepala["X-Content-Type-Options"] == "nosniff"
        assert kepala["X-Frame-Options"] == "DENY"
        assert kepala["Referrer-Policy"] == "same-origin"
        assert kepala["Cache-Control"] == "no-store"
        assert "Server" not in kepala or "Werkzeug" not in kepala["Server"]


@pytest.mark.parametrize("jalur", [
    "/.git/config", "/.env", "/desa.sqlite3", "/instance/desa.toml", "/static/../setup.cfg", "/kunci/rahasia",
    "/aset/..%2f..%2fsetup.cfg", "/%00", "/desa/logo/../../../etc/passwd", "/admin.php", "/wp-login.php"])
def test_jalur_yang_dicari_penyerang_tidak_ada(kantor, jalur):
    assert kantor.test_client().get(jalur).status_code in (303, 308, 400, 404)


def test_metode_lain_ditolak(kantor):
    klien = kantor.test_client()
    for metode in ("put", "delete", "patch"):
        assert getattr(klien, metode)("/masuk").status_code in (400, 405)


def test_galat_500_memberi_kode_bukan_isi(pengaturan_uji):
    from smartkampung import create_app
    from smartkampung.inti.izin import publik

    app = create_app(pengaturan_uji)
    app.testing = False
    app.config["PROPAGATE_EXCEPTIONS"] = False

    @app.get("/rusak")
    @publik
    def rusak():
        raise RuntimeError("rahasia-yang-tidak-boleh-tampil")

    jawab = app.test_client().get("/rusak")
    assert jawab.status_code == 500
    teks = jawab.get_data(as_text=True)
    assert "rahasia-yang-tidak" not in teks and "kode" in teks


@pytest.mark.dua_basis
def test_penduduk_kolom_asing_diabaikan(kantor):
    """Mass assignment: columns that no form names change nothing."""
    from smartkampung.akun.models import Pengguna

    peramban = Peramban(kantor).masuk("admin")
    halaman = peramban.buka("pengguna.ubah", pengguna_id=1)
    halaman.kirim("Simpan", nama="Nama Baru", aktif="", id="99", kata_sandi="x", totp="x", nama_pengguna="lain")
    with kantor.app_context():
        orang = db.session.get(Pengguna, 1)
        assert (orang.nama, orang.aktif, orang.totp) == ("Nama Baru", True, None)
        assert orang.nama_pengguna != "lain" and orang.kata_sandi.startswith("$argon2id$")


def test_gaya_laku_dan_ikon_benar_benar_sampai(kantor):
    """The page's own assets, as the real app serves them, hold what they should."""
    halaman = Peramban(kantor).buka("akun.masuk")
    for jalur, isi in ((halaman.pohon.xpath("//link[@rel='stylesheet']/@href")[0], ".tombol"),
                       (halaman.pohon.xpath("//script/@src")[0], "data-"),
                       (halaman.pohon.xpath("//link[@rel='icon']/@href")[0], "<symbol")):
        jawab = kantor.test_client().get(jalur)
        assert jawab.status_code == 200 and isi in jawab.get_data(as_text=True), jalur
