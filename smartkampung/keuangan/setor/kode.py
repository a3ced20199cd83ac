"""Kinds of tax a village withholds: names, MAP and KJS codes, days due (data/keuangan/pajak.csv)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from smartkampung.inti.tanggal import Periode
from smartkampung.keuangan.belanja import pajak
from smartkampung.keuangan.hari_kerja import tempo_banyak

AKHIR_BULAN, BAWAAN = "akhir", 15  # PMK 81/2024 Ps 94


@dataclass(frozen=True, slots=True)
class JenisPajak:
    """One kind of tax, as far as depositing it goes; `hari` is a day of the next month, or its end."""

    kode: str
    nama: str
    kode_map: str = ""
    kode_setor: str = ""
    hari: str = ""


def jenis_pajak(kode: str) -> JenisPajak:
    """One kind, as it is now; a code nobody knows stands for itself (imported books have their own)."""
    p = next((p for p in pajak.semua_pajak() if p.kode == kode), None)
    return JenisPajak(p.kode, p.nama, p.kode_map, p.kode_setor, p.hari_setor) if p else JenisPajak(kode, kode)


def semua_pajak() -> list[tuple[str, str]]:
    """The kinds as choices."""
    return list({p.kode: (p.kode, f"{p.kode}: {p.nama}") for p in pajak.semua_pajak()}.values())


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
