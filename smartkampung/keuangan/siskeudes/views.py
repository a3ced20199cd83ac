"""Pages of the import from Siskeudes: upload, look, take over."""

from __future__ import annotations

import io

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from smartkampung.extensions import db
from smartkampung.inti.berkas import Berkas, baca_berkas, hapus_berkas, simpan_hasil
from smartkampung.inti.formulir import Formulir, MedanBerkas
from smartkampung.inti.galat import TidakDitemukan
from smartkampung.inti.izin import perlu_izin
from smartkampung.inti.tanggal import sekarang
from smartkampung.inti.web import Layar, ambil_atau_404
from smartkampung.keuangan.siskeudes.berkas import BukanSiskeudes, baca_kiriman
from smartkampung.keuangan.siskeudes.models import DIAMBIL, ImporSiskeudes
from smartkampung.keuangan.siskeudes.services import ambil, periksa, sidik_berkas

bp = Blueprint("siskeudes", __name__, url_prefix="/keuangan/siskeudes")
TERBESAR = 25 * 1024 * 1024


class FormSiskeudes(Formulir):
    """The export."""

    berkas = MedanBerkas(_l("Berkas ekspor Siskeudes"), terima=".zip",
                         description=_l("Berkas .zip berisi CSV, paling besar 25 MB."))


@bp.route("/", methods=["GET", "POST"])
@perlu_izin("keuangan.koordinasi")
def daftar() -> ResponseReturnValue:
    """Upload an export; earlier imports."""
    form = FormSiskeudes()
    lama = db.session.scalars(db.select(ImporSiskeudes).order_by(ImporSiskeudes.id.desc()).limit(20)).all()
    layar = Layar("keuangan/siskeudes/daftar.html", form=form, lama=lama)
    if not form.validate_on_submit():
        return layar.tampil()
    data = form.berkas.data.read(TERBESAR + 1)
    if len(data) > TERBESAR:
        raise BukanSiskeudes(sebab="lebih dari 25 MB. Ekspor satu tahun saja.")
    laporan, _tahun = periksa(baca_kiriman(io.BytesIO(data)))
    nama = (form.berkas.data.filename or "siskeudes.zip")[:200]
    baris = ImporSiskeudes(nama=nama, sidik=sidik_berkas(data), laporan=laporan.isi(), dibuat_pada=sekarang(),
                           berkas_id=simpan_hasil(data, nama, "application/zip").id, dibuat_oleh=current_user.nama)
    db.session.add(baris)
    db.session.flush()
    return redirect(url_for(".lihat", impor_id=baris.id), 303)


@bp.get("/<int:impor_id>")
@perlu_izin("keuangan.koordinasi")
def lihat(impor_id: int) -> ResponseReturnValue:
    """What an export holds, and what would be taken over."""
    return render_template("keuangan/siskeudes/lihat.html", i=ambil_atau_404(ImporSiskeudes, impor_id))


@bp.post("/<int:impor_id>/ambil")
@perlu_izin("keuangan.koordinasi")
def terapkan(impor_id: int) -> ResponseReturnValue:
    """Take it over; the uploaded file is thrown away then."""
    baris = ambil_atau_404(ImporSiskeudes, impor_id)
    berkas = db.session.get(Berkas, baris.berkas_id) if baris.berkas_id else None
    if berkas is None or baris.keadaan == DIAMBIL:
        raise TidakDitemukan()
    laporan = ambil(baca_kiriman(io.BytesIO(baca_berkas(berkas))), oleh=current_user, nama=baris.nama)
    baris.laporan, baris.keadaan, baris.berkas_id = laporan.isi(), DIAMBIL, None
    db.session.flush()
    hapus_berkas(berkas)
    flash(_("%(n)s versi anggaran dan %(d)s dokumen kas diambil dari Siskeudes.", n=laporan.baru,
            d=laporan.dokumen_baru) if laporan.baru or laporan.dokumen_baru else
          _("Semua isinya sudah ada; tidak ada yang berubah."), "berhasil")
    return redirect(url_for(".lihat", impor_id=baris.id), 303)
