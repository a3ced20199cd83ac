"""The signer's queue, signing one or many with one passphrase, and the signer's certificate."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from smartkampung.desa.queries import penandatangan_sebagai
from smartkampung.inti.galat import TidakDitemukan
from smartkampung.inti.izin import perlu_izin, tanpa_kunci_tulis
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.pembatas import boleh_mencoba, catat_percobaan, lupakan_percobaan
from smartkampung.inti.tanggal import sekarang
from smartkampung.inti.tte import FrasaSalah, Signer, SignerTanpa
from smartkampung.inti.web import Layar, ambil_atau_404
from smartkampung.surat import queries, sertifikat, terbit
from smartkampung.surat.forms import FormSertifikat, FormTandaTangan
from smartkampung.surat.galat import BukanPenandatangan, TidakAdaSurat
from smartkampung.surat.jenis import definisi_dari
from smartkampung.surat.layar import fakta_isian, layar_surat
from smartkampung.surat.models import SertifikatPenanda, Surat
from smartkampung.surat.sekali import kerjakan_sekali

bp = Blueprint("tanda_tangan", __name__, url_prefix="/surat")


def _signer(frasa: str) -> Signer:
    """Open the key for this batch; wrong passphrases are counted. Without a key, or when asked: wet signature."""
    if request.args.get("basah") or not (frasa or sertifikat.sertifikat_berlaku(current_user.id)):
        return SignerTanpa()
    kunci = f"frasa:akun:{current_user.id}"
    boleh_mencoba(kunci)
    try:
        signer = sertifikat.signer_untuk(current_user.id, frasa)
    except FrasaSalah:
        catat_percobaan(kunci, bebas=5, jendela=timedelta(hours=1), tahan=timedelta(seconds=30))
        raise
    lupakan_percobaan(kunci)
    return signer


@bp.get("/antrean")
@perlu_izin("surat.tanda_tangani")
def antrean() -> ResponseReturnValue:
    """What waits for the signer, made for a phone: read here, sign here."""
    return _layar_antrean().tampil()


def _layar_antrean(form: FormTandaTangan | None = None) -> Layar:
    daftar = queries.antrean_tanda_tangan(current_user)
    kartu = [(surat, fakta_isian(surat, definisi_dari(surat.jenis)), queries.terlambat(surat)) for surat in daftar]
    return Layar(
        "surat/antrean.html",
        form=form or FormTandaTangan(formdata=None),
        kartu=kartu,
        dipilih=form.surat.data if form else request.args.getlist("surat"),
        sertifikat=sertifikat.sertifikat_berlaku(current_user.id),
        boleh=penandatangan_sebagai(current_user.id, hari_desa()) is not None,
    )


@bp.post("/antrean")
@perlu_izin("surat.tanda_tangani")
@tanpa_kunci_tulis
def tanda_tangani_banyak() -> ResponseReturnValue:
    """Sign the chosen letters with one passphrase, all or none."""
    form = FormTandaTangan()
    form.surat.choices = [(str(surat.id), surat.nama) for surat in queries.antrean_tanda_tangan(current_user)]
    layar = _layar_antrean(form)
    if not form.validate():
        return layar.tampil()
    semua = [satu for satu, _nama in form.surat.choices] if request.args.get("semua") else form.surat.data
    daftar = [int(satu) for satu in semua or ()]
    if not daftar:
        raise TidakAdaSurat()
    signer = _signer(form.frasa.data or "")
    return kerjakan_sekali(lambda: _tanda_tangani(daftar, signer, url_for(".antrean")))


@bp.post("/<int:surat_id>/tanda-tangani")
@perlu_izin("surat.tanda_tangani")
@tanpa_kunci_tulis
def tanda_tangani(surat_id: int) -> ResponseReturnValue:
    """Sign one letter from its page."""
    surat = ambil_atau_404(Surat, surat_id)
    form = FormTandaTangan()
    form.surat.choices = []
    layar = layar_surat(surat, form)
    if not form.validate():
        return layar.tampil()
    signer = _signer(form.frasa.data or "")
    return kerjakan_sekali(lambda: _tanda_tangani([surat_id], signer, url_for("surat.lihat", surat_id=surat_id)))


def _tanda_tangani(daftar: list[int], signer: Signer, tujuan: str) -> str:
    hasil = terbit.tanda_tangani(daftar, oleh=current_user, signer=signer)
    kalimat = ngettext(
        "%(surat)s terbit dengan nomor %(nomor)s.",
        "%(num)s surat terbit, nomor %(nomor)s sampai %(akhir)s.",
        len(hasil),
        surat=hasil[0].jenis.nama,
        nomor=hasil[0].nomor_teks,
        akhir=hasil[-1].nomor_teks,
    )
    flash(kalimat, "berhasil")
    return tujuan


@bp.get("/sertifikat")
@perlu_izin("surat.tanda_tangani")
def lihat_sertifikat() -> ResponseReturnValue:
    """The signer's certificate: whether there is one, until when, and how to make one."""
    return _layar_sertifikat(FormSertifikat(formdata=None)).tampil()


def _layar_sertifikat(form: FormSertifikat) -> Layar:
    berlaku = sertifikat.sertifikat_berlaku(current_user.id)
    return Layar(
        "surat/sertifikat.html",
        form=form,
        berlaku=berlaku,
        segera=berlaku is not None and berlaku.berlaku_sampai - sekarang() <= sertifikat.PERINGATAN,
        daftar=sertifikat.daftar_sertifikat(current_user.id),
    )


@bp.post("/sertifikat")
@perlu_izin("surat.tanda_tangani")
@tanpa_kunci_tulis
def buat_sertifikat() -> ResponseReturnValue:
    """Make the signer's own certificate; the passphrase is known to nobody else."""
    form = FormSertifikat()
    layar = _layar_sertifikat(form)
    if not form.validate():
        return layar.tampil()
    if penandatangan_sebagai(current_user.id, hari_desa()) is None:
        raise BukanPenandatangan()
    baru = sertifikat.siapkan_sertifikat(current_user.nama, form.frasa.data or "")

    def simpan() -> str:
        sertifikat.simpan_sertifikat(baru, oleh=current_user)
        flash(_("Sertifikat dibuat. Mulai sekarang surat dapat ditandatangani secara elektronik."), "berhasil")
        return url_for(".lihat_sertifikat")

    return kerjakan_sekali(simpan)


@bp.post("/sertifikat/<int:sertifikat_id>/cabut")
@perlu_izin("surat.tanda_tangani", "surat.atur")
def cabut_sertifikat(sertifikat_id: int) -> ResponseReturnValue:
    """Revoke one's own certificate."""
    baris = ambil_atau_404(SertifikatPenanda, sertifikat_id)
    if baris.pengguna_id != current_user.id and not current_user.punya_izin("surat.atur"):
        raise TidakDitemukan()
    sertifikat.cabut_sertifikat(baris, oleh=current_user)
    flash(_("Sertifikat dicabut. Surat yang sudah ditandatangani tetap dapat diperiksa."), "berhasil")
    return redirect(url_for(".lihat_sertifikat"), 303)
