"""Pages of deliveries."""

from __future__ import annotations

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from smartkampung.inti.formulir import rapikan
from smartkampung.inti.izin import perlu_izin, tanpa_kunci_sekali, tanpa_kunci_tulis
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.web import Layar, ambil_atau_404, halaman, nomor_halaman
from smartkampung.sekretariat import ekspedisi as buku
from smartkampung.sekretariat.forms import FormAlasan, FormKirim, FormTerima
from smartkampung.sekretariat.kertas import kirim_pindaian
from smartkampung.sekretariat.models import CARA_KIRIM, Ekspedisi
from smartkampung.sekretariat.views import pindaian

bp = Blueprint("ekspedisi", __name__, url_prefix="/sekretariat/ekspedisi")


@bp.route("", methods=["GET", "POST"])
@perlu_izin("sekretariat.lihat")
@tanpa_kunci_tulis
@tanpa_kunci_sekali
def daftar() -> ResponseReturnValue:
    """Deliveries, newest first."""
    q, belum = (rapikan(request.form.get("q", "")) or "")[:80], request.values.get("keadaan") == "belum"
    ke = request.form.get("halaman", 1, type=int) if request.method == "POST" else nomor_halaman()
    isi = halaman(buku.pilih_ekspedisi(q, belum=belum), nomor=max(1, min(ke, 10_000)))
    pilihan = [("", _("Semua")), ("belum", _("Belum ada tanda terima"))]
    return render_template("sekretariat/ekspedisi.html", hal=isi, q=q, belum=belum, pilihan=pilihan)


@bp.route("/catat", methods=["GET", "POST"])
@perlu_izin("sekretariat.kelola")
def catat() -> ResponseReturnValue:
    """Record a delivery."""
    form = FormKirim(tanggal_kirim=hari_desa())
    layar = Layar("sekretariat/ekspedisi_catat.html", form=form)
    if not form.validate_on_submit():
        return layar.tampil()
    isi = buku.IsiKirim(
        form.nomor_surat.data or "", form.tujuan.data or "", form.tanggal_kirim.data, form.cara.data,
        form.isi_surat.data or "", form.pengantar.data or "", form.keterangan.data or "",
    )  # fmt: skip
    baris = buku.kirim(isi, oleh=current_user)
    flash(_("Pengiriman surat %(n)s dicatat.", n=baris.nomor_surat), "berhasil")
    return redirect(url_for(".lihat", ekspedisi_id=baris.id), 303)


@bp.get("/<int:ekspedisi_id>")
@perlu_izin("sekretariat.lihat")
def lihat(ekspedisi_id: int) -> ResponseReturnValue:
    """One delivery."""
    baris = ambil_atau_404(Ekspedisi, ekspedisi_id)
    return render_template("sekretariat/ekspedisi_lihat.html", e=baris, CARA=CARA_KIRIM)


@bp.get("/<int:ekspedisi_id>/bukti")
@perlu_izin("sekretariat.lihat")
def bukti(ekspedisi_id: int) -> Response:
    """Its proof."""
    return kirim_pindaian(ambil_atau_404(Ekspedisi, ekspedisi_id).bukti)


@bp.route("/<int:ekspedisi_id>/terima", methods=["GET", "POST"])
@perlu_izin("sekretariat.kelola")
def terima(ekspedisi_id: int) -> ResponseReturnValue:
    """Record the receipt."""
    baris = ambil_atau_404(Ekspedisi, ekspedisi_id)
    form = FormTerima(diterima_pada=hari_desa())
    layar = Layar("sekretariat/ekspedisi_terima.html", form=form, e=baris)
    if not form.validate_on_submit():
        return layar.tampil()
    buku.terima(baris, form.diterima_nama.data or "", form.diterima_pada.data, oleh=current_user,
                bukti=pindaian(form, "bukti"))  # fmt: skip
    flash(_("Tanda terima disimpan."), "berhasil")
    return redirect(url_for(".lihat", ekspedisi_id=baris.id), 303)


@bp.route("/<int:ekspedisi_id>/batalkan", methods=["GET", "POST"])
@perlu_izin("sekretariat.kelola")
def batalkan(ekspedisi_id: int) -> ResponseReturnValue:
    """Void a mistaken record."""
    baris = ambil_atau_404(Ekspedisi, ekspedisi_id)
    form = FormAlasan()
    layar = Layar("sekretariat/ekspedisi_batal.html", form=form, e=baris)
    if not form.validate_on_submit():
        return layar.tampil()
    buku.batalkan_kirim(baris, form.alasan.data or "", oleh=current_user)
    flash(_("Pengiriman dibatalkan; catatannya tetap ada di buku."), "berhasil")
    return redirect(url_for(".lihat", ekspedisi_id=baris.id), 303)
