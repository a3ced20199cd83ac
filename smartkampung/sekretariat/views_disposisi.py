"""Pages of orders: mine, giving and passing on, read, done, withdrawn."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from smartkampung.inti.galat import TidakBoleh, TidakDitemukan
from smartkampung.inti.izin import perlu_izin
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.web import Layar, ambil_atau_404, halaman
from smartkampung.sekretariat import disposisi as perintah
from smartkampung.sekretariat import queries
from smartkampung.sekretariat.forms import FormDisposisi, FormLaporan
from smartkampung.sekretariat.models import Disposisi
from smartkampung.sekretariat.views import terlihat

bp = Blueprint("disposisi", __name__, url_prefix="/sekretariat")


def pilihan_macam() -> list[tuple[str, str]]:
    """The lists there are."""
    semua = [
        ("", _("Untuk saya")),
        ("diberikan", _("Dari saya, belum selesai")),
        ("selesai", _("Selesai atau ditarik")),
    ]
    return [*semua, ("lewat", _("Lewat tenggat, semua"))] if current_user.punya_izin("sekretariat.lihat") else semua


@bp.get("/disposisi")
@perlu_izin("sekretariat.disposisi")
def daftar() -> ResponseReturnValue:
    """Orders by due date."""
    macam = request.args.get("macam", "")
    macam = macam if macam in dict(pilihan_macam()) else ""
    pilih = queries.pilih_lewat(current_user) if macam == "lewat" else queries.pilih_disposisi(
        current_user, macam=macam)  # fmt: skip
    return render_template("sekretariat/disposisi.html", hal=halaman(pilih), macam=macam, hari=hari_desa(),
                           pilihan=pilihan_macam())  # fmt: skip


@bp.route("/masuk/<int:masuk_id>/disposisi", methods=["GET", "POST"])
@perlu_izin("sekretariat.disposisi")
def beri(masuk_id: int) -> ResponseReturnValue:
    """Give an order about a letter, or pass one on."""
    masuk = terlihat(masuk_id)
    if not perintah.boleh_mendisposisi(masuk, current_user):
        raise TidakBoleh()
    form = FormDisposisi()
    form.kepada.choices = [(p.id, f"{p.nama} · {p.jabatan}") for p in perintah.daftar_penerima(current_user.id)]
    layar = Layar("sekretariat/disposisi_beri.html", form=form, masuk=masuk,
                  induk=perintah.pegangan(masuk, current_user))  # fmt: skip
    if not form.validate_on_submit():
        return layar.tampil()
    baru = perintah.disposisikan(masuk, form.kepada.data or [], form.instruksi.data or "", form.tenggat.data,
                                 oleh=current_user)  # fmt: skip
    flash(ngettext("Disposisi diberikan kepada %(nama)s.", "Disposisi diberikan kepada %(num)s orang: %(nama)s.",
                   len(baru), nama=", ".join(d.kepada_nama for d in baru)), "berhasil")  # fmt: skip
    return redirect(url_for("surat_masuk.lihat", masuk_id=masuk.id), 303)


def _milik(disposisi_id: int, *, pemberi: bool = False) -> Disposisi:
    """An order of this user: one he was given, or (`pemberi`) one he gave."""
    baris = ambil_atau_404(Disposisi, disposisi_id)
    if (baris.dari_id if pemberi else baris.kepada_id) != current_user.id:
        raise TidakDitemukan()
    return baris


@bp.post("/disposisi/<int:disposisi_id>/baca")
@perlu_izin("sekretariat.disposisi")
def baca(disposisi_id: int) -> ResponseReturnValue:
    """I have read it."""
    baris = _milik(disposisi_id)
    perintah.tandai_dibaca(baris, oleh=current_user)
    flash(_("Ditandai sudah dibaca."), "berhasil")
    return redirect(url_for("surat_masuk.lihat", masuk_id=baris.masuk_id), 303)


@bp.route("/disposisi/<int:disposisi_id>/selesai", methods=["GET", "POST"])
@perlu_izin("sekretariat.disposisi")
def selesai(disposisi_id: int) -> ResponseReturnValue:
    """Done, with a report."""
    baris = _milik(disposisi_id)
    form = FormLaporan()
    layar = Layar("sekretariat/disposisi_selesai.html", form=form, d=baris)
    if not form.validate_on_submit():
        return layar.tampil()
    perintah.selesaikan(baris, form.laporan.data or "", oleh=current_user)
    flash(_("Disposisi selesai; laporan Anda tersimpan."), "berhasil")
    return redirect(url_for("surat_masuk.lihat", masuk_id=baris.masuk_id), 303)


@bp.post("/disposisi/<int:disposisi_id>/tarik")
@perlu_izin("sekretariat.disposisi")
def tarik(disposisi_id: int) -> ResponseReturnValue:
    """Take it back."""
    baris = _milik(disposisi_id, pemberi=True)
    perintah.tarik(baris, oleh=current_user)
    flash(_("Disposisi kepada %(nama)s ditarik.", nama=baris.kepada_nama), "berhasil")
    return redirect(url_for("surat_masuk.lihat", masuk_id=baris.masuk_id), 303)
