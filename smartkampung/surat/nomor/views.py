"""How numbers run and are printed; letters dated back."""

from __future__ import annotations

from flask import Blueprint, flash, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from smartkampung.inti.formulir import rapikan
from smartkampung.inti.galat import GalatDomain
from smartkampung.inti.izin import perlu_izin, tanpa_kunci_sekali, tanpa_kunci_tulis
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.web import Layar, ambil_atau_404
from smartkampung.surat.models import Surat
from smartkampung.surat.nomor import mundur, pola, skema
from smartkampung.surat.nomor.forms import SEKARANG, TAHUN_DEPAN, FormMundur, FormNomor
from smartkampung.surat.pengaturan import pengaturan_surat
from smartkampung.surat.queries import jenis_terbaru

bp = Blueprint("nomor_surat", __name__, url_prefix="/surat")


def _contoh(teks: str, kode_unit: str) -> list[str]:
    """Two numbers as this pattern would print them: the next, and one dated back."""
    pola.periksa_pola(teks, kode_unit)
    jenis = jenis_terbaru()
    kode = jenis[0].klasifikasi if jenis else "400.12.2.1"
    nomor = skema.tertinggi_tahun(hari_desa().year) + 1
    return [
        pola.susun_desa(teks, kode_unit, klasifikasi=kode, nomor=nomor, tanggal=hari_desa()),
        pola.susun_desa(teks, kode_unit, klasifikasi=kode, nomor=nomor, tanggal=hari_desa(), sufiks="a"),
    ]


@bp.route("/nomor", methods=["GET", "POST"])
@perlu_izin("surat.atur")
def atur() -> ResponseReturnValue:
    """The scheme, the pattern, and what they give."""
    pilihan, tahun = pengaturan_surat(), hari_desa().year
    kini = skema.skema_tahun(tahun).skema
    form = FormNomor(pola_nomor=pilihan.pola_nomor, kode_unit=pilihan.kode_unit, skema=kini, mulai=TAHUN_DEPAN)
    layar = Layar("surat/nomor/atur.html", form=form, contoh=_contoh(pilihan.pola_nomor, pilihan.kode_unit),
                  bagian=pola.BAGIAN, siap_pakai=pola.SIAP_PAKAI, tertinggi=skema.tertinggi_tahun(tahun),
                  rencana=skema.rencana_skema(tahun), SKEMA=skema.SKEMA)  # fmt: skip
    if not form.validate_on_submit():
        return layar.tampil()
    pola.atur_pola(form.pola_nomor.data or "", form.kode_unit.data or "", oleh=current_user)
    baris = skema.ganti_skema(form.skema.data, mulai_sekarang=form.mulai.data == SEKARANG, oleh=current_user)
    flash(_("Penomoran disimpan."), "berhasil")
    if baris is not None:
        flash(_kalimat_skema(baris.tahun, baris.awal), "info")
    return redirect(url_for(".atur"), 303)


def _kalimat_skema(tahun: int, awal: int) -> str:
    if tahun > hari_desa().year:
        return _("Urutan yang baru berlaku mulai 1 Januari %(tahun)s.", tahun=tahun)
    if awal:
        return _("Urutan yang baru berlaku sekarang; semuanya melanjutkan sesudah nomor %(awal)s.", awal=awal)
    return _("Urutan yang baru berlaku sekarang, mulai dari nomor 1.")


@bp.post("/nomor/contoh")
@perlu_izin("surat.atur")
@tanpa_kunci_tulis
@tanpa_kunci_sekali
def contoh() -> ResponseReturnValue:
    """What a pattern gives, while it is typed."""
    teks, unit = (rapikan(request.form.get(nama, "")[:200]) or "" for nama in ("pola_nomor", "kode_unit"))
    try:
        return jsonify(contoh=_contoh(teks, unit)[0])
    except GalatDomain as galat:
        return jsonify(galat=galat.kalimat(_))


@bp.route("/<int:surat_id>/tanggal-mundur", methods=["GET", "POST"])
@perlu_izin("surat.tanggal_mundur")
def mundurkan(surat_id: int) -> ResponseReturnValue:
    """Have a letter dated back."""
    surat = ambil_atau_404(Surat, surat_id)
    form = FormMundur(tanggal=surat.tanggal_mundur)
    layar = Layar("surat/nomor/mundur.html", form=form, surat=surat)
    if not form.validate_on_submit():
        return layar.tampil()
    nomor = mundur.mundurkan(surat, form.tanggal.data, form.alasan.data or "", oleh=current_user)
    flash(_("Surat ini akan bertanggal mundur dengan nomor %(nomor)s.", nomor=nomor), "berhasil")
    return redirect(url_for("surat.lihat", surat_id=surat.id), 303)


@bp.post("/<int:surat_id>/tanggal-mundur/hapus")
@perlu_izin("surat.tanggal_mundur")
def majukan(surat_id: int) -> ResponseReturnValue:
    """Date it on the day it is signed again."""
    surat = ambil_atau_404(Surat, surat_id)
    mundur.majukan(surat, oleh=current_user)
    flash(_("Surat ini bertanggal hari penandatanganannya."), "berhasil")
    return redirect(url_for("surat.lihat", surat_id=surat.id), 303)
