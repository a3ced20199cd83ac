"""Pages of the rules and figures of a fiscal year."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from smartkampung.inti.galat import TidakDitemukan
from smartkampung.inti.izin import perlu_izin
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.web import Layar
from smartkampung.keuangan.anggaran.isi import tahun_anggaran
from smartkampung.keuangan.aturan import parameter as atur
from smartkampung.keuangan.forms import FormParameter, FormSikap

bp = Blueprint("aturan_keuangan", __name__, url_prefix="/keuangan/aturan")


@bp.get("/")
@perlu_izin("keuangan.lihat")
def daftar() -> ResponseReturnValue:
    """Rules and parameters of a year, with their legal basis."""
    tahun = request.args.get("tahun", hari_desa().year, type=int)
    pilihan = sorted({*tahun_anggaran(), *atur.tahun_kiriman(), hari_desa().year, hari_desa().year + 1, tahun})
    isi = atur.aturan_tahun(min(max(tahun, 2015), 2100))
    per = {k: [p for p in isi.parameter.values() if p.aturan == k] for k in (*isi.aturan, "")}
    return render_template("keuangan/aturan/daftar.html", a=isi, per=per, pilihan=[(t, str(t)) for t in pilihan])


@bp.route("/<int:tahun>/aturan/<kode>", methods=["GET", "POST"])
@perlu_izin("keuangan.acuan")
def sikap(tahun: int, kode: str) -> ResponseReturnValue:
    """Switch a rule."""
    aturan = atur.aturan_tahun(tahun).aturan.get(kode)
    if aturan is None:
        raise TidakDitemukan()
    form = FormSikap(sikap=aturan.sikap, dasar=aturan.setempat)
    layar = Layar("keuangan/aturan/sikap.html", form=form, aturan=aturan, tahun=tahun)
    if not form.validate_on_submit():
        return layar.tampil()
    atur.atur_sikap(tahun, kode, form.sikap.data, form.dasar.data or "", oleh=current_user)
    flash(_("Aturan %(kode)s tahun %(tahun)s disimpan.", kode=kode, tahun=tahun), "berhasil")
    return redirect(url_for(".daftar", tahun=tahun), 303)


@bp.route("/<int:tahun>/parameter/<kode>", methods=["GET", "POST"])
@perlu_izin("keuangan.acuan")
def parameter(tahun: int, kode: str) -> ResponseReturnValue:
    """Set a figure."""
    isi = atur.aturan_tahun(tahun).parameter.get(kode)
    if isi is None:
        raise TidakDitemukan()
    form = FormParameter(nilai=isi.nilai, dasar=isi.setempat)
    form.nilai.render_kw = {"rows": 8 if isi.panjang else 1}
    layar = Layar("keuangan/aturan/parameter.html", form=form, parameter=isi, tahun=tahun)
    if not form.validate_on_submit():
        return layar.tampil()
    atur.atur_parameter(tahun, kode, form.nilai.data or "", form.dasar.data or "", oleh=current_user)
    flash(_("%(judul)s tahun %(tahun)s disimpan.", judul=isi.judul, tahun=tahun), "berhasil")
    return redirect(url_for(".daftar", tahun=tahun), 303)


@bp.post("/<int:tahun>/kembalikan/<kode>")
@perlu_izin("keuangan.acuan")
def kembalikan(tahun: int, kode: str) -> ResponseReturnValue:
    """Back to the shipped value."""
    atur.kembalikan(tahun, kode, oleh=current_user)
    flash(_("%(kode)s kembali ke nilai bawaan.", kode=kode), "berhasil")
    return redirect(url_for(".daftar", tahun=tahun), 303)


@bp.post("/<int:tahun>/salin")
@perlu_izin("keuangan.acuan")
def salin(tahun: int) -> ResponseReturnValue:
    """Take over the local values of the year before."""
    banyak = atur.salin_setempat(tahun - 1, tahun, oleh=current_user)
    kalimat = ngettext("%(num)s nilai disalin.", "%(num)s nilai disalin.", banyak) if banyak else _(
        "Tahun %(t)s tidak punya nilai setempat yang belum ada di sini.", t=tahun - 1)
    flash(kalimat, "berhasil" if banyak else "info")
    return redirect(url_for(".daftar", tahun=tahun), 303)
