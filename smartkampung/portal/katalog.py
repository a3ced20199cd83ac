"""The catalogue of services: groups, and a search that forgives everyday words and misspellings.

A word typed finds a word of a service when both are the same, when one begins the other, when they sound
alike (`penduduk.ejaan.bunyi`: akte/akta stays apart, kwitansi/kuitansi meets), or when one letter is wrong,
missing, extra, or swapped in a word of five letters or more. Services come in the order of how much of the
question they answer; those that answer less than half as well as the best are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from smartkampung.penduduk.ejaan import bunyi
from smartkampung.surat.definisi import KELOMPOK, Definisi
from smartkampung.surat.galat import JenisTidakAda
from smartkampung.surat.jenis import definisi_dari
from smartkampung.surat.models import JenisSurat
from smartkampung.surat.permohonan import jenis_terlayani
from smartkampung.surat.queries import jenis_aktif

# Words people put around what they mean.
SELA = frozenset(
    re.findall(
        r"\w+",
        "surat srt keterangan ket pengantar permohonan mau ingin bikin buat membuat urus mengurus minta cara syarat "
        "untuk saya aku kami di ke dari yang dan atau punya",
    )
)
CUKUP, SALAH_KETIK, KETIK = 0.5, 5, 0.65


@dataclass(frozen=True, slots=True)
class Layanan:
    """One entry of the catalogue."""

    jenis: JenisSurat
    definisi: Definisi


def semua_layanan() -> list[Layanan]:
    """The kinds residents may ask for now, by name."""
    return [layanan for jenis in jenis_aktif() if (layanan := Layanan(jenis, definisi_dari(jenis))).definisi.umum]


def layanan_publik(kode: str) -> Layanan:
    """One kind residents may ask for; JenisTidakAda for office letters and what is switched off."""
    jenis = jenis_terlayani(kode)
    layanan = Layanan(jenis, definisi_dari(jenis))
    if not layanan.definisi.umum:
        raise JenisTidakAda()
    return layanan


def kelompokkan(daftar: Iterable[Layanan]) -> list[tuple[str, str, list[Layanan]]]:
    """Code, name, and services of each group that has any, in the order of the groups."""
    isi: dict[str, list[Layanan]] = {kode: [] for kode in KELOMPOK}
    for layanan in daftar:
        isi[layanan.definisi.kelompok].append(layanan)
    return [(kode, KELOMPOK[kode], semua) for kode, semua in isi.items() if semua]


def cari(teks: str) -> list[Layanan]:
    """The services that fit the words, best first; all of them when nothing is asked."""
    semua = semua_layanan()
    kata = _kata(teks)[:6]
    if not kata:
        return semua
    nilai = [(_nilai(layanan.definisi, kata), layanan) for layanan in semua]
    terbaik = max((angka for angka, _ in nilai), default=0.0)
    return [layanan for angka, layanan in sorted(nilai, key=lambda satu: -satu[0]) if angka > terbaik * CUKUP]


def _kata(teks: str) -> list[str]:
    kata = re.findall(r"\w+", teks.casefold())
    return [satu for satu in kata if satu not in SELA] or kata


@lru_cache(maxsize=256)
def _sasaran(nama: str, kunci: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...], frozenset[tuple[str, ...]]]:
    """Words of the name, words of the search keys, and the keys as whole phrases."""
    frasa = frozenset(tuple(_kata(satu)) for satu in (*kunci, nama))
    return tuple(_kata(nama)), tuple(dict.fromkeys(k for satu in kunci for k in _kata(satu))), frasa


def _nilai(definisi: Definisi, kata: list[str]) -> float:
    nama, kunci, frasa = _sasaran(definisi.nama, definisi.kata_kunci)
    hasil = 0.0
    for satu in kata:
        di_nama = max((mirip(satu, lain) for lain in nama), default=0.0)
        hasil += max(di_nama * 1.1, max((mirip(satu, lain) for lain in kunci), default=0.0))
    if not hasil:
        return 0.0
    tepat = sum(1 for lain in nama if any(mirip(satu, lain) >= KETIK for satu in kata)) / len(nama)
    return hasil / len(kata) + 0.4 * tepat + (0.8 if tuple(kata) in frasa else 0) + 0.02 * definisi.sering


@lru_cache(maxsize=4096)
def mirip(satu: str, lain: str) -> float:
    """How alike two words are, from 0 to 1."""
    if satu == lain:
        return 1.0
    if min(len(satu), len(lain)) >= 3 and (lain.startswith(satu) or satu.startswith(lain)):
        return 0.8
    if min(len(satu), len(lain)) >= 3 and satu[0] == lain[0] and bunyi(satu) == bunyi(lain):
        return 0.75
    if len(satu) >= SALAH_KETIK - 1 and sorted(satu) == sorted(lain) and satu[0] == lain[0]:
        return 0.7 if _beda_satu(satu, lain) else 0.0
    return KETIK if min(len(satu), len(lain)) >= SALAH_KETIK and _beda_satu(satu, lain) else 0.0


def _beda_satu(satu: str, lain: str) -> bool:
    """Whether one letter is wrong, missing, extra, or swapped with its neighbour."""
    if abs(len(satu) - len(lain)) > 1:
        return False
    awal = next((i for i, (a, b) in enumerate(zip(satu, lain, strict=False)) if a != b), min(len(satu), len(lain)))
    sisa, sisa_lain = satu[awal:], lain[awal:]
    return (
        sisa[1:] == sisa_lain[1:]
        or sisa[1:] == sisa_lain
        or sisa == sisa_lain[1:]
        or (sisa[:2] == sisa_lain[1::-1] and sisa[2:] == sisa_lain[2:])
    )
