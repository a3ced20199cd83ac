"""Conditions of a letter's parts: `umur < 21 dan status_kawin = Cerai Mati`.

A code alone is true when it has a value. Values may stand without quotes as long as they do not hold a
word of the grammar: dan, atau, bukan. Numbers and dates (2026-11-21 or 21-11-2026) are compared as such,
everything else as text without regard to capitals. The text is parsed here and nothing of it is ever run.

    syarat  = dan-an {"atau" dan-an}
    dan-an  = satuan {"dan" satuan}
    satuan  = "bukan" satuan | "(" syarat ")" | kode [banding nilai]
    banding = "=" | "!=" | "<" | "<=" | ">" | ">="
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

PANJANG, KURUNG = 200, 8
_KATA = re.compile(r'"[^"]*"|“[^”]*”|<=|>=|!=|<>|[()=<>]|[^\s()<>=!"“”]+')
_KODE = re.compile(r"[A-Za-z][A-Za-z0-9_]{1,39}")
_TANGGAL = re.compile(r"(\d{4})-(\d\d?)-(\d\d?)|(\d\d?)[-/](\d\d?)[-/](\d{4})")
_BANDING: dict[str, Callable[[Any, Any], bool]] = {
    "=": lambda a, b: bool(a == b),
    "!=": lambda a, b: bool(a != b),
    "<": lambda a, b: bool(a < b),
    "<=": lambda a, b: bool(a <= b),
    ">": lambda a, b: bool(a > b),
    ">=": lambda a, b: bool(a >= b),
}
_KUNCI = {"dan", "atau", "bukan"}


class BilaSalah(ValueError):
    """A condition cannot be read; the message is a sentence that says what to write."""


@dataclass(frozen=True, slots=True)
class Uji:
    """One comparison, or (without `banding`) whether the code has a value."""

    kode: str
    banding: str = ""
    nilai: str = ""

    def benar(self, nilai: Mapping[str, Any]) -> bool:
        """Whether it holds for these values."""
        isi = nilai.get(self.kode)
        if not self.banding:
            return isi not in (None, "", False, "tidak")
        if isi in (None, ""):
            return self.banding == "!="
        kiri, kanan = _sebanding(isi, self.nilai)
        if isinstance(kiri, str) and self.banding not in ("=", "!="):
            return False
        return _BANDING[self.banding](kiri, kanan)


@dataclass(frozen=True, slots=True)
class Bukan:
    """The opposite of a condition."""

    isi: Syarat

    def benar(self, nilai: Mapping[str, Any]) -> bool:
        """Whether it holds for these values."""
        return not self.isi.benar(nilai)


@dataclass(frozen=True, slots=True)
class Gabungan:
    """All (`dan`) or any (`atau`) of several conditions."""

    semua: bool
    isi: tuple[Syarat, ...]

    def benar(self, nilai: Mapping[str, Any]) -> bool:
        """Whether it holds for these values."""
        return (all if self.semua else any)(satu.benar(nilai) for satu in self.isi)


Syarat = Uji | Bukan | Gabungan


def terpenuhi(teks: str, nilai: Mapping[str, Any]) -> bool:
    """Whether the condition holds for these values; BilaSalah when it cannot be read."""
    return urai(teks).benar(nilai)


def kode_bila(teks: str) -> frozenset[str]:
    """The codes a condition asks about."""
    return frozenset(_kode(urai(teks)))


def _kode(syarat: Syarat) -> list[str]:
    if isinstance(syarat, Uji):
        return [syarat.kode]
    return _kode(syarat.isi) if isinstance(syarat, Bukan) else [kode for satu in syarat.isi for kode in _kode(satu)]


@lru_cache(maxsize=512)
def urai(teks: str) -> Syarat:
    """Answer the condition a text says; BilaSalah with a sentence otherwise."""
    if len(teks) > PANJANG:
        raise BilaSalah(f"Syarat tampil paling banyak {PANJANG} huruf.")
    return _Pengurai(teks).semua()


class _Pengurai:
    """Reads the words of one condition from left to right."""

    def __init__(self, teks: str) -> None:
        self.kata = _KATA.findall(teks)
        self.ke = 0
        if teks.count("(") > KURUNG:
            raise BilaSalah(f"Paling banyak {KURUNG} pasang kurung dalam satu syarat.")
        if "!" in teks.replace("!=", "") or teks.count('"') % 2:
            raise BilaSalah("Tulis != untuk tidak sama dengan, dan tutup setiap tanda petik.")

    def _lihat(self) -> str:
        return self.kata[self.ke] if self.ke < len(self.kata) else ""

    def _ambil(self) -> str:
        kata = self._lihat()
        self.ke += 1
        return kata

    def semua(self) -> Syarat:
        jadi = self._atau()
        if self._lihat():
            raise BilaSalah(f"“{self._lihat()}” tidak pada tempatnya. Sambung syarat dengan dan atau atau.")
        return jadi

    def _atau(self) -> Syarat:
        return self._sambung("atau", self._dan, semua=False)

    def _dan(self) -> Syarat:
        return self._sambung("dan", self._satuan, semua=True)

    def _sambung(self, kunci: str, bagian: Callable[[], Syarat], *, semua: bool) -> Syarat:
        isi = [bagian()]
        while self._lihat().casefold() == kunci:
            self.ke += 1
            isi.append(bagian())
        return isi[0] if len(isi) == 1 else Gabungan(semua, tuple(isi))

    def _satuan(self) -> Syarat:
        kata = self._ambil()
        if kata.casefold() == "bukan":
            return Bukan(self._satuan())
        if kata == "(":
            isi = self._atau()
            if self._ambil() != ")":
                raise BilaSalah("Kurung buka ini belum ditutup.")
            return isi
        if kata.casefold() in _KUNCI or not _KODE.fullmatch(kata):
            raise BilaSalah(f"Syarat harus diawali kode isian, bukan “{kata or 'kosong'}”. Contoh: umur < 21")
        banding = {"<>": "!="}.get(self._lihat(), self._lihat())
        if banding not in _BANDING:
            return Uji(kata.lower())
        self.ke += 1
        return Uji(kata.lower(), banding, self._nilai(kata, banding))

    def _nilai(self, kode: str, banding: str) -> str:
        kata: list[str] = []
        while (satu := self._lihat()) and satu.casefold() not in _KUNCI and satu not in "()":
            if satu in _BANDING:
                raise BilaSalah(f"Dua tanda banding berurutan sesudah “{kode}”.")
            kata.append(satu.strip('"“”'))
            self.ke += 1
        if not kata:
            raise BilaSalah(f"Sesudah “{kode} {banding}” belum ada nilainya.")
        return " ".join(kata)


def _sebanding(isi: Any, nilai: str) -> tuple[Any, Any]:
    """Both sides as numbers, else as days, else as text."""
    if isinstance(isi, bool):
        isi = "ya" if isi else "tidak"
    for ubah in (_angka, _hari):
        kiri, kanan = ubah(str(isi)), ubah(nilai)
        if kiri is not None and kanan is not None:
            return kiri, kanan
    return " ".join(str(isi).casefold().split()), " ".join(nilai.casefold().split())


def _angka(teks: str) -> Decimal | None:
    try:
        angka = Decimal(teks.strip())
    except InvalidOperation:
        return None
    return angka if angka.is_finite() else None


def _hari(teks: str) -> date | None:
    cocok = _TANGGAL.fullmatch(teks.strip())
    if cocok is None:
        return None
    tahun, bulan, hari = cocok[1] or cocok[6], cocok[2] or cocok[5], cocok[3] or cocok[4]
    try:
        return date(int(tahun), int(bulan), int(hari))
    except ValueError:
        return None
