"""The elimination worksheet: each account in every book, what cancels, and what the enterprise shows to the world."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from smartkampung.bumdes.buku import saldo
from smartkampung.bumdes.buku.konteks import Buku
from smartkampung.bumdes.laporan.angka import eliminasi
from smartkampung.inti.lembar import Kolom, Lembar


def kertas_kerja(buku: Buku, sampai: date) -> Lembar:
    """Columns pusat, each unit, eliminations on both sides, consolidated; debit above zero, credit below."""
    ids = list(buku.entitas)
    per = saldo.neto(saldo.jumlah(ids, None, sampai, tanpa_penutup=sampai.year))
    hapus = eliminasi(buku, ids, None, sampai)
    kolom = (Kolom("kode", "Kode"), Kolom("nama", "Akun", lebar=38),
             *(Kolom(f"e{e.id}", e.nama, "rupiah", jumlah=True) for e in buku.entitas.values()),
             Kolom("d", "Eliminasi debit", "rupiah", jumlah=True), Kolom("k", "Eliminasi kredit", "rupiah",
                                                                         jumlah=True),
             Kolom("gabung", "Konsolidasi", "rupiah", jumlah=True))  # fmt: skip
    baris = []
    for a in buku.akun.values():
        isi = [per.get((e, a.id), 0) for e in ids]
        lepas = hapus.get(a.id, 0)
        if any(isi) or lepas:
            baris.append((a.kode, a.nama, *(_sel(n) for n in isi), _sel(-lepas) if lepas < 0 else None,
                          _sel(lepas) if lepas > 0 else None, saldo.uang(sum(isi) - lepas)))  # fmt: skip
    return Lembar("kertas_kerja", "Kertas kerja konsolidasi", kolom, baris, subjudul=f"{buku.bumdes.nama}, per "
                  f"{sampai:%d-%m-%Y}", catatan=("Debit positif, kredit negatif. Setiap kolom berjumlah nol.",
                  "Laba yang masih melekat pada persediaan antar unit tidak dikeluarkan."))  # fmt: skip


def _sel(sen: int) -> Decimal | None:
    return saldo.uang(sen) if sen else None
