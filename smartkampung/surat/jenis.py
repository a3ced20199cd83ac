"""Kinds of letters as data: reading data/surat/*.toml, checking it, and keeping versions in the database.

A definition says which facts are asked, which papers are needed, what the letter says, how long it takes,
and who signs (see `definisi`). A new kind is a new file; a changed file becomes a new version, so letters that were
issued keep the text they were issued with.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

from smartkampung.extensions import db
from smartkampung.inti.tanggal import sekarang
from smartkampung.lokasi import folder_data
from smartkampung.surat.definisi import Definisi, DefinisiSalah, definisi, periksa_kiriman
from smartkampung.surat.models import JenisSurat

BAWAAN, DESA, IMPOR = "bawaan", "desa", "impor"


def folder_jenis() -> Path:
    """The folder of the definitions that ship with the program."""
    return folder_data() / "surat"


@lru_cache(maxsize=1)
def definisi_bawaan() -> tuple[dict[str, Any], ...]:
    """The definitions that ship with the program, as plain values, checked."""
    return tuple(baca_berkas(berkas) for berkas in sorted(folder_jenis().glob("*.toml")))


def baca_berkas(berkas: Path) -> dict[str, Any]:
    """Answer the plain values of one file; DefinisiSalah with a sentence that names file and key."""
    try:
        isi = tomllib.loads(berkas.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as galat:
        raise DefinisiSalah(f"{berkas.name}: bukan TOML yang benar: {galat}.") from galat
    periksa_kiriman(definisi(isi, berkas.name), berkas.name)
    return isi


def sidik(isi: dict[str, Any]) -> str:
    """Answer the SHA-256 of a definition, to see whether it changed."""
    return hashlib.sha256(json.dumps(isi, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def muat_jenis() -> int:
    """Bring the shipped definitions into the database; answer how many versions are new.

    What a village changed stays: its own versions are never replaced (`pembaruan` offers the difference),
    and its classification, promise, and switch pass to the next shipped version.
    """
    terbaru = {jenis.kode: jenis for jenis in db.session.scalars(db.select(JenisSurat).filter_by(terbaru=True))}
    baru = 0
    for isi in definisi_bawaan():
        lama = terbaru.get(isi["kode"])
        if lama is None or (lama.asal == BAWAAN and lama.sidik != sidik(isi)):
            _tambah_versi(isi, lama)
            baru += 1
    db.session.flush()
    return baru


def bawaan(kode: str) -> dict[str, Any] | None:
    """The definition of this code that ships with the program, or None."""
    return next((isi for isi in definisi_bawaan() if isi["kode"] == kode), None)


def pembaruan() -> list[JenisSurat]:
    """The village's own versions for which the program ships something the village has not looked at."""
    sendiri = db.session.scalars(db.select(JenisSurat).filter_by(terbaru=True, asal=DESA).order_by(JenisSurat.nama))
    return [jenis for jenis in sendiri if ada_pembaruan(jenis)]


def ada_pembaruan(jenis: JenisSurat) -> bool:
    """Whether the program ships another definition than the one this version of the village knew."""
    isi = bawaan(jenis.kode)
    return jenis.asal == DESA and isi is not None and sidik(isi) not in (jenis.sidik_bawaan, jenis.sidik)


def _tambah_versi(isi: dict[str, Any], lama: JenisSurat | None) -> None:
    jenis = JenisSurat(
        kode=isi["kode"],
        asal=BAWAAN,
        sidik_bawaan=sidik(isi),
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


@lru_cache(maxsize=256)
def _dari_teks(teks: str) -> Definisi:
    return definisi(json.loads(teks))


def definisi_dari(jenis: JenisSurat) -> Definisi:
    """Answer the definition of a stored version (parsed once per content)."""
    return _dari_teks(json.dumps(jenis.isi, sort_keys=True, ensure_ascii=False))
