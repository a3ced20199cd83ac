"""Taxes withheld and what became of each: deposits cover the oldest withholdings of their kind and source first."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from smartkampung.extensions import db
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.tanggal import Periode
from smartkampung.inti.uang import NOL
from smartkampung.keuangan.kas.models import (
    R_PAJAK_AWAL,
    R_SETOR,
    SETOR,
    BarisDokumen,
    DokumenKas,
    JurnalKas,
    Pihak,
    PotonganDokumen,
)
from smartkampung.keuangan.kas.saldo import PAJAK, bertanggal
from smartkampung.keuangan.setor.kode import hari_setor_banyak, jatuh_tempo

J = JurnalKas


@dataclass(frozen=True, slots=True)
class BagianSetoran:
    """What one deposit paid of one withholding."""

    dokumen_id: int
    nomor: str
    tanggal: date
    ntpn: str
    nilai: Decimal


@dataclass(slots=True)
class Pungutan:
    """One tax withheld (or owed from the year before)."""

    tanggal: date
    dokumen_id: int
    bukti: str
    kode: str
    sumber_dana: str
    uraian: str
    nilai: Decimal
    masa: Periode
    dasar: Decimal | None = None
    tarif: Decimal | None = None
    pihak_id: int | None = None
    pihak: str = ""
    npwp: str = ""
    setoran: list[BagianSetoran] = field(default_factory=list)

    @property
    def sisa(self) -> Decimal:
        """What is not deposited yet."""
        return self.nilai - sum((s.nilai for s in self.setoran), NOL)

    @property
    def ntpn(self) -> str:
        """The NTPN that cover it."""
        return ", ".join(dict.fromkeys(s.ntpn for s in self.setoran if s.ntpn))


_KOLOM = (J.id, J.tanggal, J.jenis, J.dokumen_id, DokumenKas.nomor_teks, J.pajak, J.sumber_dana, J.uraian, J.masuk,
          J.keluar, J.membalik_id, PotonganDokumen.dasar, PotonganDokumen.tarif, PotonganDokumen.pihak_id,
          Pihak.nama, Pihak.npwp, DokumenKas.pihak_nama)  # fmt: skip


def pungutan_tahun(tahun: int, sampai: date | None = None) -> list[Pungutan]:
    """Every withholding of a year with the deposits that cover it, oldest first; what was reversed is left out."""
    pilih = (
        db.select(*_KOLOM).join(DokumenKas, DokumenKas.id == J.dokumen_id)
        .outerjoin(PotonganDokumen, PotonganDokumen.id == J.potongan_id)
        .outerjoin(Pihak, Pihak.id == PotonganDokumen.pihak_id)
        .where(*bertanggal(tahun, None, sampai), J.jenis.in_(PAJAK)).order_by(J.tanggal, J.id)
    )  # fmt: skip
    semua = db.session.execute(pilih).all()
    dibalik = {b.membalik_id for b in semua if b.membalik_id}
    baris = [b for b in semua if not b.membalik_id and b.id not in dibalik]
    hasil = [_pungutan(b, tahun) for b in baris if b.jenis != R_SETOR]
    _alokasikan(hasil, [b for b in baris if b.jenis == R_SETOR], ntpn_setoran(tahun))
    return hasil


def _pungutan(b: Any, tahun: int) -> Pungutan:
    masa = Periode(tahun - 1, 12) if b.jenis == R_PAJAK_AWAL else Periode.dari(b.tanggal)
    return Pungutan(b.tanggal, b.dokumen_id, b.nomor_teks or "", b.pajak, b.sumber_dana, b.uraian, b.masuk - b.keluar,
                    masa, b.dasar, b.tarif, b.pihak_id, b.nama or b.pihak_nama or "", b.npwp or "")  # fmt: skip


def ntpn_setoran(tahun: int) -> dict[int, str]:
    """The NTPN of each deposit of a year, by document."""
    pilih = db.select(BarisDokumen.dokumen_id, BarisDokumen.bukti_nomor).join(
        DokumenKas, DokumenKas.id == BarisDokumen.dokumen_id).where(
        DokumenKas.tahun == tahun, DokumenKas.jenis == SETOR)  # fmt: skip
    baris = dict(db.session.execute(pilih).tuples().all())
    kolom = db.select(DokumenKas.id, DokumenKas.ntpn).where(
        DokumenKas.tahun == tahun, DokumenKas.jenis == SETOR, DokumenKas.ntpn.is_not(None))  # fmt: skip
    return baris | {n: ntpn or "" for n, ntpn in db.session.execute(kolom)}


def _alokasikan(pungutan: Iterable[Pungutan], setoran: Iterable[Any], ntpn: dict[int, str]) -> None:
    antre: dict[tuple[str, str], deque[Pungutan]] = defaultdict(deque)
    for p in pungutan:
        antre[p.kode, p.sumber_dana].append(p)
    for s in setoran:
        sisa, menunggu = s.keluar - s.masuk, antre[s.pajak, s.sumber_dana]
        while sisa > 0 and menunggu:
            p = menunggu[0]
            pakai = min(sisa, p.sisa)
            p.setoran.append(BagianSetoran(s.dokumen_id, s.nomor_teks or "", s.tanggal, ntpn.get(s.dokumen_id, ""),
                                           pakai))  # fmt: skip
            sisa -= pakai
            if not p.sisa:
                menunggu.popleft()


@dataclass(frozen=True, slots=True)
class Terutang:
    """What is owed of one kind for one month, and until when."""

    kode: str
    masa: Periode
    nilai: Decimal
    banyak: int
    jatuh_tempo: date
    hari_setor: date  # the last day in time

    @property
    def lewat(self) -> bool:
        """Whether it is overdue (K-PJK-04)."""
        return self.hari_setor < hari_desa()

    @property
    def digeser(self) -> bool:
        """Whether the due day fell on a closed day."""
        return self.hari_setor != self.jatuh_tempo


def terutang(pungutan: Iterable[Pungutan]) -> list[Terutang]:
    """What is owed per kind and month, the most urgent first."""
    kelompok: dict[tuple[str, Periode], list[Decimal]] = defaultdict(list)
    for p in pungutan:
        if p.sisa:
            kelompok[p.kode, p.masa].append(p.sisa)
    tempo = hari_setor_banyak(kelompok)
    hasil = [Terutang(kode, masa, sum(n, NOL), len(n), jatuh_tempo(kode, masa), tempo[kode, masa])
             for (kode, masa), n in kelompok.items()]  # fmt: skip
    return sorted(hasil, key=lambda t: (t.hari_setor, t.kode))


@dataclass(slots=True)
class RekapJenis:
    """What was withheld and deposited of one kind in a year."""

    kode: str
    dipungut: Decimal = NOL
    disetor: Decimal = NOL

    @property
    def sisa(self) -> Decimal:
        return self.dipungut - self.disetor


def rekap_jenis(pungutan: Iterable[Pungutan]) -> list[RekapJenis]:
    """The year per kind."""
    hasil: dict[str, RekapJenis] = {}
    for p in pungutan:
        satu = hasil.setdefault(p.kode, RekapJenis(p.kode))
        satu.dipungut += p.nilai
        satu.disetor += p.nilai - p.sisa
    return [hasil[k] for k in sorted(hasil)]
