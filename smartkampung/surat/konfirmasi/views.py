"""Staff pages of confirmations: ask, the link to send, go on without it, which kinds ask."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from smartkampung.extensions import db
from smartkampung.inti.galat import TidakDitemukan
from smartkampung.inti.izin import perlu_izin
from smartkampung.inti.konteks import pengaturan
from smartkampung.inti.web import Layar, ambil_atau_404
from smartkampung.surat.forms import FormAlasan
from smartkampung.surat.jenis import definisi_dari
from smartkampung.surat.kabar.nomor import tautan_wa
from smartkampung.surat.konfirmasi import queries, services
from smartkampung.surat.konfirmasi.forms import FormMintaKonfirmasi
from smartkampung.surat.konfirmasi.models import SIAPA, KonfirmasiSurat
from smartkampung.surat.models import JenisSurat, Surat
from smartkampung.surat.queries import jenis_terbaru
from smartkampung.surat.views_tindakan import Laku

bp = Blueprint("konfirmasi", __name__, url_prefix="/surat")
LEWATI = Laku(
    _l("Teruskan tanpa konfirmasi"), _l("Alasan ini tercatat di riwayat surat dan di audit."),
    _l("Teruskan tanpa konfirmasi"), "",
)  # fmt: skip


@bp.route("/<int:surat_id>/konfirmasi", methods=["GET", "POST"])
@perlu_izin("surat.buat", "surat.verifikasi")
def minta(surat_id: int) -> ResponseReturnValue:
    """Whom to ask; name and number of the last time are filled in."""
    surat = ambil_atau_404(Surat, surat_id)
    siapa = request.args.get("siapa", "")
    siapa = siapa if siapa in SIAPA else queries.kedudukan(surat).diminta or "rt"
    nama, telepon = queries.terakhir_ditanya(surat, siapa)
    form = FormMintaKonfirmasi(data={"siapa": siapa, "nama": nama, "telepon": telepon})
    layar = Layar("surat/konfirmasi_minta.html", form=form, surat=surat,
                  larangan=queries.larangan(definisi_dari(surat.jenis)))  # fmt: skip
    if not form.validate_on_submit():
        return layar.tampil()
    baris, kode = services.minta(surat, form.siapa.data, form.nama.data or "", form.telepon.data or "",
                                 oleh=current_user)  # fmt: skip
    session["konfirmasi"] = [baris.id, kode]
    return redirect(url_for(".tautan", surat_id=surat.id), 303)


@bp.get("/<int:surat_id>/konfirmasi/tautan")
@perlu_izin("surat.buat", "surat.verifikasi")
def tautan(surat_id: int) -> ResponseReturnValue:
    """The link just made, ready to be sent by WhatsApp; it is not kept, so a lost one is asked for again."""
    baris_id, kode = session.get("konfirmasi", (0, ""))
    baris = db.session.get(KonfirmasiSurat, baris_id)
    if baris is None or baris.surat_id != surat_id:
        raise TidakDitemukan()
    alamat = f"{pengaturan().alamat_publik.rstrip('/')}{url_for('konfirmasi_publik.lihat', kode=kode)}"
    pesan = _("Yth. %(sebutan)s %(nama)s, mohon konfirmasi permohonan surat seorang warga: %(alamat)s",
              sebutan=baris.sebutan, nama=baris.nama, alamat=alamat)  # fmt: skip
    return render_template("surat/konfirmasi_tautan.html", baris=baris, surat=baris.surat, alamat=alamat,
                           wa=tautan_wa(baris.telepon, pesan))  # fmt: skip


@bp.route("/<int:surat_id>/konfirmasi/lewati", methods=["GET", "POST"])
@perlu_izin("surat.verifikasi")
def lewati(surat_id: int) -> ResponseReturnValue:
    """Go on without it, with a reason."""
    surat = ambil_atau_404(Surat, surat_id)
    form = FormAlasan()
    layar = Layar("surat/alasan.html", form=form, surat=surat, laku=LEWATI)
    if not form.validate_on_submit():
        return layar.tampil()
    services.lewati(surat, form.alasan.data or "", oleh=current_user)
    flash(_("Dicatat. Surat dapat diverifikasi tanpa konfirmasi."), "berhasil")
    return redirect(url_for("surat.lihat", surat_id=surat.id), 303)


@bp.route("/atur/konfirmasi", methods=["GET", "POST"])
@perlu_izin("surat.atur")
def atur() -> ResponseReturnValue:
    """Which kinds ask for a confirmation, and why some never may."""
    daftar = [(jenis, queries.larangan(definisi_dari(jenis))) for jenis in jenis_terbaru()]
    if request.method == "POST":
        return _simpan([jenis for jenis, larang in daftar if larang is None])
    return render_template("surat/konfirmasi_atur.html", daftar=daftar, kini=queries.per_jenis(), siapa=SIAPA)


def _simpan(daftar: list[JenisSurat]) -> ResponseReturnValue:
    berubah = 0
    for jenis in daftar:
        siapa = request.form.get(f"siapa_{jenis.kode}", "")
        berubah += services.atur(jenis, siapa if siapa in SIAPA else "", oleh=current_user)
    flash(_("%(n)s jenis surat diubah.", n=berubah) if berubah else _("Tidak ada yang berubah."), "berhasil")
    return redirect(url_for(".atur"), 303)
