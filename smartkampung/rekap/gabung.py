"""Joining a kabupaten over the network: ask outside any transaction, keep the answer in a short one."""

from __future__ import annotations

import json

from smartkampung.akun.models import Pengguna
from smartkampung.extensions import db
from smartkampung.inti import jaringan
from smartkampung.inti import kunci_kantor as kunci
from smartkampung.inti.db import transaksi
from smartkampung.inti.galat import TidakDitemukan
from smartkampung.rekap.models import HTTP, TujuanRekap
from smartkampung.rekap.tujuan import (
    JALUR_GABUNG,
    GagalGabung,
    baca_sambutan,
    catat_gabung,
    permohonan_gabung,
    rapikan_kode,
)


def gabung(tujuan_id: int, kode: str, *, kunci_baru: bool = False, oleh_id: int | None = None) -> TujuanRekap:
    """Exchange keys with the kabupaten behind a destination; GagalGabung says why not."""
    tujuan = db.session.get(TujuanRekap, tujuan_id)
    if tujuan is None or tujuan.kanal != HTTP:
        raise TidakDitemukan()
    if len(rapikan_kode(kode)) != 12:
        raise GagalGabung(sebab="kode gabung terdiri dari 12 huruf dan angka")
    alamat = tujuan.alamat
    rahasia = kunci.kunci_baru() if kunci_baru else None
    permohonan = permohonan_gabung(kode, rahasia)
    db.session.rollback()
    try:
        jawab = jaringan.kirim(alamat + JALUR_GABUNG, permohonan,
                               {"Content-Type": "application/json", "Accept": "application/json"})
    except jaringan.TidakTersambung as galat:
        raise GagalGabung(sebab=galat.sebab) from galat
    if jawab.status != 200:
        raise GagalGabung(sebab=_sebab(jawab))
    isi = baca_sambutan(jawab.isi, kode)
    if rahasia is not None:
        kunci.ganti_kunci(rahasia)
    with transaksi():
        tujuan = db.session.get_one(TujuanRekap, tujuan_id)
        catat_gabung(tujuan, isi, oleh=db.session.get(Pengguna, oleh_id) if oleh_id else None)
    return tujuan


def _sebab(jawab: jaringan.Jawaban) -> str:
    """The reason in a refusal, in one line of plain text."""
    try:
        kalimat = " ".join(str(json.loads(jawab.isi)["galat"]).split()).rstrip(".")[:200]
    except (ValueError, KeyError, TypeError):
        return f"alamat itu bukan aplikasi kabupaten Smart Kampung (jawaban {jawab.status})"
    return kalimat[:1].lower() + kalimat[1:]
