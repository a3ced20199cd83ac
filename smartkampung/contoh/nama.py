"""Names of invented people: by sex and age, in the spellings that real registers mix."""

from __future__ import annotations

import random
import tomllib
from datetime import date
from functools import cache
from typing import Any

from smartkampung.lokasi import folder_data

LAKI_LAKI = 1
HINDU = 4


@cache
def data_nama() -> dict[str, Any]:
    """The name parts and places of data/contoh_nama.toml."""
    with (folder_data() / "contoh_nama.toml").open("rb") as berkas:
        return tomllib.load(berkas)


@cache
def _bagian(kelamin: str, kelompok: str) -> tuple[str, ...]:
    teks: str = data_nama()[kelamin][kelompok]
    return tuple(teks.split("|") if "|" in teks else teks.split())


def tempat(kelompok: str) -> tuple[str, ...]:
    """Names of places: dusun, jalan, tempat_lahir."""
    return _bagian("desa", kelompok)


def nama_orang(acak: random.Random, kelamin: int, lahir: date, agama: int = 1) -> str:
    """A full name for a person of that sex, birth year and religion."""
    jenis = "laki" if kelamin == LAKI_LAKI else "perempuan"
    if agama == HINDU:
        return f"{acak.choice(_bagian('bali', jenis))} {acak.choice(_bagian('bali', 'belakang'))}"
    if lahir.year < 1965:
        return _nama_tua(acak, jenis, lahir)
    kelompok = "dewasa" if lahir.year < 1993 else "muda"
    depan = acak.choice(_bagian(jenis, kelompok))
    bagian = [depan]
    if lahir.year >= 1993 and acak.random() < 0.35:
        bagian.append(acak.choice(_bagian(jenis, kelompok)))
    if len(bagian) == 1 or acak.random() < 0.7:
        bagian.append(acak.choice(_bagian(jenis, "belakang")))
    return " ".join(dict.fromkeys(bagian))


def _nama_tua(acak: random.Random, jenis: str, lahir: date) -> str:
    """Old people have one name, some a second one; a few have been to Mecca."""
    nama = acak.choice(_bagian(jenis, "tua"))
    if acak.random() < 0.18:
        nama += " " + acak.choice(_bagian(jenis, "belakang"))
    if acak.random() < 0.05:
        nama = ("H. " if jenis == "laki" else "Hj. ") + nama
    return nama
