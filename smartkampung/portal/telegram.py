"""The Telegram Bot API, as far as messages about letters need it: send, and see who pressed "Mulai" with a code.

Sumber: https://core.telegram.org/bots/api (getUpdates, sendMessage; deep links `?start=`) [M]. The token is part of the
address, so addresses are never logged.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from smartkampung.extensions import db
from smartkampung.inti.db import transaksi
from smartkampung.inti.jaringan import TidakTersambung, kirim
from smartkampung.surat.kabar.models import PengaturanKabar
from smartkampung.surat.kabar.services import antre, pengaturan_kabar
from smartkampung.surat.keadaan import TERBIT, TERBUKA
from smartkampung.surat.kode import baca_kode
from smartkampung.surat.models import Surat

KEPALA = {"Content-Type": "application/json", "Accept": "application/json"}


@dataclass(frozen=True, slots=True)
class Sambungan:
    """Where the bot is and its token; `urut` is the next update to ask for."""

    alamat: str
    token: str = field(repr=False)
    urut: int


@dataclass(frozen=True, slots=True)
class Jawaban:
    """What the service said; `sebab` in plain words when it did not work."""

    ok: bool
    status: int = 0
    hasil: Any = None
    sebab: str = ""
    tunda: timedelta | None = None


def minta(sambungan: Sambungan, perintah: str, isi: dict[str, Any]) -> Jawaban:
    """One call; no open transaction, no exception."""
    try:
        jawab = kirim(f"{sambungan.alamat}/bot{sambungan.token}/{perintah}", json.dumps(isi).encode(), KEPALA)
    except TidakTersambung as galat:
        return Jawaban(False, sebab=galat.sebab)
    try:
        data = json.loads(jawab.isi)
    except ValueError:
        data = None
    if not isinstance(data, dict):
        return Jawaban(False, jawab.status, sebab=f"layanan Telegram menjawab {jawab.status} yang tidak terbaca")
    if data.get("ok") is True:
        return Jawaban(True, jawab.status, data.get("result"))
    if jawab.status in (401, 404):
        return Jawaban(False, jawab.status, sebab="token bot ditolak Telegram; periksa lagi di halaman Saluran kabar")
    if jawab.status == 403:
        return Jawaban(False, 403, sebab="pemohon memblokir bot ini")
    lama = data.get("parameters", {}).get("retry_after") if isinstance(data.get("parameters"), dict) else None
    tunda = timedelta(seconds=min(lama, 86_400)) if isinstance(lama, int) and lama > 0 else None
    return Jawaban(False, jawab.status, sebab=f"Telegram menjawab {jawab.status}", tunda=tunda)


def ambil_pelanggan(sambungan: Sambungan) -> int:
    """Tie chats to letters: whoever opened the bot with a code hears about that letter. Answers how many."""
    isi = {"offset": sambungan.urut, "limit": 50, "timeout": 0, "allowed_updates": ["message"]}
    jawab = minta(sambungan, "getUpdates", isi)
    galat = "" if jawab.ok else jawab.sebab
    daftar = [satu for satu in jawab.hasil if isinstance(satu, dict)] if isinstance(jawab.hasil, list) else []
    if not daftar and galat == _galat_kini():
        return 0
    with transaksi():
        atur = pengaturan_kabar()
        atur.telegram_galat = galat[:300]
        nomor = [satu["update_id"] for satu in daftar if isinstance(satu.get("update_id"), int)]
        atur.telegram_urut = max([atur.telegram_urut, *(satu + 1 for satu in nomor if satu < 2**31 - 1)])
        db.session.add(atur)
        return sum(_sambungkan(satu.get("message")) for satu in daftar)


def _galat_kini() -> str:
    teks = db.session.scalar(db.select(PengaturanKabar.telegram_galat)) or ""
    db.session.rollback()
    return teks


def _sambungkan(pesan: Any) -> bool:
    """`/start KR7M2MX9TD4P` from a private chat: remember the chat with the letter and tell where it stands."""
    if not isinstance(pesan, dict) or not isinstance(pesan.get("chat"), dict):
        return False
    teks, chat = str(pesan.get("text", "")), pesan["chat"]
    kode = baca_kode(teks.removeprefix("/start ")) if teks.startswith("/start ") else None
    nomor = chat.get("id")
    if kode is None or chat.get("type") != "private" or not isinstance(nomor, int):
        return False
    surat = db.session.scalar(db.select(Surat).filter_by(kode_status=kode))
    if surat is None or surat.keadaan not in (*TERBUKA, *TERBIT):
        return False
    surat.telegram = str(nomor)[:32]
    antre(surat, surat.riwayat[0].id)
    return True
