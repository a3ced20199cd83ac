"""Pages of bank accounts."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from smartkampung.inti.izin import perlu_izin
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.web import Layar, ambil_atau_404
from smartkampung.keuangan.kas.models import RekeningBank
from smartkampung.keuangan.kas.saldo import posisi
from smartkampung.keuangan.penerimaan.forms import FormRekening
from smartkampung.keuangan.penerimaan.rekening import semua_rekening, simpan_rekening

bp = Blueprint("rekening_desa", __name__, url_prefix="/keuangan/rekening-bank")


@bp.get("")
@perlu_izin("keuangan.lihat")
def daftar() -> ResponseReturnValue:
    """The accounts with what they hold."""
    return render_template("keuangan/kas/rekening.html", semua=semua_rekening(), saldo=posisi(hari_desa().year).bank)


@bp.route("/baru", methods=["GET", "POST"])
@perlu_izin("keuangan.bendahara")
def baru() -> ResponseReturnValue:
    """Add one."""
    return _ubah(None)


@bp.route("/<int:rekening_id>", methods=["GET", "POST"])
@perlu_izin("keuangan.bendahara")
def ubah(rekening_id: int) -> ResponseReturnValue:
    """Change one."""
    return _ubah(ambil_atau_404(RekeningBank, rekening_id))


def _ubah(satu: RekeningBank | None) -> ResponseReturnValue:
    form: Any = FormRekening(obj=satu)
    layar = Layar("keuangan/kas/isian.html", form=form, judul=_("Rekening bank") if satu else _("Rekening bank baru"),
                  ket=_("Rekening kas desa di bank, dengan spesimen kepala desa dan kaur keuangan."),
                  tombol=_("Simpan"), batal=url_for(".daftar"))  # fmt: skip
    if not form.validate_on_submit():
        return layar.tampil()
    hasil = simpan_rekening(satu, form.bank.data, form.nomor.data, form.atas_nama.data, utama=form.utama.data,
                            aktif=form.aktif.data, oleh=current_user)  # fmt: skip
    flash(_("%(r)s disimpan.", r=hasil.sebutan), "berhasil")
    return redirect(url_for(".daftar"), 303)
