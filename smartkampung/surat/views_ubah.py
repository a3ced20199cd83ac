"""After a request came in: correct it, complete it at the counter, take it over from another clerk."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from smartkampung.inti.izin import perlu_izin, tanpa_kunci_tulis
from smartkampung.inti.web import Layar, ambil_atau_404
from smartkampung.surat import pegang, permohonan
from smartkampung.surat.forms import form_kurang, form_loket
from smartkampung.surat.jenis import definisi_dari
from smartkampung.surat.medan import tawarkan_keluarga
from smartkampung.surat.models import Surat
from smartkampung.surat.permohonan import DITERIMA
from smartkampung.surat.sekali import kerjakan_sekali
from smartkampung.surat.views_loket import berkas_loket

bp = Blueprint("ubah_surat", __name__, url_prefix="/surat/<int:surat_id>")


@bp.get("/ubah")
@perlu_izin("surat.buat", "surat.verifikasi")
def ubah(surat_id: int) -> ResponseReturnValue:
    """Correct the facts or papers of a request."""
    surat = ambil_atau_404(Surat, surat_id)
    return _layar_ubah(surat, _form_ubah(surat)).tampil()


def _form_ubah(surat: Surat) -> Any:
    definisi = definisi_dari(surat.jenis)
    kelas = form_loket(definisi)
    for nama in ("kanal", "telepon", "surel", "simpan"):
        if hasattr(kelas, nama):
            delattr(kelas, nama)
    isi = {f"isian_{satu.kode}": satu.baca(surat.isian.get(satu.kode)) for satu in definisi.isian}
    return kelas(data=isi | {"syarat": [satu.kode for satu in surat.syarat if satu.keadaan in DITERIMA]})


def _layar_ubah(surat: Surat, form: Any) -> Layar:
    tawarkan_keluarga(form, surat.penduduk_id)
    return Layar("surat/ubah.html", form=form, surat=surat, definisi=definisi_dari(surat.jenis))


@bp.post("/ubah")
@perlu_izin("surat.buat", "surat.verifikasi")
@tanpa_kunci_tulis
def ubah_kirim(surat_id: int) -> ResponseReturnValue:
    """Save the corrections."""
    surat = ambil_atau_404(Surat, surat_id)
    form = _form_ubah(surat)
    layar = _layar_ubah(surat, form)
    if not form.validate():
        return layar.tampil()
    berkas = berkas_loket(form)

    def simpan() -> str:
        permohonan.ubah(ambil_atau_404(Surat, surat_id), form.isian(), berkas, oleh=current_user)
        flash(_("Perubahan disimpan."), "berhasil")
        return url_for("surat.lihat", surat_id=surat_id)

    return kerjakan_sekali(simpan)


@bp.get("/lengkapi")
@perlu_izin("surat.buat", "surat.verifikasi")
def lengkapi(surat_id: int) -> ResponseReturnValue:
    """Complete a request whose requester came with what was missing: only those items."""
    surat = ambil_atau_404(Surat, surat_id)
    return _layar_lengkapi(surat, form_kurang(permohonan.diminta(surat))(formdata=None)).tampil()


def _layar_lengkapi(surat: Surat, form: Any) -> Layar:
    return Layar("surat/lengkapi.html", form=form, surat=surat, kurang=permohonan.diminta(surat))


@bp.post("/lengkapi")
@perlu_izin("surat.buat", "surat.verifikasi")
@tanpa_kunci_tulis
def lengkapi_kirim(surat_id: int) -> ResponseReturnValue:
    """Record what came."""
    surat = ambil_atau_404(Surat, surat_id)
    form = form_kurang(permohonan.diminta(surat))()
    layar = _layar_lengkapi(surat, form)
    if not form.validate():
        return layar.tampil()
    berkas = berkas_loket(form)
    if not (berkas.unggahan or berkas.diterima or form.pesan.data):
        return layar.tolak("syarat", _("Beri tanda pada yang dibawa, unggah berkasnya, atau tulis keterangan."), 422)

    def simpan() -> str:
        kini = ambil_atau_404(Surat, surat_id)
        lengkap = permohonan.lengkapi(kini, berkas, pesan=form.pesan.data or "", oleh=current_user)
        hasil = _("Sudah lengkap, silakan diverifikasi.") if lengkap else _("Dicatat. Masih ada yang kurang.")
        flash(hasil, "berhasil")
        return url_for("surat.lihat", surat_id=surat_id)

    return kerjakan_sekali(simpan)


@bp.post("/ambil-alih")
@perlu_izin("surat.verifikasi")
def ambil_alih(surat_id: int) -> ResponseReturnValue:
    """Go on with a request another clerk has in hand."""
    surat = ambil_atau_404(Surat, surat_id)
    pegang.ambil_alih(surat, oleh=current_user)
    flash(_("Permohonan ini sekarang Anda yang mengerjakan."), "berhasil")
    return redirect(url_for("surat.lihat", surat_id=surat.id), 303)
