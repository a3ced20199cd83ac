"""Days and instants: the one clock of the program, periods, zones, and Indonesian dates.

Instants are aware UTC (`*_pada`), days are dates (`tanggal_*`). Everything that asks for the time asks
here, so tests own the clock.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

BULAN = ("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September",
         "Oktober", "November", "Desember")
HARI = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
ZONA = {"Asia/Jakarta": "WIB", "Asia/Pontianak": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}


class Jam:
    """The clock. Tests set and move it; nothing else does."""

    def __init__(self) -> None:
        self._sumber: Callable[[], datetime] = self.sistem
        self._monoton: Callable[[], float] = time.monotonic

    @staticmethod
    def sistem() -> datetime:
        """The machine's own clock, for timers that wait on it; everything else asks `kini`."""
        return datetime.now(UTC)

    def kini(self) -> datetime:
        """The present instant."""
        return self._sumber()

    def monoton(self) -> float:
        """Seconds of a clock that never jumps, for measuring spans and noticing jumps of the other."""
        return self._monoton()

    def atur(self, saat: datetime) -> None:
        """Stop the clock at one instant."""
        tetap = saat.astimezone(UTC)
        self._sumber = lambda: tetap

    def maju(self, *, serta_monoton: bool = True, **selisih: float) -> None:
        """Move a stopped clock by a timedelta (may be negative); `serta_monoton=False` is a clock jump."""
        self.atur(self.kini() + timedelta(**selisih))
        if serta_monoton:
            kini = self.monoton() + timedelta(**selisih).total_seconds()
            self._monoton = lambda: kini
        else:
            diam = self.monoton()
            self._monoton = lambda: diam

    @contextmanager
    def sementara(self) -> Iterator[None]:
        """Give the clock back as it was afterwards (filling the demo moves it through a past year)."""
        semula = self._sumber, self._monoton
        try:
            yield
        finally:
            self._sumber, self._monoton = semula

    def kembalikan(self) -> None:
        """Back to the system clock."""
        self._sumber, self._monoton = self.sistem, time.monotonic


jam = Jam()


def sekarang() -> datetime:
    """The present instant, aware UTC."""
    return jam.kini()


def hari_ini(zona: ZoneInfo) -> date:
    """The present day in a zone."""
    return sekarang().astimezone(zona).date()


def tunda(detik: float) -> None:
    """Wait; the only sleep of the program (retries of a busy resource outside the database)."""
    time.sleep(detik)


@dataclass(frozen=True, order=True)
class Periode:
    """One month of a year, the unit of recaps and books."""

    tahun: int
    bulan: int

    def __post_init__(self) -> None:
        if not (1900 <= self.tahun <= 9999 and 1 <= self.bulan <= 12):
            raise ValueError(f"no such month: {self.tahun}-{self.bulan}")

    @classmethod
    def dari(cls, hari: date) -> Periode:
        return cls(hari.year, hari.month)

    @classmethod
    def baca(cls, kode: str) -> Periode:
        """Read "2026-10"; ValueError when it is no month."""
        tahun, pisah, bulan = kode.partition("-")
        if not (pisah and len(tahun) == 4 and len(bulan) == 2 and kode.isascii() and (tahun + bulan).isdecimal()):
            raise ValueError(f"not a month: {kode!r}")
        return cls(int(tahun), int(bulan))

    @property
    def kode(self) -> str:
        return f"{self.tahun:04d}-{self.bulan:02d}"

    @property
    def nama(self) -> str:
        return f"{BULAN[self.bulan - 1]} {self.tahun}"

    @property
    def awal(self) -> date:
        return date(self.tahun, self.bulan, 1)

    @property
    def akhir(self) -> date:
        return self.sesudah().awal - timedelta(days=1)

    def sebelum(self) -> Periode:
        return Periode(self.tahun - 1, 12) if self.bulan == 1 else Periode(self.tahun, self.bulan - 1)

    def sesudah(self) -> Periode:
        return Periode(self.tahun + 1, 1) if self.bulan == 12 else Periode(self.tahun, self.bulan + 1)

    def rentang(self, zona: ZoneInfo) -> tuple[datetime, datetime]:
        """The month's first instant and the next month's, in UTC: a half-open interval."""
        return awal_hari(self.awal, zona), awal_hari(self.sesudah().awal, zona)

    def __str__(self) -> str:
        return self.kode


def awal_hari(hari: date, zona: ZoneInfo) -> datetime:
    """The instant a day begins in a zone, in UTC."""
    return datetime(hari.year, hari.month, hari.day, tzinfo=zona).astimezone(UTC)


def tanggal_panjang(hari: date) -> str:
    """`21 November 2026`."""
    return f"{hari.day} {BULAN[hari.month - 1]} {hari.year}"


def tanggal_pendek(hari: date) -> str:
    """`21 Nov 2026`."""
    return f"{hari.day} {BULAN[hari.month - 1][:3]} {hari.year}"


def hari_panjang(hari: date) -> str:
    """`Sabtu, 21 November 2026`."""
    return f"{HARI[hari.weekday()]}, {tanggal_panjang(hari)}"


def jam_menit(saat: datetime, zona: ZoneInfo) -> str:
    """`12.28`."""
    return f"{saat.astimezone(zona):%H.%M}"


def waktu_panjang(saat: datetime, zona: ZoneInfo) -> str:
    """`21 November 2026, 12.28 WIB`."""
    setempat = saat.astimezone(zona)
    return f"{tanggal_panjang(setempat.date())}, {setempat:%H.%M} {nama_zona(zona)}"


def waktu_pendek(saat: datetime, zona: ZoneInfo) -> str:
    """`21 Nov 2026 12.28`."""
    setempat = saat.astimezone(zona)
    return f"{tanggal_pendek(setempat.date())} {setempat:%H.%M}"


def batas_pendek(saat: datetime, zona: ZoneInfo) -> str:
    """A deadline as people say it: the moment, or for the end of a day (midnight) that day: `4 Nov 2026`."""
    setempat = saat.astimezone(zona)
    if (setempat.hour, setempat.minute, setempat.second) == (0, 0, 0):
        return tanggal_pendek(setempat.date() - timedelta(days=1))
    return waktu_pendek(saat, zona)


def nama_zona(zona: ZoneInfo) -> str:
    """WIB, WITA, or WIT."""
    return ZONA.get(zona.key, zona.key)


def umur(lahir: date, pada: date) -> int:
    """Completed years of age on a day."""
    return pada.year - lahir.year - ((pada.month, pada.day) < (lahir.month, lahir.day))


def durasi(selisih: timedelta) -> str:
    """A span in the two largest units that matter: `1 jam 20 menit`, `3 hari`."""
    menit = max(0, int(selisih.total_seconds() // 60))
    hari, sisa = divmod(menit, 1440)
    banyak_jam, menit = divmod(sisa, 60)
    if hari:
        return f"{hari} hari" + (f" {banyak_jam} jam" if banyak_jam and hari < 3 else "")
    if banyak_jam:
        return f"{banyak_jam} jam" + (f" {menit} menit" if menit else "")
    return f"{menit} menit"


def bulan_romawi(bulan: int) -> str:
    """The month in Roman numerals, as letter numbers write it."""
    return ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")[bulan - 1]
