"""What the e-sign client service answers, as refusals in plain words.

A message is read for what it says, whatever its status: installations differ, and some say 200 and mean no.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from smartkampung.inti import jaringan
from smartkampung.inti.galat import GalatDomain


class GalatBSrE(GalatDomain):
    """The service did not sign. `umum`: the next letter of the batch would meet the same."""

    pesan = "Layanan BSrE menolak: %(sebab)s. Coba lagi nanti."
    umum = True


class TidakTerhubung(GalatBSrE):
    """The service could not be reached, or did not answer in time."""

    pesan = "Layanan BSrE belum menjawab: %(sebab)s. Coba lagi nanti."


class KredensialDitolak(GalatBSrE):
    """HTTP 401: the office's own user name or password."""

    pesan = "Layanan BSrE menolak nama pengguna atau kata sandi aplikasi. Minta admin memeriksa pengaturan BSrE."


class RahasiaSalah(GalatBSrE):
    """The passphrase or one-time code is wrong."""

    pesan = "Frasa sandi (passphrase) atau kode BSrE salah. Ketik lagi; beberapa kali salah dapat mengunci akun BSrE."
    medan = "frasa"


class PenandaTidakDikenal(GalatBSrE):
    """BSrE does not know this NIK."""

    pesan = "NIK ini belum terdaftar di BSrE. Periksa angkanya, atau daftar dulu lewat Kominfo kabupaten."
    medan = "nik"


class SertifikatBerakhir(GalatBSrE):
    """The signer's BSrE certificate has expired, was revoked, or was never issued."""

    pesan = "Sertifikat BSrE Anda tidak berlaku (%(status)s). Perpanjang di BSrE, atau pakai tanda tangan basah."
    medan = "nik"


class AlamatLayananSalah(GalatBSrE):
    """Something answers there, but not the e-sign client service of this version."""

    pesan = "Di alamat itu tidak ada layanan BSrE versi ini (jawaban %(kode)s). Periksa alamat dan versinya."
    medan = "alamat"


class LayananTerganggu(GalatBSrE):
    """HTTP 5xx: the service itself has a fault, perhaps with this one document."""

    pesan = "Layanan BSrE sedang terganggu (jawaban %(kode)s). Coba lagi nanti."
    umum = False


class HasilRusak(GalatBSrE):
    """What came back is not the letter with a signature on it."""

    pesan = "Jawaban BSrE bukan surat bertanda tangan yang utuh (%(sebab)s), jadi tidak dipakai. Coba lagi."
    umum = False


def tolak(kata: str) -> None:
    """Raise the refusal that a message of the service stands for, when it names one (also inside a 500)."""
    kecil = kata.lower()
    if "passphrase" in kecil or "totp" in kecil or "otp" in kecil.split():
        raise RahasiaSalah()
    if any(satu in kecil for satu in ("expired", "expire", "kadaluarsa", "kedaluwarsa", "revoke", "suspend")):
        raise SertifikatBerakhir(status=singkat(kata))
    belum = ("not_registered", "not registered", "user not found", "tidak terdaftar", "belum terdaftar",
             "nik tidak ditemukan", "user tidak ditemukan")  # fmt: skip
    if any(satu in kecil for satu in belum):
        raise PenandaTidakDikenal()


def pastikan_bukan_galat(isi: bytes) -> None:
    """Raise the refusal inside an answer that says 200 and means no."""
    if isi[:1] == b"{" and b'"error"' in isi[:4096] and b'"file"' not in isi[:200]:
        kata = pesan(isi)
        tolak(kata)
        raise GalatBSrE(sebab=singkat(kata) or "tanpa keterangan")


def baca_json(jawab: jaringan.Jawaban) -> Mapping[str, Any]:
    """An answer as its JSON object; HasilRusak when it is none."""
    try:
        isi = json.loads(jawab.isi)
    except ValueError as galat:
        raise HasilRusak(sebab="tidak terbaca") from galat
    if not isinstance(isi, Mapping):
        raise HasilRusak(sebab="tidak terbaca")
    return isi


def pesan(isi: bytes) -> str:
    """The message inside an answer, whatever its key."""
    try:
        jawab = json.loads(isi)
    except ValueError:
        return ""
    if not isinstance(jawab, Mapping):
        return ""
    return " ".join(str(jawab[kunci]) for kunci in ("error", "message", "status") if isinstance(jawab.get(kunci), str))


def singkat(teks: str) -> str:
    """A foreign message as part of our sentence: one short line, no long numbers."""
    bersih = " ".join("".join(c if c.isprintable() else " " for c in teks).split())
    return " ".join("…" if sum(map(str.isdecimal, kata)) > 9 else kata for kata in bersih.split())[:120].rstrip(". ")
