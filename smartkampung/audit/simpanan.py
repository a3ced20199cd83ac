"""Figures remembered until the next act.

Every act leaves a row in the audit record, so its newest id says whether anything happened since a figure
was worked out, whichever process did it. What changes without an act (a send that fails, a heartbeat)
shows after a few seconds at the latest.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from flask import g

from smartkampung.audit.models import CatatanAudit
from smartkampung.extensions import db
from smartkampung.inti.db import sedang_menulis
from smartkampung.inti.konteks import keadaan
from smartkampung.inti.tanggal import jam

T = TypeVar("T")
UMUR = 10.0  # seconds
MUAT = 300
PILIH_TERAKHIR = db.select(db.func.max(CatatanAudit.id))


def catatan_terakhir() -> int:
    """The id of the newest act, asked once per request."""
    if "catatan_terakhir" not in g:
        g.catatan_terakhir = db.session.scalar(PILIH_TERAKHIR) or 0
    hasil: int = g.catatan_terakhir
    return hasil


def ada_catatan_baru() -> None:
    """Ask again: this context has just added an act."""
    g.pop("catatan_terakhir", None)
    g.pop("tercatat_terakhir", None)


def ingat(kunci: Hashable, buat: Callable[[], T]) -> T:
    """What `buat` answers, worked out again only after an act or some seconds.

    Inside a write transaction nothing is remembered, because it may yet be undone.
    """
    if sedang_menulis():
        return buat()
    rak: dict[Hashable, tuple[int, float, Any]] = keadaan().simpanan.setdefault("per_catatan", {})
    terakhir, kini = catatan_terakhir(), jam.monoton()
    ada = rak.get(kunci)
    if ada is not None and ada[0] == terakhir and 0 <= kini - ada[1] < UMUR:
        return ada[2]  # type: ignore[no-any-return]
    nilai = buat()
    if len(rak) >= MUAT:
        rak.clear()
    rak[kunci] = (terakhir, kini, nilai)
    return nilai
