"""The other people of a letter: a witness, a father, those who travel along.

Each is stored with the request as typed, or as the resident who was picked; what the register knows of a
picked one is read when the letter is made, and what was typed beside it wins.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from smartkampung.penduduk import queries as buku_induk
from smartkampung.penduduk.models import Penduduk
from smartkampung.surat import warga


def lengkapi(isi: Mapping[str, Any]) -> dict[str, Any]:
    """Answer the facts of one person, as `naskah.nilai_warga` reads them."""
    dasar: dict[str, Any] = {}
    if isi.get("penduduk_id"):
        dasar = dict(warga.potret_kini(isi["penduduk_id"]) or {})
        dasar["hubungan"] = dasar.get("hubungan_kk", "")
    return dasar | {kunci: nilai for kunci, nilai in isi.items() if kunci != "penduduk_id" and nilai}


def keluarga(penduduk_id: int | None) -> list[dict[str, Any]]:
    """The living members of a resident's family card, head first; nobody without a resident."""
    return [lengkapi({"penduduk_id": satu.id}) for satu in _anggota(penduduk_id)]


def calon_pengikut(penduduk_id: int | None) -> list[tuple[int, str]]:
    """Id and name of the others on the resident's family card, to choose from."""
    return [(satu.id, satu.nama) for satu in _anggota(penduduk_id) if satu.id != penduduk_id]


def _anggota(penduduk_id: int | None) -> list[Penduduk]:
    keluarga_id = buku_induk.keluarga_dari(penduduk_id) if penduduk_id else None
    return [satu for satu in buku_induk.anggota(keluarga_id) if satu.hidup] if keluarga_id else []


def dari_nik(nik: str) -> dict[str, Any]:
    """The facts of the living resident with this NIK; nothing when there is none."""
    fakta = buku_induk.fakta_per_nik(nik) if nik else None
    return lengkapi({"penduduk_id": fakta.id}) if fakta else {}


def satu_satunya(teks: str) -> int:
    """The id of the only living resident a search finds; 0 when there are none or several."""
    hasil = buku_induk.cari(teks, 2, hanya_hidup=True)
    return hasil[0].id if len(hasil) == 1 else 0


def nama_penduduk(penduduk_id: int) -> str:
    """The name of a resident, alive or not; empty when there is none."""
    fakta = buku_induk.fakta(penduduk_id)
    return fakta.nama if fakta else ""
