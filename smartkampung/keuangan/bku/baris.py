"""Rows of each book for one month, in the columns of its layout, with what stands below them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement

from smartkampung.extensions import db
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.tanggal import Periode
from smartkampung.inti.uang import NOL
from smartkampung.keuangan.bku.gerak import BarisBuku, Gerakan, baris_buku, gerakan, jumlah_sebelum, kas_saja
from smartkampung.keuangan.kas.models import (
    BANK,
    DI_BANK,
    DI_PANJAR,
    R_BELANJA,
    R_MUTASI,
    R_PAJAK_AWAL,
    R_PANJAR,
    R_SETOR,
    R_SISA,
    TUNAI,
    JurnalKas,
    PotonganDokumen,
)
from smartkampung.keuangan.kas.saldo import PAJAK
from smartkampung.keuangan.kertas.bentuk import BarisKertas
from smartkampung.keuangan.penerimaan.bunga import BUNGA, PAJAK_BUNGA
from smartkampung.keuangan.setor.utang import ntpn_setoran

J = JurnalKas
JUMLAH, AKHIR, KETERANGAN = 1, 0, 2  # levels of rows below a month


@dataclass(frozen=True)
class IsiBulan:
    """A month of one book: what came before it in the year, and its rows."""

    periode: Periode
    lalu: tuple[Decimal, Decimal]
    isi: Sequence[Gerakan]

    @property
    def awal(self) -> Decimal:
        """The balance the month begins with."""
        return self.lalu[0] - self.lalu[1]


def bulan_terakhir(tahun: int) -> int:
    """The last month of a year that has come."""
    hari = hari_desa()
    return 12 if tahun < hari.year else hari.month if tahun == hari.year else 1


def per_bulan(tahun: int, dari: int, sampai: int, *syarat: ColumnElement[bool]) -> Iterator[IsiBulan]:
    """The months of a span, read once."""
    awal, akhir = Periode(tahun, dari), Periode(tahun, sampai)
    masuk, keluar = jumlah_sebelum(tahun, awal.awal, *syarat) if dari > 1 else (NOL, NOL)
    kelompok = {b: list(isi) for b, isi in groupby(gerakan(tahun, awal.awal, akhir.akhir, *syarat),
                                                   key=lambda g: g.tanggal.month)}  # fmt: skip
    for bulan in range(dari, sampai + 1):
        isi = kelompok.get(bulan, [])
        yield IsiBulan(Periode(tahun, bulan), (masuk, keluar), isi)
        masuk += sum((g.masuk for g in isi), NOL)
        keluar += sum((g.keluar for g in isi), NOL)


def _awal(b: IsiBulan) -> Iterator[BarisKertas]:
    if b.periode.bulan > 1:
        yield BarisKertas(JUMLAH, {"uraian": f"Saldo {b.periode.sebelum().nama}", "saldo": b.awal})


def _biasa(no: int, b: BarisBuku, **lain: Any) -> BarisKertas:
    isi = {"no": str(no), "tanggal": b.tanggal, "kode": b.kode, "uraian": b.uraian, "bukti": b.bukti, "saldo": b.saldo,
           "dokumen": b.dokumen_id}  # fmt: skip
    return BarisKertas(3, isi | lain)


def baris_bku(b: IsiBulan) -> Iterator[BarisKertas]:
    """The BKU of a month: all cash, with the closing block (keuangan.md 2.3)."""
    yield from _awal(b)
    for no, satu in enumerate(baris_buku(b.isi, b.awal), start=1):
        yield _biasa(no, satu, masuk=satu.masuk or None, keluar=satu.keluar or None, netto=satu.netto)
    yield from penutup(b)


def penutup(b: IsiBulan) -> Iterator[BarisKertas]:
    """Sums of the month and of the year so far, and where the balance stands."""
    masuk, keluar = (sum((getattr(g, k) for g in b.isi), NOL) for k in ("masuk", "keluar"))
    yield BarisKertas(JUMLAH, {"uraian": "Jumlah bulan ini", "masuk": masuk, "keluar": keluar})
    pindah = sum((g.masuk for g in b.isi if g.jenis == R_MUTASI), NOL)
    if pindah:
        keluar_pindah = sum((g.keluar for g in b.isi if g.jenis == R_MUTASI), NOL)
        yield BarisKertas(KETERANGAN, {"uraian": "termasuk mutasi", "masuk": pindah, "keluar": keluar_pindah})
    yield BarisKertas(JUMLAH, {"uraian": "Jumlah sampai bulan lalu", "masuk": b.lalu[0], "keluar": b.lalu[1]})
    yield BarisKertas(JUMLAH, {"uraian": "Jumlah sampai bulan ini", "masuk": b.lalu[0] + masuk,
                               "keluar": b.lalu[1] + keluar})  # fmt: skip
    saldo = b.awal + masuk - keluar
    yield BarisKertas(AKHIR, {"uraian": "Saldo", "saldo": saldo})
    yield from _terdiri(b, saldo)


def _terdiri(b: IsiBulan, saldo: Decimal) -> Iterator[BarisKertas]:
    masuk, keluar = jumlah_sebelum(b.periode.tahun, b.periode.sesudah().awal, J.media == TUNAI)
    tunai = masuk - keluar
    yield BarisKertas(KETERANGAN, {"uraian": "terdiri dari: bank", "saldo": saldo - tunai})
    yield BarisKertas(KETERANGAN, {"uraian": "terdiri dari: tunai", "saldo": tunai})


def _kolom_bank(b: BarisBuku) -> tuple[str, Decimal]:
    """In which column of Q.1 a row stands."""
    if b.masuk:
        return "bunga" if b.kode == BUNGA else "setoran", b.masuk
    if b.jenis == R_SETOR or (b.jenis_dokumen == BANK and b.uraian == PAJAK_BUNGA):
        return "pajak", b.keluar
    return "biaya" if b.jenis_dokumen == BANK else "penarikan", b.keluar


def baris_bank(b: IsiBulan) -> Iterator[BarisKertas]:
    """The bank book of one account."""
    yield from _awal(b)
    jumlah: dict[str, Decimal] = {}
    for no, satu in enumerate(baris_buku(b.isi, b.awal), start=1):
        kolom, nilai = _kolom_bank(satu)
        jumlah[kolom] = jumlah.get(kolom, NOL) + nilai
        yield _biasa(no, satu, **{kolom: nilai})
    yield BarisKertas(JUMLAH, {"uraian": "Jumlah bulan ini", **jumlah})
    yield BarisKertas(AKHIR, {"uraian": "Saldo akhir", "saldo": b.awal + _gerak_bersih(b.isi)})


def _gerak_bersih(isi: Iterable[Gerakan]) -> Decimal:
    return sum((g.masuk - g.keluar for g in isi), NOL)


def baris_tunai(b: IsiBulan) -> Iterator[BarisKertas]:
    """The till."""
    yield from _awal(b)
    for no, satu in enumerate(baris_buku(b.isi, b.awal), start=1):
        yield _biasa(no, satu, masuk=satu.masuk or None, keluar=satu.keluar or None)
    yield from _jumlah_dua(b, "Saldo akhir")


def _jumlah_dua(b: IsiBulan, akhir: str) -> Iterator[BarisKertas]:
    masuk, keluar = (sum((getattr(g, k) for g in b.isi), NOL) for k in ("masuk", "keluar"))
    yield BarisKertas(JUMLAH, {"uraian": "Jumlah bulan ini", "masuk": masuk, "keluar": keluar})
    yield BarisKertas(AKHIR, {"uraian": akhir, "saldo": b.awal + masuk - keluar})


def dasar_potongan(isi: Iterable[Gerakan]) -> Mapping[int, Decimal]:
    """The base of each tax withheld."""
    nomor = [g.potongan_id for g in isi if g.potongan_id]
    hasil: dict[int, Decimal] = {}
    for awal in range(0, len(nomor), 500):
        pilih = db.select(PotonganDokumen.id, PotonganDokumen.dasar).where(
            PotonganDokumen.id.in_(nomor[awal : awal + 500]))  # fmt: skip
        hasil |= dict(db.session.execute(pilih).tuples().all())
    return hasil


def baris_pajak(b: IsiBulan) -> Iterator[BarisKertas]:
    """Taxes withheld and deposited (Q.2)."""
    yield from _awal(b)
    dasar, saldo, ntpn = dasar_potongan(b.isi), b.awal, ntpn_setoran(b.periode.tahun)
    for no, g in enumerate(b.isi, start=1):
        saldo += g.masuk - g.keluar
        uraian = f"Utang {g.pajak} tahun lalu" if g.jenis == R_PAJAK_AWAL else g.uraian
        yield BarisKertas(3, {
            "no": str(no), "tanggal": g.tanggal, "uraian": uraian, "jenis": g.pajak, "bukti": g.bukti or "",
            "dasar": dasar.get(g.potongan_id or 0), "masuk": g.masuk or None, "keluar": g.keluar or None,
            "ntpn": ntpn.get(g.dokumen_id, "") if g.jenis == R_SETOR else "", "saldo": saldo,
            "dokumen": g.dokumen_id})  # fmt: skip
    yield from _jumlah_dua(b, "Utang pajak")


def baris_panjar(b: IsiBulan) -> Iterator[BarisKertas]:
    """Advances given and accounted for (Q.3): an SPJ counts with what was spent and what came back."""
    if b.periode.bulan > 1:
        yield BarisKertas(JUMLAH, {"uraian": f"Saldo {b.periode.sebelum().nama}", "saldo": -b.awal})
    saldo, jumlah = -b.awal, {"keluar": NOL, "masuk": NOL}
    for no, (_dok, milik) in enumerate(groupby(b.isi, key=lambda g: (g.tanggal, g.dokumen_id)), start=1):
        isi = list(milik)
        beri = -sum((tanda_panjar(g) for g in isi if g.jenis == R_PANJAR), NOL)
        kembali = sum((tanda_panjar(g) for g in isi if g.jenis != R_PANJAR), NOL)
        saldo += beri - kembali
        jumlah = {"keluar": jumlah["keluar"] + beri, "masuk": jumlah["masuk"] + kembali}
        g = isi[0]
        yield BarisKertas(3, {"no": str(no), "tanggal": g.tanggal, "bukti": g.bukti or "",
                              "uraian": g.uraian_dokumen or g.uraian, "penerima": g.pihak, "keluar": beri or None,
                              "masuk": kembali or None, "saldo": saldo, "dokumen": g.dokumen_id})  # fmt: skip
    yield BarisKertas(JUMLAH, {"uraian": "Jumlah bulan ini", **jumlah})
    yield BarisKertas(AKHIR, {"uraian": "Panjar belum dipertanggungjawabkan", "saldo": saldo})


def tanda_panjar(g: Gerakan) -> Decimal:
    """What a row takes from (-) or gives back to (+) the money out as advances."""
    return g.keluar - g.masuk if g.jenis == R_BELANJA else g.masuk - g.keluar


SYARAT_PANJAR = db.or_(J.jenis.in_((R_PANJAR, R_SISA)), db.and_(J.jenis == R_BELANJA, J.media == DI_PANJAR))


def isi_panjar(tahun: int, dari: int, sampai: int) -> Iterator[IsiBulan]:
    """The months of the advances book; spending from an advance counts against it, so sums are turned around."""
    jalan = NOL
    for b in per_bulan(tahun, 1, sampai, SYARAT_PANJAR):
        if b.periode.bulan >= dari:
            yield IsiBulan(b.periode, (jalan, NOL), b.isi)
        jalan += sum((tanda_panjar(g) for g in b.isi), NOL)


def syarat_buku(kode: str, rekening_id: int | None = None, pajak: str = "") -> tuple[ColumnElement[bool], ...]:
    """Which rows of the journal a book shows."""
    if kode == "buku-bank":
        return (J.media == DI_BANK, J.rekening_id == rekening_id)
    if kode == "buku-tunai":
        return (J.media == TUNAI,)
    if kode == "buku-pajak":
        return (J.jenis.in_(PAJAK), *((J.pajak == pajak,) if pajak else ()))
    return (kas_saja(),)
