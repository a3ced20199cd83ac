"""The books of the secretariat: on screen, as workbook, on paper."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from smartkampung.inti.galat import TidakDitemukan
from smartkampung.inti.izin import perlu_izin
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.lembar import Lembar
from smartkampung.inti.tanggal import Periode
from smartkampung.sekretariat import buku
from smartkampung.sekretariat.kertas import kirim_lembar_pdf, kirim_lembar_xlsx

bp = Blueprint("buku_sekretariat", __name__, url_prefix="/sekretariat/buku")
BANYAK_LAYAR = 200


def _pilihan() -> tuple[int, int]:
    """Year and month (0: whole year) of the address; what cannot be counts as this year."""
    kini = hari_desa().year
    tahun, bulan = request.args.get("tahun", kini, type=int), request.args.get("bulan", 0, type=int)
    return tahun if 1945 <= tahun <= kini + 1 else kini, bulan if 0 <= bulan <= 12 else 0


def _lembar(kode: str) -> tuple[Lembar, str]:
    satu = buku.SEMUA.get(kode)
    if satu is None:
        raise TidakDitemukan()
    tahun, bulan = _pilihan()
    nama = f"buku-{kode}-{tahun}" + (f"-{bulan:02d}" if bulan else "")
    return buku.susun_buku(satu, tahun, bulan, current_user), nama


@bp.get("")
@perlu_izin("sekretariat.lihat")
def daftar() -> ResponseReturnValue:
    """The books there are."""
    return render_template("sekretariat/buku.html", semua=buku.SEMUA.values())


@bp.get("/<kode>")
@perlu_izin("sekretariat.lihat")
def lihat(kode: str) -> ResponseReturnValue:
    """One book; the last rows on screen, all of them in the downloads."""
    lembar, _nama = _lembar(kode)
    tahun, bulan = _pilihan()
    tampil = Lembar(lembar.kode, lembar.judul, lembar.kolom, lembar.baris[-BANYAK_LAYAR:], zona=lembar.zona)
    nama_bulan = [Periode(tahun, b).nama.split()[0] for b in range(1, 13)]
    return render_template(
        "sekretariat/buku_lihat.html", lembar=lembar, tampil=tampil, kode=kode, tahun=tahun, bulan=bulan,
        pilihan_tahun=[(t, str(t)) for t in range(hari_desa().year, hari_desa().year - 10, -1)],
        pilihan_bulan=[(0, _("Setahun")), *enumerate(nama_bulan, 1)],
    )  # fmt: skip


@bp.get("/<kode>/xlsx")
@perlu_izin("sekretariat.lihat")
def xlsx(kode: str) -> Response:
    """One book as a workbook."""
    lembar, nama = _lembar(kode)
    return kirim_lembar_xlsx(lembar, f"{nama}.xlsx")


@bp.get("/<kode>/pdf")
@perlu_izin("sekretariat.lihat")
def pdf(kode: str) -> Response:
    """One book on paper, with the two signatures."""
    lembar, nama = _lembar(kode)
    return kirim_lembar_pdf(lembar, f"{nama}.pdf", buku=True)
