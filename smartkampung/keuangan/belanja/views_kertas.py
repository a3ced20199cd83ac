"""Papers and registers of spending: PDF and workbook of a document, the books of kegiatan, four registers."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from smartkampung.desa.kop import kop_surat
from smartkampung.extensions import db
from smartkampung.inti.galat import TidakDitemukan
from smartkampung.inti.izin import perlu_izin
from smartkampung.inti.pdf import pdf_lembar
from smartkampung.inti.tanggal import BULAN, Periode, sekarang
from smartkampung.inti.web import halaman, kirim_pdf, unduh
from smartkampung.inti.xlsx import buku_ke_bytes
from smartkampung.keuangan.anggaran.isi import isi_versi, tahun_anggaran, versi_berlaku
from smartkampung.keuangan.belanja import kertas
from smartkampung.keuangan.belanja.buku_kegiatan import dpa_berlaku, kertas_buku, verifikasi, verifikasi_terakhir
from smartkampung.keuangan.belanja.kuitansi import pdf_kuitansi
from smartkampung.keuangan.belanja.panjar import cair_spp
from smartkampung.keuangan.belanja.plafon import isi_berlaku
from smartkampung.keuangan.belanja.register import REGISTER, Register, lembar_register
from smartkampung.keuangan.belanja.views_langkah import ambil_dokumen
from smartkampung.keuangan.dpa.views import tahun_dipilih
from smartkampung.keuangan.kas.models import PANJAR, SPJ, DokumenKas
from smartkampung.keuangan.kertas.bentuk import Kertas
from smartkampung.keuangan.kertas.keluar import XLSX, baris_layar, kirim

bp = Blueprint("kertas_belanja", __name__, url_prefix="/keuangan/belanja")
PER = 50


def _kertas(d: DokumenKas, kode: str) -> Kertas:
    cair = cair_spp(d)
    if d.jenis == SPJ and kode == "spj":
        return kertas.kertas_spj(d)
    if d.jenis != SPJ and kode == "cair" and cair is not None:
        return kertas.kertas_cair(d, cair)
    buat = {"spp": kertas.kertas_spp, "rincian": kertas.kertas_rincian, "sptb": kertas.kertas_sptb}.get(kode)
    if d.jenis == SPJ or buat is None:
        raise TidakDitemukan()
    return buat(d)


@bp.get("/<int:dokumen_id>/kertas/<kode>.<bentuk>")
@perlu_izin("keuangan.lihat")
def unduh_kertas(dokumen_id: int, kode: str, bentuk: str) -> Response:
    """A paper of an SPP or SPJ."""
    d = ambil_dokumen(dokumen_id)
    if bentuk not in ("pdf", "xlsx"):
        raise TidakDitemukan()
    if kode != "kuitansi":
        return kirim(_kertas(d, kode), bentuk)
    if d.cara == PANJAR or bentuk != "pdf":
        raise TidakDitemukan()
    return kirim_pdf(pdf_kuitansi(d, d), f"kuitansi-{d.tahun}-{d.nomor or d.id}.pdf")


@bp.get("/buku-kegiatan")
@perlu_izin("keuangan.lihat")
def daftar_buku() -> ResponseReturnValue:
    """The kegiatan of a year with their books."""
    tahun = tahun_dipilih()
    versi = versi_berlaku(tahun)
    isi = isi_versi(versi) if versi else None
    return render_template("keuangan/belanja/buku_daftar.html", tahun=tahun, isi=isi,
                           pilihan_tahun=[(t, str(t)) for t in tahun_anggaran()])  # fmt: skip


@bp.get("/buku-kegiatan/<int:tahun>/<kegiatan>/lihat")
@perlu_izin("keuangan.lihat")
def buku(tahun: int, kegiatan: str) -> ResponseReturnValue:
    """The book of a kegiatan on screen."""
    if kegiatan not in isi_berlaku(tahun).kegiatan:
        raise TidakDitemukan()
    isi, dpa = kertas_buku(tahun, kegiatan), dpa_berlaku(tahun, kegiatan)
    return render_template("keuangan/belanja/buku.html", tahun=tahun, kegiatan=kegiatan, kertas=isi, dpa=dpa,
                           nama=isi_berlaku(tahun).kegiatan[kegiatan].nama, akhir=verifikasi_terakhir(dpa),
                           baris=baris_layar(isi, isi.bagian[0]))  # fmt: skip


@bp.get("/buku-kegiatan/<int:tahun>/<kegiatan>/cetak.<bentuk>")
@perlu_izin("keuangan.lihat")
def unduh_buku(tahun: int, kegiatan: str, bentuk: str) -> Response:
    """The book of a kegiatan as PDF or workbook."""
    if kegiatan not in isi_berlaku(tahun).kegiatan or bentuk not in ("pdf", "xlsx"):
        raise TidakDitemukan()
    return kirim(kertas_buku(tahun, kegiatan), bentuk)


@bp.post("/buku-kegiatan/<int:tahun>/<kegiatan>/verifikasi")
@perlu_izin("keuangan.verifikasi")
def verifikasi_buku(tahun: int, kegiatan: str) -> ResponseReturnValue:
    """The secretary has looked at it."""
    dpa = dpa_berlaku(tahun, kegiatan)
    if dpa is None:
        raise TidakDitemukan()
    verifikasi(dpa, oleh=current_user)
    flash(_("Buku pembantu kegiatan diverifikasi sampai hari ini."), "berhasil")
    return redirect(url_for(".buku", tahun=tahun, kegiatan=kegiatan), 303)


def _rentang(tahun: int) -> tuple[date | None, date | None]:
    bulan = request.args.get("bulan", 0, type=int)
    if not 1 <= bulan <= 12:
        return None, None
    periode = Periode(tahun, bulan)
    return periode.awal, periode.akhir


def _register(kode: str) -> Register:
    if kode not in REGISTER:
        raise TidakDitemukan()
    return REGISTER[kode]


@bp.get("/register/<kode>")
@perlu_izin("keuangan.lihat")
def register(kode: str) -> ResponseReturnValue:
    """One register of a year or month, page by page."""
    satu, tahun = _register(kode), tahun_dipilih()
    hal = halaman(satu.pilih(tahun, *_rentang(tahun)), per=PER)
    lembar = lembar_register(satu, tahun, hal.butir, (hal.nomor - 1) * PER + 1, ringkas=True)
    return render_template(
        "keuangan/belanja/register.html", satu=satu, lembar=lembar, hal=hal, tahun=tahun, semua=REGISTER.values(),
        bulan=request.args.get("bulan", ""), pilihan_tahun=[(t, str(t)) for t in tahun_anggaran()],
        pilihan_bulan=[("", _("Setahun"))] + [(str(n), nama) for n, nama in enumerate(BULAN, start=1)],
    )  # fmt: skip


@bp.get("/register/<kode>.<bentuk>")
@perlu_izin("keuangan.lihat")
def unduh_register(kode: str, bentuk: str) -> Response:
    """The whole register as PDF or workbook."""
    satu, tahun = _register(kode), tahun_dipilih()
    isi = db.session.execute(satu.pilih(tahun, *_rentang(tahun)).limit(60_000)).all()
    lembar = lembar_register(satu, tahun, isi)
    nama = f"register-{kode}-{tahun}"
    if bentuk == "xlsx":
        return unduh(buku_ke_bytes([lembar]), f"{nama}.xlsx", XLSX)
    if bentuk == "pdf":
        return kirim_pdf(pdf_lembar(lembar, kop_surat(), pada=sekarang(), mendatar=True), f"{nama}.pdf")
    raise TidakDitemukan()


