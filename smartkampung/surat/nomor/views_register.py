"""The register of a year, and the numbers of letters made outside."""

from __future__ import annotations

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from smartkampung.desa.kop import kop_surat
from smartkampung.desa.queries import profil
from smartkampung.inti.berkas import Berkas, baca_berkas, simpan_unggahan
from smartkampung.inti.galat import TidakDitemukan
from smartkampung.inti.izin import perlu_izin
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.pdf import Kertas, pdf_lembar
from smartkampung.inti.tanggal import sekarang
from smartkampung.inti.web import Halaman, Layar, ambil_atau_404, kirim_pdf, nomor_halaman, unduh
from smartkampung.inti.xlsx import buku_ke_bytes
from smartkampung.surat.models import JenisSurat
from smartkampung.surat.nomor import luar as buku_luar
from smartkampung.surat.nomor import queries
from smartkampung.surat.nomor.forms import FormBatalNomor, FormLuar, FormPesan
from smartkampung.surat.nomor.models import SuratLuar

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
bp = Blueprint("register_surat", __name__, url_prefix="/surat")


def _terpilih() -> tuple[int, str, list[tuple[str, str]]]:
    """Year and register of the address; what is not there counts as the first there is."""
    semua = queries.pilihan_tahun()
    tahun = request.args.get("tahun", type=int)
    tahun = tahun if tahun in semua else hari_desa().year
    register = queries.pilihan_register(tahun)
    kunci = request.args.get("register", "")
    return tahun, kunci if kunci in dict(register) else register[0][0], register


@bp.get("/register")
@perlu_izin("surat.lihat")
def register() -> ResponseReturnValue:
    """Every number of a year, newest first, and what became of it."""
    tahun, kunci, semua = _terpilih()
    halaman, akhir = nomor_halaman(), queries.terakhir(kunci, tahun)
    sampai = max(0, akhir - (halaman - 1) * queries.PER_HALAMAN)
    dari = max(1, sampai - queries.PER_HALAMAN + 1)
    isi = queries.isi_register(kunci, tahun, dari, sampai)[::-1] if sampai else []
    return render_template(
        "surat/nomor/register.html", hal=Halaman(isi, halaman, dari > 1), tahun=tahun, register=kunci,
        pilihan_tahun=[(t, str(t)) for t in queries.pilihan_tahun()], pilihan_register=semua, akhir=akhir,
        dipesan=queries.yang_dipesan(), arsip=queries.arsip_pada(tahun),
    )  # fmt: skip


@bp.get("/register/xlsx")
@perlu_izin("surat.lihat")
def register_xlsx() -> Response:
    """The register as a workbook."""
    tahun, kunci, _semua = _terpilih()
    return unduh(buku_ke_bytes([queries.lembar_register(kunci, tahun)]), f"register-{tahun}.xlsx", XLSX)


@bp.get("/register/pdf")
@perlu_izin("surat.lihat")
def register_pdf() -> Response:
    """The register on paper."""
    tahun, kunci, _semua = _terpilih()
    kertas: Kertas = "a4" if profil().kertas.lower() == "a4" else "f4"
    lembar = queries.lembar_register(kunci, tahun)
    data = pdf_lembar(lembar, kop_surat(), pada=sekarang(), kertas=kertas, mendatar=True)
    return kirim_pdf(data, f"register-{tahun}.pdf")


@bp.route("/nomor/pesan", methods=["GET", "POST"])
@perlu_izin("surat.nomor")
def pesan() -> ResponseReturnValue:
    """Reserve numbers for letters made outside."""
    form = FormPesan()
    layar = Layar("surat/nomor/pesan.html", form=form)
    if not form.validate_on_submit():
        return layar.tampil()
    jenis = ambil_atau_404(JenisSurat, int(form.jenis.data)) if form.jenis.data else None
    baris = buku_luar.pesan_nomor(form.banyak.data or 0, form.alasan.data or "", oleh=current_user, jenis=jenis,
                                  klasifikasi=form.klasifikasi.data or "")  # fmt: skip
    flash(ngettext("Nomor %(awal)s dipesan.", "%(num)s nomor dipesan, %(awal)s sampai %(akhir)s.", len(baris),
                   awal=baris[0].nomor_teks, akhir=baris[-1].nomor_teks), "berhasil")  # fmt: skip
    return redirect(url_for(".register"), 303)


@bp.get("/nomor/luar/<int:luar_id>")
@perlu_izin("surat.lihat")
def luar(luar_id: int) -> ResponseReturnValue:
    """One letter made outside, or one number reserved for it."""
    return render_template("surat/nomor/luar.html", baris=ambil_atau_404(SuratLuar, luar_id))


@bp.get("/nomor/luar/<int:luar_id>/berkas")
@perlu_izin("surat.lihat")
def berkas_luar(luar_id: int) -> Response:
    """Its scan: a photo to look at, a foreign PDF only as a download."""
    berkas = ambil_atau_404(SuratLuar, luar_id).berkas
    if berkas is None:
        raise TidakDitemukan()
    return unduh(baca_berkas(berkas), berkas.nama, berkas.mime, lampiran=not berkas.mime.startswith("image/"))


@bp.route("/nomor/luar/<int:luar_id>/isi", methods=["GET", "POST"])
@perlu_izin("surat.nomor")
def isi_luar(luar_id: int) -> ResponseReturnValue:
    """Fill a reserved number in."""
    baris = ambil_atau_404(SuratLuar, luar_id)
    form = FormLuar(obj=baris)
    layar = Layar("surat/nomor/luar_isi.html", form=form, baris=baris)
    if not form.validate_on_submit():
        return layar.tampil()
    isi = buku_luar.IsiLuar(
        form.nomor_teks.data or "", form.tanggal_surat.data, form.jenis.data or "", form.nama.data or "",
        form.perihal.data or "", form.pamong.data or "",
    )  # fmt: skip
    buku_luar.isi_luar(baris, isi, oleh=current_user, berkas=_pindaian(form))
    flash(_("Surat nomor %(nomor)s dicatat di register.", nomor=baris.nomor_teks), "berhasil")
    return redirect(url_for(".luar", luar_id=baris.id), 303)


def _pindaian(form: FormLuar) -> Berkas | None:
    unggahan = form.berkas.data
    if not getattr(unggahan, "filename", ""):
        return None
    return simpan_unggahan(unggahan.read(), unggahan.filename)


@bp.route("/nomor/luar/<int:luar_id>/batalkan", methods=["GET", "POST"])
@perlu_izin("surat.nomor")
def batalkan_luar(luar_id: int) -> ResponseReturnValue:
    """Void a number; it stays in the register."""
    baris = ambil_atau_404(SuratLuar, luar_id)
    form = FormBatalNomor()
    layar = Layar("surat/nomor/luar_batal.html", form=form, baris=baris)
    if not form.validate_on_submit():
        return layar.tampil()
    buku_luar.batalkan_luar(baris, form.alasan.data or "", oleh=current_user)
    flash(_("Nomor %(nomor)s batal. Nomor itu tidak dipakai lagi.", nomor=baris.nomor_teks), "berhasil")
    return redirect(url_for(".register"), 303)
