"""Rows of APBDes, penjabaran and their changes: income, spending by bidang, balance, financing, SiLPA.

One walk over the keys serves all of them: each key carries a tuple of amounts, (anggaran,) or (semula, menjadi).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any

from smartkampung.inti.uang import NOL
from smartkampung.keuangan.acuan.queries import Acuan, acuan
from smartkampung.keuangan.anggaran.isi import IsiAnggaran, Kegiatan, Kunci
from smartkampung.keuangan.kertas.bentuk import BarisKertas

Jumlah = tuple[Decimal, ...]
Isi = Mapping[Kunci, Jumlah]
TINGKAT_JENIS, TINGKAT_OBJEK = 3, 4
_PANGKAT = {1: "akun", 2: "kelompok", 3: "jenis", 4: "objek"}


@dataclass(frozen=True)
class Susun:
    """What the walk needs: names, kegiatan, how deep it goes, how amounts become columns."""

    daftar: Acuan
    kegiatan: Mapping[str, Kegiatan]
    objek: bool
    kolom: Callable[[Jumlah], dict[str, Any]]


def baris_anggaran(isi: IsiAnggaran, *, objek: bool = False) -> list[BarisKertas]:
    """The rows of APBDes (down to jenis) or of its penjabaran (down to objek)."""
    nilai = {b.kunci: (b.nilai,) for b in isi.baris}
    return list(baris_susun(nilai, Susun(acuan(isi.tahun), isi.kegiatan, objek, lambda n: {"anggaran": n[0]}), 1))


def baris_perubahan(semula: IsiAnggaran, menjadi: IsiAnggaran, *, objek: bool = False) -> list[BarisKertas]:
    """The rows of a change: what was, what it becomes, the difference and its share."""
    lama, baru = semula.per_kunci, menjadi.per_kunci
    nilai = {k: (lama.get(k, NOL), baru.get(k, NOL)) for k in sorted(lama.keys() | baru.keys())}
    kegiatan = {**semula.kegiatan, **menjadi.kegiatan}
    return list(baris_susun(nilai, Susun(acuan(menjadi.tahun), kegiatan, objek, kolom_perubahan), 2))


def kolom_perubahan(nilai: Jumlah) -> dict[str, Any]:
    """Semula, menjadi, selisih, and the share of the difference (none where there was nothing)."""
    lama, baru = nilai
    persen = (baru - lama) / lama if lama else None
    return {"semula": lama, "menjadi": baru, "selisih": baru - lama, "persen": persen}


def baris_susun(isi: Isi, susun: Susun, lebar: int) -> Iterator[BarisKertas]:
    """The rows of any paper with the blocks of the APBDes; `lebar` is how many amounts a key carries."""
    urut = sorted(isi)
    pendapatan, belanja, terima, keluar = (
        [k for k in urut if k.rekening.startswith(awal)] for awal in ("4", "5", "6.1", "6.2")
    )
    nol = (NOL,) * lebar
    yield from _rekening(pendapatan, isi, susun, 1, {})
    yield _total("Jumlah pendapatan", _jumlah(pendapatan, isi, nol), susun)
    yield from _belanja(belanja, isi, susun)
    yield _total("Jumlah belanja", _jumlah(belanja, isi, nol), susun)
    surplus = _kurang(_jumlah(pendapatan, isi, nol), _jumlah(belanja, isi, nol))
    yield _total("Surplus/(defisit)", surplus, susun)
    yield from _akun(susun, terima + keluar, isi, "6")
    for kunci, kata in ((terima, "penerimaan"), (keluar, "pengeluaran")):
        yield from _rekening(kunci, isi, susun, 2, {})
        yield _total(f"Jumlah {kata} pembiayaan", _jumlah(kunci, isi, nol), susun)
    selisih = _kurang(_jumlah(terima, isi, nol), _jumlah(keluar, isi, nol))
    yield _total("Selisih pembiayaan", selisih, susun)
    silpa = tuple(a + b for a, b in zip(surplus, selisih, strict=True))
    yield _total("Sisa lebih/(kurang) perhitungan anggaran tahun berjalan", silpa, susun)


def _total(uraian: str, nilai: Jumlah, susun: Susun) -> BarisKertas:
    return BarisKertas(0, {"uraian": uraian, **susun.kolom(nilai)})


def _jumlah(kunci: list[Kunci], isi: Isi, nol: Jumlah) -> Jumlah:
    return tuple(sum(satu, NOL) for satu in zip(*(isi[k] for k in kunci), strict=True)) or nol


def _kurang(satu: Jumlah, lain: Jumlah) -> Jumlah:
    return tuple(a - b for a, b in zip(satu, lain, strict=True))


def _sumber(kunci: list[Kunci], susun: Susun) -> str:
    ada = {k.sumber_dana for k in kunci}
    return ", ".join([s for s in susun.daftar.sumber_dana if s in ada] or sorted(ada))


def kode_rekening(kode: str) -> dict[str, str]:
    """An account code in the columns of its levels."""
    return {_PANGKAT[n]: bagian for n, bagian in enumerate(kode.split("."), start=1)}


def kode_kegiatan(kode: str) -> dict[str, str]:
    """A code of bidang to kegiatan in the columns of its levels, as the annex prints it: 2 3 11."""
    bagian = kode.split(".") if kode else []
    polos = [b.lstrip("0") or "0" for b in bagian[:2]] + bagian[2:]
    return dict(zip(("bidang", "sub", "kegiatan"), polos, strict=False))


def _akun(susun: Susun, kunci: list[Kunci], isi: Isi, kode: str) -> Iterator[BarisKertas]:
    if kunci:
        yield BarisKertas(0, {**kode_rekening(kode), "uraian": susun.daftar.nama_rekening(kode)})


def _rekening(kunci: list[Kunci], isi: Isi, susun: Susun, dari: int, depan: dict[str, str]) -> Iterator[BarisKertas]:
    """Rows of accounts from one level down to jenis or objek; `depan` are the columns that stay."""
    for kode, anak in groupby(kunci, lambda k: ".".join(k.rekening.split(".")[:dari])):
        semua = list(anak)
        nama, kolom = susun.daftar.nama_rekening(kode), {**depan, **kode_rekening(kode)}
        if dari == TINGKAT_OBJEK:
            for k in semua:
                yield BarisKertas(3, {**kolom, "uraian": nama, **susun.kolom(isi[k]), "sumber": k.sumber_dana})
            continue
        isian = {"uraian": nama, **susun.kolom(_jumlah(semua, isi, ()))}
        if dari == TINGKAT_JENIS:
            isian["sumber"] = "" if susun.objek else _sumber(semua, susun)
        yield BarisKertas(min(dari - 1, 2), kolom | isian)
        if dari < TINGKAT_JENIS or susun.objek:
            yield from _rekening(semua, isi, susun, dari + 1, depan)


def _belanja(kunci: list[Kunci], isi: Isi, susun: Susun) -> Iterator[BarisKertas]:
    yield from _akun(susun, kunci, isi, "5")
    for bidang, per_bidang in groupby(kunci, lambda k: k.kegiatan[:2]):
        semua = list(per_bidang)
        yield _judul(bidang, semua, isi, susun)
        for sub, per_sub in groupby(semua, lambda k: k.kegiatan[:5]):
            anak = list(per_sub)
            yield _judul(sub, anak, isi, susun)
            for kode, per_kegiatan in groupby(anak, lambda k: k.kegiatan):
                isinya = list(per_kegiatan)
                yield _judul(kode, isinya, isi, susun)
                yield from _rekening(isinya, isi, susun, TINGKAT_JENIS, kode_kegiatan(kode))


def _judul(kode: str, kunci: list[Kunci], isi: Isi, susun: Susun) -> BarisKertas:
    satu = susun.kegiatan.get(kode)
    nilai: dict[str, Any] = {**kode_kegiatan(kode), **susun.kolom(_jumlah(kunci, isi, ()))}
    nilai["uraian"] = satu.nama if satu else susun.daftar.nama_kegiatan(kode)
    if satu is not None:
        nilai |= {"volume": satu.volume or None, "satuan": satu.satuan, "keluaran": satu.keluaran}
    return BarisKertas(1, nilai)
