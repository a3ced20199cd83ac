"""What belongs to one app and is not in its database: settings, listeners, zone, progress of work."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from flask import current_app, g

from smartkampung.inti.tanggal import hari_ini
from smartkampung.pengaturan import Pengaturan


@dataclass
class Keadaan:
    """The state of one app, `app.extensions["smartkampung"]`."""

    pengaturan: Pengaturan
    pendengar: dict[type, list[Callable[[Any], None]]]
    ambil_zona: Callable[[], ZoneInfo]
    ambil_nama: Callable[[], str]
    sela_masuk: Callable[[str], Any]
    izin_peran: dict[str, frozenset[str]]
    kemajuan: dict[int, tuple[int, int, str]] = field(default_factory=dict)
    simpanan: dict[str, Any] = field(default_factory=dict)


def keadaan() -> Keadaan:
    """The state of the current app."""
    isi: Keadaan = current_app.extensions["smartkampung"]
    return isi


def pengaturan() -> Pengaturan:
    """The settings of the current app."""
    return keadaan().pengaturan


def zona() -> ZoneInfo:
    """The zone of this village, asked once per app context."""
    if "zona" not in g:
        g.zona = keadaan().ambil_zona()
    zona_desa: ZoneInfo = g.zona
    return zona_desa


def hari_desa() -> date:
    """Today in this village."""
    return hari_ini(zona())
