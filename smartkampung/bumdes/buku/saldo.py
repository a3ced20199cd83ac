"""Balances: sums of lines per entity and account, quick through the monthly sums, provable from the rows.

All sums are sen (int) here; reports turn them into rupiah at their edge.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, type_coerce

from smartkampung.bumdes.buku.models import BarisJurnal, SaldoBumdes
from smartkampung.extensions import db

Jumlah = dict[tuple[int, int], tuple[int, int]]  # (entity, account) -> (debit, kredit) in sen


def uang(sen: int) -> Decimal:
    """Sen as rupiah."""
    return (Decimal(sen) / 100).quantize(Decimal("0.01"))


def sen(kolom: Any) -> Any:
    """A money column as the integer it is stored as."""
    return type_coerce(kolom, BigInteger)


def bulan_kunci(hari: date) -> int:
    """The key of a month in the monthly sums."""
    return hari.year * 100 + hari.month


def akhir_bulan(hari: date) -> bool:
    """Whether a day is the last of its month."""
    return (hari + timedelta(days=1)).month != hari.month


def jumlah(entitas: Sequence[int], dari: date | None, sampai: date, *, tanpa_penutup: int | None = None) -> Jumlah:
    """Debit and credit of each account from a day (None: the beginning) to a day, both included.

    `tanpa_penutup` leaves out the closing journals of that year, as reports of a closed year do.
    """
    hasil: dict[tuple[int, int], list[int]] = defaultdict(lambda: [0, 0])
    if dari is not None and dari > sampai:
        return {}
    utuh_dari, utuh_sampai, sisa = _pecah(dari, sampai)
    if utuh_sampai is not None:
        _tambah(hasil, _dari_bulanan(entitas, utuh_dari, utuh_sampai, tanpa_penutup), 1)
    for awal, akhir in sisa:
        _tambah(hasil, _dari_baris(entitas, awal, akhir, tanpa_penutup), 1)
    return {k: (d, c) for k, (d, c) in hasil.items()}


def _pecah(dari: date | None, sampai: date) -> tuple[int | None, int | None, list[tuple[date, date]]]:
    """Whole months as (from, to) keys, and the days before and after them that must be read from rows."""
    sisa = []
    bulan_awal = None
    if dari is not None:
        if dari.day == 1:
            bulan_awal = bulan_kunci(dari)
        else:
            depan = (dari.replace(day=1) + timedelta(days=32)).replace(day=1)
            if depan > sampai:
                return None, None, [(dari, sampai)]
            sisa.append((dari, depan - timedelta(days=1)))
            bulan_awal = bulan_kunci(depan)
    if akhir_bulan(sampai):
        return bulan_awal, bulan_kunci(sampai), sisa
    awal_ini = sampai.replace(day=1)
    sisa.append((awal_ini, sampai))
    terakhir = bulan_kunci(awal_ini - timedelta(days=1))
    if bulan_awal is not None and bulan_awal > terakhir:
        return None, None, sisa
    return bulan_awal, terakhir, sisa


def _dari_bulanan(entitas: Sequence[int], dari: int | None, sampai: int, tanpa: int | None) -> Any:
    s = SaldoBumdes
    pilih = db.select(s.entitas_id, s.akun_id, db.func.sum(sen(s.debit)), db.func.sum(sen(s.kredit))).where(
        s.entitas_id.in_(entitas), s.bulan <= sampai)  # fmt: skip
    if dari is not None:
        pilih = pilih.where(s.bulan >= dari)
    if tanpa is not None:
        pilih = pilih.where(db.not_(db.and_(s.penutup, s.bulan.between(tanpa * 100, tanpa * 100 + 12))))
    return db.session.execute(pilih.group_by(s.entitas_id, s.akun_id))


def _dari_baris(entitas: Sequence[int], dari: date | None, sampai: date, tanpa: int | None) -> Any:
    b = BarisJurnal
    akun = (b.akun_id + db.literal_column("0")).label("akun")  # so that it runs by day, not along the accounts
    pilih = db.select(b.entitas_id, akun, db.func.sum(sen(b.debit)), db.func.sum(sen(b.kredit))).where(
        b.entitas_id.in_(entitas), b.tanggal <= sampai)  # fmt: skip
    if dari is not None:
        pilih = pilih.where(b.tanggal >= dari)
    if tanpa is not None:
        tahun_itu = b.tanggal.between(date(tanpa, 1, 1), date(tanpa, 12, 31))
        pilih = pilih.where(db.not_(db.and_(b.penutup, tahun_itu)))
    return db.session.execute(pilih.group_by(b.entitas_id, akun))


def dari_baris(entitas: Sequence[int], sampai: date) -> Jumlah:
    """The same sums straight from the lines: what the monthly sums are proved against."""
    return {(e, a): (int(d), int(c)) for e, a, d, c in _dari_baris(entitas, None, sampai, None)}


def _tambah(hasil: dict[tuple[int, int], list[int]], baris: Any, tanda: int) -> None:
    for e, a, d, c in baris:
        sel = hasil[e, a]
        sel[0] += tanda * int(d)
        sel[1] += tanda * int(c)


def neto(jumlah_: Mapping[tuple[int, int], tuple[int, int]]) -> dict[tuple[int, int], int]:
    """Debit minus credit of each."""
    return {k: d - c for k, (d, c) in jumlah_.items()}


def saldo_akun(entitas: Sequence[int], akun_id: int, sampai: date) -> int:
    """Debit minus credit of one account on a day."""
    s, b = SaldoBumdes, BarisJurnal
    awal = sampai.replace(day=1)
    utuh = db.select(db.func.coalesce(db.func.sum(sen(s.debit) - sen(s.kredit)), 0)).where(
        s.entitas_id.in_(entitas), s.akun_id == akun_id, s.bulan < bulan_kunci(awal))  # fmt: skip
    kini = db.select(db.func.coalesce(db.func.sum(sen(b.debit) - sen(b.kredit)), 0)).where(
        b.akun_id == akun_id, b.entitas_id.in_(entitas), b.tanggal.between(awal, sampai))  # fmt: skip
    return int(db.session.scalar(utuh) or 0) + int(db.session.scalar(kini) or 0)
