"""The figures of the budget: pages and papers of 200 kegiatan, 3,000 RAB lines, five versions."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from smartkampung import create_app
from smartkampung.akun.queries import pengguna_bernama
from smartkampung.extensions import db
from smartkampung.inti.db import transaksi
from smartkampung.keuangan.anggaran.isi import versi_berlaku
from smartkampung.keuangan.anggaran.models import VersiAnggaran
from smartkampung.keuangan.dpa import rak, services
from smartkampung.keuangan.kertas.keluar import pdf_kertas, xlsx_kertas
from smartkampung.keuangan.kertas.susun import kertas_versi
from smartkampung.pengaturan import Pengaturan
from tests.keuangan.besar import buat_besar
from tests.kinerja import beban

TAHUN = 2032  # a year the demo does not fill


def siapkan_anggaran(folder: Path) -> int:
    """Make, or find again, the large budget with its DPA and a RAK; answers the id of the version in force."""
    app = create_app(Pengaturan.muat(folder))
    with app.app_context():
        ada = versi_berlaku(TAHUN)
        if ada is None:
            db.session.rollback()
            with transaksi():
                sekdes, kasi, keuangan = (_pengguna(n) for n in ("sekdes", "kasi", "keuangan"))
                ada = buat_besar(TAHUN, sekdes=sekdes, pka_id=kasi.id)
                services.siapkan(TAHUN, oleh=sekdes)
                rak.susun(TAHUN, oleh=keuangan)
        nomor = ada.id
        db.session.remove()
        db.engine.dispose()
    return nomor


def _pengguna(nama: str):  # type: ignore[no-untyped-def]
    orang = pengguna_bernama(nama)
    assert orang is not None
    return orang


def halaman(port: int, versi_id: int, kuki: str) -> list[tuple[str, str, str, bool]]:
    """Server time of the pages that show the whole budget."""
    ukur = [("APBDes (lampiran di layar)", f"/keuangan/kertas/{versi_id}/apbdes", 120),
            ("baca anggaran: pohon, grafik, batas", f"/keuangan/baca/{versi_id}", 120),
            ("halaman APBDes untuk umum", f"/apbdes/{TAHUN}", 120),
            ("daftar DPA", f"/keuangan/dpa?tahun={TAHUN}", 120)]  # fmt: skip
    hasil = []
    for nama, jalur, batas in ukur:
        h = beban.ukur(port, beban.get(jalur, kuki), banyak=60)
        hasil.append((f"{nama}: waktu peladen p95", f"{h.p95:.0f} ms ({h.ukuran / 1024:.0f} KB)", f"≤ {batas} ms",
                      h.p95 <= batas))  # fmt: skip
    return hasil


def kertas(folder: Path, versi_id: int) -> list[tuple[str, str, str, bool]]:
    """The whole penjabaran as PDF and as workbook, in this process."""
    app = create_app(Pengaturan.muat(folder))
    with app.app_context():
        versi = db.session.get_one(VersiAnggaran, versi_id)
        isi = kertas_versi("penjabaran", versi)
        pdf, xlsx = _lama(lambda: pdf_kertas(kertas_versi("penjabaran", versi))), _lama(lambda: xlsx_kertas(isi))
        banyak = len(isi.bagian[0].baris)
        db.session.remove()
        db.engine.dispose()
    return [(f"penjabaran PDF, {banyak} baris", f"{pdf:.2f} dtk", "≤ 3 dtk", pdf <= 3),
            (f"penjabaran XLSX, {banyak} baris", f"{xlsx:.2f} dtk", "≤ 1 dtk", xlsx <= 1)]  # fmt: skip


def _lama(kerja: Callable[[], bytes]) -> float:
    mulai = time.perf_counter()
    assert kerja()
    return time.perf_counter() - mulai
