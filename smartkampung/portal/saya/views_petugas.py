"""The counter's page about a resident's PIN: give it, reset it, take it back."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from smartkampung.extensions import db
from smartkampung.inti.galat import TidakDitemukan
from smartkampung.inti.izin import perlu_izin, tanpa_kunci_tulis
from smartkampung.inti.web import Layar, ambil_atau_404
from smartkampung.penduduk.queries import FaktaPenduduk, fakta
from smartkampung.portal.saya import services
from smartkampung.portal.saya.forms import FormPin
from smartkampung.portal.saya.models import PinWarga
from smartkampung.surat.sekali import kerjakan_sekali

bp = Blueprint("pin_warga", __name__, url_prefix="/penduduk/<int:penduduk_id>/pin")


def _orang(penduduk_id: int) -> FaktaPenduduk:
    orang = fakta(penduduk_id)
    if orang is None:
        raise TidakDitemukan()
    return orang


def _layar(penduduk_id: int, form: FormPin) -> Layar:
    return Layar("surat/pin.html", form=form, orang=_orang(penduduk_id), pin=db.session.get(PinWarga, penduduk_id))


@bp.get("")
@perlu_izin("surat.buat")
def lihat(penduduk_id: int) -> ResponseReturnValue:
    """Whether there is a PIN, and the button that gives one."""
    return _layar(penduduk_id, FormPin(formdata=None)).tampil()


@bp.post("")
@perlu_izin("surat.buat")
@tanpa_kunci_tulis
def beri(penduduk_id: int) -> ResponseReturnValue:
    """Give a PIN, or a new one."""
    form = FormPin()
    layar = _layar(penduduk_id, form)
    if not form.validate():
        return layar.tampil()
    baru = services.siapkan_pin()

    def simpan() -> str:
        services.beri_pin(penduduk_id, baru, form.telepon.data or "", oleh=current_user)
        session["pin_baru"] = [penduduk_id, baru.pin]
        return url_for(".baru", penduduk_id=penduduk_id)

    return kerjakan_sekali(simpan)


@bp.get("/baru")
@perlu_izin("surat.buat")
def baru(penduduk_id: int) -> ResponseReturnValue:
    """The slip with the PIN, shown once."""
    milik, pin = session.pop("pin_baru", (0, ""))
    if milik != penduduk_id:
        return redirect(url_for(".lihat", penduduk_id=penduduk_id), 303)
    return render_template("surat/pin_baru.html", orang=_orang(penduduk_id), pin=pin,
                           alamat=url_for("surat_saya.masuk", _external=True))  # fmt: skip


@bp.post("/cabut")
@perlu_izin("surat.buat")
def cabut(penduduk_id: int) -> ResponseReturnValue:
    """Take the PIN back."""
    services.cabut_pin(ambil_atau_404(PinWarga, penduduk_id), oleh=current_user)
    flash(_("PIN dicabut. Warga ini tidak dapat masuk lagi sebelum diberi PIN baru."), "berhasil")
    return redirect(url_for(".lihat", penduduk_id=penduduk_id), 303)
