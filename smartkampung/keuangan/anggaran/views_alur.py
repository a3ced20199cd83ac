"""Pages of the steps of a version: BPD, camat, Perdes, lembaran desa, back to the draft."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from smartkampung.inti.berkas import Berkas, baca_berkas, simpan_pdf
from smartkampung.inti.formulir import Formulir
from smartkampung.inti.galat import TidakDitemukan
from smartkampung.inti.izin import perlu_izin
from smartkampung.inti.web import Layar, ambil_atau_404, kirim_pdf
from smartkampung.keuangan.anggaran import alur
from smartkampung.keuangan.anggaran.models import VersiAnggaran
from smartkampung.keuangan.forms import (
    FormEvaluasi,
    FormKesepakatan,
    FormKirim,
    FormPenetapan,
    FormTarik,
    FormUndang,
)

bp = Blueprint("alur_anggaran", __name__, url_prefix="/keuangan/anggaran/versi/<int:versi_id>")


def _layar(versi: VersiAnggaran, form: Formulir, judul: str, tombol: str, ket: str = "") -> Layar:
    return Layar("keuangan/anggaran/langkah.html", form=form, v=versi, judul_langkah=judul, tombol=tombol,
                 ket_langkah=ket)


def _selesai(versi: VersiAnggaran, kalimat: str) -> ResponseReturnValue:
    flash(kalimat, "berhasil")
    return redirect(url_for("anggaran.lihat", versi_id=versi.id), 303)


@bp.route("/sepakati", methods=["GET", "POST"])
@perlu_izin("keuangan.sepakati", "keuangan.koordinasi")
def sepakati(versi_id: int) -> ResponseReturnValue:
    """The BPD agrees."""
    versi, form = ambil_atau_404(VersiAnggaran, versi_id), FormKesepakatan()
    layar = _layar(versi, form, _("Kesepakatan BPD"), _("Catat kesepakatan"))
    if not form.validate_on_submit():
        return layar.tampil()
    alur.sepakati(versi, form.nomor.data or "", form.tanggal.data, oleh=current_user)
    return _selesai(versi, _("Kesepakatan BPD dicatat. Berikutnya: kirim kepada camat."))


@bp.route("/kirim", methods=["GET", "POST"])
@perlu_izin("keuangan.koordinasi")
def kirim(versi_id: int) -> ResponseReturnValue:
    """To the camat."""
    versi, form = ambil_atau_404(VersiAnggaran, versi_id), FormKirim()
    layar = _layar(versi, form, _("Kirim kepada camat"), _("Catat pengiriman"),
                   _("Camat punya 20 hari kerja sejak hari kerja berikutnya, atau menurut parameter tahun ini."))
    if not form.validate_on_submit():
        return layar.tampil()
    alur.kirim_camat(versi, form.tanggal.data, oleh=current_user)
    return _selesai(versi, _("Pengiriman dicatat. Waktu evaluasi camat mulai berjalan."))


@bp.route("/evaluasi", methods=["GET", "POST"])
@perlu_izin("keuangan.koordinasi")
def evaluasi(versi_id: int) -> ResponseReturnValue:
    """The camat's answer."""
    versi, form = ambil_atau_404(VersiAnggaran, versi_id), FormEvaluasi()
    layar = _layar(versi, form, _("Hasil evaluasi camat"), _("Catat hasil"))
    if not form.validate_on_submit():
        return layar.tampil()
    unggahan = form.berkas.data
    berkas = simpan_pdf(unggahan.read(), unggahan.filename) if getattr(unggahan, "filename", "") else None
    alur.catat_evaluasi(versi, form.hasil.data, form.nomor.data or "", form.tanggal.data, oleh=current_user,
                        catatan=form.catatan.data or "", berkas=berkas)
    return _selesai(versi, _("Hasil evaluasi dicatat."))


@bp.get("/evaluasi/surat")
@perlu_izin("keuangan.lihat")
def surat_evaluasi(versi_id: int) -> ResponseReturnValue:
    """The camat's letter."""
    versi = ambil_atau_404(VersiAnggaran, versi_id)
    if versi.berkas_evaluasi_id is None:
        raise TidakDitemukan()
    return kirim_pdf(baca_berkas(ambil_atau_404(Berkas, versi.berkas_evaluasi_id)), f"evaluasi-{versi.tahun}.pdf")


@bp.route("/tetapkan", methods=["GET", "POST"])
@perlu_izin("keuangan.tetapkan")
def tetapkan(versi_id: int) -> ResponseReturnValue:
    """The Kades sets it."""
    versi, form = ambil_atau_404(VersiAnggaran, versi_id), FormPenetapan()
    if versi.jenis == "geser":
        del form.nomor_perdes, form.tanggal_perdes
    layar = _layar(versi, form, _("Tetapkan"), _("Tetapkan dan kunci"),
                   _("Sesudah ditetapkan, isi anggaran ini tidak dapat diubah lagi."))
    if not form.validate_on_submit():
        return layar.tampil()
    nilai = {m.name: m.data for m in form if m.data}
    alur.tetapkan(versi, alur.Penetapan(**nilai), oleh=current_user)
    return _selesai(versi, _("%(nama)s ditetapkan.", nama=versi.nama))


@bp.route("/undangkan", methods=["GET", "POST"])
@perlu_izin("keuangan.koordinasi")
def undangkan(versi_id: int) -> ResponseReturnValue:
    """In the lembaran desa: in force."""
    versi, form = ambil_atau_404(VersiAnggaran, versi_id), FormUndang()
    layar = _layar(versi, form, _("Undangkan"), _("Undangkan dan berlakukan"))
    if not form.validate_on_submit():
        return layar.tampil()
    alur.undangkan(versi, form.nomor.data or "", form.tanggal.data, oleh=current_user)
    return _selesai(versi, _("%(nama)s berlaku.", nama=versi.nama))


@bp.route("/tarik", methods=["GET", "POST"])
@perlu_izin("keuangan.sepakati", "keuangan.koordinasi")
def tarik(versi_id: int) -> ResponseReturnValue:
    """Back to the draft."""
    versi, form = ambil_atau_404(VersiAnggaran, versi_id), FormTarik()
    layar = _layar(versi, form, _("Tarik kembali menjadi draf"), _("Tarik kembali"))
    if not form.validate_on_submit():
        return layar.tampil()
    alur.tarik(versi, form.alasan.data or "", oleh=current_user)
    return _selesai(versi, _("%(nama)s kembali menjadi draf.", nama=versi.nama))


@bp.post("/hapus")
@perlu_izin("keuangan.koordinasi")
def hapus(versi_id: int) -> ResponseReturnValue:
    """Throw a draft away."""
    versi = ambil_atau_404(VersiAnggaran, versi_id)
    nama = versi.nama
    alur.hapus_draf(versi, oleh=current_user)
    flash(_("Draf %(nama)s dihapus.", nama=nama), "berhasil")
    return redirect(url_for("anggaran.daftar"), 303)
