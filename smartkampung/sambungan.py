"""The wiring table: which areas an app has, and who listens to whom. The only place areas meet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from click import Command
    from flask import Blueprint

    from smartkampung.inti.lembar import BagianRekap
    from smartkampung.inti.periksa import Pemeriksaan

# Every module with tables: importing them makes the metadata complete.
MODEL = (
    "smartkampung.inti.kunci_sekali", "smartkampung.inti.penomoran", "smartkampung.inti.berkas",
    "smartkampung.inti.tugas", "smartkampung.inti.pembatas", "smartkampung.audit.models",
    "smartkampung.akun.models", "smartkampung.desa.models", "smartkampung.beranda.detak",
)

# "module:attribute" of the blueprints, in the order they are registered.
AREA_BERSAMA = (
    "smartkampung.akun.views:bp", "smartkampung.akun.views_pengguna:bp", "smartkampung.audit.views:bp",
    "smartkampung.desa.views:bp", "smartkampung.desa.views_siapkan:bp", "smartkampung.beranda.views:bp", "smartkampung.beranda.views_sistem:bp",
)
AREA_DESA: tuple[str, ...] = ()
AREA_KABUPATEN: tuple[str, ...] = ()

# CLI commands and groups: (name, "module:attribute"); loaded when they are called.
PERINTAH: tuple[tuple[str, str], ...] = ()

# Sheets that areas offer to the recap.
BAGIAN_REKAP: tuple[str, ...] = ()

# Checks of `smartkampung periksa` and of the nightly job: "module:function" returning list[Pemeriksaan].
PEMERIKSAAN: tuple[str, ...] = ("smartkampung.beranda.periksa:daftar_pemeriksaan",)

# fact -> listeners, as "module:function".
PENDENGAR: dict[str, tuple[str, ...]] = {}

# What waits for a user on the home page: "module:function"(pengguna) -> list[beranda.Hal].
MENUNGGU: tuple[str, ...] = ()

# Figures of the home page: "module:function"(pengguna) -> list[beranda.Angka].
ANGKA: tuple[str, ...] = ()

# What the search box of every page finds: "module:function"(pengguna, teks) -> list[beranda.Temuan].
CARI: tuple[str, ...] = ()


@dataclass(frozen=True)
class Butir:
    """One entry of the menu. `jumlah` names a function(pengguna) -> int for the badge."""

    judul: str
    tujuan: str  # endpoint
    ikon: str
    izin: tuple[str, ...] = ()
    jumlah: str = ""
    bawah: bool = False  # also in the bottom bar of phones
    area: str = ""  # blueprint names (comma separated) on whose pages it is the current entry


@dataclass(frozen=True)
class Kelompok:
    """A group of menu entries."""

    judul: str
    butir: tuple[Butir, ...]


MENU_DESA: tuple[Kelompok, ...] = (
    Kelompok("", (Butir("Beranda", "beranda.lihat", "rumah", bawah=True, area="beranda"),)),
    Kelompok("Desa", (
        Butir("Identitas desa", "desa.identitas", "gedung", ("desa.lihat",), area="desa"),
        Butir("Akun", "pengguna.daftar", "orang", ("akun.kelola",), area="pengguna"),
        Butir("Catatan audit", "audit.daftar", "jam", ("audit.lihat",), area="audit"),
        Butir("Sistem", "sistem.lihat", "atur", ("sistem.kelola",), area="sistem"),
    )),
)
MENU_KABUPATEN: tuple[Kelompok, ...] = MENU_DESA


def ambil(alamat: str) -> Any:
    """Import what "module:attribute" names."""
    modul, _, nama = alamat.partition(":")
    return getattr(import_module(modul), nama)


def muat_model() -> None:
    """Import every module with tables."""
    for modul in MODEL:
        import_module(modul)


def cetak_biru(mode: str) -> list[Blueprint]:
    """The blueprints of an app."""
    return [ambil(a) for a in AREA_BERSAMA + (AREA_DESA if mode == "desa" else AREA_KABUPATEN)]


def pendengar() -> dict[type, list[Callable[[Any], None]]]:
    """Fact -> listeners."""
    return {ambil(fakta): [ambil(p) for p in daftar] for fakta, daftar in PENDENGAR.items()}


def menu(mode: str) -> tuple[Kelompok, ...]:
    """The menu of an app."""
    return MENU_DESA if mode == "desa" else MENU_KABUPATEN


def bagian_rekap() -> list[BagianRekap]:
    """The recap sheets on offer."""
    return [ambil(a) for a in BAGIAN_REKAP]


def pemeriksaan() -> list[Pemeriksaan]:
    """All checks."""
    return [p for a in PEMERIKSAAN for p in ambil(a)()]


def perintah(nama: str) -> Command | None:
    """A CLI command of an area, by name."""
    alamat = dict(PERINTAH).get(nama)
    return ambil(alamat) if alamat else None
