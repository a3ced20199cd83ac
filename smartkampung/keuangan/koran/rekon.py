"""Statement against bank book: what matches, what is only on one side, and the proof of the balance."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Select

from smartkampung.extensions import db
from smartkampung.inti.tanggal import Periode
from smartkampung.inti.uang import NOL
from smartkampung.keuangan.kas.models import AWAL, KOREKSI, DokumenKas, JurnalKas, RekeningBank
from smartkampung.keuangan.kas.saldo import bertanggal
from smartkampung.keuangan.koran.models import BarisKoran, BukuKoran, CocokKoran

J = JurnalKas


@dataclass(frozen=True, slots=True)
class Bukti:
    """A document of the bank book: what it adds to the account, and its state."""

    id: int
    tanggal: date
    nomor: str
    uraian: str
    pihak: str
    nilai: Decimal
    jenis: str
    induk_id: int | None
    acuan: str  # NTPN and billing, to be looked for in the statement
    cocok_id: int | None = None
    alasan: str = ""


def bukti_rekening(rekening_id: int, tahun: int, sampai: date, *syarat: ColumnElement[bool]) -> list[Bukti]:
    """The documents that moved an account in a year up to a day, without the opening balance."""
    d = DokumenKas
    pilih = (
        db.select(d.id, d.tanggal, d.nomor_teks, d.uraian, d.pihak_nama, db.func.sum(J.masuk), db.func.sum(J.keluar),
                  d.jenis, d.induk_id, d.ntpn, d.billing, BukuKoran.cocok_id, BukuKoran.alasan)
        .join(J, J.dokumen_id == d.id)
        .outerjoin(BukuKoran, db.and_(BukuKoran.dokumen_id == d.id, BukuKoran.rekening_id == rekening_id))
        .where(*bertanggal(tahun, None, sampai), J.rekening_id == rekening_id, d.jenis != AWAL, *syarat)
        .group_by(d.id, BukuKoran.cocok_id, BukuKoran.alasan).order_by(d.tanggal, d.id)
    )  # fmt: skip
    return [Bukti(n, hari, nomor or "", uraian, pihak, masuk - keluar, jenis, induk, f"{ntpn or ''} {billing}".strip(),
                  cocok, alasan or "")
            for n, hari, nomor, uraian, pihak, masuk, keluar, jenis, induk, ntpn, billing, cocok, alasan
            in db.session.execute(pilih) if masuk != keluar]  # fmt: skip


def baris_rekening(rekening_id: int, dari: date, sampai: date) -> list[BarisKoran]:
    """The lines of the statement between two days."""
    pilih = db.select(BarisKoran).where(BarisKoran.rekening_id == rekening_id, BarisKoran.tanggal >= dari,
                                        BarisKoran.tanggal <= sampai)  # fmt: skip
    return list(db.session.scalars(pilih.order_by(BarisKoran.tanggal, BarisKoran.id)))


@dataclass(frozen=True)
class Rekonsiliasi:
    """An account at the end of a month: balances, what is on one side only, and what is left unexplained."""

    rekening: RekeningBank
    periode: Periode
    buku: Decimal
    koran: Decimal | None  # the balance the statement itself shows
    di_koran: tuple[BarisKoran, ...]  # not in the book
    di_buku: tuple[Bukti, ...]  # not in the statement
    awal: Decimal  # how statement and book differed before the first line
    cocok: int
    mulai: date | None

    @property
    def hanya_koran(self) -> Decimal:
        return sum((b.nilai for b in self.di_koran), NOL)

    @property
    def hanya_buku(self) -> Decimal:
        return sum((b.nilai for b in self.di_buku), NOL)

    @property
    def hitung(self) -> Decimal:
        """What the statement must show, by the book and the differences."""
        return self.buku - self.hanya_buku + self.hanya_koran + self.awal

    @property
    def terbukti(self) -> bool:
        """Whether the differences account for the balance to the sen."""
        return self.koran is not None and self.koran == self.hitung

    @property
    def dijelaskan(self) -> bool:
        """Whether every difference has its explanation."""
        return not self.awal and all(b.alasan for b in self.di_koran) and all(b.alasan for b in self.di_buku)


def rekonsiliasi(rekening: RekeningBank, p: Periode, buku: Decimal) -> Rekonsiliasi:
    """Compare statement and book of an account at the end of a month, when the book says `buku`."""
    mulai = db.session.scalar(db.select(db.func.min(BarisKoran.tanggal)).filter_by(rekening_id=rekening.id))
    if mulai is None or mulai > p.akhir:
        return Rekonsiliasi(rekening, p, buku, None, (), (), NOL, 0, None)
    dari = max(mulai, Periode(p.tahun, 1).awal)
    k, silang = BarisKoran, _silang(rekening.id, p.akhir)
    lini = (k.rekening_id == rekening.id, k.tanggal >= dari, k.tanggal <= p.akhir)
    ikut = db.select(k.cocok_id).where(*lini, k.cocok_id.is_not(None))
    di_koran = db.session.scalars(db.select(k).where(*lini, db.or_(k.cocok_id.is_(None), k.cocok_id.in_(silang)))
                                  .order_by(k.tanggal, k.id))  # fmt: skip
    di_buku = bukti_rekening(
        rekening.id, p.tahun, p.akhir, db.or_(J.tanggal >= dari, BukuKoran.cocok_id.in_(ikut)),
        db.or_(BukuKoran.cocok_id.is_(None), BukuKoran.cocok_id.in_(silang)))  # fmt: skip
    akhir = db.select(k.saldo).where(*lini, k.saldo.is_not(None)).order_by(k.tanggal.desc(), k.id.desc()).limit(1)
    cocok = db.select(db.func.count(k.cocok_id.distinct())).where(*lini, k.cocok_id.not_in(silang))
    return Rekonsiliasi(rekening, p, buku, db.session.scalar(akhir), tuple(di_koran), tuple(di_buku),
                        _awal(rekening.id, p, dari, ikut), db.session.scalar(cocok) or 0, mulai)  # fmt: skip


def _silang(rekening_id: int, akhir: date) -> Select[tuple[int | None]]:
    """Matches of which a part lies after the month: until then their other part stands alone."""
    k, b, d = BarisKoran, BukuKoran, DokumenKas
    lini = db.select(k.cocok_id).where(k.rekening_id == rekening_id, k.tanggal > akhir, k.cocok_id.is_not(None))
    bukti = db.select(b.cocok_id).join(d, d.id == b.dokumen_id).where(
        b.rekening_id == rekening_id, d.tanggal > akhir, b.cocok_id.is_not(None))  # fmt: skip
    return db.select(CocokKoran.id).where(db.or_(CocokKoran.id.in_(lini), CocokKoran.id.in_(bukti)))


def _awal(rekening_id: int, p: Periode, dari: date, ikut: Select[tuple[int | None]]) -> Decimal:
    """The balance the statement begins with less that of the book, without vouchers whose lines came later."""
    k = BarisKoran
    pertama = db.session.execute(db.select(k.tanggal, k.id, k.saldo).where(
        k.rekening_id == rekening_id, k.tanggal >= dari, k.tanggal <= p.akhir, k.saldo.is_not(None)).order_by(
        k.tanggal, k.id).limit(1)).first()  # fmt: skip
    if pertama is None:
        return NOL
    sampai = db.or_(k.tanggal < pertama.tanggal, db.and_(k.tanggal == pertama.tanggal, k.id <= pertama.id))
    jalan = _jumlah(db.select(db.func.sum(k.masuk), db.func.sum(k.keluar)).where(
        k.rekening_id == rekening_id, k.tanggal >= dari, sampai))  # fmt: skip
    terikat = db.select(BukuKoran.dokumen_id).where(BukuKoran.rekening_id == rekening_id, BukuKoran.cocok_id.in_(ikut))
    buku = _jumlah(db.select(db.func.sum(J.masuk), db.func.sum(J.keluar)).join(
        DokumenKas, DokumenKas.id == J.dokumen_id).where(
        J.tahun == p.tahun, J.rekening_id == rekening_id,
        db.or_(DokumenKas.jenis == AWAL, db.and_(J.tanggal < dari, J.dokumen_id.not_in(terikat)))))  # fmt: skip
    return Decimal(pertama.saldo) - jalan - buku


def _jumlah(pilih: Select[Any]) -> Decimal:
    masuk, keluar = db.session.execute(pilih).one()
    return (masuk or NOL) - (keluar or NOL)


def pasangan_koreksi(bukti: Iterable[Bukti]) -> list[tuple[Bukti, Bukti]]:
    """Vouchers and what reversed them: the bank saw neither."""
    semua = {b.id: b for b in bukti if b.cocok_id is None}
    return [(semua[b.induk_id], b) for b in semua.values()
            if b.jenis == KOREKSI and b.induk_id in semua and semua[b.induk_id].nilai == -b.nilai]  # fmt: skip


JENDELA = 5  # days between book and statement


def cari_pasangan(baris: Iterable[BarisKoran], bukti: Iterable[Bukti]) -> list[tuple[BarisKoran, Bukti]]:
    """Pairs of the same amount within some days: a reference in the text first, then the nearest day."""
    menurut_nilai: dict[Decimal, list[Bukti]] = defaultdict(list)
    for b in bukti:
        menurut_nilai[b.nilai].append(b)
    calon = [(-_mirip(k, b), abs((k.tanggal - b.tanggal).days), k.id, b.id, k, b)
             for k in baris for b in menurut_nilai.get(k.nilai, ()) if abs((k.tanggal - b.tanggal).days) <= JENDELA]
    hasil, terpakai_k, terpakai_b = [], set(), set()
    for _mutu, _hari, nk, nb, k, b in sorted(calon, key=lambda c: c[:4]):
        if nk not in terpakai_k and nb not in terpakai_b:
            hasil.append((k, b))
            terpakai_k.add(nk)
            terpakai_b.add(nb)
    return hasil


def _mirip(k: BarisKoran, b: Bukti) -> int:
    """How much the text of a line speaks for a document: its reference, its number, words of its party."""
    teks = k.uraian.lower()
    if any(len(a) > 5 and a.lower() in teks for a in b.acuan.split()):
        return 3
    if b.nomor and b.nomor.lower() in teks:
        return 2
    kata = {w for w in f"{b.pihak} {b.uraian}".lower().split() if len(w) > 3}
    return 1 if any(w in teks for w in kata) else 0
