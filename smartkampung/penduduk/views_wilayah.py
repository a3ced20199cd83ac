"""Pages of the places of the village: dusun, RW, RT."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from smartkampung.inti.izin import perlu_izin
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.web import Layar, ambil_atau_404
from smartkampung.penduduk import queries, statistik
from smartkampung.penduduk import services_keluarga as services
from smartkampung.penduduk.cakupan import yang_terlihat
from smartkampung.penduduk.forms import WilayahForm
from smartkampung.penduduk.models import Wilayah

bp = Blueprint("wilayah", __name__, url_prefix="/wilayah")


@bp.get("")
@perlu_izin("penduduk.lihat")
def daftar() -> ResponseReturnValue:
    """Dusun, RW, RT with their counts."""
    return render_template("penduduk/wilayah.html", daftar=yang_terlihat(current_user, queries.daftar_wilayah()),
                           jumlah=statistik.per_wilayah(hari_desa()))


@bp.route("/tambah", methods=["GET", "POST"])
@perlu_izin("penduduk.ubah")
def tambah() -> ResponseReturnValue:
    """Add an RT."""
    form = WilayahForm()
    layar = Layar("penduduk/wilayah_isi.html", form=form, tempat=None)
    if not form.validate_on_submit():
        return layar.tampil()
    tempat = services.tambah_wilayah(form.dusun.data, form.rw.data or "", form.rt.data or "",
                                     oleh=current_user)
    flash(_("%(tempat)s tersimpan.", tempat=tempat.uraian), "berhasil")
    return redirect(url_for(".daftar"), 303)


@bp.route("/<int:wilayah_id>", methods=["GET", "POST"])
@perlu_izin("penduduk.ubah")
def ubah(wilayah_id: int) -> ResponseReturnValue:
    """Rename an RT; a new dusun name holds for the whole dusun."""
    tempat = ambil_atau_404(Wilayah, wilayah_id)
    form = WilayahForm(obj=tempat)
    layar = Layar("penduduk/wilayah_isi.html", form=form, tempat=tempat)
    if not form.validate_on_submit():
        return layar.tampil()
    services.ubah_wilayah(tempat, form.dusun.data, form.rw.data or "", form.rt.data or "", oleh=current_user)
    flash(_("%(tempat)s tersimpan.", tempat=tempat.uraian), "berhasil")
    return redirect(url_for(".daftar"), 303)


@bp.post("/<int:wilayah_id>/hapus")
@perlu_izin("penduduk.ubah")
def hapus(wilayah_id: int) -> ResponseReturnValue:
    """Delete an RT nobody lives in."""
    services.hapus_wilayah(ambil_atau_404(Wilayah, wilayah_id), oleh=current_user)
    flash(_("Wilayah dihapus."), "berhasil")
    return redirect(url_for(".daftar"), 303)
