"""Pages of the RAK: the plans of a year, one of them, its months."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from smartkampung.inti.formulir import rapikan
from smartkampung.inti.galat import TidakDitemukan
from smartkampung.inti.izin import perlu_izin
from smartkampung.inti.tanggal import BULAN
from smartkampung.inti.web import Layar, ambil_atau_404
from smartkampung.keuangan.anggaran.isi import tahun_anggaran, versi_berlaku
from smartkampung.keuangan.dpa import jenjang
from smartkampung.keuangan.dpa import rak as rencana
from smartkampung.keuangan.dpa.forms import FormAlasan
from smartkampung.keuangan.dpa.kisi import Kisi, Sebar, SebarSalah, baca_kisi, nama_sel, terapkan
from smartkampung.keuangan.dpa.models import RAK, BarisRAK
from smartkampung.keuangan.dpa.tampilan import langkah_dokumen, riwayat_dokumen
from smartkampung.keuangan.dpa.tenggat import tahapan
from smartkampung.keuangan.dpa.views import tahun_dipilih
from smartkampung.keuangan.kertas.keluar import baris_layar, kirim
from smartkampung.keuangan.kertas.susun import kertas_rak

bp = Blueprint("rak", __name__, url_prefix="/keuangan/rak")


@bp.get("")
@perlu_izin("keuangan.lihat")
def daftar() -> ResponseReturnValue:
    """The plans of a year; a year with one plan only shows it."""
    tahun = tahun_dipilih()
    semua = rencana.rak_tahun(tahun)
    return render_template(
        "keuangan/dpa/rak.html", tahun=tahun, semua=list(reversed(semua)), versi=versi_berlaku(tahun),
        ulang=bool(semua) and rencana.perlu_disusun_ulang(semua[-1]),
        pilihan_tahun=[(t, str(t)) for t in tahun_anggaran()],
    )  # fmt: skip


@bp.post("/susun")
@perlu_izin("keuangan.bendahara")
def susun() -> ResponseReturnValue:
    """Begin a plan."""
    rak = rencana.susun(tahun_dipilih(), oleh=current_user)
    flash(_("%(r)s siap diisi. Atur bulan penerimaannya.", r=rak.nama), "berhasil")
    return redirect(url_for(".lihat", rak_id=rak.id), 303)


@bp.get("/<int:rak_id>")
@perlu_izin("keuangan.lihat")
def lihat(rak_id: int) -> ResponseReturnValue:
    """One plan: balance per month, and its paper."""
    rak = ambil_atau_404(RAK, rak_id)
    arus = rencana.arus_kas(rak)
    return render_template(
        "keuangan/dpa/rak_lihat.html", r=rak, arus=arus, kertas=kertas_rak(rak), baris_layar=baris_layar,
        langkah=langkah_dokumen(rak), riwayat=riwayat_dokumen("rak", rak.id), bulan=[b[:3] for b in BULAN],
        ulang=rencana.perlu_disusun_ulang(rak),
    )  # fmt: skip


@bp.get("/<int:rak_id>.<bentuk>")
@perlu_izin("keuangan.lihat")
def unduh(rak_id: int, bentuk: str) -> Response:
    """Its paper."""
    if bentuk not in ("pdf", "xlsx"):
        raise TidakDitemukan()
    return kirim(kertas_rak(ambil_atau_404(RAK, rak_id)), bentuk)


@bp.route("/<int:rak_id>/isi", methods=["GET", "POST"])
@perlu_izin("keuangan.bendahara")
def isi(rak_id: int) -> ResponseReturnValue:
    """The months of income and financing."""
    rak = ambil_atau_404(RAK, rak_id)
    rencana.pastikan_draf(rak)
    baris = [b for b in rencana.baris_rak(rak) if not b.kegiatan]
    kisi = baca_kisi(baris, request.form) if request.method == "POST" else Kisi()
    catatan = rapikan(request.form.get("catatan", rak.catatan)) or ""
    layar = Layar("keuangan/dpa/rak_isi.html", r=rak, baris=baris, kisi=kisi, sel=nama_sel, catatan=catatan,
                  versi=request.form.get("versi", rak.versi, type=int), tahapan=_tahapan(rak, baris))  # fmt: skip
    if request.method == "GET" or not _sebar(rak, baris, kisi):
        return layar.tampil()
    rencana.simpan(rak, kisi.isi, catatan, layar.isi["versi"], oleh=current_user)
    flash(_("RAK disimpan."), "berhasil")
    return redirect(url_for(".isi" if "sebar" in request.form else ".lihat", rak_id=rak.id), 303)


def _tahapan(rak: RAK, baris: list[BarisRAK]) -> dict[int, list[tuple[str, str]]]:
    """The instalments on offer per line: those of its source, and those of any."""
    semua = tahapan(rak.tahun)
    return {b.id: [(t.nama, t.kode) for t in semua if t.sumber_dana in ("", b.sumber_dana)] for b in baris}


def _sebar(rak: RAK, baris: list[BarisRAK], kisi: Kisi) -> bool:
    _pola, _pisah, nomor = request.form.get("sebar", "").partition(":")
    if "sebar" in request.form:
        kode = request.form.get(f"pola{nomor}", "")
        satu = next((t for t in tahapan(rak.tahun) if t.kode == kode), None)
        if satu is None or not nomor.isdecimal():
            raise SebarSalah(sebab="Pilih tahapan dari daftar.")
        terapkan(Sebar(kode, int(nomor), satu.bobot), baris, kisi)
    return not kisi.galat


def _selesai(rak: RAK, kalimat: str) -> ResponseReturnValue:
    flash(kalimat, "berhasil")
    return redirect(url_for(".lihat", rak_id=rak.id), 303)


@bp.post("/<int:rak_id>/selaraskan")
@perlu_izin("keuangan.bendahara")
def selaraskan(rak_id: int) -> ResponseReturnValue:
    """Bring a draft up to the budget in force."""
    rak = ambil_atau_404(RAK, rak_id)
    rencana.selaraskan(rak, oleh=current_user)
    return _selesai(rak, _("%(r)s disesuaikan dengan anggaran yang berlaku.", r=rak.nama))


@bp.post("/<int:rak_id>/<tindakan>")
@perlu_izin("keuangan.bendahara", "keuangan.verifikasi", "keuangan.setujui")
def langkah(rak_id: int, tindakan: str) -> ResponseReturnValue:
    """Hand in, verify, approve: each only by the holder of its role."""
    rak = ambil_atau_404(RAK, rak_id)
    acara: dict[str, tuple[Any, str]] = {
        "ajukan": (rencana.ajukan, _("%(r)s diajukan kepada Sekretaris Desa.", r=rak.nama)),
        "verifikasi": (jenjang.verifikasi, _("%(r)s diverifikasi, menunggu kepala desa.", r=rak.nama)),
        "setujui": (rencana.setujui, _("%(r)s disetujui dan berlaku.", r=rak.nama)),
    }
    if tindakan not in acara:
        raise TidakDitemukan()
    kerja, kalimat = acara[tindakan]
    kerja(rak, oleh=current_user)
    return _selesai(rak, kalimat)


@bp.route("/<int:rak_id>/kembalikan", methods=["GET", "POST"])
@perlu_izin("keuangan.verifikasi", "keuangan.setujui")
def kembalikan(rak_id: int) -> ResponseReturnValue:
    """Back to the kaur keuangan with a reason."""
    rak, form = ambil_atau_404(RAK, rak_id), FormAlasan()
    layar = Layar("keuangan/dpa/kembalikan.html", form=form, nama=rak.nama, batal=url_for(".lihat", rak_id=rak.id))
    if not form.validate_on_submit():
        return layar.tampil()
    jenjang.tolak(rak, form.alasan.data or "", oleh=current_user)
    return _selesai(rak, _("%(r)s dikembalikan kepada Kaur Keuangan.", r=rak.nama))
