"""Papers of the plan: RKA and DPA, DPPA, DPAL with their twelve months, and the RAK."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import groupby
from typing import Any

from smartkampung.inti.uang import NOL
from smartkampung.keuangan.acuan.queries import Acuan, acuan
from smartkampung.keuangan.anggaran.isi import IsiAnggaran, Kegiatan
from smartkampung.keuangan.dpa.bulan import bobot_jadwal, sebar
from smartkampung.keuangan.dpa.models import DPA, DPAL, BarisDPA
from smartkampung.keuangan.dpa.rak import ArusKas, BarisArus
from smartkampung.keuangan.kertas.bentuk import BagianKertas, BarisKertas
from smartkampung.keuangan.kertas.kegiatan import keterangan_kegiatan, kode_annex

Satu = tuple[str, str, Decimal, Decimal, Sequence[Decimal]]  # rekening, sumber dana, semula, nilai, months


def kolom_bulan(bulan: Sequence[Decimal]) -> dict[str, Any]:
    """Twelve months as columns; nothing is printed as nothing."""
    return {f"b{n}": nilai or None for n, nilai in enumerate(bulan, start=1)} | {"jumlah": sum(bulan, NOL)}


def bagian_rka(satu: Kegiatan, isi: IsiAnggaran, dpa: Iterable[BarisDPA] | None) -> BagianKertas:
    """RKA of a kegiatan: with the months of its DPA, or by schedule while there is none."""
    if dpa is None:
        bobot = bobot_jadwal(isi.tahun, satu.mulai, satu.selesai)
        baris: list[Satu] = [(b.kunci.rekening, b.kunci.sumber_dana, NOL, b.nilai, sebar(b.nilai, bobot))
                             for b in isi.saring("5", kegiatan=satu.kode)]  # fmt: skip
    else:
        baris = _dari_dpa(dpa)
    return BagianKertas(list(_baris(baris, acuan(isi.tahun))), f"{kode_annex(satu.kode)} {satu.nama}",
                        keterangan_kegiatan(satu, isi))  # fmt: skip


def bagian_dpa(dpa: DPA, baris: Iterable[BarisDPA], isi: IsiAnggaran) -> BagianKertas:
    """One DPA, DPPA or DPAL."""
    satu = isi.kegiatan.get(dpa.kegiatan) or Kegiatan(0, dpa.kegiatan, dpa.nama)
    ket = keterangan_kegiatan(satu, isi)
    if dpa.jenis == DPAL:
        ket = (*ket, ("Dasar SiLPA", dpa.dasar_silpa), ("Kemajuan fisik akhir tahun lalu", f"{dpa.persen_fisik} %"))
    return BagianKertas(list(_baris(_dari_dpa(baris), acuan(dpa.tahun))), "", ket)


def _dari_dpa(baris: Iterable[BarisDPA]) -> list[Satu]:
    return [(b.rekening, b.sumber_dana, b.semula, b.nilai, b.bulan) for b in baris]


def _baris(baris: list[Satu], daftar: Acuan) -> Iterator[BarisKertas]:
    """Jenis, then objek per source; the total last."""
    for jenis, anggota in groupby(baris, lambda b: b[0].rpartition(".")[0]):
        semua = list(anggota)
        yield BarisKertas(1, {"kode": jenis, "uraian": daftar.nama_rekening(jenis), **_jumlah(semua)})
        for b in semua:
            yield BarisKertas(3, {"kode": b[0], "uraian": daftar.nama_rekening(b[0]), "sumber": b[1], **_jumlah([b])})
    yield BarisKertas(0, {"uraian": "Jumlah", **_jumlah(baris)})


def _jumlah(baris: Sequence[Satu]) -> dict[str, Any]:
    bulan = [sum((b[4][n] for b in baris), NOL) for n in range(12)]
    semula, nilai = sum((b[2] for b in baris), NOL), sum((b[3] for b in baris), NOL)
    return {"semula": semula, "anggaran": nilai, **kolom_bulan(bulan)}


def bagian_rak(arus: ArusKas, tahun: int) -> BagianKertas:
    """The cash plan: opening balance, what comes in, what goes out, closing balance of each month."""
    saldo, daftar = arus.saldo, acuan(tahun)
    awal = [NOL, *saldo[:-1]]
    return BagianKertas([
        BarisKertas(0, {"uraian": "Saldo awal", **_saldo(awal)}),
        *_blok("Arus kas masuk", arus.masuk, daftar),
        *_blok("Arus kas keluar", arus.keluar, daftar),
        BarisKertas(0, {"uraian": "Saldo akhir", **_saldo(saldo)}),
    ])  # fmt: skip


def _saldo(bulan: Sequence[Decimal]) -> dict[str, Any]:
    return {f"b{n}": nilai for n, nilai in enumerate(bulan, start=1)}


def _blok(judul: str, baris: Sequence[BarisArus], daftar: Acuan) -> Iterator[BarisKertas]:
    yield BarisKertas(1, {"uraian": judul})
    for jenis, anggota in groupby(baris, lambda b: b.kegiatan or b.rekening.rpartition(".")[0]):
        semua = list(anggota)
        kode = kode_annex(jenis) if semua[0].kegiatan else jenis
        uraian = semua[0].uraian if semua[0].kegiatan else daftar.nama_rekening(jenis)
        yield BarisKertas(3, {"kode": kode, "uraian": uraian, **_arus(semua)})
    yield BarisKertas(1, {"uraian": f"Jumlah {judul.lower()}", **_arus(baris)})


def _arus(baris: Sequence[BarisArus]) -> dict[str, Any]:
    bulan = [sum((b.bulan[n] for b in baris), NOL) for n in range(12)]
    return {"anggaran": sum((b.nilai for b in baris), NOL), **kolom_bulan(bulan)}
