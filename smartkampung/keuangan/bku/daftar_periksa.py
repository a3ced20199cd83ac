"""The check list of a month: what is still open, which rule it is, where it is settled."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from smartkampung.extensions import db
from smartkampung.inti.tanggal import Periode, tanggal_panjang
from smartkampung.inti.uang import rupiah
from smartkampung.keuangan.aturan.parameter import aturan_tahun
from smartkampung.keuangan.belanja.panjar import daftar_panjar
from smartkampung.keuangan.kas.models import DISETUJUI, SPP, DokumenKas, RekeningBank
from smartkampung.keuangan.kas.saldo import Posisi, posisi, tunai_harian
from smartkampung.keuangan.koran.bukti import BuktiSaldo, bukti_saldo
from smartkampung.keuangan.penerimaan.dasar import MATI
from smartkampung.keuangan.penerimaan.pindah import tunai_terlambat
from smartkampung.keuangan.setor.utang import pungutan_tahun, terutang

BAIK, PERINGATAN, TAHAN = "baik", "tunggu", "buruk"
BATAS = 5


@dataclass(frozen=True)
class ButirPeriksa:
    """One line of the list: what was looked at, what was found, and whether it holds the closing up."""

    aturan: str
    judul: str
    temuan: tuple[str, ...]
    tujuan: tuple[str, dict[str, Any]]  # endpoint and what it takes
    menahan: bool = False

    @property
    def lencana(self) -> tuple[str, str]:
        """The result as (word, look)."""
        if not self.temuan:
            return "Beres", BAIK
        return ("Harus dibereskan", TAHAN) if self.menahan else ("Perlu dilihat", PERINGATAN)

    @property
    def ringkas(self) -> str:
        """What is kept with the step of closing."""
        return f"{self.judul} · {self.aturan}: {len(self.temuan)} temuan" if self.temuan else ""


def daftar_periksa(periode: Periode, bank: Sequence[BuktiSaldo] | None = None) -> list[ButirPeriksa]:
    """The list of a month, with the proof of its accounts when the caller has it; rules that are off are left out."""
    aturan = aturan_tahun(periode.tahun)
    bukti = bukti_bulan(periode, posisi(periode.tahun, periode.akhir)) if bank is None else bank
    return [b for b in _semua(periode, bukti) if aturan.sikap(b.aturan) != MATI]


def _semua(p: Periode, bank: Sequence[BuktiSaldo]) -> Iterator[ButirPeriksa]:
    yield _bank(p, bank)
    lambat = tunai_terlambat(p.tahun, p.akhir)
    yield ButirPeriksa("K-KAS-03", "Penerimaan tunai disetor", tuple(
        f"{t.dokumen.sebutan} {rupiah(t.dokumen.nilai)}" for t in lambat), ("penerimaan.daftar", {"tahun": p.tahun}))
    yield _batas_tunai(p)
    panjar = [x for x in daftar_panjar(p.tahun) if x.lewat and x.cair <= p.akhir]
    yield ButirPeriksa("K-PJR-02", "Panjar dipertanggungjawabkan", tuple(
        f"{x.nomor} {rupiah(x.terbuka)}" for x in panjar),
        ("bku.lihat", {"kode": "buku-panjar", "tahun": p.tahun, "bulan": p.bulan}))  # fmt: skip
    yield _spp(p)
    utang = [t for t in terutang(pungutan_tahun(p.tahun, p.akhir)) if t.lewat]
    yield ButirPeriksa("K-PJK-04", "Pajak disetor tepat waktu", tuple(
        f"{t.kode} {t.masa.nama} {rupiah(t.nilai)}" for t in utang), ("pajak_desa.daftar", {"tahun": p.tahun}))


def _bank(p: Periode, bank: Sequence[BuktiSaldo]) -> ButirPeriksa:
    """K-BNK-01: every account agrees with its statement, or the difference is explained."""
    salah = tuple(b.kalimat for b in bank if not b.beres)
    menahan = aturan_tahun(p.tahun).sikap("K-BNK-01") == "tolak"
    return ButirPeriksa("K-BNK-01", "Buku bank sama dengan rekening koran", salah,
                        ("tutup_buku.bulan", {"tahun": p.tahun, "bulan": p.bulan, "_anchor": "bank"}), menahan=menahan)


def bukti_bulan(p: Periode, akhir: Posisi) -> list[BuktiSaldo]:
    """The balance proof of every account that moved in the year so far, when the month ends like this."""
    semua = db.session.scalars(db.select(RekeningBank).order_by(RekeningBank.utama.desc(), RekeningBank.id))
    return [bukti_saldo(r, p, akhir.bank[r.id]) for r in semua if r.id in akhir.bank]


def _batas_tunai(p: Periode) -> ButirPeriksa:
    batas: Decimal | None = aturan_tahun(p.tahun).angka("batas_tunai")
    lebih = [(h, n) for h, n in tunai_harian(p.tahun, p.awal, p.akhir) if batas is not None and n > batas]
    return ButirPeriksa("K-KAS-02", "Kas tunai di bawah batas", tuple(
        f"{tanggal_panjang(h)} {rupiah(n)}" for h, n in lebih),
        ("bku.lihat", {"kode": "buku-tunai", "tahun": p.tahun, "bulan": p.bulan}))  # fmt: skip


def _spp(p: Periode) -> ButirPeriksa:
    d = DokumenKas
    pilih = db.select(d).where(d.tahun == p.tahun, d.jenis == SPP, d.keadaan == DISETUJUI, d.tanggal <= p.akhir)
    return ButirPeriksa("K-SPP-08", "SPP yang disetujui sudah dicairkan", tuple(
        f"{x.sebutan} {rupiah(x.nilai)}" for x in db.session.scalars(pilih)), ("spp.daftar", {"tahun": p.tahun}))
