"""Identity, hours, closed days, officials."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from smartkampung.desa import queries, services
from smartkampung.desa.forms import IdentitasForm, JamForm, LiburForm, LogoForm, PerangkatForm
from smartkampung.desa.models import Desa, HariLibur, JamLayanan, Perangkat
from smartkampung.extensions import db
from smartkampung.inti.galat import TidakDitemukan
from smartkampung.inti.izin import perlu_izin, publik
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.tanggal import HARI
from smartkampung.inti.web import Layar, ambil_atau_404, unduh

bp = Blueprint("desa", __name__, url_prefix="/desa")


@bp.get("")
@perlu_izin("desa.lihat")
def identitas() -> ResponseReturnValue:
    """Who we are, when we are open, who is in office."""
    hari = hari_desa()
    jam = db.session.scalars(db.select(JamLayanan).order_by(JamLayanan.hari, JamLayanan.buka)).all()
    libur = db.session.scalars(db.select(HariLibur).where(HariLibur.tanggal >= hari.replace(month=1, day=1))
                               .order_by(HariLibur.tanggal)).all()
    return render_template("desa/identitas.html", profil=queries.profil(), jam=jam, libur=libur, nama_hari=HARI,
                           perangkat=queries.daftar_perangkat(), hari=hari,
                           penandatangan=queries.penandatangan(hari))


@bp.get("/logo")
@publik
def logo() -> ResponseReturnValue:
    """The emblem."""
    isi = queries.logo()
    if isi is None:
        raise TidakDitemukan()
    respons = unduh(isi[0], "logo", isi[1], lampiran=False)
    respons.headers["Cache-Control"] = "public, max-age=86400"
    return respons


@bp.route("/ubah", methods=["GET", "POST"])
@perlu_izin("desa.kelola")
def ubah() -> ResponseReturnValue:
    """Words, address, paper."""
    desa = ambil_atau_404(Desa, 1)
    form = IdentitasForm(obj=desa)
    layar = Layar("desa/ubah.html", form=form)
    if not form.validate_on_submit():
        return layar.tampil()
    services.ubah_identitas(desa, form.data, oleh=current_user)
    flash(_("Identitas desa disimpan."), "berhasil")
    return redirect(url_for(".identitas"), 303)


@bp.route("/logo/ganti", methods=["GET", "POST"])
@perlu_izin("desa.kelola")
def ganti_logo() -> ResponseReturnValue:
    """Replace the emblem."""
    form = LogoForm()
    layar = Layar("desa/logo.html", form=form)
    if not form.validate_on_submit():
        return layar.tampil()
    services.ganti_logo(ambil_atau_404(Desa, 1), form.logo.data.read(), oleh=current_user)
    flash(_("Logo diganti."), "berhasil")
    return redirect(url_for(".identitas"), 303)


@bp.route("/jam/tambah", methods=["GET", "POST"])
@perlu_izin("desa.kelola")
def tambah_jam() -> ResponseReturnValue:
    """Add a block of service hours."""
    form = JamForm()
    layar = Layar("desa/jam.html", form=form)
    if not form.validate_on_submit():
        return layar.tampil()
    services.tambah_jam(int(form.hari.data), form.buka.data, form.tutup.data, oleh=current_user)
    flash(_("Jam layanan disimpan."), "berhasil")
    return redirect(url_for(".identitas") + "#jam", 303)


@bp.post("/jam/<int:jam_id>/hapus")
@perlu_izin("desa.kelola")
def hapus_jam(jam_id: int) -> ResponseReturnValue:
    """Take a block away."""
    services.hapus_jam(ambil_atau_404(JamLayanan, jam_id), oleh=current_user)
    flash(_("Jam layanan dihapus."), "berhasil")
    return redirect(url_for(".identitas") + "#jam", 303)


@bp.route("/libur/tambah", methods=["GET", "POST"])
@perlu_izin("desa.kelola")
def tambah_libur() -> ResponseReturnValue:
    """Close a day."""
    form = LiburForm()
    layar = Layar("desa/libur.html", form=form)
    if not form.validate_on_submit():
        return layar.tampil()
    services.tambah_libur(form.tanggal.data, form.nama.data, oleh=current_user)
    flash(_("Hari libur disimpan."), "berhasil")
    return redirect(url_for(".identitas") + "#libur", 303)


@bp.post("/libur/hapus")
@perlu_izin("desa.kelola")
def hapus_libur() -> ResponseReturnValue:
    """Open a day again."""
    libur = next((x for x in db.session.scalars(db.select(HariLibur))
                  if x.tanggal.isoformat() == request.form.get("tanggal")), None)
    if libur is None:
        raise TidakDitemukan()
    services.hapus_libur(libur, oleh=current_user)
    flash(_("Hari libur dihapus."), "berhasil")
    return redirect(url_for(".identitas") + "#libur", 303)


@bp.route("/perangkat/tambah", methods=["GET", "POST"])
@perlu_izin("desa.kelola")
def tambah_perangkat() -> ResponseReturnValue:
    """Add an official."""
    form = PerangkatForm(mulai=hari_desa(), urut=50)
    layar = Layar("desa/perangkat.html", form=form, perangkat=None)
    if not form.validate_on_submit():
        return layar.tampil()
    services.simpan_perangkat(None, form.data, oleh=current_user)
    flash(_("Perangkat desa disimpan."), "berhasil")
    return redirect(url_for(".identitas") + "#perangkat", 303)


@bp.route("/perangkat/<int:perangkat_id>", methods=["GET", "POST"])
@perlu_izin("desa.kelola")
def ubah_perangkat(perangkat_id: int) -> ResponseReturnValue:
    """Correct an official, or end the term by its last day."""
    perangkat = ambil_atau_404(Perangkat, perangkat_id)
    form = PerangkatForm(obj=perangkat)
    layar = Layar("desa/perangkat.html", form=form, perangkat=perangkat)
    if not form.validate_on_submit():
        return layar.tampil()
    services.simpan_perangkat(perangkat, form.data, oleh=current_user)
    flash(_("Perangkat desa disimpan."), "berhasil")
    return redirect(url_for(".identitas") + "#perangkat", 303)
