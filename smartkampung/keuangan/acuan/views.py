"""Pages of the codes: accounts, kegiatan, sources of funds, and the regency's own numbers."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from smartkampung.extensions import db
from smartkampung.inti.formulir import Formulir, MedanAngka, MedanSatu, MedanTeks, rapikan
from smartkampung.inti.izin import perlu_izin
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.lembar import Kolom, Lembar
from smartkampung.inti.web import Layar, unduh
from smartkampung.inti.xlsx import buku_ke_bytes
from smartkampung.keuangan.acuan import services
from smartkampung.keuangan.acuan.models import ASAL, LOKAL, SELAMANYA, AcuanKegiatan, Rekening, SumberDana

bp = Blueprint("acuan_keuangan", __name__, url_prefix="/keuangan/kode")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
JENIS = {"rekening": "Kode rekening", "kegiatan": "Bidang dan kegiatan", "sumber": "Sumber dana"}
MODEL: dict[str, Any] = {"rekening": Rekening, "kegiatan": AcuanKegiatan, "sumber": SumberDana}


class FormLokal(Formulir):
    """A number of the regency."""

    jenis = MedanSatu(_l("Jenis"), pilihan=[(k, JENIS[k]) for k in ("rekening", "kegiatan")], default="rekening")
    kode = MedanTeks(_l("Kode"), maks=20, description=_l("Nomor 90 sampai 99, misalnya 5.2.1.91 atau 02.03.92."))
    nama = MedanTeks(_l("Nama"), maks=300)
    dasar = MedanTeks(_l("Nomor peraturan bupati"), maks=160)
    tahun = MedanAngka(_l("Berlaku mulai tahun anggaran"), dari=2015, sampai=2100)


class FormAkhir(Formulir):
    """The last year of a local number."""

    tahun = MedanAngka(_l("Tahun anggaran terakhir"), dari=2015, sampai=2100)


def _baris(jenis: str, q: str, lokal: bool) -> list[Rekening | AcuanKegiatan | SumberDana]:
    model = MODEL[jenis]
    pilih = db.select(model).order_by(model.kode)
    if lokal:
        pilih = pilih.where(model.asal == LOKAL)
    for kata in q.split()[:5]:
        pilih = pilih.where(db.or_(model.kode.startswith(kata, autoescape=True),
                                   model.nama.icontains(kata, autoescape=True)))
    return list(db.session.scalars(pilih))


def _saring() -> tuple[str, str, bool]:
    jenis = request.args.get("jenis", "rekening")
    return jenis if jenis in JENIS else "rekening", (rapikan(request.args.get("q", "")) or "")[:80], bool(
        request.args.get("lokal"))


@bp.get("/")
@perlu_izin("keuangan.lihat")
def daftar() -> ResponseReturnValue:
    """The codes, by kind and search."""
    jenis, q, lokal = _saring()
    return render_template("keuangan/acuan/daftar.html", jenis=jenis, q=q, lokal=lokal, pilihan=list(JENIS.items()),
                           baris=_baris(jenis, q, lokal), asal=ASAL, selamanya=SELAMANYA)


@bp.get("/xlsx")
@perlu_izin("keuangan.lihat")
def xlsx() -> Response:
    """The same list as a workbook."""
    jenis, q, lokal = _saring()
    kolom = (Kolom("kode", "Kode"), Kolom("nama", "Nama"), Kolom("asal", "Asal"), Kolom("dasar", "Dasar"),
             Kolom("mulai", "Mulai"), Kolom("sampai", "Sampai"))
    isi = [(b.kode, b.nama, ASAL[b.asal], b.dasar, str(b.tahun_mulai),
            "" if b.tahun_sampai == SELAMANYA else str(b.tahun_sampai)) for b in _baris(jenis, q, lokal)]
    return unduh(buku_ke_bytes([Lembar(jenis, JENIS[jenis], kolom, isi)]), f"{jenis}.xlsx", XLSX)


@bp.route("/tambah", methods=["GET", "POST"])
@perlu_izin("keuangan.acuan")
def tambah() -> ResponseReturnValue:
    """Add a local number."""
    form = FormLokal(tahun=hari_desa().year)
    layar = Layar("keuangan/acuan/tambah.html", form=form)
    if not form.validate_on_submit():
        return layar.tampil()
    baris = services.tambah_lokal(form.jenis.data, form.kode.data or "", form.nama.data or "", form.dasar.data or "",
                                  form.tahun.data or 0, oleh=current_user)
    flash(_("Kode %(kode)s ditambahkan.", kode=baris.kode), "berhasil")
    return redirect(url_for(".daftar", jenis=form.jenis.data, lokal=1), 303)


@bp.route("/akhiri/<jenis>/<kode>", methods=["GET", "POST"])
@perlu_izin("keuangan.acuan")
def akhiri(jenis: str, kode: str) -> ResponseReturnValue:
    """End a local number."""
    form = FormAkhir(tahun=hari_desa().year)
    layar = Layar("keuangan/acuan/akhiri.html", form=form, jenis=jenis, kode=kode)
    if not form.validate_on_submit():
        return layar.tampil()
    services.akhiri_lokal(jenis, kode, form.tahun.data or 0, oleh=current_user)
    flash(_("Kode %(kode)s berakhir sesudah tahun %(t)s.", kode=kode, t=form.tahun.data), "berhasil")
    return redirect(url_for(".daftar", jenis=jenis, lokal=1), 303)
