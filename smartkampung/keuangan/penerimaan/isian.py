"""The lines of a TBP after the first, which is the form itself: typed, read, shown again with everything kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from smartkampung.keuangan.anggaran.isi import Kunci
from smartkampung.keuangan.belanja.isian import BarisForm, baca_nilai, dari_form, tambahan
from smartkampung.keuangan.penerimaan.dasar import baca_kunci
from smartkampung.keuangan.penerimaan.tbp import BarisTBP

TAMBAH = "tambah"


@dataclass
class BarisLanjut:
    """What was typed below the first line."""

    baris: list[BarisForm]

    @classmethod
    def dari(cls, form: Mapping[str, str]) -> BarisLanjut:
        """The lines that were sent, and one more when that was asked for."""
        semua = dari_form(form)
        return cls(tambahan(semua, 1) if form.get("aksi") == TAMBAH else semua)

    def baca(self, uraian: str) -> tuple[BarisTBP, ...]:
        """The lines that hold anything; `uraian` is that of the first line, for those without."""
        return tuple(BarisTBP(*self._satu(b), b.isi["uraian"] or uraian) for b in self.baris if _terisi(b))

    @staticmethod
    def _satu(b: BarisForm) -> tuple[Kunci, Decimal]:
        kunci, nilai = baca_kunci(b.isi["kunci"]), baca_nilai(b)
        if kunci is None:
            b.galat["kunci"] = "Pilih rekeningnya."
        if not b.galat and not nilai:
            b.galat["nilai"] = "Tulis jumlahnya, atau kosongkan baris ini."
        return kunci or Kunci("", "", ""), nilai

    @property
    def salah(self) -> bool:
        """Whether a line could not be read."""
        return any(b.galat for b in self.baris)


def _terisi(b: BarisForm) -> bool:
    return any(b.isi[m].strip() for m in ("kunci", "nilai", "uraian"))
