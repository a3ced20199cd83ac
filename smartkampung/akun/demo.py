"""The accounts of the demo: one per role, with a password everybody may know.

They exist only in demo mode, which listens on this machine alone.
"""

from __future__ import annotations

from datetime import date

from smartkampung.akun import sandi
from smartkampung.akun.models import Pengguna
from smartkampung.akun.peran import semua_peran
from smartkampung.akun.services import buat_pengguna, tugaskan
from smartkampung.extensions import db
from smartkampung.inti.konteks import pengaturan

SANDI_DEMO = "kampung-contoh-2026"
DUSUN_DEMO = "Krajan"
DESA = (
    ("kades", "H. Sugiarto", "kepala_desa"), ("sekdes", "Nur Hidayat", "sekretaris"),
    ("keuangan", "Dewi Lestari", "kaur_keuangan"), ("kasi", "Rina Wulandari", "kaur_kasi"),
    ("operator", "Bagus Prasetyo", "operator"), ("kadus", "Slamet Riyadi", "kepala_dusun"),
    ("ketuart", "Mulyono", "rt_rw"), ("bpd", "Hj. Kartini", "bpd"), ("bumdes", "Agus Salim", "pengelola_bumdes"),
    ("pengawas", "Drs. Wibowo", "pengawas_kecamatan"), ("admin", "Putri Ayu", "admin"),
)
USAHA = (  # their roles come with their appointment in the BUMDes of the demo
    ("direktur", "Wahyu Nugroho", "direktur"), ("bendahara", "Siti Aminah", "bendahara"),
    ("manajer", "Yanto", "manajer_unit"), ("pengawasbumdes", "Sri Mulyani", "pengawas_bumdes"),
)
KABUPATEN = (
    ("kabupaten", "Ir. Hartono", "pejabat_kabupaten"), ("kecamatan", "Drs. Wibowo", "pejabat_kecamatan"),
    ("admin", "Sri Rahayu", "admin_kabupaten"),
)


def buat_akun_demo(mulai: date, *, cakupan: str = "") -> list[Pengguna]:
    """One account per role; only in demo mode."""
    if not pengaturan().demo and not pengaturan().uji:
        raise RuntimeError("demo accounts exist only in demo mode")
    hash_demo = sandi.buat_hash(SANDI_DEMO)
    hasil = []
    for nama_pengguna, nama, peran in DESA if pengaturan().mode == "desa" else KABUPATEN:
        orang, _ = buat_pengguna(nama_pengguna, nama, oleh=None, hash_sandi=hash_demo, ganti_sandi=False)
        ketentuan = semua_peran()[peran]
        tugaskan(orang, peran, mulai=mulai, oleh=None,
                 cakupan=cakupan if ketentuan.butuh_cakupan else DUSUN_DEMO if ketentuan.lingkup else "")
        hasil.append(orang)
    return hasil


def daftar_akun_demo() -> list[tuple[str, str]]:
    """(user name, role) of the demo accounts that exist, for the login page of the demo."""
    semua = DESA + USAHA if pengaturan().mode == "desa" else KABUPATEN
    ada = set(db.session.scalars(db.select(Pengguna.nama_pengguna)))
    return [(n, semua_peran()[p].nama) for n, _, p in semua if n in ada]
