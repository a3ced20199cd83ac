"""The shape of a statement: rows with a value per column, sums that say what they are made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from smartkampung.bumdes.buku.saldo import uang

JUDUL, ISI, JUMLAH, TOTAL = "judul", "isi", "jumlah", "total"


@dataclass(frozen=True, slots=True)
class BarisLaporan:
    """One row; `rumus` names the rows a sum is made of, with their signs."""

    kode: str
    uraian: str
    nilai: tuple[Decimal | None, ...]
    rupa: str = ISI
    tingkat: int = 0
    akun_id: int | None = None
    rumus: tuple[tuple[int, str], ...] = ()
    arus: str = ""  # the cash-flow row whose journals it adds up


@dataclass(frozen=True, slots=True)
class Laporan:
    """One statement of one set of books."""

    kode: str
    judul: str
    sub: str
    kolom: tuple[str, ...]
    baris: tuple[BarisLaporan, ...]
    rentang: tuple[tuple[date, date], ...]
    entitas: tuple[int, ...] = ()
    catatan: tuple[str, ...] = ()

    def nilai(self, kode: str, kolom: int = 0) -> Decimal:
        """The value of a row."""
        return next(b.nilai[kolom] or Decimal(0) for b in self.baris if b.kode == kode)


@dataclass(slots=True)
class Penyusun:
    """Builds the rows of a statement in order; sums are worked out from the rows they name."""

    kolom: int
    baris: list[BarisLaporan] = field(default_factory=list)
    sen: dict[str, tuple[int, ...]] = field(default_factory=dict)

    def judul(self, kode: str, uraian: str, tingkat: int = 0) -> None:
        """A heading."""
        self.baris.append(BarisLaporan(kode, uraian, (None,) * self.kolom, JUDUL, tingkat))

    def isi(self, kode: str, uraian: str, sen: Sequence[int], *, tingkat: int = 1, akun_id: int | None = None,
            arus: str = "") -> None:  # fmt: skip
        """A row with a value of its own."""
        self.sen[kode] = tuple(sen)
        self.baris.append(BarisLaporan(kode, uraian, tuple(uang(n) for n in sen), ISI, tingkat, akun_id, arus=arus))

    def jumlah(self, kode: str, uraian: str, suku: Sequence[tuple[int, str]], *, total: bool = False,
               tingkat: int = 0) -> tuple[int, ...]:  # fmt: skip
        """A sum of rows before it."""
        sen = tuple(sum(t * self.sen[k][n] for t, k in suku) for n in range(self.kolom))
        self.sen[kode] = sen
        self.baris.append(BarisLaporan(kode, uraian, tuple(uang(n) for n in sen), TOTAL if total else JUMLAH, tingkat,
                                       rumus=tuple(suku)))  # fmt: skip
        return sen
