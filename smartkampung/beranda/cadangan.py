"""Backup and restore: made while running, always encrypted, proved by opening each one again.

One file = database + keys + settings + a list of the attachments with their hashes, encrypted for the recovery key
(age). Attachments are copied beside it, each encrypted once. A restore checks everything before it
touches anything, and finishes by itself when it is cut in the middle.
"""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import sqlite3
import tarfile
from datetime import datetime
from pathlib import Path
from typing import Any

from smartkampung import __version__
from smartkampung.audit.services import catat
from smartkampung.beranda.detak import berdetak
from smartkampung.beranda.salin_basis import salin_ke_sqlite
from smartkampung.extensions import db
from smartkampung.inti.berkas import Berkas, folder_unggahan
from smartkampung.inti.db import sedang_menulis, transaksi
from smartkampung.inti.galat import GalatDomain
from smartkampung.inti.konteks import pengaturan
from smartkampung.inti.skema import skema_program
from smartkampung.inti.tanggal import sekarang
from smartkampung.inti.tugas import Kemajuan, diam
from smartkampung.pengaturan import NAMA_BERKAS, Pengaturan, tulis_rahasia

NAMA_KUNCI = "cadangan.age"
AKHIRAN = ".skc"
SIMPAN_HARIAN = 30


class CadanganRusak(GalatDomain):
    """A backup that cannot be opened or does not hold what it says."""

    pesan = "Cadangan ini rusak atau kuncinya salah (%(sebab)s). Tidak ada yang diubah; pakai cadangan lain."


class SkemaLebihBaru(GalatDomain):
    """A backup of a newer program."""

    pesan = ("Cadangan ini dibuat oleh versi %(versi)s (skema %(skema)s), lebih baru daripada program ini "
             "(versi %(kini)s). Perbarui program dulu.")


def kunci_pemulihan(atur: Pengaturan) -> str:
    """The recovery key (an age identity): made once, printed on the recovery sheet."""
    berkas = atur.folder("kunci") / NAMA_KUNCI
    if not berkas.exists():
        from pyrage import x25519

        tulis_rahasia(berkas, str(x25519.Identity.generate()).encode())
    return berkas.read_text(encoding="ascii").strip()


def daftar_cadangan(atur: Pengaturan) -> list[Path]:
    """The backups here, the newest first."""
    return sorted(atur.folder("cadangan").glob(f"*{AKHIRAN}"), reverse=True)


# --- making ---------------------------------------------------------------------------------------

def cadangkan_kini(*, kemajuan: Kemajuan = diam, tujuan: Path | None = None) -> Path:
    """Make a backup, open it again, compare, note it; returns its file.

    May be called inside a write transaction or outside: it reads a snapshot of what is committed.
    """
    atur = pengaturan()
    kemajuan(0, 4, "Menyalin basis data")
    kerja = atur.folder("cadangan") / ".kerja"
    shutil.rmtree(kerja, ignore_errors=True)
    kerja.mkdir(mode=0o700)
    try:
        manifes = _kumpulkan(atur, kerja)
        kemajuan(1, 4, "Menyandi")
        berkas = tujuan or atur.folder("cadangan") / f"{sekarang():%Y%m%d-%H%M%S}{AKHIRAN}"
        _sandikan(kerja, manifes, kunci_pemulihan(atur), berkas)
        kemajuan(2, 4, "Menyalin lampiran")
        _salin_lampiran(atur, manifes)
        kemajuan(3, 4, "Menguji dengan memulihkan")
        buka_cadangan(berkas, kunci_pemulihan(atur), kerja / "uji")
    finally:
        shutil.rmtree(kerja, ignore_errors=True)
    _catat(berkas, manifes)
    for lama in daftar_cadangan(atur)[SIMPAN_HARIAN:]:
        lama.unlink()
    kemajuan(4, 4, "Selesai")
    return berkas


def _catat(berkas: Path, manifes: dict[str, Any]) -> None:
    def tulis() -> None:
        berdetak("cadangan", f"{berkas.name}, {sum(manifes['jumlah'].values())} baris terbaca kembali")
        catat("sistem.cadangan_dibuat", berkas=berkas.name)

    if sedang_menulis():
        tulis()
    else:
        with transaksi():
            tulis()


def _kumpulkan(atur: Pengaturan, kerja: Path) -> dict[str, Any]:
    salinan = kerja / "desa.sqlite3"
    if atur.sqlite:
        # One step under one snapshot; the paged backup API starts over whenever somebody writes.
        with sqlite3.connect(atur.sqlite) as sumber:
            sumber.execute("VACUUM INTO ?", (str(salinan),))
    else:
        salin_ke_sqlite(db.engine, salinan)
    tinggal = shutil.ignore_patterns(NAMA_KUNCI, "*.kunci", "*.baru")  # .baru: half written, about to be renamed
    shutil.copytree(atur.folder("kunci"), kerja / "kunci", ignore=tinggal)
    setelan = atur.instance / NAMA_BERKAS
    if setelan.is_file():
        shutil.copy(setelan, kerja / NAMA_BERKAS)
    lampiran = {b.lokasi: [b.sha256, b.ukuran] for b in db.session.execute(
        db.select(Berkas.lokasi, Berkas.sha256, Berkas.ukuran))}
    return {"versi": __version__, "skema": skema_program(), "dibuat": sekarang().isoformat(),
            "sha256": _sha256(salinan), "jumlah": hitung_baris(salinan), "lampiran": lampiran}


def hitung_baris(berkas: Path) -> dict[str, int]:
    """Rows per table of an SQLite file."""
    with sqlite3.connect(berkas) as basis:
        tabel = [t for (t,) in basis.execute(
            "SELECT name FROM sqlite_master WHERE type='table' AND name NOT LIKE 'sqlite_%' ORDER BY name")]
        return {t: basis.execute(f'SELECT count(*) FROM "{t}"').fetchone()[0] for t in tabel}  # noqa: S608


def _sandikan(kerja: Path, manifes: dict[str, Any], kunci: str, tujuan: Path) -> None:
    from pyrage import encrypt_io, x25519

    bungkus = kerja / "isi.tar"
    with tarfile.open(bungkus, "w") as tar:
        data = json.dumps(manifes).encode()
        info = tarfile.TarInfo("manifes.json")
        info.size = len(data)
        tar.addfile(info, io.BytesIO(data))
        tar.add(kerja / "desa.sqlite3", "desa.sqlite3")
        if (kerja / NAMA_BERKAS).exists():
            tar.add(kerja / NAMA_BERKAS, NAMA_BERKAS)
        for berkas in sorted((kerja / "kunci").iterdir()):
            tar.add(berkas, f"kunci/{berkas.name}")
    sementara = tujuan.with_suffix(".sebagian")
    penerima = x25519.Identity.from_str(kunci).to_public()
    with bungkus.open("rb") as masuk, sementara.open("wb") as keluar:
        encrypt_io(masuk, keluar, [penerima])
    sementara.replace(tujuan)


def _salin_lampiran(atur: Pengaturan, manifes: dict[str, Any]) -> None:
    """Copy attachments that are not there yet, each encrypted once."""
    from pyrage import encrypt, x25519

    penerima = x25519.Identity.from_str(kunci_pemulihan(atur)).to_public()
    rumah = atur.folder("cadangan") / "lampiran"
    for lokasi in manifes["lampiran"]:
        tujuan, asal = rumah / f"{lokasi}.age", folder_unggahan() / lokasi
        if not tujuan.exists() and asal.exists():
            tujuan.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            sementara = tujuan.with_suffix(".sebagian")
            sementara.write_bytes(encrypt(asal.read_bytes(), [penerima]))
            sementara.replace(tujuan)


# --- opening --------------------------------------------------------------------------------------

def buka_cadangan(berkas: Path, kunci: str, ke: Path) -> dict[str, Any]:
    """Decrypt into `ke` and prove it: hash, integrity, foreign keys, row counts; returns the manifest.

    CadanganRusak says why not; nothing outside `ke` is touched.
    """
    from pyrage import DecryptError, IdentityError, decrypt_io, x25519

    ke.mkdir(parents=True, exist_ok=True, mode=0o700)
    bungkus = ke / "isi.tar"
    try:
        with berkas.open("rb") as masuk, bungkus.open("wb") as keluar:
            decrypt_io(masuk, keluar, [x25519.Identity.from_str(kunci.strip())])
        with tarfile.open(bungkus) as tar:
            tar.extractall(ke, filter="data")
        manifes: dict[str, Any] = json.loads((ke / "manifes.json").read_text(encoding="utf-8"))
    except (DecryptError, IdentityError, tarfile.TarError, OSError, ValueError, KeyError) as galat:
        raise CadanganRusak(sebab=str(galat)[:120] or type(galat).__name__) from galat
    finally:
        bungkus.unlink(missing_ok=True)
    _buktikan(ke / "desa.sqlite3", manifes)
    return manifes


def _buktikan(salinan: Path, manifes: dict[str, Any]) -> None:
    if not salinan.exists() or _sha256(salinan) != manifes["sha256"]:
        raise CadanganRusak(sebab="isi tidak cocok dengan sidiknya")
    with sqlite3.connect(f"file:{salinan}?mode=ro", uri=True) as basis:
        utuh = basis.execute("PRAGMA integrity_check").fetchone()[0]
        if utuh != "ok" or basis.execute("PRAGMA foreign_key_check").fetchone():
            raise CadanganRusak(sebab=f"basis data: {utuh}")
    if hitung_baris(salinan) != manifes["jumlah"]:
        raise CadanganRusak(sebab="jumlah baris berbeda")
    if manifes["skema"] > skema_program():
        raise SkemaLebihBaru(versi=manifes["versi"], skema=manifes["skema"], kini=__version__)


def umur_cadangan(manifes: dict[str, Any]) -> datetime:
    """When it was made."""
    return datetime.fromisoformat(manifes["dibuat"])


def _sha256(berkas: Path) -> str:
    with berkas.open("rb") as f:
        return hashlib.file_digest(f, "sha256").hexdigest()
