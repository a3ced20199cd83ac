"""Acts: give and take back a PIN at the counter, log in with it, recognise a session, end it."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, update
from sqlalchemy.exc import OperationalError

from smartkampung.akun.sandi import buat_hash, cocok, ringkas
from smartkampung.audit.services import catat
from smartkampung.extensions import db
from smartkampung.inti.db import kunci_penasihat, sedang_menulis, transaksi, transaksi_pendek
from smartkampung.inti.galat import GalatDomain
from smartkampung.inti.izin import periksa_izin
from smartkampung.inti.pembatas import boleh_mencoba, catat_percobaan, lupakan_percobaan
from smartkampung.inti.tanggal import sekarang
from smartkampung.penduduk.queries import fakta, fakta_per_nik
from smartkampung.portal.saya.models import PinWarga, SesiWarga
from smartkampung.surat import warga
from smartkampung.surat.catatan import Pelaku
from smartkampung.surat.kabar.nomor import nomor_wa

DIAM, MUTLAK = timedelta(minutes=15), timedelta(hours=2)
JENDELA = timedelta(minutes=15)


class MasukWargaSalah(GalatDomain):
    """The login did not work; which part was wrong is not said."""

    pesan = "NIK atau nomor telepon dan PIN tidak cocok. Bila lupa PIN, minta yang baru di loket kantor desa."
    medan = "pin"


class TeleponTerpakai(GalatDomain):
    """The number already leads to somebody else."""

    pesan = "Nomor ini sudah dipakai warga lain untuk masuk. Kosongkan; ia tetap dapat masuk dengan NIK."
    medan = "telepon"


@dataclass(frozen=True, slots=True)
class PinBaru:
    """A fresh PIN and its hash, made before any lock is taken; the PIN is shown once."""

    pin: str
    hash: str


def siapkan_pin() -> PinBaru:
    """Make a PIN of six digits (slow: hashes it)."""
    pin = f"{secrets.randbelow(1_000_000):06d}"
    return PinBaru(pin, buat_hash(pin))


def beri_pin(penduduk_id: int, baru: PinBaru, telepon: str = "", *, oleh: Pelaku) -> PinWarga:
    """Give a resident who stands at the counter a PIN; an older one and its sessions end."""
    periksa_izin(oleh, "surat.buat")
    orang = warga.ambil(penduduk_id)
    nomor = nomor_wa(telepon) if telepon else None
    if telepon and nomor is None:
        raise GalatDomain("Tulis nomor telepon genggam seperti 0812 3456 7890, atau kosongkan.", medan="telepon")
    kunci_penasihat("pin_warga")
    terpakai = db.select(PinWarga.penduduk_id).where(PinWarga.telepon == nomor, PinWarga.penduduk_id != orang.id)
    if nomor and db.session.scalar(terpakai) is not None:
        raise TeleponTerpakai()
    baris = db.session.get(PinWarga, orang.id) or PinWarga(penduduk_id=orang.id)
    baris.hash, baris.telepon, baris.dibuat_pada, baris.dibuat_oleh_id = baru.hash, nomor, sekarang(), oleh.id
    db.session.add(baris)
    _akhiri_semua(orang.id)
    catat("portal.pin_diberikan", oleh=oleh, objek=("penduduk", orang.id), nama=orang.nama)
    return baris


def cabut_pin(baris: PinWarga, *, oleh: Pelaku) -> None:
    """Take a PIN back; its sessions end at once."""
    periksa_izin(oleh, "surat.buat")
    orang = fakta(baris.penduduk_id)
    _akhiri_semua(baris.penduduk_id)
    db.session.delete(baris)
    db.session.flush()
    nama = orang.nama if orang else ""
    catat("portal.pin_dicabut", oleh=oleh, objek=("penduduk", baris.penduduk_id), nama=nama)


def _akhiri_semua(penduduk_id: int) -> None:
    db.session.execute(delete(SesiWarga).where(SesiWarga.penduduk_id == penduduk_id))


def masuk(kenal: str, pin: str, alamat: str) -> str:
    """Log in with NIK or telephone and PIN; answers the token. The same work and words whatever was wrong."""
    rapat = "".join(huruf for huruf in kenal if huruf.isascii() and huruf.isdecimal())
    kunci = f"warga:kenal:{hashlib.sha256(rapat.encode()).hexdigest()[:32]}"
    kunci_alamat = f"warga:ip:{alamat[:60]}"
    boleh_mencoba(kunci, kunci_alamat)
    baris = _cari(kenal, rapat)
    benar = cocok(baris.hash if baris else None, pin)
    orang = fakta(baris.penduduk_id) if baris is not None and benar else None
    if baris is None or orang is None or not orang.hidup:
        catat_percobaan(kunci, bebas=5, jendela=JENDELA, tahan=timedelta(minutes=1), tahan_terlama=timedelta(hours=1))
        catat_percobaan(kunci_alamat, bebas=20, jendela=JENDELA, tahan=timedelta(minutes=1))
        raise MasukWargaSalah()
    lupakan_percobaan(kunci)
    token, kini = secrets.token_urlsafe(32), sekarang()
    with transaksi_pendek() as sesi:
        sesi.add(SesiWarga(token_hash=ringkas(token), penduduk_id=orang.id, dibuat_pada=kini, terakhir_pada=kini))
        catat("portal.warga_masuk", objek=("penduduk", orang.id), sesi=sesi, nama=orang.nama)
    return token


def _cari(kenal: str, rapat: str) -> PinWarga | None:
    if len(rapat) == 16:
        orang = fakta_per_nik(rapat)
        return db.session.get(PinWarga, orang.id) if orang else None
    nomor = nomor_wa(kenal)
    return db.session.scalar(db.select(PinWarga).filter_by(telepon=nomor)) if nomor else None


def kenali(token: str) -> int | None:
    """The resident of a live session, or None: ended, idle for a quarter of an hour, or older than two hours."""
    if not token:
        return None
    baris, kini = db.session.scalar(db.select(SesiWarga).filter_by(token_hash=ringkas(token))), sekarang()
    if baris is None or kini - baris.terakhir_pada > DIAM or not timedelta(0) <= kini - baris.dibuat_pada <= MUTLAK:
        return None
    penduduk_id = baris.penduduk_id
    if kini - baris.terakhir_pada >= timedelta(minutes=1) and not sedang_menulis():
        _sentuh(baris.id)
    return penduduk_id


def _sentuh(sesi_id: int) -> None:
    try:
        with transaksi_pendek(tunggu=0) as sesi:
            sesi.execute(update(SesiWarga).where(SesiWarga.id == sesi_id).values(terakhir_pada=sekarang()))
    except OperationalError:  # somebody writes just now: the next page notes it
        db.session.rollback()


def keluar(token: str) -> None:
    """End the session of this token."""
    db.session.execute(delete(SesiWarga).where(SesiWarga.token_hash == ringkas(token)))


def bersihkan() -> None:
    """Nightly: sessions past their limit."""
    with transaksi():
        db.session.execute(delete(SesiWarga).where(SesiWarga.dibuat_pada < sekarang() - MUTLAK))
