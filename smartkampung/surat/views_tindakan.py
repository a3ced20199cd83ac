"""Acts on one letter: each loads, checks the form, does it, and goes back to the letter."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from smartkampung.inti.izin import perlu_izin
from smartkampung.inti.web import Layar, ambil_atau_404
from smartkampung.surat import services
from smartkampung.surat.forms import FormAlasan, FormSerahkan, form_minta
from smartkampung.surat.layar import form_verifikasi, layar_surat
from smartkampung.surat.models import Surat
from smartkampung.surat.paket import services as paket
from smartkampung.surat.permohonan import DITERIMA

bp = Blueprint("tindakan", __name__, url_prefix="/surat/<int:surat_id>")


def _ke(surat: Surat, pesan: str) -> ResponseReturnValue:
    flash(pesan, "berhasil")
    return redirect(url_for("surat.lihat", surat_id=surat.id), 303)


@bp.post("/verifikasi")
@perlu_izin("surat.verifikasi")
def verifikasi(surat_id: int) -> ResponseReturnValue:
    """Identity and papers are right: on to the signer."""
    surat = ambil_atau_404(Surat, surat_id)
    form = form_verifikasi(surat)
    layar = layar_surat(surat, form)
    if not form.validate():
        return layar.tampil()
    diterima = frozenset(form.syarat.data or ())
    if request.form.get("sepaket"):
        banyak = len(paket.verifikasi(surat, oleh=current_user, diterima=diterima))
        return _ke(surat, _("%(n)s surat sepaket diverifikasi.", n=banyak))
    services.verifikasi(surat, oleh=current_user, diterima=diterima, penduduk_id=form.penduduk_id.data)
    return _ke(surat, _("Diverifikasi. Surat ini sekarang %(keadaan)s.", keadaan=surat.nama_keadaan.lower()))


@bp.post("/paraf")
@perlu_izin("surat.paraf")
def paraf(surat_id: int) -> ResponseReturnValue:
    """The secretary's initial."""
    surat = ambil_atau_404(Surat, surat_id)
    services.paraf(surat, oleh=current_user)
    return _ke(surat, _("Diparaf. Surat ini menunggu tanda tangan."))


@bp.route("/minta-lengkapi", methods=["GET", "POST"])
@perlu_izin("surat.verifikasi")
def minta_lengkapi(surat_id: int) -> ResponseReturnValue:
    """Ask for exactly what is missing."""
    surat = ambil_atau_404(Surat, surat_id)
    terbuka = [satu for satu in surat.syarat if satu.keadaan not in DITERIMA]
    form = form_minta(terbuka)()
    layar = Layar("surat/minta_lengkapi.html", form=form, surat=surat, terbuka=terbuka)
    if not form.validate_on_submit():
        return layar.tampil()
    services.minta_lengkapi(
        surat, form.alasan.data or "", oleh=current_user, kurang=form.kurang(), diterima=form.diterima()
    )
    return _ke(surat, _("Pemohon melihat permintaan ini di halaman status."))


@dataclass(frozen=True)
class Laku:
    """An act that needs a reason: how its page reads."""

    judul: Any
    bantuan: Any
    tombol: Any
    selesai: Any
    bahaya: bool = False


LAKU = {
    "kembalikan": Laku(
        _l("Kembalikan ke petugas"), _l("Petugas membaca alasan ini dan memperbaiki suratnya."),
        _l("Kembalikan"), _l("Dikembalikan ke petugas dengan alasan Anda.")),
    "tolak": Laku(
        _l("Tolak permohonan"), _l("Pemohon membaca alasan ini di halaman status."),
        _l("Tolak permohonan"), _l("Permohonan ditolak; pemohon melihat alasannya."), True),
    "batalkan": Laku(
        _l("Batalkan permohonan"), _l("Pakai bila pemohon membatalkan, atau permohonan ini salah masuk."),
        _l("Batalkan permohonan"), _l("Permohonan dibatalkan."), True),
    "cabut": Laku(
        _l("Cabut surat"), _l("Nomornya tetap tercatat. Halaman pemeriksaan menyebut surat ini dicabut."),
        _l("Cabut surat ini"), _l("Surat dicabut; nomornya tidak dipakai lagi."), True),
}  # fmt: skip


def _dengan_alasan(surat_id: int, nama: str, laku: Callable[..., None]) -> ResponseReturnValue:
    surat = ambil_atau_404(Surat, surat_id)
    form = FormAlasan()
    layar = Layar("surat/alasan.html", form=form, surat=surat, laku=LAKU[nama])
    if not form.validate_on_submit():
        return layar.tampil()
    laku(surat, form.alasan.data or "", oleh=current_user)
    return _ke(surat, str(LAKU[nama].selesai))


@bp.route("/kembalikan", methods=["GET", "POST"])
@perlu_izin("surat.paraf", "surat.tanda_tangani")
def kembalikan(surat_id: int) -> ResponseReturnValue:
    """Back to the verifier with a reason."""
    return _dengan_alasan(surat_id, "kembalikan", services.kembalikan)


@bp.route("/tolak", methods=["GET", "POST"])
@perlu_izin("surat.verifikasi")
def tolak(surat_id: int) -> ResponseReturnValue:
    """Refuse with a reason."""
    return _dengan_alasan(surat_id, "tolak", services.tolak)


@bp.route("/batalkan", methods=["GET", "POST"])
@perlu_izin("surat.buat", "surat.verifikasi", "surat.cabut")
def batalkan(surat_id: int) -> ResponseReturnValue:
    """Cancel with a reason."""
    return _dengan_alasan(surat_id, "batalkan", services.batalkan)


@bp.route("/cabut", methods=["GET", "POST"])
@perlu_izin("surat.cabut")
def cabut(surat_id: int) -> ResponseReturnValue:
    """Void with a reason."""
    return _dengan_alasan(surat_id, "cabut", services.cabut)


@bp.route("/serahkan", methods=["GET", "POST"])
@perlu_izin("surat.buat", "surat.verifikasi")
def serahkan(surat_id: int) -> ResponseReturnValue:
    """The paper was fetched or brought."""
    surat = ambil_atau_404(Surat, surat_id)
    form = FormSerahkan(penerima=surat.nama)
    layar = Layar("surat/serahkan.html", form=form, surat=surat)
    if not form.validate_on_submit():
        return layar.tampil()
    services.serahkan(surat, form.penerima.data or "", oleh=current_user, diantar=bool(form.diantar.data))
    return _ke(surat, _("Dicatat: surat sudah di tangan %(nama)s.", nama=form.penerima.data))
