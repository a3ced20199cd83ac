"""The page on which taxes of a draft are changed, with a reason."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from smartkampung.inti.izin import perlu_izin
from smartkampung.inti.web import Layar
from smartkampung.keuangan.acuan.queries import acuan
from smartkampung.keuangan.belanja import spp, ubah_pajak
from smartkampung.keuangan.belanja.pajak import daftar_pajak, nama_objek
from smartkampung.keuangan.belanja.views_langkah import alamat, ambil_dokumen

bp = Blueprint("pajak_belanja", __name__, url_prefix="/keuangan/belanja")


@bp.route("/<int:dokumen_id>/pajak", methods=["GET", "POST"])
@perlu_izin("keuangan.susun")
def ubah(dokumen_id: int) -> ResponseReturnValue:
    """The taxes on each line: proposed, typed, with a reason where they differ."""
    d = ambil_dokumen(dokumen_id)
    spp.pastikan_draf(d) if request.method == "POST" else None
    semua = ubah_pajak.dari_dokumen(d)
    layar = Layar("keuangan/belanja/pajak.html", d=d, semua=semua, pajak=daftar_pajak(d.tanggal), objek=nama_objek(),
                  acuan=acuan(d.tahun), batal=alamat(d))  # fmt: skip
    if request.method == "GET":
        return layar.tampil()
    ubah_pajak.isi_ulang(semua, request.form)
    isian = ubah_pajak.baca(d, semua)
    if any(p.galat for b in semua for p in b.pajak):
        flash(_("Betulkan pajak yang ditandai."), "galat")
        return layar.tampil()
    ubah_pajak.simpan(d, isian, oleh=current_user)
    flash(_("Pajak disimpan."), "berhasil")
    return redirect(alamat(d), 303)
