"""Pages of the audit packs and of the open data."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from smartkampung.audit.services import catat
from smartkampung.extensions import db
from smartkampung.inti.berkas import jalur_berkas
from smartkampung.inti.db import transaksi
from smartkampung.inti.formulir import Formulir, MedanTanggal
from smartkampung.inti.galat import TidakDitemukan
from smartkampung.inti.izin import perlu_izin, tanpa_kunci_sekali, tanpa_kunci_tulis
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.tugas import mulai_tugas
from smartkampung.inti.web import Layar, ambil_atau_404, unduh, unduh_jalur
from smartkampung.inti.xlsx import buku_ke_bytes
from smartkampung.keuangan.anggaran.versi import TAHUN_TERAKHIR, TAHUN_TERAWAL
from smartkampung.keuangan.dpa.views import tahun_dipilih
from smartkampung.keuangan.kertas.keluar import XLSX
from smartkampung.keuangan.laporan.kekayaan import PENYUSUN
from smartkampung.keuangan.laporan.models import PaketAudit
from smartkampung.keuangan.laporan.views import pilihan_tahun
from smartkampung.keuangan.paket.data import TABEL, csv_tabel, lembar_tabel
from smartkampung.keuangan.paket.susun import (
    MIME,
    buat_paket,
    hapus_paket,
    periksa_masa,
    sebut_masa,
    sidik_kunci_desa,
)

bp = Blueprint("paket_audit", __name__, url_prefix="/keuangan/paket")


class FormPaket(Formulir):
    """The span of a pack."""

    dari = MedanTanggal(_l("Hari pertama"))
    sampai = MedanTanggal(_l("Hari terakhir"))


def _boleh() -> bool:
    return any(current_user.punya_izin(i) for i in PENYUSUN)


@bp.get("")
@perlu_izin("keuangan.lihat")
def daftar() -> ResponseReturnValue:
    """The packs of a year, and the open data of it."""
    tahun = tahun_dipilih()
    semua = db.session.scalars(db.select(PaketAudit).filter_by(tahun=tahun).order_by(PaketAudit.id.desc())).all()
    return render_template("keuangan/paket/daftar.html", tahun=tahun, semua=semua, tabel=TABEL.values(),
                           pilihan_tahun=pilihan_tahun(tahun), boleh=_boleh(), sebut=sebut_masa,
                           sidik_kunci=sidik_kunci_desa())  # fmt: skip


@bp.route("/<int:tahun>/buat", methods=["GET", "POST"])
@perlu_izin(*PENYUSUN)
def buat(tahun: int) -> ResponseReturnValue:
    """Begin a pack; it is made beside the page."""
    if not TAHUN_TERAWAL <= tahun <= TAHUN_TERAKHIR:
        raise TidakDitemukan()
    form = FormPaket(dari=date(tahun, 1, 1), sampai=min(date(tahun, 12, 31), hari_desa()))
    layar = Layar("keuangan/paket/buat.html", form=form, tahun=tahun)
    if not form.validate_on_submit():
        return layar.tampil()
    periksa_masa(tahun, form.dari.data, form.sampai.data)
    tugas = mulai_tugas(
        _("Paket audit %(m)s", m=sebut_masa(form.dari.data, form.sampai.data)), buat_paket,
        pengguna_id=current_user.id, transaksi_sendiri=True, tahun=tahun, dari=form.dari.data,
        sampai=form.sampai.data, oleh_id=current_user.id,
    )  # fmt: skip
    return redirect(url_for("beranda.tugas", tugas_id=tugas.id), 303)


@bp.get("/<int:paket_id>")
@perlu_izin("keuangan.lihat")
def lihat(paket_id: int) -> ResponseReturnValue:
    """One pack."""
    satu = ambil_atau_404(PaketAudit, paket_id)
    return render_template("keuangan/paket/lihat.html", p=satu, boleh=_boleh(), masa=sebut_masa(satu.dari, satu.sampai),
                           sidik_kunci=sidik_kunci_desa())  # fmt: skip


@bp.post("/<int:paket_id>/unduh")
@perlu_izin("keuangan.lihat")
@tanpa_kunci_tulis
@tanpa_kunci_sekali
def unduh_paket(paket_id: int) -> Response:
    """Hand the pack out; who took it is written down."""
    satu = ambil_atau_404(PaketAudit, paket_id)
    jalur, nama, masa = jalur_berkas(satu.berkas), satu.berkas.nama, sebut_masa(satu.dari, satu.sampai)
    db.session.rollback()
    with transaksi():
        catat("keuangan.paket_diunduh", oleh=current_user, objek=("paket_audit", paket_id), apa=masa)
    return unduh_jalur(jalur, nama, MIME)


@bp.post("/<int:paket_id>/hapus")
@perlu_izin(*PENYUSUN)
def hapus(paket_id: int) -> ResponseReturnValue:
    """Forget a pack."""
    satu = ambil_atau_404(PaketAudit, paket_id)
    tahun = satu.tahun
    hapus_paket(satu, oleh=current_user)
    flash(_("Paket dihapus; isinya dapat dibuat lagi kapan saja."), "berhasil")
    return redirect(url_for(".daftar", tahun=tahun), 303)


@bp.get("/data/<int:tahun>/<kode>.csv")
@perlu_izin("keuangan.lihat")
def csv(tahun: int, kode: str) -> Response:
    """One table of the books of a year as CSV for programs."""
    if kode not in TABEL or not 2000 <= tahun <= 2100:
        raise TidakDitemukan()
    isi = b"".join(csv_tabel(TABEL[kode], tahun, date(tahun, 1, 1), date(tahun, 12, 31)))
    return unduh(isi, f"{kode}-{tahun}.csv", "text/csv; charset=utf-8")


@bp.get("/data/<int:tahun>.xlsx")
@perlu_izin("keuangan.lihat")
def xlsx(tahun: int) -> Response:
    """All tables of a year as one workbook."""
    if not 2000 <= tahun <= 2100:
        raise TidakDitemukan()
    awal, akhir = date(tahun, 1, 1), date(tahun, 12, 31)
    lembar = [lembar_tabel(t, tahun, awal, akhir) for t in TABEL.values()]
    return unduh(buku_ke_bytes(lembar), f"data-kas-{tahun}.xlsx", XLSX)
