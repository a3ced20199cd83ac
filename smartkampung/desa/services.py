"""Acts on the village's identity, hours and officials, and the first set-up."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import date, time
from typing import Any

from smartkampung.akun.models import Pengguna
from smartkampung.akun.sandi import ABJAD_KODE, rapikan_kode, ringkas
from smartkampung.akun.services import ada_pengguna, buat_pengguna, tugaskan
from smartkampung.audit.services import catat
from smartkampung.desa.models import Desa, HariLibur, JamLayanan, Perangkat
from smartkampung.desa.queries import lupakan_profil
from smartkampung.desa.wilayah import WilayahLengkap, cari_kode
from smartkampung.extensions import db
from smartkampung.inti.berkas import BATAS_LOGO, Berkas, hapus_berkas, olah_gambar, simpan_hasil
from smartkampung.inti.db import setelah_komit
from smartkampung.inti.galat import GalatDomain
from smartkampung.inti.konteks import hari_desa, pengaturan
from smartkampung.inti.siaran import siarkan
from smartkampung.pengaturan import tulis_rahasia
from smartkampung.peristiwa import JamLayananBerubah

NAMA_KODE = "kode-siapkan"
JAM_BAWAAN = [(h, time(8), time(12)) for h in range(5)] + [(h, time(13), time(15, 30)) for h in range(5)]


class SudahDisiapkan(GalatDomain):
    """The instance has accounts already."""

    pesan = "Aplikasi ini sudah disiapkan. Silakan masuk."
    status = 404


class KodePenyiapanSalah(GalatDomain):
    """Not the code that was printed."""

    pesan = "Kode penyiapan tidak cocok. Lihat kode di layar perintah, atau jalankan \"smartkampung siapkan\" lagi."
    medan = "kode"


class WilayahTidakAda(GalatDomain):
    """No such region code."""

    pesan = "Kode wilayah %(kode)s tidak ada dalam daftar. Periksa lagi, atau cari lewat nama."
    medan = "wilayah"


class JamBentrok(GalatDomain):
    """Hours that are impossible or overlap."""

    pesan = "Jam tutup harus sesudah jam buka, dan tidak bertumpuk dengan jam lain di hari itu."
    medan = "tutup"


class LiburSudahAda(GalatDomain):
    """The day is closed already."""

    pesan = "Tanggal itu sudah tercatat sebagai hari libur."
    medan = "tanggal"


class MasaJabatanSalah(GalatDomain):
    """A term that ends before it begins."""

    pesan = "Tanggal selesai lebih awal daripada tanggal mulai."
    medan = "sampai"


# --- first set-up -----------------------------------------------------------------------------------

def buat_kode_siapkan() -> str:
    """Make the one-time set-up code that is printed on the console; only its hash is kept."""
    acak = "".join(secrets.choice(ABJAD_KODE) for _ in range(12))
    kode = f"{acak[:4]}-{acak[4:8]}-{acak[8:]}"
    tulis_rahasia(pengaturan().folder("kunci") / NAMA_KODE, ringkas(acak).encode())
    return kode


def cocok_kode_siapkan(kode: str) -> bool:
    """Whether this is the printed code."""
    berkas = pengaturan().folder("kunci") / NAMA_KODE
    return berkas.exists() and secrets.compare_digest(
        berkas.read_text(encoding="ascii"), ringkas(rapikan_kode(kode)))


def siapkan_lewat_web(kode: str, wilayah: str, *, nama: str, nama_pengguna: str, sandi: str) -> Pengguna:
    """First run in the browser: check the code, write the identity, make the first admin; the code is used up."""
    if ada_pengguna():
        raise SudahDisiapkan()
    if not cocok_kode_siapkan(kode):
        raise KodePenyiapanSalah()
    tetapkan_wilayah(wilayah)
    admin, _ = buat_pengguna(nama_pengguna, nama, oleh=None, sandi=sandi, ganti_sandi=False)
    tugaskan(admin, "admin" if pengaturan().mode == "desa" else "admin_kabupaten", mulai=hari_desa(), oleh=None)
    berkas = pengaturan().folder("kunci") / NAMA_KODE
    setelah_komit(lambda: berkas.unlink(missing_ok=True))
    return admin


def tetapkan_wilayah(kode: str, **ubah: Any) -> Desa:
    """Fill codes and names from the region list; the first time also the usual service hours.

    A village has four levels of code, a kabupaten office two.
    """
    wilayah = cari_kode(kode)
    tingkat = 4 if pengaturan().mode == "desa" else 2
    if wilayah is None or len(wilayah.kode.split(".")) != tingkat:
        raise WilayahTidakAda(kode=kode)
    desa = db.session.get(Desa, 1)
    if desa is None:
        desa = Desa(id=1)
        db.session.add(desa)
        db.session.add_all(JamLayanan(hari=h, buka=b, tutup=t) for h, b, t in JAM_BAWAAN)
    _isi_wilayah(desa, wilayah)
    for nama, nilai in ubah.items():
        setattr(desa, nama, nilai)
    db.session.flush()
    lupakan_profil()
    catat("desa.disiapkan", nama=desa.nama, kode=desa.kode)
    return desa


def _isi_wilayah(desa: Desa, wilayah: WilayahLengkap) -> None:
    nama = [w.nama for w in wilayah.jalur] + ["", "", ""]
    desa.kode, desa.provinsi = wilayah.kode, nama[0]
    desa.sebutan_kabupaten = "Kota" if nama[1].startswith("Kota ") else "Kabupaten"
    desa.kabupaten = nama[1].removeprefix("Kabupaten ").removeprefix("Kota ")
    desa.kecamatan = nama[2]
    desa.nama = nama[3] if pengaturan().mode == "desa" else desa.kabupaten
    desa.zona = _zona_provinsi(wilayah.kode[:2])


def _zona_provinsi(kode: str) -> str:
    """The usual zone of a province (Kepres 41/1987): WITA for Bali, Nusa Tenggara, most of Kalimantan and
    Sulawesi; WIT for Maluku and Papua; WIB elsewhere. The village may change it."""
    if kode in {"51", "52", "53", "63", "64", "65", "71", "72", "73", "74", "75", "76"}:
        return "Asia/Makassar"
    if kode in {"81", "82", "91", "92", "93", "94", "95", "96"}:
        return "Asia/Jayapura"
    return "Asia/Pontianak" if kode in {"61", "62"} else "Asia/Jakarta"


# --- identity ---------------------------------------------------------------------------------------

def ubah_identitas(desa: Desa, isi: Mapping[str, Any], *, oleh: Pengguna) -> None:
    """Write words, address and paper."""
    berubah = [k for k, v in isi.items() if getattr(desa, k) != (v or "")]
    for nama, nilai in isi.items():
        setattr(desa, nama, nilai or "")
    db.session.flush()
    lupakan_profil()
    if berubah:
        catat("desa.identitas_diubah", oleh=oleh, apa=", ".join(berubah))


def ganti_logo(desa: Desa, data: bytes, *, oleh: Pengguna) -> None:
    """Replace the emblem: re-encoded, at most 600 pixels."""
    olahan, mime = olah_gambar(data, sisi=600, batas=BATAS_LOGO)
    lama = db.session.get(Berkas, desa.logo_id) if desa.logo_id else None
    desa.logo_id = simpan_hasil(olahan, "logo", mime).id
    db.session.flush()
    if lama is not None:
        hapus_berkas(lama)
    lupakan_profil()
    catat("desa.logo_diubah", oleh=oleh)


# --- hours ------------------------------------------------------------------------------------------

def tambah_jam(hari: int, buka: time, tutup: time, *, oleh: Pengguna | None) -> JamLayanan:
    """Add a block of service hours; JamBentrok when it overlaps another of that day."""
    lain = db.session.scalars(db.select(JamLayanan).filter_by(hari=hari))
    if tutup <= buka or any(buka < j.tutup and j.buka < tutup for j in lain):
        raise JamBentrok()
    jam = JamLayanan(hari=hari, buka=buka, tutup=tutup)
    db.session.add(jam)
    db.session.flush()
    catat("desa.jam_layanan_diubah", oleh=oleh)
    siarkan(JamLayananBerubah())
    return jam


def hapus_jam(jam: JamLayanan, *, oleh: Pengguna) -> None:
    """Take a block away."""
    db.session.delete(jam)
    db.session.flush()
    catat("desa.jam_layanan_diubah", oleh=oleh)
    siarkan(JamLayananBerubah())


def tambah_libur(tanggal: date, nama: str, *, oleh: Pengguna | None) -> None:
    """Close a day."""
    if db.session.get(HariLibur, tanggal):
        raise LiburSudahAda()
    db.session.add(HariLibur(tanggal=tanggal, nama=nama))
    db.session.flush()
    catat("desa.libur_ditambah", oleh=oleh, tanggal=tanggal, nama=nama)
    siarkan(JamLayananBerubah())


def hapus_libur(libur: HariLibur, *, oleh: Pengguna) -> None:
    """Open a day again."""
    catat("desa.libur_dihapus", oleh=oleh, tanggal=libur.tanggal)
    db.session.delete(libur)
    db.session.flush()
    siarkan(JamLayananBerubah())


# --- officials --------------------------------------------------------------------------------------

def simpan_perangkat(perangkat: Perangkat | None, isi: Mapping[str, Any], *, oleh: Pengguna | None) -> Perangkat:
    """Add or correct an official."""
    if isi.get("sampai") and isi["sampai"] < isi["mulai"]:
        raise MasaJabatanSalah()
    if perangkat is None:
        perangkat = Perangkat()
        db.session.add(perangkat)
    for nama, nilai in isi.items():
        setattr(perangkat, nama, "" if nilai is None and nama not in ("sampai",) else nilai)
    db.session.flush()
    catat("desa.perangkat_disimpan", oleh=oleh, objek=("perangkat", perangkat.id), nama=perangkat.nama,
          jabatan=perangkat.jabatan)
    return perangkat

