"""Pages of DPA: the list of a year, one document, its months, who carries it out."""

from __future__ import annotations

from collections import Counter
from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from smartkampung.akun.models import Pengguna
from smartkampung.extensions import db
from smartkampung.inti.galat import TidakDitemukan
from smartkampung.inti.izin import perlu_izin
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.web import Halaman, Layar, ambil_atau_404, nomor_halaman
from smartkampung.keuangan.anggaran.isi import tahun_anggaran, versi_berlaku
from smartkampung.keuangan.anggaran.versi import TAHUN_TERAKHIR, TAHUN_TERAWAL
from smartkampung.keuangan.dpa import jenjang, services
from smartkampung.keuangan.dpa.bulan import bobot_jadwal
from smartkampung.keuangan.dpa.forms import FormAlasan, FormPKA
from smartkampung.keuangan.dpa.kisi import Kisi, baca_kisi, baca_sebar, nama_sel, terapkan
from smartkampung.keuangan.dpa.models import DPA, DPPA, BarisDPA
from smartkampung.keuangan.dpa.queries import BarisDaftar, baris_dpa, daftar_dpa, nama_pka, sasaran
from smartkampung.keuangan.dpa.tampilan import langkah_dokumen, riwayat_dokumen, saring_daftar, tenggat_dpa
from smartkampung.keuangan.kertas.keluar import baris_layar, kirim
from smartkampung.keuangan.kertas.susun import kertas_dpa, kertas_dpa_tahun

bp = Blueprint("dpa", __name__, url_prefix="/keuangan/dpa")
PER = 50


def tahun_dipilih() -> int:
    """`?tahun=` of the address, else the newest budget that is not of a later year."""
    kini, semua = hari_desa().year, tahun_anggaran()
    bawaan = next((t for t in semua if t <= kini), semua[0] if semua else kini)
    return request.values.get("tahun", bawaan, type=tahun_alamat)


def tahun_alamat(teks: str) -> int:
    """A year that a budget can have; ValueError for anything else, so that the newest one is shown."""
    tahun = int(teks)
    if not TAHUN_TERAWAL <= tahun <= TAHUN_TERAKHIR:
        raise ValueError(teks)
    return tahun


@bp.get("")
@perlu_izin("keuangan.lihat")
def daftar() -> ResponseReturnValue:
    """The kegiatan of a year with their documents."""
    tahun, ke = tahun_dipilih(), nomor_halaman()
    versi = versi_berlaku(tahun)
    semua = daftar_dpa(tahun) if versi else []
    saring, milik = request.args.get("saring", ""), request.args.get("milik", "")
    tampil = saring_daftar(semua, saring, current_user.id if milik else None)
    isi = tampil[(ke - 1) * PER : ke * PER]
    return render_template(
        "keuangan/dpa/daftar.html", tahun=tahun, versi=versi, hal=Halaman(isi, ke, len(tampil) > ke * PER),
        hitung=_hitung(semua), saring=saring, milik=milik, pka=nama_pka(b.pka_id for b in isi), banyak=len(semua),
        pilihan_tahun=[(t, str(t)) for t in tahun_anggaran()], tenggat=tenggat_dpa(versi) if versi else [],
    )  # fmt: skip


def _hitung(semua: list[BarisDaftar]) -> Counter[str]:
    hasil: Counter[str] = Counter()
    for b in semua:
        hasil.update([b.kurang] if b.kurang else [])
        hasil.update(d.keadaan for d in b.dokumen)
    return hasil


@bp.post("/siapkan")
@perlu_izin("keuangan.susun", "keuangan.koordinasi", "keuangan.setujui")
def siapkan() -> ResponseReturnValue:
    """Make the drafts the budget in force asks for."""
    tahun = tahun_dipilih()
    banyak = services.siapkan(tahun, oleh=current_user)
    flash(ngettext("%(num)s DPA disiapkan atau diperbarui.", "%(num)s DPA disiapkan atau diperbarui.", banyak) if banyak
          else _("Semua DPA sudah sesuai dengan anggaran."), "berhasil" if banyak else "info")  # fmt: skip
    return redirect(url_for(".daftar", tahun=tahun), 303)


@bp.get("/<int:dpa_id>")
@perlu_izin("keuangan.lihat")
def lihat(dpa_id: int) -> ResponseReturnValue:
    """One document."""
    dpa = ambil_atau_404(DPA, dpa_id)
    return render_template(
        "keuangan/dpa/lihat.html", d=dpa, kertas=kertas_dpa(dpa), baris_layar=baris_layar, langkah=langkah_dokumen(dpa),
        riwayat=riwayat_dokumen("dpa", dpa.id), pka=nama_pka([dpa.pka_id]).get(dpa.pka_id or 0, ""),
        milik=dpa.pka_id == current_user.id, basi=services.ketinggalan(dpa),
    )  # fmt: skip


@bp.get("/<int:dpa_id>.<bentuk>")
@perlu_izin("keuangan.lihat")
def unduh(dpa_id: int, bentuk: str) -> Response:
    """Its paper."""
    if bentuk not in ("pdf", "xlsx"):
        raise TidakDitemukan()
    return kirim(kertas_dpa(ambil_atau_404(DPA, dpa_id)), bentuk)


@bp.get("/tahun/<int:tahun>.<bentuk>")
@perlu_izin("keuangan.lihat")
def unduh_tahun(tahun: int, bentuk: str) -> Response:
    """All documents of a year as one paper."""
    kertas = kertas_dpa_tahun(tahun)
    if bentuk not in ("pdf", "xlsx") or not kertas.bagian:
        raise TidakDitemukan()
    return kirim(kertas, bentuk)


@bp.route("/<int:dpa_id>/isi", methods=["GET", "POST"])
@perlu_izin("keuangan.susun")
def isi(dpa_id: int) -> ResponseReturnValue:
    """The months of its lines: typed, or spread by a button."""
    dpa = ambil_atau_404(DPA, dpa_id)
    services.pastikan_draf(dpa)
    baris = baris_dpa(dpa)
    kisi = baca_kisi(baris, request.form) if request.method == "POST" else Kisi()
    layar = Layar("keuangan/dpa/isi.html", d=dpa, baris=baris, kisi=kisi, sel=nama_sel,
                  versi=request.form.get("versi", dpa.versi, type=int), lewat=_terkunci(dpa))  # fmt: skip
    if request.method == "GET" or not _sebar(dpa, baris, kisi):
        return layar.tampil()
    services.simpan_bulan(dpa, kisi.isi, layar.isi["versi"], oleh=current_user)
    flash(_("Rencana bulanan disimpan."), "berhasil")
    return redirect(url_for(".isi" if "sebar" in request.form else ".lihat", dpa_id=dpa.id), 303)


def _terkunci(dpa: DPA) -> int:
    return services.bulan_lewat(dpa.tahun) if dpa.jenis == DPPA else 0


def _sebar(dpa: DPA, baris: list[BarisDPA], kisi: Kisi) -> bool:
    """Apply the spread that was asked for; whether everything could be read."""
    satu = sasaran(dpa.tahun).kegiatan(dpa.kegiatan)
    jadwal = bobot_jadwal(dpa.tahun, satu.mulai if satu else None, satu.selesai if satu else None)
    minta = baca_sebar(request.form, baris, kisi, jadwal)
    if minta is not None:
        terapkan(minta, baris, kisi, _terkunci(dpa))
    return not kisi.galat


def _selesai(dpa: DPA, kalimat: str) -> ResponseReturnValue:
    flash(kalimat, "berhasil")
    return redirect(url_for(".lihat", dpa_id=dpa.id), 303)


@bp.post("/<int:dpa_id>/selaraskan")
@perlu_izin("keuangan.susun", "keuangan.koordinasi")
def selaraskan(dpa_id: int) -> ResponseReturnValue:
    """Bring a draft up to the budget in force."""
    dpa = ambil_atau_404(DPA, dpa_id)
    services.selaraskan(dpa, oleh=current_user)
    return _selesai(dpa, _("%(d)s disesuaikan dengan anggaran yang berlaku.", d=dpa.sebutan))


@bp.post("/<int:dpa_id>/ajukan")
@perlu_izin("keuangan.susun")
def ajukan(dpa_id: int) -> ResponseReturnValue:
    """Hand it to the secretary."""
    dpa = ambil_atau_404(DPA, dpa_id)
    services.ajukan(dpa, oleh=current_user)
    return _selesai(dpa, _("%(d)s diajukan kepada Sekretaris Desa.", d=dpa.sebutan))


@bp.post("/<int:dpa_id>/verifikasi")
@perlu_izin("keuangan.verifikasi")
def verifikasi(dpa_id: int) -> ResponseReturnValue:
    """The secretary has checked it."""
    dpa = ambil_atau_404(DPA, dpa_id)
    jenjang.verifikasi(dpa, oleh=current_user)
    return _selesai(dpa, _("%(d)s diverifikasi, menunggu kepala desa.", d=dpa.sebutan))


@bp.post("/<int:dpa_id>/setujui")
@perlu_izin("keuangan.setujui")
def setujui(dpa_id: int) -> ResponseReturnValue:
    """The head approves."""
    dpa = ambil_atau_404(DPA, dpa_id)
    services.setujui(dpa, oleh=current_user)
    return _selesai(dpa, _("%(d)s disetujui dan berlaku.", d=dpa.sebutan))


@bp.route("/<int:dpa_id>/kembalikan", methods=["GET", "POST"])
@perlu_izin("keuangan.verifikasi", "keuangan.setujui")
def kembalikan(dpa_id: int) -> ResponseReturnValue:
    """Back to the author with a reason."""
    dpa, form = ambil_atau_404(DPA, dpa_id), FormAlasan()
    layar = Layar("keuangan/dpa/kembalikan.html", form=form, nama=dpa.sebutan, batal=url_for(".lihat", dpa_id=dpa.id))
    if not form.validate_on_submit():
        return layar.tampil()
    jenjang.tolak(dpa, form.alasan.data or "", oleh=current_user)
    return _selesai(dpa, _("%(d)s dikembalikan kepada penyusunnya.", d=dpa.sebutan))


@bp.route("/<int:dpa_id>/pka", methods=["GET", "POST"])
@perlu_izin("keuangan.koordinasi")
def pka(dpa_id: int) -> ResponseReturnValue:
    """Name the official of the kegiatan."""
    dpa = ambil_atau_404(DPA, dpa_id)
    data: dict[str, Any] = {"pka_id": dpa.pka_id} if request.method == "GET" else {}
    form = FormPKA(**data)
    layar = Layar("keuangan/dpa/pka.html", form=form, d=dpa)
    if not form.validate_on_submit():
        return layar.tampil()
    services.tunjuk_pka(dpa, ambil_atau_404(Pengguna, form.pka_id.data), oleh=current_user)
    return _selesai(dpa, _("PKA %(d)s ditetapkan.", d=dpa.sebutan))


@bp.post("/<int:dpa_id>/hapus")
@perlu_izin("keuangan.koordinasi")
def hapus(dpa_id: int) -> ResponseReturnValue:
    """Take a draft away."""
    dpa = db.session.get(DPA, dpa_id)
    if dpa is not None:
        tahun, nama = dpa.tahun, dpa.sebutan
        services.hapus_draf(dpa, oleh=current_user)
        flash(_("Draf %(d)s dihapus.", d=nama), "berhasil")
        return redirect(url_for(".daftar", tahun=tahun), 303)
    return redirect(url_for(".daftar"), 303)
