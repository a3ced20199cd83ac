"""The report of times: by kind, month or officer, for a month, a quarter or a year; as a page, XLSX, and PDF."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from smartkampung.audit.simpanan import ingat
from smartkampung.desa.kop import kop_surat
from smartkampung.desa.queries import profil
from smartkampung.inti.formulir import rapikan
from smartkampung.inti.izin import perlu_izin
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.pdf import Kertas, pdf_lembar
from smartkampung.inti.tanggal import Periode, sekarang
from smartkampung.inti.web import kirim_pdf, unduh
from smartkampung.inti.xlsx import buku_ke_bytes
from smartkampung.surat.queries import pilihan_bulan, pilihan_jenis
from smartkampung.surat.views import XLSX
from smartkampung.surat.waktu import queries
from smartkampung.surat.waktu.queries import MENURUT, SaringWaktu

bp = Blueprint("waktu_surat", __name__, url_prefix="/surat/waktu")


def _rentang(teks: str) -> tuple[Periode, Periode]:
    """A month (`2026-11`), a year (`2026`), or the last three months; this month when it is nonsense."""
    kini = Periode.dari(hari_desa())
    if teks == "3":
        return kini.sebelum().sebelum(), kini
    if len(teks) == 4 and teks.isascii() and teks.isdecimal() and 1900 <= int(teks) <= 9998:
        return Periode(int(teks), 1), Periode(int(teks), 12)
    try:
        bulan = Periode.baca(teks)
    except ValueError:
        bulan = kini
    return bulan, bulan


def _saring() -> SaringWaktu:
    dari, sampai = _rentang(request.args.get("periode", ""))
    menurut = request.args.get("menurut", "jenis")
    return SaringWaktu(
        dari, sampai, menurut if menurut in MENURUT else "jenis", (rapikan(request.args.get("jenis", "")) or "")[:60],
        max(0, request.args.get("petugas", 0, type=int)) % 2**31,
    )  # fmt: skip


def _pilihan_periode() -> list[tuple[str, str]]:
    tahun = hari_desa().year
    bulan = pilihan_bulan()[1:]
    return [*bulan[:1], ("3", _("3 bulan terakhir")), (str(tahun), str(tahun)), (str(tahun - 1), str(tahun - 1)),
            *bulan[1:]]  # fmt: skip


@bp.get("")
@perlu_izin("surat.laporan")
def lihat() -> ResponseReturnValue:
    """The figures, and the table by what was chosen."""
    saring = _saring()
    lembar = ingat(("waktu_surat", saring), lambda: queries.lembar_waktu(saring))
    banyak, tepat = lembar.jumlah("banyak"), lembar.jumlah("tepat")
    return render_template(
        "surat/waktu.html", saring=saring, lembar=lembar, banyak=banyak,
        persen=f"{round(100 * tepat / banyak)} %" if banyak else "—", lewat=queries.lewat_janji(),
        periode=_pilihan_periode(), pilih_periode=request.args.get("periode", ""), menurut=list(MENURUT.items()),
        jenis=[("", _("Semua jenis")), *pilihan_jenis()],
        petugas=[("", _("Semua petugas")), *queries.petugas()],
        unduhan={kunci: nilai for kunci, nilai in request.args.items() if kunci in ARGUMEN},
    )  # fmt: skip


ARGUMEN = ("periode", "menurut", "jenis", "petugas")


@bp.get("/xlsx")
@perlu_izin("surat.laporan")
def xlsx() -> Response:
    """The same table as a workbook."""
    return unduh(buku_ke_bytes([queries.lembar_waktu(_saring())]), "waktu-surat.xlsx", XLSX)


@bp.get("/cetak")
@perlu_izin("surat.laporan")
def cetak() -> Response:
    """The same table on paper."""
    kertas: Kertas = "a4" if profil().kertas.lower() == "a4" else "f4"
    isi = pdf_lembar(queries.lembar_waktu(_saring()), kop_surat(), pada=sekarang(), kertas=kertas)
    return kirim_pdf(isi, "waktu-surat.pdf")
