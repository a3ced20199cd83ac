"""The checks of the ground: audit chain, numbers, files, configuration, backup."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlsplit

from sqlalchemy import text

from smartkampung.audit.jam import catatan_di_depan
from smartkampung.audit.services import periksa_rantai
from smartkampung.beranda.detak import detak
from smartkampung.beranda.pita import keluhan_salinan
from smartkampung.desa.queries import penandatangan, profil
from smartkampung.extensions import db
from smartkampung.inti.berkas import Berkas, folder_unggahan
from smartkampung.inti.konteks import hari_desa, pengaturan
from smartkampung.inti.penomoran import NomorUrut, folder_kunci, tertinggi
from smartkampung.inti.penyimpanan import ruang
from smartkampung.inti.periksa import Pemeriksaan
from smartkampung.inti.tanggal import sekarang
from smartkampung.pengaturan import loopback


def daftar_pemeriksaan() -> list[Pemeriksaan]:
    """The checks, in the order they are run."""
    daftar = [Pemeriksaan("Pengaturan aman", _konfigurasi),
              Pemeriksaan("Basis data utuh", _basis_data),
              Pemeriksaan("Rantai catatan audit", periksa_rantai),
              Pemeriksaan("Tidak ada catatan dari hari depan", _hari_depan),
              Pemeriksaan("Nomor register tidak mundur", _nomor),
              Pemeriksaan("Berkas tersimpan lengkap", _berkas),
              Pemeriksaan("Cadangan terbaru teruji", _cadangan),
              Pemeriksaan("Cadangan disalin ke luar komputer ini", _salinan_luar)]
    if pengaturan().mode == "desa":
        daftar.append(Pemeriksaan("Ada penanda tangan surat", _penandatangan))
    return daftar


def _konfigurasi() -> list[str]:
    atur, temuan = pengaturan(), []
    alamat = urlsplit(atur.alamat_publik)
    if alamat.scheme != "https" and not loopback(alamat.hostname or ""):
        temuan.append("alamat_publik belum https: sandi dan data lewat jaringan tanpa sandi")
    if not atur.totp_wajib and not atur.demo:
        temuan.append("kode kedua (TOTP) tidak diwajibkan untuk kepala desa, kaur keuangan, dan admin")
    if not profil().kode:
        temuan.append("identitas desa belum diisi")
    rahasia = atur.folder("kunci") / "rahasia"
    if rahasia.exists() and rahasia.stat().st_mode & 0o077 and rahasia.stat().st_uid:
        temuan.append("berkas kunci/rahasia dapat dibaca orang lain di komputer ini")
    if ruang(atur.instance).hampir_penuh:
        temuan.append(f"sisa ruang disk {ruang(atur.instance).megabita} MB")
    return temuan


def _hari_depan() -> list[str]:
    banyak = catatan_di_depan()
    return [f"{banyak} catatan bertanggal setelah jam komputer sekarang; ditulis saat jam keliru"] if banyak else []


def _basis_data() -> list[str]:
    if db.engine.dialect.name != "sqlite":
        db.session.execute(text("SELECT 1"))
        return []
    temuan = [f"integrity_check: {b[0]}" for b in db.session.execute(text("PRAGMA integrity_check"))
              if b[0] != "ok"]
    return temuan + [f"baris {b[0]} {b[1]} menunjuk {b[2]} yang tidak ada"
                     for b in db.session.execute(text("PRAGMA foreign_key_check"))]


def _nomor() -> list[str]:
    tanda = tertinggi(folder_kunci())
    kini = {f"{n.register}/{n.tahun}": n.terakhir for n in db.session.scalars(db.select(NomorUrut))}
    return [f"register {k}: nomor {n} sudah pernah tercetak, basis data baru sampai {kini.get(k, 0)}"
            for k, n in sorted(tanda.items()) if kini.get(k, 0) < n]


def _berkas() -> list[str]:
    folder, temuan = folder_unggahan(), []
    for berkas in db.session.execute(db.select(Berkas.id, Berkas.lokasi, Berkas.ukuran)):
        tempat = folder / berkas.lokasi
        if not tempat.is_file() or tempat.stat().st_size != berkas.ukuran:
            temuan.append(f"berkas {berkas.id} hilang atau berubah ukuran")
    return temuan[:50]


def _cadangan() -> list[str]:
    terakhir = detak("cadangan")
    if terakhir is None:
        return ["belum pernah ada cadangan yang teruji"] if not pengaturan().demo else []
    if sekarang() - terakhir.pada > timedelta(hours=36):
        return [f"cadangan teruji terakhir {terakhir.pada:%Y-%m-%d %H:%M} UTC"]
    return []


def _salinan_luar() -> list[str]:
    """F-18: a copy that ransomware or a thief does not reach, at most a week old (once there is one to copy)."""
    keluhan = "" if pengaturan().demo or detak("cadangan") is None else keluhan_salinan()
    return [keluhan] if keluhan else []


def _penandatangan() -> list[str]:
    return [] if penandatangan(hari_desa()) else ["belum ada kepala desa, Plt., atau Plh. yang bertugas hari ini"]
