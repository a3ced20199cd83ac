"""The dossier of a resident: what is kept until when, opened and removed."""

from __future__ import annotations

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from smartkampung.inti.galat import TidakDitemukan
from smartkampung.inti.izin import perlu_izin
from smartkampung.inti.web import ambil_atau_404, unduh
from smartkampung.penduduk.queries import fakta
from smartkampung.surat.berkas_warga import queries, services
from smartkampung.surat.berkas_warga.models import BerkasWarga
from smartkampung.surat.models import SyaratSurat

bp = Blueprint("berkas_warga", __name__, url_prefix="/surat/berkas-warga")


@bp.get("/milik/<int:penduduk_id>")
@perlu_izin("surat.buat", "surat.verifikasi")
def daftar(penduduk_id: int) -> ResponseReturnValue:
    """The papers of one resident."""
    orang = fakta(penduduk_id)
    if orang is None:
        raise TidakDitemukan()
    return render_template("surat/berkas_warga.html", orang=orang, daftar=queries.berlaku(penduduk_id).values())


@bp.get("/<int:berkas_id>")
@perlu_izin("surat.buat", "surat.verifikasi")
def buka(berkas_id: int) -> Response:
    """A kept paper: a photo to look at, a foreign PDF only as a download; the look is recorded."""
    satu = ambil_atau_404(BerkasWarga, berkas_id)
    berkas = satu.berkas
    isi = services.buka(satu, oleh=current_user)
    return unduh(isi, berkas.nama, berkas.mime, lampiran=not berkas.mime.startswith("image/"))


@bp.post("/dari/<int:surat_id>/<int:syarat_id>")
@perlu_izin("surat.buat", "surat.verifikasi")
def simpan(surat_id: int, syarat_id: int) -> ResponseReturnValue:
    """Keep an uploaded paper of a letter for later ones."""
    syarat = ambil_atau_404(SyaratSurat, syarat_id)
    if syarat.surat_id != surat_id:
        raise TidakDitemukan()
    satu = services.simpan(syarat, oleh=current_user)
    flash(_("%(nama)s disimpan dan ditawarkan lagi pada surat berikutnya.", nama=satu.nama), "berhasil")
    return redirect(url_for("surat.lihat", surat_id=surat_id), 303)


@bp.post("/<int:berkas_id>/hapus")
@perlu_izin("surat.buat", "surat.verifikasi")
def hapus(berkas_id: int) -> ResponseReturnValue:
    """Remove a kept paper at the resident's wish."""
    satu = ambil_atau_404(BerkasWarga, berkas_id)
    pemilik, nama = satu.penduduk_id, satu.nama
    services.hapus(satu, oleh=current_user)
    flash(_("%(nama)s dihapus dari berkas warga.", nama=nama), "berhasil")
    return redirect(url_for(".daftar", penduduk_id=pemilik), 303)
