"""The realisation on the public pages, beside the APBDes; and the banner."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from smartkampung.desa.queries import profil
from smartkampung.inti.galat import TidakDitemukan
from smartkampung.inti.izin import publik
from smartkampung.inti.web import kirim_pdf, unduh
from smartkampung.keuangan.baca.baliho import UKURAN_BALIHO
from smartkampung.keuangan.kertas.keluar import XLSX, xlsx_kertas
from smartkampung.keuangan.laporan.daftar import kertas_laporan
from smartkampung.keuangan.laporan.umum import baliho_realisasi, isi_umum, minta_umum, tahun_terbit, terbitan

bp = Blueprint("realisasi_umum", __name__, url_prefix="/realisasi")


@bp.get("")
@publik
def awal() -> ResponseReturnValue:
    """The newest year that was published."""
    tahun = tahun_terbit()
    if not tahun:
        return render_template("keuangan/laporan/umum.html", isi=None, desa=profil())
    return _tampil(tahun[0], tahun)


@bp.get("/<int:tahun>")
@publik
def lihat(tahun: int) -> ResponseReturnValue:
    """A year that was published."""
    return _tampil(tahun, tahun_terbit())


def _tampil(tahun: int, pilihan: list[int]) -> ResponseReturnValue:
    return render_template("keuangan/laporan/umum.html", isi=isi_umum(tahun), pilihan=pilihan, desa=profil(),
                           ukuran_baliho=UKURAN_BALIHO)  # fmt: skip


@bp.get("/<int:tahun>/baliho.pdf")
@publik
def baliho(tahun: int) -> Response:
    """The infographic: 3 × 2 m for the board, A3 for the wall."""
    ukuran = request.args.get("ukuran", "3x2")
    if ukuran not in UKURAN_BALIHO:
        raise TidakDitemukan()
    return kirim_pdf(baliho_realisasi(isi_umum(tahun), ukuran), f"baliho-realisasi-{tahun}-{ukuran}.pdf")


@bp.get("/<int:tahun>/realisasi.xlsx")
@publik
def xlsx(tahun: int) -> Response:
    """The LRA as a workbook."""
    satu = terbitan(tahun)
    if satu is None or not satu.terbit:
        raise TidakDitemukan()
    return unduh(xlsx_kertas(kertas_laporan("lra", minta_umum(tahun, satu.masa))), f"realisasi-{tahun}.xlsx", XLSX)
