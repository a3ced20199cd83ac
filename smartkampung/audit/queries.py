"""Reading the audit record."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select

from smartkampung.audit.daftar import PERISTIWA
from smartkampung.audit.models import CatatanAudit
from smartkampung.extensions import db
from smartkampung.inti.konteks import zona
from smartkampung.inti.tanggal import awal_hari


def pilih_catatan(*, pelaku_id: int | None = None, area: str = "", dari: date | None = None,
                  sampai: date | None = None, objek: tuple[str, str] | None = None) -> Select[Any]:
    """The record, newest first, narrowed by actor, area, days, or object."""
    pilih = db.select(CatatanAudit).order_by(CatatanAudit.id.desc())
    if pelaku_id is not None:
        pilih = pilih.where(CatatanAudit.pelaku_id == pelaku_id)
    if area:
        pilih = pilih.where(CatatanAudit.peristiwa.startswith(area + ".", autoescape=True))
    if dari:
        pilih = pilih.where(CatatanAudit.pada >= awal_hari(dari, zona()))
    if sampai:
        pilih = pilih.where(CatatanAudit.pada < awal_hari(sampai + timedelta(days=1), zona()))
    if objek:
        pilih = pilih.where(CatatanAudit.objek_jenis == objek[0], CatatanAudit.objek_id == objek[1])
    return pilih


def kalimat(baris: CatatanAudit) -> str:
    """The act as a sentence without its subject."""
    jenis = PERISTIWA.get(baris.peristiwa)
    if jenis is None:
        return baris.peristiwa
    return jenis.kalimat % {f: baris.rincian.get(f, "—") for f in jenis.fakta}


def daftar_area() -> list[str]:
    """Areas that have events."""
    return sorted({nama.split(".")[0] for nama in PERISTIWA})
