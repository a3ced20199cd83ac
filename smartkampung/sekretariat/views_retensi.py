"""Pages of the archive: whose retention ended, the years, the minutes."""

from __future__ import annotations

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from smartkampung.extensions import db
from smartkampung.inti.izin import perlu_izin
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.web import Layar, ambil_atau_404
from smartkampung.sekretariat import retensi as arsip
from smartkampung.sekretariat.forms import FormJangka, FormMusnah
from smartkampung.sekretariat.kertas import kirim_lembar_pdf, kirim_lembar_xlsx
from smartkampung.sekretariat.models import MUSNAH, NASIB, Pemusnahan

bp = Blueprint("retensi", __name__, url_prefix="/sekretariat/retensi")


def _nasib() -> str:
    nasib = request.args.get("nasib", MUSNAH)
    return nasib if nasib in NASIB else MUSNAH


@bp.get("")
@perlu_izin("sekretariat.lihat")
def daftar() -> ResponseReturnValue:
    """Letters whose retention ended, by what follows; and the minutes so far."""
    nasib = _nasib()
    lembar = arsip.lembar_habis(arsip.yang_habis(current_user, nasib, batas=200), NASIB[nasib])
    lama = db.session.scalars(db.select(Pemusnahan).order_by(Pemusnahan.id.desc()).limit(20)).all()
    return render_template("sekretariat/retensi.html", lembar=lembar, nasib=nasib, lama=lama,
                           pilihan=list(NASIB.items()))  # fmt: skip


@bp.get("/xlsx")
@perlu_izin("sekretariat.lihat")
def xlsx() -> Response:
    """The list as a workbook."""
    nasib = _nasib()
    return kirim_lembar_xlsx(arsip.lembar_habis(arsip.yang_habis(current_user, nasib), NASIB[nasib]), "retensi.xlsx")


@bp.route("/jangka", methods=["GET", "POST"])
@perlu_izin("sekretariat.kelola")
def jangka() -> ResponseReturnValue:
    """The years that hold, and setting those of a code."""
    form = FormJangka()
    layar = Layar("sekretariat/retensi_jangka.html", form=form, semua=arsip.daftar_jangka())
    if not form.validate_on_submit():
        return layar.tampil()
    arsip.atur_jangka(form.klasifikasi.data or "", form.aktif.data or 0, form.inaktif.data or 0, form.nasib.data,
                      form.dasar.data or "", oleh=current_user)  # fmt: skip
    flash(_("Jangka simpan disimpan."), "berhasil")
    return redirect(url_for(".jangka"), 303)


@bp.route("/musnahkan", methods=["GET", "POST"])
@perlu_izin("sekretariat.kelola")
def musnahkan() -> ResponseReturnValue:
    """Write the minutes."""
    form = FormMusnah(tanggal=hari_desa())
    layar = Layar("sekretariat/retensi_musnah.html", form=form, banyak=len(arsip.yang_habis(current_user)))
    if not form.validate_on_submit():
        return layar.tampil()
    hasil = arsip.musnahkan(form.nomor.data or "", form.tanggal.data, form.cara.data or "", form.saksi.data or "",
                            oleh=current_user)  # fmt: skip
    flash(_("Berita acara %(n)s tersimpan. Nomor suratnya tetap ada di register.", n=hasil.nomor), "berhasil")
    return redirect(url_for(".daftar"), 303)


@bp.get("/berita-acara/<int:pemusnahan_id>")
@perlu_izin("sekretariat.kelola")
def berita_acara(pemusnahan_id: int) -> Response:
    """The minutes on paper."""
    hasil = ambil_atau_404(Pemusnahan, pemusnahan_id)
    return kirim_lembar_pdf(arsip.lembar_berita_acara(hasil), f"berita-acara-{hasil.id}.pdf", buku=True)
