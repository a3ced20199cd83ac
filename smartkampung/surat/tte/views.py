"""The BSrE service: its settings, one-time codes, letters to try again, and the wet variant of a letter."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from smartkampung.audit.services import catat
from smartkampung.inti.bsre import TOTP, minta_totp
from smartkampung.inti.bsre_jawaban import GalatBSrE
from smartkampung.inti.galat import GalatDomain, TidakDitemukan
from smartkampung.inti.izin import perlu_izin, tanpa_kunci_sekali, tanpa_kunci_tulis
from smartkampung.inti.pembatas import boleh_mencoba, catat_percobaan
from smartkampung.inti.web import Layar, ambil_atau_404, kirim_pdf
from smartkampung.surat.keadaan import TERBIT
from smartkampung.surat.models import Surat
from smartkampung.surat.sekali import kerjakan_sekali
from smartkampung.surat.tte import kirim as kiriman
from smartkampung.surat.tte import layanan as bsre
from smartkampung.surat.tte.forms import FormLayanan, FormTandaTangan
from smartkampung.surat.views_tanda_tangan import layar_tanda_tangan, mulai_kirim, signer_jauh

bp = Blueprint("tte", __name__, url_prefix="/surat")


@bp.get("/bsre")
@perlu_izin("surat.atur")
def atur() -> ResponseReturnValue:
    """The service of this village."""
    return _layar_atur(FormLayanan(formdata=None, obj=bsre.layanan_tte(), data=None)).tampil()


def _layar_atur(form: FormLayanan) -> Layar:
    layanan = bsre.layanan_tte()
    return Layar("surat/tte/atur.html", form=form, layanan=layanan, polos=layanan is not None and bsre.polos(layanan))


@bp.post("/bsre")
@perlu_izin("surat.atur")
@tanpa_kunci_tulis
def simpan() -> ResponseReturnValue:
    """Keep the settings, then ask the service whether it takes them."""
    form = FormLayanan()
    layar = _layar_atur(form)
    if not form.validate():
        return layar.tampil()

    def kerja() -> str:
        bsre.atur_layanan(
            aktif=bool(form.aktif.data), versi=form.versi.data, alamat=form.alamat.data or "",
            pengguna=form.pengguna.data or "", sandi=form.sandi.data or "", tampak=bool(form.tampak.data),
            tenggat=form.tenggat.data or 60, oleh=current_user,
        )  # fmt: skip
        flash(_("Pengaturan BSrE disimpan."), "berhasil")
        return url_for(".atur")

    jawab = kerjakan_sekali(kerja)
    _uji_dan_katakan()
    return jawab


@bp.post("/bsre/uji")
@perlu_izin("surat.atur")
@tanpa_kunci_tulis
@tanpa_kunci_sekali
def uji() -> ResponseReturnValue:
    """Ask the service whether it is there and takes our login."""
    _uji_dan_katakan()
    return redirect(url_for(".atur"), 303)


def _uji_dan_katakan() -> None:
    isi = bsre.layanan_tte()
    if isi is None or not isi.aktif:
        return
    try:
        bsre.uji(isi)
    except GalatBSrE as galat:
        flash(galat.kalimat(_), "peringatan")
    else:
        flash(_("Layanan BSrE menjawab dan menerima nama pengguna serta kata sandi ini."), "berhasil")


@bp.post("/bsre/totp")
@perlu_izin("surat.tanda_tangani")
@tanpa_kunci_tulis
@tanpa_kunci_sekali
def totp() -> ResponseReturnValue:
    """Have BSrE send the signer a one-time code for the chosen letters."""
    form = FormTandaTangan()
    layar = layar_tanda_tangan(form, request.args.get("surat", type=int))
    isi = bsre.layanan_aktif()
    if isi is None or isi.versi != "v2":
        raise TidakDitemukan()
    if not form.nik.data or not form.nik.validate(form):
        raise GalatDomain("Isi dulu NIK Anda, 16 angka.", medan="nik")
    kunci = f"totp:bsre:{current_user.id}"
    boleh_mencoba(kunci)
    catat_percobaan(kunci, bebas=5, jendela=timedelta(hours=1), tahan=timedelta(minutes=1))
    minta_totp(bsre.buka_layanan(isi), form.nik.data, max(1, len(form.surat.data or ())))
    flash(_("Kode sekali pakai dikirim oleh BSrE. Ketik kodenya di bawah, lalu tanda tangani."), "berhasil")
    form.jenis_rahasia.data = TOTP
    return layar.tampil(200)


@bp.post("/tertunda")
@perlu_izin("surat.tanda_tangani")
@tanpa_kunci_tulis
def ulangi() -> ResponseReturnValue:
    """Try letters again that have their numbers but no signature yet; the numbers stay."""
    form = FormTandaTangan()
    surat_id = request.args.get("surat", type=int)
    layar = layar_tanda_tangan(form, surat_id, ulang=True)
    form.cara.data = "bsre"
    if not form.validate():
        return layar.tampil()
    daftar = kiriman.pastikan_milik([surat_id] if surat_id else [int(s) for s in form.surat.data or ()], current_user)
    signer = signer_jauh(form)
    tujuan = url_for("surat.lihat", surat_id=surat_id) if surat_id else url_for("tanda_tangan.antrean")
    return kerjakan_sekali(lambda: mulai_kirim(daftar, signer, tujuan))


@bp.post("/<int:surat_id>/jadi-basah")
@perlu_izin("surat.tanda_tangani")
def jadi_basah(surat_id: int) -> ResponseReturnValue:
    """Sign with the pen after all; the number stays."""
    surat = ambil_atau_404(Surat, surat_id)
    kiriman.jadi_basah(surat, oleh=current_user)
    flash(_("Surat %(nomor)s terbit untuk tanda tangan basah.", nomor=surat.nomor_teks), "berhasil")
    return redirect(url_for("surat.lihat", surat_id=surat_id), 303)


@bp.post("/<int:surat_id>/cetak-basah")
@perlu_izin("surat.lihat")
@tanpa_kunci_sekali
def cetak_basah(surat_id: int) -> Response:
    """An electronic letter as a paper for pen and stamp, for offices that ask for one; noted in the audit record."""
    surat = ambil_atau_404(Surat, surat_id)
    if surat.keadaan not in TERBIT or not surat.elektronik:
        raise TidakDitemukan()
    catat("surat.dicetak_basah", oleh=current_user, objek=("surat", surat.id), jenis=surat.jenis.nama,
          nomor=surat.nomor_teks)  # fmt: skip
    return kirim_pdf(kiriman.varian_basah(surat), f"{surat.nomor_teks}-basah.pdf".replace("/", "-"))
