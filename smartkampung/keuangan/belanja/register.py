"""Registers of SPP, receipts, payments and SPJ: one table each, read page by page or whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select

from smartkampung.extensions import db
from smartkampung.inti.lembar import Kolom, Lembar
from smartkampung.inti.uang import NOL
from smartkampung.keuangan.acuan.queries import acuan
from smartkampung.keuangan.kas.models import (
    CAIR,
    CARA_SPP,
    DICAIRKAN,
    DISAHKAN,
    KOREKSI,
    MEDIA,
    SPJ,
    SPP,
    BarisDokumen,
    DokumenKas,
    PotonganDokumen,
)

RP = "rupiah"
_NOMOR, _TANGGAL = Kolom("nomor", "No", "angka"), Kolom("tanggal", "Tanggal", "tanggal")
_KEGIATAN, _URAIAN = Kolom("kegiatan", "Kegiatan"), Kolom("uraian", "Uraian")


@dataclass(frozen=True)
class Register:
    """One register: its columns, its rows as a query, and what a row looks like."""

    kode: str
    judul: str
    kolom: tuple[Kolom, ...]
    pilih: Callable[[int, date | None, date | None], Select[Any]]
    baris: Callable[[int, Any], tuple[Any, ...]]


def _dalam(pilih: Select[Any], kolom: Any, dari: date | None, sampai: date | None) -> Select[Any]:
    pilih = pilih.where(kolom >= dari) if dari else pilih
    return pilih.where(kolom <= sampai) if sampai else pilih


def _pembalik(dokumen_id: Any) -> Any:
    """The number of the KOREKSI of a document, as a column: a register says which of its rows no longer count."""
    k = db.aliased(DokumenKas)
    return db.select(k.nomor_teks).where(k.induk_id == dokumen_id, k.jenis == KOREKSI).scalar_subquery()


def _dibalik(uraian: str, pembalik: str | None) -> str:
    return f"{uraian} (dikoreksi {pembalik})" if pembalik else uraian


def _spp(tahun: int, dari: date | None, sampai: date | None) -> Select[Any]:
    d, c = DokumenKas, db.aliased(DokumenKas)
    pilih = (db.select(d, c.media, _pembalik(c.id)).outerjoin(c, db.and_(c.induk_id == d.id, c.jenis == CAIR))
             .where(d.tahun == tahun, d.jenis == SPP, d.nomor.is_not(None)).order_by(d.nomor))  # fmt: skip
    return _dalam(pilih, d.tanggal, dari, sampai)


def _baris_spp(n: int, baris: Any) -> tuple[Any, ...]:
    d, media, pembalik = baris
    return (n, d.nomor_teks, d.tanggal, CARA_SPP.get(d.cara, d.cara), _kegiatan(d), d.uraian, d.nilai,
            MEDIA.get(media or "", "—"), _dibalik(d.lencana[0], pembalik))  # fmt: skip


def _cair(tahun: int, dari: date | None, sampai: date | None) -> Select[Any]:
    d, s = DokumenKas, db.aliased(DokumenKas)
    pilih = (db.select(d, s.nomor_teks, _pembalik(d.id)).outerjoin(s, s.id == d.induk_id)
             .where(d.tahun == tahun, d.jenis == CAIR).order_by(d.tanggal, d.nomor))  # fmt: skip
    return _dalam(pilih, d.tanggal, dari, sampai)


def _baris_cair(n: int, baris: Any) -> tuple[Any, ...]:
    d, spp, pembalik = baris
    return (n, d.tanggal, spp, d.nomor_teks, _kegiatan(d), CARA_SPP.get(d.cara, d.cara), MEDIA.get(d.media, d.media),
            d.nilai, _dibalik(d.uraian, pembalik))  # fmt: skip


def _spj(tahun: int, dari: date | None, sampai: date | None) -> Select[Any]:
    d, s = DokumenKas, db.aliased(DokumenKas)
    pilih = (db.select(d, s.nomor_teks, s.nilai, _pembalik(d.id)).join(s, s.id == d.induk_id)
             .where(d.tahun == tahun, d.jenis == SPJ, d.nomor.is_not(None)).order_by(d.nomor))  # fmt: skip
    return _dalam(pilih, d.tanggal, dari, sampai)


def _baris_spj(n: int, baris: Any) -> tuple[Any, ...]:
    d, spp, panjar, pembalik = baris
    return (n, d.nomor_teks, d.tanggal, spp, _kegiatan(d), panjar, d.nilai, panjar - d.nilai, d.potongan,
            _dibalik(d.lencana[0], pembalik))  # fmt: skip


def _kuitansi(tahun: int, dari: date | None, sampai: date | None) -> Select[Any]:
    b, d, s, c, p = BarisDokumen, DokumenKas, db.aliased(DokumenKas), db.aliased(DokumenKas), PotonganDokumen
    pajak = db.select(db.func.coalesce(db.func.sum(p.nilai), NOL)).where(p.baris_id == b.id).scalar_subquery()
    sah = db.or_(db.and_(d.jenis == SPP, d.cara != "panjar", d.keadaan == DICAIRKAN),
                 db.and_(d.jenis == SPJ, d.keadaan == DISAHKAN))  # fmt: skip
    pembalik = db.func.coalesce(_pembalik(c.id), _pembalik(d.id))
    pilih = (db.select(b, d, s.nomor_teks, pajak, pembalik).join(d, d.id == b.dokumen_id)
             .outerjoin(s, s.id == d.induk_id).outerjoin(c, db.and_(c.induk_id == d.id, c.jenis == CAIR))
             .where(d.tahun == tahun, sah).order_by(d.tanggal, d.id, b.urut))  # fmt: skip
    return _dalam(pilih, d.tanggal, dari, sampai)


def _baris_kuitansi(n: int, baris: Any) -> tuple[Any, ...]:
    b, d, induk, pajak, pembalik = baris
    spp, spj = (induk, d.nomor_teks) if d.jenis == SPJ else (d.nomor_teks, "")
    uraian = f"{b.rekening} {b.uraian}" + (f" · {b.pihak_nama}" if b.pihak_nama else "")
    return (n, b.bukti_tanggal or d.tanggal, spp, spj, _kegiatan(d), _dibalik(uraian, pembalik), b.nilai, pajak,
            b.nilai - pajak)  # fmt: skip


def _kegiatan(d: DokumenKas) -> str:
    return f"{d.kegiatan} {acuan(d.tahun).nama_kegiatan(d.kegiatan)}" if d.kegiatan else "Pembiayaan"


def _rp(kunci: str, judul: str) -> Kolom:
    return Kolom(kunci, judul, "rupiah", jumlah=True)


REGISTER = {
    r.kode: r
    for r in (
        Register("spp", "Register SPP", (_NOMOR, Kolom("spp", "No SPP"), _TANGGAL, Kolom("jenis", "Jenis"), _KEGIATAN,
                                         _URAIAN, _rp("nilai", "Nilai"), Kolom("media", "Media"),
                                         Kolom("status", "Status")), _spp, _baris_spp),
        Register("kuitansi", "Register kuitansi",
                 (_NOMOR, _TANGGAL, Kolom("spp", "No SPP"), Kolom("spj", "No SPJ"), _KEGIATAN,
                  Kolom("uraian", "Uraian rekening"), _rp("bruto", "Bruto"), _rp("pajak", "Pajak"),
                  _rp("neto", "Neto")), _kuitansi, _baris_kuitansi),
        Register("pencairan", "Register pencairan",
                 (_NOMOR, Kolom("tanggal", "Tgl cair", "tanggal"), Kolom("spp", "No SPP"),
                  Kolom("cair", "No pencairan"), _KEGIATAN, Kolom("jenis", "Jenis"), Kolom("media", "Media"),
                  _rp("nilai", "Nilai"), _URAIAN), _cair, _baris_cair),
        Register("spj", "Register SPJ",
                 (_NOMOR, Kolom("spj", "No SPJ"), _TANGGAL, Kolom("spp", "No SPP"), _KEGIATAN,
                  _rp("panjar", "Nilai SPP"), _rp("realisasi", "Realisasi"), _rp("sisa", "Sisa panjar"),
                  _rp("pajak", "Pajak"), Kolom("status", "Status")), _spj, _baris_spj),
    )
}  # fmt: skip


def lembar_register(register: Register, tahun: int, isi: Sequence[Any], mulai: int = 1, *,
                    ringkas: bool = False) -> Lembar:  # fmt: skip
    """Rows of a register as a table; `mulai` is the number of the first, `ringkas` leaves names of kegiatan out."""
    baris = [register.baris(n, b) for n, b in enumerate(isi, start=mulai)]
    if ringkas:
        ke = [k.kunci for k in register.kolom].index("kegiatan")
        baris = [(*b[:ke], str(b[ke]).partition(" ")[0], *b[ke + 1:]) for b in baris]
    return Lembar(f"register-{register.kode}", f"{register.judul} {tahun}", register.kolom, baris)
