"""Joining a kabupaten: over the network, or by two files that somebody carries.

Over the network: ask outside any transaction, keep the answer in a short one. By files, the village writes its
request, the kabupaten takes it in and gives its answer, which the village takes in; the code is typed at both
acts of the village and never stands in a file.
"""

from __future__ import annotations

import json

from smartkampung.akun.models import Pengguna
from smartkampung.audit.services import catat
from smartkampung.extensions import db
from smartkampung.inti import jaringan
from smartkampung.inti import kunci_kantor as kunci
from smartkampung.inti.db import setelah_komit, transaksi
from smartkampung.inti.galat import TidakDitemukan
from smartkampung.rekap.models import HTTP, TujuanRekap
from smartkampung.rekap.tujuan import (
    BATAS_GABUNG,
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
    _periksa_kode(kode)
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


def berkas_permohonan(kode: str) -> bytes:
    """The request to join as a file, for a kabupaten that cannot be reached by network."""
    _periksa_kode(kode)
    return permohonan_gabung(kode)


def gabung_dari_berkas(tujuan: TujuanRekap, jawaban: bytes, kode: str, *, oleh: Pengguna | None = None) -> None:
    """Take in the kabupaten's answer that came as a file; GagalGabung says why not."""
    _periksa_kode(kode)
    if len(jawaban) > BATAS_GABUNG:
        raise GagalGabung("Berkas ini terlalu besar. Pilih berkas jawaban-gabung-….json dari kabupaten.",
                          medan="berkas")
    catat_gabung(tujuan, baca_sambutan(jawaban, kode), oleh=oleh)


def ganti_kunci_desa(*, oleh: Pengguna) -> None:
    """A new key for this village, for who joins by files; every receiver has to learn it anew."""
    rahasia = kunci.kunci_baru()
    catat("rekap.kunci_desa_diganti", oleh=oleh, kunci=kunci.sidik_kunci(kunci.kunci_publik(rahasia)))
    setelah_komit(lambda: kunci.ganti_kunci(rahasia))


def _periksa_kode(kode: str) -> None:
    if len(rapikan_kode(kode)) != 12:
        raise GagalGabung(sebab="kode gabung terdiri dari 12 huruf dan angka")


def _sebab(jawab: jaringan.Jawaban) -> str:
    """The reason in a refusal, in one line of plain text."""
    try:
        kalimat = " ".join(str(json.loads(jawab.isi)["galat"]).split()).rstrip(".")[:200]
    except (ValueError, KeyError, TypeError):
        return f"alamat itu bukan aplikasi kabupaten Smart Kampung (jawaban {jawab.status})"
    return kalimat[:1].lower() + kalimat[1:]
