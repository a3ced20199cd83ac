"""Channel by e-mail: one message per row with one fixed Message-ID, over verified TLS.

A mail server cannot be asked whether it has a message already. So the row is marked `mungkin_terkirim`
before the body leaves; when the line is cut there, one repeat with the same Message-ID follows and then a
person decides.
"""

from __future__ import annotations

import hashlib
import smtplib
from collections.abc import Callable
from dataclasses import replace
from email import policy
from email.message import EmailMessage
from email.utils import format_datetime

from smartkampung.inti import jaringan
from smartkampung.inti.konteks import pengaturan
from smartkampung.inti.tanggal import sekarang
from smartkampung.pengaturan import Surel
from smartkampung.rekap import keadaan
from smartkampung.rekap.kiriman import Hasil, Kiriman, nanti

TENGGAT = 60.0


def id_pesan(k: Kiriman) -> str:
    """The Message-ID of a row, the same at every try."""
    ranah = pengaturan().surel.pengirim.rpartition("@")[2] or "smartkampung.invalid"
    inti = hashlib.sha256(f"{k.kunci_ulang}/{k.tujuan_id}/{k.sha256}".encode()).hexdigest()[:24]
    return f"<rekap.{k.desa}.{inti}@{ranah}>"


def pesan(k: Kiriman) -> EmailMessage:
    """The message: a few plain lines, the workbook for people, the packet for the program."""
    surat = EmailMessage()
    surat["Subject"] = _sebaris(f"{k.judul} {k.nama_periode} – {k.nama_desa} ({k.desa})"
                                + (f" revisi {k.revisi}" if k.revisi else ""))
    surat["From"], surat["To"] = pengaturan().surel.pengirim, k.alamat
    surat["Message-ID"], surat["Date"] = id_pesan(k), format_datetime(sekarang())
    surat["X-Smartkampung-Rekap"] = k.kunci_ulang
    surat.set_content(
        f"{k.judul} {k.nama_periode} dari {k.nama_desa} ({k.desa}), revisi {k.revisi}.\n\n"
        f"Buku XLSX untuk dibaca; berkas JSON untuk diunggah di aplikasi kabupaten (Unggah rekap).\n"
        f"Sidik paket (SHA-256): {k.sha256}\n")
    surat.add_attachment(k.xlsx, maintype="application", filename=f"{k.nama_berkas}.xlsx",
                         subtype="vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    surat.add_attachment(k.paket, maintype="application", subtype="json", filename=f"{k.nama_berkas}.json")
    return surat


def _sebaris(teks: str) -> str:
    return " ".join(teks.split())


def kirim(k: Kiriman, tandai_mungkin: Callable[[], None]) -> Hasil:
    """Send one message; `tandai_mungkin` is called when the body is about to leave."""
    atur = pengaturan().surel
    if not atur.peladen or not atur.pengirim:
        return nanti("surel belum diatur di desa.toml (bagian [surel])")
    data = pesan(k).as_bytes(policy=policy.SMTP)
    berangkat = False
    try:
        with _sambung(atur) as peladen:
            _sapa(peladen, atur.pengirim, k.alamat)
            tandai_mungkin()
            berangkat = True
            kode, jawab = peladen.data(data)
    except smtplib.SMTPAuthenticationError:
        return nanti("nama atau sandi surel di desa.toml ditolak peladen surel")
    except _Ditolak as galat:
        return galat.hasil
    except smtplib.SMTPDataError as galat:  # it never asked for the body
        return replace(_tolak(galat.smtp_code, galat.smtp_error), pasti_tidak=True)
    except (smtplib.SMTPException, OSError) as galat:
        sebab = jaringan.kata(galat, atur.peladen) if isinstance(galat, OSError) and not isinstance(
            galat, smtplib.SMTPException) else f"peladen surel {atur.peladen} memutus sambungan"
        if berangkat:
            return Hasil(keadaan.MUNGKIN, f"{sebab} sesudah isi berangkat", putus=True)
        return nanti(sebab)
    return Hasil(keadaan.DIKIRIM) if kode == 250 else replace(_tolak(kode, jawab), pasti_tidak=True)


class _Ditolak(Exception):
    def __init__(self, hasil: Hasil) -> None:
        self.hasil = hasil
        super().__init__(hasil.sebab)


def _sambung(atur: Surel) -> smtplib.SMTP:
    """Connect, secure and log in; the certificate is verified before anything is said."""
    if atur.keamanan == "tls":
        peladen: smtplib.SMTP = smtplib.SMTP_SSL(atur.peladen, atur.port, timeout=TENGGAT,
                                                 context=jaringan.konteks_tls())
    else:
        peladen = smtplib.SMTP(atur.peladen, atur.port, timeout=TENGGAT)
    try:
        if atur.keamanan == "starttls":
            peladen.starttls(context=jaringan.konteks_tls())
        if atur.pengguna:
            peladen.login(atur.pengguna, atur.sandi)
    except BaseException:
        peladen.close()
        raise
    return peladen


def _sapa(peladen: smtplib.SMTP, dari: str, kepada: str) -> None:
    peladen.ehlo_or_helo_if_needed()
    for kode, jawab in (peladen.mail(dari), peladen.rcpt(kepada)):
        if kode not in (250, 251):
            raise _Ditolak(_tolak(kode, jawab))


def _tolak(kode: int, jawab: bytes | str) -> Hasil:
    """A refusal: 5xx is final until somebody acts, 4xx is tried again."""
    teks = jawab.decode("utf-8", "replace") if isinstance(jawab, bytes) else str(jawab)
    sebab = f"peladen surel menjawab {kode}: {_sebaris(teks)[:200]}"
    if kode in (552, 554) and any(x in teks.lower() for x in ("full", "quota", "penuh")):
        return nanti(f"kotak surat penerima penuh ({kode})")
    return Hasil(keadaan.DITOLAK, sebab) if 500 <= kode < 600 else nanti(sebab)
