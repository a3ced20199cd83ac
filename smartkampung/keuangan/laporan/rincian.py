"""From a figure of a report to the rows of the journal it is made of, and from there to the voucher."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from flask import current_app, url_for
from sqlalchemy import Select

from smartkampung.extensions import db
from smartkampung.inti.lembar import Kolom, Lembar
from smartkampung.inti.tanggal import tanggal_panjang
from smartkampung.inti.uang import NOL
from smartkampung.keuangan.acuan.queries import acuan
from smartkampung.keuangan.kas.models import JENIS_BARIS, R_BELANJA, DokumenKas, JurnalKas
from smartkampung.keuangan.kas.saldo import REALISASI, bertanggal

BUKTI = "kas.lihat"
J = JurnalKas


@dataclass(frozen=True, slots=True)
class Saringan:
    """Which rows: codes they begin with, a source, days."""

    tahun: int
    sampai: date
    dari: date | None = None
    kegiatan: str = ""
    rekening: str = ""
    sumber: str = ""


@dataclass(frozen=True, slots=True)
class BarisRincian:
    """One row of the journal as it counts in the report."""

    tanggal: date
    nomor: str
    dokumen_id: int
    jenis: str
    kegiatan: str
    rekening: str
    sumber: str
    uraian: str
    nilai: Decimal


def pilih_rincian(s: Saringan) -> Select[Any]:
    """The rows of a figure, by day."""
    kolom = (J.tanggal, DokumenKas.nomor_teks, J.dokumen_id, J.jenis, J.kegiatan, J.rekening, J.sumber_dana, J.uraian,
             J.masuk, J.keluar)  # fmt: skip
    pilih = db.select(*kolom).join(DokumenKas, DokumenKas.id == J.dokumen_id).where(*_syarat(s))
    return pilih.order_by(J.tanggal, J.id)


def _syarat(s: Saringan) -> list[Any]:
    syarat: list[Any] = [*bertanggal(s.tahun, s.dari, s.sampai), J.jenis.in_(REALISASI)]
    syarat += [J.kegiatan.startswith(s.kegiatan, autoescape=True)] if s.kegiatan else []
    syarat += [J.rekening.startswith(s.rekening, autoescape=True)] if s.rekening else []
    return syarat + ([J.sumber_dana == s.sumber] if s.sumber else [])


def baris_rincian(baris: Sequence[Any]) -> list[BarisRincian]:
    """Rows as they were read, with the sign they have in the report."""
    return [BarisRincian(t, nomor or "", d, jenis, k, r, s, u, n if jenis == R_BELANJA else -n)
            for t, nomor, d, jenis, k, r, s, u, masuk, keluar in baris for n in (keluar - masuk,)]  # fmt: skip


def jumlah_rincian(s: Saringan) -> tuple[int, Decimal]:
    """How many rows, and what they add up to: the figure of the report."""
    pilih = db.select(J.jenis, db.func.count(), db.func.sum(J.masuk), db.func.sum(J.keluar)).where(
        *_syarat(s)).group_by(J.jenis)  # fmt: skip
    banyak, jumlah = 0, NOL
    for jenis, n, masuk, keluar in db.session.execute(pilih):
        banyak += n
        jumlah += keluar - masuk if jenis == R_BELANJA else masuk - keluar
    return banyak, jumlah


def lembar_rincian(s: Saringan) -> Lembar:
    """All of them as a sheet."""
    kolom = (Kolom("tanggal", "Tanggal", "tanggal"), Kolom("nomor", "Nomor bukti", lebar=26), Kolom("jenis", "Jenis"),
             Kolom("kegiatan", "Kegiatan"), Kolom("rekening", "Rekening"), Kolom("sumber", "Sumber dana"),
             Kolom("uraian", "Uraian", lebar=50), Kolom("nilai", "Nilai", "rupiah", jumlah=True))  # fmt: skip
    isi = [(b.tanggal, b.nomor, JENIS_BARIS[b.jenis], b.kegiatan, b.rekening, b.sumber, b.uraian, b.nilai)
           for b in baris_rincian(db.session.execute(pilih_rincian(s)).all())]  # fmt: skip
    return Lembar("rincian_realisasi", "Rincian realisasi", kolom, isi, subjudul=judul_saringan(s))


def judul_saringan(s: Saringan) -> str:
    """What the rows are of, in words."""
    daftar = acuan(s.tahun)
    bagian = [daftar.nama_kegiatan(s.kegiatan)] if s.kegiatan else []
    bagian += [f"{s.rekening} {daftar.nama_rekening(s.rekening)}"] if s.rekening else []
    bagian += [daftar.nama_sumber(s.sumber)] if s.sumber else []
    masa = f"{tanggal_panjang(s.dari)} sampai {tanggal_panjang(s.sampai)}" if s.dari else (
        f"sampai {tanggal_panjang(s.sampai)}")  # fmt: skip
    return " · ".join([*bagian, masa])


def tautan_bukti(dokumen_id: int) -> str:
    """The address of the page of a voucher; "" while the app has none."""
    if BUKTI not in current_app.view_functions:
        return ""
    isian: dict[str, Any] = {next(iter(next(current_app.url_map.iter_rules(BUKTI)).arguments)): dokumen_id}
    return url_for(BUKTI, **isian)
