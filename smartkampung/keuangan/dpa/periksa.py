"""The checks of this area: approved plans add up to the budget, and nobody changed what is frozen."""

from __future__ import annotations

from smartkampung.extensions import db
from smartkampung.inti.konteks import pengaturan
from smartkampung.inti.periksa import Pemeriksaan
from smartkampung.inti.uang import rupiah
from smartkampung.keuangan.anggaran.isi import tahun_anggaran, versi_berlaku
from smartkampung.keuangan.dpa.jenjang import nama, sidik
from smartkampung.keuangan.dpa.models import BERLAKU, DPA, RAK
from smartkampung.keuangan.dpa.queries import PERLU_DPPA, baris_banyak, daftar_dpa
from smartkampung.keuangan.dpa.rak import baris_rak

BATAS = 50


def daftar_pemeriksaan() -> list[Pemeriksaan]:
    """The checks, in order; none in a kabupaten app."""
    if pengaturan().mode != "desa":
        return []
    return [
        Pemeriksaan("Jumlah dua belas bulan sama dengan baris DPA", _bulan),
        Pemeriksaan("DPA yang berlaku sama dengan anggaran yang berlaku", _anggaran),
        Pemeriksaan("DPA dan RAK yang disetujui tidak berubah", _beku),
    ]


def _terkunci() -> list[DPA]:
    return list(db.session.scalars(db.select(DPA).where(DPA.terkunci_pada.is_not(None)).order_by(DPA.id)))


def _bulan() -> list[str]:
    semua = {d.id: d for d in _terkunci()}
    return [f"{semua[b.dpa_id].sebutan} {b.rekening} {b.sumber_dana}: bulan {rupiah(b.jumlah)}, baris {rupiah(b.nilai)}"
            for isi in baris_banyak(semua.values()).values() for b in isi if b.jumlah != b.nilai][:BATAS]  # fmt: skip


def _anggaran() -> list[str]:
    """A DPA whose budget moved on is due for a DPPA; it is only wrong when its version is still the one in force."""
    salah = []
    for tahun in tahun_anggaran():
        versi = versi_berlaku(tahun)
        if versi is None:
            continue
        for baris in daftar_dpa(tahun):
            utama = [d for d in baris.dokumen if d.keadaan == BERLAKU and not d.lanjutan]
            if baris.kurang == PERLU_DPPA and utama and utama[0].versi_id == versi.id and len(baris.dokumen) == 1:
                salah.append(f"{utama[0].sebutan} tahun {tahun}: tidak sama dengan anggaran")
    return salah[:BATAS]


def _beku() -> list[str]:
    dokumen = _terkunci()
    isi = baris_banyak(dokumen)
    salah = [d for d in dokumen if sidik(d, isi[d.id]) != d.sidik]
    rak = db.session.scalars(db.select(RAK).where(RAK.terkunci_pada.is_not(None)))
    salah_rak = [r for r in rak if sidik(r, baris_rak(r)) != r.sidik]
    return [f"{nama(d)} tahun {d.tahun}: isinya berubah sesudah disetujui" for d in [*salah, *salah_rak]][:BATAS]
