"""The dashboard and the way from a figure to its rows, on a year of books."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from smartkampung.inti.db import transaksi
from smartkampung.keuangan.belanja.panjar import daftar_panjar
from smartkampung.keuangan.dasbor import queries
from smartkampung.keuangan.kas.saldo import belanja_bulanan, posisi, realisasi
from smartkampung.keuangan.laporan.kemajuan import Fisik, deviasi
from smartkampung.keuangan.laporan.lra import isi_lra
from smartkampung.keuangan.laporan.minta import Minta
from tests.acuan import KANTOR, Acuan
from tests.conftest import basis_sqlite as basis_data  # noqa: F401
from tests.keuangan.kas_besar import buat_kas_besar
from tests.keuangan.pabrik import orang

HARI = date(2026, 11, 20)


def _buku(app):
    with app.app_context(), transaksi():
        buat_kas_besar(HARI, sekdes=orang("sekdes"), pka_id=orang("kasi").id, kegiatan=20, rab=200, baris=300)


BUKU = Acuan("dasbor", _buku, KANTOR)
pytestmark = [pytest.mark.acuan(BUKU), pytest.mark.satu_basis]


def test_angka_dasbor_sama_dengan_pembacanya(kantor):
    """Bidang and kegiatan add up to the LRA, months to the year, open advances to what is out."""
    with kantor.app_context():
        lra = isi_lra(Minta(2026))
        bidang = queries.per_bidang(2026, lra)
        assert sum(b.nilai for b in bidang) == lra.jumlah("5", 1) == sum(belanja_bulanan(2026))
        assert sum(b.lain for b in bidang) == lra.isi.belanja == sum(queries.rencana_bulanan(2026))
        assert lra.jumlah("5", 1) == sum(n for k, n in realisasi(2026).items() if k.rekening[0] == "5")
        panjar = daftar_panjar(2026)
        assert sum(p.terbuka for p in panjar) == posisi(2026).panjar > 0
        assert all(p.cair < p.tenggat for p in panjar)
        pajak = queries.utang_pajak(2026, HARI)
        assert sum(p.nilai for p in pajak) == posisi(2026).utang_pajak


def test_pajak_lewat_waktu_menurut_bulannya(kantor):
    """November's is not due yet on the twentieth; on 16 December the PPh is, the PPN only in January."""
    with kantor.app_context():
        assert not any(p.lewat for p in queries.utang_pajak(2026, HARI))
        lewat = {p.kode: p.lewat for p in queries.utang_pajak(2026, date(2026, 12, 16))}
        assert lewat["PPH22"] > 0 == lewat["PPN"]
        assert all(p.lewat for p in queries.utang_pajak(2026, date(2026, 12, 31)) if p.kode != "PPN")


def test_deviasi_uang_dan_fisik():
    serapan = [("a", "A", Decimal(100), Decimal(80)), ("b", "B", Decimal(100), Decimal(50)),
               ("c", "C", Decimal(0), Decimal(0))]  # fmt: skip
    hasil = deviasi(serapan, {"a": Fisik(40), "b": Fisik(40)}, Decimal(25))
    assert [(d.kegiatan, d.beda) for d in hasil] == [("a", 40)]


def test_dari_dasbor_ke_bukti_dua_ketukan(kantor, peramban):
    """A bar of the dashboard opens its rows, and those add up to the bar; the LRA does the same."""
    halaman = peramban.masuk("bpd").buka("dasbor_kas.lihat")
    assert "Panjar lewat waktu" in halaman.teks_semua and "giliran Anda" not in halaman.teks_semua
    with kantor.app_context():
        satu = queries.per_bidang(2026, isi_lra(Minta(2026)))[0]
    rincian = halaman.ikuti(satu.nama)
    from smartkampung.inti.uang import rupiah

    assert rupiah(satu.nilai) in rincian.teks_semua and "/CAIR/" in rincian.teks_semua
    assert peramban.jalur(rincian.tautan("Unduh XLSX")).isi.startswith(b"PK")
    lra = peramban.buka("laporan_keuangan.daftar").ikuti("Laporan realisasi APBDes (LRA)")
    assert "Jumlah belanja" in lra.teks_semua
    for tautan in ("Lihat PDF", "Unduh XLSX", "JSON untuk program lain"):
        assert peramban.jalur(lra.tautan(tautan)).status == 200
    assert "Kas di bank" in peramban.jalur("/keuangan?tahun=2024").teks_semua
    sumber = peramban.buka("laporan_keuangan.sumber", tahun=2026)
    assert rupiah(posisi_silpa(kantor)) in sumber.teks_semua


def posisi_silpa(app):
    with app.app_context():
        return posisi(2026).silpa
