"""Pages of the kiosk: one address, no menu, back to the start by itself; only on an enrolled device."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from smartkampung.extensions import db
from smartkampung.inti.izin import publik, tanpa_kunci_sekali, tanpa_kunci_tulis
from smartkampung.inti.pembatas import boleh_mencoba, catat_percobaan
from smartkampung.inti.web import Layar
from smartkampung.portal import katalog, queries, standar
from smartkampung.portal.kios import services
from smartkampung.portal.kios.forms import FormStatusKios, form_kios
from smartkampung.surat import permohonan
from smartkampung.surat.models import Surat
from smartkampung.surat.permohonan import BerkasPermohonan, Pemohon
from smartkampung.surat.queries import langkah, tanda_terima
from smartkampung.surat.sekali import kerjakan_sekali

bp = Blueprint("kios", __name__, url_prefix="/kios")
JALUR = "/kios"


def nama_kuki() -> str:
    """The cookie of an enrolled device, sent to these pages only."""
    return str(current_app.config["SESSION_COOKIE_NAME"]).removeprefix("__Host-") + "_kios"


def kios_saja(fungsi: Callable[..., ResponseReturnValue]) -> Callable[..., ResponseReturnValue]:
    """Open a page to an enrolled device only; the view gets the device's id first."""

    @wraps(fungsi)
    def jaga(**nilai: Any) -> ResponseReturnValue:
        try:
            perangkat_id = services.kenali(request.cookies.get(nama_kuki(), ""))
        except services.BukanKios as galat:
            return render_template("kios/tertutup.html", kalimat=galat.kalimat(_)), 403
        return fungsi(perangkat_id, **nilai)

    jaga._kios = True  # type: ignore[attr-defined]
    return publik(jaga)


@bp.get("")
@kios_saja
def mulai(perangkat_id: int) -> ResponseReturnValue:
    """What would you like to do? Whatever the last visitor left in the session is gone."""
    session.pop("kios", None)
    semua = katalog.semua_layanan()
    sering = [satu for satu in semua if satu.definisi.sering]
    return render_template("kios/mulai.html", sering=sering, kelompok=katalog.kelompokkan(semua), lama=standar.lama)


def _layar(kode: str, *, kirim: bool = False) -> Layar:
    satu = katalog.layanan_publik(kode)
    kelas = form_kios(satu.definisi)
    form = kelas() if kirim else kelas(formdata=None)
    return Layar("kios/surat.html", form=form, definisi=satu.definisi)


@bp.get("/surat/<kode>")
@kios_saja
def surat(perangkat_id: int, kode: str) -> ResponseReturnValue:
    """The form of one kind."""
    return _layar(kode).tampil()


@bp.post("/surat/<kode>")
@kios_saja
@tanpa_kunci_tulis
def surat_kirim(perangkat_id: int, kode: str) -> ResponseReturnValue:
    """Take the request; the answer is the same whether or not the register knows the person."""
    layar = _layar(kode, kirim=True)
    form = layar.form
    if not form.validate():
        return layar.tampil()
    batas = f"mohon:kios:{perangkat_id}"
    boleh_mencoba(batas)
    catat_percobaan(batas, bebas=60, jendela=timedelta(hours=1), tahan=timedelta(minutes=5))
    pemohon = Pemohon(form.nama.data, form.nik.data, form.tanggal_lahir.data)

    def simpan() -> str:
        baris = permohonan.ajukan_dari_web(kode, pemohon, form.isian(), BerkasPermohonan(), kanal="kiosk")
        session["kios"] = baris.id
        return url_for(".selesai")

    return kerjakan_sekali(simpan)


@bp.get("/selesai")
@kios_saja
def selesai(perangkat_id: int) -> ResponseReturnValue:
    """The code to keep, shown once; then back to the start."""
    baris = db.session.get(Surat, session.pop("kios", 0))
    if baris is None:
        return redirect(url_for(".mulai"), 303)
    return render_template("kios/selesai.html", **tanda_terima(baris))


@bp.get("/status")
@kios_saja
def status(perangkat_id: int) -> ResponseReturnValue:
    """Ask for code and birth date."""
    return Layar("kios/status.html", form=FormStatusKios(formdata=None)).tampil()


@bp.post("/status")
@kios_saja
@tanpa_kunci_tulis
@tanpa_kunci_sekali
def status_kirim(perangkat_id: int) -> ResponseReturnValue:
    """To the stage, or say that code and date do not fit together."""
    form = FormStatusKios()
    layar = Layar("kios/status.html", form=form)
    if not form.validate():
        return layar.tampil()
    baris = queries.buka_status(form.kode.data or "", form.tanggal_lahir.data, request.remote_addr or "")
    if baris is None:
        flash(_("Kode dan tanggal lahir tidak cocok. Periksa tanda terima, lalu coba lagi."), "galat")
        return layar.tampil()
    session["kios"] = baris.id
    return redirect(url_for(".status_lihat"), 303)


@bp.get("/status/lihat")
@kios_saja
def status_lihat(perangkat_id: int) -> ResponseReturnValue:
    """The stage, without name, shown once."""
    baris = db.session.get(Surat, session.pop("kios", 0))
    if baris is None:
        return redirect(url_for(".mulai"), 303)
    kurang = permohonan.diminta(baris) if baris.keadaan == "perlu_dilengkapi" else []
    return render_template("kios/status_lihat.html", surat=baris, keadaan=queries.kata_publik(baris),
                           langkah=langkah(baris), kurang=kurang)  # fmt: skip
