"""Passwords and second factors: hashing, what is too weak, TOTP, recovery codes."""

from __future__ import annotations

import hashlib
import secrets
from functools import lru_cache
from typing import TYPE_CHECKING

from smartkampung import lokasi
from smartkampung.inti.galat import GalatDomain
from smartkampung.inti.tanggal import sekarang

if TYPE_CHECKING:
    from argon2 import PasswordHasher

PANJANG_TERPENDEK = 12
PUTARAN, MEMORI_KIB = 2, 19 * 1024  # argon2id as OWASP's password storage sheet has it
ABJAD_KODE = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford base32: no letter looks like a digit
BANYAK_KODE = 10


class SandiLemah(GalatDomain):
    """The password is easy to guess."""

    pesan = "Kata sandi ini mudah ditebak. Pakai paling sedikit %(n)s huruf, misalnya empat kata acak."
    medan = "sandi_baru"


@lru_cache(maxsize=1)
def _pengolah() -> PasswordHasher:
    from argon2 import PasswordHasher

    return PasswordHasher(time_cost=PUTARAN, memory_cost=MEMORI_KIB, parallelism=1)


@lru_cache(maxsize=1)
def _umpan() -> str:
    return _pengolah().hash(secrets.token_hex(8))


def buat_hash(sandi: str) -> str:
    """argon2id with 19 MiB, two passes."""
    return _pengolah().hash(sandi)


def cocok(tersimpan: str | None, sandi: str) -> bool:
    """Whether a password fits; takes the same time when there is no such account (`tersimpan` None)."""
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        return _pengolah().verify(tersimpan or _umpan(), sandi) and tersimpan is not None
    except (VerificationError, InvalidHashError):
        return False


@lru_cache(maxsize=1)
def _sandi_umum() -> frozenset[str]:
    berkas = lokasi.folder_data() / "sandi_umum.txt"
    return frozenset(berkas.read_text(encoding="utf-8").split())


def periksa_kuat(sandi: str, *, nama_pengguna: str) -> None:
    """Raise SandiLemah for short, common, or name-like passwords; no rules about kinds of characters."""
    kecil = sandi.lower()
    lemah = (len(sandi) < PANJANG_TERPENDEK or len(set(kecil)) < 5 or nama_pengguna.lower() in kecil
             or _terdiri_dari_umum(kecil) or kecil in "01234567890123456789" or kecil in "98765432109876543210")
    if lemah:
        raise SandiLemah(n=PANJANG_TERPENDEK)


_HIASAN = "0123456789!@#$%^&*()-_=+.,;:? "
_PENYAMAR = str.maketrans("04135$@", "oaiessa")


def _terdiri_dari_umum(kecil: str) -> bool:
    """Whether a password is one common word (figures for letters too) with signs around it, or it repeated."""
    if not any(c.isalpha() for c in kecil):
        return len(set(kecil)) < 8
    calon = (kecil, kecil.strip(_HIASAN).translate(_PENYAMAR))
    return any(_ulangan_umum("".join(c for c in teks if c.isalpha())) for teks in calon)


def _ulangan_umum(huruf: str) -> bool:
    umum = _sandi_umum()
    return any(huruf[:n] in umum and huruf == huruf[:n] * (len(huruf) // n)
               for n in range(1, len(huruf) + 1) if len(huruf) % n == 0)


def sandi_sementara() -> str:
    """A password to be handed over once and changed at the first login."""
    return "-".join("".join(secrets.choice(ABJAD_KODE.lower()) for _ in range(4)) for _ in range(4))


# --- second factor ------------------------------------------------------------------------------

def totp_baru() -> str:
    """A fresh TOTP seed (base32)."""
    import pyotp

    return pyotp.random_base32()


def totp_alamat(rahasia: str, nama: str, penerbit: str) -> str:
    """The address that authenticator apps read from a QR code."""
    import pyotp

    return pyotp.TOTP(rahasia).provisioning_uri(name=nama, issuer_name=penerbit)


def totp_langkah(rahasia: str, kode: str) -> int | None:
    """The time step whose code this is (the present one or a neighbour), or None."""
    import pyotp

    mesin, kini = pyotp.TOTP(rahasia), int(sekarang().timestamp())
    for geser in (0, -1, 1):
        langkah = kini // mesin.interval + geser
        if secrets.compare_digest(mesin.generate_otp(langkah), kode):
            return langkah
    return None


def kode_pemulihan_baru() -> list[str]:
    """Ten recovery codes like `7K2M-9QXA`, 40 bits each."""
    acak = ["".join(secrets.choice(ABJAD_KODE) for _ in range(8)) for _ in range(BANYAK_KODE)]
    return [f"{k[:4]}-{k[4:]}" for k in acak]


def ringkas(rahasia: str) -> str:
    """SHA-256 of a random token or code (they are long enough to need no salt)."""
    return hashlib.sha256(rahasia.encode()).hexdigest()


def rapikan_kode(kode: str) -> str:
    """A code as people type it -> as it was made (case, blanks, O for 0, I and L for 1)."""
    bersih = "".join(c for c in kode.upper() if c.isalnum())
    return bersih.translate(str.maketrans("OIL", "011"))
