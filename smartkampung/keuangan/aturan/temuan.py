"""What a rule looks at, and what it answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from smartkampung.inti.uang import NOL
from smartkampung.keuangan.acuan.queries import Acuan
from smartkampung.keuangan.anggaran.isi import Butir, IsiAnggaran, Kunci
from smartkampung.keuangan.aturan.parameter import AturanTahun

DDS = "DDS"


@dataclass(frozen=True, slots=True)
class Temuan:
    """One violation: the rule, the sentence with its figures, and where it is."""

    kode: str
    kalimat: str
    kegiatan: str = ""
    kunci: Kunci | None = None
    sikap: str = ""  # tolak or peringatan: filled in from the rules of the year


@dataclass(frozen=True)
class Lingkup:
    """All that rules look at: the budget, its RAB, the plan of the year, the standard prices, what came before."""

    isi: IsiAnggaran
    rab: Mapping[int, list[Butir]]
    acuan: Acuan
    aturan: AturanTahun
    rkp: Mapping[str, Decimal] | None = None  # kegiatan of the RKP Desa -> pagu; None: there is no RKP of the year
    harga: Mapping[int, Decimal] = field(default_factory=dict)  # standard prices by id
    ada_standar: bool = False  # a price list is in force: a free price needs a reason
    jenis: str = "awal"
    perubahan_ke: int = 0
    luar_biasa: str = ""
    terpakai: Mapping[Kunci, Decimal] = field(default_factory=dict)
    dasar_utuh: bool = True  # the version it starts from is in force and has its fingerprint

    @property
    def dana_desa(self) -> Decimal:
        """Pagu Dana Desa: income of the year under that source."""
        return self.isi.jumlah("4", sumber=DDS)

    def bertanda(self, penanda: str, *, sumber: str | None = DDS) -> Decimal:
        """Spending of the kegiatan with an earmark, from one source."""
        kode = {k.kode for k in self.isi.kegiatan.values() if k.penanda == penanda}
        return sum((b.nilai for b in self.isi.saring("5", sumber=sumber) if b.kunci.kegiatan in kode), NOL)


Pemeriksa = Callable[[Lingkup], Iterable[Temuan]]
DAFTAR: dict[str, Pemeriksa] = {}


def aturan(kode: str) -> Callable[[Pemeriksa], Pemeriksa]:
    """Declare the function that checks a rule."""

    def tandai(fungsi: Pemeriksa) -> Pemeriksa:
        DAFTAR[kode] = fungsi
        return fungsi

    return tandai
