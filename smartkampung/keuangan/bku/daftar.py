"""The list of all vouchers of a year, and the years there are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select

from smartkampung.extensions import db
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.lembar import Kolom, Lembar
from smartkampung.inti.tanggal import Periode
from smartkampung.keuangan.anggaran.isi import tahun_anggaran
from smartkampung.keuangan.kas.models import NAMA_DOKUMEN, NAMA_KEADAAN, DokumenKas, JurnalKas

BATAS_XLSX = 20_000


@dataclass(frozen=True)
class Saring:
    """What the list shows."""

    tahun: int
    bulan: int = 0
    jenis: str = ""
    q: str = ""

    @property
    def ada(self) -> bool:
        return bool(self.bulan or self.jenis or self.q)


def tahun_kas() -> list[int]:
    """The years one may look at, newest first: with books, with a budget, and this one."""
    tepi = [db.session.scalar(db.select(f(JurnalKas.tahun))) for f in (db.func.min, db.func.max)]
    buku = set(range(tepi[0], tepi[1] + 1)) if tepi[0] and tepi[1] else set()
    return sorted(buku | {t for t in tahun_anggaran() if t <= hari_desa().year + 1} | {hari_desa().year}, reverse=True)


def pilih_dokumen(saring: Saring) -> Select[Any]:
    """The vouchers of a year, newest first."""
    d = DokumenKas
    pilih = db.select(d).where(d.tahun == saring.tahun)
    if saring.bulan:
        p = Periode(saring.tahun, saring.bulan)
        pilih = pilih.where(d.tanggal >= p.awal, d.tanggal <= p.akhir)
    if saring.jenis:
        pilih = pilih.where(d.jenis == saring.jenis)
    if saring.q:
        pola = f"%{saring.q.replace('%', '').replace('_', '')}%"
        pilih = pilih.where(db.or_(d.nomor_teks.ilike(pola), d.uraian.ilike(pola), d.pihak_nama.ilike(pola),
                                   d.ntpn.ilike(pola)))  # fmt: skip
    return pilih.order_by(d.tanggal.desc(), d.id.desc())


_KOLOM = (
    Kolom("tanggal", "Tanggal", "tanggal"), Kolom("nomor", "Nomor"), Kolom("jenis", "Jenis"), Kolom("uraian", "Uraian"),
    Kolom("pihak", "Pihak"), Kolom("kegiatan", "Kegiatan"), Kolom("nilai", "Nilai", "rupiah", jumlah=True),
    Kolom("potongan", "Potongan", "rupiah", jumlah=True), Kolom("keadaan", "Keadaan"),
)  # fmt: skip


def lembar_dokumen(saring: Saring) -> Lembar:
    """The same list as a sheet."""
    baris = [[d.tanggal, d.nomor_teks or "", NAMA_DOKUMEN[d.jenis], d.uraian, d.pihak_nama, d.kegiatan, d.nilai,
              d.potongan, NAMA_KEADAAN[d.keadaan]]
             for d in db.session.scalars(pilih_dokumen(saring).limit(BATAS_XLSX))]  # fmt: skip
    bulan = Periode(saring.tahun, saring.bulan).nama if saring.bulan else f"Tahun {saring.tahun}"
    sub = " · ".join(x for x in (bulan, NAMA_DOKUMEN.get(saring.jenis, ""), saring.q) if x)
    return Lembar("bukti-kas", "Bukti kas desa", _KOLOM, baris, subjudul=sub)
