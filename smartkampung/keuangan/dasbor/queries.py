"""The figures of the dashboard, each from the reader that owns it."""

from __future__ import annotations

import calendar
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
from smartkampung.keuangan.aturan.parameter import aturan_tahun
from smartkampung.keuangan.baca.queries import Jumlah
from smartkampung.keuangan.dpa.models import BERLAKU, DPA, BarisDPA
from smartkampung.keuangan.kas.models import (
    DIAJUKAN,
    DISETUJUI,
    DIVERIFIKASI,
    R_SETOR,
    DokumenKas,
    JurnalKas,
    RekeningBank,
)
from smartkampung.keuangan.kas.saldo import PAJAK, Posisi, bertanggal, posisi
from smartkampung.keuangan.kertas.kegiatan import kode_annex, nama_bidang
from smartkampung.keuangan.laporan.lra import IsiLRA

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
    tempo: date | None


def utang_pajak(tahun: int, hari: date) -> list[UtangPajak]:
    """Per kind of tax: what is owed, and how much of it is past its day (deposits pay the oldest first)."""
    bulan = db.extract("month", J.tanggal)
    pilih = db.select(J.pajak, bulan, J.jenis, db.func.sum(J.masuk), db.func.sum(J.keluar)).where(
        *bertanggal(tahun, None, hari), J.jenis.in_(PAJAK)).group_by(J.pajak, bulan, J.jenis)  # fmt: skip
    pungut: dict[str, list[Decimal]] = defaultdict(lambda: [NOL] * 12)
    setor: dict[str, Decimal] = defaultdict(lambda: NOL)
    for kode, n, jenis, masuk, keluar in db.session.execute(pilih):
        if jenis == R_SETOR:
            setor[kode] += keluar - masuk
        else:
            pungut[kode][int(n) - 1] += masuk - keluar
    return [u for kode in sorted(pungut) if (u := _utang(tahun, kode, pungut[kode], setor[kode], hari)).nilai]


def _utang(tahun: int, kode: str, pungut: list[Decimal], setor: Decimal, hari: date) -> UtangPajak:
    sisa, lewat, tempo = setor, NOL, None
    for n, nilai in enumerate(pungut, start=1):
        terutang = max(nilai - sisa, NOL)
        sisa = max(sisa - nilai, NOL)
        batas = jatuh_tempo(kode, Periode(tahun, n))
        if terutang > 0:
            tempo = tempo or batas
            lewat += terutang if hari > batas else NOL
    return UtangPajak(kode, sum(pungut, NOL) - setor, lewat, tempo)


def jatuh_tempo(kode: str, bulan: Periode) -> date:
    """The last day to deposit what was withheld in a month (K-PJK-04)."""
    berikut = bulan.sesudah()
    nama = "setor_ppn_tanggal" if kode.upper().startswith("PPN") else "setor_pph_tanggal"
    tanggal = int(aturan_tahun(bulan.tahun).angka(nama) or 15)
    akhir = calendar.monthrange(berikut.tahun, berikut.bulan)[1]
    return date(berikut.tahun, berikut.bulan, min(tanggal, akhir))


def menunggu(tahun: int) -> dict[tuple[str, str], int]:
    """How many documents are on their way: (kind, state) -> count."""
    d = DokumenKas
    pilih = db.select(d.jenis, d.keadaan, db.func.count()).where(
        d.keadaan.in_((DIAJUKAN, DIVERIFIKASI, DISETUJUI)), d.tahun == tahun)
    return {(j, k): n for j, k, n in db.session.execute(pilih.group_by(d.jenis, d.keadaan))}
