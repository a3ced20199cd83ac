"""The page behind a confirmation link: opened on a phone, without an account; it shows only what the answer needs."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue

from smartkampung.inti.izin import publik, tanpa_kunci_tulis
from smartkampung.inti.pembatas import boleh_mencoba, catat_percobaan
from smartkampung.inti.web import Layar
from smartkampung.penduduk.queries import wilayah
from smartkampung.surat.jenis import definisi_dari
from smartkampung.surat.konfirmasi import services
from smartkampung.surat.konfirmasi.forms import FormJawab
from smartkampung.surat.konfirmasi.models import KonfirmasiSurat
from smartkampung.surat.sekali import kerjakan_sekali

bp = Blueprint("konfirmasi_publik", __name__)
SEJAM = timedelta(hours=1)


def _buka(kode: str) -> KonfirmasiSurat:
    """The question behind the link; wrong guesses are counted by address."""
    kunci = f"konfirmasi:ip:{(request.remote_addr or '')[:60]}"
    boleh_mencoba(kunci)
    try:
        return services.cari_tautan(kode)
    except services.TautanTidakBerlaku:
        catat_percobaan(kunci, bebas=20, jendela=SEJAM, tahan=timedelta(minutes=2), tahan_terlama=SEJAM)
        raise


def _layar(kode: str, baris: KonfirmasiSurat, form: FormJawab) -> Layar:
    surat = baris.surat
    judul = definisi_dari(surat.jenis).judul
    return Layar(
        "portal/konfirmasi.html", form=form, kode=kode, baris=baris, surat=surat, judul=judul,
        tempat=wilayah(baris.wilayah_id) if baris.wilayah_id else None, keperluan=surat.isian.get("keperluan", ""),
    )  # fmt: skip


@bp.get("/konfirmasi/<kode>")
@publik
def lihat(kode: str) -> ResponseReturnValue:
    """The question, or thanks for the answer."""
    return _layar(kode, _buka(kode), FormJawab(formdata=None)).tampil()


@bp.post("/konfirmasi/<kode>")
@publik
@tanpa_kunci_tulis
def jawab(kode: str) -> ResponseReturnValue:
    """Take the answer; the first one counts."""
    form = FormJawab()
    layar = _layar(kode, _buka(kode), form)
    if not form.validate():
        return layar.tampil()
    benar = request.form.get("benar") == "ya"

    def simpan() -> str:
        services.jawab(services.cari_tautan(kode), benar, form.alasan.data or "")
        return url_for(".lihat", kode=kode)

    return kerjakan_sekali(simpan)
