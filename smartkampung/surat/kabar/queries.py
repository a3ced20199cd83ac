"""Reads: how a resident may connect Telegram to a letter, and which channels are on."""

from __future__ import annotations

from smartkampung.surat.kabar.services import pengaturan_kabar
from smartkampung.surat.keadaan import TERBIT, TERBUKA
from smartkampung.surat.models import Surat


def tautan_telegram(surat: Surat) -> str | None:
    """The address that opens the bot with the letter's code; None when it is off, connected, or the letter closed."""
    isi = pengaturan_kabar()
    if not (isi.telegram_aktif and isi.telegram_nama) or surat.telegram or surat.keadaan not in (*TERBUKA, *TERBIT):
        return None
    return f"https://t.me/{isi.telegram_nama}?start={surat.kode_status.replace('-', '')}"


def surel_aktif() -> bool:
    """Whether messages go out by e-mail."""
    return pengaturan_kabar().surel_aktif
