"""Pages of income: what is expected, receipts, deposits of cash."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from smartkampung.inti.formulir import kunci_baris
from smartkampung.inti.izin import perlu_izin
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.tanggal import tanggal_pendek
from smartkampung.inti.uang import rupiah
from smartkampung.inti.web import Layar, ambil_atau_404, unduh
from smartkampung.inti.xlsx import buku_ke_bytes
from smartkampung.keuangan.anggaran.isi import Kunci, versi_berlaku
from smartkampung.keuangan.bku.views import kabarkan, pilihan_tahun, tahun_dipilih
from smartkampung.keuangan.kas.models import DI_BANK, RencanaPenerimaan
from smartkampung.keuangan.kertas.keluar import XLSX
from smartkampung.keuangan.penerimaan.dasar import (
    baca_kunci,
    pilihan_kunci,
    rekening_aktif,
    sebut_kunci,
    teks_kunci,
)
from smartkampung.keuangan.penerimaan.forms import FormAlasanKas, FormRencana, FormSTS, FormTBP, tempat
from smartkampung.keuangan.penerimaan.isian import TAMBAH, BarisLanjut
from smartkampung.keuangan.penerimaan.lembar import lembar_rencana
from smartkampung.keuangan.penerimaan.pindah import belum_disetor, setorkan
from smartkampung.keuangan.penerimaan.rencana import batalkan_rencana, daftar_rencana, simpan_rencana
from smartkampung.keuangan.penerimaan.tbp import BarisTBP, IsiTBP, terima

bp = Blueprint("penerimaan", __name__, url_prefix="/keuangan/penerimaan")
TANPA_KUNCI = Kunci("", "", "")


@bp.get("")
@perlu_izin("keuangan.lihat")
def daftar() -> ResponseReturnValue:
    """Income expected in a year, and cash that waits for the bank."""
    tahun = tahun_dipilih()
    return render_template(
        "keuangan/penerimaan/daftar.html", tahun=tahun, rencana=daftar_rencana(tahun), menunggu=belum_disetor(tahun),
        versi=versi_berlaku(tahun), pilihan_tahun=pilihan_tahun(), sebut=sebut_rencana)  # fmt: skip


def sebut_rencana(r: RencanaPenerimaan) -> str:
    """The key of an expected income in words."""
    return sebut_kunci(_kunci(r), r.tahun)


def _kunci(r: RencanaPenerimaan) -> Kunci:
    return Kunci("", r.rekening, r.sumber_dana)


def _pilih_terima(form: Any, tahun: int, rencana: RencanaPenerimaan | None) -> None:
    """Offer the keys of the budget, and that of the plan even when the budget lacks it."""
    pilihan = pilihan_kunci(tahun, "4", "6.1")
    kunci = teks_kunci(_kunci(rencana)) if rencana else ""
    if kunci and kunci not in dict(pilihan) and rencana is not None:
        pilihan.append((kunci, sebut_rencana(rencana)))
    atur_pilihan(form.kunci, pilihan)


def atur_pilihan(medan: Any, pilihan: list[tuple[str, str]]) -> None:
    medan._sumber = pilihan
    medan.choices = medan._pilihan()


@bp.route("/tbp", methods=["GET", "POST"])
@perlu_izin("keuangan.bendahara")
def tbp() -> ResponseReturnValue:
    """Post a receipt, from a plan when one is named."""
    nomor = request.values.get("rencana", 0, type=kunci_baris)
    rencana = ambil_atau_404(RencanaPenerimaan, nomor) if nomor else None
    tahun = rencana.tahun if rencana else tahun_dipilih()
    form: Any = FormTBP(data=_isian(rencana))
    _pilih_terima(form, tahun, rencana)
    atur_pilihan(form.kunci_belanja, pilihan_kunci(tahun, "5"))
    lanjut = BarisLanjut.dari(request.form)
    layar = Layar("keuangan/penerimaan/tbp.html", form=form, rencana=rencana, tahun=tahun, versi=versi_berlaku(tahun),
                  lanjut=lanjut.baris)  # fmt: skip
    if request.form.get("aksi") == TAMBAH:
        return layar.tampil(200)
    baris = lanjut.baca(form.uraian.data or "")
    if lanjut.salah:
        flash(_("Betulkan baris yang ditandai."), "galat")
    if not form.validate_on_submit() or lanjut.salah:
        return layar.tampil()
    dokumen = terima(_isi_tbp(form, baris, rencana), oleh=current_user)
    return kabarkan(dokumen, _("%(n)s dibukukan.", n=dokumen.sebutan))


def _isian(rencana: RencanaPenerimaan | None) -> dict[str, Any]:
    """What a new receipt begins with."""
    utama = next(iter(rekening_aktif()), None)
    awal = {"tanggal": hari_desa(), "media": DI_BANK, "rekening_id": str(utama.id) if utama else ""}
    if rencana is None:
        return awal
    return {**awal, "kunci": teks_kunci(_kunci(rencana)), "nilai": rencana.nilai,
            "uraian": rencana.uraian}  # fmt: skip


def _isi_tbp(form: Any, lanjut: tuple[BarisTBP, ...], rencana: RencanaPenerimaan | None) -> IsiTBP:
    pertama = BarisTBP(baca_kunci(form.kunci.data) or TANPA_KUNCI, form.nilai.data, form.uraian.data)
    return IsiTBP(form.tanggal.data, (pertama, *lanjut), form.penyetor.data, form.alamat.data or "", form.media.data,
                  tempat(form.rekening_id.data), baca_kunci(form.kunci_belanja.data),
                  rencana.id if rencana else None)  # fmt: skip


@bp.route("/rencana", methods=["GET", "POST"])
@perlu_izin("keuangan.bendahara")
def rencana() -> ResponseReturnValue:
    """A new expected income."""
    return _ubah_rencana(None)


@bp.get("/rencana.xlsx")
@perlu_izin("keuangan.lihat")
def rencana_xlsx() -> Response:
    """The list as a workbook."""
    tahun = tahun_dipilih()
    return unduh(buku_ke_bytes([lembar_rencana(tahun)]), f"rencana-penerimaan-{tahun}.xlsx", XLSX)


@bp.route("/rencana/<int:rencana_id>", methods=["GET", "POST"])
@perlu_izin("keuangan.bendahara")
def ubah_rencana(rencana_id: int) -> ResponseReturnValue:
    """Change one that has not come."""
    return _ubah_rencana(ambil_atau_404(RencanaPenerimaan, rencana_id))


def _ubah_rencana(satu: RencanaPenerimaan | None) -> ResponseReturnValue:
    tahun = satu.tahun if satu else tahun_dipilih()
    data = {"kunci": teks_kunci(_kunci(satu))} if satu else {"tanggal": hari_desa()}
    form: Any = FormRencana(obj=satu, data=data)
    _pilih_terima(form, tahun, satu)
    layar = Layar("keuangan/penerimaan/rencana.html", form=form, rencana=satu, tahun=tahun)
    if not form.validate_on_submit():
        return layar.tampil()
    simpan_rencana(satu, baca_kunci(form.kunci.data) or TANPA_KUNCI, form.nilai.data, form.tanggal.data,
                   form.uraian.data, form.dasar.data or "", oleh=current_user)  # fmt: skip
    flash(_("Rencana penerimaan disimpan."), "berhasil")
    return redirect(url_for(".daftar", tahun=form.tanggal.data.year), 303)


@bp.route("/rencana/<int:rencana_id>/batal", methods=["GET", "POST"])
@perlu_izin("keuangan.bendahara")
def batal_rencana(rencana_id: int) -> ResponseReturnValue:
    """It will not come."""
    satu = ambil_atau_404(RencanaPenerimaan, rencana_id)
    form = FormAlasanKas()
    kembali = url_for(".daftar", tahun=satu.tahun)
    layar = Layar("keuangan/kas/isian.html", form=form, judul=_("Batalkan rencana penerimaan"), ket=satu.uraian,
                  tombol=_("Batalkan rencana"), batal=kembali)  # fmt: skip
    if not form.validate_on_submit():
        return layar.tampil()
    batalkan_rencana(satu, form.alasan.data or "", oleh=current_user)
    flash(_("Rencana penerimaan dibatalkan."), "berhasil")
    return redirect(kembali, 303)


@bp.route("/sts", methods=["GET", "POST"])
@perlu_izin("keuangan.bendahara")
def sts() -> ResponseReturnValue:
    """Deposit cash receipts."""
    tahun = tahun_dipilih()
    menunggu = belum_disetor(tahun)
    form: Any = FormSTS(tanggal=hari_desa())
    form.tbp.choices = [
        (str(t.dokumen.id), f"{t.dokumen.sebutan} · {tanggal_pendek(t.dokumen.tanggal)} · {rupiah(t.dokumen.nilai)} · "
                            f"{t.dokumen.uraian}") for t in menunggu]  # fmt: skip
    if request.method == "GET":
        form.tbp.data = [kunci for kunci, _teks in form.tbp.choices]
    layar = Layar("keuangan/penerimaan/sts.html", form=form, menunggu=menunggu, tahun=tahun)
    if not form.validate_on_submit():
        return layar.tampil()
    dokumen = setorkan(form.tanggal.data, [int(n) for n in form.tbp.data or ()], tempat(form.rekening_id.data),
                       form.uraian.data or "", oleh=current_user)  # fmt: skip
    return kabarkan(dokumen, _("%(n)s dibukukan.", n=dokumen.sebutan))
