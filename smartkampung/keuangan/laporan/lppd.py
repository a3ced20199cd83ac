"""Tables the yearly LPPD and LKPPD take from the books: money by group and bidang, kegiatan by what became of them."""

from __future__ import annotations

from decimal import Decimal
from itertools import groupby
from typing import Any

from smartkampung.inti.uang import NOL
from smartkampung.keuangan.acuan.queries import acuan
from smartkampung.keuangan.kertas.bentuk import BagianKertas, BarisKertas, Kertas, judul_tata, tata
from smartkampung.keuangan.kertas.kegiatan import kode_annex, nama_bidang
from smartkampung.keuangan.kertas.penanda import blok_tanda
from smartkampung.keuangan.laporan.kegiatan import Capaian, capaian
from smartkampung.keuangan.laporan.lra import IsiLRA, isi_lra, kolom_lra
from smartkampung.keuangan.laporan.minta import Minta
from smartkampung.keuangan.laporan.models import DPAL, SELESAI, TIDAK


def _satu(lra: IsiLRA, uraian: str, awalan: str, tingkat: int) -> BarisKertas:
    return BarisKertas(tingkat, {"uraian": uraian, **kolom_lra((lra.jumlah(awalan, 0), lra.jumlah(awalan, 1)))})


def kertas_lppd_keuangan(minta: Minta) -> Kertas:
    """Income by group, spending by bidang, financing, SiLPA."""
    lra, daftar = isi_lra(minta), acuan(minta.tahun)
    baris = [_satu(lra, f"{k} {daftar.nama_rekening(k)}", k, 2) for k in ("4.1", "4.2", "4.3")]
    baris.append(_satu(lra, "Jumlah pendapatan", "4", 0))
    for bidang in sorted({k.kegiatan[:2] for k in lra.nilai if k.kegiatan}):
        nilai = [sum((n[ke] for k, n in lra.nilai.items() if k.kegiatan.startswith(bidang)), NOL) for ke in (0, 1)]
        nama = f"{kode_annex(bidang)} {nama_bidang(daftar.nama_kegiatan(bidang))}"
        baris.append(BarisKertas(2, {"uraian": nama, **kolom_lra(tuple(nilai))}))
    baris.append(_satu(lra, "Jumlah belanja", "5", 0))
    baris += [_satu(lra, f"{k} {daftar.nama_rekening(k)}", k, 2) for k in ("6.1", "6.2")]
    silpa = [lra.jumlah("4", n) - lra.jumlah("5", n) + lra.jumlah("6.1", n) - lra.jumlah("6.2", n) for n in (0, 1)]
    baris.append(BarisKertas(0, {"uraian": "SiLPA tahun berjalan", **kolom_lra(tuple(silpa))}))
    return _kertas("lppd-keuangan", minta, baris)


def kertas_lppd_kegiatan(minta: Minta) -> Kertas:
    """Per bidang: how many kegiatan, what became of them, what they cost."""
    nama, semua = acuan(minta.tahun).nama_kegiatan, capaian(minta)
    baris = [BarisKertas(2, _bidang(f"{kode_annex(k)} {nama_bidang(nama(k))}", list(isi)))
             for k, isi in groupby(semua, lambda c: c.kode[:2])]  # fmt: skip
    return _kertas("lppd-kegiatan", minta, [*baris, *([BarisKertas(0, _bidang("Jumlah", semua))] if semua else [])])


def _bidang(uraian: str, isi: list[Capaian]) -> dict[str, Any]:
    banyak = {k: sum(1 for c in isi if c.fisik.keterangan == k) for k in (SELESAI, "", DPAL, TIDAK)}
    pagu, nyata = (sum((getattr(c, n) for c in isi), Decimal(0)) for n in ("pagu", "nyata"))
    return {"uraian": uraian, "kegiatan": len(isi), "selesai": banyak[SELESAI], "berjalan": banyak[""],
            "dpal": banyak[DPAL], "tidak": banyak[TIDAK], "anggaran": pagu, "realisasi": nyata,
            "persen": nyata / pagu if pagu else None}  # fmt: skip


def _kertas(kode: str, minta: Minta, baris: list[BarisKertas]) -> Kertas:
    bentuk = tata(kode)
    judul, *lain = judul_tata(bentuk, minta.tahun)
    return Kertas(bentuk, (judul, *minta.sebutan, *lain), minta.tahun, f"{kode}-{minta.nama}", (BagianKertas(baris),),
                  tanda_tangan=blok_tanda(bentuk.tanda_tangan))  # fmt: skip
