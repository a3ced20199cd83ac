"""What the demo's reports show besides the books: kekayaan, programs of others, a print, the public page."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from smartkampung.contoh.bahan import Bahan, pengguna
from smartkampung.extensions import db
from smartkampung.inti.db import transaksi
from smartkampung.keuangan.kas.models import JurnalKas
from smartkampung.keuangan.laporan.cetakan import cetak_laporan
from smartkampung.keuangan.laporan.kekayaan import simpan_kekayaan
from smartkampung.keuangan.laporan.minta import S1, Minta
from smartkampung.keuangan.laporan.program import IsiProgram, simpan_program
from smartkampung.keuangan.laporan.umum import BERJALAN, terbitkan

KEKAYAAN = {"piutang": 2_500_000, "persediaan": 1_850_000, "penyertaan_modal": 75_000_000, "tanah": 1_240_000_000,
            "peralatan_mesin": 186_500_000, "gedung_bangunan": 742_000_000, "jalan_jaringan": 1_615_000_000,
            "aset_tetap_lain": 21_300_000}  # fmt: skip
TUMBUH = {"jalan_jaringan": 168_000_000, "gedung_bangunan": 42_000_000, "peralatan_mesin": 14_750_000}
PROGRAM = (
    ("Peningkatan jaringan irigasi", "Rehabilitasi saluran tersier 420 m", "Dusun Krajan",
     "Kementerian Pertanian", 78_500_000),
    ("Sanitasi total berbasis masyarakat", "Jamban sehat 24 unit", "Dusun Sumber", "Dinas Kesehatan Kabupaten",
     60_000_000),
    ("Bantuan rumah layak huni", "Perbaikan 6 rumah", "Dusun Krajan dan Sumber", "Dinas Perumahan Provinsi",
     120_000_000),
)  # fmt: skip


def isi_laporan(bahan: Bahan) -> None:
    """Reports of last year and this; nothing where there are no books."""
    bahan.ke(bahan.kini)
    lalu, kini = bahan.hari.year - 1, bahan.hari.year
    if not db.session.scalar(db.select(JurnalKas.id).where(JurnalKas.tahun == kini).limit(1)):
        db.session.rollback()
        return
    db.session.rollback()
    awal = {k: Decimal(n) for k, n in KEKAYAAN.items()}
    with transaksi():
        kaur = pengguna("keuangan")
        simpan_kekayaan(lalu, awal, oleh=kaur)
        simpan_kekayaan(kini, {k: n + TUMBUH.get(k, 0) for k, n in awal.items()}, oleh=kaur)
        for tahun in (lalu, kini):
            for program, kegiatan, lokasi, sumber, nilai in PROGRAM[: 3 if tahun == lalu else 2]:
                isi = IsiProgram(program, kegiatan, lokasi, sumber, Decimal(nilai))
                simpan_program(tahun, isi, oleh=pengguna("sekdes"))
        terbitkan(kini, BERJALAN, oleh=pengguna("kades"))
    for kode, minta in (("lra", Minta(lalu)), ("lpj", Minta(lalu)), ("lra", Minta(kini, S1))):
        if minta.akhir + timedelta(days=1) <= bahan.hari:
            cetak_laporan(kode, minta, oleh=pengguna("keuangan"))
    db.session.rollback()
