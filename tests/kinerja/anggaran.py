"""The figures of the budget: pages and papers of 200 kegiatan, 3,000 RAB lines, five versions."""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlencode

from smartkampung import create_app
from smartkampung.akun.queries import pengguna_bernama
from smartkampung.extensions import db
from smartkampung.inti.db import transaksi
from smartkampung.keuangan.anggaran.isi import isi_versi, rab_versi, versi_berlaku, versi_terkini
from smartkampung.keuangan.anggaran.models import VersiAnggaran
from smartkampung.keuangan.anggaran.tulis import ButirBaru, KegiatanBaru
from smartkampung.keuangan.anggaran.versi import buat_perubahan
from smartkampung.keuangan.aturan.services import lingkup, periksa
from smartkampung.keuangan.dpa import rak, services
from smartkampung.keuangan.kertas.keluar import pdf_kertas, xlsx_kertas
from smartkampung.keuangan.kertas.susun import kertas_versi
from smartkampung.keuangan.siskeudes.berkas import baca_kiriman
from smartkampung.keuangan.siskeudes.services import ambil
from smartkampung.pengaturan import Pengaturan
from tests.keuangan.besar import buat_besar
from tests.keuangan.zip_siskeudes import tabel_anggaran, zip_siskeudes
from tests.kinerja import beban, dalam

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


def ketik(port: int, folder: Path, kuki: str) -> tuple[str, str, str, bool]:
    """Saving one line in the grid of a draft of that size, as the script on the page does."""
    app = create_app(Pengaturan.muat(folder))
    with app.app_context():
        draf = versi_terkini(TAHUN)
        assert draf is not None
        if draf.terkunci_pada is not None:
            db.session.rollback()
            with transaksi():
                draf = buat_perubahan(TAHUN, "geser", "Ukur kisi", oleh=_pengguna("sekdes"))
        jalur = f"/keuangan/anggaran/versi/{draf.id}/isi/02.03.11"
        db.session.remove()
        db.engine.dispose()
    csrf, kuki = dalam.token(port, jalur, kuki)
    baris = {"csrf_token": csrf, "id": "", "sidik": "", "tanda": "ukur", "rekening": "5.3.5.03", "sumber_dana": "DDS",
             "uraian": "Semen", "volume": "2", "satuan": "sak", "harga": "68.000"}  # fmt: skip
    kirim = beban.post(f"{jalur}/baris", urlencode(baris), kuki, "Accept: application/json\r\n")
    h = beban.ukur(port, kirim, banyak=60)
    return "kisi: simpan satu baris, p95", f"{h.p95:.0f} ms", "≤ 40 ms", h.p95 <= 40


def aturan_dan_siskeudes(folder: Path, versi_id: int) -> list[tuple[str, str, str, bool]]:
    """All rules over the whole budget, and a Siskeudes export of that size read and written (then undone)."""
    app = create_app(Pengaturan.muat(folder))
    with app.app_context():
        versi = db.session.get_one(VersiAnggaran, versi_id)
        aturan = min(_lama(lambda: periksa(lingkup(versi))) for _ in range(5))
        isi, rab = isi_versi(versi), rab_versi(versi)
        butir = [ButirBaru(b.kunci, r.uraian, r.volume, r.satuan, r.harga) for b in isi.baris for r in rab[b.id]]
        kegiatan = [KegiatanBaru(k.kode, k.nama) for k in isi.kegiatan.values()]
        arsip = zip_siskeudes(tabel_anggaran({"2": butir, "3": butir}, kegiatan, tahun=TAHUN + 1))
        db.session.rollback()
        with suppress(_Batal), transaksi():
            sekdes = _pengguna("sekdes")
            impor = _lama(lambda: ambil(baca_kiriman(io.BytesIO(arsip)), oleh=sekdes, nama="ukur.zip"))
            raise _Batal
        db.session.remove()
        db.engine.dispose()
    return [(f"periksa semua aturan, {len(butir)} baris RAB", f"{aturan * 1000:.0f} ms", "≤ 200 ms", aturan <= 0.2),
            (f"impor Siskeudes, 2 x {len(butir)} baris RAB", f"{impor:.2f} dtk", "≤ 5 dtk", impor <= 5)]  # fmt: skip


class _Batal(Exception):
    """Undo what was measured."""


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


def _lama(kerja: Callable[[], object]) -> float:
    mulai = time.perf_counter()
    assert kerja()
    return time.perf_counter() - mulai
