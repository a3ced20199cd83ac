"""The quick grid: rows as they come from the page (typed or pasted), read into a journal with a fault per cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from smartkampung.bumdes.buku.bagan import baku
from smartkampung.bumdes.buku.konsep import Baris, Konsep
from smartkampung.bumdes.buku.konteks import Buku
from smartkampung.bumdes.catat.services import cari_pihak
from smartkampung.bumdes.catat.services import pihak as buat_pihak
from smartkampung.inti.formulir import rapikan
from smartkampung.inti.uang import NOL, baca_rupiah, rupiah

KOLOM = ("akun", "uraian", "pihak", "debit", "kredit")
MEDAN = {"uraian": "uraian_baris"}  # the page has another field of that name
BARIS_AWAL, BARIS_TERBANYAK = 6, 200


@dataclass(slots=True)
class BarisKisi:
    """One row of the grid: what was typed, and what is wrong with it."""

    isi: dict[str, str]
    galat: str = ""

    @property
    def kosong(self) -> bool:
        """Whether nothing was typed."""
        return not any(self.isi.values())


@dataclass(slots=True)
class Kisi:
    """The whole grid."""

    baris: list[BarisKisi]
    baca: list[Baris] = field(default_factory=list)

    @property
    def salah(self) -> bool:
        """Whether a row has a fault."""
        return any(b.galat for b in self.baris)

    def jumlah(self, sisi: str) -> str:
        """The sum of a column as it stands."""
        return rupiah(sum((getattr(b, sisi) for b in self.baca), NOL))


def baca_kisi(buku: Buku, isian: Any, *, simpan: bool = False) -> Kisi:
    """Read the grid; new parties are made only when it is to be saved."""
    semua = {k: isian.getlist(MEDAN.get(k, k)) for k in KOLOM}
    banyak = max(len(isi) for isi in semua.values())
    mentah = [{k: (rapikan(isi[n]) or "")[:200] if n < len(isi) else "" for k, isi in semua.items()}
              for n in range(min(banyak, BARIS_TERBANYAK))]
    kisi = Kisi([BarisKisi(b) for b in mentah])
    kode = {a.kode: a for a in buku.akun.values()}
    nama = {a.nama.lower(): a for a in buku.akun.values() if a.jenis == "D" and a.aktif}
    for b in kisi.baris:
        if not b.kosong:
            _baca_baris(buku, kode, nama, b, kisi, simpan)
    while len(kisi.baris) < BARIS_AWAL:
        kisi.baris.append(BarisKisi(dict.fromkeys(KOLOM, "")))
    return kisi


def _baca_baris(buku: Buku, kode: Mapping[str, Any], nama: Mapping[str, Any], b: BarisKisi, kisi: Kisi,
                simpan: bool) -> None:  # fmt: skip
    teks = b.isi["akun"]
    akun = kode.get(baku(teks.split(" ")[0])) or nama.get(teks.lower())
    if akun is None:
        b.galat = "Akun tidak dikenal; ketik kode atau namanya, lalu pilih dari daftar."
        return
    sisi: dict[str, Decimal] = {}
    for k in ("debit", "kredit"):
        try:
            sisi[k] = baca_rupiah(b.isi[k]) if b.isi[k] else NOL
        except ValueError:
            b.galat = f"Tulis {k} dengan angka, misalnya 1.500.000."
            return
    pihak_id = None
    if b.isi["pihak"]:
        ada = buat_pihak(buku.bumdes_id, b.isi["pihak"]) if simpan else cari_pihak(buku.bumdes_id, b.isi["pihak"])
        pihak_id = ada.id if ada else None
    kisi.baca.append(Baris(akun.id, sisi["debit"], sisi["kredit"], uraian=b.isi["uraian"], pihak_id=pihak_id))


def konsep_kisi(kisi: Kisi, entitas_id: int, tanggal: date, uraian: str, jenis: str, bukti: str) -> Konsep:
    """The grid as a journal."""
    return Konsep(entitas_id, tanggal, uraian, tuple(kisi.baca), jenis=jenis, bukti=bukti)
