"""Files: what people upload and what the program makes, kept outside any served path.

The content decides what a file is, never its name. Images are re-encoded (which drops scripts, EXIF and
positions) and made small; PDFs are checked; everything gets a random place and a SHA-256.
"""

from __future__ import annotations

import hashlib
import io
import os
import secrets
import unicodedata
from datetime import datetime
from pathlib import Path

from flask import current_app
from sqlalchemy import BigInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from smartkampung.extensions import db
from smartkampung.inti.db import setelah_komit
from smartkampung.inti.galat import GalatDomain
from smartkampung.inti.tanggal import sekarang

BATAS_FOTO = 10 * 1024 * 1024
BATAS_PDF = 10 * 1024 * 1024
BATAS_LOGO = 2 * 1024 * 1024
SISI_FOTO = 1600
PIKSEL_TERBANYAK = 60_000_000


class Berkas(db.Model):
    """One stored file; `lokasi` is its random place below the instance's `unggahan`."""

    __tablename__ = "berkas"

    id: Mapped[int] = mapped_column(primary_key=True)
    nama: Mapped[str] = mapped_column(String(160))
    mime: Mapped[str] = mapped_column(String(80))
    ukuran: Mapped[int] = mapped_column(BigInteger)
    sha256: Mapped[str] = mapped_column(String(64))
    lokasi: Mapped[str] = mapped_column(String(80), unique=True)
    dibuat_pada: Mapped[datetime]


class BerkasDitolak(GalatDomain):
    """An upload that cannot be taken."""

    pesan = "Berkas ini tidak dapat diterima."


class BerkasRusak(GalatDomain):
    """A stored file is gone or no longer what was stored."""

    pesan = "Berkas ini hilang atau rusak di penyimpanan. Minta admin memulihkannya dari cadangan."
    status = 500


def simpan_gambar(data: bytes, nama: str, *, sisi: int = SISI_FOTO, batas: int = BATAS_FOTO) -> Berkas:
    """Store a photo: re-encoded as JPEG (PNG when it has transparency), no side over `sisi` pixels."""
    olahan, mime = olah_gambar(data, sisi=sisi, batas=batas)
    return simpan_hasil(olahan, nama, mime)


def simpan_pdf(data: bytes, nama: str) -> Berkas:
    """Store a scanned PDF as it is; it is only ever handed out as a download."""
    if len(data) > BATAS_PDF:
        raise BerkasDitolak("Berkas PDF lebih dari 10 MB. Kecilkan dulu, lalu unggah lagi.")
    if not data.startswith(b"%PDF-") or b"%%EOF" not in data[-2048:]:
        raise BerkasDitolak("Berkas ini bukan PDF yang utuh. Unggah foto (JPG, PNG) atau PDF.")
    return simpan_hasil(data, nama, "application/pdf")


def simpan_unggahan(data: bytes, nama: str) -> Berkas:
    """Store a photo or a PDF, whichever the content says it is."""
    return simpan_pdf(data, nama) if data.startswith(b"%PDF-") else simpan_gambar(data, nama)


def olah_gambar(data: bytes, *, sisi: int = SISI_FOTO, batas: int = BATAS_FOTO) -> tuple[bytes, str]:
    """Decode, turn upright, shrink and re-encode an image; returns (bytes, mime)."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    if not data:
        raise BerkasDitolak("Berkas kosong. Pilih berkas lain.")
    if len(data) > batas:
        raise BerkasDitolak("Foto lebih dari %(mb)s MB. Kecilkan dulu, lalu unggah lagi.",
                            mb=batas // 1024 // 1024)
    try:
        with Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "WEBP")) as gambar:
            if gambar.width * gambar.height > PIKSEL_TERBANYAK:
                raise BerkasDitolak("Ukuran foto terlalu besar (lebih dari 60 megapiksel).")
            rapi = ImageOps.exif_transpose(gambar)
            rapi.thumbnail((sisi, sisi))
            bening = rapi.mode in ("RGBA", "LA", "PA") or "transparency" in rapi.info
            keluar = io.BytesIO()
            if bening:
                rapi.convert("RGBA").save(keluar, "PNG", optimize=True)
            else:
                rapi.convert("RGB").save(keluar, "JPEG", quality=80, optimize=True)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as galat:
        raise BerkasDitolak("Berkas ini bukan foto yang dapat dibuka. Unggah JPG, PNG, atau PDF.") from galat
    return keluar.getvalue(), "image/png" if bening else "image/jpeg"


def simpan_hasil(data: bytes, nama: str, mime: str) -> Berkas:
    """Store bytes the program trusts (its own PDF or workbook, or an upload that was checked).

    The file is on the disk before the row is committed; when the act is undone, the nightly sweep
    removes files without a row.
    """
    acak = secrets.token_hex(16)
    lokasi = f"{acak[:2]}/{acak[2:]}"
    tempat = folder_unggahan() / lokasi
    tempat.parent.mkdir(mode=0o700, exist_ok=True)
    with tempat.open("xb") as f:
        f.write(data)
        f.flush()
        os.fsync(f.fileno())  # a committed row must never point at bytes that a power cut took
    berkas = Berkas(nama=rapikan_nama(nama), mime=mime, ukuran=len(data), lokasi=lokasi,
                    sha256=hashlib.sha256(data).hexdigest(), dibuat_pada=sekarang())
    db.session.add(berkas)
    db.session.flush()
    return berkas


def simpan_jalur(asal: Path, nama: str, mime: str) -> Berkas:
    """Store a file the program made on the disk, by moving it: for what is too large to hold in memory."""
    acak = secrets.token_hex(16)
    lokasi = f"{acak[:2]}/{acak[2:]}"
    tempat = folder_unggahan() / lokasi
    tempat.parent.mkdir(mode=0o700, exist_ok=True)
    with asal.open("rb") as f:
        sidik = hashlib.file_digest(f, "sha256").hexdigest()
        os.fsync(f.fileno())
    ukuran = asal.stat().st_size
    asal.replace(tempat)
    berkas = Berkas(nama=rapikan_nama(nama), mime=mime, ukuran=ukuran, lokasi=lokasi, sha256=sidik,
                    dibuat_pada=sekarang())
    db.session.add(berkas)
    db.session.flush()
    return berkas


def jalur_berkas(berkas: Berkas) -> Path:
    """Where a stored file lies, checked against its SHA-256 without reading it whole; BerkasRusak else."""
    tempat = folder_unggahan() / berkas.lokasi
    try:
        with tempat.open("rb") as f:
            sama = hashlib.file_digest(f, "sha256").hexdigest() == berkas.sha256
    except FileNotFoundError as galat:
        raise BerkasRusak() from galat
    if not sama:
        raise BerkasRusak()
    return tempat


def baca_berkas(berkas: Berkas) -> bytes:
    """The stored bytes, checked against their SHA-256; BerkasRusak when they are not what was stored."""
    try:
        data = (folder_unggahan() / berkas.lokasi).read_bytes()
    except FileNotFoundError as galat:
        raise BerkasRusak() from galat
    if hashlib.sha256(data).hexdigest() != berkas.sha256:
        raise BerkasRusak()
    return data


def hapus_berkas(berkas: Berkas) -> None:
    """Forget a file; its bytes go once the transaction is committed."""
    tempat = folder_unggahan() / berkas.lokasi
    db.session.delete(berkas)
    db.session.flush()
    setelah_komit(lambda: tempat.unlink(missing_ok=True))


def buang_berkas_yatim(lebih_tua: float = 86_400) -> int:
    """Delete stored files that no row knows and that are older than a day; returns how many."""
    kenal = set(db.session.scalars(db.select(Berkas.lokasi)))
    batas = sekarang().timestamp() - lebih_tua
    banyak = 0
    for tempat in folder_unggahan().glob("??/*"):
        if f"{tempat.parent.name}/{tempat.name}" not in kenal and tempat.stat().st_mtime < batas:
            tempat.unlink()
            banyak += 1
    return banyak


def folder_unggahan() -> Path:
    folder: Path = current_app.extensions["smartkampung"].pengaturan.folder("unggahan")
    return folder


def rapikan_nama(nama: str) -> str:
    """A display name without paths, control characters or excess length."""
    bersih = "".join(c for c in nama if unicodedata.category(c)[0] != "C").replace("\\", "/")
    return bersih.rsplit("/", 1)[-1].strip()[-160:] or "berkas"
