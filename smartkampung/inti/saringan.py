"""Jinja filters: how figures, days, instants and masked numbers are written everywhere."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from flask import Flask, g

from smartkampung.inti import tanggal as kala
from smartkampung.inti import uang


def pasang_saringan(app: Flask) -> None:
    """Register the filters; times are shown in the zone of the village (`g.zona`)."""
    app.jinja_env.filters.update(
        rupiah=_rupiah, uang=Decimal, angka=uang.angka, tanggal=tanggal, tanggal_pendek=_tanggal_pendek, waktu=waktu,
        waktu_pendek=_waktu_pendek, batas_pendek=_batas_pendek, jam=_jam, durasi=kala.durasi, samar_nik=samar_nik,
        iso=_iso)


def zona_kini() -> ZoneInfo:
    """The zone of this request's village."""
    zona: ZoneInfo = g.get("zona") or ZoneInfo("Asia/Jakarta")
    return zona


def _rupiah(nilai: Decimal | int | None) -> str:
    return "" if nilai is None else uang.rupiah(nilai)


def _hari(nilai: date | datetime) -> date:
    return nilai.astimezone(zona_kini()).date() if isinstance(nilai, datetime) else nilai


def tanggal(nilai: date | datetime | None) -> str:
    return "" if nilai is None else kala.tanggal_panjang(_hari(nilai))


def _tanggal_pendek(nilai: date | datetime | None) -> str:
    return "" if nilai is None else kala.tanggal_pendek(_hari(nilai))


def waktu(nilai: datetime | None) -> str:
    return "" if nilai is None else kala.waktu_panjang(nilai, zona_kini())


def _batas_pendek(nilai: datetime) -> str:
    return kala.batas_pendek(nilai, zona_kini())


def _waktu_pendek(nilai: datetime | None) -> str:
    return "" if nilai is None else kala.waktu_pendek(nilai, zona_kini())


def _jam(nilai: datetime | None) -> str:
    return "" if nilai is None else kala.jam_menit(nilai, zona_kini())


def _iso(nilai: date | datetime | None) -> str:
    return "" if nilai is None else nilai.isoformat()


def samar_nik(nik: str | None) -> str:
    """`3510 24•• •••• ••••`: the region stays, the person does not."""
    if not nik:
        return "—"
    samar = nik[:6] + "•" * (len(nik) - 6)
    return " ".join(samar[i:i + 4] for i in range(0, len(samar), 4))
