"""Who has a request in hand: the second clerk sees the first, and takes over on purpose.

Opening a request that nobody holds takes it in hand for a quarter of an hour (a note, not an act); whoever acts while
somebody else holds it is refused. Nothing gets stuck: the hold runs out, and "Ambil alih" ends it at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import update
from sqlalchemy.exc import OperationalError

from smartkampung.akun.models import Pengguna
from smartkampung.extensions import db
from smartkampung.inti.db import transaksi_pendek
from smartkampung.inti.galat import Bentrok
from smartkampung.inti.izin import periksa_izin
from smartkampung.inti.konteks import zona
from smartkampung.inti.tanggal import jam_menit, sekarang
from smartkampung.surat.catatan import Pelaku, tandai
from smartkampung.surat.keadaan import DI_LOKET
from smartkampung.surat.models import Surat

LAMA = timedelta(minutes=15)


class DikerjakanLain(Bentrok):
    """Somebody else has the request in hand."""

    pesan = "Permohonan ini sedang dikerjakan %(nama)s sejak %(pukul)s. Tekan “Ambil alih” bila Anda yang melanjutkan."


@dataclass(frozen=True, slots=True)
class Pemegang:
    """Who holds it, since when."""

    nama: str
    sejak: datetime


def pemegang_lain(surat: Surat, pengguna: Pelaku) -> Pemegang | None:
    """The other clerk who has it in hand now, or None."""
    if not _dipegang_lain(surat, pengguna):
        return None
    assert surat.pemegang_id is not None and surat.dipegang_pada is not None
    orang = db.session.get_one(Pengguna, surat.pemegang_id)
    return Pemegang(orang.nama, surat.dipegang_pada)


def _dipegang_lain(surat: Surat, pengguna: Pelaku) -> bool:
    if surat.pemegang_id in (None, pengguna.id) or surat.dipegang_pada is None or surat.keadaan not in DI_LOKET:
        return False
    return timedelta(0) <= sekarang() - surat.dipegang_pada <= LAMA


def sentuh(surat: Surat, pengguna: Pelaku) -> None:
    """Note that this clerk has opened the request, when nobody else holds it (a short write of its own)."""
    melayani = pengguna.punya_izin("surat.buat") and pengguna.punya_izin("surat.verifikasi")
    if not melayani or surat.keadaan not in DI_LOKET or _dipegang_lain(surat, pengguna):
        return
    kini = sekarang()
    if surat.pemegang_id == pengguna.id and surat.dipegang_pada and kini - surat.dipegang_pada < timedelta(minutes=1):
        return
    try:
        with transaksi_pendek(tunggu=0) as sesi:
            ubah = update(Surat).where(Surat.id == surat.id).values(pemegang_id=pengguna.id, dipegang_pada=kini)
            sesi.execute(ubah)
    except OperationalError:  # somebody writes just now: the next page notes it
        db.session.rollback()


def pastikan(surat: Surat, oleh: Pelaku) -> None:
    """Raise DikerjakanLain while another clerk holds the request."""
    lain = pemegang_lain(surat, oleh)
    if lain is not None:
        raise DikerjakanLain(nama=lain.nama, pukul=jam_menit(lain.sejak, zona()))


def ambil_alih(surat: Surat, *, oleh: Pelaku) -> None:
    """Take the request over from whoever has it."""
    periksa_izin(oleh, "surat.verifikasi")
    lain = pemegang_lain(surat, oleh)
    surat.pemegang_id, surat.dipegang_pada = oleh.id, sekarang()
    if lain is not None:
        tandai(surat, "diambil_alih", oleh, f"dari {lain.nama}")
