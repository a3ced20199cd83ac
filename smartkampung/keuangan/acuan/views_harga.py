"""Pages of the standard price list: search, add, end, workbook in and out."""

from __future__ import annotations

import tempfile
from pathlib import Path

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from flask_login import current_user
from sqlalchemy import Select

from smartkampung.extensions import db
from smartkampung.inti.berkas_lembar import BATAS_BERKAS, periksa_ukuran
from smartkampung.inti.formulir import (
    Formulir,
    MedanBerkas,
    MedanCentang,
    MedanRupiah,
    MedanTanggal,
    MedanTeks,
    rapikan,
)
from smartkampung.inti.izin import perlu_izin
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.lembar import Kolom, Lembar
from smartkampung.inti.uang import NOL
from smartkampung.inti.web import Layar, ambil_atau_404, halaman, unduh
from smartkampung.inti.xlsx import buku_ke_bytes
from smartkampung.keuangan.acuan import services
from smartkampung.keuangan.acuan.harga import berlaku_pada
from smartkampung.keuangan.acuan.impor_harga import KOLOM, UjiHarga, baca_harga, terapkan_harga
from smartkampung.keuangan.acuan.models import HargaSatuan

bp = Blueprint("harga", __name__, url_prefix="/keuangan/harga")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class FormHarga(Formulir):
    """A price."""

    kode = MedanTeks(_l("Kode"), maks=40, description=_l("Kode yang sudah ada mendapat harga baru sejak tanggalnya."))
    uraian = MedanTeks(_l("Uraian"), maks=200)
    spesifikasi = MedanTeks(_l("Spesifikasi"), wajib=False, maks=200)
    satuan = MedanTeks(_l("Satuan"), maks=30)
    harga = MedanRupiah(_l("Harga"))
    berlaku_mulai = MedanTanggal(_l("Berlaku mulai"))
    rekening = MedanTeks(_l("Kode rekening"), wajib=False, maks=20)
    dasar = MedanTeks(_l("Dasar"), wajib=False, maks=160, description=_l("Misalnya Perbup 21/2026."))


class FormAkhirHarga(Formulir):
    """The last day of a price."""

    tanggal = MedanTanggal(_l("Berlaku sampai"))


class FormImporHarga(Formulir):
    """A workbook of prices."""

    berkas = MedanBerkas(_l("Daftar harga"), terima=".xlsx,.csv",
                         description=_l("Kolom: kode, uraian, spesifikasi, satuan, harga, rekening."))
    berlaku_mulai = MedanTanggal(_l("Berlaku mulai"))
    dasar = MedanTeks(_l("Dasar"), maks=160, description=_l("Misalnya Perbup 21/2026."))
    uji = MedanCentang(_l("Periksa saja, jangan simpan dulu"), default=True)


def _pilih() -> tuple[str, bool, Select[tuple[HargaSatuan]]]:
    q, semua = (rapikan(request.args.get("q", "")) or "")[:80], bool(request.args.get("semua"))
    pilih = db.select(HargaSatuan).order_by(HargaSatuan.uraian, HargaSatuan.kode, HargaSatuan.berlaku_mulai.desc())
    if not semua:
        pilih = pilih.where(berlaku_pada(hari_desa()))
    for kata in q.split()[:6]:
        medan = (HargaSatuan.uraian, HargaSatuan.spesifikasi, HargaSatuan.kode)
        pilih = pilih.where(db.or_(*(m.icontains(kata, autoescape=True) for m in medan)))
    return q, semua, pilih


@bp.get("/")
@perlu_izin("keuangan.lihat")
def daftar() -> ResponseReturnValue:
    """The prices in force, or all."""
    q, semua, pilih = _pilih()
    return render_template("keuangan/acuan/harga.html", hal=halaman(pilih), q=q, semua=semua)


@bp.get("/xlsx")
@perlu_izin("keuangan.lihat")
def xlsx() -> Response:
    """The same list as a workbook; it can be imported again."""
    _q, _semua, pilih = _pilih()
    kolom = tuple(Kolom(k, k, "rupiah" if k == "harga" else "teks") for k in KOLOM)
    isi = [tuple(getattr(h, k) for k in KOLOM) for h in db.session.scalars(pilih.limit(60_000))]
    return unduh(buku_ke_bytes([Lembar("harga", "Standar satuan harga", kolom, isi)]), "standar-harga.xlsx", XLSX)


@bp.route("/tambah", methods=["GET", "POST"])
@perlu_izin("keuangan.acuan")
def tambah() -> ResponseReturnValue:
    """Add a price, or the next one of a code."""
    form = FormHarga(berlaku_mulai=hari_desa())
    layar = Layar("keuangan/acuan/harga_tambah.html", form=form)
    if not form.validate_on_submit():
        return layar.tampil()
    services.simpan_harga(services.IsiHarga(
        form.kode.data or "", form.uraian.data or "", form.satuan.data or "", form.harga.data or NOL,
        form.berlaku_mulai.data, form.spesifikasi.data or "", form.rekening.data or "", form.dasar.data or "",
    ), oleh=current_user)
    flash(_("Harga disimpan."), "berhasil")
    return redirect(url_for(".daftar", q=form.kode.data), 303)


@bp.route("/<int:harga_id>/akhiri", methods=["GET", "POST"])
@perlu_izin("keuangan.acuan")
def akhiri(harga_id: int) -> ResponseReturnValue:
    """End a price."""
    baris, form = ambil_atau_404(HargaSatuan, harga_id), FormAkhirHarga()
    layar = Layar("keuangan/acuan/harga_akhiri.html", form=form, h=baris)
    if not form.validate_on_submit():
        return layar.tampil()
    services.akhiri_harga(baris, form.tanggal.data, oleh=current_user)
    flash(_("Harga diakhiri."), "berhasil")
    return redirect(url_for(".daftar"), 303)


@bp.route("/impor", methods=["GET", "POST"])
@perlu_izin("keuangan.acuan")
def impor() -> ResponseReturnValue:
    """A workbook of prices: judged first, then taken over."""
    form = FormImporHarga(berlaku_mulai=hari_desa())
    layar = Layar("keuangan/acuan/harga_impor.html", form=form, uji=None)
    if not form.validate_on_submit():
        return layar.tampil()
    data, nama = form.berkas.data.read(), form.berkas.data.filename or "harga.xlsx"
    periksa_ukuran(len(data), BATAS_BERKAS)
    uji = _baca(data, nama, form)
    if form.uji.data:
        return render_template("keuangan/acuan/harga_impor.html", form=form, uji=uji)
    banyak = terapkan_harga(uji, nama, oleh=current_user)
    flash(ngettext("%(num)s harga disimpan.", "%(num)s harga disimpan.", banyak), "berhasil")
    if uji.tolak:
        return render_template("keuangan/acuan/harga_impor.html", form=form, uji=uji)
    return redirect(url_for(".daftar"), 303)


def _baca(data: bytes, nama: str, form: FormImporHarga) -> UjiHarga:
    with tempfile.TemporaryDirectory() as folder:
        jalur = Path(folder) / ("daftar.csv" if nama.lower().endswith(".csv") else "daftar.xlsx")
        jalur.write_bytes(data)
        return baca_harga(jalur, form.berlaku_mulai.data, form.dasar.data or "")
