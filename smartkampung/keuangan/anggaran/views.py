"""Pages of the budget: years and versions, one version, its violations."""

from __future__ import annotations

from collections import Counter

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from smartkampung.inti.formulir import rapikan
from smartkampung.inti.izin import perlu_izin
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.web import Layar, ambil_atau_404
from smartkampung.keuangan.acuan.queries import acuan
from smartkampung.keuangan.anggaran import alur
from smartkampung.keuangan.anggaran.isi import isi_versi, tahun_anggaran, versi_berlaku, versi_tahun
from smartkampung.keuangan.anggaran.lihat import bilah, daftar_bidang, langkah_versi
from smartkampung.keuangan.anggaran.models import VersiAnggaran
from smartkampung.keuangan.anggaran.mulai import mulai_anggaran
from smartkampung.keuangan.anggaran.ubah import boleh_ubah
from smartkampung.keuangan.anggaran.versi import buat_perubahan
from smartkampung.keuangan.aturan.services import periksa_versi
from smartkampung.keuangan.forms import FormPerubahan, FormTahun
from smartkampung.keuangan.langkah import riwayat

bp = Blueprint("anggaran", __name__, url_prefix="/keuangan/anggaran")


@bp.get("/")
@perlu_izin("keuangan.lihat")
def daftar() -> ResponseReturnValue:
    """The budgets by year."""
    tahun = [(t, versi_tahun(t)) for t in tahun_anggaran()]
    isi = {v.id: isi_versi(v) for _t, semua in tahun for v in semua}
    return render_template("keuangan/anggaran/daftar.html", tahun=tahun, isi=isi)


@bp.route("/buat", methods=["GET", "POST"])
@perlu_izin("keuangan.koordinasi")
def buat() -> ResponseReturnValue:
    """Begin the budget of a year."""
    form = FormTahun(tahun=max([hari_desa().year, *[t + 1 for t in tahun_anggaran()]]))
    layar = Layar("keuangan/anggaran/buat.html", form=form)
    if not form.validate_on_submit():
        return layar.tampil()
    dari = ambil_atau_404(VersiAnggaran, int(form.dari.data)) if form.dari.data else None
    versi = mulai_anggaran(form.tahun.data or 0, dari=dari, nolkan=form.nolkan.data, rkp=form.rkp.data,
                           oleh=current_user)
    flash(_("%(nama)s dibuat sebagai draf.", nama=versi.nama), "berhasil")
    return redirect(url_for(".lihat", versi_id=versi.id), 303)


@bp.route("/<int:tahun>/perubahan", methods=["GET", "POST"])
@perlu_izin("keuangan.koordinasi")
def ubah(tahun: int) -> ResponseReturnValue:
    """Begin a change of the budget in force."""
    form = FormPerubahan()
    layar = Layar("keuangan/anggaran/perubahan.html", form=form, tahun=tahun, dasar=versi_berlaku(tahun))
    if not form.validate_on_submit():
        return layar.tampil()
    versi = buat_perubahan(tahun, form.jenis.data, form.alasan.data or "", oleh=current_user,
                           luar_biasa=form.luar_biasa.data or "")  # fmt: skip
    flash(_("%(nama)s dibuat: salinan dari yang berlaku.", nama=versi.nama), "berhasil")
    return redirect(url_for(".lihat", versi_id=versi.id), 303)


@bp.get("/versi/<int:versi_id>")
@perlu_izin("keuangan.lihat")
def lihat(versi_id: int) -> ResponseReturnValue:
    """One version: where it stands, totals, kegiatan, violations, who did what."""
    versi = ambil_atau_404(VersiAnggaran, versi_id)
    isi, temuan = isi_versi(versi), periksa_versi(versi)
    cari, milik = (rapikan(request.args.get("q", "")) or "")[:80], request.args.get("milik") == "saya"
    bidang = daftar_bidang(isi, acuan(versi.tahun), Counter(t.kegiatan for t in temuan), cari=cari,
                           pka_id=current_user.id if milik else None)  # fmt: skip
    return render_template(
        "keuangan/anggaran/lihat.html", v=versi, isi=isi, bidang=bidang, temuan=temuan, bilah=bilah(versi), cari=cari,
        milik=milik, langkah=langkah_versi(versi), riwayat=riwayat("versi", versi.id), alur=alur,
        acuan=acuan(versi.tahun), boleh_umum=boleh_ubah(versi, None, current_user, kegiatan=""),
    )  # fmt: skip


@bp.get("/versi/<int:versi_id>/aturan")
@perlu_izin("keuangan.lihat")
def temuan(versi_id: int) -> ResponseReturnValue:
    """The open violations of a version."""
    versi = ambil_atau_404(VersiAnggaran, versi_id)
    return render_template("keuangan/anggaran/temuan.html", v=versi, temuan=periksa_versi(versi),
                           acuan=acuan(versi.tahun))  # fmt: skip
