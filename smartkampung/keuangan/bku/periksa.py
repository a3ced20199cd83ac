"""Checks of closed months: the journal they were closed with is the journal they have."""

from __future__ import annotations

from smartkampung.extensions import db
from smartkampung.inti.konteks import pengaturan
from smartkampung.inti.periksa import Pemeriksaan
from smartkampung.inti.tanggal import Periode
from smartkampung.keuangan.bku.tanda import hitung_sidik
from smartkampung.keuangan.kas.models import SETAHUN, BulanBuku


def daftar_pemeriksaan() -> list[Pemeriksaan]:
    """The checks; none in a kabupaten app."""
    return [Pemeriksaan("Buku bulan yang ditutup tidak berubah", _sidik)] if pengaturan().mode == "desa" else []


def _sidik() -> list[str]:
    """Months closed elsewhere (imported books) have no fingerprint to compare."""
    pilih = db.select(BulanBuku).where(BulanBuku.sidik != "").order_by(BulanBuku.tahun, BulanBuku.bulan)
    return [f"{_nama(b)}: sidik saat ditutup {b.sidik[:16]}, sekarang {kini[:16]}"
            for b in db.session.scalars(pilih) if (kini := hitung_sidik(b.tahun, b.bulan)) != b.sidik]  # fmt: skip


def _nama(b: BulanBuku) -> str:
    return f"Tahun {b.tahun}" if b.bulan == SETAHUN else Periode(b.tahun, b.bulan).nama
