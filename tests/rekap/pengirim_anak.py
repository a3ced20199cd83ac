"""A sender in a process of its own, so that a test can kill it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from smartkampung import create_app, sambungan
from smartkampung.inti.tanggal import tunda
from smartkampung.pengaturan import Pengaturan
from smartkampung.rekap import keluar, pengirim
from smartkampung.rekap.jadwal import siapkan_jatuh_tempo
from tests.rekap import bahan


def kirim_terus(lapor: Callable[[str], None], atur: Pengaturan) -> None:
    """Prepare and send what is due, over and over."""
    bahan.atur_ulang()
    sambungan.BAGIAN_REKAP = bahan.ALAMAT
    keluar.LAMA_SEWA = timedelta(seconds=0.2)
    app = create_app(atur)
    with app.app_context():
        lapor("siap")
        while True:
            siapkan_jatuh_tempo()
            pengirim.kirim_antrean()
            tunda(0.02)
