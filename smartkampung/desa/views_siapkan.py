"""The first-run page: it opens only while there is no account, and asks for the code on the console."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from smartkampung.akun.masuk import perangkat_kini
from smartkampung.akun.services import ada_pengguna
from smartkampung.desa import services
from smartkampung.desa.forms import SiapkanForm
from smartkampung.desa.wilayah import cari_nama
from smartkampung.inti.db import transaksi
from smartkampung.inti.galat import TidakDitemukan
from smartkampung.inti.izin import publik, tanpa_kunci_tulis
from smartkampung.inti.konteks import pengaturan
from smartkampung.inti.pembatas import boleh_mencoba, catat_percobaan
from smartkampung.inti.web import Layar

bp = Blueprint("siapkan", __name__, url_prefix="/siapkan")
JENDELA, TAHAN = timedelta(hours=1), timedelta(seconds=30)


@bp.route("", methods=["GET", "POST"])
@publik
@tanpa_kunci_tulis
def mulai() -> ResponseReturnValue:
    """Code, village, first admin."""
    if ada_pengguna():
        raise TidakDitemukan()
    form = SiapkanForm()
    teks = " ".join((request.form.get("cari") or request.args.get("cari") or "").split())[:60]
    tingkat = "desa" if pengaturan().mode == "desa" else "kabupaten"
    hasil = cari_nama(teks, tingkat=tingkat, batas=15) if len(teks) >= 3 else []
    layar = Layar("desa/siapkan.html", form=form, cari=teks, hasil=hasil)
    if "cari_wilayah" in request.form or not form.validate_on_submit():
        if "cari_wilayah" in request.form:
            for medan in form:
                medan.errors = []
            return layar.tampil(200)
        return layar.tampil()
    kunci = f"siapkan:{perangkat_kini().alamat}"
    boleh_mencoba(kunci)
    if not services.cocok_kode_siapkan(form.kode.data):
        catat_percobaan(kunci, bebas=5, jendela=JENDELA, tahan=TAHAN)
        raise services.KodePenyiapanSalah()
    with transaksi():
        services.siapkan_lewat_web(form.kode.data, form.wilayah.data, nama=form.nama.data,
                                   nama_pengguna=form.nama_pengguna.data, sandi=form.sandi_baru.data)
    return redirect(url_for("akun.masuk"), 303)
