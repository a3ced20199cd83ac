"""What a column of an old letter archive can mean, and how its cells are read.

Nothing is guessed about a layout: headings are offered a meaning by their name, a person confirms it on a
screen, and the same headings are remembered. Source of the first names: OpenSID's letter log.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from flask_babel import lazy_gettext as _l

from smartkampung.inti.berkas_lembar import Lembaran, LembarDitolak, buka
from smartkampung.inti.tugas import Kemajuan, diam
from smartkampung.penduduk.nik import samarkan
from smartkampung.penduduk.sel_impor import baca_nik, baca_tanggal, huruf_asing, kosong, rapi_teks

MEDAN = {
    "nomor": _l("Nomor surat"),
    "tanggal": _l("Tanggal surat"),
    "jenis": _l("Jenis atau kode surat"),
    "nama": _l("Nama"),
    "nik": _l("NIK"),
    "pamong": _l("Penanda tangan"),
    "perihal": _l("Perihal atau keterangan"),
}
WAJIB = ("nomor", "tanggal", "nama")
PANJANG = {"nomor": 120, "jenis": 160, "nama": 300, "pamong": 160, "perihal": 300}
_NAMA_LAIN = {
    "nomor": "no nosurat nomorsurat nomor nourut noagenda nomoragenda",
    "tanggal": "tanggal tgl tanggalsurat tglsurat tanggalcetak",
    "jenis": "kodesurat jenissurat jenis kode namasurat surat formatsurat",
    "nama": "nama namapemohon namapenduduk atasnama pemohon kepada",
    "nik": "nik nikpemohon",
    "pamong": "pamong penandatangan ttd pejabat ditandatanganioleh",
    "perihal": "perihal perihalsurat hal keterangan keperluan isiringkas",
}
_BATAS_CARI = 20
_UTUH = 0


@dataclass(slots=True)
class BarisArsip:
    """One row as understood, with what is wrong (`tolak`) and what to know (`ingat`): column, cell, sentence."""

    baris: int
    nomor: int | None = None
    nomor_teks: str = ""
    tanggal: date | None = None
    jenis: str = ""
    nama: str = ""
    nik: str = ""
    pamong: str = ""
    perihal: str = ""
    tolak: list[tuple[str, str, str]] = field(default_factory=list)
    ingat: list[tuple[str, str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Peta:
    """Which column holds what (from 0), and which part of the number text, cut at slashes, is the running number."""

    kolom: Mapping[str, int]
    bagian: int = _UTUH


def baca_judul(jalur: Path) -> tuple[list[str], list[list[str]]]:
    """The headings of the first sheet that has some, and its first rows for a look."""
    for lembaran in buka(jalur):
        ditemukan = _cari_judul(lembaran)
        if ditemukan:
            judul, baris = ditemukan
            contoh = [
                [_samar(_potong(satu)) for satu in sel] for _ke, (_nomor, sel) in zip(range(3), baris, strict=False)
            ]
            return judul, contoh
    raise LembarDitolak("Baris judul kolom tidak ditemukan. Baris pertama harus memuat nama kolom, misalnya no, "
                        "tanggal, kode_surat, nik, nama, pamong.")  # fmt: skip


def _cari_judul(lembaran: Lembaran) -> tuple[list[str], Iterator[tuple[int, list[Any]]]] | None:
    """The first row with at least two text cells, none of which is a date or a number."""
    baris = enumerate(lembaran.baris, start=1)
    for nomor, sel in baris:
        if nomor > _BATAS_CARI:
            return None
        isi = [satu for satu in sel if not kosong(satu)]
        if len(isi) >= 2 and all(isinstance(satu, str) and not satu.strip()[:1].isdecimal() for satu in isi):
            return [_potong(satu) for satu in sel], baris
    return None


def tebak(judul: Sequence[str]) -> dict[str, int]:
    """The columns whose name says what they are; each meaning once."""
    hasil: dict[str, int] = {}
    for ke, satu in enumerate(judul):
        for medan, nama in _NAMA_LAIN.items():
            if medan not in hasil and rapat(satu) in nama.split():
                hasil[medan] = ke
                break
    return hasil


def rapat(teks: str) -> str:
    """A heading without blanks and signs, to compare it."""
    return re.sub(r"[^a-z0-9]+", "", teks.lower())


def baca_semua(jalur: Path, peta: Peta, pada: date, kemajuan: Kemajuan = diam) -> list[BarisArsip]:
    """All filled rows below the headings, understood; touches no database."""
    for lembaran in buka(jalur):
        ditemukan = _cari_judul(lembaran)
        if ditemukan is None:
            continue
        hasil: list[BarisArsip] = []
        for nomor, sel in ditemukan[1]:
            if any(not kosong(satu) for satu in sel):
                hasil.append(baca_baris(nomor, sel, peta, pada))
                if len(hasil) % 500 == 0:
                    kemajuan(len(hasil), max(lembaran.perkiraan, len(hasil)), "Membaca berkas")
        return hasil
    raise LembarDitolak()


def baca_baris(nomor: int, sel: Sequence[Any], peta: Peta, pada: date) -> BarisArsip:
    """Understand one row."""
    baris = BarisArsip(nomor)
    isi = {medan: sel[ke] if ke < len(sel) else None for medan, ke in peta.kolom.items()}
    for medan in ("jenis", "nama", "pamong", "perihal"):
        setattr(baris, medan, _teks(baris, medan, isi.get(medan)))
    _nomor(baris, isi.get("nomor"), peta.bagian)
    _tanggal(baris, isi.get("tanggal"), pada)
    _nik(baris, isi.get("nik"))
    if not baris.nama:
        baris.tolak.append(("nama", "", "Nama kosong. Isi nama atau tujuan suratnya."))
    return baris


def _teks(baris: BarisArsip, medan: str, isi: Any) -> str:
    teks = "" if kosong(isi) else rapi_teks(isi)
    if asing := huruf_asing(teks):
        baris.ingat.append((medan, _potong(teks), f"Lambang {asing} dihapus."))
        teks = teks.replace(asing, "")
    return teks[: PANJANG[medan]]


def _nomor(baris: BarisArsip, isi: Any, bagian: int) -> None:
    teks = "" if kosong(isi) else rapi_teks(isi)[: PANJANG["nomor"]]
    if not teks:
        baris.tolak.append(("nomor", "", "Nomor kosong. Setiap surat arsip perlu nomornya."))
        return
    baris.nomor_teks = teks
    potong = teks.split("/")
    urut = teks if bagian == _UTUH else potong[bagian - 1] if bagian <= len(potong) else ""
    cocok = re.fullmatch(r"\s*0*(\d{1,6})(?:\.[a-z])?\s*", urut)
    if cocok is None:
        baris.ingat.append(("nomor", _potong(teks), "Nomor urutnya tidak terbaca; disimpan sebagai tulisan saja."))
        return
    baris.nomor = int(cocok[1]) or None


def _tanggal(baris: BarisArsip, isi: Any, pada: date) -> None:
    tanggal, cela = (None, None) if kosong(isi) else baca_tanggal(isi, "Tanggal surat", pada)
    if cela is not None:
        baris.tolak.append(("tanggal", _potong(isi), cela.kalimat()))
    elif tanggal is None:
        baris.tolak.append(("tanggal", "", "Tanggal kosong. Tulis hari-bulan-tahun, misalnya 31-12-2024."))
    baris.tanggal = tanggal


def _nik(baris: BarisArsip, isi: Any) -> None:
    nik, cela = (None, None) if kosong(isi) else baca_nik(isi, "NIK")
    if cela is not None:
        baris.ingat.append(("nik", "", f"NIK dilewati, suratnya tetap disimpan. {cela.kalimat()}"))
    baris.nik = nik if nik and nik != "0" else ""


def _samar(teks: str) -> str:
    """A cell as the screen shows it: whole identity numbers are masked."""
    return samarkan(teks) if re.fullmatch(r"\d{16}", teks.replace(" ", "")) else teks


def _potong(isi: Any) -> str:
    teks = "" if kosong(isi) else rapi_teks(isi)
    return teks if len(teks) <= 60 else teks[:59] + "…"
