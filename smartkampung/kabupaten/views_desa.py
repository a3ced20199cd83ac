"""The villages: codes, keys, last seen."""

from __future__ import annotations

from datetime import datetime

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from smartkampung.extensions import db
from smartkampung.inti.galat import TidakDitemukan
from smartkampung.inti.izin import perlu_izin
from smartkampung.inti.konteks import pengaturan, zona
from smartkampung.inti.tanggal import Periode, waktu_pendek
from smartkampung.inti.web import Layar, unduh
from smartkampung.kabupaten import pendaftaran, queries
from smartkampung.kabupaten.forms import PermohonanForm, UndangForm
from smartkampung.kabupaten.models import AKTIF, DICABUT, DIGANTI, DesaTerdaftar, KodeGabung, Penolakan, RekapMasuk
from smartkampung.rekap.tujuan import BATAS_GABUNG

NAMA_KUNCI = {AKTIF: ("dipakai", "baik"), DIGANTI: ("sudah diganti", "diam"), DICABUT: ("dicabut", "buruk")}
bp = Blueprint("desa_terdaftar", __name__, url_prefix="/kabupaten/desa")


@bp.get("")
@perlu_izin("kabupaten.lihat")
def daftar() -> ResponseReturnValue:
    """All villages this person sees."""
    kecamatan = request.args.get("kecamatan", "")
    semua = queries.daftar_desa(current_user)
    undangan = {u.desa_id: u for u in db.session.scalars(db.select(KodeGabung).filter_by(dipakai_sidik=None))}
    return render_template("kabupaten/desa.html", daftar=[d for d in semua if kecamatan in ("", d.kecamatan)],
                           kecamatan=kecamatan, daftar_kecamatan=queries.pilihan_kecamatan(semua), undangan=undangan)


@bp.get("/<int:desa_id>")
@perlu_izin("kabupaten.lihat")
def lihat(desa_id: int) -> ResponseReturnValue:
    """One village: its keys, what it sent, what was refused."""
    desa = queries.ambil_desa(current_user, desa_id)
    return render_template("kabupaten/desa_lihat.html", desa=desa, bulan=Periode.baca, **_isi(desa))


def _isi(desa: DesaTerdaftar) -> dict[str, object]:
    masuk = db.session.scalars(db.select(RekapMasuk).filter_by(desa_id=desa.id).order_by(
        RekapMasuk.periode.desc(), RekapMasuk.jenis, RekapMasuk.revisi.desc()).limit(60)).all()
    tolak = db.session.scalars(db.select(Penolakan).filter_by(desa_kode=desa.kode).order_by(
        Penolakan.terakhir_pada.desc()).limit(20)).all()
    kunci = [{"judul": k.sidik, "ket": NAMA_KUNCI[k.keadaan][0], "rupa": NAMA_KUNCI[k.keadaan][1],
              "waktu": rentang(k.sejak, k.sampai)} for k in desa.kunci]
    return {"masuk": masuk, "tolak": tolak, "kunci": kunci, "undangan": db.session.get(KodeGabung, desa.id),
            "dapat_dijawab": pendaftaran.dapat_dijawab(desa)}


def rentang(sejak: datetime, sampai: datetime | None) -> str:
    """Since when (and until when) a key was in force."""
    awal = waktu_pendek(sejak, zona())
    return f"{awal} – {waktu_pendek(sampai, zona())}" if sampai else f"sejak {awal}"


@bp.route("/undang", methods=["GET", "POST"])
@perlu_izin("kabupaten.kelola")
def undang() -> ResponseReturnValue:
    """Make a one-time code for a village; it is shown this once."""
    form = UndangForm()
    layar = Layar("kabupaten/undang.html", form=form)
    if not form.validate_on_submit():
        return layar.tampil()
    desa, kode = pendaftaran.undang(form.kode.data, oleh=current_user)
    return _tampil_kode(desa, kode)


@bp.post("/<int:desa_id>/kode")
@perlu_izin("kabupaten.kelola")
def kode_baru(desa_id: int) -> ResponseReturnValue:
    """A new code for a village we know: a new key, or a code that got lost."""
    desa = queries.ambil_desa(current_user, desa_id)
    return _tampil_kode(*pendaftaran.undang(desa.kode, oleh=current_user))


def _tampil_kode(desa: DesaTerdaftar, kode: str) -> ResponseReturnValue:
    return render_template("kabupaten/kode.html", desa=desa, kode=kode, alamat=pengaturan().alamat_publik)


@bp.route("/permohonan", methods=["GET", "POST"])
@perlu_izin("kabupaten.kelola")
def permohonan() -> ResponseReturnValue:
    """Take in a village without network, from the file it brought."""
    form = PermohonanForm()
    layar = Layar("kabupaten/permohonan.html", form=form)
    if not form.validate_on_submit():
        return layar.tampil()
    desa = pendaftaran.terima_permohonan(form.berkas.data.read(BATAS_GABUNG))
    flash(_("%(desa)s tergabung. Unduh jawabannya, lalu berikan kepada desa.", desa=desa.nama), "berhasil")
    return redirect(url_for(".lihat", desa_id=desa.id), 303)


@bp.get("/<int:desa_id>/jawaban")
@perlu_izin("kabupaten.kelola")
def jawaban(desa_id: int) -> ResponseReturnValue:
    """Our answer to a village that has joined, to be brought back to it."""
    desa = queries.ambil_desa(current_user, desa_id)
    if not pendaftaran.dapat_dijawab(desa):
        raise TidakDitemukan()
    return unduh(pendaftaran.jawaban(desa), f"jawaban-gabung-{desa.kode}.json", "application/json")


@bp.post("/<int:desa_id>/cabut")
@perlu_izin("kabupaten.kelola")
def cabut(desa_id: int) -> ResponseReturnValue:
    """Trust no key of this village any more."""
    desa = queries.ambil_desa(current_user, desa_id)
    if not desa.kunci:
        raise TidakDitemukan()
    pendaftaran.cabut_kunci(desa, oleh=current_user)
    flash(_("Kunci %(desa)s dicabut. Rekap dari kunci itu ditolak sampai desa bergabung lagi.", desa=desa.nama),
          "berhasil")
    return redirect(url_for(".lihat", desa_id=desa.id), 303)
