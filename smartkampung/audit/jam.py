"""What the record says about the machine's clock: whether it can be believed, and which day to go by if not."""

from __future__ import annotations

from datetime import date, datetime

from flask import g

from smartkampung.audit.daftar import JAM_DIBETULKAN
from smartkampung.audit.models import CatatanAudit
from smartkampung.audit.services import (
    TOLERANSI_JAM,
    Pelaku,
    catat,
    pastikan_jam_masuk_akal,
    periksa_jam,
    tercatat_terakhir,
)
from smartkampung.audit.simpanan import ingat
from smartkampung.extensions import db
from smartkampung.inti.galat import JamMundur, TidakPerlu
from smartkampung.inti.konteks import hari_desa, zona
from smartkampung.inti.tanggal import sekarang, waktu_panjang


def _terakhir() -> datetime | None:
    """`tercatat_terakhir`, asked once per request and again after an act: every look at a role needs it."""
    if "tercatat_terakhir" not in g:
        g.tercatat_terakhir = ingat("tercatat_terakhir", tercatat_terakhir)
    hasil: datetime | None = g.tercatat_terakhir
    return hasil


def keluhan_jam() -> JamMundur | None:
    """Why the clock cannot be believed, or None."""
    try:
        periksa_jam(sekarang(), _terakhir())
    except JamMundur as galat:
        return galat
    return None


def hari_dipercaya() -> date:
    """Today; under a wrong clock the day of the latest record, so that nobody loses a role to a dead battery."""
    terakhir = _terakhir()
    if terakhir is None or keluhan_jam() is None:
        return hari_desa()
    return terakhir.astimezone(zona()).date()


def catatan_di_depan() -> int:
    """How many acts bear an instant after the present one: written while the clock was wrong."""
    batas = sekarang() + TOLERANSI_JAM
    return db.session.scalar(db.select(db.func.count()).where(CatatanAudit.pada > batas)) or 0


def betulkan_jam(*, oleh: Pelaku | None, alasan: str) -> None:
    """Believe the clock as it stands now although later acts are recorded; those keep their instants.

    Raises TidakPerlu when nothing lies ahead, JamMelompat when the present clock cannot be right either.
    """
    kini, terakhir = sekarang(), tercatat_terakhir()
    pastikan_jam_masuk_akal(kini)
    if terakhir is None or kini >= terakhir - TOLERANSI_JAM:
        raise TidakPerlu()
    catat(JAM_DIBETULKAN, oleh=oleh, banyak=catatan_di_depan(), terakhir=waktu_panjang(terakhir, zona()), alasan=alasan)
