"""Bad input into every form of spending: a sentence, never a program fault."""

from __future__ import annotations

import random

import pytest

from smartkampung.inti import db as basis
from tests.conftest import basis_sqlite as basis_data  # noqa: F401
from tests.keuangan.belanja_pabrik import BAHAN, BELANJA, ajukan, baris, buat, dicairkan, disetujui, pihak
from tests.keuangan.test_blt import daftar, penerima
from tests.peramban import Peramban
from tests.sapuan.test_isian_buruk import TULISAN, formulir, isi_buruk

pytestmark = [pytest.mark.satu_basis, pytest.mark.acuan(BELANJA)]


@pytest.fixture
def halaman(kantor):
    """Who opens which page with a form."""
    with kantor.app_context(), basis.transaksi():
        orang = pihak()
        draf = buat(baris(BAHAN, 1_000_000, "Toko Makmur")).id
        kirim, setuju = ajukan(baris(BAHAN, 1_000)).id, disetujui(baris(BAHAN, 1_000)).id
        panjar = dicairkan(baris(BAHAN, 5_000), cara="panjar").id
        d = daftar()
        p = penerima(d)
        alamat = {
            "kasi": ("/keuangan/spp", "/keuangan/spp/baru/02.03.11?tahun=2026", f"/keuangan/spp/{draf}/isi",
                     f"/keuangan/spp/{draf}", f"/keuangan/belanja/{draf}/pajak", f"/keuangan/spj/baru/{panjar}",
                     f"/keuangan/belanja/{kirim}/batalkan", "/keuangan/pihak", "/keuangan/pihak/tambah",
                     f"/keuangan/pihak/{orang.id}/ubah", "/keuangan/pihak/impor", "/keuangan/blt/baru",
                     f"/keuangan/blt/{d.id}", f"/keuangan/blt/{d.id}/ubah", f"/keuangan/blt/{d.id}/penerima",
                     f"/keuangan/blt/penerima/{p.id}/hentikan"),
            "sekdes": (f"/keuangan/belanja/{kirim}/kembalikan",), "keuangan": (f"/keuangan/belanja/{setuju}/cairkan",),
        }  # fmt: skip
    return alamat


def test_isian_buruk_dijawab_dengan_kalimat(kantor, halaman, banyak):
    acak, diisi = random.Random(5), 0
    for nama, semua in halaman.items():
        peramban = Peramban(kantor).masuk(nama)
        for jalur in semua:
            assert peramban.klien.get(jalur).status_code == 200, jalur
            for nilai in acak.sample(TULISAN, banyak(1, len(TULISAN))):
                for ke, form in formulir(peramban.klien.get(jalur), jalur):
                    if ke.endswith("/hapus"):
                        continue
                    jenis = "multipart/form-data" if form.xpath(".//input[@type='file']") else None
                    jawab = peramban.klien.post(ke, data=isi_buruk(form, acak, nilai), content_type=jenis,
                                                headers={"Referer": f"http://localhost{jalur}"})  # fmt: skip
                    diisi += 1
                    assert jawab.status_code < 500, (ke, nilai[:30], jawab.get_data(as_text=True)[:300])
    assert diisi >= 15
    for jalur in ("/keuangan/spp?tahun=9" + "9" * 20, "/keuangan/spp?tahun=abc", "/keuangan/spp/baru?tahun=1",
                  "/keuangan/daftar-bayar?tanggal=31-02", "/keuangan/belanja/register/spp?bulan=77&tahun=2026",
                  "/keuangan/belanja/register/x", "/keuangan/belanja/buku-kegiatan?tahun=1999",
                  "/keuangan/daftar-bayar/unduh?spp=x&bentuk=doc"):
        assert peramban.klien.get(jalur).status_code < 500, jalur
