"""Secrets and NIK never leave by the wrong door: pages, scripts, logs, addresses, referrers (F-45, F-48)."""

from __future__ import annotations

import logging
import re
from dataclasses import replace
from http.cookiejar import CookieJar
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener

import pytest

from smartkampung.inti import db as basis
from smartkampung.pengaturan import Surel
from tests import aplikasi
from tests.pabrik import SANDI_UJI
from tests.peladen import dilayani
from tests.sapuan.alat import POJOK

pytestmark = [pytest.mark.satu_basis, pytest.mark.acuan(POJOK)]
# Searched for regulations, codes, prices and kegiatan, never for people.
BUKAN_ORANG = ("/peraturan", "/sekretariat/klasifikasi", "/keuangan/kode", "/keuangan/harga",
               "/keuangan/anggaran/versi")

KANARI_SMTP = "kanari-smtp-7Qz1"
NIK = re.compile(r"(?<!\d)\d{16}(?!\d)")
NIK_WARGA = "9901012005790007"


@pytest.fixture
def pojok(pengaturan_uji):
    """An office with something in every corner, and a mail password."""
    app = aplikasi.pinjam(replace(pengaturan_uji, surel=Surel(
        peladen="surel.contoh", pengguna="desa", sandi=KANARI_SMTP, pengirim="desa@contoh")))
    yield app
    aplikasi.kembalikan(app)


def test_galat_basis_data_tidak_menulis_nilai_ke_catatan(pojok, caplog):
    """A refused row reaches the log without the values it was about."""
    from sqlalchemy.exc import IntegrityError

    from smartkampung.penduduk.models import Keluarga

    with pojok.app_context(), pytest.raises(IntegrityError) as galat, basis.transaksi() as sesi:
        for _ in range(2):
            sesi.add(Keluarga(no_kk="9901012005790999"))
        sesi.flush()
    asal = str(galat.value.orig) if "DETAIL" in str(galat.value.orig) else ""
    assert not NIK.search(str(galat.value).replace(asal, ""))


class CatatanAkses:
    """What a proxy in front would write: request line, referrer, where the answer leads."""

    def __init__(self, wsgi):
        self.wsgi, self.baris = wsgi, []

    def __call__(self, environ, start_response):
        def mulai(status, kepala, *lain):
            ke = dict(kepala).get("Location", "-")
            self.baris.append(f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']}?{environ.get('QUERY_STRING', '')} "
                              f"{status} ref={environ.get('HTTP_REFERER', '-')} ke={ke}")
            return start_response(status, kepala, *lain)

        return self.wsgi(environ, mulai)


class Telepon:
    """A browser that keeps cookies and sends referrers, against a real server."""

    def __init__(self, alamat):
        self.alamat, self.pembuka, self.asal = alamat, build_opener(HTTPCookieProcessor(CookieJar())), ""

    def buka(self, jalur, isi=None):
        from urllib.error import HTTPError

        minta = Request(self.alamat + jalur, data=urlencode(isi).encode() if isi else None,
                        headers={"Referer": self.asal} if self.asal else {})
        try:
            jawab = self.pembuka.open(minta, timeout=20)
        except HTTPError as galat:
            jawab = galat
        self.asal = jawab.url
        return jawab.read().decode("utf-8", "replace")

    def kirim(self, halaman, tujuan=None, **isi):
        teks = self.buka(halaman)
        for nama in ("csrf_token", "_kunci"):
            isi[nama] = re.search(rf'name="{nama}" value="([^"]+)"', teks)[1]
        return self.buka(tujuan or halaman, isi)


def test_tidak_ada_nik_di_catatan_akses_alamat_dan_rujukan(pojok, caplog):
    caplog.set_level(logging.DEBUG)
    akses = CatatanAkses(pojok.wsgi_app)
    pojok.wsgi_app = akses
    with dilayani(pojok) as alamat:
        t = Telepon(alamat)
        t.kirim("/masuk", nama_pengguna=NIK_WARGA, sandi="bukan sandi saya")
        t.kirim("/masuk", nama_pengguna="sekdes", sandi=SANDI_UJI)
        assert "Sutrisno" in t.kirim("/penduduk", q=NIK_WARGA)
        t.kirim("/penduduk", "/penduduk/cari", q=NIK_WARGA)
        assert "Sutrisno" in t.kirim("/beranda", "/cari", q=NIK_WARGA)
        t.kirim("/surat", q=NIK_WARGA)
        t.kirim("/surat/loket", **{"penduduk_id-cari": NIK_WARGA, "jenis": "keterangan-usaha"})
        assert "9901 0120 0579 0007" in t.kirim("/penduduk/1", "/penduduk/1/tampilkan")
        t.kirim("/penduduk/tambah", nama="Siti", nik=NIK_WARGA, no_kk="9901012005790001", hubungan_keluarga="4")
        t.kirim("/surat/4/batalkan", alasan=f"Warga {NIK_WARGA} membatalkan.")
        t.buka("/penduduk/1")
        t.buka("/audit")
        warga = Telepon(alamat)
        assert "Permohonan terkirim" in warga.kirim(
            "/layanan/keterangan-usaha/ajukan", nama="Sutrisno bin Karto", nik=NIK_WARGA, tanggal_lahir="1979-05-20",
            setuju="y", isian_nama_usaha="Warung", isian_jenis_usaha="Jasa", isian_berdiri_sejak="2014",
            isian_keperluan="kredit")
        warga.kirim("/status", kode="KR7M-2MX9-TD4P", tanggal_lahir="1979-05-20")
        warga.kirim("/periksa", kode=NIK_WARGA)
    assert len(akses.baris) > 25
    for baris in (*akses.baris, *caplog.text.splitlines()):
        assert not NIK.search(baris), baris


def test_tidak_ada_rute_get_yang_menerima_nik(pojok):
    for r in pojok.url_map.iter_rules():
        assert not {"nik", "no_kk", "kk"} & set(r.arguments), r.rule
