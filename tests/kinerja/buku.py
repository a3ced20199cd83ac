"""The figures of the cash books: a month on the page, a year as workbook and PDF, over what `kas.siapkan_kas` made."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from smartkampung import create_app
from smartkampung.keuangan.bku.keluar import pdf_buku
from smartkampung.keuangan.bku.kertas import BKU, BUKU_BANK, kertas_buku
from smartkampung.keuangan.kertas.bentuk import Kertas
from smartkampung.keuangan.kertas.keluar import xlsx_kertas
from smartkampung.pengaturan import Pengaturan
from tests.kinerja import beban
from tests.kinerja.cetakan import _puncak
from tests.kinerja.kas import BANYAK, TAHUN, Baris


def halaman(port: int, kuki: str) -> list[Baris]:
    """Server time of a month of the books and of its check list."""
    ukur = [("BKU sebulan", f"/keuangan/buku/buku-kas-umum?tahun={TAHUN}&bulan=6", 80),
            ("buku bank sebulan", f"/keuangan/buku/buku-bank?tahun={TAHUN}&bulan=6", 80),
            ("daftar bukti kas", f"/keuangan/kas?tahun={TAHUN}", 100),
            ("daftar periksa tutup buku", f"/keuangan/tutup-buku/{TAHUN}/12", 100)]  # fmt: skip
    hasil = []
    for nama, jalur, batas in ukur:
        h = beban.ukur(port, beban.get(jalur, kuki), banyak=60)
        hasil.append((f"{nama}: waktu peladen p95", f"{h.p95:.0f} ms ({h.ukuran / 1024:.0f} KB)", f"≤ {batas} ms",
                      h.p95 <= batas))  # fmt: skip
    return hasil


def dalam(folder: Path) -> list[Baris]:
    """A year as papers, and what ten years cost a month; in a process of its own, whose memory is measured."""
    perintah = [sys.executable, "-m", "tests.kinerja.buku", str(folder)]
    h = json.loads(subprocess.run(perintah, check=True, capture_output=True, text=True).stdout.splitlines()[-1])
    return [("BKU setahun XLSX", f"{h['xlsx']:.2f} dtk", "≤ 2 dtk", h["xlsx"] <= 2),
            ("BKU setahun PDF", f"{h['pdf']:.1f} dtk, {h['mb']} MB", "≤ 10 dtk, ≤ 300 MB",
             h["pdf"] <= 10 and h["mb"] <= 300),
            (f"buku sebulan, tahun ke-{BANYAK} dibanding tahun pertama", f"{h['nisbah']:.2f} x", "≤ 1,2 x",
             h["nisbah"] <= 1.2)]  # fmt: skip


def _hitung(folder: Path) -> dict[str, float]:
    with create_app(Pengaturan.muat(folder)).app_context():
        xlsx = _lama(lambda: xlsx_kertas(kertas_buku(BKU, TAHUN)))
        pdf = _lama(lambda: pdf_buku(kertas_buku(BKU, TAHUN)))
        awal, akhir = (min(_lama(partial(_sebulan, t)) for _ in range(9)) for t in (TAHUN - BANYAK + 1, TAHUN))
    return {"xlsx": xlsx, "pdf": pdf, "mb": _puncak(), "nisbah": akhir / awal}


def _sebulan(tahun: int) -> list[Kertas]:
    return [kertas_buku(kode, tahun, 6, 6) for kode in (BKU, BUKU_BANK)]


def _lama(kerja: Callable[[], object]) -> float:
    mulai = time.perf_counter()
    assert kerja()
    return time.perf_counter() - mulai


if __name__ == "__main__":
    print(json.dumps(_hitung(Path(sys.argv[1]))))
