"""Where villages knock: joining and delivering. No login; what counts is the signature."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, Response, jsonify, request
from flask.typing import ResponseReturnValue

from smartkampung.extensions import csrf
from smartkampung.inti.db import transaksi
from smartkampung.inti.izin import publik, tanpa_kunci_sekali, tanpa_kunci_tulis
from smartkampung.inti.konteks import pengaturan
from smartkampung.inti.pembatas import boleh_mencoba, catat_percobaan
from smartkampung.inti.penyimpanan import ruang
from smartkampung.kabupaten.pendaftaran import GabungDitolak, sambut
from smartkampung.kabupaten.terima import terima_dari_jaringan
from smartkampung.rekap.paket import BATAS_UKURAN
from smartkampung.rekap.tujuan import BATAS_GABUNG

bp = Blueprint("kotak_masuk", __name__, url_prefix="/kotak-masuk")
csrf.exempt(bp)
JENDELA, TAHAN = timedelta(hours=1), timedelta(seconds=30)


@bp.post("/rekap")
@publik
@tanpa_kunci_tulis
@tanpa_kunci_sekali
def rekap() -> ResponseReturnValue:
    """Take one packet; the answer is a signed receipt or a signed refusal."""
    if ruang(pengaturan().instance).hanya_baca:
        return _sibuk()
    if (request.content_length or 0) > BATAS_UKURAN:
        return jsonify(galat="Rekap ini terlalu besar."), 413
    kunci = f"rekap:ip:{(request.remote_addr or '')[:60]}"
    boleh_mencoba(kunci)
    jawab = terima_dari_jaringan(request.get_data(cache=False))
    if jawab.rekap is None:
        catat_percobaan(kunci, bebas=200, jendela=JENDELA, tahan=TAHAN)
    return Response(jawab.tanda_terima, status=200 if jawab.rekap else 422, mimetype="application/json")


def _sibuk() -> ResponseReturnValue:
    respons = jsonify(galat="Aplikasi kabupaten sedang tidak dapat menyimpan. Coba lagi nanti.")
    respons.headers["Retry-After"] = "900"
    return respons, 503


@bp.post("/gabung")
@publik
@tanpa_kunci_tulis
@tanpa_kunci_sekali
def gabung() -> ResponseReturnValue:
    """Take a village in that proves its one-time code."""
    if (request.content_length or 0) > BATAS_GABUNG:
        return jsonify(galat="Permohonan gabung terlalu besar."), 413
    kunci = f"gabung:ip:{(request.remote_addr or '')[:60]}"
    boleh_mencoba(kunci)
    try:
        with transaksi():
            jawab = sambut(request.get_data(cache=False))
    except GabungDitolak as galat:
        catat_percobaan(kunci, bebas=20, jendela=JENDELA, tahan=TAHAN)
        return jsonify(galat=galat.kalimat()), galat.status
    return Response(jawab, mimetype="application/json")
