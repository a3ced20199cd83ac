"""BLT recipients from a spreadsheet, pasted or as a file: judged row by row, then put on the list together.

A row is a NIK; name, ground and months are optional. Who is in the register is taken from there by the NIK.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from smartkampung.audit.services import catat
from smartkampung.extensions import db
from smartkampung.inti.berkas_lembar import BATAS_BERKAS, buka, periksa_ukuran
from smartkampung.inti.formulir import rapikan
from smartkampung.inti.galat import GalatDomain
from smartkampung.inti.tanggal import BULAN
from smartkampung.keuangan.belanja import spp
from smartkampung.keuangan.belanja.blt import IsianPenerima, penerima_baru
from smartkampung.keuangan.belanja.models import DaftarBLT, PenerimaBLT
from smartkampung.keuangan.kas.bukukan import kunci_kas
from smartkampung.keuangan.langkah import Pelaku
from smartkampung.penduduk.queries import cari, fakta_per_nik
from smartkampung.penduduk.sel_impor import baca_nik

KOLOM = ("nik", "nama", "dasar", "mulai", "sampai")
LAIN = {"nomor nik": "nik", "no nik": "nik", "nama penerima": "nama", "nama lengkap": "nama", "alasan": "dasar",
        "alasan menerima": "dasar", "mulai bulan": "mulai", "sampai bulan": "sampai"}  # fmt: skip
BATAS = 1_000
AWAL_JUDUL = 20  # rows above the headings, at most
_BULAN = {nama.lower(): n for n, nama in enumerate(BULAN, start=1)}
_BULAN |= {nama[:3]: n for nama, n in _BULAN.items()} | {"agt": 8, "agu": 8, "nop": 11}
Mentah = list[Any]


class TerlaluBanyakPenerima(GalatDomain):
    """More rows than one page can judge."""

    pesan = "Paling banyak %(batas)s baris sekali impor. Bagi menjadi beberapa bagian."
    medan = "tempelan"


class TanpaIsi(GalatDomain):
    """Neither pasted rows nor a file."""

    pesan = "Tempel barisnya, atau pilih berkasnya."
    medan = "tempelan"


@dataclass(frozen=True, slots=True)
class Bawaan:
    """What counts for rows that do not say."""

    dasar: str
    mulai: int
    sampai: int


@dataclass(slots=True)
class BarisPenerima:
    """One row: what was written, and the recipient it becomes or the sentence that refuses it."""

    nomor: int
    teks: dict[str, str]
    nama: str = ""
    penerima: PenerimaBLT | None = None
    catatan: str = ""
    tolak: str = ""


def baca_tempelan(teks: str) -> list[Mentah]:
    """Pasted rows: tab or semicolon between cells."""
    pisah = "\t" if "\t" in teks else ";"
    return [[s.strip().strip('"') for s in baris.split(pisah)] for baris in teks.splitlines()]


def baca_berkas(data: bytes) -> list[Mentah]:
    """The rows of a workbook's first sheet that has any, or of a CSV, which may be of one column."""
    periksa_ukuran(len(data), BATAS_BERKAS)
    with tempfile.TemporaryDirectory() as folder:
        tempat = Path(folder) / "penerima"
        tempat.write_bytes(data)
        lembar = next(iter(buka(tempat, satu_kolom=True)), None)
        return list(islice(lembar.baris, BATAS + AWAL_JUDUL + 1)) if lembar else []


def tulis_tempelan(semua: Iterable[BarisPenerima]) -> str:
    """Rows as text to be looked at, mended, and sent again."""
    return "\n".join("\t".join(b.teks.get(k, "") for k in KOLOM).rstrip("\t") for b in semua)


def uji(daftar: DaftarBLT, mentah: Sequence[Mentah], bawaan: Bawaan, *, oleh: Pelaku) -> list[BarisPenerima]:
    """Judge every row; nothing is written."""
    spp.pastikan_pka(daftar.tahun, daftar.kegiatan, oleh)
    hasil, dilihat = [], dict[str, int]()
    for nomor, sel in _berisi(mentah):
        baris = BarisPenerima(nomor, {k: _teks(s) for k, s in sel.items()})
        if not isinstance(sel.get("nik"), str):  # a number has lost its last digit: not to be sent again as a text
            baris.teks["nik"] = ""
        try:
            baris.penerima = _penerima(daftar, sel.get("nik"), baris, bawaan, dilihat)
        except GalatDomain as galat:
            baris.tolak = galat.kalimat()
        hasil.append(baris)
    return hasil


def masukkan(daftar: DaftarBLT, mentah: Sequence[Mentah], bawaan: Bawaan, *, oleh: Pelaku) -> list[BarisPenerima]:
    """Put the right rows on the list in one go; answers all rows, with the sentences of those that stay out."""
    kunci_kas(daftar.tahun)
    hasil = uji(daftar, mentah, bawaan, oleh=oleh)
    masuk = [b.penerima for b in hasil if b.penerima is not None]
    db.session.add_all(masuk)
    db.session.flush()
    if masuk:
        catat("keuangan.blt_diimpor", oleh=oleh, objek=("blt", daftar.id), nama=daftar.nama, banyak=str(len(masuk)))
    return hasil


def _berisi(mentah: Sequence[Mentah]) -> list[tuple[int, dict[str, Any]]]:
    """The rows with something in them, by column; below the headings when there are any, else NIK comes first."""
    urutan, awal = dict(enumerate(KOLOM)), 0
    for n, sel in enumerate(mentah[:AWAL_JUDUL]):
        judul = {i: LAIN.get(t, t) for i, s in enumerate(sel) if (t := _teks(s).lower())}
        if "nik" in judul.values():
            urutan, awal = {i: t for i, t in judul.items() if t in KOLOM}, n + 1
            break
    hasil = [(n, {urutan[i]: s for i, s in enumerate(sel) if i in urutan})
             for n, sel in enumerate(mentah[awal:], start=awal + 1) if any(_teks(s) for s in sel)]  # fmt: skip
    if len(hasil) > BATAS:
        raise TerlaluBanyakPenerima(batas=BATAS)
    return hasil


def _teks(sel: Any) -> str:
    if isinstance(sel, float) and sel.is_integer():
        sel = int(sel)
    return "" if sel is None else rapikan(str(sel)) or ""


def _penerima(daftar: DaftarBLT, sel: Any, baris: BarisPenerima, bawaan: Bawaan,
              dilihat: dict[str, int]) -> PenerimaBLT:  # fmt: skip
    teks = baris.teks
    baris.nama = teks.get("nama", "")
    nik = _nik(sel)
    if dilihat.setdefault(nik, baris.nomor) != baris.nomor:
        raise GalatDomain("NIK ini sudah ada di baris %(nomor)s.", nomor=dilihat[nik])
    penduduk_id = _kenali(nik, baris)
    mulai, sampai = _bulan(teks.get("mulai", ""), bawaan.mulai), _bulan(teks.get("sampai", ""), bawaan.sampai)
    dasar = teks.get("dasar") or bawaan.dasar
    if not dasar:
        raise GalatDomain("Alasan menerima kosong. Tulis di barisnya, atau sekali untuk semua.")
    return penerima_baru(daftar, IsianPenerima(dasar, mulai, sampai, penduduk_id, baris.nama, nik))


def _nik(sel: Any) -> str:
    nik, cela = baca_nik(sel, "NIK")
    if cela is not None:
        raise GalatDomain(cela.kalimat())
    if nik == "0":
        raise GalatDomain("NIK kosong.")
    return str(nik)


def _kenali(nik: str, baris: BarisPenerima) -> int | None:
    """The resident with a NIK; None for a named person who is not in the register."""
    f = fakta_per_nik(nik)
    if f is not None:
        if baris.nama and baris.nama.casefold() != f.nama.casefold():
            baris.catatan = f"Di berkas tertulis {baris.nama}."
        baris.nama = f.nama
        return f.id
    if any(c.nik == nik for c in cari(nik, 5)):
        raise GalatDomain("Warga ini tidak lagi tercatat hidup di desa.")
    if not baris.nama:
        raise GalatDomain("NIK ini tidak ada di buku induk. Tulis namanya bila penerima memang belum tercatat.")
    baris.catatan = "Tidak ada di buku induk."
    return None


def _bulan(teks: str, bawaan: int) -> int:
    if not teks:
        return bawaan
    bulan = int(teks) if teks.isascii() and teks.isdigit() else _BULAN.get(teks.lower(), 0)
    if not 1 <= bulan <= 12:
        raise GalatDomain("Bulan “%(teks)s” tidak dikenal. Tulis misalnya 3 atau Maret.", teks=teks[:20])
    return bulan
