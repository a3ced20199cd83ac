"""The page of transfers for the bank."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from smartkampung.inti.galat import TidakDitemukan
from smartkampung.inti.izin import perlu_izin
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.lembar import lembar_csv
from smartkampung.inti.uang import NOL
from smartkampung.inti.web import unduh
from smartkampung.inti.xlsx import buku_ke_bytes
from smartkampung.keuangan.belanja.daftar_bayar import Transfer, calon, lembar_bayar, transfer
from smartkampung.keuangan.kertas.keluar import XLSX

bp = Blueprint("daftar_bayar", __name__, url_prefix="/keuangan/daftar-bayar")


def _tanggal() -> date:
    try:
        return date.fromisoformat(request.args.get("tanggal", ""))
    except ValueError:
        return hari_desa()


@bp.get("")
@perlu_izin("keuangan.bendahara")
def lihat() -> ResponseReturnValue:
    """What can be transferred on a day; those without an account are marked."""
    hari = _tanggal()
    semua = [(d, transfer(d)) for d in calon(hari)]
    jumlah = sum((t.nilai for _d, isi in semua for t in isi if t.bisa), NOL)
    return render_template("keuangan/belanja/daftar_bayar.html", hari=hari, semua=semua, jumlah=jumlah)


@bp.get("/unduh")
@perlu_izin("keuangan.bendahara")
def ambil() -> Response:
    """The chosen transfers as XLSX or CSV."""
    hari, pilih = _tanggal(), set(request.args.getlist("spp", type=int))
    bentuk = request.args.get("bentuk", "xlsx")
    isi: list[Transfer] = [t for d in calon(hari) if d.id in pilih for t in transfer(d)]
    lembar, nama = lembar_bayar(isi, hari), f"daftar-transfer-{hari.isoformat()}"
    if bentuk == "csv":
        return unduh(lembar_csv(lembar), f"{nama}.csv", "text/csv")
    if bentuk == "xlsx":
        return unduh(buku_ke_bytes([lembar]), f"{nama}.xlsx", XLSX)
    raise TidakDitemukan()
