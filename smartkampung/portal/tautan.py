"""Signed links: the download of a letter (some days), and the ticket of an opened status page (short)."""

from __future__ import annotations

from typing import Any

from flask import current_app
from itsdangerous import BadSignature, SignatureExpired, URLSafeTimedSerializer

from smartkampung.inti.galat import GalatDomain, TidakDitemukan
from smartkampung.surat.models import Surat

UMUR_TIKET = 60 * 60
SEHARI = 24 * 60 * 60


class TautanLewat(GalatDomain):
    """The link was good once."""

    pesan = "Tautan ini sudah lewat masa berlakunya. Buka lagi halaman status untuk mendapat tautan baru."
    status = 410


def _penanda(guna: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt=f"surat-{guna}")


def tautan_unduh(surat: Surat) -> str:
    """Answer the token of the download link of an issued letter."""
    return _penanda("unduh").dumps([surat.id, (surat.sha256 or "")[:16]])


def baca_unduh(token: str, hari: int) -> tuple[int, str]:
    """Answer letter id and the start of its SHA-256; TautanLewat after `hari` days."""
    isi = _baca("unduh", token, hari * SEHARI)
    return isi[0], isi[1]


def tiket_status(surat: Surat) -> str:
    """Answer a ticket for whoever has just shown code and birth date."""
    return _penanda("tiket").dumps(surat.id)


def baca_tiket(token: str) -> int:
    """Answer the letter of a ticket; TautanLewat after an hour."""
    isi: int = _baca("tiket", token, UMUR_TIKET)
    return isi


def _baca(guna: str, token: str, umur: int) -> Any:
    try:
        return _penanda(guna).loads(token, max_age=umur)
    except SignatureExpired as galat:
        raise TautanLewat() from galat
    except BadSignature as galat:
        raise TidakDitemukan() from galat
