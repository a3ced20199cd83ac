"""Rows of the journal as books read them: with the number and the party of their document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement

from smartkampung.extensions import db
from smartkampung.inti.uang import NOL
from smartkampung.keuangan.kas.models import (
    KAS,
    R_BELANJA,
    R_MUTASI,
    R_PANJAR,
    R_POTONGAN,
    R_SALDO,
    R_SETOR,
    R_SISA,
    R_TERIMA,
    DokumenKas,
    JurnalKas,
)
from smartkampung.keuangan.kas.saldo import bertanggal
from smartkampung.keuangan.penerimaan.bunga import PAJAK_BUNGA

J = JurnalKas


class Gerakan(NamedTuple):
    """One row of the journal and what books print of its document."""

    id: int
    tanggal: date
    dokumen_id: int
    jenis: str
    media: str
    rekening_id: int | None
    kegiatan: str
    rekening: str
    sumber_dana: str
    pajak: str
    uraian: str
    masuk: Decimal
    keluar: Decimal
    membalik_id: int | None
    potongan_id: int | None
    jenis_dokumen: str
    induk_id: int | None
    bukti: str
    pihak: str
    uraian_dokumen: str


_KOLOM = (J.id, J.tanggal, J.dokumen_id, J.jenis, J.media, J.rekening_id, J.kegiatan, J.rekening, J.sumber_dana,
          J.pajak, J.uraian, J.masuk, J.keluar, J.membalik_id, J.potongan_id, DokumenKas.jenis, DokumenKas.induk_id,
          DokumenKas.nomor_teks, DokumenKas.pihak_nama, DokumenKas.uraian)  # fmt: skip


def gerakan(tahun: int, dari: date | None, sampai: date | None, *syarat: ColumnElement[bool]) -> list[Gerakan]:
    """Rows between two days in the order of the books: by day, the opening balance first, then as they were posted."""
    pilih = (
        db.select(*_KOLOM).join(DokumenKas, DokumenKas.id == J.dokumen_id)
        .where(*bertanggal(tahun, dari, sampai), *syarat)
        .order_by(J.tanggal, db.case((J.jenis == R_SALDO, 0), else_=1), J.id)
    )  # fmt: skip
    return [Gerakan(*b) for b in db.session.execute(pilih)]


def kas_saja() -> ColumnElement[bool]:
    """The condition: rows that move cash."""
    return J.media.in_(KAS)


def jumlah_sebelum(tahun: int, hari: date, *syarat: ColumnElement[bool]) -> tuple[Decimal, Decimal]:
    """What came in and went out in the year before a day."""
    pilih = db.select(db.func.sum(J.masuk), db.func.sum(J.keluar)).where(J.tahun == tahun, J.tanggal < hari, *syarat)
    masuk, keluar = db.session.execute(pilih).one()
    return masuk or NOL, keluar or NOL


@dataclass(slots=True)
class BarisBuku:
    """One row of a cash book: a document's rows of one kind together (keuangan.md 2.3)."""

    tanggal: date
    dokumen_id: int
    jenis: str
    kode: str
    uraian: str
    masuk: Decimal
    keluar: Decimal
    bukti: str
    jenis_dokumen: str = ""
    netto: Decimal | None = None  # of the whole document, on its last row
    saldo: Decimal = NOL


def _kunci(g: Gerakan) -> tuple[Any, ...]:
    """What stands together in one row: an advance as a whole, spending per account, taxes per kind."""
    arah = g.masuk > 0
    if g.jenis in (R_TERIMA, R_BELANJA):
        pajak = g.uraian == PAJAK_BUNGA
        return (g.dokumen_id, g.jenis, g.media, g.rekening_id, g.kegiatan, g.rekening, pajak, arah)
    if g.jenis in (R_POTONGAN, R_SETOR):
        return (g.dokumen_id, g.jenis, g.media, g.rekening_id, g.pajak, arah)
    if g.jenis in (R_PANJAR, R_SISA):
        return (g.dokumen_id, g.jenis, g.media, g.rekening_id, arah)
    if g.jenis == R_SALDO:
        return (g.dokumen_id, g.jenis, g.media, arah)
    return (g.id,)


def _kode(g: Gerakan) -> str:
    if g.jenis == R_PANJAR:
        return g.kegiatan
    if g.pajak:
        return g.pajak
    return f"{g.kegiatan} {g.rekening}".strip() if g.jenis != R_MUTASI else ""


def _uraian(g: Gerakan) -> str:
    return (g.uraian_dokumen if g.jenis in (R_PANJAR, R_SISA, R_MUTASI) else "") or g.uraian


def baris_buku(isi: Iterable[Gerakan], awal: Decimal) -> Iterator[BarisBuku]:
    """The rows of a cash book with the running balance, starting from one."""
    saldo = awal
    for _nomor, milik in groupby(isi, key=lambda g: (g.tanggal, g.dokumen_id)):
        kelompok: dict[tuple[Any, ...], BarisBuku] = {}
        for g in milik:
            ada = kelompok.get(_kunci(g))
            if ada is None:
                kelompok[_kunci(g)] = BarisBuku(g.tanggal, g.dokumen_id, g.jenis, _kode(g), _uraian(g), g.masuk,
                                                g.keluar, g.bukti or "", g.jenis_dokumen)  # fmt: skip
            else:
                ada.masuk, ada.keluar = ada.masuk + g.masuk, ada.keluar + g.keluar
        semua = list(kelompok.values())
        for satu in semua:
            saldo += satu.masuk - satu.keluar
            satu.saldo = saldo
        semua[-1].netto = sum((b.masuk - b.keluar for b in semua), NOL)
        yield from semua
