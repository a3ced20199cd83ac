"""What tests start from: databases (and files beside them) filled once per run and copied for each test.

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

from flask import Flask

from smartkampung.extensions import db
from smartkampung.inti import db as basis
from smartkampung.inti.tanggal import jam as jam_program
from smartkampung.pengaturan import Pengaturan
from tests import aplikasi, bersama
from tests.postgres import PeladenUji

SAAT_UJI = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)  # Saturday 10.00 WIB
WARGA_DEMO = 150
NAMA_SQLITE = "desa.sqlite3"


@dataclass(frozen=True)
class Acuan:
    """A state to start from: `isi` fills it, on top of `dari`; `berkas` when files and keys belong to it.

    `nama` is the state's alone in the whole suite: it names the template that all processes share.
    """

    nama: str
    isi: Callable[[Flask], None]
    dari: Acuan | None = None
    mode: str = "desa"
    berkas: bool = False

    def __post_init__(self) -> None:
        assert self.nama.isidentifier(), f"{self.nama}: PostgreSQL names a database after it"


def _skema(app: Flask) -> None:
    with app.app_context(), basis.mode(True), db.engine.begin() as koneksi:
        db.metadata.create_all(koneksi)
        basis.pasang_pemicu(koneksi)


def _kantor(app: Flask) -> None:
    from tests.pabrik import isi_kantor

    isi_kantor(app)


def _demo(app: Flask) -> None:
    from smartkampung.contoh.isi import isi_contoh

    with app.app_context():
        isi_contoh(WARGA_DEMO, 2026)


KOSONG = Acuan("kosong", _skema)
KANTOR = Acuan("kantor", _kantor, KOSONG)
DEMO = Acuan("demo", _demo, KOSONG, berkas=True)
KANTOR_KABUPATEN = Acuan("kantor_kabupaten", _kantor, KOSONG, mode="kabupaten")


class Gudang:
    """The filled states, each made once per run by the process that first asks for it."""

    def __init__(self) -> None:
        self._folder = bersama.folder() / "acuan"
        self._siap: set[tuple[Acuan, bool]] = set()

    def sqlite(self, acuan: Acuan, ke: Path) -> None:
        """Copy a state into an instance folder."""
        self._siapkan(acuan)
        self._salin(acuan, self._tempat(acuan), ke)

    def postgresql(self, acuan: Acuan, ke: Path, peladen: PeladenUji) -> str:
        """The address of a PostgreSQL database in that state, lent; its files go into the instance folder."""
        self.siapkan_postgresql(acuan, peladen)
        self._salin(acuan, self._tempat(acuan, "pg"), ke)
        return peladen.pinjam(acuan.nama)

    def siapkan_postgresql(self, acuan: Acuan, peladen: PeladenUji) -> None:
        """Make the template of a state."""
        self._siapkan(acuan, peladen)

    def _tempat(self, acuan: Acuan, basis: str = "sqlite") -> Path:
        return self._folder / basis / acuan.nama

    def _siapkan(self, acuan: Acuan, peladen: PeladenUji | None = None) -> None:
        if (acuan, peladen is None) in self._siap:
            return
        if acuan.dari:
            self._siapkan(acuan.dari, peladen)
        basis_data = "pg" if peladen else "sqlite"
        folder = self._tempat(acuan, basis_data)
        with bersama.sekali(f"{basis_data}-{acuan.nama}") as belum:
            if belum:
                shutil.rmtree(folder, ignore_errors=True)  # left by a filling that failed
                folder.mkdir(parents=True)
                if acuan.dari:
                    self._salin(acuan.dari, self._tempat(acuan.dari, basis_data), folder)
                if peladen is None:
                    self._isi(acuan, folder, "")
                else:
                    peladen.buat_acuan(acuan.nama, lambda alamat: self._isi(acuan, folder, alamat),
                                       dari=acuan.dari.nama if acuan.dari else "template1")
        self._siap.add((acuan, peladen is None))

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
