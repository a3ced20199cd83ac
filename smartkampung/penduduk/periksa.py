"""Invariants of the register for `smartkampung periksa` (keandalan I-15 and what the search relies on)."""

from __future__ import annotations

from sqlalchemy import func, or_, select

from smartkampung.extensions import db
from smartkampung.inti.periksa import Pemeriksaan
from smartkampung.penduduk.ejaan import kata_kunci
from smartkampung.penduduk.models import Keluarga, Penduduk, PendudukKata, Wilayah
from smartkampung.penduduk.queries import kk_tanpa_satu_kepala
from smartkampung.penduduk.referensi import HIDUP

BATAS_SEBUT = 20


def daftar_pemeriksaan() -> list[Pemeriksaan]:
    """The checks of this area. A family without a head is work for the officer, not a fault of the data."""
    return [Pemeriksaan("Satu penduduk hidup per NIK", _nik_ganda),
            Pemeriksaan("Setiap penduduk dalam satu KK dan satu RT", _tempat),
            Pemeriksaan("Paling banyak satu kepala keluarga hidup per KK", _kepala_ganda),
            Pemeriksaan("Kata kunci pencarian lengkap", _kata_kunci)]


def _nik_ganda() -> list[str]:
    pilih = (select(func.min(Penduduk.id), func.count()).where(
        Penduduk.status_dasar == HIDUP,
        Penduduk.nik.is_not(None)).group_by(Penduduk.nik).having(func.count() > 1))
    return [f"penduduk {i} dan {n - 1} lainnya memakai NIK yang sama" for i, n in db.session.execute(pilih)]


def _tempat() -> list[str]:
    """Every resident points at a family and an RT that exist."""
    pilih = (select(Penduduk.id).outerjoin(Keluarga, Keluarga.id == Penduduk.keluarga_id)
             .outerjoin(Wilayah, Wilayah.id == Penduduk.wilayah_id)
             .where(or_(Keluarga.id.is_(None), Wilayah.id.is_(None))).limit(BATAS_SEBUT))
    return [f"penduduk {i} tidak punya KK atau RT" for i in db.session.scalars(pilih)]


def _kepala_ganda() -> list[str]:
    ganda = [(k, n) for k, n in kk_tanpa_satu_kepala() if n > 1]
    return [f"keluarga {k} punya {n} kepala keluarga" for k, n in ganda[:BATAS_SEBUT]]


def _kata_kunci() -> list[str]:
    """Every name has exactly the keys its spelling gives."""
    ada: dict[int, set[str]] = {}
    for i, kata in db.session.execute(select(PendudukKata.penduduk_id, PendudukKata.kata)):
        ada.setdefault(i, set()).add(kata)
    salah = [i for i, nama in db.session.execute(select(Penduduk.id, Penduduk.nama))
             if ada.get(i, set()) != set(kata_kunci(nama))]
    return [f"kata kunci penduduk {i} tidak sesuai namanya" for i in salah[:BATAS_SEBUT]]
