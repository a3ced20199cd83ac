"""Pages of the cash workbook: download a year, read a village's own book in."""

from __future__ import annotations

import tempfile
from pathlib import Path

from flask import Blueprint, Response, flash, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from smartkampung.audit.services import catat
from smartkampung.inti.berkas_lembar import BATAS_BERKAS, periksa_ukuran
from smartkampung.inti.formulir import Formulir, MedanBerkas, MedanCentang
from smartkampung.inti.izin import perlu_izin
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.web import Layar, unduh
from smartkampung.keuangan.kas.buku_kerja import terapkan_kas, tulis_kas, uji_kas

bp = Blueprint("alih_kas", __name__, url_prefix="/keuangan/kas/buku-kerja")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class FormKas(Formulir):
    """A workbook."""

    berkas = MedanBerkas(_l("Buku kas"), terima=".xlsx,.csv",
                         description=_l("Judul kolomnya sama dengan contoh. Yang pernah diambil tidak diambil lagi."))
    uji = MedanCentang(_l("Periksa saja, jangan bukukan dulu"), default=True)


@bp.get("/<int:tahun>.xlsx")
@perlu_izin("keuangan.lihat")
def ekspor(tahun: int) -> Response:
    """The journal of a year; of a year without rows the headings and the instructions."""
    return unduh(tulis_kas(tahun), f"Jurnal kas {tahun}.xlsx", XLSX)


@bp.route("", methods=["GET", "POST"])
@perlu_izin("keuangan.bendahara")
def impor() -> ResponseReturnValue:
    """Upload: judged first, then posted whole or not at all."""
    form, tahun = FormKas(), hari_desa().year
    layar = Layar("keuangan/kas/buku_kerja.html", form=form, uji=None, tahun=tahun)
    if not form.validate_on_submit():
        return layar.tampil()
    data, nama = form.berkas.data.read(), form.berkas.data.filename or ""
    periksa_ukuran(len(data), BATAS_BERKAS)
    with tempfile.TemporaryDirectory() as folder:
        jalur = Path(folder) / ("kas.csv" if nama.lower().endswith(".csv") else "kas.xlsx")
        jalur.write_bytes(data)
        uji = uji_kas(jalur)
    if not form.uji.data and not uji.tolak:
        baru = terapkan_kas(uji, oleh=current_user)
        catat("keuangan.kas_diimpor", oleh=current_user, berkas=nama[:120], banyak=baru)
        flash(_("%(n)s dokumen dibukukan.", n=baru), "berhasil")
    return render_template("keuangan/kas/buku_kerja.html", form=form, uji=uji, tahun=tahun)
