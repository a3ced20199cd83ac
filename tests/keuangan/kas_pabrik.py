"""Makers of cash for tests: a year with a budget in force, a bank account, an opening balance, income."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from typing import Any

from smartkampung.extensions import db
from smartkampung.inti.konteks import keadaan
from smartkampung.inti.uang import NOL
from smartkampung.keuangan.anggaran.isi import Kunci
from smartkampung.keuangan.kas.bukukan import Gerak, bukukan, dokumen_baru
from smartkampung.keuangan.kas.models import (
    AWAL,
    DI_BANK,
    MEDIA_AWAL,
    R_PAJAK_AWAL,
    R_SALDO,
    R_SILPA,
    R_TERIMA,
    TBP,
    TUNAI,
    DokumenKas,
    RekeningBank,
)
from tests.keuangan.pabrik import orang

TAHUN = 2026


def hari(bulan: int, tanggal: int, tahun: int = TAHUN) -> date:
    """A day of the fiscal year."""
    return date(tahun, bulan, tanggal)


def rekening_bank(nomor: str = "0012345678", *, utama: bool = True) -> RekeningBank:
    """A bank account of the village."""
    satu = RekeningBank(bank="Bank Jatim", nomor=nomor, atas_nama="Pemerintah Desa", utama=utama)
    db.session.add(satu)
    db.session.flush()
    return satu


def saldo_awal(bank: RekeningBank, silpa: dict[str, int], *, pajak: dict[tuple[str, str], int] | None = None,
               tahun: int = TAHUN) -> DokumenKas:  # fmt: skip
    """The opening balance of a year, all of it in one account: SiLPA by source, taxes owed by (kind, source)."""
    utang = pajak or {}
    jumlah = Decimal(sum(silpa.values()) + sum(utang.values()))
    dokumen = dokumen_baru(AWAL, date(tahun, 1, 1), oleh=orang("keuangan"), uraian="Saldo awal", nilai=jumlah)
    gerak = [Gerak(R_SALDO, DI_BANK, masuk=jumlah, rekening_id=bank.id)]
    gerak += [Gerak(R_SILPA, MEDIA_AWAL, masuk=Decimal(n), kunci=Kunci("", "6.1.1.01", s)) for s, n in silpa.items()]
    gerak += [Gerak(R_PAJAK_AWAL, MEDIA_AWAL, masuk=Decimal(n), pajak=k, kunci=Kunci("", "", s))
              for (k, s), n in utang.items()]  # fmt: skip
    bukukan(dokumen, gerak, oleh=orang("keuangan"))
    return dokumen


def terima(bank: RekeningBank | None, rekening: str, sumber: str, nilai: int | Decimal, tanggal: date) -> DokumenKas:
    """Income posted as it is: into an account, or (None) into the till."""
    dokumen = dokumen_baru(TBP, tanggal, oleh=orang("keuangan"), uraian="Penerimaan", nilai=Decimal(nilai))
    gerak = Gerak(R_TERIMA, DI_BANK if bank else TUNAI, masuk=Decimal(nilai), keluar=NOL,
                  kunci=Kunci("", rekening, sumber), rekening_id=bank.id if bank else None)  # fmt: skip
    bukukan(dokumen, [gerak], oleh=orang("keuangan"))
    return dokumen


@contextmanager
def didengar(fakta: type) -> Iterator[list[Any]]:
    """What is announced of a kind of fact meanwhile, beside its real listeners."""
    pendengar = keadaan().pendengar.setdefault(fakta, [])
    kabar: list[Any] = []
    pendengar.append(kabar.append)
    try:
        yield kabar
    finally:
        pendengar.remove(kabar.append)
