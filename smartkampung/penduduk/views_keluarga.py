"""Pages of families."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from smartkampung.inti.formulir import kunci_baris
from smartkampung.inti.galat import TidakDitemukan
from smartkampung.inti.izin import perlu_izin
from smartkampung.inti.web import Layar, ambil_atau_404
from smartkampung.penduduk import queries
from smartkampung.penduduk import services_keluarga as services
from smartkampung.penduduk.cakupan import wilayah_terlihat, yang_terlihat
from smartkampung.penduduk.forms import KeluargaForm
from smartkampung.penduduk.models import Keluarga
from smartkampung.penduduk.referensi import KEPALA_KELUARGA
from smartkampung.penduduk.tampilan import riwayat

bp = Blueprint("keluarga", __name__, url_prefix="/keluarga")


@bp.get("")
@perlu_izin("penduduk.lihat")
def perlu_kepala() -> ResponseReturnValue:
    """Families without exactly one living head."""
    return render_template("penduduk/perlu_kepala.html", daftar=queries.keluarga_bermasalah(
        wilayah_terlihat(current_user)))


@bp.get("/<int:keluarga_id>")
@perlu_izin("penduduk.lihat")
def lihat(keluarga_id: int) -> ResponseReturnValue:
    """One family: number masked, members, history."""
    keluarga = ambil_atau_404(Keluarga, keluarga_id)
    semua = queries.anggota(keluarga.id)
    anggota = yang_terlihat(current_user, semua)
    if semua and not anggota:
        raise TidakDitemukan()
    hidup = [a for a in anggota if a.hidup]
    kepala = [a for a in hidup if a.hubungan_keluarga == KEPALA_KELUARGA]
    return render_template("penduduk/keluarga.html", keluarga=keluarga, anggota=anggota, hidup=hidup,
                           kepala=kepala,
                           riwayat=riwayat("keluarga", keluarga.id),
                           contoh=next(iter(kepala or hidup or anggota), None))


@bp.route("/<int:keluarga_id>/ubah", methods=["GET", "POST"])
@perlu_izin("penduduk.ubah")
def ubah(keluarga_id: int) -> ResponseReturnValue:
    """Correct the number, or move the whole family inside the village."""
    keluarga = ambil_atau_404(Keluarga, keluarga_id)
    satu = next((a for a in queries.anggota(keluarga.id)), None)
    form = KeluargaForm(data={"alamat": satu.alamat, "wilayah_id": str(satu.wilayah_id)} if satu else {})
    layar = Layar("penduduk/keluarga_ubah.html", form=form, keluarga=keluarga)
    if not form.validate_on_submit():
        return layar.tampil()
    services.ubah_keluarga(keluarga, no_kk=form.no_kk.data or "", alamat=form.alamat.data or "",
                           wilayah_id=int(form.wilayah_id.data), oleh=current_user)
    flash(_("Keluarga tersimpan."), "berhasil")
    return redirect(url_for(".lihat", keluarga_id=keluarga.id), 303)


@bp.post("/<int:keluarga_id>/kepala")
@perlu_izin("penduduk.ubah")
def kepala(keluarga_id: int) -> ResponseReturnValue:
    """Name the head."""
    keluarga = ambil_atau_404(Keluarga, keluarga_id)
    services.tetapkan_kepala(keluarga, request.form.get("penduduk_id", 0, type=kunci_baris), oleh=current_user)
    flash(_("Kepala keluarga ditetapkan. Periksa hubungan anggota lainnya."), "berhasil")
    return redirect(url_for(".lihat", keluarga_id=keluarga.id), 303)
