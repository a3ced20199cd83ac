"""Reads: the papers of a resident that are still good, and what his last letter said."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from typing import Any

from smartkampung.extensions import db
from smartkampung.inti.konteks import hari_desa
from smartkampung.lokasi import folder_data
from smartkampung.surat.berkas_warga.models import BerkasWarga
from smartkampung.surat.models import Surat

PILIH_BERLAKU = db.select(BerkasWarga).where(
    BerkasWarga.penduduk_id == db.bindparam("orang"), BerkasWarga.berlaku_sampai >= db.bindparam("hari")
).order_by(BerkasWarga.nama)  # fmt: skip
PILIH_ISIAN = (
    db.select(Surat.isian)
    .where(Surat.penduduk_id == db.bindparam("orang"), Surat.jenis_kode == db.bindparam("jenis"),
           Surat.nomor.is_not(None))
    .order_by(Surat.id.desc())
    .limit(1)
)  # fmt: skip


def berlaku(penduduk_id: int) -> dict[str, BerkasWarga]:
    """The kept papers by code that are good today."""
    return {satu.kode: satu for satu in db.session.scalars(PILIH_BERLAKU, {"orang": penduduk_id, "hari": hari_desa()})}


@lru_cache(maxsize=1)
def _tetap() -> dict[str, list[str]]:
    return tomllib.loads((folder_data() / "isian_tetap.toml").read_text(encoding="utf-8"))


def isian_lalu(penduduk_id: int, jenis_kode: str) -> dict[str, Any]:
    """The facts that seldom change, as the resident's last letter of this kind has them; empty without one."""
    tetap = _tetap().get(jenis_kode)
    if not tetap:
        return {}
    isi = db.session.scalar(PILIH_ISIAN, {"orang": penduduk_id, "jenis": jenis_kode}) or {}
    return {kode: isi[kode] for kode in tetap if isi.get(kode) not in (None, "")}
