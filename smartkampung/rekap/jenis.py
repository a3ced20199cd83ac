"""The kinds of recap: one per area that offers sheets, and `bulanan` with the sheets of all."""

from __future__ import annotations

from dataclasses import dataclass

from smartkampung import sambungan
from smartkampung.inti.galat import TidakDitemukan
from smartkampung.inti.lembar import BagianRekap

BULANAN = "bulanan"
PERLU_KADES = frozenset({"keuangan", "realisasi", "bumdes"})


@dataclass(frozen=True)
class JenisRekap:
    """One kind of recap and the areas' sheets in it."""

    kode: str
    judul: str
    bagian: tuple[BagianRekap, ...]

    @property
    def perlu_persetujuan(self) -> bool:
        """Whether the head approves before sending, unless the schedule says otherwise."""
        return any(b.kode in PERLU_KADES for b in self.bagian)


class JenisTidakAda(TidakDitemukan):
    """No such kind."""

    pesan = "Jenis rekap %(kode)s tidak ada."


def semua_jenis() -> dict[str, JenisRekap]:
    """All kinds by code, the one of all areas first; empty while no area offers a sheet."""
    bagian = tuple(sambungan.bagian_rekap())
    if not bagian:
        return {}
    hasil = {BULANAN: JenisRekap(BULANAN, "Rekap bulanan", bagian)}
    return hasil | {b.kode: JenisRekap(b.kode, b.judul, (b,)) for b in bagian}


def ambil_jenis(kode: str) -> JenisRekap:
    """The kind with this code."""
    jenis = semua_jenis().get(kode)
    if jenis is None:
        raise JenisTidakAda(kode=kode)
    return jenis


def judul_jenis(kode: str) -> str:
    """The name of a kind, its code when the area is gone."""
    jenis = semua_jenis().get(kode)
    return jenis.judul if jenis else kode
