"""Channel to a folder, often a USB stick: whole files or none, never half of one."""

from __future__ import annotations

import os
from pathlib import Path

from smartkampung.inti.penyimpanan import penuh
from smartkampung.rekap import keadaan
from smartkampung.rekap.kiriman import Hasil, Kiriman, nanti


def kirim(k: Kiriman, folder: Path) -> Hasil:
    """Write the workbook and the packet into the folder."""
    if not folder.is_dir():
        return nanti(f"folder {k.alamat} belum ada; colokkan flash disk atau buat foldernya")
    try:
        tulis_utuh(folder / f"{k.nama_berkas}.xlsx", k.xlsx)
        tulis_utuh(folder / f"{k.nama_berkas}.json", k.paket)
    except OSError as galat:
        sebab = "penyimpanannya penuh" if penuh(galat) else "tidak dapat ditulisi"
        return nanti(f"folder {k.alamat} {sebab}")
    return Hasil(keadaan.DIKIRIM)


def tulis_utuh(tujuan: Path, data: bytes) -> None:
    """Write a file under its name only when all of it is on the disk."""
    sementara = tujuan.with_name(f".{tujuan.name}.sebagian")
    with sementara.open("wb") as f:
        f.write(data)
        f.flush()
        os.fsync(f.fileno())
    sementara.replace(tujuan)


def tanda_terima_di(folder: Path) -> list[bytes]:
    """Receipts the kabupaten put beside the recaps."""
    if not folder.is_dir():
        return []
    return [b.read_bytes() for b in sorted(folder.glob("tanda-terima-*.json"))[:500] if b.stat().st_size < 65_536]
