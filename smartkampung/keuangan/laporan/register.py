"""Registers of spending as papers, for the console and the audit pack."""

from __future__ import annotations

from smartkampung.extensions import db
from smartkampung.inti.tanggal import Periode
from smartkampung.keuangan.belanja.register import REGISTER, lembar_register
from smartkampung.keuangan.kertas.bentuk import Kertas
from smartkampung.keuangan.kertas.dari_lembar import kertas_lembar


def kertas_register(kode: str, tahun: int, bulan: int | None = None) -> Kertas:
    """The register of SPP, kuitansi, pencairan or SPJ of a year or a month."""
    register, masa = REGISTER[kode], Periode(tahun, bulan) if bulan else None
    pilih = register.pilih(tahun, masa.awal if masa else None, masa.akhir if masa else None)
    return kertas_lembar(lembar_register(register, tahun, db.session.execute(pilih).all()), tahun)
