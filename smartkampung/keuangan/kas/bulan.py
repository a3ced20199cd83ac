"""Months of the books: whether a day may still be written to (K-BKU-02)."""

from __future__ import annotations

from datetime import date

from smartkampung.extensions import db
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.tanggal import Periode, tanggal_panjang
from smartkampung.keuangan.kas.galat import (
    BelumAdaTahun,
    BulanTertutup,
    TanggalDiLuarTahun,
    TanggalMasaDepan,
    TanggalMendahului,
)
from smartkampung.keuangan.kas.models import DITUTUP, SETAHUN, TERBUKA, BulanBuku, DokumenKas, JurnalKas

NAMA_BULAN_BUKU = {TERBUKA: "Terbuka", DITUTUP: "Ditutup", "diverifikasi": "Diverifikasi", "disetujui": "Disetujui"}


def bulan_buku(tahun: int) -> dict[int, BulanBuku]:
    """The months of a year that are no longer open, by number; 0 stands for the year itself."""
    return {b.bulan: b for b in db.session.scalars(db.select(BulanBuku).filter_by(tahun=tahun))}


def pastikan_terbuka(tahun: int, tanggal: date) -> None:
    """Raise BulanTertutup unless the month of a day, and its year, are open. Serialise with `kunci_kas` before."""
    pilih = db.select(BulanBuku).where(BulanBuku.tahun == tahun, BulanBuku.bulan.in_((SETAHUN, tanggal.month)))
    for baris in db.session.scalars(pilih.execution_options(populate_existing=True)):
        nama = f"{Periode.dari(tanggal).nama}" if baris.bulan else f"tahun {tahun}"
        raise BulanTertutup(bulan=nama, keadaan=NAMA_BULAN_BUKU[baris.keadaan].lower())


def pastikan_tanggal(tahun: int, tanggal: date) -> None:
    """Raise unless a day is of the fiscal year and has come (K-BKU-03)."""
    if tanggal.year != tahun:
        raise TanggalDiLuarTahun(tanggal=tanggal_panjang(tanggal), tahun=tahun)
    if tanggal > hari_desa():
        raise TanggalMasaDepan(tanggal=tanggal_panjang(tanggal))


def pastikan_sesudah(tanggal: date, dokumen: DokumenKas) -> None:
    """Raise when a day lies before the document it depends on (K-BKU-03)."""
    if tanggal < dokumen.tanggal:
        raise TanggalMendahului(tanggal=tanggal_panjang(tanggal), dokumen=dokumen.sebutan,
                                dasar=tanggal_panjang(dokumen.tanggal))  # fmt: skip


def pastikan_tahun_dibuka(tahun: int) -> None:
    """Raise BelumAdaTahun while the year before has books that are not closed: its balances are not known yet."""
    lalu = tahun - 1
    ada = db.session.scalar(db.select(JurnalKas.id).where(JurnalKas.tahun == lalu).limit(1))
    if ada is not None and db.session.get(BulanBuku, (lalu, SETAHUN)) is None:
        raise BelumAdaTahun(lalu=lalu, tahun=tahun)
