"""Accounts of the office: who may log in, as what, from when to when."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from smartkampung.akun import services
from smartkampung.akun.forms import AkhiriForm, PenggunaForm, PenugasanForm, UbahPenggunaForm
from smartkampung.akun.models import Pengguna, Penugasan
from smartkampung.akun.queries import daftar_pengguna
from smartkampung.inti.galat import TidakDitemukan
from smartkampung.inti.izin import perlu_izin
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.web import Layar, ambil_atau_404

bp = Blueprint("pengguna", __name__, url_prefix="/pengguna")


@bp.get("")
@perlu_izin("akun.kelola")
def daftar() -> ResponseReturnValue:
    """All accounts with their roles of today."""
    return render_template("pengguna/daftar.html", daftar=daftar_pengguna())


@bp.route("/buat", methods=["GET", "POST"])
@perlu_izin("akun.kelola")
def buat() -> ResponseReturnValue:
    """Create an account; the temporary password is shown once."""
    form = PenggunaForm()
    layar = Layar("pengguna/buat.html", form=form)
    if not form.validate_on_submit():
        return layar.tampil()
    pengguna, sementara = services.buat_pengguna(form.nama_pengguna.data, form.nama.data,
                                                 nip=form.nip.data or "", oleh=current_user)
    session["sandi_sementara"] = [pengguna.id, sementara]
    return redirect(url_for(".lihat", pengguna_id=pengguna.id), 303)


@bp.get("/<int:pengguna_id>")
@perlu_izin("akun.kelola")
def lihat(pengguna_id: int) -> ResponseReturnValue:
    """One account: its roles over time, and what an admin may do."""
    pengguna = ambil_atau_404(Pengguna, pengguna_id)
    sementara = session.get("sandi_sementara") or [0, ""]
    if sementara[0] == pengguna_id:
        session.pop("sandi_sementara")
    return render_template("pengguna/lihat.html", orang=pengguna, hari=hari_desa(),
                           sandi=sementara[1] if sementara[0] == pengguna_id else "")


@bp.route("/<int:pengguna_id>/ubah", methods=["GET", "POST"])
@perlu_izin("akun.kelola")
def ubah(pengguna_id: int) -> ResponseReturnValue:
    """Correct name and NIP."""
    pengguna = ambil_atau_404(Pengguna, pengguna_id)
    form = UbahPenggunaForm(obj=pengguna)
    layar = Layar("pengguna/ubah.html", form=form, orang=pengguna)
    if not form.validate_on_submit():
        return layar.tampil()
    services.ubah_pengguna(pengguna, nama=form.nama.data, nip=form.nip.data or "", oleh=current_user)
    flash(_("Akun %(nama)s disimpan.", nama=pengguna.nama), "berhasil")
    return redirect(url_for(".lihat", pengguna_id=pengguna_id), 303)


@bp.route("/<int:pengguna_id>/tugaskan", methods=["GET", "POST"])
@perlu_izin("akun.kelola")
def tugaskan(pengguna_id: int) -> ResponseReturnValue:
    """Give a role from a day to a day."""
    pengguna = ambil_atau_404(Pengguna, pengguna_id)
    form = PenugasanForm(mulai=hari_desa())
    layar = Layar("pengguna/tugaskan.html", form=form, orang=pengguna)
    if not form.validate_on_submit():
        return layar.tampil()
    services.tugaskan(pengguna, form.peran.data, sifat=form.sifat.data, mulai=form.mulai.data,
                      sampai=form.sampai.data, nomor_sk=form.nomor_sk.data or "",
                      cakupan=form.cakupan.data or "", oleh=current_user)
    flash(_("Penugasan %(nama)s disimpan.", nama=pengguna.nama), "berhasil")
    return redirect(url_for(".lihat", pengguna_id=pengguna_id), 303)


@bp.route("/<int:pengguna_id>/penugasan/<int:tugas_id>/akhiri", methods=["GET", "POST"])
@perlu_izin("akun.kelola")
def akhiri(pengguna_id: int, tugas_id: int) -> ResponseReturnValue:
    """End an assignment."""
    tugas = ambil_atau_404(Penugasan, tugas_id)
    if tugas.pengguna_id != pengguna_id:
        raise TidakDitemukan()
    form = AkhiriForm(sampai=tugas.sampai or hari_desa())
    layar = Layar("pengguna/akhiri.html", form=form, tugas=tugas, orang=tugas.pengguna)
    if not form.validate_on_submit():
        return layar.tampil()
    services.akhiri_penugasan(tugas, form.sampai.data, oleh=current_user)
    flash(_("Penugasan diakhiri."), "berhasil")
    return redirect(url_for(".lihat", pengguna_id=pengguna_id), 303)


@bp.post("/<int:pengguna_id>/setel-sandi")
@perlu_izin("akun.kelola")
def setel_sandi(pengguna_id: int) -> ResponseReturnValue:
    """Give a temporary password, shown once."""
    pengguna = ambil_atau_404(Pengguna, pengguna_id)
    session["sandi_sementara"] = [pengguna_id, services.setel_sandi(pengguna, oleh=current_user)]
    return redirect(url_for(".lihat", pengguna_id=pengguna_id), 303)


@bp.post("/<int:pengguna_id>/lepas-totp")
@perlu_izin("akun.kelola")
def lepas_totp(pengguna_id: int) -> ResponseReturnValue:
    """Take the second factor off for somebody who lost phone and codes."""
    pengguna = ambil_atau_404(Pengguna, pengguna_id)
    services.lepas_totp(pengguna, oleh=current_user)
    flash(_("Kode kedua %(nama)s dilepas; dipasang lagi saat masuk.", nama=pengguna.nama), "berhasil")
    return redirect(url_for(".lihat", pengguna_id=pengguna_id), 303)


@bp.post("/<int:pengguna_id>/aktif")
@perlu_izin("akun.kelola")
def aktif(pengguna_id: int) -> ResponseReturnValue:
    """Switch an account off, or on again."""
    pengguna = ambil_atau_404(Pengguna, pengguna_id)
    services.aktifkan(pengguna, not pengguna.aktif, oleh=current_user)
    flash(_("Akun %(nama)s diaktifkan.", nama=pengguna.nama) if pengguna.aktif
          else _("Akun %(nama)s dinonaktifkan dan sesinya diakhiri.", nama=pengguna.nama), "berhasil")
    return redirect(url_for(".lihat", pengguna_id=pengguna_id), 303)
