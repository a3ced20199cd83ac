"""Long work: it runs beside the request, shows how far it is, and can be left and found again.

The same function serves the page and the terminal: it only calls `kemajuan(selesai, total, pesan)`.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import nullcontext
from datetime import datetime
from typing import Any, Protocol

from flask import Flask, current_app
from sqlalchemy import String, update
from sqlalchemy.orm import Mapped, mapped_column

from smartkampung.extensions import db
from smartkampung.inti.db import setelah_komit, transaksi, transaksi_pendek
from smartkampung.inti.galat import GalatDomain
from smartkampung.inti.tanggal import jam, sekarang

BERJALAN, SELESAI, GAGAL = "berjalan", "selesai", "gagal"
DIANGGAP_MATI = 900  # seconds without progress


class Kemajuan(Protocol):
    """How long work tells how far it is."""

    def __call__(self, selesai: int, total: int, pesan: str = "") -> None: ...


class Tugas(db.Model):
    """A piece of long work and how far it is."""

    __tablename__ = "tugas"

    id: Mapped[int] = mapped_column(primary_key=True)
    nama: Mapped[str] = mapped_column(String(160))
    keadaan: Mapped[str] = mapped_column(String(12), default=BERJALAN)
    selesai: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    pesan: Mapped[str] = mapped_column(String(500), default="")
    hasil_url: Mapped[str | None] = mapped_column(String(500))
    pengguna_id: Mapped[int | None]
    dibuat_pada: Mapped[datetime]
    diubah_pada: Mapped[datetime]

    @property
    def persen(self) -> int:
        return 100 if self.keadaan == SELESAI else (self.selesai * 100 // self.total if self.total else 0)


def diam(selesai: int, total: int, pesan: str = "") -> None:
    """A progress listener that says nothing."""


def mulai_tugas(nama: str, fungsi: Callable[..., str | None], *, pengguna_id: int | None = None,
                langsung: bool | None = None, transaksi_sendiri: bool = False, **argumen: Any) -> Tugas:
    """Start `fungsi(kemajuan=…, **argumen)` in its own thread and write transaction.

    It starts once the present transaction is committed. What it returns is the address of its result. Work that
    asks other machines holds no lock meanwhile: with `transaksi_sendiri` it opens its own short transactions.
    Tests run it at once, in the same thread.
    """
    tugas = Tugas(nama=nama, pengguna_id=pengguna_id, dibuat_pada=sekarang(), diubah_pada=sekarang())
    db.session.add(tugas)
    db.session.flush()
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    pada_thread_ini = app.config["TESTING"] if langsung is None else langsung

    def jalankan() -> None:
        kerja = threading.Thread(target=_kerjakan, args=(app, tugas.id, fungsi, argumen, transaksi_sendiri),
                                 daemon=True, name=f"tugas-{tugas.id}")
        kerja.start()
        if pada_thread_ini:
            kerja.join()

    setelah_komit(jalankan)
    return tugas


def _kerjakan(app: Flask, tugas_id: int, fungsi: Callable[..., str | None], argumen: dict[str, Any],
              transaksi_sendiri: bool) -> None:
    with app.app_context():
        catatan: dict[str, Any] = {"keadaan": SELESAI}
        try:
            with nullcontext() if transaksi_sendiri else transaksi():
                catatan["hasil_url"] = fungsi(kemajuan=_pencatat(app, tugas_id), **argumen)
        except GalatDomain as galat:
            catatan = {"keadaan": GAGAL, "pesan": galat.kalimat()[:500]}
        except Exception:
            app.logger.exception("tugas %s gagal", tugas_id)
            catatan = {"keadaan": GAGAL, "pesan": "Pekerjaan ini berhenti karena kesalahan program. "
                                                  "Tidak ada yang tersimpan; coba lagi."}
        _tulis(tugas_id, **catatan)


def _pencatat(app: Flask, tugas_id: int) -> Kemajuan:
    """Progress goes to memory while the work holds the write lock (SQLite has one writer)."""
    papan: dict[int, tuple[int, int, str]] = app.extensions["smartkampung"].kemajuan

    def kemajuan(selesai: int, total: int, pesan: str = "") -> None:
        papan[tugas_id] = (selesai, total, pesan)

    return kemajuan


def _tulis(tugas_id: int, **isi: Any) -> None:
    with transaksi_pendek() as sesi:
        sesi.execute(update(Tugas).where(Tugas.id == tugas_id).values(diubah_pada=sekarang(), **isi))


def lihat_tugas(tugas_id: int, pengguna_id: int) -> Tugas | None:
    """One's own task with its latest progress; work whose process died is shown as failed."""
    tugas = db.session.get(Tugas, tugas_id)
    if tugas is None or tugas.pengguna_id != pengguna_id:
        return None
    return _segarkan(tugas)


def daftar_tugas(pengguna_id: int) -> list[Tugas]:
    """One's own tasks, newest first."""
    pilih = db.select(Tugas).filter_by(pengguna_id=pengguna_id).order_by(Tugas.id.desc()).limit(30)
    return [_segarkan(t) for t in db.session.scalars(pilih)]


def _segarkan(tugas: Tugas) -> Tugas:
    papan: dict[int, tuple[int, int, str]] = current_app.extensions["smartkampung"].kemajuan
    db.session.expunge(tugas)
    if tugas.keadaan == BERJALAN:
        if tugas.id in papan:
            tugas.selesai, tugas.total, tugas.pesan = papan[tugas.id]
        elif (sekarang() - tugas.diubah_pada).total_seconds() > DIANGGAP_MATI:
            tugas.keadaan, tugas.pesan = GAGAL, "Program berhenti di tengah pekerjaan ini. Mulai lagi."
    return tugas


class BilahTerminal:
    """Progress in the terminal: a bar with what is being done, how many, how long still."""

    def __init__(self, tulis: Callable[[str], None], lebar: int = 28) -> None:
        self._tulis, self._lebar = tulis, lebar
        self._mulai = jam.monoton()
        self._terakhir = 0.0

    def __call__(self, selesai: int, total: int, pesan: str = "") -> None:
        kini = jam.monoton()
        if selesai < total and kini - self._terakhir < 0.1:
            return
        self._terakhir = kini
        bagian = selesai / total if total else 1
        isi = int(bagian * self._lebar)
        lewat = kini - self._mulai
        sisa = f"{lewat / bagian - lewat:4.0f} dtk lagi" if 0 < bagian < 1 else f"{lewat:4.0f} dtk       "
        self._tulis(f"\r[{'█' * isi}{'·' * (self._lebar - isi)}] {selesai}/{total} {sisa} {pesan[:40]:<40}"
                    + ("\n" if selesai >= total else ""))
