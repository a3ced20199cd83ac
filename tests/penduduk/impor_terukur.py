"""Run by test_cepat in a process of its own: import a sheet into a fresh village; prints rows, seconds of work, MB."""

import sys
import time
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from smartkampung import create_app
from smartkampung.extensions import db
from smartkampung.inti import db as basis
from smartkampung.penduduk import impor
from smartkampung.penduduk.models import ImporPenduduk
from smartkampung.pengaturan import Pengaturan

app = create_app(Pengaturan(instance=Path(sys.argv[2]), uji=True))
with app.app_context(), basis.mode(True), db.engine.begin() as koneksi:
    db.metadata.create_all(koneksi)
with app.app_context():
    mulai = time.process_time()
    pada = date(2026, 11, 21)
    baris = impor.baca_semua(Path(sys.argv[1]), pada)
    with basis.transaksi():
        hasil: ImporPenduduk = impor.simpan_uji(impor.bandingkan(baris, pada, ""), "uji", oleh=None)
    with basis.transaksi():
        impor.terapkan(db.session.get_one(ImporPenduduk, hasil.id), impor.baca_semua(Path(sys.argv[1]),
            pada), pada=pada,
                       oleh=None)
    puncak = next(b for b in Path("/proc/self/status").read_text().splitlines() if b.startswith("VmHWM"))
    print(hasil.baru, round(time.process_time() - mulai, 2), int(puncak.split()[1]) // 1024)
