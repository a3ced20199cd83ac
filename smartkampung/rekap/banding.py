"""What changed between two revisions: which cell, before and after."""

from __future__ import annotations

from collections import Counter
from typing import Any

BATAS = 500


def bandingkan(lama: list[dict[str, Any]], baru: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Every cell that differs between the `bagian` of two contents, at most 500 and a line with how many more."""
    dulu = {satu["kode"]: satu for b in lama for satu in b["lembar"]}
    kini = {satu["kode"]: satu for b in baru for satu in b["lembar"]}
    hasil: list[dict[str, Any]] = []
    for kode in [*dulu, *(k for k in kini if k not in dulu)]:
        if kode not in kini:
            hasil.append(_beda(dulu[kode]["judul"], "", "", "ada", "tidak ada"))
        elif kode not in dulu:
            hasil.append(_beda(kini[kode]["judul"], "", "", "tidak ada", "ada"))
        else:
            hasil += _banding_lembar(dulu[kode], kini[kode])
    if len(hasil) > BATAS:
        hasil = [*hasil[:BATAS], _beda("", "", "", None, f"dan {len(hasil) - BATAS} perbedaan lain")]
    return hasil


def _beda(lembar: str, baris: str, kolom: str, sebelum: Any, sesudah: Any) -> dict[str, Any]:
    return {"lembar": lembar, "baris": baris[:200], "kolom": kolom, "sebelum": sebelum, "sesudah": sesudah}


def _banding_lembar(dulu: dict[str, Any], kini: dict[str, Any]) -> list[dict[str, Any]]:
    judul = kini["judul"]
    kolom = {k["kunci"]: k["judul"] for k in dulu["kolom"] + kini["kolom"]}
    lama, baru = _per_nama(dulu), _per_nama(kini)
    hasil = []
    for nama in [*lama, *(n for n in baru if n not in lama)]:
        if nama not in baru:
            hasil.append(_beda(judul, nama, "", "ada", "tidak ada"))
            continue
        if nama not in lama:
            hasil.append(_beda(judul, nama, "", "tidak ada", "ada"))
            continue
        for kunci, tajuk in kolom.items():
            sebelum, sesudah = lama[nama].get(kunci), baru[nama].get(kunci)
            if sebelum != sesudah:
                hasil.append(_beda(judul, nama, tajuk, sebelum, sesudah))
    return hasil


def _per_nama(lembar: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Rows by what people call them: the first text cell, made unique by its turn."""
    kunci = [k["kunci"] for k in lembar["kolom"]]
    hasil: dict[str, dict[str, Any]] = {}
    kali: Counter[str] = Counter()
    for nomor, baris in enumerate(lembar["baris"], start=1):
        teks = next((s for s in baris if isinstance(s, str) and s), f"baris {nomor}")[:150]
        kali[teks] += 1
        nama = teks if kali[teks] == 1 else f"{teks} ({kali[teks]})"
        hasil[nama] = dict(zip(kunci, baris, strict=False))
    return hasil
