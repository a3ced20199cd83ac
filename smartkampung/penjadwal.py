"""The scheduler: a clock that wakes the village's jobs, and nothing more.

What is due is computed from the database each time, so missed hours, sleep and power cuts need no special
care. One leader per village holds a lock; a watchdog on the monotonic clock notices when the wall clock
jumps or the timer stops. Jobs are listed in `sambungan.JADWAL`.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from flask import Flask

from smartkampung import sambungan
from smartkampung.audit.services import pastikan_jam
from smartkampung.beranda.detak import berdetak, detak
from smartkampung.extensions import db
from smartkampung.inti.db import transaksi
from smartkampung.inti.galat import GalatDomain
from smartkampung.inti.konteks import keadaan, pengaturan, zona
from smartkampung.inti.sorotan import Hal
from smartkampung.inti.tanggal import jam, sekarang
from smartkampung.pemimpin import kunci_pemimpin

if TYPE_CHECKING:
    from apscheduler.schedulers.background import BackgroundScheduler

JEDA = 60.0
LONCATAN = 60.0
MALAM = time(1)
TENANG = timedelta(minutes=10)  # housekeeping that was missed overnight waits until the morning rush of a start is over
MENIT, HARIAN = "menit", "malam"


class SudahAdaPenjadwal(GalatDomain):
    """Another scheduler of this village is running."""

    pesan = "Penjadwal desa ini sudah berjalan, jadi yang ini berhenti. Tidak ada yang perlu dilakukan."
    status = 409
    kode_keluar = 3


# --- the clock ----------------------------------------------------------------------------------------

class Penjadwal:
    """`mulai()` takes the lead and starts the clock, `henti()` stops it, `detik()` is one turn of it."""

    def __init__(self, app: Flask, *, jeda: float = JEDA, awasi: float = 5.0) -> None:
        self.app, self.jeda, self.awasi = app, jeda, awasi
        atur = app.extensions["smartkampung"].pengaturan
        self._pemimpin = kunci_pemimpin(atur)
        self._henti = threading.Event()
        self._jam: BackgroundScheduler | None = None
        self._penjaga: threading.Thread | None = None
        self._mulai_monoton = 0.0
        self._terakhir_monoton = 0.0
        self.dibangunkan = 0  # how often the watchdog moved the clock's next turn

    def mulai(self) -> Penjadwal:
        """Take the lead and start; SudahAdaPenjadwal when another scheduler of this village has it."""
        if not self._pemimpin.ambil():
            raise SudahAdaPenjadwal()
        self._henti.clear()
        self._mulai_monoton = self._terakhir_monoton = jam.monoton()
        self._pasang_jam()
        self._penjaga = threading.Thread(target=self._awasi_jam, daemon=True, name="penjaga-jam")
        self._penjaga.start()
        return self

    def henti(self) -> None:
        """Stop cleanly: finish what is running, then let go of the lead."""
        self._henti.set()
        if self._jam is not None:
            self._jam.shutdown(wait=True)
            self._jam = None
        if self._penjaga is not None:
            self._penjaga.join(timeout=self.awasi + 5)
        self._pemimpin.lepas()

    def _pasang_jam(self) -> None:
        from apscheduler.executors.pool import ThreadPoolExecutor
        from apscheduler.schedulers.background import BackgroundScheduler

        logging.getLogger("apscheduler").setLevel(logging.WARNING)
        self._jam = BackgroundScheduler(
            timezone=UTC, executors={"default": ThreadPoolExecutor(3)},
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None})
        for nama, kerja in (("detak", self.detak), (MENIT, self.putaran), (HARIAN, self.malam)):
            self._jam.add_job(kerja, "interval", seconds=self.jeda, id=nama, next_run_time=jam.sistem())
        self._jam.start()

    def detik(self) -> None:
        """One whole turn at once, in this thread: for commands and tests."""
        self.detak()
        self.putaran()
        self.malam()

    # --- turns ---

    def detak(self) -> None:
        """Show life, unless the wall clock stands before what is recorded (then people must see it)."""
        self._terakhir_monoton = jam.monoton()
        with self.app.app_context():
            _kerjakan("Detak penjadwal", self._berdetak)

    def _berdetak(self) -> None:
        if not self._pemimpin.masih() and self._jam is not None and not self._pemimpin.ambil():
            return
        pastikan_jam(sekarang())
        with transaksi():
            berdetak("penjadwal")

    def putaran(self) -> None:
        """The jobs of every minute, one after another; one that fails does not keep the others."""
        with self.app.app_context():
            for judul, kerja in _daftar(MENIT):
                _kerjakan(judul, kerja)

    def malam(self) -> None:
        """The jobs of the night, once per local day, caught up when the machine was off."""
        with self.app.app_context():
            setempat = sekarang().astimezone(zona())
            terakhir = detak("malam")
            db.session.rollback()
            sudah = terakhir is not None and terakhir.pada.astimezone(zona()).date() >= setempat.date()
            baru_mulai = jam.monoton() - self._mulai_monoton < TENANG.total_seconds() and self._jam is not None
            if sudah or setempat.time() < MALAM or (baru_mulai and setempat.hour >= 5):
                return
            for judul, kerja in _daftar(HARIAN):
                _kerjakan(judul, kerja)
            with transaksi():
                berdetak("malam")

    # --- the watchdog ---

    def _awasi_jam(self) -> None:
        selisih = _selisih()
        while not self._henti.wait(self.awasi):
            kini = _selisih()
            if abs(kini - selisih) > LONCATAN:
                selisih = kini
                self.bangunkan()
            if jam.monoton() - self._terakhir_monoton > 5 * self.jeda:
                self._hidupkan_lagi()

    def bangunkan(self) -> None:
        """Let every job run now: `wakeup()` alone does not revive an interval job after a clock jump."""
        if self._jam is None:
            return
        self.dibangunkan += 1
        for kerja in self._jam.get_jobs():
            self._jam.modify_job(kerja.id, next_run_time=jam.sistem())

    def _hidupkan_lagi(self) -> None:
        """The timer has stopped: put a new one in its place."""
        self.app.logger.error("penjadwal berhenti berdetak; dinyalakan lagi")
        self._terakhir_monoton = jam.monoton()
        if self._jam is not None:
            lama, self._jam = self._jam, None
            try:
                lama.shutdown(wait=False)
            except Exception:  # it may be half dead already
                self.app.logger.exception("penjadwal lama tidak dapat dimatikan")
        self._pasang_jam()


def _selisih() -> float:
    """How far the wall clock is ahead of the one that never jumps."""
    return sekarang().timestamp() - jam.monoton()


# --- jobs ---------------------------------------------------------------------------------------------

def _daftar(kapan: str) -> list[tuple[str, Callable[[], Any]]]:
    mode = pengaturan().mode
    return [(judul, sambungan.ambil(alamat)) for judul, alamat, saat, di in sambungan.JADWAL
            if saat == kapan and di in ("", mode)]


def _kerjakan(judul: str, kerja: Callable[[], Any]) -> None:
    """Run one job; a fault is logged and kept in words for the people who look after the system."""
    from flask import current_app

    try:
        kerja()
    except GalatDomain as galat:
        db.session.rollback()
        _catat(judul, galat.kalimat())
    except Exception:
        db.session.rollback()
        current_app.logger.exception("pekerjaan %r gagal", judul)
        _catat(judul, "Ada kesalahan pada program; dicoba lagi sendiri. Lihat catatan program.")
    else:
        db.session.rollback()
        _catat(judul, "")


def _catat(judul: str, kalimat: str) -> None:
    """Keep (or clear) what is wrong with a job; the clock's own fault must not be written under a wrong time."""
    gagal: dict[str, tuple[str, datetime]] = _papan()
    if kalimat:
        sejak = gagal[judul][1] if judul in gagal else sekarang()
        gagal[judul] = (kalimat, sejak)
    else:
        gagal.pop(judul, None)


def _papan() -> dict[str, tuple[str, datetime]]:
    papan: dict[str, tuple[str, datetime]] = keadaan().simpanan.setdefault("pekerjaan_gagal", {})
    return papan


def pekerjaan_gagal() -> dict[str, tuple[str, datetime]]:
    """Jobs of this process that fail now: name -> (sentence, since when)."""
    return dict(_papan())


def menunggu(pengguna: Any) -> list[Hal]:
    """Failing jobs on the home page of whoever looks after the system."""
    from flask import url_for

    if not pengguna.punya_izin("sistem.kelola"):
        return []
    return [Hal("Pekerjaan terjadwal gagal", judul, kalimat, url_for("sistem.lihat"), "Lihat", sejak)
            for judul, (kalimat, sejak) in sorted(pekerjaan_gagal().items())]


# --- the jobs of the ground ---------------------------------------------------------------------------

def cadangkan() -> None:
    """Nightly backup, proved by opening it again."""
    from smartkampung.beranda.cadangan import cadangkan_kini

    cadangkan_kini()


def periksa() -> None:
    """Nightly checks; what they find fails this job, so that people see it."""
    from smartkampung.inti.periksa import jalankan_semua

    hasil = jalankan_semua(sambungan.pemeriksaan())
    db.session.rollback()
    temuan = [f"{h.nama}: {h.temuan[0]}" for h in hasil if not h.baik]
    with transaksi():
        berdetak("periksa", "; ".join(temuan)[:500] or f"{len(hasil)} pemeriksaan, semuanya cocok")
    if temuan:
        raise GalatDomain("Pemeriksaan malam menemukan: %(t)s", t="; ".join(temuan)[:400])


def bersihkan() -> None:
    """Nightly: used form keys, dead sessions, old counters, files without a row."""
    from smartkampung.akun.sesi import buang_sesi_lama
    from smartkampung.inti.berkas import buang_berkas_yatim
    from smartkampung.inti.kunci_sekali import buang_kunci_lama
    from smartkampung.inti.pembatas import buang_percobaan_lama

    for kerja in (buang_kunci_lama, buang_sesi_lama, buang_percobaan_lama, buang_berkas_yatim):
        with transaksi():
            kerja()
