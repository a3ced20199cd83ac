"""Settings of messages: texts, channels, and what was sent."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from smartkampung.extensions import db
from smartkampung.inti.izin import perlu_izin
from smartkampung.inti.web import Layar, ambil_atau_404, halaman
from smartkampung.surat.kabar import services
from smartkampung.surat.kabar.forms import FormSaluran, form_teks
from smartkampung.surat.kabar.models import Kabar
from smartkampung.surat.kabar.teks import BAWAAN, KODE, daftar_teks
from smartkampung.surat.models import Surat

bp = Blueprint("kabar", __name__, url_prefix="/surat/atur/kabar")
RUPA = {
    "menunggu": ("jalan", "menunggu"),
    "dikirim": ("baik", "dikirim"),
    "mungkin_terkirim": ("tunggu", "mungkin terkirim"),
    "gagal": ("buruk", "gagal"),
}


@bp.route("", methods=["GET", "POST"])
@perlu_izin("surat.atur")
def teks() -> ResponseReturnValue:
    """One text per state."""
    isi: dict[str, Any] = {f"teks_{keadaan}": satu for keadaan, satu in daftar_teks().items()}
    form = form_teks()(data=isi)
    layar = Layar("surat/kabar_teks.html", form=form, kode=KODE)
    if not form.validate_on_submit():
        return layar.tampil()
    baru = {keadaan: form[f"teks_{keadaan}"].data or "" for keadaan in BAWAAN}
    berubah = services.atur_teks(baru, oleh=current_user)
    flash(_("%(n)s teks diubah.", n=berubah) if berubah else _("Tidak ada yang berubah."), "berhasil")
    return redirect(url_for(".teks"), 303)


@bp.route("/saluran", methods=["GET", "POST"])
@perlu_izin("surat.atur")
def saluran() -> ResponseReturnValue:
    """E-mail and Telegram: off until they are set up here."""
    kini = services.pengaturan_kabar()
    isi = {"surel": kini.surel_aktif, "telegram": kini.telegram_aktif, "nama": kini.telegram_nama}
    form = FormSaluran(data=isi | {"alamat": kini.telegram_alamat})
    layar = Layar("surat/kabar_saluran.html", form=form, kini=kini, surel_siap=services.surel_siap())
    if not form.validate_on_submit():
        return layar.tampil()
    services.atur_saluran(
        surel=bool(form.surel.data), telegram=bool(form.telegram.data), alamat=form.alamat.data or "",
        nama=form.nama.data or "", token=form.token.data or "", oleh=current_user,
    )  # fmt: skip
    flash(_("Saluran kabar disimpan."), "berhasil")
    return redirect(url_for(".saluran"), 303)


@bp.get("/terkirim")
@perlu_izin("surat.atur")
def terkirim() -> ResponseReturnValue:
    """What was sent, waits, or failed, newest first."""
    pilih = (
        db.select(Kabar.id, Kabar.surat_id, Kabar.kanal, Kabar.keadaan, Kabar.sebab, Kabar.dibuat_pada, Surat.nama)
        .join(Surat, Surat.id == Kabar.surat_id)
        .order_by(Kabar.id.desc())
    )
    return Layar("surat/kabar_terkirim.html", hal=halaman(pilih), rupa=RUPA).tampil()


@bp.post("/terkirim/<int:kabar_id>/ulangi")
@perlu_izin("surat.atur")
def ulangi(kabar_id: int) -> ResponseReturnValue:
    """Try a failed message again."""
    services.ulangi(ambil_atau_404(Kabar, kabar_id), oleh=current_user)
    flash(_("Dicoba lagi dalam satu menit."), "berhasil")
    return redirect(url_for(".terkirim"), 303)
