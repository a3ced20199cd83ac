"""The bulk maker of books keeps every invariant, so what is measured and shown on it is real."""

from __future__ import annotations

from datetime import date

from smartkampung.extensions import db
from smartkampung.inti.db import transaksi
from smartkampung.keuangan.kas.models import JurnalKas
from smartkampung.keuangan.kas.periksa import daftar_pemeriksaan
from smartkampung.keuangan.kas.saldo import panjar_terbuka, posisi
from tests.keuangan.kas_besar import buat_kas_besar
from tests.keuangan.pabrik import orang


def test_buku_besar_memenuhi_semua_pemeriksaan(kantor, banyak):
    with kantor.app_context():
        with transaksi():
            buat_kas_besar(date(2026, 11, 20), sekdes=orang("sekdes"), pka_id=orang("kasi").id, tahun=2,
                           kegiatan=banyak(20, 200), rab=banyak(200, 3000), baris=banyak(300, 5000))  # fmt: skip
        assert {p.nama: p.jalankan() for p in daftar_pemeriksaan() if p.jalankan()} == {}
        rata = db.session.scalar(db.select(db.func.count()).select_from(JurnalKas).filter_by(tahun=2025))
        assert rata > banyak(270, 4500)
        assert posisi(2025).panjar == 0 < posisi(2026).panjar == sum(panjar_terbuka(2026).values())
        assert posisi(2025).utang_pajak > 0
