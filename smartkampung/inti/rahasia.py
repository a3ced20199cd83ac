"""Secrets at rest (TOTP seeds, channel passwords): sealed with a key that is not in the database."""

from __future__ import annotations

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken

from smartkampung.inti.galat import GalatDomain
from smartkampung.inti.konteks import pengaturan


class RahasiaTidakTerbuka(GalatDomain):
    """The instance key does not fit: the database came from another instance without its keys."""

    pesan = "Kunci instance tidak cocok dengan basis data. Pulihkan juga folder kunci dari cadangan."
    status = 500


def _fernet() -> Fernet:
    ringkas = hashlib.sha256(b"rahasia-tersimpan:" + pengaturan().kunci_rahasia().encode()).digest()
    return Fernet(base64.urlsafe_b64encode(ringkas))


def segel(teks: str) -> str:
    """Seal a text."""
    return _fernet().encrypt(teks.encode()).decode()


def buka(tersegel: str) -> str:
    """Open a sealed text; RahasiaTidakTerbuka when the key does not fit."""
    try:
        return _fernet().decrypt(tersegel.encode()).decode()
    except InvalidToken as galat:
        raise RahasiaTidakTerbuka() from galat
