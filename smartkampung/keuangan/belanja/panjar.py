"""Advances that are open, and those whose ten working days are over (K-PJR-02)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from smartkampung.extensions import db
from smartkampung.inti.konteks import hari_desa
from smartkampung.keuangan.aturan.parameter import aturan_tahun
from smartkampung.keuangan.hari_kerja import tempo_banyak
from smartkampung.keuangan.kas.models import CAIR, DIBATALKAN, DICAIRKAN, KOREKSI, SPJ, DokumenKas
from smartkampung.keuangan.kas.saldo import panjar_terbuka

LAMA = 10


@dataclass(frozen=True, slots=True)
class PanjarTerbuka:
    """One advance that is not accounted for: what is open, since when, until when."""

    spp_id: int
    nomor: str
    kegiatan: str
    uraian: str
    pka_id: int | None
    nilai: Decimal
    terbuka: Decimal
    cair: date
    tenggat: date
    spj: DokumenKas | None

    @property
    def lewat(self) -> bool:
        """Whether its last day is over."""
        return hari_desa() > self.tenggat


def tenggat_panjar(tahun: int, cair: date) -> date:
    """The last day: the tenth working day after the payment."""
    return tenggat_banyak(tahun, [cair])[cair]


def tenggat_banyak(tahun: int, cair: Iterable[date]) -> dict[date, date]:
    """The same for several payments, with the holidays read once."""
    return tempo_banyak(cair, int(aturan_tahun(tahun).angka("panjar_hari") or LAMA))


def daftar_panjar(tahun: int) -> list[PanjarTerbuka]:
    """The open advances of a year, the one due first on top."""
    terbuka = panjar_terbuka(tahun)
    if not terbuka:
        return []
    spp = {d.id: d for d in db.session.scalars(db.select(DokumenKas).where(DokumenKas.id.in_(terbuka)))}
    cair, spj = _turunan(list(terbuka), CAIR), _turunan(list(terbuka), SPJ)
    tenggat = tenggat_banyak(tahun, (cair[n].tanggal if n in cair else spp[n].tanggal for n in spp))
    hasil = []
    for n, nilai in terbuka.items():
        if n not in spp:
            continue
        hari = cair[n].tanggal if n in cair else spp[n].tanggal
        d = spp[n]
        hasil.append(PanjarTerbuka(n, d.sebutan, d.kegiatan, d.uraian, d.pka_id, d.nilai, nilai, hari, tenggat[hari],
                                   spj.get(n)))  # fmt: skip
    return sorted(hasil, key=lambda p: (p.tenggat, p.spp_id))


def panjar_lewat(tahun: int) -> list[PanjarTerbuka]:
    """The advances that are overdue today."""
    return [p for p in daftar_panjar(tahun) if p.lewat]


def _turunan(spp: list[int], jenis: str) -> dict[int, DokumenKas]:
    """The document of a kind that belongs to each SPP and was not voided or corrected."""
    d, k = DokumenKas, db.aliased(DokumenKas)
    dikoreksi = db.exists().where(k.induk_id == d.id, k.jenis == KOREKSI)
    pilih = db.select(d).where(d.induk_id.in_(spp), d.jenis == jenis, d.keadaan != DIBATALKAN, db.not_(dikoreksi))
    return {x.induk_id: x for x in db.session.scalars(pilih.order_by(d.id)) if x.induk_id is not None}


def spj_panjar(spp: DokumenKas) -> DokumenKas | None:
    """The SPJ of an advance that stands (draft, on its way, or disahkan)."""
    return _turunan([spp.id], SPJ).get(spp.id)


def cair_terakhir(spp: DokumenKas) -> DokumenKas | None:
    """The payment of an SPP, also one that was corrected."""
    pilih = db.select(DokumenKas).filter_by(induk_id=spp.id, jenis=CAIR).order_by(DokumenKas.id.desc())
    return db.session.scalars(pilih.limit(1)).first()


def cair_spp(spp: DokumenKas) -> DokumenKas | None:
    """The payment of an SPP that stands."""
    return _turunan([spp.id], CAIR).get(spp.id)


def dibayar_lalu_dikoreksi(spp: Iterable[DokumenKas]) -> set[int]:
    """Of these SPP, the ids of those whose payment was reversed: paid once, and now no longer."""
    dicairkan = [d.id for d in spp if d.keadaan == DICAIRKAN]
    return set(dicairkan) - _turunan(dicairkan, CAIR).keys()
