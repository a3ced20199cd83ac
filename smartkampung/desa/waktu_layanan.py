"""The clock of service: minutes that count only while the office is open (criterion SK-4)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from smartkampung.desa.queries import hari_libur, jam_layanan
from smartkampung.inti.konteks import zona
from smartkampung.inti.tanggal import sekarang

BATAS_HARI = 400


class Kalender:
    """Service hours and closed days, read once and used for many letters."""

    def __init__(self, dari: date, sampai: date) -> None:
        self._jam = jam_layanan()
        self._libur = hari_libur(dari, sampai)
        self._zona = zona()
        self._sampai = sampai
        self.ada_jam = any(self._jam.values())

    def blok(self, hari: date) -> list[tuple[datetime, datetime]]:
        """The open spans of a day, as aware local times."""
        if hari in self._libur:
            return []
        return [(self._saat(hari, b), self._saat(hari, t)) for b, t in self._jam[hari.weekday()]]

    def _saat(self, hari: date, pukul: time) -> datetime:
        return datetime.combine(hari, pukul, tzinfo=self._zona)

    def _hari(self, mulai: datetime) -> Iterator[date]:
        hari = mulai.astimezone(self._zona).date()
        while hari <= self._sampai:
            yield hari
            hari += timedelta(days=1)

    def tambah(self, mulai: datetime, menit: int) -> datetime:
        """The instant when `menit` open minutes have passed since `mulai`."""
        if not self.ada_jam:
            return mulai + timedelta(minutes=menit)
        sisa = timedelta(minutes=menit)
        for hari in self._hari(mulai):
            for buka, tutup in self.blok(hari):
                awal = max(buka, mulai)
                if awal < tutup:
                    if tutup - awal >= sisa:
                        return (awal + sisa).astimezone(mulai.tzinfo)
                    sisa -= tutup - awal
        return mulai + timedelta(days=BATAS_HARI)

    def menit(self, mulai: datetime, selesai: datetime) -> int:
        """The open minutes between two instants (whole minutes, rounded down)."""
        if not self.ada_jam:
            return max(0, int((selesai - mulai).total_seconds() // 60))
        jumlah = timedelta(0)
        akhir = selesai.astimezone(self._zona).date()
        for hari in self._hari(mulai):
            if hari > akhir:
                break
            for buka, tutup in self.blok(hari):
                jumlah += max(timedelta(0), min(tutup, selesai) - max(buka, mulai))
        return int(jumlah.total_seconds() // 60)


def kalender(mulai: datetime | None = None) -> Kalender:
    """The calendar from a start on, for the longest promise there can be."""
    hari = (mulai or sekarang()).astimezone(zona()).date()
    return Kalender(hari, hari + timedelta(days=BATAS_HARI))


def tambah_menit_layanan(mulai: datetime, menit: int) -> datetime:
    """The instant when `menit` open minutes have passed since `mulai`."""
    return kalender(mulai).tambah(mulai, menit)


def menit_layanan(mulai: datetime, selesai: datetime) -> int:
    """The open minutes between two instants."""
    return kalender(mulai).menit(mulai, selesai)
