"""Banners that depend on what is recorded: the clock, and the copy of the backups outside this computer."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask_babel import gettext as _

from smartkampung.audit.jam import keluhan_jam
from smartkampung.beranda.detak import detak_terakhir
from smartkampung.inti.konteks import pengaturan
from smartkampung.inti.tanggal import sekarang

SALINAN_LUAR = "cadangan_luar"  # the mark in `detak`: a backup left this computer
SALINAN_BASI = timedelta(days=7)
Pita = list[tuple[str, str]]


def pita_jam() -> Pita:
    """The clock stands before what is recorded, or absurdly far ahead: no act is taken until it is right."""
    keluhan = keluhan_jam()
    return [("galat", keluhan.kalimat(_))] if keluhan else []


def pita_salinan(pengguna: Any) -> Pita:
    """For whoever looks after the system: backups are made, but none left this computer for a week."""
    if not pengguna.punya_izin("sistem.kelola") or pengaturan().demo or detak_terakhir("cadangan") is None:
        return []
    keluhan = keluhan_salinan()
    return [("peringatan", keluhan)] if keluhan else []


def keluhan_salinan() -> str:
    """What is wrong with the copies outside this computer, as a sentence; empty when a fresh one exists."""
    terakhir = detak_terakhir(SALINAN_LUAR)
    if terakhir is None:
        return _("Cadangan belum pernah disalin ke luar komputer ini. Colok flash disk, lalu unduh yang terbaru dari "
                 "halaman Sistem.")
    umur = sekarang() - terakhir
    if umur <= SALINAN_BASI:
        return ""
    return _("Salinan cadangan di luar komputer ini sudah %(n)s hari. Colok flash disk, lalu unduh yang terbaru dari "
             "halaman Sistem.", n=umur.days)
