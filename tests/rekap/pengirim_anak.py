"""A sender in a process of its own, so that a test can kill it: python -m tests.rekap.pengirim_anak FOLDER [URI]."""

from __future__ import annotations

import sys
from datetime import timedelta
from pathlib import Path

from smartkampung import create_app, sambungan
from smartkampung.inti.tanggal import tunda
from smartkampung.pengaturan import Pengaturan
from smartkampung.rekap import keluar, pengirim
from smartkampung.rekap.jadwal import siapkan_jatuh_tempo
from tests.rekap import bahan

if __name__ == "__main__":
    bahan.atur_ulang()
    sambungan.BAGIAN_REKAP = bahan.ALAMAT
    keluar.LAMA_SEWA = timedelta(seconds=0.2)
    app = create_app(Pengaturan(instance=Path(sys.argv[1]), uji=True, totp_wajib=False,
                                basis_data=sys.argv[2] if len(sys.argv) > 2 else ""))
    with app.app_context():
        print("siap", flush=True)
        while True:
            siapkan_jatuh_tempo()
            pengirim.kirim_antrean()
            tunda(0.02)
