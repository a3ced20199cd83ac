"""The Ed25519 key of this office: made at first use, kept in the instance's `kunci`, never in the database."""

from __future__ import annotations

import base64
import hashlib
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from smartkampung.inti.konteks import pengaturan
from smartkampung.inti.tanggal import sekarang
from smartkampung.pengaturan import tulis_rahasia

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

NAMA_BERKAS = "kantor.ed25519"
_satu_pembuat = threading.Lock()


def _berkas() -> Path:
    return pengaturan().folder("kunci") / NAMA_BERKAS


def _baca() -> Ed25519PrivateKey:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    berkas = _berkas()
    with _satu_pembuat:
        if not berkas.exists():
            tulis_rahasia(berkas, Ed25519PrivateKey.generate().private_bytes_raw().hex().encode())
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(berkas.read_text(encoding="ascii").strip()))


def kunci_publik(rahasia: Ed25519PrivateKey | None = None) -> str:
    """Our public key (or that of a given key), base64."""
    return base64.b64encode((rahasia or _baca()).public_key().public_bytes_raw()).decode()


def sidik_kunci(publik: str) -> str:
    """The short name of a public key: the first 16 hex digits of its SHA-256."""
    return hashlib.sha256(base64.b64decode(publik)).hexdigest()[:16]


def tanda_tangani(data: bytes, rahasia: Ed25519PrivateKey | None = None) -> str:
    """Our signature over some bytes, base64."""
    return base64.b64encode((rahasia or _baca()).sign(data)).decode()


def kunci_baru() -> Ed25519PrivateKey:
    """A fresh key that is not ours yet."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.generate()


def ganti_kunci(baru: Ed25519PrivateKey) -> None:
    """From now on this is our key; the one before is kept beside it under its date."""
    berkas = _berkas()
    if berkas.exists():
        tulis_rahasia(berkas.with_name(f"{NAMA_BERKAS}-{sekarang():%Y%m%d%H%M%S}"), berkas.read_bytes())
    tulis_rahasia(berkas, baru.private_bytes_raw().hex().encode())


def cocok(publik: str, data: bytes, tanda_tangan: str) -> bool:
    """Whether a signature over these bytes was made with the key of this public key."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(_tepat(publik)).verify(_tepat(tanda_tangan), data)
    except (InvalidSignature, ValueError):
        return False
    return True


def sah_kunci(publik: str) -> bool:
    """Whether a text is a public key at all."""
    try:
        return len(_tepat(publik)) == 32
    except ValueError:
        return False


def _tepat(teks: str) -> bytes:
    """Decode base64 that is written in its one proper way; ValueError for anything else."""
    isi = base64.b64decode(teks, validate=True)
    if base64.b64encode(isi).decode() != teks:
        raise ValueError("not canonical base64")
    return isi
