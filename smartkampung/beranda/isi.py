"""What areas bring to the home page and the search box."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from smartkampung import sambungan
from smartkampung.audit.simpanan import ingat
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.sorotan import Angka, Hal, Temuan
from smartkampung.inti.tanggal import sekarang

HAMPIR = timedelta(minutes=30)


def menunggu(pengguna: Any) -> list[Hal]:
    """Everything that waits for this user: past its time, then nearly so, then the oldest first."""
    semua = [h for a in sambungan.MENUNGGU for h in _milik(a, pengguna)]
    kini = sekarang()
    return sorted(semua, key=lambda h: (_mendesak(h, kini), h.sejak))


def _mendesak(hal: Hal, kini: datetime) -> int:
    """0 when its promise has passed, 1 when it passes within half an hour, else 2."""
    if hal.tenggat is None or hal.tenggat > kini + HAMPIR:
        return 2
    return 0 if hal.tenggat < kini else 1


def angka(pengguna: Any) -> list[Angka]:
    """The figures for this user."""
    return [a for alamat in sambungan.ANGKA for a in _milik(alamat, pengguna)]


def _milik(alamat: str, pengguna: Any) -> list[Any]:
    """What an area brings for this user today, remembered until the next act."""
    kunci = (alamat, pengguna.id, pengguna.izin, hari_desa())
    return ingat(kunci, lambda: list(sambungan.ambil(alamat)(pengguna)))


def jumlah_menunggu(alamat: str, pengguna: Any) -> int:
    """The figure of a menu badge, remembered likewise."""
    kunci = (alamat, pengguna.id, pengguna.izin, hari_desa())
    return ingat(kunci, lambda: int(sambungan.ambil(alamat)(pengguna)))


def cari(pengguna: Any, teks: str) -> list[Temuan]:
    """Hits of all areas the user may open."""
    return [t for alamat in sambungan.CARI for t in sambungan.ambil(alamat)(pengguna, teks)]


def cari_halaman(pengguna: Any, teks: str, kelompok: Sequence[sambungan.Kelompok]) -> list[Any]:
    """Menu entries whose words contain the text."""
    kecil = teks.casefold()
    return [b for k in kelompok for b in k.butir
            if kecil in b.judul.casefold() and (not b.izin or any(pengguna.punya_izin(i) for i in b.izin))]
