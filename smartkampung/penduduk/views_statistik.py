"""The statistics page: totals, dusun, age pyramid, one coded fact; each with its table."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from smartkampung.inti.izin import perlu_izin
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.web import unduh
from smartkampung.penduduk import statistik
from smartkampung.penduduk.ekspor import MIME

bp = Blueprint("statistik", __name__, url_prefix="/statistik")


@bp.get("")
@perlu_izin("penduduk.lihat", "rekap.lihat")
def lihat() -> ResponseReturnValue:
    """How many, where, how old, and by one fact of choice. Counts only, no person."""
    hari, menurut = hari_desa(), request.args.get("menurut", "pekerjaan")
    if menurut not in statistik.MENURUT:
        menurut = "pekerjaan"
    return render_template(
        "penduduk/statistik.html", hari=hari, jumlah=statistik.jumlah(hari),
        dusun=statistik.lembar_dusun(hari),
        piramida=statistik.piramida(hari), menurut=menurut, lembar=statistik.lembar_menurut(menurut, hari),
        pilihan=[(k, judul) for k, (_, judul) in statistik.MENURUT.items()])


@bp.get("/unduh")
@perlu_izin("penduduk.lihat", "rekap.lihat")
def unduh_statistik() -> ResponseReturnValue:
    """All counts as a workbook."""
    from smartkampung.inti.xlsx import buku_ke_bytes

    hari = hari_desa()
    lembar = [statistik.lembar_dusun(hari), statistik.lembar_umur(hari),
              *(statistik.lembar_menurut(k, hari) for k in statistik.MENURUT)]
    return unduh(buku_ke_bytes(lembar), f"statistik-penduduk-{hari:%Y-%m-%d}.xlsx", MIME["xlsx"])
