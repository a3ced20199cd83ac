"""How long letters took, read from an index: the one computation behind the report, the catalogue and the recap.

A finished letter counts in the month it was signed. Minutes are service minutes. Letters are counted by equal minutes
in the database, so that a year of letters is a few thousand rows here.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from smartkampung.akun.models import Pengguna
from smartkampung.extensions import db
from smartkampung.inti.konteks import hari_desa, zona
from smartkampung.inti.lembar import Kolom, Lembar
from smartkampung.inti.tanggal import Periode, sekarang
from smartkampung.surat.keadaan import TERBUKA
from smartkampung.surat.models import JenisSurat, Surat

MENURUT = {"jenis": "Jenis surat", "bulan": "Bulan", "petugas": "Petugas yang memverifikasi"}
_KUNCI: dict[str, Any] = {"jenis": Surat.jenis_kode, "bulan": Surat.bulan_selesai, "petugas": Surat.verifikator_id}


@dataclass(frozen=True, slots=True)
class Ringkas:
    """What a set of finished letters says: how many, how many in time, mean, median, and 90th percentile of minutes."""

    banyak: int
    tepat: int
    rata: Decimal
    median: Decimal
    p90: int

    @property
    def persen(self) -> Decimal:
        """The share in time, of one."""
        return (Decimal(self.tepat) / self.banyak).quantize(Decimal("0.001"))


def ringkas(isi: Iterable[tuple[int, bool, int]]) -> Ringkas | None:
    """Answer the figures of letters given as (minutes, in time, how many), or None when there are none.

    The median is the mean of the two in the middle; the percentile is the nearest rank.
    """
    urut = sorted((menit, bool(tepat), banyak) for menit, tepat, banyak in isi)
    jumlah = sum(banyak for _m, _t, banyak in urut)
    if not jumlah:
        return None
    tengah = Decimal(_ke(urut, (jumlah + 1) // 2) + _ke(urut, jumlah // 2 + 1)) / 2
    return Ringkas(
        banyak=jumlah,
        tepat=sum(banyak for _m, tepat, banyak in urut if tepat),
        rata=(Decimal(sum(menit * banyak for menit, _t, banyak in urut)) / jumlah).quantize(Decimal("0.1")),
        median=tengah,
        p90=_ke(urut, math.ceil(jumlah * 90 / 100)),
    )


def _ke(urut: Sequence[tuple[int, bool, int]], ke: int) -> int:
    """The minutes of the letter at this rank, counted from 1."""
    for menit, _tepat, banyak in urut:
        ke -= banyak
        if ke <= 0:
            return menit
    raise ValueError("no such rank")


def waktu(
    dari: Periode, sampai: Periode, menurut: str = "jenis", *, jenis: str = "", petugas: int = 0
) -> dict[Any, Ringkas]:
    """The figures of the letters finished in some months, by kind, month (202611), or officer (id)."""
    kunci = _KUNCI[menurut]
    pilih = (
        db.select(kunci, Surat.menit_layanan, Surat.tepat, db.func.count())
        .where(
            Surat.bulan_selesai.between(_bulan(dari), _bulan(sampai)),
            Surat.menit_layanan.is_not(None),
            kunci.is_not(None),
        )
        .group_by(kunci, Surat.menit_layanan, Surat.tepat)
    )
    if jenis:
        pilih = pilih.where(Surat.jenis_kode == jenis)
    if petugas:
        pilih = pilih.where(Surat.verifikator_id == petugas)
    isi: dict[Any, list[tuple[int, bool, int]]] = {}
    for satu, menit, tepat, banyak in db.session.execute(pilih):
        isi.setdefault(satu, []).append((menit, tepat, banyak))
    return {satu: hasil for satu, daftar in isi.items() if (hasil := ringkas(daftar)) is not None}


def gabung(bagian: Iterable[Ringkas]) -> tuple[int, int]:
    """How many, and how many of them in time, over all rows."""
    daftar = list(bagian)
    return sum(satu.banyak for satu in daftar), sum(satu.tepat for satu in daftar)


def _bulan(periode: Periode) -> int:
    return periode.tahun * 100 + periode.bulan


def lewat_janji() -> int:
    """How many open requests are past their promise now, counted no further than 1,000."""
    pilih = db.select(Surat.id).where(Surat.keadaan.in_(TERBUKA), Surat.janji_pada < sekarang()).limit(1000)
    return db.session.scalar(db.select(db.func.count()).select_from(pilih.subquery())) or 0


def petugas() -> list[tuple[str, str]]:
    """Who ever verified a letter, by name, for the filter."""
    pilih = db.select(Pengguna.id, Pengguna.nama).where(
        Pengguna.id.in_(db.select(Surat.verifikator_id).where(Surat.verifikator_id.is_not(None)).distinct())
    )
    return [(str(satu.id), satu.nama) for satu in db.session.execute(pilih.order_by(Pengguna.nama))]


# --- the report ------------------------------------------------------------------------------------

KOLOM = (
    Kolom("banyak", "Selesai", "angka", 10, True),
    Kolom("tepat", "Tepat janji", "angka", 10, True),
    Kolom("persen", "% tepat janji", "persen", 11),
    Kolom("rata", "Rata-rata (menit)", "angka", 12),
    Kolom("median", "Median (menit)", "angka", 12),
    Kolom("p90", "P90 (menit)", "angka", 12),
)


@dataclass(frozen=True, slots=True)
class SaringWaktu:
    """What the report is narrowed to."""

    dari: Periode
    sampai: Periode
    menurut: str = "jenis"
    jenis: str = ""
    petugas: int = 0

    @property
    def nama(self) -> str:
        """`November 2026`, or from month to month."""
        return self.dari.nama if self.dari == self.sampai else f"{self.dari.nama} sampai {self.sampai.nama}"


def lembar_waktu(saring: SaringWaktu) -> Lembar:
    """The report as a sheet, for the page, XLSX, and print."""
    isi = waktu(saring.dari, saring.sampai, saring.menurut, jenis=saring.jenis, petugas=saring.petugas)
    nama = _nama(saring.menurut)
    baris = [
        (nama.get(kunci, str(kunci)), r.banyak, r.tepat, r.persen, r.rata, r.median, r.p90)
        for kunci, r in sorted(isi.items(), key=lambda satu: _urut(saring.menurut, satu, nama))
    ]
    return Lembar(
        "waktu_surat", "Waktu pelayanan surat", (Kolom("kunci", MENURUT[saring.menurut], lebar=34), *KOLOM), baris,
        subjudul=saring.nama, zona=zona(),
        catatan=("Menit dihitung hanya pada jam layanan. P90: 9 dari 10 surat selesai dalam waktu ini.",),
    )  # fmt: skip


def _urut(menurut: str, satu: tuple[Any, Ringkas], nama: dict[Any, str]) -> Any:
    kunci, hasil = satu
    return kunci if menurut == "bulan" else (-hasil.banyak, nama.get(kunci, str(kunci)))


def _nama(menurut: str) -> dict[Any, str]:
    if menurut == "jenis":
        pilih = db.select(JenisSurat.kode, JenisSurat.nama).where(JenisSurat.terbaru)
        return dict(db.session.execute(pilih).tuples().all())
    if menurut == "petugas":
        return {int(kunci): nama for kunci, nama in petugas()}
    bulan, hasil = Periode.dari(hari_desa()), {}
    for _ke_berapa in range(240):
        hasil[_bulan(bulan)] = bulan.nama
        bulan = bulan.sebelum()
    return hasil
