"""Which months of BLT a share has paid: kept with the share, so that what is voided can be paid again, once."""

from __future__ import annotations

import pytest

from smartkampung.extensions import db
from smartkampung.inti import db as basis
from smartkampung.keuangan.belanja import blt, jenjang, spp
from smartkampung.keuangan.belanja.aturan import peringatan
from smartkampung.keuangan.belanja.cair import cairkan
from smartkampung.keuangan.belanja.models import BagianBLT
from smartkampung.keuangan.belanja.panjar import cair_spp
from smartkampung.keuangan.belanja.periksa import daftar_pemeriksaan
from smartkampung.keuangan.kas.bukukan import koreksi
from smartkampung.keuangan.kas.models import DI_BANK
from tests.keuangan.belanja_pabrik import BELANJA, bank
from tests.keuangan.kas_pabrik import hari
from tests.keuangan.pabrik import orang
from tests.keuangan.test_blt import daftar, penerima

pytestmark = pytest.mark.acuan(BELANJA)


def hapus(dokumen):
    spp.hapus_draf(dokumen, oleh=orang("kasi"))


def batalkan(dokumen):
    jenjang.ajukan(dokumen, oleh=orang("kasi"), sptb=True)
    jenjang.batalkan(dokumen, "Salah bulan", oleh=orang("kasi"))


def koreksi_cair(dokumen):
    jenjang.ajukan(dokumen, oleh=orang("kasi"), sptb=True)
    jenjang.verifikasi(dokumen, oleh=orang("sekdes"))
    jenjang.setujui(dokumen, oleh=orang("kades"))
    cairkan(dokumen, hari(11, 21), DI_BANK, bank().id, oleh=orang("keuangan"))
    koreksi(cair_spp(dokumen), hari(11, 21), "Salah rekening", oleh=orang("keuangan"))


@pytest.mark.parametrize("gugurkan", [hapus, batalkan, koreksi_cair])
def test_bulan_dari_pembayaran_yang_gugur_dibayar_lagi_sekali(kantor, gugurkan):
    """January to March, then March to May: March is of the first payment only, and falls with it."""
    with kantor.app_context():
        kasi = orang("kasi")
        with basis.transaksi():
            d = daftar()
            lama, baru = penerima(d), penerima(d, "Karto", "9901016005790016", mulai=2)
            satu = blt.bayar(d, 1, 3, oleh=kasi)
            dua = blt.bayar(d, 3, 5, oleh=kasi)
        assert {b.penerima_id: b.bulan_dibayar for b in blt.bagian(satu)} == {lama.id: [1, 2, 3], baru.id: [2, 3]}
        assert [(b.bulan_dibayar, b.nilai) for b in blt.bagian(dua)] == [([4, 5], 600_000)] * 2
        with basis.transaksi():
            gugurkan(satu.dokumen)
        db.session.expire_all()
        assert blt.bulan_dibayar(d) == {lama.id: {4, 5}, baru.id: {4, 5}}
        with basis.transaksi():
            ganti = blt.bayar(d, 1, 5, oleh=kasi)
        assert {b.penerima_id: b.bulan_dibayar for b in blt.bagian(ganti)} == {lama.id: [1, 2, 3], baru.id: [2, 3]}
        with pytest.raises(blt.TidakAdaYangDibayar), basis.transaksi():
            blt.bayar(d, 1, 5, oleh=kasi)
        assert blt.bulan_dibayar(d) == {lama.id: {1, 2, 3, 4, 5}, baru.id: {2, 3, 4, 5}}


def test_batas_bulan_dihitung_dari_bulan_yang_sungguh_dibayar(kantor):
    """K-APB-05: five months of which three were paid before are two months at once."""
    with kantor.app_context(), basis.transaksi():
        d = daftar()
        penerima(d)
        blt.bayar(d, 1, 3, oleh=orang("kasi"))
        dua = blt.bayar(d, 1, 5, oleh=orang("kasi"))
        jenjang.ajukan(dua.dokumen, oleh=orang("kasi"), sptb=True)
        assert peringatan(dua.dokumen) == []


def test_bulan_disebut_beruntun():
    assert blt.sebut_banyak({5, 1, 2, 3, 7, 8}) == "Januari–Maret, Mei, Juli–Agustus"
    assert blt.sebut_banyak([]) == ""


def test_bulan_yang_dibayar_dua_kali_ditemukan_pemeriksaan(kantor):
    with kantor.app_context(), basis.transaksi():
        periksa = next(p for p in daftar_pemeriksaan() if "BLT" in p.nama)
        d = daftar()
        penerima(d)
        blt.bayar(d, 1, 3, oleh=orang("kasi"))
        dua = blt.bayar(d, 4, 5, oleh=orang("kasi"))
        assert periksa.jalankan() == []
        db.session.scalars(db.select(BagianBLT).filter_by(bayar_id=dua.id)).one().bulan_dibayar = [3, 4, 5]
        db.session.flush()
        assert "Maret dibayar dua kali" in periksa.jalankan()[0]


def test_bulan_tampak_di_halaman_dan_kertas(kantor, peramban):
    with kantor.app_context(), basis.transaksi():
        d = daftar()
        penerima(d)
        blt.bayar(d, 1, 3, oleh=orang("kasi"))
        nomor, dua = d.id, blt.bayar(d, 3, 5, oleh=orang("kasi")).id
    peramban.masuk("kasi")
    assert "April–Mei" in peramban.buka("blt.pembayaran", bayar_id=dua).teks_semua
    assert "Januari–Mei" in peramban.buka("blt.lihat", daftar_id=nomor).teks_semua
    assert peramban.buka("blt.cetak", bayar_id=dua, bentuk="pdf").isi.startswith(b"%PDF")


def test_bulan_yang_sudah_dibayar_tidak_masuk_daftar_lain_walau_dihentikan(kantor):
    """Paid January to April, stopped after February: another list of the source begins in May at the earliest."""
    with kantor.app_context(), basis.transaksi():
        kasi, d = orang("kasi"), daftar()
        satu = penerima(d)
        blt.bayar(d, 1, 4, oleh=kasi)
        blt.hentikan(satu, 2, "pindah dusun", oleh=kasi)
        lain = daftar()
        with pytest.raises(blt.PenerimaSalah, match="sudah dibayar untuk Maret–April"):
            penerima(lain, mulai=3)
        assert penerima(lain, mulai=5).mulai == 5
