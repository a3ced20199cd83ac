"""Pages of SPJ: open advances, one account, writing a draft, acknowledging it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from smartkampung.inti.formulir import Formulir, MedanPilihan, MedanSatu, MedanTanggal, MedanTeks
from smartkampung.inti.galat import TidakDitemukan
from smartkampung.inti.izin import perlu_izin
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.uang import NOL
from smartkampung.inti.web import Layar, ambil_atau_404
from smartkampung.keuangan.acuan.queries import acuan
from smartkampung.keuangan.anggaran.isi import tahun_anggaran
from smartkampung.keuangan.belanja import isian, lampiran, spj, spp
from smartkampung.keuangan.belanja.aturan import peringatan, sebut
from smartkampung.keuangan.belanja.forms import pilihan_rekening
from smartkampung.keuangan.belanja.pajak import nama_objek, nama_pajak, tarif_teks
from smartkampung.keuangan.belanja.panjar import cair_spp, daftar_panjar, tenggat_panjar
from smartkampung.keuangan.belanja.queries import nama_pihak
from smartkampung.keuangan.belanja.tampilan import langkah_dokumen, riwayat_dokumen
from smartkampung.keuangan.belanja.views import ambil_spp
from smartkampung.keuangan.belanja.views_langkah import selesai
from smartkampung.keuangan.dpa.queries import nama_pka
from smartkampung.keuangan.dpa.views import tahun_dipilih
from smartkampung.keuangan.forms import bilangan
from smartkampung.keuangan.kas.bukukan import koreksi_dari
from smartkampung.keuangan.kas.models import DI_BANK, SPJ, TUNAI, DokumenKas

bp = Blueprint("spj", __name__, url_prefix="/keuangan/spj")


class FormSPJ(Formulir):
    """The head of an SPJ; its lines are read apart."""

    tanggal = MedanTanggal(_l("Tanggal SPJ"))
    uraian = MedanTeks(_l("Untuk keperluan"), maks=300)
    media = MedanSatu(_l("Sisa dan pajak diserahkan"), pilihan=[(TUNAI, _l("Tunai")), (DI_BANK, _l("Ke rekening"))],
                      default=TUNAI, description=_l("Kepada Kaur Keuangan, seluruhnya."))  # fmt: skip
    rekening_id = MedanPilihan(_l("Ke rekening"), pilihan=pilihan_rekening, wajib=False, coerce=bilangan,
                               kosong=_l("Tidak ke rekening"))  # fmt: skip


def ambil_spj(spj_id: int) -> DokumenKas:
    """An SPJ; TidakDitemukan for any other document."""
    d = ambil_atau_404(DokumenKas, spj_id)
    if d.jenis != SPJ:
        raise TidakDitemukan()
    return d


@bp.get("/panjar")
@perlu_izin("keuangan.lihat")
def panjar() -> ResponseReturnValue:
    """The open advances of a year, those overdue on top."""
    tahun = tahun_dipilih()
    semua = daftar_panjar(tahun)
    return render_template(
        "keuangan/belanja/panjar.html", tahun=tahun, semua=semua, hari=hari_desa(), acuan=acuan(tahun),
        pka=nama_pka(p.pka_id for p in semua), jumlah=sum((p.terbuka for p in semua), NOL),
        lewat=sum((p.terbuka for p in semua if p.lewat), NOL), pilihan_tahun=[(t, str(t)) for t in tahun_anggaran()],
    )  # fmt: skip


@bp.route("/baru/<int:spp_id>", methods=["GET", "POST"])
@perlu_izin("keuangan.susun")
def baru(spp_id: int) -> ResponseReturnValue:
    """The SPJ of an open advance."""
    induk = ambil_spp(spp_id)
    spp.pastikan_pka(induk.tahun, induk.kegiatan, current_user)
    form = FormSPJ(tanggal=hari_desa(), uraian=induk.uraian)
    baris = isian.dari_form(request.form) if request.method == "POST" else _baris_awal(induk)
    layar = _layar(form, induk, baris, None)
    isi = _baca(form, baris, induk, layar)
    if not isi:
        return layar.tampil(200 if request.form.get("aksi") == "tambah" else None)
    baru_ = spj.buat(induk, isi, oleh=current_user)
    flash(_("Draf SPJ disimpan. Lampirkan buktinya, lalu ajukan."), "berhasil")
    return redirect(url_for(".lihat", spj_id=baru_.id), 303)


def _baris_awal(induk: DokumenKas) -> list[isian.BarisForm]:
    semua = isian.dari_dokumen(spp.baris_dokumen(induk))
    for b in semua:
        b.isi |= {"id": "", "nilai": "", "objek": ""}
    return semua


def _layar(form: FormSPJ, induk: DokumenKas, baris: Sequence[isian.BarisForm], d: DokumenKas | None) -> Layar:
    batas = spj.baris_panjar(induk)
    cair = cair_spp(induk)
    return Layar(
        "keuangan/belanja/spj_isi.html", form=form, induk=induk, d=d, baris=baris, batas=batas, sebut=sebut,
        pilihan=[(isian.teks_kunci(k), sebut(k, induk.tahun)) for k in batas], objek=nama_objek(), pihak=nama_pihak(),
        tenggat=tenggat_panjar(induk.tahun, cair.tanggal) if cair else None,
        batal=url_for(".lihat", spj_id=d.id) if d else url_for("spp.lihat", spp_id=induk.id),
        versi=request.form.get("versi", d.versi if d else 0, type=int),
    )  # fmt: skip


def _baca(form: FormSPJ, baris: list[isian.BarisForm], induk: DokumenKas, layar: Layar) -> spj.IsianSPJ | None:
    if request.method == "GET":
        return None
    if request.form.get("aksi") == "tambah":
        layar.isi["baris"] = isian.tambahan(baris, 3)
        return None
    isi = isian.baca(baris, induk.kegiatan)
    if not form.validate() or any(b.galat for b in baris):
        if any(b.galat for b in baris):
            flash(_("Betulkan baris yang ditandai."), "galat")
        return None
    return spj.IsianSPJ(form.tanggal.data, form.uraian.data or "", isi, form.media.data, form.rekening_id.data)


@bp.route("/<int:spj_id>/isi", methods=["GET", "POST"])
@perlu_izin("keuangan.susun")
def isi(spj_id: int) -> ResponseReturnValue:
    """Write a draft anew."""
    d = ambil_spj(spj_id)
    induk, kirim = spj.induk_spj(d), request.method == "POST"
    spp.pastikan_draf(d) if kirim else None
    awal: dict[str, Any] = {k: getattr(d, k) for k in ("tanggal", "uraian", "media", "rekening_id")}
    form = FormSPJ(**({} if kirim else awal))
    baris = isian.dari_form(request.form) if kirim else isian.tambahan(isian.dari_dokumen(spp.baris_dokumen(d)), 1)
    layar = _layar(form, induk, baris, d)
    hasil = _baca(form, baris, induk, layar)
    if not hasil:
        return layar.tampil(200 if request.form.get("aksi") == "tambah" else None)
    spj.simpan(d, hasil, layar.isi["versi"], oleh=current_user)
    flash(_("Draf SPJ disimpan."), "berhasil")
    return redirect(url_for(".lihat", spj_id=d.id), 303)


@bp.get("/<int:spj_id>")
@perlu_izin("keuangan.lihat")
def lihat(spj_id: int) -> ResponseReturnValue:
    """One SPJ: what was spent, what comes back, papers, history, the next step."""
    d = ambil_spj(spj_id)
    induk = spj.induk_spj(d)
    return render_template(
        "keuangan/belanja/spj_lihat.html", d=d, induk=induk, baris=spp.baris_dokumen(d), acuan=acuan(d.tahun),
        potongan=spp.potongan_dokumen(d), langkah=langkah_dokumen(d), riwayat=riwayat_dokumen(d), sebut=sebut,
        pka=nama_pka([d.pka_id]).get(d.pka_id or 0, ""), milik=spp.milik(d, current_user), sisa=spj.sisa_kunci(d),
        nama_pajak=nama_pajak, tarif_teks=tarif_teks, koreksi=koreksi_dari(d), temuan=peringatan(d),
        syarat=[(s, s.wajib and d.nilai > 0) for s in lampiran.syarat(d)], lampiran=lampiran.lampiran(d),
        kembar=lampiran.dipakai_juga(d), nama_syarat=lampiran.nama_syarat,
    )  # fmt: skip


@bp.post("/<int:spj_id>/ajukan")
@perlu_izin("keuangan.susun")
def ajukan(spj_id: int) -> ResponseReturnValue:
    """Hand it in."""
    d = ambil_spj(spj_id)
    for satu in spj.ajukan(d, oleh=current_user):
        flash(f"{satu.kalimat} ({satu.kode}).", "peringatan")
    return selesai(d, _("%(d)s diajukan kepada Sekretaris Desa.", d=d.sebutan))


@bp.post("/<int:spj_id>/sahkan")
@perlu_izin("keuangan.setujui")
def sahkan(spj_id: int) -> ResponseReturnValue:
    """The head acknowledges it; it is booked today."""
    d = ambil_spj(spj_id)
    spj.sahkan(d, oleh=current_user)
    return selesai(d, _("%(d)s disahkan dan dibukukan.", d=d.sebutan))
