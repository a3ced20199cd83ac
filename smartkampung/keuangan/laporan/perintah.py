"""The reports of `smartkampung laporan keuangan` that are made from the books: name -> function(tahun, bulan)."""

from __future__ import annotations

from collections.abc import Callable

from smartkampung.inti.tanggal import Periode
from smartkampung.keuangan.belanja.register import REGISTER
from smartkampung.keuangan.bku.kertas import BKU, BUKU_BANK, BUKU_PAJAK, BUKU_PANJAR, BUKU_TUNAI, kertas_buku
from smartkampung.keuangan.kertas.bentuk import Kertas
from smartkampung.keuangan.laporan.cetakan import kertas_cetakan
from smartkampung.keuangan.laporan.daftar import LAPORAN, jenis_laporan
from smartkampung.keuangan.laporan.minta import TANGGAL, Minta
from smartkampung.keuangan.laporan.register import kertas_register

Susun = Callable[[int, int | None], Kertas]


def minta_bulan(tahun: int, bulan: int | None) -> Minta:
    """A report up to the end of a month, or of the whole year."""
    return Minta(tahun, TANGGAL, Periode(tahun, bulan).akhir) if bulan else Minta(tahun)


def _laporan(kode: str) -> Susun:
    return lambda tahun, bulan: jenis_laporan(kode).susun(minta_bulan(tahun, bulan))


def _buku(kode: str) -> Susun:
    return lambda tahun, bulan: kertas_buku(kode, tahun, bulan or 1, bulan or 12)


def _register(kode: str) -> Susun:
    return lambda tahun, bulan: kertas_register(kode, tahun, bulan)


REALISASI: dict[str, Susun] = {kode: _laporan(kode) for kode in LAPORAN} | {
    "bku": _buku(BKU), "bank": _buku(BUKU_BANK), "tunai": _buku(BUKU_TUNAI), "pajak": _buku(BUKU_PAJAK),
    "panjar": _buku(BUKU_PANJAR),
    **{f"register-{k}": _register(k) for k in REGISTER},
    "cetakan": lambda tahun, bulan: kertas_cetakan(minta_bulan(tahun, bulan)),
}  # fmt: skip
