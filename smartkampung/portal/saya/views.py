"""Pages of "surat saya": log in, my letters, one of them, its file, a new request.

Every page but the login itself is closed without a session of this realm (`@warga_saja`); a login of staff opens none.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Blueprint, Response, current_app, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from smartkampung.extensions import db
from smartkampung.inti.berkas import baca_berkas
from smartkampung.inti.galat import TidakDitemukan
from smartkampung.inti.izin import publik, tanpa_kunci_sekali, tanpa_kunci_tulis
from smartkampung.inti.web import Layar, kirim_pdf
from smartkampung.portal import katalog, queries
from smartkampung.portal.saya import services
from smartkampung.portal.saya.forms import FormMasukWarga, form_ajukan
from smartkampung.portal.views_publik import _lihat_status
from smartkampung.surat import permohonan, unggahan
from smartkampung.surat.jenis import definisi_dari
from smartkampung.surat.models import Surat
from smartkampung.surat.permohonan import BerkasPermohonan
from smartkampung.surat.sekali import kerjakan_sekali

bp = Blueprint("surat_saya", __name__, url_prefix="/surat-saya")
JALUR = "/surat-saya"
BANYAK = 50


def nama_kuki() -> str:
    """The cookie of this realm, apart from that of staff and sent to these pages only."""
    return str(current_app.config["SESSION_COOKIE_NAME"]).removeprefix("__Host-") + "_warga"


def _token() -> str:
    return request.cookies.get(nama_kuki(), "")


def warga_saja(fungsi: Callable[..., ResponseReturnValue]) -> Callable[..., ResponseReturnValue]:
    """Open a page to a resident's session only; the view gets the resident's id first."""

    @wraps(fungsi)
    def jaga(**nilai: Any) -> ResponseReturnValue:
        penduduk_id = services.kenali(_token())
        if penduduk_id is None:
            if request.method == "POST":
                flash(_("Waktu masuk Anda habis. Silakan masuk lagi."), "peringatan")
            return redirect(url_for("surat_saya.masuk"), 303)
        return fungsi(penduduk_id, **nilai)

    jaga._warga = True  # type: ignore[attr-defined]
    return publik(jaga)


@bp.get("/masuk")
@publik
def masuk() -> ResponseReturnValue:
    """Ask for NIK or telephone and PIN."""
    return Layar("portal/saya_masuk.html", form=FormMasukWarga(formdata=None)).tampil()


@bp.post("/masuk")
@publik
@tanpa_kunci_tulis
@tanpa_kunci_sekali
def masuk_kirim() -> ResponseReturnValue:
    """Open a session; the cookie goes to these pages only."""
    form = FormMasukWarga()
    layar = Layar("portal/saya_masuk.html", form=form)
    if not form.validate():
        return layar.tampil()
    token = services.masuk(form.kenal.data or "", form.pin.data or "", request.remote_addr or "")
    respons = make_response(redirect(url_for(".daftar"), 303))
    aman = current_app.config["SESSION_COOKIE_SECURE"]
    respons.set_cookie(nama_kuki(), token, path=JALUR, httponly=True, samesite="Lax", secure=aman)
    return respons


@bp.post("/keluar")
@warga_saja
def keluar(penduduk_id: int) -> ResponseReturnValue:
    """End this session."""
    services.keluar(_token())
    respons = make_response(redirect(url_for(".masuk"), 303))
    respons.delete_cookie(nama_kuki(), path=JALUR)
    return respons


@bp.get("")
@warga_saja
def daftar(penduduk_id: int) -> ResponseReturnValue:
    """My letters, newest first."""
    pilih = db.select(Surat).where(Surat.penduduk_id == penduduk_id).order_by(Surat.id.desc()).limit(BANYAK)
    isi = [(surat, queries.kata_publik(surat), queries.dapat_diunduh(surat)) for surat in db.session.scalars(pilih)]
    return render_template("portal/saya.html", daftar=isi, layanan=katalog.kelompokkan(katalog.semua_layanan()))


def _surat(penduduk_id: int, surat_id: int) -> Surat:
    """My letter; TidakDitemukan when it is somebody else's."""
    surat = db.session.get(Surat, surat_id)
    if surat is None or surat.penduduk_id != penduduk_id:
        raise TidakDitemukan()
    return surat


@bp.get("/<int:surat_id>")
@warga_saja
def lihat(penduduk_id: int, surat_id: int) -> ResponseReturnValue:
    """One of my letters: the same page as by code, with what is still missing."""
    return _lihat_status(_surat(penduduk_id, surat_id)).tampil()


@bp.get("/<int:surat_id>/pdf")
@warga_saja
def pdf(penduduk_id: int, surat_id: int) -> Response:
    """The signed file of one of my letters."""
    surat = _surat(penduduk_id, surat_id)
    if not queries.dapat_diunduh(surat) or surat.berkas is None:
        raise TidakDitemukan()
    return kirim_pdf(baca_berkas(surat.berkas), f"{definisi_dari(surat.jenis).judul}.pdf", lampiran=True)


def _layar_ajukan(kode: str, *, kirim: bool = False) -> Layar:
    satu = katalog.layanan_publik(kode)
    kelas = form_ajukan(satu.definisi)
    form = kelas() if kirim else kelas(formdata=None)
    return Layar("portal/saya_ajukan.html", form=form, jenis=satu.jenis, definisi=satu.definisi)


@bp.get("/ajukan/<kode>")
@warga_saja
def ajukan(penduduk_id: int, kode: str) -> ResponseReturnValue:
    """Ask for a letter; the village knows who I am."""
    return _layar_ajukan(kode).tampil()


@bp.post("/ajukan/<kode>")
@warga_saja
@tanpa_kunci_tulis
def ajukan_kirim(penduduk_id: int, kode: str) -> ResponseReturnValue:
    """Take the request."""
    layar = _layar_ajukan(kode, kirim=True)
    form = layar.form
    if not form.validate():
        return layar.tampil()
    berkas = BerkasPermohonan(unggahan=unggahan.siapkan(form.berkas()))

    def simpan() -> str:
        surat = permohonan.ajukan_sendiri(kode, penduduk_id, form.isian(), berkas)
        flash(_("Permohonan terkirim. Kode surat: %(kode)s.", kode=surat.kode_status), "berhasil")
        return url_for(".lihat", surat_id=surat.id)

    return kerjakan_sekali(simpan)
