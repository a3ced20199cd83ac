"""Jobs: archive imports that nobody applied are forgotten after a week."""

from __future__ import annotations

from datetime import timedelta

from smartkampung.inti.db import transaksi
from smartkampung.inti.tanggal import sekarang
from smartkampung.surat.arsip.impor import buang_lama

UMUR_UJI = timedelta(days=7)


def bersihkan() -> None:
    """Delete old dry runs with their uploads."""
    with transaksi():
        buang_lama(sekarang() - UMUR_UJI)
