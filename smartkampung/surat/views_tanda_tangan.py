"""The signer's queue, signing one or many with one passphrase, and the signer's certificate."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from functools import partial

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from smartkampung.desa.queries import penandatangan_sebagai
from smartkampung.inti.bsre import Rahasia, SignerBSrE
from smartkampung.inti.galat import GalatDomain, TidakDitemukan
from smartkampung.inti.izin import perlu_izin, tanpa_kunci_tulis
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.pdf import gambar
from smartkampung.inti.pembatas import boleh_mencoba, catat_percobaan, lupakan_percobaan
from smartkampung.inti.tanggal import sekarang
from smartkampung.inti.tte import FrasaSalah, Signer, SignerTanpa
from smartkampung.inti.tugas import mulai_tugas
from smartkampung.inti.web import Layar, ambil_atau_404, unduh
from smartkampung.surat import queries, sertifikat, terbit
from smartkampung.surat.cetak import pratinjau
from smartkampung.surat.forms import FormSertifikat
from smartkampung.surat.galat import BukanPenandatangan, TidakAdaSurat
from smartkampung.surat.jenis import definisi_dari
from smartkampung.surat.keadaan import Keadaan
from smartkampung.surat.lampiran import hampa
from smartkampung.surat.layar import fakta_isian, layar_surat
from smartkampung.surat.models import SertifikatPenanda, Surat
from smartkampung.surat.sekali import kerjakan_sekali
from smartkampung.surat.tte import kirim
from smartkampung.surat.tte.baca import pastikan_dibaca, sudah_dibaca, tandai_dibaca
from smartkampung.surat.tte.cara import BSRE, cara_tersedia
from smartkampung.surat.tte.forms import FormTandaTangan
from smartkampung.surat.tte.layanan import signer_bsre

bp = Blueprint("tanda_tangan", __name__, url_prefix="/surat")


def _signer(form: FormTandaTangan) -> Signer:
    """The signer of this batch: BSrE, the own key, or, without any of them or when asked, the pen."""
    frasa = form.frasa.data or ""
    cara = cara_tersedia(current_user.id)
    if request.args.get("basah") or not (frasa or cara.elektronik):
        return SignerTanpa()
    bawaan = cara.pilihan[0][0] if cara.pilihan else ""
    if (form.cara.data or bawaan) == BSRE:
        signer = signer_jauh(form)
        signer.pastikan_siap()
        return signer
    return _signer_lokal(frasa)


def _signer_lokal(frasa: str) -> Signer:
    """Open the own key; wrong passphrases are counted."""
    kunci = f"frasa:akun:{current_user.id}"
    boleh_mencoba(kunci)
    try:
        signer = sertifikat.signer_untuk(current_user.id, frasa)
    except FrasaSalah:
        catat_percobaan(kunci, bebas=5, jendela=timedelta(hours=1), tahan=timedelta(seconds=30))
        raise
    lupakan_percobaan(kunci)
    return signer


def signer_jauh(form: FormTandaTangan) -> SignerBSrE:
    """The BSrE signer of one batch, from what was typed just now."""
    if not form.nik.data:
        raise GalatDomain("Isi NIK Anda, 16 angka.", medan="nik")
    if not form.frasa.data:
        raise GalatDomain("Isi frasa sandi atau kode BSrE.", medan="frasa")
    boleh_mencoba(kirim.kunci_percobaan(current_user.id))
    return signer_bsre(Rahasia(form.nik.data, form.frasa.data, form.jenis_rahasia.data or "frasa"))


@bp.get("/antrean")
@perlu_izin("surat.tanda_tangani")
def antrean() -> ResponseReturnValue:
    """What waits for the signer, made for a phone: read here, sign here."""
    return _layar_antrean().tampil()


def layar_tanda_tangan(form: FormTandaTangan, surat_id: int | None = None, *, ulang: bool = False) -> Layar:
    """The page a signing form was sent from: one letter's, or the queue with its choices."""
    form.surat.choices = []
    if surat_id:
        return layar_surat(ambil_atau_404(Surat, surat_id), form)
    if ulang:
        form.surat.choices = [(str(surat.id), surat.nama) for surat, _k in kirim.yang_tertunda(current_user.id)]
    else:
        form.surat.choices = [(str(surat.id), surat.nama) for surat in queries.antrean_tanda_tangan(current_user)]
    return _layar_antrean(form, ulang=ulang)


def _layar_antrean(form: FormTandaTangan | None = None, *, ulang: bool = False) -> Layar:
    daftar = queries.antrean_tanda_tangan(current_user)
    kartu = [(surat, fakta_isian(surat, definisi_dari(surat.jenis)), queries.terlambat(surat)) for surat in daftar]
    return Layar(
        "surat/antrean.html",
        form=form or FormTandaTangan(formdata=None),
        kosong=FormTandaTangan(formdata=None),
        ulang=ulang,
        kartu=kartu,
        dibaca=sudah_dibaca(daftar, current_user.id),
        dipilih=form.surat.data or () if form else request.args.getlist("surat"),
        tertunda=kirim.yang_tertunda(current_user.id),
        baru=queries.baru_ditandatangani(current_user.id),
        cara=cara_tersedia(current_user.id),
        boleh=penandatangan_sebagai(current_user.id, hari_desa()) is not None,
    )


@bp.get("/<int:surat_id>/baca")
@perlu_izin("surat.tanda_tangani")
def baca(surat_id: int) -> ResponseReturnValue:
    """One letter as it will be printed, as pictures: no PDF viewer is needed, and reading it counts."""
    surat = ambil_atau_404(Surat, surat_id)
    if surat.keadaan != Keadaan.MENUNGGU_TTD:
        return redirect(url_for("surat.lihat", surat_id=surat_id), 303)
    banyak = len(pratinjau(surat, gambar))
    tandai_dibaca(surat, current_user)
    semua = queries.antrean_tanda_tangan(current_user)
    dibaca = sudah_dibaca(semua, current_user.id)
    return render_template(
        "surat/tte/baca.html", surat=surat, hampa=hampa(surat), banyak=banyak, dibaca=len(dibaca), menunggu=len(semua),
        berikut=next((satu for satu in semua if satu.id not in dibaca), None),
    )  # fmt: skip


@bp.get("/<int:surat_id>/baca.png")
@perlu_izin("surat.tanda_tangani")
def berkas_baca(surat_id: int) -> Response:
    """One page of it, `?ke=` from 1."""
    surat, ke = ambil_atau_404(Surat, surat_id), request.args.get("ke", 1, type=int)
    halaman = pratinjau(surat, gambar) if surat.keadaan == Keadaan.MENUNGGU_TTD else []
    if not 1 <= ke <= len(halaman):
        raise TidakDitemukan()
    return unduh(halaman[ke - 1], f"halaman-{ke}.png", "image/png", lampiran=False)


@bp.post("/antrean")
@perlu_izin("surat.tanda_tangani")
@tanpa_kunci_tulis
def tanda_tangani_banyak() -> ResponseReturnValue:
    """Sign the chosen letters with one passphrase; only those that were read."""
    form = FormTandaTangan()
    layar = layar_tanda_tangan(form)
    if not form.validate():
        return layar.tampil()
    semua = queries.antrean_tanda_tangan(current_user)
    dibaca = sudah_dibaca(semua, current_user.id)
    pilih = dibaca if request.args.get("semua") else {int(satu) for satu in form.surat.data or ()}
    daftar = [surat for surat in semua if surat.id in pilih]
    if not daftar:
        raise TidakAdaSurat()
    pastikan_dibaca(daftar, current_user.id)
    return _kerjakan([surat.id for surat in daftar], _signer(form), url_for(".antrean"))


@bp.post("/<int:surat_id>/tanda-tangani")
@perlu_izin("surat.tanda_tangani")
@tanpa_kunci_tulis
def tanda_tangani(surat_id: int) -> ResponseReturnValue:
    """Sign one letter from its page."""
    form = FormTandaTangan()
    layar = layar_tanda_tangan(form, surat_id)
    if not form.validate():
        return layar.tampil()
    return _kerjakan([surat_id], _signer(form), url_for("surat.lihat", surat_id=surat_id))


def _kerjakan(daftar: list[int], signer: Signer, tujuan: str) -> ResponseReturnValue:
    if isinstance(signer, SignerBSrE):
        return kerjakan_sekali(partial(_kirim_baru, daftar, signer, tujuan))
    return kerjakan_sekali(partial(_tanda_tangani, daftar, signer, tujuan))


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


def _kirim_baru(daftar: list[int], signer: SignerBSrE, tujuan: str) -> str:
    """Numbers and unsigned PDFs now; the service is asked once they are committed."""
    siap = terbit.siapkan(daftar, oleh=current_user, signer=signer)
    return mulai_kirim([surat.id for surat in siap], signer, tujuan)


def mulai_kirim(daftar: Sequence[int], signer: SignerBSrE, tujuan: str) -> str:
    """Start asking the service beside the request; answers the page that shows how far it is."""
    nama = ngettext("Menandatangani %(num)s surat lewat BSrE", "Menandatangani %(num)s surat lewat BSrE", len(daftar))
    tugas = mulai_tugas(nama, kirim.kirim, pengguna_id=current_user.id, transaksi_sendiri=True, daftar=list(daftar),
                        signer=signer, oleh_id=current_user.id, tujuan=tujuan)  # fmt: skip
    return url_for("beranda.tugas", tugas_id=tugas.id)


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
        cara=cara_tersedia(current_user.id),
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
