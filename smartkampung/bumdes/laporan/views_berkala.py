"""Pages of the notes (CaLK) and of the semester and annual reports with their signatures."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Blueprint, Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from smartkampung.bumdes.akses import LIHAT
from smartkampung.bumdes.buku.konteks import buku
from smartkampung.bumdes.buku.periode import tahun_buku
from smartkampung.bumdes.halaman import ambil, kertas_desa, konteks, kop_bumdes, tampilkan, tanda_tangan
from smartkampung.bumdes.laporan import berkala, calk, keluar, susun
from smartkampung.bumdes.laporan.models import JENIS_BERKALA, TAHUNAN, LaporanBerkala
from smartkampung.bumdes.lembaga.models import Bumdes
from smartkampung.extensions import db
from smartkampung.inti.berkas import baca_berkas
from smartkampung.inti.formulir import Formulir, MedanAngka, MedanTanggal, MedanTeks, MedanTeksPanjang
from smartkampung.inti.galat import TidakDitemukan
from smartkampung.inti.izin import perlu_izin
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.web import Layar, kirim_pdf

bp = Blueprint("berkala_bumdes", __name__, url_prefix="/bumdes/<int:bumdes_id>")


class FormBerkala(Formulir):
    """The words beside the figures."""

    jalannya = MedanTeksPanjang(_l("Jalannya usaha"), maks=5000, baris=6,
                                description=_l("Apa yang berjalan baik, dan apa yang berubah."))
    masalah = MedanTeksPanjang(_l("Masalah dan penanganannya"), wajib=False, maks=5000, baris=5)
    rencana = MedanTeksPanjang(_l("Rencana masa berikutnya"), wajib=False, maks=5000, baris=5)


class FormTanda(Formulir):
    """What a reviewer says."""

    catatan = MedanTeksPanjang(_l("Catatan"), wajib=False, maks=2000, description=_l("Wajib bila dikembalikan."))


class FormMusdes(Formulir):
    """The decision of the Musdes."""

    nomor = MedanTeks(_l("Nomor berita acara"))
    tanggal = MedanTanggal(_l("Tanggal Musyawarah Desa"))
    putusan = MedanTeksPanjang(_l("Putusan"), maks=3000,
                               description=_l("Misalnya: laporan diterima, laba dibagi sesuai AD/ART."))


class FormCatatan(Formulir):
    """The notes, part by part."""

    versi = MedanAngka(_l("Versi"))


for _kode, _judul in calk.BAGIAN.items():
    setattr(FormCatatan, _kode, MedanTeksPanjang(_judul, wajib=False, maks=6000, baris=4))


def _tahun(bumdes: Bumdes) -> int:
    semua = tahun_buku(bumdes)
    tahun = request.values.get("tahun", semua[0], type=int)
    return tahun if tahun in semua else semua[0]


def _akhir(tahun: int) -> date:
    return min(date(tahun, 12, 31), hari_desa())


@bp.get("/catatan")
@perlu_izin(*LIHAT)
def catatan(bumdes_id: int) -> ResponseReturnValue:
    """The notes of a year."""
    bumdes = ambil(bumdes_id)
    tahun = _tahun(bumdes)
    return tampilkan("bumdes/catatan.html", bumdes, tahun=tahun, bagian=calk.susun(buku(bumdes), _akhir(tahun)),
                     versi=calk.terbaru(bumdes, tahun), pilihan=[(t, str(t)) for t in tahun_buku(bumdes)])  # fmt: skip


@bp.route("/catatan/ubah", methods=["GET", "POST"])
@perlu_izin("bumdes.lapor")
def ubah_catatan(bumdes_id: int) -> ResponseReturnValue:
    """Write the notes in one's own words; each saving is a version."""
    bumdes = ambil(bumdes_id)
    tahun, isi = _tahun(bumdes), buku(bumdes)
    kini = calk.terbaru(bumdes, tahun)
    awal = {b.kode: b.isi for b in calk.susun(isi, _akhir(tahun))}
    form: Any = FormCatatan(data=awal | {"versi": kini.versi if kini else 0})
    kembali = url_for(".catatan", bumdes_id=bumdes.id, tahun=tahun)
    layar = Layar("bumdes/isian.html", form=form, judul=_("Catatan atas laporan keuangan %(t)s", t=tahun),
                  bantuan=_("Tabelnya selalu diambil dari buku. Bagian yang dikosongkan ditulis program."),
                  kembali=kembali, **konteks(bumdes))  # fmt: skip
    if not form.validate_on_submit():
        return layar.tampil()
    tulis = {k: form[k].data or "" for k in calk.BAGIAN if (form[k].data or "") != calk.teks_bawaan(
        isi, k, _akhir(tahun))}  # fmt: skip
    calk.simpan(bumdes, tahun, tulis, form.versi.data or 0, oleh=current_user)
    flash(_("Catatan disimpan sebagai versi baru."), "berhasil")
    return redirect(kembali, 303)


# --- reports --------------------------------------------------------------------------------------


@bp.get("/berkala")
@perlu_izin(*LIHAT)
def daftar(bumdes_id: int) -> ResponseReturnValue:
    """Semester and annual reports, and what is due."""
    bumdes = ambil(bumdes_id)
    return tampilkan("bumdes/berkala.html", bumdes, semua=berkala.daftar(bumdes), hari=hari_desa(),
                     belum=berkala.belum_disusun(bumdes), JENIS=JENIS_BERKALA)  # fmt: skip


@bp.post("/berkala/<int:tahun>/<jenis>")
@perlu_izin("bumdes.lapor")
def siapkan(bumdes_id: int, tahun: int, jenis: str) -> ResponseReturnValue:
    """Begin a report."""
    bumdes = ambil(bumdes_id)
    if jenis not in JENIS_BERKALA or not 1990 <= tahun <= 2200:
        raise TidakDitemukan()
    satu = berkala.siapkan(bumdes, tahun, jenis, oleh=current_user)
    return redirect(url_for(".lihat", bumdes_id=bumdes.id, laporan_id=satu.id), 303)


def _laporan(bumdes: Bumdes, laporan_id: int) -> LaporanBerkala:
    satu = db.session.get(LaporanBerkala, laporan_id)
    if satu is None or satu.bumdes_id != bumdes.id:
        raise TidakDitemukan()
    return satu


def paket(bumdes: Bumdes, satu: LaporanBerkala) -> bytes:
    """The whole report as one PDF: words, statements, notes."""
    isi = buku(bumdes)
    dari, sampai = satu.masa
    bagian: list[dict[str, Any]] = [{"judul": satu.judul, "sub": bumdes.nama, "ttd": False, "teks": [
        {"judul": j, "isi": t} for j, t in (("Jalannya usaha", satu.jalannya), ("Masalah dan penanganannya",
         satu.masalah), ("Rencana masa berikutnya", satu.rencana)) if t]}]  # fmt: skip
    bagian += [keluar.bagian_pdf(x) for x in susun.susun_semua(isi, bumdes.entitas, dari, sampai)]
    if satu.jenis == TAHUNAN:
        bagian.append({"judul": "Catatan atas laporan keuangan", "sub": f"Tahun {satu.tahun}",
                       "teks": [b.untuk_tata() for b in calk.susun(isi, sampai)]})  # fmt: skip
    return keluar.pdf(bagian, kop_bumdes(bumdes), tanda_tangan(bumdes), judul=satu.judul, kertas=kertas_desa(),
                      kaki=f"{bumdes.nama}, {satu.judul}")  # fmt: skip


@bp.get("/berkala/<int:laporan_id>")
@perlu_izin(*LIHAT)
def lihat(bumdes_id: int, laporan_id: int) -> ResponseReturnValue:
    """One report and what was said about it."""
    bumdes = ambil(bumdes_id)
    return tampilkan("bumdes/berkala_lihat.html", bumdes, laporan=_laporan(bumdes, laporan_id), hari=hari_desa(),
                     boleh_penasihat=current_user.punya_izin("bumdes.tanda_penasihat"))  # fmt: skip


@bp.get("/berkala/<int:laporan_id>/pdf")
@perlu_izin(*LIHAT)
def pdf(bumdes_id: int, laporan_id: int) -> Response:
    """The submitted PDF, or how it would look now."""
    bumdes = ambil(bumdes_id)
    satu = _laporan(bumdes, laporan_id)
    return kirim_pdf(baca_berkas(satu.berkas) if satu.berkas else paket(bumdes, satu), f"{satu.jenis}-{satu.tahun}.pdf")


@bp.route("/berkala/<int:laporan_id>/tulis", methods=["GET", "POST"])
@perlu_izin("bumdes.lapor")
def tulis(bumdes_id: int, laporan_id: int) -> ResponseReturnValue:
    """Write the words of a report."""
    bumdes = ambil(bumdes_id)
    satu = _laporan(bumdes, laporan_id)
    form: Any = FormBerkala(obj=satu)
    kembali = url_for(".lihat", bumdes_id=bumdes.id, laporan_id=satu.id)
    layar = Layar("bumdes/isian.html", form=form, judul=satu.judul, kembali=kembali, **konteks(bumdes))
    if not form.validate_on_submit():
        return layar.tampil()
    berkala.tulis(satu, form.jalannya.data or "", form.masalah.data or "", form.rencana.data or "", oleh=current_user)
    flash(_("Disimpan. Periksa PDF-nya, lalu ajukan."), "berhasil")
    return redirect(kembali, 303)


@bp.post("/berkala/<int:laporan_id>/ajukan")
@perlu_izin("bumdes.lapor")
def ajukan(bumdes_id: int, laporan_id: int) -> ResponseReturnValue:
    """Submit it to the pengawas."""
    bumdes = ambil(bumdes_id)
    satu = _laporan(bumdes, laporan_id)
    berkala.ajukan(satu, paket(bumdes, satu), oleh=current_user)
    flash(_("%(j)s diajukan kepada pengawas.", j=satu.judul), "berhasil")
    return redirect(url_for(".lihat", bumdes_id=bumdes.id, laporan_id=satu.id), 303)


def _tanda(bumdes_id: int, laporan_id: int, act: Any, judul: str) -> ResponseReturnValue:
    bumdes = ambil(bumdes_id)
    satu = _laporan(bumdes, laporan_id)
    form: Any = FormTanda()
    kembali = url_for(".lihat", bumdes_id=bumdes.id, laporan_id=satu.id)
    layar = Layar("bumdes/tanda.html", form=form, judul=judul, laporan=satu, kembali=kembali, **konteks(bumdes))
    if not form.validate_on_submit():
        return layar.tampil()
    terima = request.form.get("aksi") != "kembalikan"
    act(satu, form.catatan.data or "", oleh=current_user, terima=terima)
    flash(_("Tercatat.") if terima else _("Laporan dikembalikan kepada direktur."), "berhasil")
    return redirect(kembali, 303)


@bp.route("/berkala/<int:laporan_id>/telaah", methods=["GET", "POST"])
@perlu_izin("bumdes.periksa")
def telaah(bumdes_id: int, laporan_id: int) -> ResponseReturnValue:
    """The pengawas reviews."""
    return _tanda(bumdes_id, laporan_id, berkala.telaah, _("Telaah pengawas"))


@bp.route("/berkala/<int:laporan_id>/setujui", methods=["GET", "POST"])
@perlu_izin("bumdes.tanda_penasihat")
def setujui(bumdes_id: int, laporan_id: int) -> ResponseReturnValue:
    """The penasihat approves."""
    return _tanda(bumdes_id, laporan_id, berkala.setujui, _("Persetujuan penasihat"))


@bp.route("/berkala/<int:laporan_id>/musdes", methods=["GET", "POST"])
@perlu_izin("bumdes.lapor")
def musdes(bumdes_id: int, laporan_id: int) -> ResponseReturnValue:
    """Record the decision of the Musdes."""
    bumdes = ambil(bumdes_id)
    satu = _laporan(bumdes, laporan_id)
    form: Any = FormMusdes()
    kembali = url_for(".lihat", bumdes_id=bumdes.id, laporan_id=satu.id)
    layar = Layar("bumdes/isian.html", form=form, judul=_("Putusan Musyawarah Desa"), kembali=kembali,
                  **konteks(bumdes))
    if not form.validate_on_submit():
        return layar.tampil()
    berkala.putuskan_musdes(satu, form.nomor.data or "", form.tanggal.data, form.putusan.data or "", oleh=current_user)
    flash(_("Putusan Musdes dicatat."), "berhasil")
    return redirect(kembali, 303)
