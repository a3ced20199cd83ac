"""Income expected in a year as a sheet."""

from __future__ import annotations

from smartkampung.inti.lembar import Kolom, Lembar
from smartkampung.keuangan.penerimaan.rencana import daftar_rencana

_KOLOM = (
    Kolom("tanggal", "Perkiraan tanggal", "tanggal"), Kolom("rekening", "Rekening"), Kolom("sumber", "Sumber dana"),
    Kolom("uraian", "Uraian"), Kolom("dasar", "Dasar"), Kolom("nilai", "Jumlah", "rupiah", jumlah=True),
    Kolom("diterima", "Diterima", "rupiah", jumlah=True), Kolom("sisa", "Belum diterima", "rupiah", jumlah=True),
    Kolom("keadaan", "Keadaan"), Kolom("alasan", "Alasan batal"),
)  # fmt: skip


def lembar_rencana(tahun: int) -> Lembar:
    """What is expected, what came, what is left."""
    baris = [[b.rencana.tanggal, b.rencana.rekening, b.rencana.sumber_dana, b.rencana.uraian, b.rencana.dasar,
              b.rencana.nilai, b.diterima, b.sisa, b.lencana[0], b.rencana.alasan]
             for b in daftar_rencana(tahun)]  # fmt: skip
    return Lembar("rencana-penerimaan", "Rencana penerimaan", _KOLOM, baris, subjudul=f"Tahun {tahun}")
