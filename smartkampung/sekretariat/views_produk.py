"""Pages of regulations and decrees, for the office and for everybody."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from smartkampung.inti.berkas import Berkas, baca_berkas, simpan_pdf
from smartkampung.inti.formulir import rapikan
from smartkampung.inti.galat import TidakDitemukan
from smartkampung.inti.izin import perlu_izin, publik, tanpa_kunci_sekali, tanpa_kunci_tulis
from smartkampung.inti.web import Layar, ambil_atau_404, halaman, nomor_halaman, unduh
from smartkampung.sekretariat import produk as buku
from smartkampung.sekretariat.forms import FormAlasan, FormProduk, FormUbahProduk
from smartkampung.sekretariat.kertas import kirim_pindaian
from smartkampung.sekretariat.models import JENIS_PRODUK, ProdukHukum

bp = Blueprint("produk_hukum", __name__)
POLA = "/sekretariat/produk-hukum"


def _saring() -> tuple[str, int | None, str]:
    tahun, jenis = request.values.get("tahun", type=int), request.values.get("jenis", "")
    q = (rapikan(request.values.get("q", "")) or "")[:80]
    return q, tahun if tahun and 1945 <= tahun <= 2200 else None, jenis if jenis in JENIS_PRODUK else ""


@bp.route(POLA, methods=["GET", "POST"])
@perlu_izin("sekretariat.lihat")
@tanpa_kunci_tulis
@tanpa_kunci_sekali
def daftar() -> ResponseReturnValue:
    """Regulations and decrees; the search is posted, for decrees name people."""
    q, tahun, jenis = _saring()
    ke = request.form.get("halaman", 1, type=int) if request.method == "POST" else nomor_halaman()
    isi = halaman(buku.pilih_produk(q, tahun, jenis), nomor=max(1, min(ke, 10_000)))
    return render_template(
        "sekretariat/produk.html", hal=isi, q=q, tahun=tahun or "", jenis=jenis,
        pilihan_tahun=[("", _("Semua tahun")), *((t, str(t)) for t in buku.tahun_produk())],
        pilihan_jenis=[("", _("Semua jenis")), *JENIS_PRODUK.items()],
    )  # fmt: skip


def _isi(form: FormUbahProduk) -> buku.IsiProduk:
    tanggal = ("tanggal_ditetapkan", "tanggal_kesepakatan", "tanggal_dilaporkan", "tanggal_diundangkan")
    teks = ("tentang", "nomor_teks", "uraian", "nomor_dilaporkan", "nomor_diundangkan", "dicabut_dengan", "keterangan")
    isi: dict[str, Any] = {n: form[n].data for n in tanggal} | {n: form[n].data or "" for n in teks}
    return buku.IsiProduk(**isi, publik=bool(form.publik.data))


def _pdf(form: FormUbahProduk) -> Berkas | None:
    unggahan = form.berkas.data
    return simpan_pdf(unggahan.read(), unggahan.filename) if getattr(unggahan, "filename", "") else None


@bp.route(f"{POLA}/catat", methods=["GET", "POST"])
@perlu_izin("sekretariat.kelola")
def catat() -> ResponseReturnValue:
    """Record one."""
    form = FormProduk()
    layar = Layar("sekretariat/produk_catat.html", form=form)
    if not form.validate_on_submit():
        return layar.tampil()
    baris = buku.catat_produk(form.jenis.data, _isi(form), oleh=current_user, nomor=form.nomor.data, berkas=_pdf(form))
    flash(_("%(apa)s dicatat.", apa=baris.sebutan), "berhasil")
    return redirect(url_for(".lihat", produk_id=baris.id), 303)


@bp.get(f"{POLA}/<int:produk_id>")
@perlu_izin("sekretariat.lihat")
def lihat(produk_id: int) -> ResponseReturnValue:
    """One of them."""
    return render_template("sekretariat/produk_lihat.html", p=ambil_atau_404(ProdukHukum, produk_id))


@bp.get(f"{POLA}/<int:produk_id>/berkas")
@perlu_izin("sekretariat.lihat")
def berkas(produk_id: int) -> Response:
    """Its PDF, as a download."""
    return kirim_pindaian(ambil_atau_404(ProdukHukum, produk_id).berkas)


@bp.route(f"{POLA}/<int:produk_id>/ubah", methods=["GET", "POST"])
@perlu_izin("sekretariat.kelola")
def ubah(produk_id: int) -> ResponseReturnValue:
    """Correct or complete it."""
    baris = ambil_atau_404(ProdukHukum, produk_id)
    form = FormUbahProduk(obj=baris)
    versi = request.form.get("versi", baris.versi, type=int)
    layar = Layar("sekretariat/produk_ubah.html", form=form, p=baris, versi=versi)
    if not form.validate_on_submit():
        return layar.tampil()
    buku.ubah_produk(baris, _isi(form), versi=versi, oleh=current_user, berkas=_pdf(form))
    flash(_("Perubahan disimpan."), "berhasil")
    return redirect(url_for(".lihat", produk_id=baris.id), 303)


@bp.route(f"{POLA}/<int:produk_id>/batalkan", methods=["GET", "POST"])
@perlu_izin("sekretariat.kelola")
def batalkan(produk_id: int) -> ResponseReturnValue:
    """Void a mistaken record."""
    baris = ambil_atau_404(ProdukHukum, produk_id)
    form = FormAlasan()
    layar = Layar("sekretariat/produk_batal.html", form=form, p=baris)
    if not form.validate_on_submit():
        return layar.tampil()
    buku.batalkan_produk(baris, form.alasan.data or "", oleh=current_user)
    flash(_("%(apa)s dibatalkan. Nomornya tidak dipakai lagi.", apa=baris.sebutan), "berhasil")
    return redirect(url_for(".lihat", produk_id=baris.id), 303)


# --- for everybody -----------------------------------------------------------------------------------


@bp.get("/peraturan")
@publik
def umum() -> ResponseReturnValue:
    """The regulations the village published."""
    q, tahun, jenis = _saring()
    isi = halaman(buku.pilih_produk(q, tahun, jenis, publik=True))
    return render_template(
        "sekretariat/peraturan.html", hal=isi, q=q, tahun=tahun or "", jenis=jenis,
        pilihan_tahun=[("", _("Semua tahun")), *((t, str(t)) for t in buku.tahun_produk(publik=True))],
        pilihan_jenis=[("", _("Semua jenis")), *JENIS_PRODUK.items()],
    )  # fmt: skip


@bp.get("/peraturan/<int:produk_id>/pdf")
@publik
def unduh_umum(produk_id: int) -> Response:
    """The PDF of a published one."""
    baris = ambil_atau_404(ProdukHukum, produk_id)
    if not baris.publik or baris.alasan_batal is not None or baris.berkas is None:
        raise TidakDitemukan()
    return unduh(baca_berkas(baris.berkas), f"{baris.sebutan}.pdf", "application/pdf")
