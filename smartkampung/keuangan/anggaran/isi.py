"""The content of a version, read once and added up once: every page, paper, rule and recap starts here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from smartkampung.audit.simpanan import ingat
from smartkampung.extensions import db
from smartkampung.inti.uang import NOL
from smartkampung.keuangan.anggaran.models import (
    BERLAKU,
    BarisAnggaran,
    BarisRAB,
    KegiatanAnggaran,
    VersiAnggaran,
)

PENDAPATAN, BELANJA, PENERIMAAN, PENGELUARAN = "4", "5", "6.1", "6.2"


class Kunci(NamedTuple):
    """The key of every rupiah, by code: kegiatan ("" for income and financing), rekening objek, sumber dana."""

    kegiatan: str
    rekening: str
    sumber_dana: str


@dataclass(frozen=True, slots=True)
class Baris:
    """One line of a version."""

    id: int
    kunci: Kunci
    nilai: Decimal
    bengkok: bool = False


@dataclass(frozen=True, slots=True)
class Butir:
    """One line of the RAB."""

    id: int
    baris_id: int
    urut: int
    uraian: str
    volume: Decimal
    satuan: str
    harga: Decimal
    jumlah: Decimal
    harga_id: int | None = None
    alasan_harga: str = ""


@dataclass(frozen=True, slots=True)
class Kegiatan:
    """One kegiatan of a version, as `KegiatanAnggaran`."""

    id: int
    kode: str
    nama: str
    pagu: Decimal = NOL
    pka_id: int | None = None
    lokasi: str = ""
    keluaran: str = ""
    volume: Decimal = NOL
    satuan: str = ""
    mulai: date | None = None
    selesai: date | None = None
    laki: int = 0
    perempuan: int = 0
    artm: int = 0
    tim: str = ""
    cara: str = "swakelola"
    padat_karya: bool = False
    penanda: str = ""
    versi: int = 1


@dataclass(frozen=True)
class IsiAnggaran:
    """A whole budget: lines in the order of their keys. Amounts are rupiah with two places."""

    tahun: int
    kegiatan: dict[str, Kegiatan]
    baris: tuple[Baris, ...]

    def saring(self, awalan: str = "", *, kegiatan: str | None = None, sumber: str | None = None) -> Iterator[Baris]:
        """The lines whose account starts with a code; of a bidang, sub bidang or kegiatan; of one source."""
        for b in self.baris:
            if (b.kunci.rekening.startswith(awalan) and (kegiatan is None or b.kunci.kegiatan.startswith(kegiatan))
                    and (sumber is None or b.kunci.sumber_dana == sumber)):  # fmt: skip
                yield b

    def jumlah(self, awalan: str = "", *, kegiatan: str | None = None, sumber: str | None = None) -> Decimal:
        """The sum of those lines."""
        return sum((b.nilai for b in self.saring(awalan, kegiatan=kegiatan, sumber=sumber)), NOL)

    def per(self, kunci: Callable[[Baris], str], baris: Iterable[Baris] | None = None) -> dict[str, Decimal]:
        """Sums by whatever `kunci` answers, in the order of first appearance."""
        hasil: dict[str, Decimal] = defaultdict(lambda: NOL)
        for b in self.baris if baris is None else baris:
            hasil[kunci(b)] += b.nilai
        return dict(hasil)

    @cached_property
    def pendapatan(self) -> Decimal:
        return self.jumlah(PENDAPATAN)

    @cached_property
    def belanja(self) -> Decimal:
        return self.jumlah(BELANJA)

    @property
    def surplus(self) -> Decimal:
        """Income minus spending; negative is a deficit."""
        return self.pendapatan - self.belanja

    @cached_property
    def penerimaan(self) -> Decimal:
        return self.jumlah(PENERIMAAN)

    @cached_property
    def pengeluaran(self) -> Decimal:
        return self.jumlah(PENGELUARAN)

    @property
    def pembiayaan(self) -> Decimal:
        """Financing received minus paid."""
        return self.penerimaan - self.pengeluaran

    @property
    def silpa(self) -> Decimal:
        """SiLPA tahun berjalan: must be nought when the budget is set (K-APB-01)."""
        return self.surplus + self.pembiayaan

    @cached_property
    def per_sumber(self) -> dict[str, Neraca]:
        """The balance of each source of funds."""
        hasil: dict[str, list[Decimal]] = defaultdict(lambda: [NOL, NOL, NOL, NOL])
        for b in self.baris:
            rek = b.kunci.rekening
            sisi = 0 if rek[0] == "4" else 1 if rek[0] == "5" else 2 if rek.startswith(PENERIMAAN) else 3
            hasil[b.kunci.sumber_dana][sisi] += b.nilai
        return {sumber: Neraca(*nilai) for sumber, nilai in sorted(hasil.items())}

    @cached_property
    def per_kegiatan(self) -> dict[str, Decimal]:
        """Spending of each kegiatan (those without lines are nought)."""
        hasil = dict.fromkeys(self.kegiatan, NOL)
        for b in self.saring(BELANJA):
            hasil[b.kunci.kegiatan] = hasil.get(b.kunci.kegiatan, NOL) + b.nilai
        return hasil

    @cached_property
    def per_kunci(self) -> dict[Kunci, Decimal]:
        """Amount under each key."""
        return {b.kunci: b.nilai for b in self.baris}


class Neraca(NamedTuple):
    """Income, spending, financing received and paid of one source of funds."""

    pendapatan: Decimal
    belanja: Decimal
    penerimaan: Decimal
    pengeluaran: Decimal

    @property
    def selisih(self) -> Decimal:
        """What is left over: nought when the source is balanced (K-APB-02)."""
        return self.pendapatan - self.belanja + self.penerimaan - self.pengeluaran


_KOLOM_KEGIATAN = [getattr(KegiatanAnggaran, n) for n in Kegiatan.__slots__]


def isi_versi(versi: VersiAnggaran) -> IsiAnggaran:
    """The content of a version; remembered until it changes."""
    return ingat(("keuangan.isi", versi.id, versi.catatan), lambda: _baca(versi.id, versi.tahun))


def _baca(versi_id: int, tahun: int) -> IsiAnggaran:
    baris = db.select(BarisAnggaran.id, BarisAnggaran.kegiatan, BarisAnggaran.rekening, BarisAnggaran.sumber_dana,
                      BarisAnggaran.nilai, BarisAnggaran.bengkok).where(BarisAnggaran.versi_id == versi_id)  # fmt: skip
    urut = (BarisAnggaran.kegiatan, BarisAnggaran.rekening, BarisAnggaran.sumber_dana)
    isi = tuple(Baris(i, Kunci(k, r, s), n, g) for i, k, r, s, n, g in db.session.execute(baris.order_by(*urut)))
    pilih = db.select(*_KOLOM_KEGIATAN).where(KegiatanAnggaran.versi_id == versi_id).order_by(KegiatanAnggaran.kode)
    kegiatan = {b.kode: Kegiatan(*b) for b in db.session.execute(pilih)}
    return IsiAnggaran(tahun, kegiatan, isi)


def rab_versi(versi: VersiAnggaran, kegiatan: str | None = None) -> dict[int, list[Butir]]:
    """The RAB lines of a version (or of one kegiatan of it), by the id of their budget line, in order."""
    kolom = [getattr(BarisRAB, n) for n in Butir.__slots__]
    pilih = db.select(*kolom).where(BarisRAB.versi_id == versi.id)
    if kegiatan is not None:
        pilih = pilih.join(BarisAnggaran, BarisAnggaran.id == BarisRAB.baris_id)
        pilih = pilih.where(BarisAnggaran.kegiatan == kegiatan)
    hasil: dict[int, list[Butir]] = defaultdict(list)
    for b in db.session.execute(pilih.order_by(BarisRAB.baris_id, BarisRAB.urut)):
        hasil[b.baris_id].append(Butir(*b))
    return dict(hasil)


def versi_berlaku(tahun: int) -> VersiAnggaran | None:
    """The version in force in a fiscal year."""
    return db.session.scalar(db.select(VersiAnggaran).filter_by(tahun=tahun, keadaan=BERLAKU))


def versi_tahun(tahun: int) -> list[VersiAnggaran]:
    """The versions of a fiscal year, first to last."""
    pilih = db.select(VersiAnggaran).filter_by(tahun=tahun).order_by(VersiAnggaran.urut)
    return list(db.session.scalars(pilih))


def versi_terkini(tahun: int) -> VersiAnggaran | None:
    """The last version of a fiscal year, whatever its state."""
    semua = versi_tahun(tahun)
    return semua[-1] if semua else None


def tahun_anggaran() -> list[int]:
    """The fiscal years that have a budget, newest first."""
    return sorted(db.session.scalars(db.select(VersiAnggaran.tahun).distinct()), reverse=True)
