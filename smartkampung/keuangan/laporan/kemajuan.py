"""How far each kegiatan is on the ground: recorded by its PKA, history kept, compared with the money."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from smartkampung.extensions import db
from smartkampung.inti.uang import NOL
from smartkampung.keuangan.laporan.models import DPAL, KETERANGAN, SELESAI, TIDAK, KemajuanKegiatan


@dataclass(frozen=True, slots=True)
class Fisik:
    """The state of one kegiatan on the ground on a day."""

    persen: int = 0
    volume: Decimal = NOL
    keterangan: str = ""
    catatan: str = ""
    tanggal: date | None = None

    @property
    def sebutan(self) -> str:
        """Selesai, Dilanjutkan dengan DPAL, …; "Belum dilaporkan" when nobody said anything."""
        return KETERANGAN[self.keterangan] if self.tanggal else "Belum dilaporkan"

    @property
    def akhir(self) -> bool:
        """Whether nothing more is expected of it this year."""
        return self.keterangan in (SELESAI, DPAL, TIDAK)


BELUM = Fisik()


def fisik_tahun(tahun: int, sampai: date | None = None) -> dict[str, Fisik]:
    """The newest record of each kegiatan up to a day."""
    m = KemajuanKegiatan
    pilih = db.select(m.kegiatan, m.persen, m.volume, m.keterangan, m.catatan, m.tanggal).where(m.tahun == tahun)
    if sampai:
        pilih = pilih.where(m.tanggal <= sampai)
    return {k: Fisik(*isi) for k, *isi in db.session.execute(pilih.order_by(m.tanggal, m.id))}


def riwayat_kemajuan(tahun: int, kegiatan: str) -> list[KemajuanKegiatan]:
    """The records of a kegiatan, newest first."""
    m = KemajuanKegiatan
    pilih = db.select(m).filter_by(tahun=tahun, kegiatan=kegiatan).order_by(m.tanggal.desc(), m.id.desc())
    return list(db.session.scalars(pilih))


@dataclass(frozen=True, slots=True)
class Deviasi:
    """One kegiatan whose money and work are far apart. Percents of 100; `beda` is money less work."""

    kegiatan: str
    nama: str
    uang: Decimal
    fisik: int

    @property
    def beda(self) -> Decimal:
        return self.uang - self.fisik


def deviasi(serapan: Iterable[tuple[str, str, Decimal, Decimal]], fisik: dict[str, Fisik], batas: Decimal
            ) -> list[Deviasi]:  # fmt: skip
    """The kegiatan (code, name, pagu, realised) whose two percents differ by more than `batas`, the widest first."""
    hasil = []
    for kode, nama, pagu, nyata in serapan:
        satu = Deviasi(kode, nama, nyata * 100 / pagu if pagu else NOL, fisik.get(kode, BELUM).persen)
        if abs(satu.beda) > batas:
            hasil.append(satu)
    return sorted(hasil, key=lambda d: (-abs(d.beda), d.kegiatan))
