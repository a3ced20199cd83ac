"""The figures of the dashboard, each from the reader that owns it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import accumulate

from smartkampung.extensions import db
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.tanggal import Periode
from smartkampung.inti.uang import NOL
from smartkampung.keuangan.acuan.queries import acuan
from smartkampung.keuangan.baca.queries import Jumlah
from smartkampung.keuangan.dpa.models import BERLAKU, DPA, BarisDPA
from smartkampung.keuangan.kas.models import (
    DIAJUKAN,
    DISETUJUI,
    DIVERIFIKASI,
    R_PAJAK_AWAL,
    R_SETOR,
    DokumenKas,
    JurnalKas,
    RekeningBank,
)
from smartkampung.keuangan.kas.saldo import PAJAK, Posisi, bertanggal, posisi
from smartkampung.keuangan.kertas.kegiatan import kode_annex, nama_bidang
from smartkampung.keuangan.laporan.lra import IsiLRA
from smartkampung.keuangan.setor.kode import hari_setor

J = JurnalKas


def hari_buku(tahun: int) -> date:
    """Today, or the last day of a year that is over."""
    return min(hari_desa(), date(tahun, 12, 31))


@dataclass(frozen=True, slots=True)
class KasKini:
    """Cash on a day: the accounts with their names, the till, and what of it is not ours to spend."""

    posisi: Posisi
    bank: list[Jumlah]


def kas_kini(tahun: int, hari: date) -> KasKini:
    """Where the money is."""
    kini = posisi(tahun, hari)
    nama = dict(db.session.execute(db.select(RekeningBank.id, RekeningBank.bank)).tuples().all())
    nomor = dict(db.session.execute(db.select(RekeningBank.id, RekeningBank.nomor)).tuples().all())
    return KasKini(kini, [Jumlah(nomor.get(k, ""), nama.get(k, ""), n) for k, n in kini.bank.items()])


def per_bidang(tahun: int, lra: IsiLRA) -> list[Jumlah]:
    """Spending per bidang: `nilai` is realised, `lain` is the pagu."""
    pagu, nyata = defaultdict[str, Decimal](lambda: NOL), defaultdict[str, Decimal](lambda: NOL)
    for kunci, nilai in lra.nilai.items():
        if kunci.kegiatan:
            pagu[kunci.kegiatan[:2]] += nilai[0]
            nyata[kunci.kegiatan[:2]] += nilai[1]
    nama = acuan(tahun).nama_kegiatan
    return [Jumlah(k, f"{kode_annex(k)} {nama_bidang(nama(k))}", nyata[k], pagu[k]) for k in sorted(pagu)]


def per_kegiatan(lra: IsiLRA, nama: dict[str, str]) -> list[tuple[str, str, Decimal, Decimal]]:
    """(code, name, pagu, realised) of every kegiatan with either."""
    pagu, nyata = defaultdict[str, Decimal](lambda: NOL), defaultdict[str, Decimal](lambda: NOL)
    for kunci, nilai in lra.nilai.items():
        if kunci.kegiatan:
            pagu[kunci.kegiatan] += nilai[0]
            nyata[kunci.kegiatan] += nilai[1]
    return [(k, nama.get(k, k), pagu[k], nyata[k]) for k in sorted(pagu)]


def rencana_bulanan(tahun: int) -> list[Decimal]:
    """Spending the DPA in force plan for each month: what the RAK takes over."""
    jumlah = [db.func.sum(getattr(BarisDPA, f"b{n}")) for n in range(1, 13)]
    pilih = db.select(*jumlah).join(DPA, DPA.id == BarisDPA.dpa_id).where(DPA.tahun == tahun, DPA.keadaan == BERLAKU)
    return [n or NOL for n in db.session.execute(pilih).one()]


def berjumlah(bulan: list[Decimal]) -> list[Decimal]:
    """Month by month added up."""
    return list(accumulate(bulan))


@dataclass(frozen=True, slots=True)
class UtangPajak:
    """What is owed of one kind of tax, and since when the oldest of it should have been paid."""

    kode: str
    nilai: Decimal
    lewat: Decimal
    tempo: date


def utang_pajak(tahun: int, hari: date) -> list[UtangPajak]:
    """Per kind of tax: what is owed on a day, and how much of it is past its last day (K-PJK-04).

    Deposits pay the oldest withholding of their kind and source first, as `setor.utang` does row by row; a reversal
    counts in the month of the withholding it takes back.
    """
    asal = db.aliased(J)
    bulan = db.extract("month", db.func.coalesce(asal.tanggal, J.tanggal))
    kolom = (J.pajak, J.sumber_dana, bulan, J.jenis)
    pilih = db.select(*kolom, db.func.sum(J.masuk), db.func.sum(J.keluar)).outerjoin(
        asal, asal.id == J.membalik_id).where(
        *bertanggal(tahun, None, hari), J.jenis.in_(PAJAK)).group_by(*kolom)  # fmt: skip
    pungut: dict[tuple[str, str], list[Decimal]] = defaultdict(lambda: [NOL] * 13)
    setor: dict[tuple[str, str], Decimal] = defaultdict(lambda: NOL)
    for kode, dana, n, jenis, masuk, keluar in db.session.execute(pilih):
        if jenis == R_SETOR:
            setor[kode, dana] += keluar - masuk
        else:
            pungut[kode, dana][0 if jenis == R_PAJAK_AWAL else int(n)] += masuk - keluar
    sisa: dict[str, list[Decimal]] = defaultdict(lambda: [NOL] * 13)
    for kunci, isi in pungut.items():
        for n, nilai in enumerate(_belum_disetor(isi, setor[kunci])):
            sisa[kunci[0]][n] += nilai
    return [_utang(tahun, kode, isi, hari) for kode, isi in sorted(sisa.items()) if any(isi)]


def _belum_disetor(pungut: list[Decimal], setor: Decimal) -> list[Decimal]:
    """What is left of each month when deposits cover the oldest first."""
    hasil = []
    for nilai in pungut:
        pakai = min(setor, nilai)
        hasil.append(nilai - pakai)
        setor -= pakai
    return hasil


def _utang(tahun: int, kode: str, sisa: list[Decimal], hari: date) -> UtangPajak:
    """`sisa` by month, with what came over from last year before January."""
    masa = [Periode(tahun, n) if n else Periode(tahun - 1, 12) for n, nilai in enumerate(sisa) if nilai]
    batas = {m: hari_setor(kode, m) for m in masa}
    lewat = sum((sisa[m.bulan if m.tahun == tahun else 0] for m in masa if hari > batas[m]), NOL)
    return UtangPajak(kode, sum(sisa, NOL), lewat, batas[masa[0]])


def menunggu(tahun: int) -> dict[tuple[str, str], int]:
    """How many documents are on their way: (kind, state) -> count."""
    d = DokumenKas
    pilih = db.select(d.jenis, d.keadaan, db.func.count()).where(
        d.keadaan.in_((DIAJUKAN, DIVERIFIKASI, DISETUJUI)), d.tahun == tahun)
    return {(j, k): n for j, k, n in db.session.execute(pilih.group_by(d.jenis, d.keadaan))}
