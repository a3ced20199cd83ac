"""Pages stay open while long work writes: a GET takes no write lock and waits for nobody's."""

from __future__ import annotations

import threading
import time

import pytest
from sqlalchemy import text

from smartkampung.inti import db as basis
from smartkampung.inti.db import transaksi_pendek
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.tugas import mulai_tugas
from smartkampung.penduduk import impor
from tests.pabrik import PERAN_UJI
from tests.penduduk.lembar_uji import baris, buku
from tests.peramban import Peramban
from tests.sapuan.test_rute import alamat, rute

pytestmark = pytest.mark.satu_basis


def test_halaman_terbuka_selama_impor_menulis(kantor, tmp_path, jam):
    """An import writes its rows and holds its transaction; meanwhile pages open, and show nothing of it yet."""
    berkas = buku(tmp_path, [baris(nama="Sedang Disimpan")])
    tertulis, lanjut = threading.Event(), threading.Event()

    def kerja(kemajuan):
        calon = impor.baca_semua(berkas, hari_desa(), kemajuan)
        hasil = impor.simpan_uji(impor.bandingkan(calon, hari_desa(), "99.01.01.2001"), "uji.xlsx", oleh=None)
        impor.terapkan(hasil, calon, pada=hari_desa(), oleh=None, hanya_bila_bersih=False, kemajuan=kemajuan)
        tertulis.set()
        lanjut.wait(20)

    peramban = Peramban(kantor).masuk("operator")
    with kantor.app_context(), basis.transaksi():
        mulai_tugas("Menyimpan uji.xlsx", kerja, langsung=False)
    try:
        assert tertulis.wait(10)
        jam.maju(minutes=2)  # so that the session is due to be touched, which is a write
        mulai = time.monotonic()
        for jalur in ("/beranda", "/penduduk", "/surat", "/pekerjaan"):
            halaman = peramban.jalur(jalur)
            assert halaman.status == 200 and "Sedang Disimpan" not in halaman.teks_semua
        assert time.monotonic() - mulai < 3
    finally:
        lanjut.set()
        for utas in threading.enumerate():
            if utas.name.startswith("tugas-"):
                utas.join(20)
    assert "Sedang Disimpan" in peramban.jalur("/penduduk").teks_semua


@pytest.mark.parametrize("nama", ["sekdes", "kades", "admin"])
def test_halaman_get_tidak_memegang_kunci_tulis(kantor, nama):
    """After every GET another connection can begin to write at once, and no view left the write mode on."""
    peramban = Peramban(kantor).masuk(nama)
    assert nama in PERAN_UJI
    for r in rute(kantor):
        with kantor.app_context():  # the request's own context is gone when the client returns
            peramban.klien.get(alamat(kantor, r))
            assert not basis.sedang_menulis(), r.endpoint
            with transaksi_pendek(tunggu=0) as sesi:
                sesi.execute(text("UPDATE pengguna SET nip = nip WHERE id = 1"))
