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
from smartkampung.surat.nomor.models import DIPESAN, SuratLuar

TERBANYAK = 10


def pilih_arsip(q: str = "", tahun: int | None = None) -> Select[Any]:
    """Letters of the archive and letters made outside, newest first; numbers only reserved are not letters yet."""
    pilih = db.select(SuratLuar).where(SuratLuar.keadaan != DIPESAN)
    if tahun:
        pilih = pilih.where(SuratLuar.tahun == tahun)
    teks = " ".join(q.split())[:80]
    return _cari(pilih, teks).order_by(SuratLuar.tahun.desc(), SuratLuar.nomor.desc(), SuratLuar.id.desc())


def _cari(pilih: Select[Any], teks: str) -> Select[Any]:
    """Narrow by a NIK, a number, or words of name, kind, and number, whichever the text looks like."""
    rapat = teks.replace(" ", "")
    if not teks:
        return pilih
    if rapat.isdecimal() and len(rapat) == 16:
        return pilih.where(SuratLuar.nik == rapat)
    if re.fullmatch(r"\d{1,6}", rapat):
        return pilih.where(SuratLuar.nomor == int(rapat))
    for kata in teks.split():
        medan = (SuratLuar.nama, SuratLuar.nomor_teks, SuratLuar.jenis, SuratLuar.perihal)
        pilih = pilih.where(db.or_(*(satu.icontains(kata, autoescape=True) for satu in medan)))
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
