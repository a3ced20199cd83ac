"""Kinds of tax a village withholds: names, MAP and KJS codes, days due (data/keuangan/pajak.csv)."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from smartkampung.inti.tanggal import Periode
from smartkampung.keuangan.hari_kerja import tambah_hari_kerja
from smartkampung.lokasi import folder_data

_TANGGAL = re.compile(r"tanggal (\d+) bulan berikutnya")
BAWAAN = 15  # PMK 81/2024 Ps 94


@dataclass(frozen=True, slots=True)
class JenisPajak:
    """One kind of tax, as far as depositing it goes."""

    kode: str
    nama: str
    map: str
    kjs: str
    jatuh_tempo: str
    tarif: str = ""
    dasar_hukum: str = ""


@lru_cache(maxsize=1)
def _baca() -> dict[str, JenisPajak]:
    berkas = folder_data() / "keuangan" / "pajak.csv"
    with berkas.open(encoding="utf-8", newline="") as isi:
        return {b["kode"]: JenisPajak(b["kode"], b["nama"], b["kode_map"], b["kode_jenis_setoran"],
                                      b["jatuh_tempo_setor"], b["tarif_persen"], b["dasar_hukum"])
                for b in csv.DictReader(isi)}  # fmt: skip


def jenis_pajak(kode: str) -> JenisPajak:
    """One kind; a code nobody knows stands for itself (imported books have their own)."""
    return _baca().get(kode) or JenisPajak(kode, kode, "", "", "")


def semua_pajak() -> list[tuple[str, str]]:
    """The kinds that are deposited by the village, as choices."""
    return [(k, j.nama) for k, j in _baca().items() if j.map]


def jatuh_tempo(kode: str, masa: Periode) -> date:
    """The day a tax of a month is due, before closed days are looked at."""
    aturan, berikut = jenis_pajak(kode).jatuh_tempo, masa.sesudah()
    if aturan.startswith("akhir bulan"):
        return berikut.akhir
    cocok = _TANGGAL.search(aturan)
    return berikut.awal + timedelta(days=(int(cocok[1]) if cocok else BAWAAN) - 1)


def hari_setor(kode: str, masa: Periode) -> date:
    """The last day on which a deposit is in time: the next working day when the due day is a closed one."""
    return tambah_hari_kerja(jatuh_tempo(kode, masa) - timedelta(days=1), 1)
