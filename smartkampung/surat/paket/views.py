"""The counter for a bundle, and its print job."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from smartkampung.inti.formulir import kunci_baris
from smartkampung.inti.galat import TidakDitemukan
from smartkampung.inti.izin import perlu_izin, tanpa_kunci_tulis
from smartkampung.inti.tanggal import tanggal_pendek
from smartkampung.inti.web import Layar, ambil_atau_404, kirim_pdf
from smartkampung.surat.berkas_warga.queries import berlaku
from smartkampung.surat.gabung import gabungkan
from smartkampung.surat.medan import tawarkan_keluarga
from smartkampung.surat.paket import services
from smartkampung.surat.paket.definisi import PaketWarga, paket_warga
from smartkampung.surat.paket.forms import form_paket
from smartkampung.surat.paket.models import PaketSurat
from smartkampung.surat.sekali import kerjakan_sekali
from smartkampung.surat.views_loket import berkas_loket

bp = Blueprint("paket", __name__, url_prefix="/surat/paket")


def _muat() -> PaketWarga:
    penduduk_id = request.args.get("penduduk", type=kunci_baris)
    if penduduk_id is None:
        raise TidakDitemukan()
    return paket_warga(request.args.get("paket", ""), penduduk_id)


def _form(paket: PaketWarga, dipilih: frozenset[str]) -> Any:
    diminta = {satu.kode for satu in paket.syarat(dipilih) if satu.sifat != "ditunjukkan"}
    arsip = {
        kode: _("%(nama)s, berlaku sampai %(t)s", nama=satu.nama, t=tanggal_pendek(satu.berlaku_sampai))
        for kode, satu in berlaku(paket.orang.id).items()
        if kode in diminta
    }
    return form_paket(paket, dipilih, arsip)


def _layar(paket: PaketWarga, form: Any) -> Layar:
    tawarkan_keluarga(form, paket.orang.id)
    terlipat = {f"isian_{kunci}" for kunci in paket.bawaan()}
    return Layar(
        "surat/paket_isi.html", form=form, paket=paket.paket, orang=paket.orang, tidak=paket.tidak, terlipat=terlipat,
        tahu=[(form[nama].label.text, form[nama].data) for nama in sorted(terlipat) if nama in form],
        awas=paket.paket.awas(paket.orang), bisa_verifikasi=current_user.punya_izin("surat.verifikasi"),
    )  # fmt: skip


@bp.get("/isi")
@perlu_izin("surat.buat")
def isi() -> ResponseReturnValue:
    """All letters of the bundle with what they ask for together."""
    paket = _muat()
    semua = frozenset(paket.jenis)
    awal: dict[str, Any] = {f"isian_{kunci}": nilai for kunci, nilai in paket.bawaan().items()}
    return _layar(paket, _form(paket, semua)(formdata=None, data=awal)).tampil()


@bp.post("/isi")
@perlu_izin("surat.buat")
@tanpa_kunci_tulis
def isi_kirim() -> ResponseReturnValue:
    """Record the chosen letters; with all papers seen they go on to the signer together."""
    paket = _muat()
    dipilih = frozenset(request.form.getlist("surat")) & set(paket.jenis) | (paket.paket.inti & set(paket.jenis))
    form = _form(paket, dipilih)()
    layar = _layar(paket, form)
    if not form.validate():
        return layar.tampil()
    berkas = berkas_loket(form)
    teruskan = request.form.get("lanjut") == "teruskan" and current_user.punya_izin("surat.verifikasi")

    def simpan() -> str:
        daftar = services.ajukan(
            paket, dipilih, form.isian(), berkas, oleh=current_user, kanal=form.kanal.data,
            telepon=form.telepon.data or "", surel=form.surel.data or "",
        )  # fmt: skip
        if teruskan:
            services.verifikasi(daftar[0], oleh=current_user, diterima=berkas.diterima)
        return url_for("loket.selesai", surat_id=daftar[0].id)

    return kerjakan_sekali(simpan)


@bp.get("/<int:paket_id>/cetak")
@perlu_izin("surat.lihat")
def cetak_semua(paket_id: int) -> Response:
    """The issued letters of the bundle as one print job."""
    paket = ambil_atau_404(PaketSurat, paket_id)
    berkas = [surat.berkas_id for surat in paket.surat if surat.berkas_id]
    if not berkas:
        raise TidakDitemukan()
    return kirim_pdf(gabungkan(berkas), f"paket-{paket.kode}-{paket.id}.pdf")
