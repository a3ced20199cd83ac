"""What is due: derived from schedules and the outbox each time it is asked, never stored.

A computer that was off for months therefore catches up by itself: each period that is due and has no
row in the outbox is due now, the oldest first.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from smartkampung.extensions import db
from smartkampung.inti.konteks import zona
from smartkampung.inti.tanggal import Periode, sekarang
from smartkampung.rekap.models import AKHIR_BULAN, JadwalRekap, KotakKeluar, TujuanRekap

TERJAUH = 1200  # months; a guard against a schedule that begins in another century


@dataclass(frozen=True)
class Tempo:
    """One recap that one destination should get, and since when."""

    periode: Periode
    pada: datetime
    jenis: str
    jadwal: JadwalRekap
    tujuan: TujuanRekap


def hari_tempo(hari: int, periode: Periode) -> date:
    """The day a recap of `periode` is due: its last day for akhir bulan, else that day of the next month."""
    return periode.akhir if hari == AKHIR_BULAN else periode.sesudah().awal.replace(day=hari)


def pada_tempo(hari: int, jam: time, periode: Periode, zona_desa: ZoneInfo) -> datetime:
    """The instant it is due, in UTC."""
    return datetime.combine(hari_tempo(hari, periode), jam, tzinfo=zona_desa).astimezone(UTC)


def periode_kini(hari: int, jam: time, kini: datetime, zona_desa: ZoneInfo) -> Periode:
    """The first period whose due time still lies ahead."""
    periode = Periode.dari(kini.astimezone(zona_desa).date()).sebelum().sebelum()
    while pada_tempo(hari, jam, periode, zona_desa) <= kini:
        periode = periode.sesudah()
    return periode


def rentang(hari: int, jam: time, mulai: Periode, kini: datetime, zona_desa: ZoneInfo) -> Iterator[Periode]:
    """All periods from `mulai` that are due by now, the oldest first."""
    periode = mulai
    for _ in range(TERJAUH):
        if pada_tempo(hari, jam, periode, zona_desa) > kini:
            return
        yield periode
        periode = periode.sesudah()


def _jadwal_aktif() -> list[JadwalRekap]:
    return list(db.session.scalars(db.select(JadwalRekap).filter_by(aktif=True).order_by(JadwalRekap.id)))


def daftar_jatuh_tempo(kini: datetime | None = None) -> list[Tempo]:
    """What is due and not yet in the outbox, the oldest period first."""
    kini, zona_desa = kini or sekarang(), zona()
    jadwal = _jadwal_aktif()
    if not jadwal:
        return []
    sudah = set(db.session.execute(
        db.select(KotakKeluar.jenis, KotakKeluar.periode, KotakKeluar.tujuan_id)
        .where(KotakKeluar.jenis.in_({j.jenis for j in jadwal}))).tuples())
    hasil = []
    for j in jadwal:
        for hubung in j.tujuan:
            if not hubung.ke.aktif:
                continue
            for periode in rentang(j.hari, j.jam, Periode.baca(hubung.mulai), kini, zona_desa):
                kunci = (j.jenis, periode.kode, hubung.tujuan_id)
                if kunci not in sudah:
                    sudah.add(kunci)
                    pada = pada_tempo(j.hari, j.jam, periode, zona_desa)
                    hasil.append(Tempo(periode, pada, j.jenis, j, hubung.ke))
    return sorted(hasil, key=lambda t: (t.periode, t.pada, t.jenis, t.tujuan.id))


def rencana(kini: datetime | None = None) -> list[Tempo]:
    """What will be sent next: for each schedule and destination its first due time that lies ahead."""
    kini, zona_desa = kini or sekarang(), zona()
    hasil = []
    for j in _jadwal_aktif():
        for hubung in j.tujuan:
            if hubung.ke.aktif:
                periode = max(periode_kini(j.hari, j.jam, kini, zona_desa), Periode.baca(hubung.mulai))
                hasil.append(Tempo(periode, pada_tempo(j.hari, j.jam, periode, zona_desa), j.jenis, j, hubung.ke))
    return sorted(hasil, key=lambda t: (t.pada, t.jenis, t.tujuan.id))


def telat(jatuh_tempo: datetime, dikirim: datetime) -> int:
    """Whole days between the due time and the sending."""
    return max(0, (dikirim - jatuh_tempo) // timedelta(days=1))
