"""Restore: check everything first, then swap in steps that finish by themselves when cut.

The restored files are laid ready beside the live ones, a mark says so, and the swap is repeated from the
mark at the next start until it is complete: old or new, never mixed.
"""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path
from typing import Any

from smartkampung.audit.services import catat
from smartkampung.beranda.cadangan import buka_cadangan, umur_cadangan
from smartkampung.beranda.salin_basis import salin_dari_sqlite
from smartkampung.extensions import db
from smartkampung.inti.db import mode, transaksi
from smartkampung.inti.galat import GalatDomain
from smartkampung.inti.penomoran import lompati_sampai, tandai_tertinggi, tertinggi
from smartkampung.inti.skema import mutakhirkan
from smartkampung.pengaturan import NAMA_BERKAS, Pengaturan, tulis_rahasia

SIAP = ".pulih"
TANDA = "siap"


class BasisTidakKosong(GalatDomain):
    """A server database that holds rows is not overwritten."""

    pesan = "Basis data PostgreSQL tujuan sudah berisi. Buat basis data kosong, lalu pulihkan ke sana."


def periksa_isi(berkas: Path, kunci: str, atur: Pengaturan) -> dict[str, Any]:
    """Open and prove a backup, laid ready but not swapped in; returns its manifest."""
    siap = atur.folder(SIAP)
    shutil.rmtree(siap)
    try:
        manifes = buka_cadangan(berkas, kunci, siap)
        _buka_lampiran(berkas.parent / "lampiran", manifes, kunci, siap / "unggahan")
    except BaseException:
        shutil.rmtree(siap, ignore_errors=True)
        raise
    return manifes


def _buka_lampiran(asal: Path, manifes: dict[str, Any], kunci: str, ke: Path) -> None:
    import hashlib

    from pyrage import decrypt, x25519

    identitas = x25519.Identity.from_str(kunci.strip())
    hilang = []
    for lokasi, (sidik, _) in manifes["lampiran"].items():
        tersandi = asal / f"{lokasi}.age"
        data = decrypt(tersandi.read_bytes(), [identitas]) if tersandi.exists() else b""
        if hashlib.sha256(data).hexdigest() != sidik:
            hilang.append(lokasi)
            continue
        (ke / lokasi).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        (ke / lokasi).write_bytes(data)
    manifes["lampiran_hilang"] = hilang


def yang_akan_hilang(atur: Pengaturan, manifes: dict[str, Any]) -> dict[str, int]:
    """Rows per table that are here now and not in the backup, when the live database can be read."""
    from smartkampung.beranda.cadangan import hitung_baris

    if not atur.sqlite or not atur.sqlite.exists():
        return {}
    try:
        kini = hitung_baris(atur.sqlite)
    except sqlite3.DatabaseError:
        return {}
    return {t: n - manifes["jumlah"].get(t, 0) for t, n in kini.items()
            if n > manifes["jumlah"].get(t, 0) and t not in ("sesi", "kunci_formulir", "detak", "percobaan")}


def tukar(atur: Pengaturan) -> None:
    """Swap the restored files in; repeated from the start when it was cut."""
    siap = atur.instance / SIAP
    tulis_rahasia(siap / TANDA, b"siap")
    selesaikan(atur)


def selesaikan(atur: Pengaturan) -> bool:
    """Finish a swap that was begun (called at each start); a restore that was not marked ready is thrown away."""
    siap = atur.instance / SIAP
    if not siap.exists():
        return False
    if not (siap / TANDA).exists():
        shutil.rmtree(siap, ignore_errors=True)
        return False
    _tukar_basis(atur, siap)
    kunci = siap / "kunci"
    if kunci.exists():
        tinggi_lama = tertinggi(atur.folder("kunci"))
        for berkas in kunci.iterdir():
            tulis_rahasia(atur.folder("kunci") / berkas.name, berkas.read_bytes())
        for register, nomor in tinggi_lama.items():  # what was printed since stays taken
            nama, _, tahun = register.rpartition("/")
            tandai_tertinggi(atur.folder("kunci"), nama, int(tahun), nomor)
    setelan = atur.instance / NAMA_BERKAS
    if (siap / NAMA_BERKAS).exists() and not setelan.exists():  # a bare computer: its settings come back too
        tulis_rahasia(setelan, (siap / NAMA_BERKAS).read_bytes())
    for asal in (siap / "unggahan").glob("??/*"):
        tujuan = atur.folder("unggahan") / asal.parent.name / asal.name
        tujuan.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        asal.replace(tujuan)
    shutil.rmtree(siap)
    return True


def _tukar_basis(atur: Pengaturan, siap: Path) -> None:
    salinan = siap / "desa.sqlite3"
    if not atur.sqlite or not salinan.exists():
        return
    if atur.sqlite.exists():
        lama = siap.parent / "cadangan" / "sebelum-pulih.sqlite3"
        lama.parent.mkdir(exist_ok=True, mode=0o700)
        _lipat_wal(atur.sqlite)
        shutil.copy2(atur.sqlite, lama)
    for sisa in ("-wal", "-shm"):
        atur.sqlite.with_name(atur.sqlite.name + sisa).unlink(missing_ok=True)
    salinan.replace(atur.sqlite)


def _lipat_wal(berkas: Path) -> None:
    """Fold the write-ahead log into the old file, so that nothing of it is applied to the new one."""
    try:
        with sqlite3.connect(berkas) as basis:
            basis.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            basis.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.DatabaseError:
        return  # the old file is damaged, which is why it is being replaced


def isi_postgresql(atur: Pengaturan) -> None:
    """Fill an empty server database from the copy laid ready."""
    from smartkampung.akun.models import Pengguna

    mutakhirkan()
    if db.session.scalar(db.select(db.func.count()).select_from(Pengguna)):
        raise BasisTidakKosong()
    db.session.rollback()
    with mode(True), db.engine.begin() as koneksi:
        salin_dari_sqlite(atur.instance / SIAP / "desa.sqlite3", koneksi)


def lompati_nomor(atur: Pengaturan, terakhir: dict[str, int], alasan: str) -> list[str]:
    """Void the numbers printed after the backup was made; says which.

    `terakhir` holds what the mark outside the database (or the person, on a bare PC) knows.
    """
    semua = {**tertinggi(atur.folder("kunci"))}
    for register, nomor in terakhir.items():
        semua[register] = max(semua.get(register, 0), nomor)
    hasil = []
    with transaksi():
        for register, nomor in sorted(semua.items()):
            nama, _, tahun = register.rpartition("/")
            lompat = lompati_sampai(nama, int(tahun), nomor, alasan)
            if lompat is not None:
                catat("sistem.nomor_dilompati", register=nama, tahun=tahun, dari=lompat.dari,
                      sampai=lompat.sampai, alasan=alasan)
                hasil.append(f"{nama} {tahun}: {lompat.dari}–{lompat.sampai}")
    return hasil


def catat_pulih(berkas: Path, manifes: dict[str, Any]) -> None:
    """Note the restore in the record it brought back."""
    with transaksi():
        catat("sistem.cadangan_dipulihkan", berkas=f"{berkas.name} ({umur_cadangan(manifes):%Y-%m-%d %H:%M} UTC)")
