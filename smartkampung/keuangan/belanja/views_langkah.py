"""Steps on SPP and their papers: hand in, verify, approve, send back, void, pay; what waits for whom."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from smartkampung.inti.berkas import baca_berkas
from smartkampung.inti.galat import TidakDitemukan
from smartkampung.inti.izin import perlu_izin
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.tanggal import tanggal_panjang
from smartkampung.inti.web import Layar, ambil_atau_404, unduh
from smartkampung.keuangan.belanja import jenjang, lampiran, spp
from smartkampung.keuangan.belanja.cair import cair_terawal
from smartkampung.keuangan.belanja.cair import cairkan as bayar
from smartkampung.keuangan.belanja.forms import FormAjukan, FormAlasan, FormCair, pilihan_rekening
from smartkampung.keuangan.belanja.queries import antrean, banyak_lampiran, giliran
from smartkampung.keuangan.belanja.tampilan import langkah_dokumen
from smartkampung.keuangan.belanja.views import ambil_spp, isi_lihat
from smartkampung.keuangan.dpa.queries import nama_pka
from smartkampung.keuangan.kas.models import CARA_SPP, SPJ, SPP, DokumenKas, LampiranKas

bp = Blueprint("langkah_spp", __name__, url_prefix="/keuangan/belanja")


def alamat(d: DokumenKas) -> str:
    """The page of an SPP or SPJ."""
    return url_for("spj.lihat", spj_id=d.id) if d.jenis == SPJ else url_for("spp.lihat", spp_id=d.id)


def ambil_dokumen(dokumen_id: int) -> DokumenKas:
    """An SPP or SPJ."""
    d = ambil_atau_404(DokumenKas, dokumen_id)
    if d.jenis not in (SPP, SPJ):
        raise TidakDitemukan()
    return d


def selesai(d: DokumenKas, kalimat: str) -> ResponseReturnValue:
    """Back to where the step was taken: the queue while something waits there, else the document."""
    flash(kalimat, "berhasil")
    return redirect(url_for("langkah_spp.daftar") if request.values.get("dari") == "antrean" else alamat(d), 303)


@bp.get("/menunggu")
@perlu_izin("keuangan.verifikasi", "keuangan.setujui", "keuangan.bendahara")
def daftar() -> ResponseReturnValue:
    """What waits for this user, to be done one by one on a phone."""
    semua = [(keadaan, antrean(keadaan, jenis)) for keadaan, jenis in giliran(current_user)]
    dokumen = [d for _k, isi in semua for d in isi]
    return render_template("keuangan/belanja/antrean.html", semua=[s for s in semua if s[1]], cara=CARA_SPP,
                           pka=nama_pka(d.pka_id for d in dokumen), langkah=langkah_dokumen, alamat=alamat,
                           lampiran=banyak_lampiran(dokumen))  # fmt: skip


@bp.post("/<int:dokumen_id>/ajukan")
@perlu_izin("keuangan.susun")
def ajukan(dokumen_id: int) -> ResponseReturnValue:
    """Hand an SPP in."""
    d, form = ambil_spp(dokumen_id), FormAjukan()
    Layar("keuangan/belanja/lihat.html", **isi_lihat(d), form=form)
    jenjang.ajukan(d, oleh=current_user, sptb=bool(form.sptb.data))  # its page shows the warnings
    return selesai(d, _("%(d)s diajukan kepada Sekretaris Desa.", d=d.sebutan))


@bp.post("/<int:dokumen_id>/verifikasi")
@perlu_izin("keuangan.verifikasi")
def verifikasi(dokumen_id: int) -> ResponseReturnValue:
    """The secretary has checked it."""
    d = ambil_dokumen(dokumen_id)
    jenjang.verifikasi(d, oleh=current_user)
    return selesai(d, _("%(d)s diverifikasi, menunggu kepala desa.", d=d.sebutan))


@bp.post("/<int:dokumen_id>/setujui")
@perlu_izin("keuangan.setujui")
def setujui(dokumen_id: int) -> ResponseReturnValue:
    """The head approves an SPP."""
    d = ambil_spp(dokumen_id)
    jenjang.setujui(d, oleh=current_user)
    return selesai(d, _("%(d)s disetujui, menunggu dicairkan.", d=d.sebutan))


@bp.route("/<int:dokumen_id>/kembalikan", methods=["GET", "POST"])
@perlu_izin("keuangan.verifikasi", "keuangan.setujui")
def kembalikan(dokumen_id: int) -> ResponseReturnValue:
    """Back to its PKA with a reason."""
    d, form = ambil_dokumen(dokumen_id), FormAlasan()
    batal = url_for(".daftar") if request.args.get("dari") == "antrean" else alamat(d)
    layar = Layar("keuangan/belanja/alasan.html", form=form, d=d, alamat=alamat(d), batal=batal, kata=_("Kembalikan"))
    if not form.validate_on_submit():
        return layar.tampil()
    jenjang.tolak(d, form.alasan.data or "", oleh=current_user)
    return selesai(d, _("%(d)s dikembalikan kepada PKA.", d=d.sebutan))


@bp.route("/<int:dokumen_id>/batalkan", methods=["GET", "POST"])
@perlu_izin("keuangan.susun", "keuangan.setujui")
def batalkan(dokumen_id: int) -> ResponseReturnValue:
    """Void one that was not paid; its number stays."""
    d, form = ambil_dokumen(dokumen_id), FormAlasan()
    layar = Layar("keuangan/belanja/alasan.html", form=form, d=d, alamat=alamat(d), batal=alamat(d), kata=_("Batalkan"))
    if not form.validate_on_submit():
        return layar.tampil()
    jenjang.batalkan(d, form.alasan.data or "", oleh=current_user)
    return selesai(d, _("%(d)s dibatalkan. Nomornya tetap tercatat.", d=d.sebutan))


@bp.post("/<int:dokumen_id>/hapus")
@perlu_izin("keuangan.susun")
def hapus(dokumen_id: int) -> ResponseReturnValue:
    """Take a draft without a number away."""
    d = ambil_dokumen(dokumen_id)
    tujuan = url_for("spp.lihat", spp_id=d.induk_id) if d.jenis == SPJ else url_for("spp.daftar", tahun=d.tahun)
    spp.hapus_draf(d, oleh=current_user)
    flash(_("Draf dihapus."), "berhasil")
    return redirect(tujuan, 303)


@bp.route("/<int:dokumen_id>/cairkan", methods=["GET", "POST"])
@perlu_izin("keuangan.bendahara")
def cairkan(dokumen_id: int) -> ResponseReturnValue:
    """Pay it: from which account, or in cash."""
    d = ambil_spp(dokumen_id)
    form, awal = FormCair(**_isian_awal(d) if request.method == "GET" else {}), cair_terawal(d)
    if awal:
        form.tanggal.description = _("Paling awal %(h)s, hari SPP ini disetujui.", h=tanggal_panjang(awal))
    layar = Layar("keuangan/belanja/cairkan.html", **isi_lihat(d), form=form)
    if not form.validate_on_submit():
        return layar.tampil()
    cair = bayar(d, form.tanggal.data, form.media.data, form.rekening_id.data, oleh=current_user)
    return selesai(d, _("%(d)s dicairkan dengan %(c)s.", d=d.sebutan, c=cair.sebutan))


def _isian_awal(d: DokumenKas) -> dict[str, Any]:
    akhir = hari_desa().replace(year=d.tahun, month=12, day=31)
    rekening = pilihan_rekening()
    return {"tanggal": min(hari_desa(), akhir), "rekening_id": rekening[0][0] if rekening else None}


@bp.post("/<int:dokumen_id>/lampiran")
@perlu_izin("keuangan.susun")
def lampirkan(dokumen_id: int) -> ResponseReturnValue:
    """Add a photo or PDF to a draft of one's own; the same photo elsewhere is warned about."""
    d = ambil_dokumen(dokumen_id)
    spp.pastikan_pka(d.tahun, d.kegiatan, current_user)
    berkas = next((f for n in ("foto", "berkas") if (f := request.files.get(n)) and f.filename), None)
    lain = lampiran.tambah(d, request.form.get("syarat", ""), berkas.read() if berkas else b"",
                           (berkas.filename if berkas else "") or "lampiran", oleh=current_user)  # fmt: skip
    flash(_("Lampiran ditambahkan."), "berhasil")
    if lain:
        flash(_("Foto ini sama dengan lampiran %(d)s. Pastikan satu bukti tidak dipakai dua kali.",
                d=", ".join(x.sebutan for x in lain)), "peringatan")  # fmt: skip
    return redirect(alamat(d) + "#lampiran", 303)


@bp.post("/<int:dokumen_id>/lampiran/<int:lampiran_id>/hapus")
@perlu_izin("keuangan.susun")
def hapus_lampiran(dokumen_id: int, lampiran_id: int) -> ResponseReturnValue:
    """Take a paper away from a draft of one's own."""
    d = ambil_dokumen(dokumen_id)
    spp.pastikan_pka(d.tahun, d.kegiatan, current_user)
    lampiran.hapus(d, lampiran_id, oleh=current_user)
    flash(_("Lampiran dihapus."), "berhasil")
    return redirect(alamat(d) + "#lampiran", 303)


@bp.get("/<int:dokumen_id>/lampiran/<int:lampiran_id>")
@perlu_izin("keuangan.lihat")
def buka_lampiran(dokumen_id: int, lampiran_id: int) -> Response:
    """One paper: a photo in the browser, a PDF as a download."""
    satu = ambil_atau_404(LampiranKas, lampiran_id)
    if satu.dokumen_id != dokumen_id:
        raise TidakDitemukan()
    gambar = satu.berkas.mime.startswith("image/")
    return unduh(baca_berkas(satu.berkas), satu.berkas.nama, satu.berkas.mime, lampiran=not gambar)
