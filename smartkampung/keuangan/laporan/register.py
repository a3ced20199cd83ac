"""Registers of spending as papers, for the console and the audit pack."""

from __future__ import annotations

from smartkampung.extensions import db
from smartkampung.inti.lembar import Lembar, baris_jumlah
from smartkampung.inti.tanggal import Periode
from smartkampung.keuangan.belanja.register import REGISTER, lembar_register
from smartkampung.keuangan.kertas.bentuk import BagianKertas, BarisKertas, Kertas, KolomKertas, Tata

LEBAR = {"uraian": 30, "kegiatan": 30, "nomor": 5, "rupiah": 15, "teks": 14}


def kertas_register(kode: str, tahun: int, bulan: int | None = None) -> Kertas:
    """The register of SPP, kuitansi, pencairan or SPJ of a year or a month."""
    satu, masa = REGISTER[kode], Periode(tahun, bulan) if bulan else None
    pilih = satu.pilih(tahun, masa.awal if masa else None, masa.akhir if masa else None)
    lembar = lembar_register(satu, tahun, db.session.execute(pilih).all())
    return kertas_lembar(lembar, tahun, (satu.judul, *([masa.nama] if masa else []), f"Tahun Anggaran {tahun}"))


def kertas_lembar(lembar: Lembar, tahun: int, judul: tuple[str, ...]) -> Kertas:
    """A table as a paper, its totals as the last row."""
    kolom = tuple(KolomKertas(k.kunci, k.judul, k.lebar or LEBAR.get(k.kunci) or LEBAR.get(k.jenis, 10), k.jenis)
                  for k in lembar.kolom)  # fmt: skip
    kunci, jumlah = [k.kunci for k in kolom], baris_jumlah(lembar)
    baris = [BarisKertas(2, dict(zip(kunci, b, strict=True))) for b in lembar.baris]
    if jumlah is not None and baris:
        baris.append(BarisKertas(0, dict(zip(kunci, jumlah, strict=True)) | {"kegiatan": "Jumlah"}))
    bentuk = Tata(lembar.kode, judul, "ketentuan program", True, "", (), kolom)
    return Kertas(bentuk, judul, tahun, f"{lembar.kode}-{tahun}", (BagianKertas(baris),))
