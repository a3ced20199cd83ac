"""Reads of the archive: letters made outside the program, searched beside the issued ones."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Select

from smartkampung.extensions import db
from smartkampung.inti.konteks import zona
from smartkampung.inti.lembar import Kolom, Lembar
from smartkampung.penduduk.ejaan import kunci_cari
from smartkampung.surat.nomor.models import DIPESAN, KataLuar, SuratLuar

TERBANYAK = 10


def pilih_arsip(q: str = "", tahun: int | None = None) -> Select[Any]:
    """Letters of the archive and letters made outside, newest first; numbers only reserved are not letters yet."""
    pilih = db.select(SuratLuar).where(SuratLuar.keadaan != DIPESAN)
    if tahun:
        pilih = pilih.where(SuratLuar.tahun == tahun)
    teks = " ".join(q.split())[:80]
    return _cari(pilih, teks).order_by(SuratLuar.tahun.desc(), SuratLuar.nomor.desc(), SuratLuar.id.desc())


def _cari(pilih: Select[Any], teks: str) -> Select[Any]:
    """Narrow by a NIK, a number, or the sound of a name, whichever the text looks like; an index answers each."""
    rapat = teks.replace(" ", "")
    if not teks:
        return pilih
    if rapat.isdecimal() and len(rapat) == 16:
        return pilih.where(SuratLuar.nik == rapat)
    angka = [int(satu) for satu in re.findall(r"(?<![\d.])\d{1,6}(?![\d.])", teks)]
    if angka and ("/" in teks or rapat.isdecimal()):
        pilih = pilih.where(SuratLuar.nomor.in_(angka))
        return pilih.where(SuratLuar.nomor_teks.icontains(teks, autoescape=True)) if "/" in teks else pilih
    for bentuk in kunci_cari(teks):
        awalan = db.or_(*(KataLuar.kata.between(satu, satu + "\uffff") for satu in bentuk))
        pilih = pilih.where(SuratLuar.id.in_(db.select(KataLuar.luar_id).where(awalan)))
    return pilih


def temukan(q: str) -> list[SuratLuar]:
    """The first hits, to be shown under the issued letters."""
    return list(db.session.scalars(pilih_arsip(q).limit(TERBANYAK))) if len(q.strip()) >= 2 else []


def tahun_arsip() -> list[int]:
    """The years of the archive, newest first."""
    return sorted(db.session.scalars(db.select(SuratLuar.tahun).distinct()), reverse=True)


KOLOM = (
    Kolom("nomor", "Nomor surat"),
    Kolom("tanggal", "Tanggal", "tanggal"),
    Kolom("jenis", "Jenis"),
    Kolom("nama", "Nama"),
    Kolom("perihal", "Perihal"),
    Kolom("pamong", "Penanda tangan"),
    Kolom("asal", "Asal"),
)


def lembar_arsip(baris: Iterable[SuratLuar], sub: str) -> Lembar:
    """The same list as a sheet."""
    isi = [(b.nomor_teks, b.tanggal_surat, b.jenis, b.nama, b.perihal, b.pamong, b.nama_keadaan) for b in baris]
    return Lembar("arsip", _("Arsip Surat"), KOLOM, isi, subjudul=sub, zona=zona())
