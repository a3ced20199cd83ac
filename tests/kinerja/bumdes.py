"""The figures of the BUMDes books: 100,000 journals, 5 units, 5 years, beside Beancount over the same journals."""

from __future__ import annotations

import csv
import io
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from smartkampung import create_app
from smartkampung.bumdes.akses import Program
from smartkampung.bumdes.buku import pos, queries, saldo
from smartkampung.bumdes.buku.bagan import akun_kode
from smartkampung.bumdes.buku.konsep import Konsep, baris_dua
from smartkampung.bumdes.buku.konteks import buku
from smartkampung.bumdes.impor import services as impor
from smartkampung.bumdes.impor.baca import baca_judul, tebak
from smartkampung.bumdes.impor.ekspor import akun_beancount, beancount
from smartkampung.bumdes.laporan import keluar, susun
from smartkampung.bumdes.lembaga import services
from smartkampung.bumdes.lembaga.models import Bumdes
from smartkampung.extensions import db
from smartkampung.inti.db import transaksi
from smartkampung.inti.skema import mutakhirkan
from smartkampung.pengaturan import NAMA_BERKAS, Pengaturan

AWAL, SAMPAI = date(2021, 1, 1), date(2025, 12, 31)
_PASANG = (("1.1.01.01", "4.2.01.90"), ("6.2.01.01", "1.1.01.01"), ("1.1.05.01", "2.1.01.01"), ("1.1.03.01",
                                                                                                "4.1.04.99"),
           ("2.1.01.01", "1.1.01.04"), ("6.1.04.01", "1.1.01.04"))  # fmt: skip

Baris = tuple[str, str, str, bool]


def berkas(folder: Path, jurnal: int) -> Path:
    """A CSV of so many journals spread over five units and five years."""
    acak, tempat = random.Random(11), folder / f"jurnal-{jurnal}.csv"
    if not tempat.exists():
        isi = io.StringIO()
        tulis = csv.writer(isi)
        tulis.writerow(("tanggal", "entitas", "nomor", "akun", "debit", "kredit", "uraian"))
        for n in range(jurnal):
            hari = (AWAL + timedelta(days=n * 1826 // jurnal)).isoformat()
            debit, kredit = _PASANG[n % len(_PASANG)]
            nilai, unit = acak.randrange(1000, 5_000_000), f"U{n % 5}"
            tulis.writerow((hari, unit, n, debit, nilai, "", "transaksi harian"))
            tulis.writerow((hari, unit, n, kredit, "", nilai, "transaksi harian"))
        tempat.write_text(isi.getvalue(), encoding="utf-8")
    return tempat


def _median(kerja: Callable[[], Any], ulang: int = 7) -> float:
    waktu = []
    for _ in range(ulang):
        mulai = time.perf_counter()
        kerja()
        waktu.append((time.perf_counter() - mulai) * 1000)
        db.session.rollback()
    return statistics.median(waktu)


def _baris(nama: str, ms: float, batas: float) -> Baris:
    teks = f"{ms:.0f} ms" if batas < 1000 else f"{ms / 1000:.2f} dtk"
    return nama, teks, f"≤ {batas:.0f} ms" if batas < 1000 else f"≤ {batas / 1000:.0f} dtk", ms <= batas


def ukur(jurnal: int = 100_000) -> list[Baris]:
    """Fill a fresh village, measure, compare."""
    with tempfile.TemporaryDirectory() as sementara:
        folder = Path(sementara)
        (folder / NAMA_BERKAS).write_text("demo = true\ntotp_wajib = false\n", encoding="utf-8")
        app = create_app(Pengaturan.muat(folder))
        with app.app_context():
            mutakhirkan()
            hasil = _ukur(berkas(folder, jurnal), folder)
            db.session.remove()
            db.engine.dispose()
    return hasil


def _ukur(tempat: Path, folder: Path) -> list[Baris]:
    oleh = Program()
    with transaksi():
        usaha = services.dirikan(services.IsiBumdes("Uji", AWAL), oleh=oleh)
        for n in range(5):
            services.tambah_unit(usaha, services.IsiUnit(f"Unit {n}", f"U{n}", "dagang", AWAL), oleh=oleh)
    mulai = time.perf_counter()
    with transaksi():
        rencana = impor.rencanakan(usaha, tempat, tebak(baca_judul(tempat)[0]))
        banyak = impor.terapkan(usaha, rencana, "bench", oleh=oleh)
    hasil = [_baris(f"BUMDes: impor {banyak} jurnal", (time.perf_counter() - mulai) * 1000, 20_000)]
    usaha = db.session.get_one(Bumdes, usaha.id)
    isi, ids = buku(usaha), [e.id for e in usaha.entitas]
    kas, jual = (akun_kode(usaha.id, k) for k in ("1.1.01.01", "4.2.01.90"))

    def satu() -> None:
        with transaksi():
            pos.bukukan(Konsep(ids[1], SAMPAI, "jual", baris_dua(kas.id, jual.id, Decimal(5000))), oleh=oleh)

    tahun = (date(2025, 1, 1), date(2025, 11, 17))
    hasil += [
        _baris("BUMDes: membukukan satu jurnal, dengan komit", _median(satu, 15), 40),
        _baris("BUMDes: neraca saldo satu unit", _median(lambda: queries.neraca_saldo(isi, ids[1:2], *tahun)), 100),
        _baris("BUMDes: neraca saldo semua unit", _median(lambda: queries.neraca_saldo(isi, ids, *tahun)), 300),
        _baris("BUMDes: neraca konsolidasi dengan pembanding", _median(lambda: susun.susun("neraca", susun.dua_masa(
            isi, usaha.entitas, *tahun))), 400),
        _baris("BUMDes: buku besar kas, halaman tengah", _median(lambda: queries.buku_besar(
            isi, kas, ids, date(2021, 1, 1), SAMPAI, ke=200)), 80),
        _baris("BUMDes: lima laporan, XLSX", _median(lambda: keluar.buku_kerja(susun.susun_semua(
            isi, usaha.entitas, *tahun)), 3), 3000),
    ]  # fmt: skip
    return hasil + _beancount(usaha, folder)


def _beancount(usaha: Bumdes, folder: Path) -> list[Baris]:
    """The same journals in Beancount: load, every balance; equal to the sen, and how much slower."""
    try:
        from beancount import loader
        from beancount.core import realization
    except ImportError:
        return [("BUMDes dibanding Beancount", "beancount tidak terpasang", "≥ 10 ×", True)]
    isi, ids = buku(usaha), [e.id for e in usaha.entitas]
    tempat = folder / "buku.beancount"
    tempat.write_text(beancount(isi), encoding="utf-8")
    mulai = time.perf_counter()
    entri, galat, _pilihan = loader.load_file(str(tempat))
    pohon = realization.realize(entri)
    lama = (time.perf_counter() - mulai) * 1000
    kami = _median(lambda: saldo.jumlah(ids, None, SAMPAI), 3)
    sama = not galat
    for (e, a), (d, k) in saldo.jumlah(ids, None, SAMPAI).items():
        simpul = realization.get(pohon, akun_beancount(isi, a, e))
        nilai = realization.compute_balance(simpul).get_currency_units("IDR").number if simpul is not None else 0
        sama = sama and nilai == saldo.uang(d - k)
    return [("BUMDes: semua saldo, Beancount lebih lambat", f"{lama / kami:.0f} × ({lama / 1000:.1f} dtk)", "≥ 10 ×",
             lama / kami >= 10), ("BUMDes: setiap saldo sama dengan Beancount", "ya" if sama else "TIDAK", "ya", sama)]


if __name__ == "__main__":
    for nama, nilai, target, lulus in ukur():
        print("ok" if lulus else "X ", nama, nilai, target)
