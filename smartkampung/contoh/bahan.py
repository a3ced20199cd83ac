"""What every step of the demo is given, and small helpers they share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from smartkampung.akun.models import Pengguna
from smartkampung.extensions import db
from smartkampung.inti.konteks import zona
from smartkampung.inti.tugas import Kemajuan


@dataclass(frozen=True)
class Bahan:
    """What each step of the demo needs to know."""

    penduduk: int
    benih: int
    hari: date
    kini: datetime
    ke: Callable[[datetime], None]
    kemajuan: Kemajuan

    @property
    def awal(self) -> date:
        """The first day of the year that is filled."""
        return (self.hari.replace(day=1) - timedelta(days=334)).replace(day=1)


def pengguna(nama: str) -> Pengguna:
    """A demo account by its user name."""
    return db.session.scalars(db.select(Pengguna).filter_by(nama_pengguna=nama)).one()


def saat(hari: date, menit: int) -> datetime:
    """An instant of a day, so many minutes after midnight in the village."""
    return (datetime.combine(hari, time(0), tzinfo=zona()) + timedelta(minutes=menit)).astimezone(UTC)
