"""Pages of DPAL: last year's kegiatan that are carried on."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from smartkampung.inti.galat import TidakDitemukan
from smartkampung.inti.izin import perlu_izin
from smartkampung.inti.tanggal import tanggal_panjang
from smartkampung.inti.uang import NOL, baca_rupiah, rupiah
from smartkampung.inti.web import Layar, ambil_atau_404
from smartkampung.keuangan.dpa import lanjutan
from smartkampung.keuangan.dpa.forms import FormDPAL
from smartkampung.keuangan.dpa.models import BERLAKU, DPA, BarisDPA
from smartkampung.keuangan.dpa.queries import Pos, baris_dpa, dpa_tahun
from smartkampung.keuangan.dpa.views import tahun_dipilih
from smartkampung.keuangan.laporan.kemajuan import BELUM, Fisik, fisik_tahun

bp = Blueprint("dpal", __name__, url_prefix="/keuangan/dpa/lanjutan")
SELESAI = 100  # percent: nothing is left to carry on


@bp.get("")
@perlu_izin("keuangan.susun")
def daftar() -> ResponseReturnValue:
    """Last year's DPA in force, and the DPAL of this year."""
    tahun = tahun_dipilih()
    ada = {d.kegiatan: d for d in dpa_tahun(tahun) if d.lanjutan}
    return render_template("keuangan/dpa/dpal.html", tahun=tahun, lalu=lanjutan.dpa_tahun_lalu(tahun), ada=ada)


@bp.route("/<int:lalu_id>", methods=["GET", "POST"])
@perlu_izin("keuangan.susun")
def buat(lalu_id: int) -> ResponseReturnValue:
    """What is left of a kegiatan per line, and what it rests on."""
    lalu = ambil_atau_404(DPA, lalu_id)
    fisik = fisik_tahun(lalu.tahun, date(lalu.tahun, 12, 31)).get(lalu.kegiatan, BELUM)
    form = FormDPAL(persen_fisik=fisik.persen if fisik.tanggal and fisik.persen < SELESAI else None)
    if lalu.keadaan != BERLAKU:
        raise TidakDitemukan()
    baris = baris_dpa(lalu)
    sisa, galat = _baca(baris) if request.method == "POST" else ({}, {})
    buku = lanjutan.sisa_menurut_buku(lalu)
    mentah = request.form or {f"sisa{b.id}": rupiah(buku[b.rekening, b.sumber_dana], simbol=False) for b in baris
                              if 0 < buku[b.rekening, b.sumber_dana] < b.nilai}  # fmt: skip
    layar = Layar("keuangan/dpa/dpal_buat.html", form=form, lalu=lalu, baris=baris, galat=galat, mentah=mentah,
                  buku=buku, fisik=fisik, asal_fisik=_asal_fisik(fisik, lalu.tahun))  # fmt: skip
    if not form.validate_on_submit() or galat:
        return layar.tampil()
    isian: dict[str, Any] = {"dasar_silpa": form.dasar_silpa.data or "", "persen_fisik": form.persen_fisik.data or 0}
    dpal = lanjutan.buat_dpal(lalu, sisa, oleh=current_user, **isian)
    flash(_("%(d)s dibuat. Atur rencana bulanannya, lalu ajukan.", d=dpal.sebutan), "berhasil")
    return redirect(url_for("dpa.lihat", dpa_id=dpal.id), 303)


def _asal_fisik(fisik: Fisik, tahun: int) -> str:
    """Where the percent came from, beside the field."""
    if fisik.tanggal is None:
        return _("Belum ada kemajuan yang dicatat untuk kegiatan ini dalam tahun %(t)s.", t=tahun)
    catatan = {"p": fisik.persen, "t": tanggal_panjang(fisik.tanggal)}
    if fisik.persen >= SELESAI:
        return _("Catatan kemajuan %(t)s menyebut %(p)s %%. Periksa dulu apa yang masih dilanjutkan.", **catatan)
    return _("Dari catatan kemajuan %(t)s: %(p)s %%. Ubah bila keadaan akhir tahun lain.", **catatan)


def _baca(baris: list[BarisDPA]) -> tuple[dict[Pos, Decimal], dict[int, str]]:
    sisa: dict[Pos, Decimal] = {}
    galat: dict[int, str] = {}
    for b in baris:
        teks = request.form.get(f"sisa{b.id}", "").strip()
        try:
            nilai = baca_rupiah(teks) if teks else NOL
            if nilai < 0:
                raise ValueError(teks)
            sisa[b.rekening, b.sumber_dana] = nilai
        except ValueError:
            galat[b.id] = _("Tulis sisa %(r)s dengan angka, misalnya 1.500.000.", r=b.rekening)
    return sisa, galat
