"""A reconciliation as a workbook: the proof, and what is on one side only."""

from __future__ import annotations

from typing import Any

from smartkampung.inti.lembar import Kolom, Lembar
from smartkampung.keuangan.koran.rekon import Rekonsiliasi

_BUKTI = (Kolom("uraian", "Uraian"), Kolom("nilai", "Jumlah", "rupiah"))
_SELISIH = (
    Kolom("di", "Ada di"), Kolom("tanggal", "Tanggal", "tanggal"), Kolom("nomor", "Nomor bukti"),
    Kolom("uraian", "Uraian"), Kolom("nilai", "Jumlah", "rupiah", jumlah=True), Kolom("alasan", "Penjelasan"),
)  # fmt: skip


def lembar_rekonsiliasi(r: Rekonsiliasi) -> list[Lembar]:
    """The proof of the balance and the differences, each with its explanation."""
    judul = f"{r.rekening.sebutan}, {r.periode.nama}"
    bukti: list[list[Any]] = [
        ["Saldo buku bank", r.buku], ["Dikurangi: belum ada di bank", -r.hanya_buku],
        ["Ditambah: belum ada di buku", r.hanya_koran], ["Selisih sebelum rekening koran pertama", r.awal],
        ["Seharusnya di rekening koran", r.hitung], ["Saldo rekening koran", r.koran],
    ]  # fmt: skip
    beda: list[list[Any]] = [["Rekening koran", b.tanggal, "", b.uraian, b.nilai, b.alasan] for b in r.di_koran]
    beda += [["Buku bank", b.tanggal, b.nomor, b.uraian, b.nilai, b.alasan] for b in r.di_buku]
    return [Lembar("bukti-saldo", "Bukti saldo", _BUKTI, bukti, subjudul=judul),
            Lembar("selisih", "Selisih", _SELISIH, beda, subjudul=judul)]  # fmt: skip
