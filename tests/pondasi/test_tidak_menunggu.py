"""Pages stay open while long work writes: a GET waits for nobody's lock (that it takes none: sapuan/test_rute)."""

from __future__ import annotations

import threading
import time

import pytest

from smartkampung.inti import db as basis
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.tugas import mulai_tugas
from smartkampung.penduduk import impor
from tests.penduduk.lembar_uji import baris, buku
from tests.peramban import Peramban

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
