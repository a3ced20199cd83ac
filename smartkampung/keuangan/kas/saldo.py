"""What the journal adds up to: cash, sources of funds, taxes owed, open advances, realisation. The one reader of sums.

Signs: `masuk - keluar` of a row is what it adds. The identity of every day (keuangan.md 0.2):
kas bank + kas tunai = SiLPA berjalan + utang pajak - panjar yang belum dipertanggungjawabkan.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement
from sqlalchemy.orm import aliased

from smartkampung.extensions import db
from smartkampung.inti.tanggal import tanggal_panjang
from smartkampung.inti.uang import NOL, rupiah
from smartkampung.keuangan.anggaran.isi import Kunci
from smartkampung.keuangan.kas.galat import KasKurang, PajakLebihSetor
from smartkampung.keuangan.kas.models import (
    BARANG,
    DI_BANK,
    DI_PANJAR,
    KAS,
    KOREKSI,
    MEDIA_AWAL,
    R_BELANJA,
    R_PAJAK_AWAL,
    R_PANJAR,
    R_POTONGAN,
    R_SETOR,
    R_SILPA,
    R_SISA,
    R_TERIMA,
    TUNAI,
    DokumenKas,
    JurnalKas,
    RekeningBank,
)

REALISASI = (R_SILPA, R_TERIMA, R_BELANJA)  # rows that count in the LRA
PAJAK = (R_PAJAK_AWAL, R_POTONGAN, R_SETOR)
J = JurnalKas


def bertanggal(tahun: int, dari: date | None = None, sampai: date | None = None) -> list[ColumnElement[bool]]:
    """The condition: rows of a fiscal year, from a day, up to and including a day."""
    syarat = [J.tahun == tahun]
    return syarat + ([J.tanggal >= dari] if dari else []) + ([J.tanggal <= sampai] if sampai else [])


@dataclass(frozen=True)
class Posisi:
    """Where the money stands at the end of a day. Amounts in rupiah; `bank` by account, taxes by kind."""

    bank: Mapping[int, Decimal] = field(default_factory=dict)
    tunai: Decimal = NOL
    per_sumber: Mapping[str, Decimal] = field(default_factory=dict)
    pajak: Mapping[str, Decimal] = field(default_factory=dict)
    panjar: Decimal = NOL
    silpa: Decimal = NOL  # SiLPA berjalan: what came in less what was spent, with last year's
    silpa_sumber: Mapping[str, Decimal] = field(default_factory=dict)
    barang: Decimal = NOL  # gifts in kind that were received and not yet booked as used

    @property
    def kas_bank(self) -> Decimal:
        return sum(self.bank.values(), NOL)

    @property
    def kas(self) -> Decimal:
        """Bank and till together: the balance of the BKU."""
        return self.kas_bank + self.tunai

    @property
    def utang_pajak(self) -> Decimal:
        return sum(self.pajak.values(), NOL)

    @property
    def selisih(self) -> Decimal:
        """Nought when the identity holds."""
        return self.kas + self.barang - (self.silpa + self.utang_pajak - self.panjar)


def posisi(tahun: int, sampai: date | None = None, *, dari: date | None = None,
           jenis: Sequence[str] = ()) -> Posisi:  # fmt: skip
    """The sums of a fiscal year up to a day (or what moved between two days, or by some kinds of rows)."""
    kolom = (J.jenis, J.media, J.rekening_id, J.sumber_dana, J.pajak)
    jumlah = (db.func.sum(J.masuk), db.func.sum(J.keluar))
    pilih = db.select(*kolom, *jumlah).where(*bertanggal(tahun, dari, sampai)).group_by(*kolom)
    if jenis:
        pilih = pilih.where(J.jenis.in_(jenis))
    bank, sumber, pajak, silpa = (defaultdict[Any, Decimal](lambda: NOL) for _ in range(4))
    tunai = panjar = barang = NOL
    for apa, media, rekening, dana, kode, masuk, keluar in db.session.execute(pilih):
        nilai = masuk - keluar
        if media == DI_BANK:
            bank[rekening] += nilai
        elif media == TUNAI:
            tunai += nilai
        elif media == BARANG:
            barang += nilai
        if dana and (media in KAS or media == MEDIA_AWAL):
            sumber[dana] += nilai
        if apa in REALISASI:
            silpa[dana] += nilai
        elif apa in PAJAK:
            pajak[kode] += nilai
        if apa in (R_PANJAR, R_SISA):
            panjar -= nilai
        elif apa == R_BELANJA and media == DI_PANJAR:
            panjar += nilai
    return Posisi(dict(bank), tunai, dict(sumber), dict(pajak), panjar, sum(silpa.values(), NOL), dict(silpa),
                  barang)


def realisasi(tahun: int, sampai: date | None = None, *, dari: date | None = None) -> dict[Kunci, Decimal]:
    """What was realised under each key: income received (4, 6.1), spending (5, 6.2); always counted positive."""
    kolom = (J.kegiatan, J.rekening, J.sumber_dana, J.jenis)
    pilih = db.select(*kolom, db.func.sum(J.masuk), db.func.sum(J.keluar)).where(
        *bertanggal(tahun, dari, sampai), J.jenis.in_(REALISASI)).group_by(*kolom)  # fmt: skip
    hasil: dict[Kunci, Decimal] = defaultdict(lambda: NOL)
    for kegiatan, rekening, dana, jenis, masuk, keluar in db.session.execute(pilih):
        hasil[Kunci(kegiatan, rekening, dana)] += keluar - masuk if jenis == R_BELANJA else masuk - keluar
    return dict(hasil)


def belanja_bulanan(tahun: int, sampai: date | None = None) -> list[Decimal]:
    """Spending (account 5) that was realised in each month of a year, January to December."""
    bulan = db.extract("month", J.tanggal)
    pilih = db.select(bulan, db.func.sum(J.masuk), db.func.sum(J.keluar)).where(
        *bertanggal(tahun, None, sampai), J.jenis == R_BELANJA, J.rekening.startswith("5")).group_by(bulan)  # fmt: skip
    hasil = [NOL] * 12
    for n, masuk, keluar in db.session.execute(pilih):
        hasil[int(n) - 1] = keluar - masuk
    return hasil


def panjar_terbuka(tahun: int, sampai: date | None = None) -> dict[int, Decimal]:
    """What is still open of each advance, by the id of its SPP; a KOREKSI belongs to the SPP of what it reverses."""
    asal = aliased(DokumenKas)
    spp_id = db.case((DokumenKas.jenis == KOREKSI, asal.induk_id), else_=DokumenKas.induk_id).label("spp_id")
    # Spending out of an advance leaves it, what comes back enters the till: opposite sides of the journal.
    keluar = db.func.sum(db.case((J.jenis == R_BELANJA, J.masuk), else_=J.keluar))
    masuk = db.func.sum(db.case((J.jenis == R_BELANJA, J.keluar), else_=J.masuk))
    pilih = (
        db.select(spp_id, keluar, masuk)
        .join(DokumenKas, DokumenKas.id == J.dokumen_id)
        .outerjoin(asal, asal.id == DokumenKas.induk_id)
        .where(*bertanggal(tahun, None, sampai), J.jenis.in_((R_PANJAR, R_SISA, R_BELANJA)),
               db.or_(J.jenis != R_BELANJA, J.media == DI_PANJAR))
        .group_by(spp_id)
        .having(keluar != masuk)
    )  # fmt: skip
    return {spp: diberi - kembali for spp, diberi, kembali in db.session.execute(pilih)}


def utang_pajak(tahun: int, sampai: date | None = None) -> dict[tuple[str, str], Decimal]:
    """Taxes owed by kind and source of funds."""
    pilih = db.select(J.pajak, J.sumber_dana, db.func.sum(J.masuk), db.func.sum(J.keluar)).where(
        *bertanggal(tahun, None, sampai), J.jenis.in_(PAJAK)).group_by(J.pajak, J.sumber_dana)  # fmt: skip
    hasil = {(kode, dana): masuk - keluar for kode, dana, masuk, keluar in db.session.execute(pilih)}
    return {kunci: nilai for kunci, nilai in hasil.items() if nilai}


def tunai_harian(tahun: int, dari: date, sampai: date) -> list[tuple[date, Decimal]]:
    """The till at the end of each day of a span on which it moved."""
    saldo = posisi(tahun, dari - timedelta(days=1)).tunai
    pilih = db.select(J.tanggal, db.func.sum(J.masuk), db.func.sum(J.keluar)).where(
        *bertanggal(tahun, dari, sampai), J.media == TUNAI).group_by(J.tanggal).order_by(J.tanggal)  # fmt: skip
    hasil = []
    for hari, masuk, keluar in db.session.execute(pilih):
        saldo += masuk - keluar
        hasil.append((hari, saldo))
    return hasil


def pastikan_tidak_minus(tahun: int, mulai: date) -> None:
    """Raise KasKurang or PajakLebihSetor for the first day from `mulai` on that ends below nought.

    A late entry moves every day after it, so those are looked at too (K-KAS-01, K-PJK-03, I-4, I-8).
    """
    for hari, (jenis, apa), nilai in _hari_minus(tahun, mulai):
        if jenis == "pajak":
            raise PajakLebihSetor(kode=apa, sisa=rupiah(nilai), tanggal=tanggal_panjang(hari))
        raise KasKurang(apa=_sebut(jenis, apa), kurang=rupiah(-nilai), tanggal=tanggal_panjang(hari))


def minus_pada(tahun: int, sampai: date | None = None) -> list[str]:
    """A sentence for every balance that is below nought at the end of a day of a year, or of its days up to one."""
    akhir = sampai or date(tahun, 12, 31)
    return [f"{tanggal_panjang(hari)}: {_sebut(*pos)} {rupiah(nilai)}"
            for hari, pos, nilai in _hari_minus(tahun, date(tahun, 1, 1)) if hari <= akhir]  # fmt: skip


Pos = tuple[str, Any]


def _pos(jenis: str, media: str, rekening: int | None, dana: str, kode: str) -> list[Pos]:
    """Which balances a row moves."""
    hasil: list[Pos] = []
    if media == DI_BANK:
        hasil.append(("bank", rekening))
    elif media == TUNAI:
        hasil.append(("tunai", None))
    if dana and (media in KAS or media == MEDIA_AWAL):
        hasil.append(("sumber", dana))
    if jenis in PAJAK:
        hasil.append(("pajak", kode))
    return hasil


def _hari_minus(tahun: int, mulai: date) -> Iterator[tuple[date, Pos, Decimal]]:
    saldo = _awal(tahun, mulai - timedelta(days=1))
    kolom = (J.tanggal, J.jenis, J.media, J.rekening_id, J.sumber_dana, J.pajak)
    pilih = db.select(*kolom, db.func.sum(J.masuk), db.func.sum(J.keluar)).where(
        *bertanggal(tahun, mulai)).group_by(*kolom).order_by(J.tanggal)  # fmt: skip
    for hari, baris in groupby(db.session.execute(pilih), key=lambda b: b[0]):
        for _, jenis, media, rekening, dana, kode, masuk, keluar in baris:
            for pos in _pos(jenis, media, rekening, dana, kode):
                saldo[pos] += masuk - keluar
        yield from ((hari, pos, nilai) for pos, nilai in saldo.items() if nilai < 0)


def _awal(tahun: int, sampai: date) -> dict[Pos, Decimal]:
    p = posisi(tahun, sampai)
    isi: dict[Pos, Decimal] = {("tunai", None): p.tunai}
    isi |= {("bank", k): n for k, n in p.bank.items()} | {("sumber", k): n for k, n in p.per_sumber.items()}
    isi |= {("pajak", k): n for k, n in p.pajak.items()}
    return defaultdict(lambda: NOL, isi)


def _sebut(jenis: str, apa: Any) -> str:
    if jenis == "bank":
        return f"Rekening {db.session.get_one(RekeningBank, apa).sebutan}"
    if jenis == "pajak":
        return f"Utang {apa}"
    return "Kas tunai" if jenis == "tunai" else f"Uang sumber dana {apa}"
