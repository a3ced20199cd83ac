"""Public pages: catalogue, request, receipt, status, download, check. None of them needs an account."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from smartkampung.extensions import db
from smartkampung.inti.berkas import baca_berkas
from smartkampung.inti.galat import TidakDitemukan
from smartkampung.inti.izin import publik, tanpa_kunci_sekali, tanpa_kunci_tulis
from smartkampung.inti.pembatas import boleh_mencoba, catat_percobaan
from smartkampung.inti.web import Layar, ambil_atau_404, kirim_pdf
from smartkampung.portal import katalog, queries, standar, tautan
from smartkampung.portal.forms import FormPeriksa, FormStatus, form_lengkapi, form_permohonan
from smartkampung.surat import permohonan, unggahan
from smartkampung.surat.henti import dihentikan
from smartkampung.surat.jenis import definisi_dari
from smartkampung.surat.kabar.queries import tautan_telegram
from smartkampung.surat.keadaan import Keadaan
from smartkampung.surat.kode import baca_kode
from smartkampung.surat.models import Surat
from smartkampung.surat.paket.services import sepaket
from smartkampung.surat.pengaturan import pengaturan_surat
from smartkampung.surat.permohonan import BerkasPermohonan, Pemohon
from smartkampung.surat.queries import langkah, tanda_terima, waktu_nyata
from smartkampung.surat.sekali import kerjakan_sekali

bp = Blueprint("portal", __name__)


def _alamat() -> str:
    return request.remote_addr or ""


@bp.get("/")
@publik
def depan() -> ResponseReturnValue:
    """The front page: which letters there are, and the way to status and check."""
    if current_user.is_authenticated:
        return redirect(url_for("beranda.lihat"), 303)
    teks = " ".join(request.args.get("q", "").split())[:60]
    return render_template("portal/depan.html", **_katalog(teks))


def _katalog(teks: str) -> dict[str, Any]:
    hasil = katalog.cari(teks)
    return {
        "teks": teks,
        "hasil": hasil if teks else [],
        "sering": [satu for satu in hasil if satu.definisi.sering],
        "kelompok": katalog.kelompokkan(hasil),
        "lama": standar.lama,
    }


@bp.get("/layanan/<kode>")
@publik
def layanan(kode: str) -> ResponseReturnValue:
    """One kind: papers, promised and measured time, fee, where it goes next, legal basis."""
    satu = katalog.layanan_publik(kode)
    nyata = waktu_nyata(kode).get(satu.jenis.kode)
    isi = {"jenis": satu.jenis, "definisi": satu.definisi, "nyata": nyata, "lama": standar.lama}
    return render_template("portal/layanan.html", tanpa_tanda=standar.tanpa_tanda, **isi)


@bp.get("/layanan/<kode>/poster.pdf")
@publik
def poster(kode: str) -> Response:
    """One service on one page, for the notice board."""
    return kirim_pdf(standar.poster(katalog.layanan_publik(kode)), f"poster-{kode}.pdf")


@bp.get("/layanan/<kode>/standar.pdf")
@publik
def standar_satu(kode: str) -> Response:
    """The 14 components of one service."""
    return kirim_pdf(standar.standar([katalog.layanan_publik(kode)], maklumat=False), f"standar-{kode}.pdf")


@bp.get("/standar-pelayanan")
@publik
def standar_pelayanan() -> ResponseReturnValue:
    """The maklumat, and promised beside measured time of every service."""
    return render_template(
        "portal/standar.html",
        maklumat=standar.isi_maklumat(),
        kelompok=katalog.kelompokkan(katalog.semua_layanan()),
        nyata=waktu_nyata(),
        lama=standar.lama,
    )


@bp.get("/standar-pelayanan.pdf")
@publik
def standar_pdf() -> Response:
    """The whole service standard with the maklumat."""
    kelompok = katalog.kelompokkan(katalog.semua_layanan())
    return kirim_pdf(standar.standar([satu for _k, _n, isi in kelompok for satu in isi]), "standar-pelayanan.pdf")


@bp.get("/maklumat-pelayanan.pdf")
@publik
def maklumat_pdf() -> Response:
    """The maklumat, for the wall."""
    return kirim_pdf(standar.maklumat_saja(), "maklumat-pelayanan.pdf")


@bp.get("/layanan/<kode>/ajukan")
@publik
def ajukan(kode: str) -> ResponseReturnValue:
    """The request form."""
    return _layar_ajukan(kode).tampil()


def _layar_ajukan(kode: str, kirim: bool = False) -> Layar:
    satu = katalog.layanan_publik(kode)
    jenis, definisi = satu.jenis, satu.definisi
    form = form_permohonan(definisi)() if kirim else form_permohonan(definisi)(formdata=None)
    return Layar("portal/ajukan.html", form=form, jenis=jenis, definisi=definisi, lama=standar.lama)


@bp.post("/layanan/<kode>/ajukan")
@publik
@tanpa_kunci_tulis
def ajukan_kirim(kode: str) -> ResponseReturnValue:
    """Take the request. The answer is the same whether or not the register knows the person."""
    layar = _layar_ajukan(kode, kirim=True)
    form = layar.form
    if not form.validate():
        return layar.tampil()
    batas = f"mohon:ip:{_alamat()[:60]}"
    boleh_mencoba(batas)
    catat_percobaan(batas, bebas=20, jendela=timedelta(hours=1), tahan=timedelta(minutes=5))
    pemohon = Pemohon(form.nama.data, form.nik.data, form.tanggal_lahir.data, form.telepon.data or "",
                      form.surel.data or "" if "surel" in form else "")  # fmt: skip
    berkas = BerkasPermohonan(unggahan=unggahan.siapkan(form.berkas()))

    def simpan() -> str:
        surat = permohonan.ajukan_dari_web(kode, pemohon, form.isian(), berkas)
        session["tanda_terima"] = surat.id
        return url_for(".terkirim")

    return kerjakan_sekali(simpan)


@bp.get("/terkirim")
@publik
def terkirim() -> ResponseReturnValue:
    """The receipt: code, QR, promised time, no fee. Shown to the browser that sent the request."""
    surat_id = session.get("tanda_terima")
    if surat_id is None:
        raise TidakDitemukan()
    surat = ambil_atau_404(Surat, surat_id)
    return render_template("portal/terkirim.html", telegram=tautan_telegram(surat), **tanda_terima(surat))


@bp.get("/status")
@bp.get("/status/<kode>")
@publik
def status(kode: str = "") -> ResponseReturnValue:
    """Ask for code and birth date; the QR code fills in the code."""
    return Layar("portal/status.html", form=FormStatus(formdata=None, kode=baca_kode(kode) or "")).tampil()


@bp.post("/status")
@bp.post("/status/<kode>")
@publik
@tanpa_kunci_tulis
@tanpa_kunci_sekali
def status_kirim(kode: str = "") -> ResponseReturnValue:
    """Show the stage, or say that code and date do not fit together, without saying which is wrong."""
    form = FormStatus()
    layar = Layar("portal/status.html", form=form)
    if not form.validate():
        return layar.tampil()
    surat = queries.buka_status(form.kode.data, form.tanggal_lahir.data, _alamat())
    if surat is None:
        flash(_("Kode dan tanggal lahir tidak cocok. Periksa tanda terima, lalu coba lagi."), "galat")
        return layar.tampil()
    return _lihat_status(surat).tampil(200)


def _tautan(surat: Surat) -> str | None:
    return tautan.tautan_unduh(surat) if queries.dapat_diunduh(surat) else None


def _lihat_status(surat: Surat, kirim: bool = False) -> Layar:
    kelas = form_lengkapi(surat)
    perlu = surat.keadaan == Keadaan.PERLU_DILENGKAPI
    return Layar(
        "portal/status_lihat.html",
        form=kelas() if kirim else kelas(formdata=None),
        surat=surat,
        sepaket=[(satu, queries.kata_publik(satu), _tautan(satu)) for satu in sepaket(surat) if satu.id != surat.id],
        keadaan=queries.kata_publik(surat),
        langkah=langkah(surat),
        perlu=perlu,
        berhenti=dihentikan(surat),
        telegram=tautan_telegram(surat),
        kurang=permohonan.diminta(surat) if perlu else [],
        unduh=_tautan(surat),
        hari_tautan=pengaturan_surat().hari_tautan,
        tiket=tautan.tiket_status(surat) if perlu else None,
    )


@bp.post("/status/lengkapi")
@publik
@tanpa_kunci_tulis
def lengkapi() -> ResponseReturnValue:
    """Take the papers that were asked for, from whoever opened the status page just now."""
    surat = ambil_atau_404(Surat, tautan.baca_tiket(request.form.get("tiket", "")))
    layar = _lihat_status(surat, kirim=True)
    if not layar.form.validate():
        return layar.tampil()
    berkas = BerkasPermohonan(unggahan=unggahan.siapkan(layar.form.berkas()))
    pesan = layar.form.pesan.data or ""
    if not (berkas.unggahan or pesan):
        flash(_("Pilih paling sedikit satu berkas, tulis keterangan, atau bawa ke kantor desa."), "galat")
        return layar.tampil()

    def simpan() -> str:
        lengkap = permohonan.lengkapi(ambil_atau_404(Surat, surat.id), berkas, pesan=pesan)
        terima = _("Terima kasih. Yang Anda kirim diterima dan akan diperiksa petugas.")
        flash(terima if lengkap else _("Diterima. Masih ada yang kurang; lihat lagi halaman status."), "berhasil")
        return url_for(".status", kode=surat.kode_status)

    return kerjakan_sekali(simpan)


@bp.get("/unduh/<token>")
@publik
def unduh(token: str) -> Response:
    """The signed PDF, by a link that ends after some days."""
    surat_id, sidik = tautan.baca_unduh(token, pengaturan_surat().hari_tautan)
    surat = db.session.get(Surat, surat_id)
    if surat is None or not queries.dapat_diunduh(surat) or not (surat.sha256 or "").startswith(sidik):
        raise TidakDitemukan()
    assert surat.berkas is not None
    return kirim_pdf(baca_berkas(surat.berkas), f"{definisi_dari(surat.jenis).judul}.pdf", lampiran=True)


@bp.get("/periksa")
@publik
def periksa() -> ResponseReturnValue:
    """Ask for the code under a letter."""
    return Layar("portal/periksa.html", form=FormPeriksa(formdata=None)).tampil()


@bp.post("/periksa")
@publik
@tanpa_kunci_tulis
@tanpa_kunci_sekali
def periksa_kirim() -> ResponseReturnValue:
    """To the address of that letter."""
    form = FormPeriksa()
    layar = Layar("portal/periksa.html", form=form)
    if not form.validate():
        return layar.tampil()
    return redirect(url_for(".periksa_kode", kode=baca_kode(form.kode.data)), 303)


@bp.get("/periksa/<kode>")
@publik
def periksa_kode(kode: str) -> ResponseReturnValue:
    """Whether this is a letter of this village: valid, past its date, or void."""
    hasil = queries.periksa_surat(kode, _alamat())
    isi = render_template("portal/periksa_hasil.html", hasil=hasil, kode=baca_kode(kode) or "")
    return isi, 200 if hasil else 404
