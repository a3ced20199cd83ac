"""Reading pihak from a workbook or CSV: the first sheet with a heading `nama` counts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from smartkampung.inti.berkas_lembar import LembarDitolak, buka
from smartkampung.inti.formulir import rapikan
from smartkampung.keuangan.kas.models import JENIS_PIHAK

BATAS = 5_000
_LAIN = {"nama pihak": "nama", "penerima": "nama", "rekening": "nomor_rekening", "nomor rekening": "nomor_rekening",
         "no rekening": "nomor_rekening", "atas nama": "atas_nama", "telp": "telepon"}  # fmt: skip
KOLOM = ("nama", "jenis", "npwp", "pkp", "konstruksi", "alamat", "telepon", "bank", "nomor_rekening", "atas_nama")


def baca_pihak(jalur: Path) -> list[dict[str, Any]]:
    """The rows under the headings; LembarDitolak when no sheet has them."""
    for lembar in buka(jalur):
        judul: dict[int, str] = {}
        hasil: list[dict[str, Any]] = []
        for sel in lembar.baris:
            if not judul:
                judul = _judul(sel)
                continue
            isi = {judul[n]: _teks(s) for n, s in enumerate(sel) if n in judul}
            if any(isi.values()) and len(hasil) < BATAS:
                hasil.append(isi)
        if judul:
            return hasil
    raise LembarDitolak("Tidak ada baris judul. Beri judul kolom di baris paling atas, mulai dengan kolom nama.")


def _judul(sel: list[Any]) -> dict[int, str]:
    nama = {n: _LAIN.get(t, t) for n, s in enumerate(sel) if (t := _teks(s).lower())}
    ada = {n: t for n, t in nama.items() if t in KOLOM}
    return ada if "nama" in ada.values() else {}


def _teks(sel: Any) -> str:
    if isinstance(sel, float) and sel == int(sel):
        sel = int(sel)
    teks = rapikan(str(sel)) if sel is not None else ""
    kode = {nama.lower(): kode for kode, nama in JENIS_PIHAK.items()}
    return kode.get((teks or "").lower(), teks or "")
