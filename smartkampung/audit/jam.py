"""What the record says about the machine's clock: whether it can be believed, and which day to go by if not."""

from __future__ import annotations

from datetime import date

from smartkampung.audit.services import periksa_jam, tercatat_terakhir
from smartkampung.audit.simpanan import ingat
from smartkampung.inti.galat import JamMundur
from smartkampung.inti.konteks import hari_desa, zona
from smartkampung.inti.tanggal import sekarang


def keluhan_jam() -> JamMundur | None:
    """Why the clock cannot be believed, or None."""
    try:
        periksa_jam(sekarang(), ingat("tercatat_terakhir", tercatat_terakhir))
    except JamMundur as galat:
        return galat
    return None


def hari_dipercaya() -> date:
    """Today; under a wrong clock the day of the latest record, so that nobody loses a role to a dead battery."""
    terakhir = ingat("tercatat_terakhir", tercatat_terakhir)
    if terakhir is None or keluhan_jam() is None:
        return hari_desa()
    return terakhir.astimezone(zona()).date()
