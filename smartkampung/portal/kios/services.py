"""Acts: enrol a device as the kiosk, recognise it, take it out."""

from __future__ import annotations

import secrets
from datetime import timedelta

from sqlalchemy import update
from sqlalchemy.exc import OperationalError

from smartkampung.akun.sandi import ringkas
from smartkampung.audit.services import catat
from smartkampung.extensions import db
from smartkampung.inti.db import sedang_menulis, transaksi_pendek
from smartkampung.inti.galat import GalatDomain
from smartkampung.inti.izin import periksa_izin
from smartkampung.inti.tanggal import sekarang
from smartkampung.portal.kios.models import PerangkatKios
from smartkampung.surat.catatan import Pelaku


class BukanKios(GalatDomain):
    """This device is not enrolled, or was taken out."""

    pesan = "Perangkat ini belum didaftarkan sebagai kios. Petugas mendaftarkannya di menu Surat, Atur, Kios."
    status = 403


def daftarkan(nama: str, *, oleh: Pelaku) -> str:
    """Enrol a device; answers its token, which only the device keeps."""
    periksa_izin(oleh, "surat.atur")
    token = secrets.token_urlsafe(32)
    db.session.add(PerangkatKios(nama=nama, token_hash=ringkas(token), didaftarkan_pada=sekarang(),
                                 didaftarkan_oleh_id=oleh.id))  # fmt: skip
    db.session.flush()
    catat("portal.kios_didaftarkan", oleh=oleh, nama=nama)
    return token


def cabut(perangkat: PerangkatKios, *, oleh: Pelaku) -> None:
    """Take a device out; its pages close at once."""
    periksa_izin(oleh, "surat.atur")
    if perangkat.dicabut_pada is None:
        perangkat.dicabut_pada = sekarang()
        db.session.flush()
        catat("portal.kios_dicabut", oleh=oleh, nama=perangkat.nama)


def kenali(token: str) -> int:
    """The id of the enrolled device with this token; BukanKios otherwise."""
    pilih = db.select(PerangkatKios).where(
        PerangkatKios.token_hash == ringkas(token), PerangkatKios.dicabut_pada.is_(None)
    )
    perangkat = db.session.scalar(pilih) if token else None
    if perangkat is None:
        raise BukanKios()
    kini, kunci = sekarang(), perangkat.id
    if (perangkat.terakhir_pada is None or kini - perangkat.terakhir_pada > timedelta(minutes=5)) and (
        not sedang_menulis()
    ):
        try:
            with transaksi_pendek(tunggu=0) as sesi:
                sesi.execute(update(PerangkatKios).where(PerangkatKios.id == kunci).values(terakhir_pada=kini))
        except OperationalError:  # somebody writes just now: the next page notes it
            db.session.rollback()
    return kunci


def daftar() -> list[PerangkatKios]:
    """The devices, those in use first."""
    pilih = db.select(PerangkatKios).order_by(PerangkatKios.dicabut_pada.is_not(None), PerangkatKios.id.desc())
    return list(db.session.scalars(pilih))
