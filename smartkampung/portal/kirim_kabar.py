"""Sending messages about letters: claim a row for a short while, use the network outside any transaction, write down
what became of it. Same states as the outbox of recaps; a message nobody could deliver in three days is given up.
"""

from __future__ import annotations

import hashlib
import smtplib
from dataclasses import dataclass
from datetime import datetime, timedelta
from email import policy
from email.message import EmailMessage
from email.utils import format_datetime

from smartkampung.desa.queries import profil
from smartkampung.extensions import db
from smartkampung.inti.db import transaksi
from smartkampung.inti.konteks import pengaturan
from smartkampung.inti.rahasia import buka
from smartkampung.inti.tanggal import sekarang
from smartkampung.portal import telegram
from smartkampung.rekap import keadaan as keadaan_rekap
from smartkampung.rekap.kanal_surel import _Ditolak, _sambung, _sapa
from smartkampung.surat.kabar.models import Kabar
from smartkampung.surat.kabar.services import pengaturan_kabar

SEWA = timedelta(minutes=5)
BASI = timedelta(days=3)
PER_PUTARAN = 60


@dataclass(frozen=True, slots=True)
class Kiriman:
    """A claimed row, as plain values."""

    id: int
    kanal: str
    tujuan: str
    teks: str
    dibuat_pada: datetime


@dataclass(frozen=True, slots=True)
class Hasil:
    """What became of one try: `dikirim`, `menunggu` (again later), `mungkin_terkirim`, `gagal`."""

    keadaan: str
    sebab: str = ""
    tunda: timedelta | None = None


def detik() -> int:
    """The job of every minute: look for residents who connected Telegram, send what waits; answers how many left."""
    sambungan = _sambungan_telegram()
    if sambungan is not None:
        telegram.ambil_pelanggan(sambungan)
    banyak = 0
    while banyak < PER_PUTARAN and (kiriman := _klaim()) is not None:
        hasil = _kirim_surel(kiriman) if kiriman.kanal == "surel" else _kirim_telegram(kiriman, sambungan)
        _selesaikan(kiriman, hasil)
        banyak += 1
    return banyak


def _sambungan_telegram() -> telegram.Sambungan | None:
    isi = pengaturan_kabar()
    siap = isi.telegram_aktif and isi.telegram_token
    hasil = telegram.Sambungan(isi.telegram_alamat, buka(isi.telegram_token or ""), isi.telegram_urut) if siap else None
    db.session.rollback()
    return hasil


def _klaim() -> Kiriman | None:
    """Claim the oldest row that may be sent now, of a channel that is on; give up what is too old."""
    with transaksi():
        isi, kini = pengaturan_kabar(), sekarang()
        kanal = [nama for nama, aktif in (("surel", isi.surel_aktif), ("telegram", isi.telegram_aktif)) if aktif]
        bebas = db.or_(Kabar.sewa_sampai.is_(None), Kabar.sewa_sampai <= kini, Kabar.sewa_sampai > kini + 2 * SEWA)
        pilih = (
            db.select(Kabar)
            .where(Kabar.keadaan == "menunggu", Kabar.berikut_pada <= kini, Kabar.kanal.in_(kanal), bebas)
            .order_by(Kabar.berikut_pada, Kabar.id).limit(1).with_for_update(skip_locked=True)
        )  # fmt: skip
        while (baris := db.session.scalar(pilih)) is not None:
            if kini - baris.dibuat_pada <= BASI:
                baris.sewa_sampai, baris.percobaan = kini + SEWA, baris.percobaan + 1
                return Kiriman(baris.id, baris.kanal, baris.tujuan, baris.teks, baris.dibuat_pada)
            baris.keadaan, baris.sebab, baris.selesai_pada = "gagal", "tidak terkirim selama tiga hari", kini
            db.session.flush()
        return None


def _selesaikan(kiriman: Kiriman, hasil: Hasil) -> None:
    with transaksi():
        baris = db.session.get_one(Kabar, kiriman.id, with_for_update=True, populate_existing=True)
        kini = sekarang()
        baris.keadaan, baris.sebab, baris.sewa_sampai = hasil.keadaan, hasil.sebab[:300], None
        if hasil.keadaan != "menunggu":
            baris.selesai_pada = kini
            return
        jeda = keadaan_rekap.jeda(baris.percobaan)
        if jeda is None:
            baris.keadaan, baris.selesai_pada = "gagal", kini
        else:
            baris.berikut_pada = kini + max(jeda, hasil.tunda or timedelta(0))


# --- e-mail ----------------------------------------------------------------------------------------


def pesan_surel(kiriman: Kiriman) -> EmailMessage:
    """The message: a few plain lines, one fixed Message-ID."""
    surat = EmailMessage()
    pengirim = pengaturan().surel.pengirim
    sidik = hashlib.sha256(f"{profil().kode}/{kiriman.id}/{kiriman.tujuan}".encode()).hexdigest()[:24]
    surat["Subject"] = f"Kabar surat dari {profil().nama_lengkap}"
    surat["From"], surat["To"] = pengirim, kiriman.tujuan
    surat["Message-ID"] = f"<kabar.{sidik}@{pengirim.rpartition('@')[2] or 'smartkampung.invalid'}>"
    surat["Date"] = format_datetime(kiriman.dibuat_pada)
    surat["Auto-Submitted"] = "auto-generated"
    surat.set_content(f"{kiriman.teks}\n\nSurel ini dikirim oleh program desa; jangan dibalas.\n")
    return surat


def _kirim_surel(kiriman: Kiriman) -> Hasil:
    atur = pengaturan().surel
    if not atur.peladen or not atur.pengirim:
        return Hasil("menunggu", "surel belum diatur di desa.toml (bagian [surel])")
    data = pesan_surel(kiriman).as_bytes(policy=policy.SMTP)
    db.session.rollback()
    berangkat = False
    try:
        with _sambung(atur) as peladen:
            _sapa(peladen, atur.pengirim, kiriman.tujuan)
            berangkat = True
            kode, _jawab = peladen.data(data)
    except _Ditolak as galat:
        return Hasil("gagal" if galat.hasil.keadaan == keadaan_rekap.DITOLAK else "menunggu", galat.hasil.sebab)
    except smtplib.SMTPDataError as galat:
        return _menurut(galat.smtp_code)
    except (smtplib.SMTPException, OSError):
        if berangkat:
            return Hasil("mungkin_terkirim", f"sambungan ke {atur.peladen} terputus sesudah isi berangkat")
        return Hasil("menunggu", f"peladen surel {atur.peladen} belum dapat dihubungi")
    return Hasil("dikirim") if kode == 250 else _menurut(kode)


def _menurut(kode: int) -> Hasil:
    """A refusal: 5xx is final, 4xx is tried again."""
    return Hasil("gagal" if 500 <= kode < 600 else "menunggu", f"peladen surel menjawab {kode}")


# --- Telegram --------------------------------------------------------------------------------------


def _kirim_telegram(kiriman: Kiriman, sambungan: telegram.Sambungan | None) -> Hasil:
    if sambungan is None:
        return Hasil("menunggu", "Telegram belum diatur")
    jawab = telegram.minta(sambungan, "sendMessage", {"chat_id": kiriman.tujuan, "text": kiriman.teks})
    if jawab.ok:
        return Hasil("dikirim")
    if jawab.status in (400, 403):  # blocked, or the chat is gone: nothing more to hope for
        return Hasil("gagal", jawab.sebab)
    return Hasil("menunggu", jawab.sebab, jawab.tunda)
