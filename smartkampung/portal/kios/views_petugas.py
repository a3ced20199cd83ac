"""Staff enrol the device they are holding as the kiosk, and take devices out."""

from __future__ import annotations

from flask import Blueprint, current_app, flash, make_response, redirect, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user, logout_user

from smartkampung.akun import sesi
from smartkampung.audit.services import catat
from smartkampung.inti.izin import perlu_izin
from smartkampung.inti.web import Layar, ambil_atau_404
from smartkampung.portal.kios import services
from smartkampung.portal.kios.forms import FormPerangkat
from smartkampung.portal.kios.models import PerangkatKios
from smartkampung.portal.kios.views import JALUR, nama_kuki

bp = Blueprint("perangkat_kios", __name__, url_prefix="/surat/atur/kios")
SELAMANYA = 5 * 366 * 24 * 3600


@bp.get("")
@perlu_izin("surat.atur")
def daftar() -> ResponseReturnValue:
    """The devices."""
    return Layar("surat/kios.html", form=FormPerangkat(formdata=None), daftar=services.daftar()).tampil()


@bp.post("")
@perlu_izin("surat.atur")
def daftarkan() -> ResponseReturnValue:
    """This device becomes the kiosk: it gets its token, and the staff's login on it ends."""
    form = FormPerangkat()
    layar = Layar("surat/kios.html", form=form, daftar=services.daftar())
    if not form.validate():
        return layar.tampil()
    token = services.daftarkan(form.nama.data or "", oleh=current_user)
    catat("akun.keluar", oleh=current_user)
    sesi.keluar(current_user.token_sesi)
    logout_user()
    session.clear()
    respons = make_response(redirect(url_for("kios.mulai"), 303))
    aman = current_app.config["SESSION_COOKIE_SECURE"]
    respons.set_cookie(nama_kuki(), token, path=JALUR, max_age=SELAMANYA, httponly=True, samesite="Lax", secure=aman)
    return respons


@bp.post("/<int:perangkat_id>/cabut")
@perlu_izin("surat.atur")
def cabut(perangkat_id: int) -> ResponseReturnValue:
    """Take a device out."""
    perangkat = ambil_atau_404(PerangkatKios, perangkat_id)
    services.cabut(perangkat, oleh=current_user)
    flash(_("%(nama)s bukan kios lagi.", nama=perangkat.nama), "berhasil")
    return redirect(url_for(".daftar"), 303)
