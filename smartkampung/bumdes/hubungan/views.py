"""Pages of the link to the village: sharing profit, paying shares, both ledgers side by side."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from smartkampung.bumdes.akses import LIHAT
from smartkampung.bumdes.buku.konteks import buku
from smartkampung.bumdes.buku.models import KAS
from smartkampung.bumdes.buku.periode import tahun_buku
from smartkampung.bumdes.catat.forms import FormAlasan
from smartkampung.bumdes.halaman import ambil, kirim_lembar_xlsx, konteks, tampilkan
from smartkampung.bumdes.hubungan import cocok, services
from smartkampung.bumdes.hubungan.models import BagianHasil, BagiHasil
from smartkampung.bumdes.lembaga.models import Bumdes
from smartkampung.extensions import db
from smartkampung.inti.formulir import Formulir, MedanAngka, MedanPilihan, MedanRupiah, MedanTanggal, MedanTeks
from smartkampung.inti.galat import GalatDomain, TidakDitemukan
from smartkampung.inti.izin import perlu_izin
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.web import Layar

bp = Blueprint("hasil_bumdes", __name__, url_prefix="/bumdes/<int:bumdes_id>")


class FormHasil(Formulir):
    """A decision about a year's profit."""

    tahun = MedanAngka(_l("Tahun buku"), dari=1990, sampai=2200)
    nilai = MedanRupiah(_l("Laba yang dibagi"), description=_l("Paling banyak laba tahun itu."))
    musdes_nomor = MedanTeks(_l("Nomor berita acara Musdes"))
    tanggal = MedanTanggal(_l("Tanggal Musdes"))


class FormBayar(Formulir):
    """Paying a share."""

    tanggal = MedanTanggal(_l("Tanggal bayar"))
    kas = MedanPilihan(_l("Dibayar dari"))


@bp.get("/bagi-hasil")
@perlu_izin(*LIHAT)
def daftar(bumdes_id: int) -> ResponseReturnValue:
    """What was decided and what of it is paid."""
    bumdes = ambil(bumdes_id)
    return tampilkan("bumdes/hasil.html", bumdes, semua=services.daftar(bumdes),
                     dipisahkan=services.kekayaan_dipisahkan(bumdes, hari_desa()))  # fmt: skip


@bp.route("/bagi-hasil/tetapkan", methods=["GET", "POST"])
@perlu_izin("bumdes.bagi_hasil")
def tetapkan(bumdes_id: int) -> ResponseReturnValue:
    """Book what the Musdes decided; the parts are shown first."""
    bumdes = ambil(bumdes_id)
    tahun = request.values.get("tahun", hari_desa().year - 1, type=int)
    laba = services.laba_tahun(bumdes, tahun) if 1990 <= tahun <= 2200 else 0
    form: Any = FormHasil(tahun=tahun, nilai=max(laba, 0) or None)
    layar = Layar("bumdes/hasil_tetapkan.html", form=form, laba=laba, tahun=tahun, rencana=_rencana(bumdes, laba),
                  **konteks(bumdes))  # fmt: skip
    if not form.validate_on_submit():
        return layar.tampil()
    layar.isi["rencana"] = _rencana(bumdes, form.nilai.data)
    if request.form.get("aksi") == "lihat":
        return layar.tampil(200)
    services.tetapkan(bumdes, form.tahun.data, form.nilai.data, form.musdes_nomor.data or "", form.tanggal.data,
                      oleh=current_user)  # fmt: skip
    flash(_("Bagi hasil tahun %(t)s ditetapkan dan dijurnal.", t=form.tahun.data), "berhasil")
    return redirect(url_for(".daftar", bumdes_id=bumdes.id), 303)


def _rencana(bumdes: Bumdes, nilai: Any) -> list[Any]:
    try:
        return services.rencana(bumdes, nilai) if nilai and nilai > 0 else []
    except GalatDomain:
        return []


@bp.route("/bagi-hasil/bagian/<int:bagian_id>/bayar", methods=["GET", "POST"])
@perlu_izin("bumdes.catat")
def bayar(bumdes_id: int, bagian_id: int) -> ResponseReturnValue:
    """Pay a share."""
    bumdes = ambil(bumdes_id)
    satu = _bagian(bumdes, bagian_id)
    form: Any = FormBayar(tanggal=hari_desa())
    form.kas._sumber = [(str(a.id), a.nama) for a in buku(bumdes).dengan_peran(KAS) if a.aktif]
    form.kas.choices = form.kas._pilihan()
    kembali = url_for(".daftar", bumdes_id=bumdes.id)
    layar = Layar("bumdes/isian.html", form=form, judul=_("Bayar %(n)s", n=satu.nama.lower()), tombol=_("Bayar"),
                  kembali=kembali, **konteks(bumdes))  # fmt: skip
    if not form.validate_on_submit():
        return layar.tampil()
    services.bayar(satu, form.tanggal.data, int(form.kas.data), oleh=current_user)
    flash(_("%(n)s dibayar.", n=satu.nama), "berhasil")
    return redirect(kembali, 303)


@bp.route("/bagi-hasil/bagian/<int:bagian_id>/batal-bayar", methods=["GET", "POST"])
@perlu_izin("bumdes.catat")
def batal_bayar(bumdes_id: int, bagian_id: int) -> ResponseReturnValue:
    """Take back a payment that was booked by mistake."""
    bumdes, form = ambil(bumdes_id), FormAlasan()
    satu = _bagian(bumdes, bagian_id)
    kembali = url_for(".daftar", bumdes_id=bumdes.id)
    layar = Layar("bumdes/isian.html", form=form, judul=_("Batalkan pembayaran %(n)s", n=satu.nama.lower()),
                  tombol=_("Balik jurnalnya"), kembali=kembali, **konteks(bumdes))  # fmt: skip
    if not form.validate_on_submit():
        return layar.tampil()
    services.batal_bayar(satu, form.alasan.data or "", oleh=current_user)
    flash(_("Pembayaran %(n)s dibatalkan; jurnalnya dibalik.", n=satu.nama.lower()), "berhasil")
    return redirect(kembali, 303)


def _bagian(bumdes: Bumdes, bagian_id: int) -> BagianHasil:
    satu = db.session.get(BagianHasil, bagian_id)
    induk = db.session.get(BagiHasil, satu.bagi_hasil_id) if satu else None
    if satu is None or induk is None or induk.bumdes_id != bumdes.id:
        raise TidakDitemukan()
    return satu


def _tahun(bumdes: Bumdes) -> int:
    semua = tahun_buku(bumdes)
    tahun = request.args.get("tahun", semua[0], type=int)
    return tahun if tahun in semua else semua[0]


@bp.get("/rekonsiliasi")
@perlu_izin(*LIHAT)
def rekonsiliasi(bumdes_id: int) -> ResponseReturnValue:
    """Both ledgers side by side."""
    bumdes = ambil(bumdes_id)
    tahun = _tahun(bumdes)
    return tampilkan("bumdes/rekonsiliasi.html", bumdes, semua=cocok.cocokkan(buku(bumdes), tahun), tahun=tahun,
                     pilihan=[(t, str(t)) for t in tahun_buku(bumdes)],
                     dipisahkan=services.kekayaan_dipisahkan(bumdes, hari_desa()))  # fmt: skip


@bp.get("/rekonsiliasi/xlsx")
@perlu_izin(*LIHAT)
def rekonsiliasi_xlsx(bumdes_id: int) -> Response:
    """The same as a workbook."""
    bumdes = ambil(bumdes_id)
    tahun = _tahun(bumdes)
    return kirim_lembar_xlsx([cocok.lembar_cocok(cocok.cocokkan(buku(bumdes), tahun), f"{bumdes.nama}, {tahun}")],
                             f"rekonsiliasi-{tahun}.xlsx")  # fmt: skip
