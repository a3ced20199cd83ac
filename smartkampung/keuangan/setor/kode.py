"""Kinds of tax a village withholds: names, MAP and KJS codes, days due (data/keuangan/pajak.csv)."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from smartkampung.inti.tanggal import Periode
from smartkampung.keuangan.hari_kerja import tempo_banyak
from smartkampung.lokasi import folder_data

AKHIR_BULAN, BAWAAN = "akhir", 15  # PMK 81/2024 Ps 94


@dataclass(frozen=True, slots=True)
class JenisPajak:
    """One kind of tax, as far as depositing it goes; `hari` is a day of the next month, or its end."""

    kode: str
    nama: str
    kode_map: str = ""
    kode_setor: str = ""
    hari: str = ""


@lru_cache(maxsize=1)
def _baca() -> dict[str, JenisPajak]:
    """The kinds by code; of one with several spans of validity the first, which is the newest."""
    hasil: dict[str, JenisPajak] = {}
    with (folder_data() / "keuangan" / "pajak.csv").open(encoding="utf-8", newline="") as isi:
        for b in csv.DictReader(isi):
            satu = JenisPajak(b["kode"], b["nama"], b["kode_map"], b["kode_setor"], b["hari_setor"])
            hasil.setdefault(satu.kode, satu)
    return hasil


def jenis_pajak(kode: str) -> JenisPajak:
    """One kind; a code nobody knows stands for itself (imported books have their own)."""
    return _baca().get(kode) or JenisPajak(kode, kode)


def semua_pajak() -> list[tuple[str, str]]:
    """The kinds as choices."""
    return [(k, f"{k}: {j.nama}") for k, j in _baca().items()]


def jatuh_tempo(kode: str, masa: Periode) -> date:
    """The day a tax of a month is due, before closed days are looked at."""
    hari, berikut = jenis_pajak(kode).hari, masa.sesudah()
    if hari == AKHIR_BULAN:
        return berikut.akhir
    return berikut.awal + timedelta(days=(int(hari) if hari.isdecimal() else BAWAAN) - 1)


def hari_setor(kode: str, masa: Periode) -> date:
    """The last day on which a deposit is in time: the next working day when the due day is a closed one [M]."""
    return hari_setor_banyak([(kode, masa)])[kode, masa]


def hari_setor_banyak(semua: Iterable[tuple[str, Periode]]) -> dict[tuple[str, Periode], date]:
    """The same for several kinds and months, with the holidays read once."""
    sebelum = {satu: jatuh_tempo(*satu) - timedelta(days=1) for satu in semua}
    tempo = tempo_banyak(sebelum.values(), 1)
    return {satu: tempo[hari] for satu, hari in sebelum.items()}
