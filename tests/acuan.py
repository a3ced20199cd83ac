"""What tests start from: databases (and files beside them) filled once per process and copied for each test.

`pytest.mark.acuan(POJOK)` starts a test, or a whole module, from one of them; without it a test that uses
`kantor` gets KANTOR and any other KOSONG. An area makes its own: `Acuan("nama", isi, dari=KANTOR)`, where
`isi(app)` commits what all its tests only look at or change for themselves.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask

from smartkampung.extensions import db
from smartkampung.inti import db as basis
from smartkampung.inti.tanggal import jam as jam_program
from smartkampung.pengaturan import Pengaturan
from tests import aplikasi
from tests.postgres import PeladenUji

SAAT_UJI = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)  # Saturday 10.00 WIB
NAMA_SQLITE = "desa.sqlite3"


@dataclass(frozen=True)
class Acuan:
    """A state to start from: `isi` fills it, on top of `dari`; `berkas` when files and keys belong to it."""

    nama: str
    isi: Callable[[Flask], None]
    dari: Acuan | None = None
    mode: str = "desa"
    berkas: bool = False


def _skema(app: Flask) -> None:
    with app.app_context(), basis.mode(True), db.engine.begin() as koneksi:
        db.metadata.create_all(koneksi)
        basis.pasang_pemicu(koneksi)


def _kantor(app: Flask) -> None:
    from tests.pabrik import isi_kantor

    isi_kantor(app)


KOSONG = Acuan("kosong", _skema)
KANTOR = Acuan("kantor", _kantor, KOSONG)
KANTOR_KABUPATEN = Acuan("kantor_kabupaten", _kantor, KOSONG, mode="kabupaten")


class Gudang:
    """The filled states of one process, each made when first asked for."""

    def __init__(self, tempat: pytest.TempPathFactory) -> None:
        self._tempat = tempat
        self._sqlite: dict[Acuan, Path] = {}
        self._postgresql: dict[Acuan, Path] = {}

    def sqlite(self, acuan: Acuan, ke: Path) -> None:
        """Copy a state into an instance folder."""
        if acuan not in self._sqlite:
            folder = self._tempat.mktemp(acuan.nama)
            if acuan.dari:
                self.sqlite(acuan.dari, folder)
            self._isi(acuan, folder, "")
            self._sqlite[acuan] = folder
        self._salin(acuan, self._sqlite[acuan], ke)

    def postgresql(self, acuan: Acuan, ke: Path, peladen: PeladenUji) -> str:
        """The address of a PostgreSQL database in that state, lent; its files go into the instance folder."""
        self.siapkan_postgresql(acuan, peladen)
        self._salin(acuan, self._postgresql[acuan], ke)
        return peladen.pinjam(acuan.nama)

    def siapkan_postgresql(self, acuan: Acuan, peladen: PeladenUji) -> None:
        """Make the template of a state."""
        if acuan in self._postgresql:
            return
        folder = self._tempat.mktemp(f"pg_{acuan.nama}")
        if acuan.dari:
            self.siapkan_postgresql(acuan.dari, peladen)
            self._salin(acuan.dari, self._postgresql[acuan.dari], folder)
        peladen.buat_acuan(acuan.nama, lambda alamat: self._isi(acuan, folder, alamat),
                           dari=acuan.dari.nama if acuan.dari else "template1")
        self._postgresql[acuan] = folder

    def _isi(self, acuan: Acuan, folder: Path, alamat: str) -> None:
        with jam_program.sementara():
            jam_program.atur(SAAT_UJI)
            app = aplikasi.pinjam(Pengaturan(instance=folder, uji=True, totp_wajib=False, mode=acuan.mode,
                                             basis_data=alamat))
            acuan.isi(app)
            aplikasi.kembalikan(app)

    @staticmethod
    def _salin(acuan: Acuan, dari: Path, ke: Path) -> None:
        ke.mkdir(exist_ok=True)
        if acuan.berkas:
            shutil.copytree(dari, ke, dirs_exist_ok=True)
        elif (dari / NAMA_SQLITE).exists():
            shutil.copy(dari / NAMA_SQLITE, ke / NAMA_SQLITE)
