"""Months and years: lock, open again, and what is open."""

from __future__ import annotations

from datetime import date

from smartkampung.audit.services import catat
from smartkampung.bumdes.akses import Pelaku, pastikan
from smartkampung.bumdes.buku.models import PeriodeBumdes
from smartkampung.bumdes.galat import BulanBelumUrut
from smartkampung.bumdes.lembaga.models import Bumdes
from smartkampung.extensions import db
from smartkampung.inti.db import kunci_penasihat
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.siaran import siarkan
from smartkampung.inti.tanggal import Periode, sekarang
from smartkampung.peristiwa import BulanDitutup


def terkunci(bumdes: Bumdes) -> set[tuple[int, int]]:
    """(year, month) of the locked months, (year, 0) of the closed years."""
    pilih = db.select(PeriodeBumdes.tahun, PeriodeBumdes.bulan).filter_by(bumdes_id=bumdes.id)
    return {(t, b) for t, b in db.session.execute(pilih)}


def kunci_bulan(bumdes: Bumdes, bulan: Periode, *, oleh: Pelaku) -> None:
    """Lock a month that is over; months lock in order, so nothing slips in before them."""
    pastikan(oleh, "bumdes.kunci", bumdes.id)
    kunci_penasihat(f"bumdes:{bumdes.id}")
    sudah = terkunci(bumdes)
    if (bulan.tahun, bulan.bulan) in sudah:
        raise BulanBelumUrut(apa=f"{bulan.nama} sudah dikunci.")
    if bulan.akhir >= hari_desa():
        raise BulanBelumUrut(apa=f"{bulan.nama} belum selesai, jadi belum dapat dikunci.")
    if bulan.awal < bumdes.mulai_buku.replace(day=1):
        raise BulanBelumUrut(apa=f"{bulan.nama} lebih awal daripada pembukuan ini.")
    lalu = bulan.sebelum()
    if lalu.awal >= bumdes.mulai_buku.replace(day=1) and (lalu.tahun, lalu.bulan) not in sudah:
        raise BulanBelumUrut(apa=f"Kunci dulu {lalu.nama}: bulan dikunci berurutan.")
    db.session.add(PeriodeBumdes(bumdes_id=bumdes.id, tahun=bulan.tahun, bulan=bulan.bulan, pada=sekarang(),
                                 oleh=oleh.nama))  # fmt: skip
    db.session.flush()
    catat("bumdes.bulan_dikunci", oleh=oleh if oleh.id else None, objek=("bumdes", bumdes.id), bulan=bulan.kode)
    siarkan(BulanDitutup("bumdes", bulan.kode))


def buka_bulan(bumdes: Bumdes, bulan: Periode, alasan: str, *, oleh: Pelaku) -> None:
    """Open the last locked month again, with a reason; not in a closed year."""
    pastikan(oleh, "bumdes.buka_kunci", bumdes.id)
    kunci_penasihat(f"bumdes:{bumdes.id}")
    sudah = terkunci(bumdes)
    if (bulan.tahun, 0) in sudah:
        raise BulanBelumUrut(apa=f"Tahun {bulan.tahun} sudah ditutup, jadi bulannya tidak dapat dibuka.")
    if (bulan.tahun, bulan.bulan) not in sudah:
        raise BulanBelumUrut(apa=f"{bulan.nama} tidak sedang dikunci.")
    depan = bulan.sesudah()
    if (depan.tahun, depan.bulan) in sudah:
        raise BulanBelumUrut(apa=f"Buka dulu {depan.nama}: bulan dibuka dari yang terakhir.")
    db.session.delete(db.session.get_one(PeriodeBumdes, (bumdes.id, bulan.tahun, bulan.bulan)))
    db.session.flush()
    catat("bumdes.bulan_dibuka", oleh=oleh, objek=("bumdes", bumdes.id), bulan=bulan.kode, alasan=alasan[:200])


def bulan_berikut(bumdes: Bumdes) -> Periode:
    """The first month that is not locked yet."""
    sudah = {(t, b) for t, b in terkunci(bumdes) if b}
    if not sudah:
        return Periode.dari(bumdes.mulai_buku)
    return Periode(*max(sudah)).sesudah()


def tahun_buku(bumdes: Bumdes) -> list[int]:
    """The years from the first book to today, newest first."""
    return list(range(max(hari_desa().year, bumdes.mulai_buku.year), bumdes.mulai_buku.year - 1, -1))


def hari_awal_terbuka(bumdes: Bumdes) -> date:
    """The first day one may still write on."""
    return max(bulan_berikut(bumdes).awal, bumdes.mulai_buku)
