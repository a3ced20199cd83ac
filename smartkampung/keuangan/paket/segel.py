"""The seal of an audit pack: a list of its files with their hashes, signed by the village; and judging a pack.

A pack is a ZIP. `manifes.json` lists every other file with size and SHA-256 and names the key; `manifes.sig` is the
Ed25519 signature over its bytes. Judging needs nothing but the file.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import IO, Any

from smartkampung.inti.kunci_kantor import cocok, sah_kunci, sidik_kunci

MANIFES, TANDA, JURNAL = "manifes.json", "manifes.sig", "data/jurnal.csv"
BENTUK = "smartkampung.paket-audit/1"
POTONG = 1 << 16
BATAS_MANIFES = 50 * 1024 * 1024


@dataclass
class Hasil:
    """What became of judging a pack: what it says of itself, and every fault in a sentence."""

    manifes: dict[str, Any] = field(default_factory=dict)
    temuan: list[str] = field(default_factory=list)
    banyak: int = 0

    @property
    def baik(self) -> bool:
        """Whether nothing is wrong with it."""
        return not self.temuan

    @property
    def kunci(self) -> str:
        """The short name of the key it says it was signed with."""
        return sidik_kunci(self.manifes["kunci"]) if self.manifes else ""


def tulis_manifes(isi: dict[str, Any]) -> bytes:
    """The bytes that are signed."""
    return json.dumps(isi, ensure_ascii=False, sort_keys=True, indent=1).encode() + b"\n"


def periksa_paket(jalur: Path, kunci: str = "") -> Hasil:
    """Judge a pack: shape, signature (of the key named by its short name, when given), every file, the journal."""
    hasil = Hasil()
    try:
        with zipfile.ZipFile(jalur) as zip_:
            _baca(zip_, hasil, kunci)
    except (zipfile.BadZipFile, OSError, EOFError):
        hasil.temuan.append("Berkas ini bukan ZIP yang utuh; unduh atau salin ulang.")
    return hasil


def _baca(zip_: zipfile.ZipFile, hasil: Hasil, kunci: str) -> None:
    nama = [i.filename for i in zip_.infolist() if not i.is_dir()]
    ganda = sorted({n for n in nama if nama.count(n) > 1}) if len(set(nama)) < len(nama) else []
    hasil.temuan += [f"{n}: ada dua berkas dengan nama ini di dalam paket." for n in ganda]
    if MANIFES not in nama or TANDA not in nama:
        hasil.temuan.append("Paket ini tidak memuat manifes.json dan manifes.sig, jadi tidak dapat diperiksa.")
        return
    if zip_.getinfo(MANIFES).file_size > BATAS_MANIFES:
        hasil.temuan.append("Daftar isi paket terlalu besar.")
        return
    data, tanda = _bita(zip_, MANIFES), _bita(zip_, TANDA)
    if not _pakai_manifes(data, hasil):
        return
    if not cocok(hasil.manifes["kunci"], data, tanda.decode("ascii", "replace").strip()):
        hasil.temuan.append("Tanda tangan tidak cocok: daftar isi (manifes.json) diubah sesudah ditandatangani.")
    if kunci and hasil.kunci != kunci.strip().lower():
        hasil.temuan.append(f"Ditandatangani kunci {hasil.kunci}, bukan {kunci.strip().lower()}.")
    _periksa_isi(zip_, set(nama) - {MANIFES, TANDA}, hasil)


def _bita(zip_: zipfile.ZipFile, nama: str) -> bytes:
    try:
        return zip_.read(nama)
    except (zipfile.BadZipFile, OSError, EOFError):
        return b""


def _pakai_manifes(data: bytes, hasil: Hasil) -> bool:
    try:
        isi = json.loads(data)
        sah = isi["format"] == BENTUK and sah_kunci(isi["kunci"]) and all(
            isinstance(b["sha256"], str) and isinstance(b["ukuran"], int) for b in isi["berkas"].values())  # fmt: skip
    except (ValueError, KeyError, TypeError, AttributeError):
        sah = False
    if not sah:
        hasil.temuan.append("Daftar isi (manifes.json) tidak terbaca atau rusak.")
        return False
    hasil.manifes = isi
    return True


def _periksa_isi(zip_: zipfile.ZipFile, nama: set[str], hasil: Hasil) -> None:
    tercatat: dict[str, dict[str, Any]] = hasil.manifes["berkas"]
    hasil.temuan += [f"{n}: tidak ada dalam daftar isi; ditambahkan sesudah paket dibuat."
                     for n in sorted(nama - tercatat.keys())]  # fmt: skip
    for satu, harap in sorted(tercatat.items()):
        hasil.banyak += 1
        if satu not in nama:
            hasil.temuan.append(f"{satu}: hilang dari paket.")
        elif (beda := _beda(zip_, satu, harap)) is not None:
            hasil.temuan.append(f"{satu}: {beda}")
    if JURNAL in nama and JURNAL in tercatat:
        hasil.temuan += list(_jurnal(zip_, hasil.manifes.get("jurnal") or {}))


def _beda(zip_: zipfile.ZipFile, nama: str, harap: dict[str, Any]) -> str | None:
    hitung, ukuran = hashlib.sha256(), 0
    try:
        with zip_.open(nama) as isi:
            while potong := isi.read(POTONG):
                hitung.update(potong)
                ukuran += len(potong)
                if ukuran > harap["ukuran"]:
                    break
    except (zipfile.BadZipFile, OSError, EOFError):
        return "rusak dan tidak terbaca."
    if ukuran != harap["ukuran"] or hitung.hexdigest() != harap["sha256"]:
        return "isinya diubah sesudah paket dibuat."
    return None


def _jurnal(zip_: zipfile.ZipFile, harap: dict[str, Any]) -> Iterator[str]:
    """The journal adds up to what the list says of it."""
    try:
        with zip_.open(JURNAL) as isi:
            banyak, masuk, keluar = jumlah_jurnal(isi)
    except (ValueError, KeyError, ArithmeticError, zipfile.BadZipFile, OSError):
        yield f"{JURNAL}: tidak dapat dijumlahkan."
        return
    if {"baris": banyak, "masuk": f"{masuk:.2f}", "keluar": f"{keluar:.2f}"} != harap:
        yield (f"{JURNAL}: jumlahnya {banyak} baris, masuk {masuk:.2f}, keluar {keluar:.2f}, "
               "tidak sama dengan daftar isi.")  # fmt: skip


def jumlah_jurnal(isi: IO[bytes]) -> tuple[int, Decimal, Decimal]:
    """(rows, sum in, sum out) of a journal as CSV."""
    banyak, masuk, keluar = 0, Decimal(0), Decimal(0)
    for baris in csv.DictReader(io.TextIOWrapper(isi, "utf-8", newline="")):
        banyak += 1
        masuk += Decimal(baris["masuk"])
        keluar += Decimal(baris["keluar"])
    return banyak, masuk, keluar
