"""The village's choices about letters: paraf, number pattern, kinds."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from smartkampung.inti.izin import perlu_izin
from smartkampung.inti.web import Layar, ambil_atau_404
from smartkampung.surat import pengaturan, queries
from smartkampung.surat.definisi import KELOMPOK, Definisi
from smartkampung.surat.forms import FormAtur, FormJenis
from smartkampung.surat.jenis import definisi_dari
from smartkampung.surat.models import JenisSurat

bp = Blueprint("atur_surat", __name__, url_prefix="/surat/atur")


@bp.route("", methods=["GET", "POST"])
@perlu_izin("surat.atur")
def lihat() -> ResponseReturnValue:
    """Paraf, number pattern, and the list of kinds."""
    form = FormAtur(obj=pengaturan.pengaturan_surat())
    layar = Layar("surat/atur.html", form=form, kelompok=_kelompok(), nyata=queries.waktu_nyata())
    if not form.validate_on_submit():
        return layar.tampil()
    pengaturan.atur(pakai_paraf=bool(form.pakai_paraf.data), oleh=current_user)
    flash(_("Pengaturan surat disimpan."), "berhasil")
    return redirect(url_for(".lihat"), 303)


def _kelompok() -> list[tuple[str, list[tuple[JenisSurat, Definisi]]]]:
    isi: dict[str, list[tuple[JenisSurat, Definisi]]] = {nama: [] for nama in KELOMPOK.values()}
    for jenis in queries.jenis_terbaru():
        isi[definisi_dari(jenis).nama_kelompok].append((jenis, definisi_dari(jenis)))
    return [(nama, semua) for nama, semua in isi.items() if semua]


@bp.post("/layani")
@perlu_izin("surat.atur")
def layani() -> ResponseReturnValue:
    """Which kinds are served: those ticked are, the others on the page are not."""
    dipilih = set(request.form.getlist("aktif", type=int))
    berubah = pengaturan.layani(dipilih, oleh=current_user)
    flash(_("%(n)s jenis surat diubah.", n=berubah) if berubah else _("Tidak ada yang berubah."), "berhasil")
    return redirect(url_for(".lihat"), 303)


@bp.route("/jenis/<int:jenis_id>", methods=["GET", "POST"])
@perlu_izin("surat.atur")
def jenis(jenis_id: int) -> ResponseReturnValue:
    """One kind: classification, promise, served or not; the rest is shown."""
    satu = ambil_atau_404(JenisSurat, jenis_id)
    form = FormJenis(obj=satu)
    definisi = definisi_dari(satu)
    nyata = queries.waktu_nyata(definisi.kode).get(definisi.kode)
    layar = Layar("surat/jenis.html", form=form, satu=satu, definisi=definisi, nyata=nyata)
    if not form.validate_on_submit():
        return layar.tampil()
    pengaturan.atur_jenis(
        satu,
        klasifikasi=form.klasifikasi.data or "",
        janji_menit=form.janji_menit.data or 0,
        aktif=bool(form.aktif.data),
        oleh=current_user,
    )
    flash(_("%(jenis)s disimpan.", jenis=satu.nama), "berhasil")
    return redirect(url_for(".lihat"), 303)
