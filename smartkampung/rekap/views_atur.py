"""Schedules and destinations."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from smartkampung.desa.queries import profil
from smartkampung.inti import kunci_kantor
from smartkampung.inti.db import transaksi
from smartkampung.inti.galat import TidakDitemukan
from smartkampung.inti.izin import perlu_izin, tanpa_kunci_sekali, tanpa_kunci_tulis
from smartkampung.inti.tanggal import Periode
from smartkampung.inti.web import Layar, ambil_atau_404, unduh
from smartkampung.rekap import queries, services, tujuan
from smartkampung.rekap.forms import GabungForm, JadwalForm, JawabanForm, PermohonanForm, TujuanForm
from smartkampung.rekap.gabung import berkas_permohonan, gabung, gabung_dari_berkas, ganti_kunci_desa
from smartkampung.rekap.jenis import judul_jenis, semua_jenis
from smartkampung.rekap.models import HTTP, JadwalRekap, TujuanRekap
from smartkampung.rekap.tujuan import BATAS_GABUNG, GagalGabung

bp_jadwal = Blueprint("jadwal_rekap", __name__, url_prefix="/rekap/jadwal")
bp_tujuan = Blueprint("tujuan_rekap", __name__, url_prefix="/rekap/tujuan")


@bp_jadwal.get("")
@perlu_izin("rekap.lihat")
def daftar() -> ResponseReturnValue:
    """All schedules and destinations."""
    return render_template("rekap/jadwal.html", daftar=queries.daftar_jadwal(), tujuan=queries.daftar_tujuan(),
                           rencana=queries.daftar_rencana(), judul_jenis=judul_jenis, jenis=semua_jenis())


@bp_jadwal.route("/buat", methods=["GET", "POST"])
@perlu_izin("rekap.atur")
def buat() -> ResponseReturnValue:
    """A new schedule."""
    form = JadwalForm().siapkan()
    layar = Layar("rekap/jadwal_form.html", form=form, jadwal=None)
    if not form.validate_on_submit():
        return layar.tampil()
    return _simpan(None, form)


@bp_jadwal.route("/<int:jadwal_id>", methods=["GET", "POST"])
@perlu_izin("rekap.atur")
def ubah(jadwal_id: int) -> ResponseReturnValue:
    """Change a schedule."""
    jadwal = ambil_atau_404(JadwalRekap, jadwal_id)
    form = JadwalForm(data={"jenis": jadwal.jenis, "hari": str(jadwal.hari), "jam": jadwal.jam,
                            "tujuan": [str(t.tujuan_id) for t in jadwal.tujuan], "aktif": jadwal.aktif,
                            "perlu_persetujuan": jadwal.perlu_persetujuan}).siapkan()
    layar = Layar("rekap/jadwal_form.html", form=form, jadwal=jadwal)
    if not form.validate_on_submit():
        return layar.tampil()
    return _simpan(jadwal, form)


def _simpan(jadwal: JadwalRekap | None, form: JadwalForm) -> ResponseReturnValue:
    services.simpan_jadwal(
        jadwal, jenis=form.jenis.data, hari=int(form.hari.data), jam=form.jam.data,
        tujuan=[int(t) for t in form.tujuan.data or ()], perlu_persetujuan=form.perlu_persetujuan.data,
        aktif=form.aktif.data, mulai=Periode.baca(form.mulai.data) if form.mulai.data else None, oleh=current_user)
    flash(_("Jadwal rekap disimpan."), "berhasil")
    return redirect(url_for("jadwal_rekap.daftar"), 303)


@bp_jadwal.post("/<int:jadwal_id>/hapus")
@perlu_izin("rekap.atur")
def hapus(jadwal_id: int) -> ResponseReturnValue:
    """Forget a schedule."""
    services.hapus_jadwal(ambil_atau_404(JadwalRekap, jadwal_id), oleh=current_user)
    flash(_("Jadwal dihapus. Rekap yang sudah di kotak keluar tetap dikirim."), "berhasil")
    return redirect(url_for("jadwal_rekap.daftar"), 303)


@bp_tujuan.route("/buat", methods=["GET", "POST"])
@perlu_izin("rekap.atur")
@tanpa_kunci_tulis
def buat_tujuan() -> ResponseReturnValue:
    """A new destination; a kabupaten is joined in the same step when its code is typed."""
    form = TujuanForm(kanal=HTTP)
    layar = Layar("rekap/tujuan_form.html", form=form, tujuan=None)
    if not form.validate_on_submit():
        return layar.tampil()
    return _simpan_tujuan(None, form)


@bp_tujuan.route("/<int:tujuan_id>", methods=["GET", "POST"])
@perlu_izin("rekap.atur")
@tanpa_kunci_tulis
def ubah_tujuan(tujuan_id: int) -> ResponseReturnValue:
    """Change a destination."""
    baris = ambil_atau_404(TujuanRekap, tujuan_id)
    form = TujuanForm(obj=baris)
    layar = Layar("rekap/tujuan_form.html", form=form, tujuan=baris)
    if not form.validate_on_submit():
        return layar.tampil()
    return _simpan_tujuan(baris.id, form)


def _simpan_tujuan(tujuan_id: int | None, form: TujuanForm) -> ResponseReturnValue:
    """Save in a short transaction; the network is used after it, without the write lock."""
    with transaksi() as sesi:
        baris = sesi.get_one(TujuanRekap, tujuan_id) if tujuan_id else None
        baris = tujuan.simpan_tujuan(
            baris, nama=form.nama.data, kanal=form.kanal.data, alamat=form.alamat.data, aktif=form.aktif.data,
            bertanda_terima=form.bertanda_terima.data, oleh=current_user)
        nomor, nama, kanal = baris.id, baris.nama, baris.kanal
    if kanal == HTTP and form.kode.data:
        try:
            gabung(nomor, form.kode.data, oleh_id=current_user.id)
        except GagalGabung as galat:
            flash(galat.kalimat(_), "galat")
            return redirect(url_for("tujuan_rekap.gabungkan", tujuan_id=nomor), 303)
    flash(_("Tujuan %(nama)s disimpan.", nama=nama), "berhasil")
    return redirect(url_for("jadwal_rekap.daftar") + "#tujuan", 303)


@bp_tujuan.route("/<int:tujuan_id>/gabung", methods=["GET", "POST"])
@perlu_izin("rekap.atur")
@tanpa_kunci_tulis
def gabungkan(tujuan_id: int) -> ResponseReturnValue:
    """Join a kabupaten by its one-time code."""
    baris = ambil_atau_404(TujuanRekap, tujuan_id)
    if baris.kanal != HTTP:
        raise TidakDitemukan()
    form = GabungForm()
    layar = Layar("rekap/gabung.html", form=form, tujuan=baris)
    if not form.validate_on_submit():
        return layar.tampil()
    gabung(tujuan_id, form.kode.data, kunci_baru=form.kunci_baru.data, oleh_id=current_user.id)
    flash(_("Desa ini tergabung. Rekap berikutnya dikirim sendiri."), "berhasil")
    return redirect(url_for("jadwal_rekap.daftar") + "#tujuan", 303)


@bp_tujuan.route("/<int:tujuan_id>/permohonan", methods=["GET", "POST"])
@perlu_izin("rekap.atur")
@tanpa_kunci_sekali
def permohonan(tujuan_id: int) -> ResponseReturnValue:
    """Ask to join by a file, when the kabupaten cannot be reached by network."""
    baris = ambil_atau_404(TujuanRekap, tujuan_id)
    form = PermohonanForm()
    layar = Layar("rekap/permohonan.html", form=form, tujuan=baris,
                  sidik=kunci_kantor.sidik_kunci(kunci_kantor.kunci_publik()))
    if not form.validate_on_submit():
        return layar.tampil()
    return unduh(berkas_permohonan(form.kode.data), f"gabung-{profil().kode}.json", "application/json")


@bp_tujuan.route("/<int:tujuan_id>/jawaban", methods=["GET", "POST"])
@perlu_izin("rekap.atur")
def jawaban(tujuan_id: int) -> ResponseReturnValue:
    """Take in the kabupaten's answer that came as a file."""
    baris = ambil_atau_404(TujuanRekap, tujuan_id)
    form = JawabanForm()
    layar = Layar("rekap/jawaban.html", form=form, tujuan=baris)
    if not form.validate_on_submit():
        return layar.tampil()
    gabung_dari_berkas(baris, form.berkas.data.read(BATAS_GABUNG + 1), form.kode.data, oleh=current_user)
    flash(_("Desa ini tergabung dengan %(nama)s. Tanda terimanya kini dikenali.", nama=baris.nama_penerima), "berhasil")
    return redirect(url_for("jadwal_rekap.daftar") + "#tujuan", 303)


@bp_tujuan.post("/<int:tujuan_id>/kunci")
@perlu_izin("rekap.atur")
def kunci_baru(tujuan_id: int) -> ResponseReturnValue:
    """A new key of this village, before asking to join anew."""
    baris = ambil_atau_404(TujuanRekap, tujuan_id)
    ganti_kunci_desa(oleh=current_user)
    flash(_("Kunci desa yang baru dibuat. Buat berkas permohonan dengan kode baru dari kabupaten."), "berhasil")
    return redirect(url_for(".permohonan", tujuan_id=baris.id), 303)


@bp_tujuan.post("/<int:tujuan_id>/hapus")
@perlu_izin("rekap.atur")
def hapus_tujuan(tujuan_id: int) -> ResponseReturnValue:
    """Forget a destination that was never used."""
    tujuan.hapus_tujuan(ambil_atau_404(TujuanRekap, tujuan_id), oleh=current_user)
    flash(_("Tujuan dihapus."), "berhasil")
    return redirect(url_for("jadwal_rekap.daftar") + "#tujuan", 303)
