"""Pages of pihak: the list with search, one profile, workbook in and out."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user
from sqlalchemy import Select

from smartkampung.extensions import db
from smartkampung.inti.berkas_lembar import BATAS_BERKAS, periksa_ukuran
from smartkampung.inti.formulir import rapikan
from smartkampung.inti.galat import TidakDitemukan
from smartkampung.inti.izin import perlu_izin, tanpa_kunci_sekali, tanpa_kunci_tulis
from smartkampung.inti.lembar import Kolom, Lembar, lembar_csv
from smartkampung.inti.web import Layar, ambil_atau_404, halaman, jalur_kita, unduh
from smartkampung.inti.xlsx import buku_ke_bytes
from smartkampung.keuangan.kas.models import JENIS_PIHAK, KONSTRUKSI, Pihak
from smartkampung.keuangan.pihak import services
from smartkampung.keuangan.pihak.forms import FormImporPihak, FormPihak
from smartkampung.keuangan.pihak.impor import baca_pihak

bp = Blueprint("pihak_keuangan", __name__, url_prefix="/keuangan/pihak")
BATAS_CARI = 200
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
KOLOM = ("nama", "jenis", "npwp", "pkp", "suket_nomor", "suket_mulai", "suket_sampai", "konstruksi", "alamat",
         "telepon", "bank", "nomor_rekening", "atas_nama", "aktif")  # fmt: skip


def _pilih() -> tuple[str, str, Select[tuple[Pihak]]]:
    q, saring = (rapikan(request.form.get("q", "")) or "")[:80], request.values.get("saring", "")
    pilih = db.select(Pihak).order_by(Pihak.nama, Pihak.id)
    if saring != "semua":
        pilih = pilih.where(Pihak.aktif)
    if saring == "pkp":
        pilih = pilih.where(Pihak.pkp)
    elif saring == "tanpa_npwp":
        pilih = pilih.where(Pihak.npwp == "")
    for kata in q.split()[:6]:
        medan = (Pihak.nama, Pihak.npwp, Pihak.nomor_rekening, Pihak.alamat)
        pilih = pilih.where(db.or_(*(m.icontains(kata, autoescape=True) for m in medan)))
    return q, saring, pilih


@bp.route("", methods=["GET", "POST"])
@perlu_izin("keuangan.lihat")
@tanpa_kunci_tulis
@tanpa_kunci_sekali
def daftar() -> ResponseReturnValue:
    """Whom the village pays; searched by POST, for payees have names."""
    q, saring, pilih = _pilih()
    hal = halaman(pilih, per=BATAS_CARI if q else 50)
    return render_template("keuangan/pihak/daftar.html", hal=hal, q=q, saring=saring, jenis=JENIS_PIHAK,
                           boleh=any(current_user.punya_izin(i) for i in services.IZIN))  # fmt: skip


@bp.get("/unduh.<bentuk>")
@perlu_izin("keuangan.susun", "keuangan.bendahara")
def unduh_daftar(bentuk: str) -> Response:
    """The same list as XLSX or CSV; the workbook can be imported again."""
    kolom = tuple(Kolom(k, k, "tanggal" if k.endswith(("mulai", "sampai")) else "teks") for k in KOLOM)
    isi = [tuple(_sel(getattr(p, k)) for k in KOLOM) for p in db.session.scalars(_pilih()[2].limit(60_000))]
    lembar = Lembar("pihak", "Daftar pihak", kolom, isi)
    if bentuk == "xlsx":
        return unduh(buku_ke_bytes([lembar]), "pihak.xlsx", XLSX)
    if bentuk == "csv":
        return unduh(lembar_csv(lembar), "pihak.csv", "text/csv")
    raise TidakDitemukan()


def _sel(nilai: Any) -> Any:
    return ("ya" if nilai else "tidak") if isinstance(nilai, bool) else nilai


@bp.route("/tambah", methods=["GET", "POST"])
@perlu_izin("keuangan.susun", "keuangan.bendahara")
def tambah() -> ResponseReturnValue:
    """A new profile; `kembali` leads back to the document it was missed in."""
    form, kembali = FormPihak(), jalur_kita(request.args.get("kembali"))
    layar = Layar("keuangan/pihak/isi.html", form=form, pihak=None, batal=kembali or url_for(".daftar"))
    if not form.validate_on_submit():
        return layar.tampil()
    pihak = services.simpan(None, form.data, oleh=current_user)
    flash(_("%(n)s disimpan.", n=pihak.nama), "berhasil")
    return redirect(kembali or url_for(".lihat", pihak_id=pihak.id), 303)


@bp.get("/<int:pihak_id>")
@perlu_izin("keuangan.lihat")
def lihat(pihak_id: int) -> ResponseReturnValue:
    """One profile with the documents that name it."""
    pihak = ambil_atau_404(Pihak, pihak_id)
    return render_template("keuangan/pihak/lihat.html", p=pihak, jenis=JENIS_PIHAK, konstruksi=KONSTRUKSI,
                           hal=halaman(services.belanja_pihak(pihak), per=20),
                           boleh=any(current_user.punya_izin(i) for i in services.IZIN))  # fmt: skip


@bp.route("/<int:pihak_id>/ubah", methods=["GET", "POST"])
@perlu_izin("keuangan.susun", "keuangan.bendahara")
def ubah(pihak_id: int) -> ResponseReturnValue:
    """Edit a profile."""
    pihak = ambil_atau_404(Pihak, pihak_id)
    form = FormPihak(obj=pihak)
    versi = request.form.get("versi", pihak.versi, type=int)
    layar = Layar("keuangan/pihak/isi.html", form=form, pihak=pihak, versi=versi,
                  batal=url_for(".lihat", pihak_id=pihak.id))  # fmt: skip
    if not form.validate_on_submit():
        return layar.tampil()
    services.simpan(pihak, form.data, oleh=current_user, versi=versi)
    flash(_("%(n)s disimpan.", n=pihak.nama), "berhasil")
    return redirect(url_for(".lihat", pihak_id=pihak.id), 303)


@bp.route("/impor", methods=["GET", "POST"])
@perlu_izin("keuangan.susun", "keuangan.bendahara")
def impor() -> ResponseReturnValue:
    """Many profiles from a workbook."""
    form = FormImporPihak()
    layar = Layar("keuangan/pihak/impor.html", form=form, gagal=[])
    if not form.validate_on_submit():
        return layar.tampil()
    nama, baris = form.berkas.data.filename or "pihak.xlsx", _baca(form.berkas.data.read())
    gagal = services.impor(baris, nama, oleh=current_user)
    banyak = len(baris) - len(gagal)
    rupa = "berhasil" if banyak else "peringatan"
    flash(ngettext("%(num)s pihak disimpan.", "%(num)s pihak disimpan.", banyak), rupa)
    if gagal:
        layar.isi["gagal"] = gagal
        return layar.tampil(200)
    return redirect(url_for(".daftar"), 303)


def _baca(data: bytes) -> list[dict[str, Any]]:
    periksa_ukuran(len(data), BATAS_BERKAS)
    with tempfile.TemporaryDirectory() as folder:
        tempat = Path(folder) / "pihak"
        tempat.write_bytes(data)
        return baca_pihak(tempat)
