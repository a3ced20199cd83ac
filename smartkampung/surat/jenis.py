"""Kinds of letters as data: reading data/surat/*.toml, checking it, and keeping versions in the database.

A definition says which facts are asked, which papers are needed, what the letter says, how long it takes,
and who signs. A new kind is a new file; a changed file becomes a new version, so letters that were
issued keep the text they were issued with.
"""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import Any

from smartkampung.extensions import db
from smartkampung.inti.tanggal import sekarang
from smartkampung.lokasi import folder_data
from smartkampung.surat.models import JenisSurat

JENIS_ISIAN = ("teks", "teks_panjang", "angka", "tahun", "tanggal", "pilihan")
SIFAT_SYARAT = ("ditunjukkan", "wajib", "pilihan")
_KODE = re.compile(r"[a-z][a-z0-9_]{1,39}")


class DefinisiSalah(Exception):
    """A definition file cannot be used; the message names the file and the fault."""


@dataclass(frozen=True, slots=True)
class Isian:
    """One fact that is asked for."""

    kode: str
    label: str
    jenis: str
    wajib: bool = True
    bantuan: str = ""
    maks: int = 120
    dari: int = 0
    sampai: int = 1_000_000
    pilihan: tuple[str, ...] = ()
    bawaan: str = ""
    hanya_petugas: bool = False


@dataclass(frozen=True, slots=True)
class Syarat:
    """One paper: shown at the counter (`ditunjukkan`), required (`wajib`), or optional (`pilihan`)."""

    kode: str
    nama: str
    sifat: str
    bantuan: str = ""


@dataclass(frozen=True, slots=True)
class Definisi:
    """A whole kind of letter."""

    kode: str
    nama: str
    judul: str
    ringkas: str
    kata_kunci: tuple[str, ...]
    klasifikasi: str
    register: str
    janji_menit: int
    penanda_tangan: str
    biaya: int
    dasar_hukum: tuple[str, ...]
    dilarang_diminta: tuple[str, ...]
    berlaku: dict[str, Any]
    isian: tuple[Isian, ...]
    syarat: tuple[Syarat, ...]
    bagian: tuple[dict[str, Any], ...]

    @property
    def isian_warga(self) -> tuple[Isian, ...]:
        """The facts a resident is asked for; the others are for staff only."""
        return tuple(isian for isian in self.isian if not isian.hanya_petugas)


def definisi(isi: dict[str, Any]) -> Definisi:
    """Answer a definition from plain values (a TOML file or `JenisSurat.isi`)."""
    nama = {medan.name for medan in fields(Definisi)}
    asing = set(isi) - nama
    if asing or nama - set(isi):
        raise DefinisiSalah(f"{isi.get('kode')}: bagian {sorted(asing or nama - set(isi))} asing atau hilang")
    tetap: dict[str, Any] = {
        kunci: tuple(nilai) if isinstance(nilai, list) else nilai
        for kunci, nilai in isi.items()
        if kunci not in {"isian", "syarat", "bagian"}
    }
    isian = tuple(Isian(**{**satu, "pilihan": tuple(satu.get("pilihan", ()))}) for satu in isi["isian"])
    syarat = tuple(Syarat(**satu) for satu in isi["syarat"])
    jadi = Definisi(**tetap, isian=isian, syarat=syarat, bagian=tuple(isi["bagian"]))
    _periksa(jadi)
    return jadi


def _periksa(jadi: Definisi) -> None:
    from smartkampung.surat.naskah import KODE_TETAP

    kode = [isian.kode for isian in jadi.isian]
    salah = [satu for satu in kode if not _KODE.fullmatch(satu) or satu in KODE_TETAP]
    salah += [isian.kode for isian in jadi.isian if isian.jenis not in JENIS_ISIAN]
    salah += [isian.kode for isian in jadi.isian if isian.jenis == "pilihan" and not isian.pilihan]
    salah += [syarat.kode for syarat in jadi.syarat if syarat.sifat not in SIFAT_SYARAT]
    salah += [satu["jenis"] for satu in jadi.bagian if satu["jenis"] not in {"paragraf", "tabel"}]
    if salah or len(set(kode)) != len(kode) or not jadi.bagian or jadi.bagian[-1]["jenis"] != "paragraf":
        raise DefinisiSalah(f"{jadi.kode}: periksa {salah or 'kode isian ganda, atau bagian terakhir bukan paragraf'}")


def folder_jenis() -> Path:
    """The folder of the definitions that ship with the program."""
    return folder_data() / "surat"


@lru_cache(maxsize=1)
def definisi_bawaan() -> tuple[dict[str, Any], ...]:
    """The definitions that ship with the program, as plain values, checked."""
    semua = [tomllib.loads(berkas.read_text(encoding="utf-8")) for berkas in sorted(folder_jenis().glob("*.toml"))]
    for satu in semua:
        definisi(satu)
    return tuple(semua)


def sidik(isi: dict[str, Any]) -> str:
    """Answer the SHA-256 of a definition, to see whether it changed."""
    return hashlib.sha256(json.dumps(isi, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def muat_jenis() -> int:
    """Bring the shipped definitions into the database; answer how many versions are new.

    What a village changed (classification, promise, switched off) stays when a new version comes.
    """
    terbaru = {jenis.kode: jenis for jenis in db.session.scalars(db.select(JenisSurat).filter_by(terbaru=True))}
    baru = 0
    for isi in definisi_bawaan():
        lama = terbaru.get(isi["kode"])
        if lama is None or lama.sidik != sidik(isi):
            _tambah_versi(isi, lama)
            baru += 1
    db.session.flush()
    return baru


def _tambah_versi(isi: dict[str, Any], lama: JenisSurat | None) -> None:
    jenis = JenisSurat(
        kode=isi["kode"],
        versi=1,
        nama=isi["nama"],
        klasifikasi=isi["klasifikasi"],
        janji_menit=isi["janji_menit"],
        isi=isi,
        sidik=sidik(isi),
        dibuat_pada=sekarang(),
    )
    if lama is not None:
        jenis.versi = lama.versi + 1
        jenis.aktif = lama.aktif
        if lama.klasifikasi != lama.isi["klasifikasi"]:
            jenis.klasifikasi = lama.klasifikasi
        if lama.janji_menit != lama.isi["janji_menit"]:
            jenis.janji_menit = lama.janji_menit
        lama.terbaru = False
    db.session.add(jenis)


@lru_cache(maxsize=64)
def _dari_teks(teks: str) -> Definisi:
    return definisi(json.loads(teks))


def definisi_dari(jenis: JenisSurat) -> Definisi:
    """Answer the definition of a stored version (parsed once per content)."""
    return _dari_teks(json.dumps(jenis.isi, sort_keys=True, ensure_ascii=False))
