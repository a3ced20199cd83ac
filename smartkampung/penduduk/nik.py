"""NIK and KK numbers: what they say, what makes them impossible, and what is merely odd.

NIK: 16 digits PPKKCC DDMMYY SSSS. The region is that of the first registration, a woman's day carries
+40, the sequence is never 0000. A KK number has the same shape with the day of issue (never +40).
Only what cannot be a NIK blocks; migrants and old region codes warn at most.
"""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass
from datetime import date
from typing import Any

LAKI_LAKI, PEREMPUAN = 1, 2
UMUR_TERTUA = 110
_TAMBAHAN_PEREMPUAN = 40
_PEMISAH = re.compile(r"[\s.\-'’`]+")


@dataclass(frozen=True, slots=True)
class Cela:
    """Something wrong with a value: a code for programs, a sentence (gettext id) with its figures.

    `memblokir` tells faults that refuse the value from remarks that only warn.
    """

    kode: str
    pesan: str
    angka: tuple[tuple[str, Any], ...] = ()
    memblokir: bool = False

    def kalimat(self, terjemah: Any = None) -> str:
        """The sentence with its figures, translated when a gettext function is given."""
        pola = terjemah(self.pesan) if terjemah else self.pesan
        return pola % dict(self.angka) if self.angka else pola


@dataclass(frozen=True, slots=True)
class UraianNIK:
    """What a well-formed NIK says about its holder at first registration."""

    kecamatan: str
    hari: int
    bulan: int
    tahun2: int
    jenis_kelamin: int
    urut: int

    def cocok_tanggal(self, lahir: date) -> bool:
        """Whether the birth date agrees with the six date digits."""
        return (lahir.day, lahir.month, lahir.year % 100) == (self.hari, self.bulan, self.tahun2)


def rapikan_nomor(teks: str) -> str:
    """Strip what people put between and around the digits: blanks, dots, dashes, a leading apostrophe."""
    return _PEMISAH.sub("", teks)


def adalah_sementara(nik: str | None) -> bool:
    """Whether this stands in for a NIK that does not exist yet: none, "0", or a local number 0…"""
    return not nik or nik.startswith("0")


def cela_nik(nik: str) -> Cela | None:
    """Why this cannot be a NIK, or None. Temporary numbers are the caller's business."""
    if cela := _cela_enam_belas(nik, "NIK"):
        return cela
    hari, bulan, tahun2 = _tanggal(nik)
    if not _mungkin(hari if hari <= 31 else hari - _TAMBAHAN_PEREMPUAN, bulan, tahun2):
        return _cela("tanggal", "Angka ke-7 sampai 12 NIK (%(bagian)s) bukan tanggal lahir yang ada. "
                     "Periksa lagi di KTP atau KK.", bagian=nik[6:12])
    if nik.endswith("0000"):
        return _cela("urut", "Empat angka terakhir NIK tidak pernah 0000. Periksa lagi di KTP atau KK.")
    return None


def cela_kk(no_kk: str) -> Cela | None:
    """Why this cannot be a KK number, or None: only its length and digits block."""
    return _cela_enam_belas(no_kk, "Nomor KK")


def urai_nik(nik: str) -> UraianNIK | None:
    """The parts of a NIK, or None when it is none (or a temporary one)."""
    if adalah_sementara(nik) or cela_nik(nik):
        return None
    hari, bulan, tahun2 = _tanggal(nik)
    kelamin = PEREMPUAN if hari > 31 else LAKI_LAKI
    hari -= _TAMBAHAN_PEREMPUAN if kelamin == PEREMPUAN else 0
    return UraianNIK(nik[:6], hari, bulan, tahun2, kelamin, int(nik[12:]))


def calon_tanggal_lahir(nik: str, pada: date) -> tuple[date, ...]:
    """The birth dates a NIK may mean on a day, youngest first: in the past and at most 110 years ago.

    Two digits cannot tell 1925 from 2025; with two candidates somebody must be asked.
    """
    urai = urai_nik(nik)
    if urai is None:
        return ()
    abad = pada.year // 100 * 100
    calon = [
        date(tahun, urai.bulan, urai.hari)
        for tahun in (abad + urai.tahun2, abad - 100 + urai.tahun2)
        if _ada(tahun, urai.bulan, urai.hari)
    ]
    return tuple(t for t in calon if t <= pada and pada.year - t.year <= UMUR_TERTUA)


def peringatan_nik(
    nik: str, *, lahir: date | None = None, jenis_kelamin: int | None = None, desa: str = "",
    dikenal: Container[str] | None = None,
) -> list[Cela]:
    """Remarks on a well-formed NIK; none of them blocks.

    `desa` is the village's own code (99.01.01.2001), `dikenal` the known six-digit kecamatan codes.
    """
    urai = urai_nik(nik)
    if urai is None:
        return []
    catatan: list[Cela] = []
    if lahir and not urai.cocok_tanggal(lahir):
        catatan.append(_ingat("beda_tanggal", "Tanggal lahir %(lahir)s berbeda dengan NIK (%(nik)s).",
                              lahir=f"{lahir:%d-%m-%Y}",
                              nik=f"{urai.hari:02d}-{urai.bulan:02d}-{urai.tahun2:02d}"))
    if jenis_kelamin and jenis_kelamin != urai.jenis_kelamin:
        catatan.append(_ingat("beda_kelamin", "Jenis kelamin berbeda dengan NIK, yang menunjuk %(kelamin)s.",
                              kelamin=("laki-laki", "perempuan")[urai.jenis_kelamin - 1]))
    if dikenal is not None and urai.kecamatan not in dikenal:
        catatan.append(_ingat("wilayah_asing", "Kode wilayah %(kode)s pada NIK tidak ada di daftar sekarang; "
                              "mungkin kode lama sebelum pemekaran.", kode=urai.kecamatan))
    elif desa and urai.kecamatan != desa.replace(".", "")[:6]:
        catatan.append(_ingat("luar_desa", "NIK diterbitkan di kecamatan lain (%(kode)s): penduduk pendatang.",
                              kode=urai.kecamatan))
    return catatan


def peringatan_kk(no_kk: str) -> list[Cela]:
    """Remarks on a KK number of the right length."""
    hari, bulan, tahun2 = _tanggal(no_kk)
    if _mungkin(hari, bulan, tahun2):
        return []
    return [_ingat("tanggal_kk", "Angka ke-7 sampai 12 nomor KK (%(bagian)s) bukan tanggal terbit yang ada.",
                   bagian=no_kk[6:12])]


def samarkan(nomor: str | None) -> str:
    """`9901 01•• •••• ••••`: enough to see where it was issued, no more."""
    if not nomor:
        return ""
    return kelompokkan(nomor[:6] + "•" * (len(nomor) - 6)) if len(nomor) == 16 else "•" * len(nomor)


def kelompokkan(nomor: str | None) -> str:
    """`9901 0120 0570 0001`: in fours, as people read it out."""
    return " ".join(nomor[i : i + 4] for i in range(0, len(nomor), 4)) if nomor else ""


def _cela_enam_belas(nomor: str, sebutan: str) -> Cela | None:
    if not (nomor.isascii() and nomor.isdigit()):
        return _cela("bukan_angka", "%(sebutan)s hanya berisi angka.", sebutan=sebutan)
    if len(nomor) != 16:
        return _cela("panjang", "%(sebutan)s harus 16 angka; yang ini %(banyak)s angka.", sebutan=sebutan,
                     banyak=len(nomor))
    return None


def _tanggal(nomor: str) -> tuple[int, int, int]:
    return int(nomor[6:8]), int(nomor[8:10]), int(nomor[10:12])


def _mungkin(hari: int, bulan: int, tahun2: int) -> bool:
    """Whether the day exists in either century (2000 was a leap year, so 29-02-00 may be real)."""
    return _ada(1900 + tahun2, bulan, hari) or _ada(2000 + tahun2, bulan, hari)


def _ada(tahun: int, bulan: int, hari: int) -> bool:
    try:
        date(tahun, bulan, hari)
    except ValueError:
        return False
    return True


def _cela(kode: str, pesan: str, /, **angka: Any) -> Cela:
    return Cela(kode, pesan, tuple(angka.items()), memblokir=True)


def _ingat(kode: str, pesan: str, /, **angka: Any) -> Cela:
    return Cela(kode, pesan, tuple(angka.items()))
