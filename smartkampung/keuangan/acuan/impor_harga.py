"""The standard price list from a workbook: read, judged row by row, then taken over in one transaction."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from smartkampung.audit.services import catat
from smartkampung.extensions import db
from smartkampung.inti.berkas_lembar import LembarDitolak, buka
from smartkampung.inti.formulir import rapikan
from smartkampung.inti.uang import baca_rupiah
from smartkampung.keuangan.acuan.models import HargaSatuan
from smartkampung.keuangan.acuan.services import IsiHarga, simpan_harga
from smartkampung.keuangan.langkah import Pelaku

KOLOM = ("kode", "uraian", "spesifikasi", "satuan", "harga", "rekening")
LAIN = {"nama": "uraian", "nama barang": "uraian", "harga satuan": "harga", "kode barang": "kode", "kode_sbu": "kode",
        "nama_sbu": "uraian", "nilai": "harga", "kode rekening": "rekening"}


@dataclass
class UjiHarga:
    """What a workbook holds: rows to take over, how many are unchanged, and refusals (row, value, sentence)."""

    baru: list[IsiHarga] = field(default_factory=list)
    ubah: list[IsiHarga] = field(default_factory=list)
    tetap: int = 0
    tolak: list[tuple[int, str, str]] = field(default_factory=list)


def baca_harga(jalur: Path, mulai: date, dasar: str) -> UjiHarga:
    """Judge a workbook or CSV against the prices in force; the first sheet with the headings counts."""
    for lembar in buka(jalur):
        judul: dict[int, str] = {}
        hasil, dilihat = UjiHarga(), set[str]()
        kini = _berlaku()
        for nomor, sel in enumerate(lembar.baris, start=1):
            if not judul:
                judul = _judul(sel)
                continue
            isi = {judul[i]: s for i, s in enumerate(sel) if i in judul}
            if any(_teks(s) for s in isi.values()):
                _nilai(hasil, dilihat, kini, nomor, isi, mulai, dasar)
        if judul:
            return hasil
    raise LembarDitolak("Tidak ada baris judul. Beri judul kolom kode, uraian, satuan, harga di baris paling atas.")


def _berlaku() -> dict[str, HargaSatuan]:
    semua = db.session.scalars(db.select(HargaSatuan).order_by(HargaSatuan.berlaku_mulai))
    return {h.kode: h for h in semua}


def _judul(sel: Iterable[Any]) -> dict[int, str]:
    nama = {i: LAIN.get(t, t) for i, s in enumerate(sel) if (t := _teks(s).lower())}
    return {i: n for i, n in nama.items() if n in KOLOM} if {"uraian", "harga"} <= set(nama.values()) else {}


def _teks(nilai: Any) -> str:
    if isinstance(nilai, float) and nilai == int(nilai):
        nilai = int(nilai)
    return "" if nilai is None or isinstance(nilai, datetime) else rapikan(str(nilai)) or ""


def _nilai(hasil: UjiHarga, dilihat: set[str], kini: dict[str, HargaSatuan], nomor: int, isi: dict[str, Any],
           mulai: date, dasar: str) -> None:
    teks = {k: _teks(v) for k, v in isi.items()}
    kode = teks.get("kode") or teks.get("uraian", "")[:40]
    harga = _harga(isi.get("harga"))
    if not teks.get("uraian"):
        hasil.tolak.append((nomor, kode, "Uraian kosong. Tulis nama barang atau jasanya."))
    elif harga is None or not 0 <= harga <= 10**12:
        hasil.tolak.append((nomor, teks.get("harga", ""), "Harga bukan angka nol atau lebih. Tulis misalnya 68000."))
    elif kode in dilihat:
        hasil.tolak.append((nomor, kode, "Kode ini sudah ada di baris sebelumnya. Pakai satu baris per kode."))
    else:
        dilihat.add(kode)
        baru = IsiHarga(kode, teks["uraian"], teks.get("satuan", ""), harga, mulai, teks.get("spesifikasi", ""),
                        teks.get("rekening", ""), dasar)
        ada = kini.get(kode)
        if ada is None:
            hasil.baru.append(baru)
        elif (ada.harga, ada.satuan, ada.uraian) == (harga, baru.satuan, baru.uraian):
            hasil.tetap += 1
        elif ada.berlaku_mulai >= mulai:
            hasil.tolak.append((nomor, kode, "Harga kode ini sudah ada pada tanggal itu. Pakai tanggal sesudahnya."))
        else:
            hasil.ubah.append(baru)


def _harga(nilai: Any) -> Decimal | None:
    if isinstance(nilai, bool) or nilai is None:
        return None
    try:
        if isinstance(nilai, int | float):
            return Decimal(str(nilai)).quantize(Decimal("0.01"))
        return baca_rupiah(str(nilai))
    except (ValueError, ArithmeticError):
        return None


def terapkan_harga(uji: UjiHarga, nama: str, *, oleh: Pelaku) -> int:
    """Take the right rows over; answer how many."""
    for isi in (*uji.baru, *uji.ubah):
        simpan_harga(isi, oleh=oleh, diam=True)
    banyak = len(uji.baru) + len(uji.ubah)
    if banyak:
        catat("keuangan.harga_diimpor", oleh=oleh, banyak=banyak, berkas=nama[:120])
    return banyak
