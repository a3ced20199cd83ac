"""Laporan kekayaan milik desa: what the books hold (cash, advances, taxes owed) and what is typed, beside last year."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Any

from smartkampung.audit.services import catat
from smartkampung.extensions import db
from smartkampung.inti.db import kunci_penasihat
from smartkampung.inti.izin import periksa_izin
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.tanggal import sekarang, tanggal_panjang
from smartkampung.inti.uang import NOL
from smartkampung.keuangan.kas.periksa import tahun_buku
from smartkampung.keuangan.kas.saldo import posisi
from smartkampung.keuangan.kertas.bentuk import BagianKertas, BarisKertas, Kertas, judul_tata, tata
from smartkampung.keuangan.kertas.penanda import blok_tanda
from smartkampung.keuangan.langkah import Pelaku
from smartkampung.keuangan.laporan.minta import Minta
from smartkampung.keuangan.laporan.models import KekayaanDesa
from smartkampung.lokasi import folder_data

PENYUSUN = ("keuangan.bendahara", "keuangan.koordinasi", "keuangan.setujui")  # who may type and print reports


@dataclass(frozen=True, slots=True)
class Pos:
    """One line; `buku`: its figure comes from the books."""

    kode: str
    nama: str
    buku: bool = False


@dataclass(frozen=True, slots=True)
class Kelompok:
    """A group of lines; `kurang`: it is taken off (liabilities)."""

    judul: str
    pos: tuple[Pos, ...]
    kurang: bool = False


@lru_cache(maxsize=1)
def daftar_pos() -> tuple[Kelompok, ...]:
    """The groups and lines, as their file says."""
    isi = tomllib.loads((folder_data() / "keuangan" / "kekayaan.toml").read_text(encoding="utf-8"))
    return tuple(Kelompok(k["judul"], tuple(Pos(**p) for p in k["pos"]), k.get("kurang", False))
                 for k in isi["kelompok"])  # fmt: skip


def pos_ketik(tahun: int) -> list[Pos]:
    """The lines a person types for a year: also those of the books when the books do not reach that far back."""
    ada = tahun in tahun_buku()
    return [p for k in daftar_pos() for p in k.pos if not (p.buku and ada)]


def nilai_kekayaan(tahun: int, minta: Minta | None = None) -> dict[str, Decimal]:
    """Every line at the end of a year (or of the period asked for)."""
    baris = db.session.scalars(db.select(KekayaanDesa).filter_by(tahun=tahun))
    hasil: dict[str, Decimal] = {b.pos: b.nilai for b in baris}
    if tahun in tahun_buku():
        p = posisi(tahun, minta.akhir if minta else None)
        hasil |= {"kas_bank": p.kas_bank, "kas_tunai": p.tunai, "panjar": p.panjar, "utang_pajak": p.utang_pajak}
    return hasil


def kekayaan_bersih(nilai: Mapping[str, Decimal]) -> Decimal:
    """Assets less liabilities."""
    return sum(((-1 if k.kurang else 1) * nilai.get(p.kode, NOL) for k in daftar_pos() for p in k.pos), NOL)


def simpan_kekayaan(tahun: int, isi: Mapping[str, Decimal], *, oleh: Pelaku) -> None:
    """Keep the typed lines of a year."""
    periksa_izin(oleh, *PENYUSUN)
    kunci_penasihat(f"kekayaan:{tahun}")
    ada = {b.pos: b for b in db.session.scalars(db.select(KekayaanDesa).filter_by(tahun=tahun))}
    for pos in pos_ketik(tahun):
        baris = ada.get(pos.kode) or KekayaanDesa(tahun=tahun, pos=pos.kode)
        baris.nilai, baris.pada, baris.oleh = isi.get(pos.kode, NOL), sekarang(), oleh.nama
        db.session.add(baris)
    db.session.flush()
    catat("keuangan.kekayaan_disimpan", oleh=oleh, tahun=tahun)


def kertas_kekayaan(minta: Minta) -> Kertas:
    """The report, ready to go out."""
    bentuk, kini = tata("kekayaan"), nilai_kekayaan(minta.tahun, minta)
    hari = min(minta.akhir, hari_desa())
    lalu = nilai_kekayaan(minta.tahun - 1)
    nama = {"kini": f"{minta.tahun} (Rp)", "lalu": f"{minta.tahun - 1} (Rp)"}
    bentuk = replace(bentuk, kolom=tuple(replace(k, judul=nama.get(k.kunci, k.judul)) for k in bentuk.kolom))
    baris: list[BarisKertas] = []
    for k in daftar_pos():
        jumlah = [sum((n.get(p.kode, NOL) for p in k.pos), NOL) for n in (kini, lalu)]
        baris.append(BarisKertas(1, _isi(k.judul, *jumlah)))
        baris += [BarisKertas(2, _isi(p.nama, kini.get(p.kode, NOL), lalu.get(p.kode, NOL))) for p in k.pos]
    baris.append(BarisKertas(0, _isi("Kekayaan bersih", kekayaan_bersih(kini), kekayaan_bersih(lalu))))
    judul = (*judul_tata(bentuk, minta.tahun), f"Keadaan {tanggal_panjang(hari)}")
    return Kertas(bentuk, judul, minta.tahun, f"kekayaan-{minta.nama}", (BagianKertas(baris),),
                  tanda_tangan=blok_tanda(bentuk.tanda_tangan),
                  catatan=("Kas, panjar, dan utang pajak dari buku; pos lain diketik.",))  # fmt: skip


def _isi(uraian: str, kini: Decimal, lalu: Decimal) -> dict[str, Any]:
    return {"uraian": uraian, "kini": kini, "lalu": lalu}
