"""What must hold of the reports, checked every night."""

from __future__ import annotations

from smartkampung.extensions import db
from smartkampung.inti.konteks import pengaturan
from smartkampung.inti.periksa import Pemeriksaan
from smartkampung.inti.uang import rupiah
from smartkampung.keuangan.kas.periksa import tahun_buku
from smartkampung.keuangan.kas.saldo import posisi
from smartkampung.keuangan.laporan.lra import isi_lra
from smartkampung.keuangan.laporan.minta import Minta
from smartkampung.keuangan.laporan.models import CetakanLaporan


def daftar_pemeriksaan() -> list[Pemeriksaan]:
    """The checks, in order; none in a kabupaten app."""
    if pengaturan().mode != "desa":
        return []
    return [Pemeriksaan("SiLPA dalam LRA sama dengan buku, setiap tahun", _silpa),
            Pemeriksaan("Versi cetakan laporan urut tanpa lompatan", _versi)]  # fmt: skip


def _silpa() -> list[str]:
    """I-7: surplus and financing of the report come to the SiLPA of the books."""
    salah = []
    for tahun in tahun_buku():
        lra = isi_lra(Minta(tahun))
        hitung = lra.jumlah("4", 1) - lra.jumlah("5", 1) + lra.jumlah("6.1", 1) - lra.jumlah("6.2", 1)
        if hitung != (buku := posisi(tahun).silpa):
            salah.append(f"{tahun}: LRA {rupiah(hitung)}, buku {rupiah(buku)}")
    return salah


def _versi() -> list[str]:
    c = CetakanLaporan
    pilih = db.select(c.jenis, c.kunci, db.func.count(), db.func.max(c.versi)).group_by(c.jenis, c.kunci)
    return [f"{jenis} {kunci}: {banyak} cetakan, versi tertinggi {akhir}"
            for jenis, kunci, banyak, akhir in db.session.execute(pilih) if banyak != akhir]  # fmt: skip
