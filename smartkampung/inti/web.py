"""HTTP for all areas: the life of a request, screens with forms, refusals, paging, downloads."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote, urlsplit

from flask import (
    Flask,
    Response,
    abort,
    current_app,
    flash,
    g,
    jsonify,
    redirect,
    render_template,
    request,
    send_file,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import Select
from sqlalchemy.exc import DataError, OperationalError
from werkzeug.exceptions import HTTPException
from werkzeug.routing import IntegerConverter

from smartkampung.inti import db as basis
from smartkampung.inti import kunci_sekali
from smartkampung.inti.formulir import KUNCI_TERBESAR
from smartkampung.inti.galat import GalatDomain, HanyaBaca, IsianTidakTersimpan, TidakBoleh, TidakDitemukan
from smartkampung.inti.penyimpanan import penuh, ruang

T = TypeVar("T")
AMAN = ("GET", "HEAD", "OPTIONS")
KEBIJAKAN_ISI = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'none'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'; "
    "manifest-src 'self'; worker-src 'self'; frame-src 'self'"
)


def pasang_siklus(app: Flask) -> None:
    """Hook the life of a request into the app; an address with a number no row can have leads nowhere."""
    app.url_map.converters["int"] = partial(IntegerConverter, max=KUNCI_TERBESAR)  # type: ignore[assignment]
    app.before_request(_mulai)
    app.after_request(_selesai)
    app.after_request(_kepala_aman)
    app.teardown_request(_bereskan)
    app.register_error_handler(GalatDomain, tangani_galat)
    app.register_error_handler(OperationalError, _tangani_basis_data)
    app.register_error_handler(DataError, lambda _galat: tangani_galat(IsianTidakTersimpan()))
    app.register_error_handler(HTTPException, _tangani_http)
    app.register_error_handler(500, _tangani_rusak)


def _mulai() -> ResponseReturnValue | None:
    if request.endpoint is None:
        return None
    tampilan = current_app.view_functions[request.endpoint]
    menulis = request.method not in AMAN and not getattr(tampilan, "_tanpa_kunci_tulis", False)
    basis._menulis.set(menulis)
    if getattr(tampilan, "_publik", False):
        pass
    elif not hasattr(tampilan, "_izin"):
        raise RuntimeError(f"view {request.endpoint} names no permission and is not public")
    elif not current_user.is_authenticated:
        return _ke_masuk()
    else:
        sela = current_app.extensions["smartkampung"].sela_masuk(request.endpoint)
        if sela is not None:
            return sela  # type: ignore[no-any-return]
        izin = tampilan._izin  # type: ignore[attr-defined]
        if izin and not any(current_user.punya_izin(i) for i in izin):
            raise TidakBoleh()
    if menulis and ruang(current_app.extensions["smartkampung"].pengaturan.instance).hanya_baca:
        raise HanyaBaca()
    if menulis and not getattr(tampilan, "_tanpa_kunci_sekali", False):
        return kunci_sekali.pakai(request.form.get(kunci_sekali.MEDAN, ""))
    return None


def _ke_masuk() -> ResponseReturnValue:
    basis._menulis.set(False)
    if ingin_json():
        return jsonify(galat=_("Sesi Anda sudah berakhir. Silakan masuk lagi.")), 401
    lanjut = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("akun.masuk", lanjut=lanjut if lanjut != "/" else None), 303)


def _selesai(respons: Response) -> Response:
    if not basis.sedang_menulis():
        return respons
    sesi = basis.sesi_utama()
    if respons.status_code >= 400:
        sesi.rollback()
        return respons
    try:
        kunci_sekali.catat_tujuan(respons.location)
        sesi.commit()
    except OperationalError as galat:
        sesi.rollback()
        return current_app.make_response(_tangani_basis_data(galat))
    return respons


def _kepala_aman(respons: Response) -> Response:
    kepala = respons.headers
    kepala.setdefault("Content-Security-Policy", KEBIJAKAN_ISI)
    kepala["X-Content-Type-Options"] = "nosniff"
    kepala["Referrer-Policy"] = "same-origin"
    kepala["X-Frame-Options"] = "DENY"
    kepala["Cross-Origin-Opener-Policy"] = "same-origin"
    kepala["Permissions-Policy"] = "geolocation=(self), camera=(self), microphone=()"
    kepala.setdefault("Cache-Control", "no-store")
    if current_app.config["SESSION_COOKIE_SECURE"]:
        kepala["Strict-Transport-Security"] = "max-age=31536000"
    return respons


def _bereskan(_galat: BaseException | None) -> None:
    basis._menulis.set(False)


# --- refusals -----------------------------------------------------------------------------------

def tangani_galat(galat: GalatDomain) -> ResponseReturnValue:
    """Show a refusal where the person is: at the field, on the page before, or on a page of its own."""
    if request.endpoint is not None:
        _batalkan_tulisan()
    kalimat = galat.kalimat(_)
    layar: Layar | None = g.get("layar")
    if ingin_json():
        return jsonify(galat=kalimat), galat.status
    if layar is not None and request.method == "POST":
        return layar.tolak(galat.medan, kalimat, galat.status)
    if request.method == "POST" and galat.status in (409, 422, 429, 503):
        sebelum = halaman_sebelum()
        if sebelum:
            flash(kalimat, "galat")
            return redirect(sebelum, 303)
    return halaman_galat(galat.status, kalimat)


def _tangani_basis_data(galat: OperationalError) -> ResponseReturnValue:
    _batalkan_tulisan()
    if penuh(galat):
        return tangani_galat(HanyaBaca())
    raise galat


def _tangani_http(galat: HTTPException) -> ResponseReturnValue:
    if galat.code is None or galat.code < 400:
        return galat
    _batalkan_tulisan()
    kalimat = {
        400: _("Formulir ini sudah kedaluwarsa. Muat ulang halaman, lalu kirim lagi."),
        404: _("Halaman yang Anda buka tidak ada."),
        405: _("Halaman ini tidak dapat dibuka dengan cara itu."),
        413: _("Berkas atau isian terlalu besar. Kecilkan, lalu kirim lagi."),
        429: _("Terlalu banyak permintaan. Tunggu sebentar, lalu coba lagi."),
    }.get(galat.code, _("Permintaan ini tidak dapat dikerjakan."))
    if ingin_json():
        return jsonify(galat=kalimat), galat.code
    return halaman_galat(galat.code, kalimat)


def _tangani_rusak(galat: Exception) -> ResponseReturnValue:
    _batalkan_tulisan()
    kode = secrets.token_hex(3).upper()
    current_app.logger.error("galat %s pada %s", kode, request.endpoint,
                             exc_info=getattr(galat, "original_exception", None) or galat)
    return halaman_galat(500, _(
        "Ada kesalahan pada program. Yang Anda isi belum tersimpan. "
        "Coba lagi; bila tetap gagal, sampaikan kode %(kode)s kepada admin desa.", kode=kode))


def _batalkan_tulisan() -> None:
    basis.sesi_utama().rollback()
    basis._menulis.set(False)


def potongan(nama: str, **isi: Any) -> str:
    """Render a piece of a page that a script puts in its place: without menu, badges, and what else frames ask for."""
    return current_app.jinja_env.get_template(nama).render(**isi)


def halaman_galat(status: int, kalimat: str) -> ResponseReturnValue:
    """The one error page."""
    return render_template("galat/galat.html", status=status, kalimat=kalimat), status


def ingin_json() -> bool:
    """Whether the caller is a script of ours that wants JSON back."""
    return request.accept_mimetypes.best == "application/json"


def halaman_sebelum() -> str | None:
    """The page the person came from, when it is ours (path only, so no other host can slip in)."""
    asal = urlsplit(request.referrer or "")
    if asal.netloc != request.host or asal.path in ("", request.path):
        return None
    return jalur_kita(asal.path + (f"?{asal.query}" if asal.query else ""))


def jalur_kita(jalur: str | None) -> str | None:
    """A path inside this site, or None: the guard against open redirects."""
    if not jalur or not jalur.startswith("/") or jalur.startswith(("//", "/\\")) or "\n" in jalur:
        return None
    return jalur


# --- screens ------------------------------------------------------------------------------------

class Layar:
    """A page with a form: shown again, with everything typed kept, when a rule refuses the act."""

    def __init__(self, template: str, *, form: Any = None, **isi: Any) -> None:
        self.template, self.form, self.isi = template, form, isi
        g.layar = self

    def tampil(self, status: int | None = None) -> ResponseReturnValue:
        """Render: 200 on GET, 422 when a POST comes back with faults."""
        kode = status or (200 if request.method in AMAN else 422)
        return render_template(self.template, form=self.form, **self.isi), kode

    def tolak(self, medan: str | None, kalimat: str, status: int) -> ResponseReturnValue:
        """Render again with a sentence at its field, or on top when it belongs to none."""
        if self.form is not None and medan and medan in self.form:
            self.form[medan].errors = [*self.form[medan].errors, kalimat]
        else:
            flash(kalimat, "galat")
        return self.tampil(status)


def ambil_atau_404(model: type[T], kunci: Any) -> T:
    """The row with this primary key; TidakDitemukan otherwise."""
    baris = basis.sesi_utama().get(model, kunci)
    if baris is None:
        raise TidakDitemukan()
    return baris


@dataclass(frozen=True)
class Halaman:
    """One page of a list: `butir`, its `nomor` from 1, and whether more follow (nothing is counted)."""

    butir: Sequence[Any]
    nomor: int
    ada_lagi: bool


def halaman(pilih: Select[Any], *, per: int = 50, nomor: int | None = None) -> Halaman:
    """Read one page; asks for one row more than it shows instead of counting all."""
    ke = nomor if nomor is not None else nomor_halaman()
    baris = basis.sesi_utama().execute(pilih.limit(per + 1).offset((ke - 1) * per)).all()
    return Halaman(baris[:per], ke, len(baris) > per)


def nomor_halaman() -> int:
    """`?halaman=` of this request: 1 when absent or not a number, 404 beyond all reason."""
    ke = request.args.get("halaman", 1, type=int)
    if not 1 <= ke <= 100_000:
        abort(404)
    return ke


def unduh_jalur(jalur: Path, nama: str, mime: str) -> Response:
    """Send a file from the disk piece by piece, as a download."""
    aman = "".join(c if c.isalnum() or c in "._-" else "-" for c in nama)[:120]
    return send_file(jalur, mimetype=mime, as_attachment=True, download_name=aman, conditional=False, etag=False)


def unduh(data: bytes, nama: str, mime: str, *, lampiran: bool = True) -> Response:
    """Send a file made in memory; never cached, never sniffed, name safe for any header."""
    aman = "".join(c if c.isalnum() or c in "._-" else "-" for c in nama)[:120]
    respons = Response(data, mimetype=mime)
    cara = "attachment" if lampiran else "inline"
    respons.headers["Content-Disposition"] = f"{cara}; filename*=UTF-8''{quote(aman)}"
    if not lampiran:
        respons.headers["Content-Security-Policy"] = "default-src 'none'; object-src 'self'; sandbox"
    return respons


def kirim_pdf(data: bytes, nama: str, *, lampiran: bool = False) -> Response:
    """Send a PDF the program made, to be read in the browser: its viewer does not open in a sandbox.

    PDFs that people upload are only ever downloads (`unduh`).
    """
    respons = unduh(data, nama, "application/pdf", lampiran=lampiran)
    respons.headers["Content-Security-Policy"] = "default-src 'none'; object-src 'self'; frame-ancestors 'none'"
    return respons
