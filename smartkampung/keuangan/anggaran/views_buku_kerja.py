"""A version as a workbook: download, and back into a draft."""

from __future__ import annotations

import tempfile
from pathlib import Path

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from smartkampung.inti.berkas_lembar import BATAS_BERKAS, periksa_ukuran
from smartkampung.inti.formulir import Formulir, MedanBerkas, MedanCentang
from smartkampung.inti.izin import perlu_izin
from smartkampung.inti.web import Layar, ambil_atau_404, unduh
from smartkampung.keuangan.anggaran import buku_kerja
from smartkampung.keuangan.anggaran.models import VersiAnggaran

bp = Blueprint("buku_anggaran", __name__, url_prefix="/keuangan/anggaran/versi/<int:versi_id>")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class FormBuku(Formulir):
    """A workbook."""

    berkas = MedanBerkas(_l("Buku kerja anggaran"), terima=".xlsx,.csv",
                         description=_l("Bentuknya sama dengan yang diunduh. Baris draf yang tidak ada di sana tetap."))
    uji = MedanCentang(_l("Periksa saja, jangan simpan dulu"), default=True)


@bp.get("/anggaran.xlsx")
@perlu_izin("keuangan.lihat")
def ekspor(versi_id: int) -> Response:
    """Download."""
    versi = ambil_atau_404(VersiAnggaran, versi_id)
    return unduh(buku_kerja.tulis_buku_kerja(versi), f"{versi.nama}.xlsx", XLSX)


@bp.route("/impor", methods=["GET", "POST"])
@perlu_izin("keuangan.koordinasi")
def impor(versi_id: int) -> ResponseReturnValue:
    """Upload: judged first, then written."""
    versi, form = ambil_atau_404(VersiAnggaran, versi_id), FormBuku()
    layar = Layar("keuangan/anggaran/impor.html", form=form, v=versi, uji=None)
    if not form.validate_on_submit():
        return layar.tampil()
    data, nama = form.berkas.data.read(), form.berkas.data.filename or ""
    periksa_ukuran(len(data), BATAS_BERKAS)
    with tempfile.TemporaryDirectory() as folder:
        jalur = Path(folder) / ("anggaran.csv" if nama.lower().endswith(".csv") else "anggaran.xlsx")
        jalur.write_bytes(data)
        uji = buku_kerja.uji_buku_kerja(versi, jalur)
    if not form.uji.data:
        buku_kerja.terapkan_buku_kerja(versi, uji, oleh=current_user)
        flash(_("%(b)s baris baru dan %(u)s perubahan disimpan.", b=uji.baru, u=uji.ubah), "berhasil")
        if not uji.tolak:
            return redirect(url_for("anggaran.lihat", versi_id=versi.id), 303)
    return render_template("keuangan/anggaran/impor.html", form=form, v=versi, uji=uji)
