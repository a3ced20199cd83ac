"""Laporan realisasi kegiatan: money and output of every kegiatan, by bidang and sub bidang."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any

from smartkampung.inti.uang import NOL
from smartkampung.keuangan.acuan.queries import acuan
from smartkampung.keuangan.anggaran.isi import Kegiatan
from smartkampung.keuangan.dpa.queries import nama_pka
from smartkampung.keuangan.kertas.anggaran import kode_kegiatan
from smartkampung.keuangan.kertas.bentuk import BagianKertas, BarisKertas, Kertas, judul_tata, tata
from smartkampung.keuangan.kertas.penanda import blok_tanda
from smartkampung.keuangan.laporan.kemajuan import BELUM, Fisik, fisik_tahun, pka_tahun
from smartkampung.keuangan.laporan.lra import IsiLRA, isi_lra
from smartkampung.keuangan.laporan.minta import Minta


@dataclass(frozen=True, slots=True)
class Capaian:
    """One kegiatan: its plan, its money, its output."""

    kode: str
    nama: str
    satu: Kegiatan | None
    pagu: Decimal
    nyata: Decimal
    sumber: str
    fisik: Fisik
    pka_id: int | None = None

    @property
    def persen(self) -> Decimal | None:
        """The share of its budget that was realised, of one."""
        return self.nyata / self.pagu if self.pagu else None

    @property
    def sisa(self) -> Decimal:
        """What of its budget was not realised."""
        return self.pagu - self.nyata


def capaian(minta: Minta, lra: IsiLRA | None = None) -> list[Capaian]:
    """Every kegiatan that has a budget or spent something, by code."""
    isi = lra or isi_lra(minta)
    fisik, nama = fisik_tahun(minta.tahun, minta.akhir), acuan(minta.tahun).nama_kegiatan
    pagu, nyata = defaultdict[str, Decimal](lambda: NOL), defaultdict[str, Decimal](lambda: NOL)
    sumber: dict[str, set[str]] = defaultdict(set)
    for kunci, nilai in isi.nilai.items():
        if kunci.kegiatan:
            pagu[kunci.kegiatan] += nilai[0]
            nyata[kunci.kegiatan] += nilai[1]
            sumber[kunci.kegiatan].add(kunci.sumber_dana)
    pka, hasil = pka_tahun(minta.tahun, isi.isi.kegiatan), []
    for kode in sorted(pagu):
        satu = isi.isi.kegiatan.get(kode)
        hasil.append(Capaian(kode, satu.nama if satu else nama(kode), satu, pagu[kode], nyata[kode],
                             ", ".join(sorted(sumber[kode])), fisik.get(kode, BELUM), pka.get(kode)))  # fmt: skip
    return hasil


def kertas_kegiatan(minta: Minta) -> Kertas:
    """The report, ready to go out."""
    semua, bentuk = capaian(minta), tata("realisasi-kegiatan")
    pka = nama_pka(c.pka_id for c in semua)
    baris = list(_baris(semua, pka, minta))
    judul, *lain = judul_tata(bentuk, minta.tahun)
    belum = sum(1 for c in semua if not c.fisik.tanggal)
    catatan = (f"{belum} kegiatan belum dilaporkan kemajuannya oleh pelaksana.",) if belum else ()
    tanda = blok_tanda(bentuk.tanda_tangan, pada=None if minta.berjalan else minta.akhir)
    return Kertas(bentuk, (judul, *minta.sebutan, *lain), minta.tahun, f"realisasi-kegiatan-{minta.nama}",
                  (BagianKertas(baris),), catatan=catatan, tanda_tangan=tanda)  # fmt: skip


def _baris(semua: list[Capaian], pka: Mapping[int, str], minta: Minta) -> Iterator[BarisKertas]:
    nama = acuan(minta.tahun).nama_kegiatan
    for bidang, isi_bidang in groupby(semua, lambda c: c.kode[:2]):
        anak = list(isi_bidang)
        yield BarisKertas(0, {**kode_kegiatan(bidang), "uraian": nama(bidang), **_uang(anak)})
        for sub, isi_sub in groupby(anak, lambda c: c.kode[:5]):
            cucu = list(isi_sub)
            yield BarisKertas(1, {**kode_kegiatan(sub), "uraian": nama(sub), **_uang(cucu)})
            yield from (BarisKertas(2, _satu(c, pka)) for c in cucu)
    if semua:
        yield BarisKertas(0, {"uraian": "Jumlah", **_uang(semua)})


def _uang(isi: list[Capaian]) -> dict[str, Any]:
    pagu, nyata = sum((c.pagu for c in isi), NOL), sum((c.nyata for c in isi), NOL)
    return {"anggaran": pagu, "realisasi": nyata, "persen": nyata / pagu if pagu else None}


def _satu(c: Capaian, pka: Mapping[int, str]) -> dict[str, Any]:
    isi: dict[str, Any] = {**kode_kegiatan(c.kode), "uraian": c.nama, **_uang([c]), "sumber": c.sumber,
                           "keterangan": c.fisik.sebutan}  # fmt: skip
    if c.satu is not None:
        isi |= {"volume": c.satu.volume or None, "satuan": c.satu.satuan,
                "pelaksana": pka.get(c.pka_id or 0, "") or c.satu.tim}  # fmt: skip
    if c.fisik.tanggal:
        isi |= {"nyata": c.fisik.volume or None, "fisik": Decimal(c.fisik.persen) / 100}
    return isi
