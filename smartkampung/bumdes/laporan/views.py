"""Pages of the statements: one with its comparison, all as workbook or paper, worksheet, validation, closing."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Blueprint, Response, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from smartkampung.bumdes.akses import LIHAT
from smartkampung.bumdes.buku.konteks import buku
from smartkampung.bumdes.catat.forms import FormAlasan
from smartkampung.bumdes.halaman import (
    XLSX,
    ambil,
    entitas_dipilih,
    hari_dari,
    kertas_desa,
    kirim_lembar_pdf,
    kirim_lembar_xlsx,
    konteks,
    kop_bumdes,
    pilihan_entitas,
    tampilkan,
    tanda_tangan,
)
from smartkampung.bumdes.laporan import keluar, susun, tutup
from smartkampung.bumdes.laporan.angka import Angka
from smartkampung.bumdes.laporan.bentuk import Laporan
from smartkampung.bumdes.laporan.kertas_kerja import kertas_kerja
from smartkampung.bumdes.laporan.validasi import validasi
from smartkampung.bumdes.lembaga.models import Bumdes, EntitasBumdes
from smartkampung.inti.galat import TidakBoleh, TidakDitemukan
from smartkampung.inti.izin import perlu_izin
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.tanggal import BULAN
from smartkampung.inti.web import Layar, kirim_pdf, unduh

bp = Blueprint("laporan_bumdes", __name__, url_prefix="/bumdes/<int:bumdes_id>")


def _masa() -> tuple[date, date]:
    """The days of the address: any, or this year up to the end of the last month that is over (January: so far)."""
    kini = hari_desa()
    bawaan = date(kini.year, kini.month, 1)
    sampai = hari_dari("sampai", kini if bawaan.month == 1 else date.fromordinal(bawaan.toordinal() - 1))
    return min(hari_dari("dari", date(sampai.year, 1, 1)), sampai), sampai


def _angka(bumdes: Bumdes) -> tuple[list[Angka], EntitasBumdes | None]:
    ent, satu = entitas_dipilih(bumdes)
    return susun.dua_masa(buku(bumdes), ent, *_masa()), satu


def _jenis(jenis: str) -> str:
    if jenis not in susun.JENIS:
        raise TidakDitemukan()
    return jenis


@bp.get("/laporan")
@perlu_izin(*LIHAT)
def daftar(bumdes_id: int) -> ResponseReturnValue:
    """All reports there are."""
    bumdes = ambil(bumdes_id)
    return tampilkan("bumdes/laporan.html", bumdes, jenis=susun.JENIS)


@bp.get("/laporan/<jenis>")
@perlu_izin(*LIHAT)
def lihat(bumdes_id: int, jenis: str) -> ResponseReturnValue:
    """One statement; each figure leads to its ledger."""
    bumdes = ambil(bumdes_id)
    masa, satu = _angka(bumdes)
    return tampilkan("bumdes/laporan_lihat.html", bumdes, laporan=susun.susun(_jenis(jenis), masa), jenis=jenis,
                     satu=satu, dari=masa[0].dari, sampai=masa[0].sampai, semua=susun.JENIS, bulan=BULAN,
                     pilihan_unit=pilihan_entitas(bumdes, gabungan=True))  # fmt: skip


@bp.get("/laporan/<jenis>/pdf")
@perlu_izin(*LIHAT)
def pdf(bumdes_id: int, jenis: str) -> Response:
    """One statement on paper."""
    bumdes = ambil(bumdes_id)
    return _kirim(bumdes, [susun.susun(_jenis(jenis), _angka(bumdes)[0])], f"{jenis}.pdf")


@bp.get("/laporan-lengkap/<bentuk>")
@perlu_izin(*LIHAT)
def lengkap(bumdes_id: int, bentuk: str) -> Response:
    """All statements of a period as one workbook or one PDF."""
    bumdes = ambil(bumdes_id)
    masa, satu = _angka(bumdes)
    semua = [susun.susun(j, masa) for j in susun.JENIS]
    if bentuk == "pdf":
        return _kirim(bumdes, semua, "laporan-keuangan.pdf")
    tambahan = [kertas_kerja(buku(bumdes), masa[0].sampai)] if satu is None else []
    return unduh(keluar.buku_kerja(semua, tambahan), "laporan-keuangan.xlsx", XLSX)


def _kirim(bumdes: Bumdes, semua: list[Laporan], nama: str) -> Response:
    data = keluar.pdf([keluar.bagian_pdf(x) for x in semua], kop_bumdes(bumdes), tanda_tangan(bumdes),
                      judul=semua[0].judul, kertas=kertas_desa(), kaki=bumdes.nama)  # fmt: skip
    return kirim_pdf(data, nama)


@bp.get("/laporan/kertas-kerja/<bentuk>")
@perlu_izin(*LIHAT)
def kerja(bumdes_id: int, bentuk: str) -> ResponseReturnValue:
    """The elimination worksheet on screen, as workbook, on paper."""
    bumdes = ambil(bumdes_id)
    if not konteks(bumdes)["seluruh"]:
        raise TidakBoleh()
    lembar = kertas_kerja(buku(bumdes), _masa()[1])
    if bentuk == "xlsx":
        return kirim_lembar_xlsx([lembar], "kertas-kerja.xlsx")
    if bentuk == "pdf":
        return kirim_lembar_pdf(bumdes, lembar, "kertas-kerja.pdf")
    return tampilkan("bumdes/kertas_kerja.html", bumdes, lembar=lembar, sampai=_masa()[1])


@bp.get("/pemeriksaan")
@perlu_izin(*LIHAT)
def periksa(bumdes_id: int) -> ResponseReturnValue:
    """Each identity with its difference and how to repair it."""
    bumdes = ambil(bumdes_id)
    sampai = hari_dari("sampai", hari_desa())
    return tampilkan("bumdes/periksa.html", bumdes, semua=validasi(buku(bumdes), sampai), sampai=sampai)


@bp.post("/periode/tutup/<int:tahun>")
@perlu_izin("bumdes.tutup_tahun")
def tutup_tahun(bumdes_id: int, tahun: int) -> ResponseReturnValue:
    """Close a year."""
    bumdes = ambil(bumdes_id)
    tutup.tutup_tahun(bumdes, tahun, oleh=current_user)
    flash(_("Tahun %(t)s ditutup. Labanya sudah masuk saldo laba.", t=tahun), "berhasil")
    return redirect(url_for("jurnal_bumdes.bulan", bumdes_id=bumdes.id, tahun=tahun), 303)


@bp.route("/periode/buka-tahun/<int:tahun>", methods=["GET", "POST"])
@perlu_izin("bumdes.buka_kunci")
def buka_tahun(bumdes_id: int, tahun: int) -> ResponseReturnValue:
    """Open a closed year again."""
    bumdes = ambil(bumdes_id)
    form: Any = FormAlasan()
    kembali = url_for("jurnal_bumdes.bulan", bumdes_id=bumdes.id, tahun=tahun)
    layar = Layar("bumdes/isian.html", form=form, judul=_("Buka tahun %(t)s", t=tahun), tombol=_("Buka tahun"),
                  bantuan=_("Jurnal penutupnya dibalik. Bulan-bulannya tetap terkunci sampai dibuka satu per satu."),
                  kembali=kembali, **konteks(bumdes))  # fmt: skip
    if not form.validate_on_submit():
        return layar.tampil()
    tutup.buka_tahun(bumdes, tahun, form.alasan.data or "", oleh=current_user)
    flash(_("Tahun %(t)s terbuka lagi.", t=tahun), "berhasil")
    return redirect(kembali, 303)


