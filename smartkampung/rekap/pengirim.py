"""Sending what waits in the outbox. The only module that lets recaps leave the machine."""

from __future__ import annotations

import threading
from collections import Counter

from flask import Flask, current_app

from smartkampung.extensions import db
from smartkampung.inti.db import setelah_komit, transaksi
from smartkampung.inti.galat import GalatDomain
from smartkampung.rekap import kanal_folder, kanal_http, kanal_surel, keadaan, keluar
from smartkampung.rekap.kiriman import Hasil, Kiriman, nanti
from smartkampung.rekap.models import FOLDER, HTTP, SUREL, KotakKeluar, TujuanRekap
from smartkampung.rekap.tanda_terima import TandaTerimaSalah, impor
from smartkampung.rekap.tujuan import folder_tujuan

PER_PUTARAN = {SUREL: 10, HTTP: 120, FOLDER: 500}


def kirim_antrean() -> Counter[str]:
    """Send everything that may be sent now; answers how many rows ended in which state.

    Called without an open transaction. A destination that is out of reach is left alone until next time.
    """
    hasil: Counter[str] = Counter()
    terkirim: Counter[str] = Counter()
    putus: set[int] = set()
    while True:
        habis = [k for k, n in PER_PUTARAN.items() if terkirim[k] >= n]
        kiriman = keluar.klaim(kecuali=putus, kanal_habis=habis)
        if kiriman is None:
            return hasil
        terkirim[kiriman.kanal] += 1
        akhir = _kirim(kiriman)
        if akhir.putus:
            putus.add(kiriman.tujuan_id)
        keluar.selesaikan(kiriman, akhir)
        hasil[akhir.keadaan] += 1


def _kirim(k: Kiriman) -> Hasil:
    try:
        if k.kanal == HTTP:
            return kanal_http.kirim(k)
        if k.kanal == SUREL:
            return kanal_surel.kirim(k, lambda: keluar.tandai_mungkin(k))
        return kanal_folder.kirim(k, folder_tujuan(db.session.get_one(TujuanRekap, k.tujuan_id)))
    except GalatDomain as galat:
        return nanti(galat.kalimat())
    except Exception:
        current_app.logger.exception("mengirim rekap %s gagal", k.kunci_ulang)
        return nanti("ada kesalahan pada program; dicoba lagi nanti", putus=False)
    finally:
        db.session.rollback()


def jemput_tanda_terima() -> int:
    """Pick up receipts lying in the folders recaps were written to; answers how many rows they settled."""
    tunggu = db.session.scalars(
        db.select(TujuanRekap).where(TujuanRekap.kanal == FOLDER, TujuanRekap.aktif, TujuanRekap.id.in_(
            db.select(KotakKeluar.tujuan_id).where(KotakKeluar.keadaan == keadaan.DIKIRIM)))).all()
    berkas = [data for tujuan in tunggu for data in kanal_folder.tanda_terima_di(folder_tujuan(tujuan))]
    db.session.rollback()
    banyak = 0
    for data in berkas:
        try:
            with transaksi():
                banyak += len(impor(data))
        except TandaTerimaSalah as galat:
            current_app.logger.info("%s", galat.kalimat())
    return banyak


def picu() -> None:
    """Send soon: in a thread of its own, once the present transaction is committed (at once in tests)."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]

    def jalan() -> None:
        with app.app_context():
            kirim_antrean()

    def mulai() -> None:
        kerja = threading.Thread(target=jalan, daemon=True, name="kirim-rekap")
        kerja.start()
        if app.config["TESTING"]:
            kerja.join()

    setelah_komit(mulai)
