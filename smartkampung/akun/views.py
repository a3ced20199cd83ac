"""Logging in and out, and one's own account."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user, logout_user

from smartkampung.akun import sandi, services, sesi
from smartkampung.akun.forms import GantiSandiForm, KodeForm, MasukForm, PasangTotpForm
from smartkampung.akun.masuk import masukkan, perangkat_kini
from smartkampung.audit.services import catat
from smartkampung.inti.izin import perlu_masuk, publik, tanpa_kunci_tulis
from smartkampung.inti.konteks import keadaan, pengaturan
from smartkampung.inti.web import Layar, jalur_kita

bp = Blueprint("akun", __name__)


@bp.route("/masuk", methods=["GET", "POST"])
@publik
@tanpa_kunci_tulis
def masuk() -> ResponseReturnValue:
    """Name and password; then the second factor when the account has one."""
    if not services.ada_pengguna():
        return redirect(url_for("siapkan.mulai"), 303)
    form = MasukForm()
    lanjut = jalur_kita(request.args.get("lanjut"))
    layar = Layar("akun/masuk.html", form=form, lanjut=lanjut, demo=_akun_demo())
    if not form.validate_on_submit():
        return layar.tampil()
    pengguna = services.periksa_masuk(form.nama_pengguna.data, form.sandi.data, perangkat_kini())
    session.clear()
    if pengguna.totp:
        session["menunggu_kode"] = sesi.buka_sesi(pengguna, perangkat_kini(), penuh=False)
        return redirect(url_for(".kode", lanjut=lanjut), 303)
    masukkan(pengguna)
    return redirect(lanjut or url_for("beranda.lihat"), 303)


def _akun_demo() -> list[tuple[str, str]]:
    if not pengaturan().demo:
        return []
    from smartkampung.akun.demo import daftar_akun_demo

    return daftar_akun_demo()


@bp.route("/masuk/kode", methods=["GET", "POST"])
@publik
@tanpa_kunci_tulis
def kode() -> ResponseReturnValue:
    """The second factor."""
    pengguna = sesi.kenali(session.get("menunggu_kode", ""), penuh=False)
    if pengguna is None:
        flash(_("Masukkan nama pengguna dan kata sandi lagi."), "peringatan")
        return redirect(url_for(".masuk"), 303)
    form = KodeForm()
    layar = Layar("akun/kode.html", form=form)
    if not form.validate_on_submit():
        return layar.tampil()
    services.periksa_kode(pengguna, form.kode.data, perangkat_kini())
    masukkan(pengguna)
    return redirect(jalur_kita(request.args.get("lanjut")) or url_for("beranda.lihat"), 303)


@bp.post("/keluar")
@perlu_masuk
def keluar() -> ResponseReturnValue:
    """End this session."""
    catat("akun.keluar", oleh=current_user)
    sesi.keluar(current_user.token_sesi)
    logout_user()
    session.clear()
    return redirect(url_for(".masuk"), 303)


@bp.get("/akun")
@perlu_masuk
def saya() -> ResponseReturnValue:
    """One's own account: roles, sessions, password, second factor."""
    return render_template("akun/saya.html", daftar_sesi=sesi.daftar_sesi(current_user))


@bp.post("/akun/sesi/<int:sesi_id>/akhiri")
@perlu_masuk
def akhiri_sesi(sesi_id: int) -> ResponseReturnValue:
    """End one of one's own sessions."""
    sesi.akhiri(current_user, sesi_id)
    flash(_("Sesi itu sudah diakhiri."), "berhasil")
    return redirect(url_for(".saya"), 303)


@bp.route("/akun/sandi", methods=["GET", "POST"])
@perlu_masuk
def ganti_sandi() -> ResponseReturnValue:
    """Change one's own password."""
    form = GantiSandiForm()
    layar = Layar("akun/sandi.html", form=form)
    if not form.validate_on_submit():
        return layar.tampil()
    services.ganti_sandi(current_user, form.sandi_lama.data, form.sandi_baru.data)
    flash(_("Kata sandi diganti. Sesi di perangkat lain sudah diakhiri."), "berhasil")
    return redirect(url_for("beranda.lihat"), 303)


@bp.route("/akun/totp", methods=["GET", "POST"])
@perlu_masuk
def totp() -> ResponseReturnValue:
    """Set up the second factor: scan, type the first code, keep the recovery codes."""
    if current_user.totp:
        return redirect(url_for(".saya"), 303)
    rahasia = session.setdefault("totp_baru", sandi.totp_baru())
    form = PasangTotpForm()
    alamat = sandi.totp_alamat(rahasia, current_user.nama_pengguna, f"Smart Kampung {keadaan().ambil_nama()}")
    layar = Layar("akun/totp.html", form=form, rahasia=rahasia, qr=_qr(alamat))
    if not form.validate_on_submit():
        return layar.tampil()
    session["kode_pemulihan"] = services.pasang_totp(current_user, rahasia, form.kode.data)
    session.pop("totp_baru")
    return redirect(url_for(".kode_pemulihan"), 303)


@bp.get("/akun/kode-pemulihan")
@perlu_masuk
def kode_pemulihan() -> ResponseReturnValue:
    """The recovery codes, shown once after the set-up."""
    daftar = session.pop("kode_pemulihan", None)
    if daftar is None:
        return redirect(url_for(".saya"), 303)
    return render_template("akun/kode_pemulihan.html", daftar=daftar)


@bp.post("/akun/totp/lepas")
@perlu_masuk
def lepas_totp() -> ResponseReturnValue:
    """Take the second factor off, where it is not required."""
    services.lepas_totp(current_user, oleh=current_user)
    flash(_("Kode kedua dilepas."), "berhasil")
    return redirect(url_for(".saya"), 303)


def _qr(isi: str) -> str:
    """A QR code as a data address (the policy allows images from data:)."""
    import segno

    return str(segno.make(isi, error="m").svg_data_uri(scale=5, border=2))
