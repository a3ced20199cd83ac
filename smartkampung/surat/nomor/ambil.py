"""Taking a number: the next one of its register, or a suffix of an earlier one for a back-dated letter."""

from __future__ import annotations

import string
from dataclasses import dataclass
from datetime import date

from smartkampung.extensions import db
from smartkampung.inti.db import kunci_penasihat
from smartkampung.inti.galat import GalatDomain
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.penomoran import lompati_sampai, nomor_berikut
from smartkampung.inti.tanggal import tanggal_panjang
from smartkampung.surat.definisi import Definisi
from smartkampung.surat.models import Surat
from smartkampung.surat.nomor.models import SuratLuar
from smartkampung.surat.nomor.skema import register_untuk, skema_sepanjang, skema_tahun

ALASAN_SKEMA = "dipakai register lain sebelum cara penomoran diganti"


class TanggalMundurSalah(GalatDomain):
    """A date no number can stand at."""

    pesan = "Tanggal mundur harus sebelum hari ini."
    medan = "tanggal"


@dataclass(frozen=True, slots=True)
class Nomor:
    """A number that was taken: its register, year, running number, suffix, and the letter's date."""

    register: str
    tahun: int
    nomor: int
    sufiks: str
    tanggal: date


def ambil_nomor(definisi: Definisi, hari: date, mundur: date | None = None) -> Nomor:
    """Take the next number for a letter of this kind, inside the act's transaction."""
    kunci_penasihat("skema-nomor")
    if mundur is not None:
        return nomor_mundur(definisi, mundur)
    berlaku = skema_tahun(hari.year)
    register = register_untuk(definisi, berlaku.skema)
    return Nomor(register, hari.year, nomor_register(register, hari.year, berlaku.awal), "", hari)


def nomor_register(register: str, tahun: int, awal: int) -> int:
    """The next number of a register, which starts after `awal` when the scheme was changed in mid-year."""
    if awal:
        lompati_sampai(register, tahun, awal, ALASAN_SKEMA)
    return nomor_berikut(register, tahun)


def nomor_mundur(definisi: Definisi, tanggal: date) -> Nomor:
    """The suffix a back-dated letter gets: it stands right after the last number of its day or the days before."""
    if tanggal >= hari_desa():
        raise TanggalMundurSalah()
    for skema in skema_sepanjang(tanggal.year):  # a day before a change of scheme lies in the older register
        register = register_untuk(definisi, skema)
        sebelum = nomor_sebelum(register, tanggal)
        if sebelum is not None:
            return Nomor(register, tanggal.year, sebelum, _sufiks(register, tanggal.year, sebelum), tanggal)
    raise TanggalMundurSalah(
        "Belum ada nomor pada atau sebelum %(tanggal)s di tahun itu, jadi tidak ada tempat menyisipkannya.",
        tanggal=tanggal_panjang(tanggal),
    )


def nomor_sebelum(register: str, tanggal: date) -> int | None:
    """The highest number whose letter is dated on or before a day."""
    hasil: list[int] = []
    for model in (Surat, SuratLuar):
        pilih = db.select(db.func.max(model.nomor)).where(
            model.register == register, model.tahun == tanggal.year, model.tanggal_surat <= tanggal
        )
        if (nomor := db.session.scalar(pilih)) is not None:
            hasil.append(nomor)
    return max(hasil, default=None)


def _sufiks(register: str, tahun: int, nomor: int) -> str:
    pilih = db.select(Surat.sufiks).where(Surat.register == register, Surat.tahun == tahun, Surat.nomor == nomor)
    dipakai = set(db.session.scalars(pilih))
    for huruf in string.ascii_lowercase:
        if huruf not in dipakai:
            return huruf
    raise TanggalMundurSalah("Semua sisipan a sampai z sesudah nomor %(nomor)s sudah dipakai.", nomor=nomor)
