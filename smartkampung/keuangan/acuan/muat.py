"""Bringing the codes that ship with the program into the database; what a regency added stays."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from smartkampung.extensions import db
from smartkampung.keuangan.acuan.models import BAWAAN, AcuanKegiatan, Rekening, SumberDana
from smartkampung.lokasi import folder_data

DASAR = "Permendagri 20/2018 lampiran A"


def _baca(nama: str) -> Iterator[dict[str, str]]:
    with (folder_data() / "keuangan" / f"{nama}.csv").open(encoding="utf-8", newline="") as berkas:
        yield from csv.DictReader(berkas)


@lru_cache(maxsize=1)
def rekening_bawaan() -> tuple[tuple[str, int, str], ...]:
    """(kode, level, nama) of the accounts that ship with the program."""
    berkas = ("rek_akun", "rek_kelompok", "rek_jenis", "rek_objek")
    return tuple((b["kode"], level, b["nama"]) for level, nama in enumerate(berkas, start=1) for b in _baca(nama))


@lru_cache(maxsize=1)
def kegiatan_bawaan() -> tuple[tuple[str, int, str, str], ...]:
    """(kode, level, nama, kelompok_30) of bidang, sub bidang and kegiatan."""
    bidang = [(b["kode"], 1, b["nama"], "tidak") for b in _baca("rek_bidang")]
    sub = [(b["kode"], 2, b["nama"], "tidak") for b in _baca("rek_subbidang")]
    kegiatan = [(b["kode"], 3, b["nama"], b["kelompok_30_persen"]) for b in _baca("rek_kegiatan_permendagri20")]
    return (*bidang, *sub, *kegiatan)


def muat_acuan() -> int:
    """Add the shipped codes that are not there yet; answer how many are new. Safe to repeat."""
    baru: list[Any] = []
    ada = set(db.session.scalars(db.select(Rekening.kode)))
    baru += [Rekening(kode=k, level=lv, nama=n, dasar=DASAR) for k, lv, n in rekening_bawaan() if k not in ada]
    ada = set(db.session.scalars(db.select(AcuanKegiatan.kode)))
    baru += [AcuanKegiatan(kode=k, level=lv, nama=n, kelompok_30=tiga, dasar=DASAR)
             for k, lv, n, tiga in kegiatan_bawaan() if k not in ada]  # fmt: skip
    ada = set(db.session.scalars(db.select(SumberDana.kode)))
    baru += [SumberDana(kode=b["kode"], nama=b["nama"], rekening=b["rekening_pendapatan"], urut=int(b["urut"]),
                        asal=BAWAAN) for b in _baca("rek_sumber_dana") if b["kode"] not in ada]  # fmt: skip
    db.session.add_all(baru)
    db.session.flush()
    return len(baru)
