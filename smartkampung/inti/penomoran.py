"""Gap-free numbers: one running number per register and year, taken inside the act's transaction.

When the act is undone the number goes back with it, so nothing is lost or doubled. The highest number
ever given is also kept in a file outside the database: after an older backup is restored, the printed
numbers are not given again.
"""

from __future__ import annotations

import json
import threading
from datetime import datetime
from pathlib import Path

from flask import current_app
from sqlalchemy import Integer, String, select
from sqlalchemy.orm import Mapped, mapped_column

from smartkampung.extensions import db
from smartkampung.inti.db import hanya_tambah, kunci_penasihat, setelah_komit
from smartkampung.inti.tanggal import sekarang
from smartkampung.pengaturan import tulis_rahasia

NAMA_PENANDA = "nomor-tertinggi.json"
_satu_penulis = threading.Lock()


class NomorUrut(db.Model):
    """The last number given in a register and year."""

    __tablename__ = "nomor_urut"

    register: Mapped[str] = mapped_column(String(40), primary_key=True)
    tahun: Mapped[int] = mapped_column(Integer, primary_key=True)
    terakhir: Mapped[int] = mapped_column(Integer)


class NomorDilompati(db.Model):
    """A span of numbers that will never be given: printed before a restore, or lost with a bare PC."""

    __tablename__ = "nomor_dilompati"

    id: Mapped[int] = mapped_column(primary_key=True)
    register: Mapped[str] = mapped_column(String(40))
    tahun: Mapped[int] = mapped_column(Integer)
    dari: Mapped[int] = mapped_column(Integer)
    sampai: Mapped[int] = mapped_column(Integer)
    alasan: Mapped[str] = mapped_column(String(200))
    pada: Mapped[datetime]


hanya_tambah("nomor_dilompati")


def nomor_berikut(register: str, tahun: int) -> int:
    """The next number of a register; unique and gap-free once the transaction commits."""
    return nomor_berderet(register, tahun, 1)[0]


def nomor_berderet(register: str, tahun: int, banyak: int) -> range:
    """The next `banyak` numbers of a register, as `nomor_berikut` gives one."""
    kunci_penasihat(f"nomor:{register}:{tahun}")
    baris = db.session.scalar(
        select(NomorUrut).filter_by(register=register, tahun=tahun).with_for_update()
        .execution_options(populate_existing=True))
    if baris is None:
        baris = NomorUrut(register=register, tahun=tahun, terakhir=0)
        db.session.add(baris)
    baris.terakhir += banyak
    db.session.flush()
    nomor, folder = baris.terakhir, folder_kunci()
    setelah_komit(lambda: tandai_tertinggi(folder, register, tahun, nomor))
    return range(nomor - banyak + 1, nomor + 1)


def lompati_sampai(register: str, tahun: int, nomor: int, alasan: str) -> NomorDilompati | None:
    """Raise a register to at least `nomor` and keep the span that is skipped, with its reason.

    Returns None when the register stands there already.
    """
    baris = db.session.get(NomorUrut, (register, tahun)) or NomorUrut(
        register=register, tahun=tahun, terakhir=0)
    db.session.add(baris)
    if baris.terakhir >= nomor:
        return None
    lompat = NomorDilompati(register=register, tahun=tahun, dari=baris.terakhir + 1, sampai=nomor, alasan=alasan,
                            pada=sekarang())
    baris.terakhir = nomor
    db.session.add(lompat)
    db.session.flush()
    return lompat


def folder_kunci() -> Path:
    folder: Path = current_app.extensions["smartkampung"].pengaturan.folder("kunci")
    return folder


def tertinggi(folder: Path) -> dict[str, int]:
    """What the mark outside the database says: {"register/tahun": nomor}."""
    try:
        isi: dict[str, int] = json.loads((folder / NAMA_PENANDA).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    return isi


def tandai_tertinggi(folder: Path, register: str, tahun: int, nomor: int) -> None:
    """Raise the mark outside the database; it never goes down."""
    with _satu_penulis:
        semua = tertinggi(folder)
        kunci = f"{register}/{tahun}"
        if semua.get(kunci, 0) < nomor:
            semua[kunci] = nomor
            tulis_rahasia(folder / NAMA_PENANDA, json.dumps(semua, sort_keys=True).encode())
