"""Reading a statement somebody else made: which column is what, and one line per row."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from smartkampung.inti.berkas_lembar import LembarDitolak, buka
from smartkampung.inti.uang import NOL, SEN, baca_rupiah
from smartkampung.keuangan.koran.galat import KolomKurang

MEDAN = {"tanggal": "Tanggal", "uraian": "Uraian", "masuk": "Masuk (kredit)", "keluar": "Keluar (debit)",
         "nilai": "Jumlah (satu kolom)", "tanda": "Tanda D/K", "saldo": "Saldo"}  # fmt: skip
_SEBUTAN = {
    "tanggal": ("tanggal", "tgl", "date", "tanggaltransaksi", "postdate", "tanggalefektif"),
    "uraian": ("uraian", "keterangan", "deskripsi", "description", "transaksi", "remark", "narasi"),
    "masuk": ("kredit", "credit", "cr", "masuk", "mutasikredit", "setoran"),
    "keluar": ("debit", "debet", "db", "keluar", "mutasidebet", "mutasidebit", "penarikan"),
    "nilai": ("jumlah", "nominal", "nilai", "mutasi", "amount"), "tanda": ("dk", "dbcr", "tipe", "jenis", "type"),
    "saldo": ("saldo", "balance", "saldoakhir"),
}  # fmt: skip
_TANGGAL = ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%y", "%d/%m/%y", "%Y/%m/%d", "%d %b %Y", "%d-%b-%Y")
DEBIT = ("d", "db", "debit", "debet", "dr", "keluar", "-")
CARI_JUDUL = 40


def _rapat(judul: Any) -> str:
    return "".join(c for c in str(judul or "").lower() if c.isalnum())


def tebak(judul: Sequence[Any]) -> dict[str, int]:
    """Which column holds what, by its heading."""
    kunci = [_rapat(j) for j in judul]
    hasil = {m: next((kunci.index(n) for n in nama if n in kunci), -1) for m, nama in _SEBUTAN.items()}
    return {m: n for m, n in hasil.items() if n >= 0}


def baca_judul(jalur: Path) -> tuple[list[str], list[list[str]]]:
    """The headings (the row that names most of what we look for) and three rows under them."""
    baris = [b for _n, b in zip(range(CARI_JUDUL), _mentah(jalur), strict=False)]
    if not baris:
        raise LembarDitolak("Berkas ini kosong. Pilih berkas yang berisi rekening koran.")
    kepala = max(range(len(baris)), key=lambda n: (len(tebak(baris[n])), -n))
    contoh = [[_teks(x)[:40] for x in b] for b in baris[kepala + 1 : kepala + 4]]
    return [_teks(x)[:60] for x in baris[kepala]], contoh


def _mentah(jalur: Path) -> Iterator[list[Any]]:
    for lembar in buka(jalur):
        yield from lembar.baris
        return


def _teks(nilai: Any) -> str:
    if nilai is None:
        return ""
    if isinstance(nilai, float) and nilai.is_integer():
        nilai = int(nilai)
    return " ".join(str(nilai).split())


@dataclass(frozen=True, slots=True)
class BarisBaca:
    """One line of a statement as it was read."""

    kunci: str
    tanggal: date
    uraian: str
    masuk: Decimal
    keluar: Decimal
    saldo: Decimal | None


class _Salah(Exception):
    """A cell that cannot be read; its text is the sentence."""


def periksa_peta(peta: Mapping[str, int]) -> None:
    """Raise KolomKurang unless a day and an amount can be read."""
    if "tanggal" not in peta or not ({"masuk", "keluar"} <= peta.keys() or "nilai" in peta):
        raise KolomKurang()


def baca_semua(jalur: Path, peta: Mapping[str, int], judul: Sequence[str]) -> tuple[list[BarisBaca], list[list[Any]]]:
    """The lines below the headings, and [row, text, sentence] of those that cannot be read."""
    periksa_peta(peta)
    baris, tolak, kembar, mulai = [], [], Counter[str](), False
    for nomor, sel in enumerate(_mentah(jalur), start=1):
        if not mulai:
            mulai = [_teks(x)[:60] for x in sel] == list(judul)
            continue
        try:
            satu = _baris(sel, peta, kembar)
        except _Salah as salah:
            tolak.append([nomor, " | ".join(_teks(x) for x in sel)[:120], str(salah)])
            continue
        if satu is not None:
            baris.append(satu)
    return baris, tolak


def _baris(sel: Sequence[Any], peta: Mapping[str, int], kembar: Counter[str]) -> BarisBaca | None:
    def ambil(medan: str) -> Any:
        ke = peta.get(medan)
        return sel[ke] if ke is not None and ke < len(sel) else None

    if not _teks(ambil("tanggal")):
        return None  # a continuation, a sum, an opening balance
    hari = _tanggal(ambil("tanggal"))
    masuk, keluar = _sisi(ambil)
    if not masuk and not keluar:
        return None
    saldo = _uang(ambil("saldo")) if _teks(ambil("saldo")) else None
    uraian = _teks(ambil("uraian"))[:300]
    dasar = f"{hari.isoformat()}|{uraian}|{masuk}|{keluar}|{saldo}"
    kembar[dasar] += 1
    kunci = hashlib.sha256(f"{dasar}|{kembar[dasar]}".encode()).hexdigest()
    return BarisBaca(kunci, hari, uraian, masuk, keluar, saldo)


def _sisi(ambil: Any) -> tuple[Decimal, Decimal]:
    """What came in and what went out of a row."""
    if _teks(ambil("nilai")) and not (_teks(ambil("masuk")) or _teks(ambil("keluar"))):
        nilai, tanda = _uang(ambil("nilai")), _teks(ambil("tanda")).lower()
        keluar = tanda in DEBIT or (not tanda and nilai < 0)
        return (NOL, abs(nilai)) if keluar else (abs(nilai), NOL)
    masuk, keluar_nilai = abs(_uang(ambil("masuk"))), abs(_uang(ambil("keluar")))
    if masuk and keluar_nilai:
        raise _Salah("Masuk dan keluar terisi keduanya.")
    return masuk, keluar_nilai


def _tanggal(nilai: Any) -> date:
    if isinstance(nilai, datetime):
        return nilai.date()
    if isinstance(nilai, date):
        return nilai
    teks = _teks(nilai)
    for pola in _TANGGAL:
        for calon in (teks, teks.partition(" ")[0]):
            try:
                return datetime.strptime(calon, pola).date()  # noqa: DTZ007
            except ValueError:
                continue
    raise _Salah("Tanggal tidak terbaca; tulis seperti 31-12-2026.")


def _uang(nilai: Any) -> Decimal:
    if nilai in (None, "", "-"):
        return NOL
    try:
        if not isinstance(nilai, str):
            return Decimal(str(nilai)).quantize(SEN, ROUND_HALF_UP)
        teks = nilai.strip().removesuffix("CR").removesuffix("DB").strip()
        if "," in teks and "." in teks and teks.rfind(".") > teks.rfind(","):
            return Decimal(teks.replace(",", "")).quantize(SEN)  # 1,234,567.89 as some banks write it
        if teks.count(".") == 1 and "," not in teks and len(teks.rsplit(".", 1)[1]) <= 2:
            return Decimal(teks).quantize(SEN)
        return baca_rupiah(teks) if teks else NOL
    except (ValueError, InvalidOperation) as galat:
        raise _Salah("Jumlah tidak terbaca; tulis seperti 1.500.000.") from galat
