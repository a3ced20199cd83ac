"""Pages of incoming letters: the list, recording, one letter, correcting, closing, voiding; classification codes."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from smartkampung.extensions import db
from smartkampung.inti.berkas import Berkas, simpan_unggahan
from smartkampung.inti.formulir import rapikan
from smartkampung.inti.izin import perlu_izin, tanpa_kunci_sekali, tanpa_kunci_tulis
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.web import Layar, ambil_atau_404, halaman, nomor_halaman
from smartkampung.sekretariat import masuk as buku_masuk
from smartkampung.sekretariat import queries
from smartkampung.sekretariat.disposisi import boleh_mendisposisi, pegangan
from smartkampung.sekretariat.forms import FormAlasan, FormMasuk, FormTutup, FormUbahMasuk
from smartkampung.sekretariat.kertas import kirim_lembar_pdf, kirim_lembar_xlsx, kirim_pindaian
from smartkampung.sekretariat.klasifikasi import cari_kode, nama_klasifikasi
from smartkampung.sekretariat.lihat import pastikan_terlihat
from smartkampung.sekretariat.masuk import IsiMasuk
from smartkampung.sekretariat.models import NAMA_MASUK, SIFAT, SuratMasuk
from smartkampung.sekretariat.queries import LEWAT, SaringMasuk

bp = Blueprint("surat_masuk", __name__, url_prefix="/sekretariat")
LIHAT = ("sekretariat.lihat", "sekretariat.disposisi")
BATAS_XLSX = 60_000


def _saring() -> SaringMasuk:
    """The filters of this request; words are posted, because they may be a name."""
    tahun, keadaan = request.values.get("tahun", type=int), request.values.get("keadaan", "")
    sifat = request.values.get("sifat", "")
    return SaringMasuk(
        (rapikan(request.form.get("q", "")) or "")[:80], tahun if tahun and 1900 <= tahun <= 2200 else None,
        keadaan if keadaan in NAMA_MASUK or keadaan == LEWAT else "", sifat if sifat in SIFAT else "",
    )  # fmt: skip


def terlihat(masuk_id: int) -> SuratMasuk:
    """The letter, when it is this user's to see."""
    return pastikan_terlihat(ambil_atau_404(SuratMasuk, masuk_id), current_user)


@bp.route("/masuk", methods=["GET", "POST"])
@perlu_izin(*LIHAT)
@tanpa_kunci_tulis
@tanpa_kunci_sekali
def daftar() -> ResponseReturnValue:
    """Incoming letters."""
    saring = _saring()
    ke = request.form.get("halaman", 1, type=int) if request.method == "POST" else nomor_halaman()
    isi = halaman(queries.pilih_masuk(saring, current_user), nomor=max(1, min(ke, 10_000)))
    return render_template(
        "sekretariat/masuk.html", hal=isi, saring=saring, SIFAT=SIFAT,
        pilihan_tahun=[("", _("Semua tahun")), *((t, str(t)) for t in queries.tahun_masuk())],
        pilihan_keadaan=[("", _("Semua")), *NAMA_MASUK.items(), (LEWAT, _("Lewat tenggat"))],
        pilihan_sifat=[("", _("Semua")), *SIFAT.items()],
    )  # fmt: skip


def _lembar() -> Any:
    saring = _saring()
    baris = db.session.scalars(queries.pilih_masuk(saring, current_user).limit(BATAS_XLSX))
    sub = " · ".join(x for x in (str(saring.tahun or ""), NAMA_MASUK.get(saring.keadaan, ""), saring.q) if x)
    return queries.lembar_masuk(baris, sub)


@bp.post("/masuk/xlsx")
@perlu_izin(*LIHAT)
@tanpa_kunci_tulis
@tanpa_kunci_sekali
def xlsx() -> Response:
    """What the list shows, as a workbook."""
    return kirim_lembar_xlsx(_lembar(), "surat-masuk.xlsx")


@bp.post("/masuk/pdf")
@perlu_izin(*LIHAT)
@tanpa_kunci_tulis
@tanpa_kunci_sekali
def pdf() -> Response:
    """What the list shows, on paper."""
    return kirim_lembar_pdf(_lembar(), "surat-masuk.pdf")


def _isi(form: FormMasuk) -> IsiMasuk:
    return IsiMasuk(
        form.pengirim.data or "", form.perihal.data or "", form.tanggal_diterima.data, form.tanggal_surat.data,
        form.nomor_surat.data or "", form.ringkas.data or "", form.sifat.data, form.klasifikasi.data or "",
    )  # fmt: skip


def pindaian(form: Any, nama: str = "berkas") -> Berkas | None:
    """The uploaded file of a form, stored; None when there is none."""
    unggahan = form[nama].data
    if not getattr(unggahan, "filename", ""):
        return None
    return simpan_unggahan(unggahan.read(), unggahan.filename)


@bp.route("/masuk/catat", methods=["GET", "POST"])
@perlu_izin("sekretariat.kelola")
def catat() -> ResponseReturnValue:
    """Record an incoming letter."""
    form = FormMasuk(tanggal_diterima=hari_desa())
    layar = Layar("sekretariat/masuk_catat.html", form=form)
    if not form.validate_on_submit():
        return layar.tampil()
    baris = buku_masuk.catat_masuk(_isi(form), oleh=current_user, berkas=pindaian(form))
    flash(_("Surat masuk dicatat dengan nomor agenda %(n)s.", n=baris.nomor), "berhasil")
    return redirect(url_for(".lihat", masuk_id=baris.id), 303)


@bp.get("/masuk/<int:masuk_id>")
@perlu_izin(*LIHAT)
def lihat(masuk_id: int) -> ResponseReturnValue:
    """One letter and its orders."""
    baris = terlihat(masuk_id)
    return render_template(
        "sekretariat/masuk_lihat.html", masuk=baris, SIFAT=SIFAT, nama_kode=nama_klasifikasi(baris.klasifikasi),
        rantai=queries.pohon(baris, hari_desa()), hari_kini=hari_desa(), saya=pegangan(baris, current_user),
        boleh=boleh_mendisposisi(baris, current_user),
    )  # fmt: skip


@bp.get("/masuk/<int:masuk_id>/berkas")
@perlu_izin(*LIHAT)
def berkas(masuk_id: int) -> Response:
    """Its scan."""
    return kirim_pindaian(terlihat(masuk_id).berkas)


@bp.get("/masuk/<int:masuk_id>/lembar-disposisi")
@perlu_izin(*LIHAT)
def lembar_disposisi(masuk_id: int) -> Response:
    """Its disposition sheet on paper."""
    baris = terlihat(masuk_id)
    return kirim_lembar_pdf(queries.lembar_disposisi(baris), f"disposisi-{baris.nomor}-{baris.tahun}.pdf")


@bp.route("/masuk/<int:masuk_id>/ubah", methods=["GET", "POST"])
@perlu_izin("sekretariat.kelola")
def ubah(masuk_id: int) -> ResponseReturnValue:
    """Correct it."""
    baris = terlihat(masuk_id)
    form = FormUbahMasuk(obj=baris)
    layar = Layar("sekretariat/masuk_ubah.html", form=form, masuk=baris)
    if not form.validate_on_submit():
        return layar.tampil()
    buku_masuk.ubah_masuk(baris, _isi(form), versi=form.versi.data or 0, oleh=current_user, berkas=pindaian(form))
    flash(_("Perubahan disimpan."), "berhasil")
    return redirect(url_for(".lihat", masuk_id=baris.id), 303)


@bp.route("/masuk/<int:masuk_id>/batalkan", methods=["GET", "POST"])
@perlu_izin("sekretariat.kelola")
def batalkan(masuk_id: int) -> ResponseReturnValue:
    """Void a mistaken record."""
    baris = terlihat(masuk_id)
    form = FormAlasan()
    layar = Layar("sekretariat/masuk_batal.html", form=form, masuk=baris)
    if not form.validate_on_submit():
        return layar.tampil()
    buku_masuk.batalkan_masuk(baris, form.alasan.data or "", oleh=current_user)
    flash(_("Nomor agenda %(n)s batal. Nomor itu tidak dipakai lagi.", n=baris.nomor), "berhasil")
    return redirect(url_for(".lihat", masuk_id=baris.id), 303)


@bp.route("/masuk/<int:masuk_id>/tutup", methods=["GET", "POST"])
@perlu_izin("sekretariat.disposisi")
def tutup(masuk_id: int) -> ResponseReturnValue:
    """No order is needed."""
    baris = terlihat(masuk_id)
    form = FormTutup()
    layar = Layar("sekretariat/masuk_tutup.html", form=form, masuk=baris)
    if not form.validate_on_submit():
        return layar.tampil()
    buku_masuk.tutup_masuk(baris, form.catatan.data or "", oleh=current_user)
    flash(_("Surat ini selesai tanpa disposisi."), "berhasil")
    return redirect(url_for(".lihat", masuk_id=baris.id), 303)


@bp.get("/klasifikasi")
@perlu_izin("sekretariat.lihat")
def klasifikasi() -> ResponseReturnValue:
    """Search the classification codes."""
    teks = " ".join(request.args.get("q", "").split())[:60]
    lama = request.args.get("seri") == "lama"
    return render_template("sekretariat/klasifikasi.html", q=teks, lama=lama, hasil=cari_kode(teks, lama=lama),
                           pilihan_seri=[("", _("Permendagri 83/2022")), ("lama", _("Seri lama"))])  # fmt: skip
