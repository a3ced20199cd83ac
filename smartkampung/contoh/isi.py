"""Filling an empty village: identity, accounts, residents, then a year of letters, in the order of time.

Each step is one transaction. What an area adds to the demo is one entry of `LANGKAH`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

from smartkampung.akun.demo import buat_akun_demo
from smartkampung.akun.services import ada_pengguna
from smartkampung.audit.services import catat
from smartkampung.contoh.anggaran import isi_anggaran_kini, isi_anggaran_lama
from smartkampung.contoh.bahan import Bahan
from smartkampung.contoh.belanja import isi_belanja_kini
from smartkampung.contoh.bumdes import isi_bumdes
from smartkampung.contoh.dpa import isi_dpa_kini, isi_dpa_lama
from smartkampung.contoh.kas import isi_kas
from smartkampung.contoh.koran import isi_koran
from smartkampung.contoh.lambang import lambang
from smartkampung.contoh.laporan import isi_laporan
from smartkampung.contoh.pelayanan import isi_pelayanan
from smartkampung.contoh.rancangan import isi_rancangan
from smartkampung.contoh.sekretariat import isi_sekretariat
from smartkampung.contoh.surat import isi_surat
from smartkampung.contoh.surat_luar import isi_surat_luar
from smartkampung.contoh.waktu import masa_lalu
from smartkampung.contoh.warga import buat_warga
from smartkampung.desa.models import Desa
from smartkampung.desa.services import ganti_logo, simpan_perangkat, tambah_libur, tetapkan_wilayah
from smartkampung.extensions import db
from smartkampung.inti.db import transaksi
from smartkampung.inti.galat import GalatDomain
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.tanggal import sekarang
from smartkampung.inti.tugas import Kemajuan, diam
from smartkampung.penduduk.models import Penduduk
from smartkampung.penduduk.tulis_impor import Penulis, kenalkan_isi

WILAYAH = "99.01.01.2001"
POTONGAN = 1000
_LIBUR = ((1, 1, "Tahun Baru"), (5, 1, "Hari Buruh"), (6, 1, "Hari Lahir Pancasila"), (8, 17, "Hari Kemerdekaan"),
          (12, 25, "Hari Natal"))
_PERANGKAT = (("kades", "Kepala Desa", 1), ("sekdes", "Sekretaris Desa", 2), ("keuangan", "Kaur Keuangan", 3),
              ("kasi", "Kasi Pelayanan", 4), ("kadus", "Kepala Dusun Krajan", 5))


class TidakKosong(GalatDomain):
    """There are residents already."""

    pesan = "Desa ini sudah berisi %(banyak)s penduduk. Data contoh hanya mengisi desa yang masih kosong."


# What areas add, in this order; each opens its own transactions and moves the clock by `bahan.ke`.
LANGKAH: list[Callable[[Bahan], None]] = [isi_anggaran_lama, isi_dpa_lama, isi_surat, isi_surat_luar, isi_pelayanan,
                                           isi_rancangan, isi_sekretariat, isi_bumdes, isi_anggaran_kini, isi_dpa_kini,
                                           isi_kas, isi_belanja_kini, isi_koran, isi_laporan]


def isi_contoh(penduduk: int, benih: int, *, kemajuan: Kemajuan = diam) -> None:
    """Fill an empty village. The same seed gives the same village on the same day."""
    pastikan_kosong()
    with masa_lalu() as ke:
        bahan = Bahan(penduduk, benih, hari_desa(), sekarang(), ke, kemajuan)
        if not ada_pengguna():
            ke(datetime.combine(bahan.awal - timedelta(days=2), time(2), tzinfo=UTC))
        with transaksi():
            _isi_kantor(bahan)
        with transaksi():
            isi_penduduk(bahan)
        for langkah in LANGKAH:
            langkah(bahan)


def pastikan_kosong() -> None:
    """Raise TidakKosong when somebody lives here."""
    banyak = db.session.scalar(db.select(db.func.count()).select_from(Penduduk)) or 0
    if banyak:
        raise TidakKosong(banyak=banyak)


def _isi_kantor(bahan: Bahan) -> None:
    """Identity, emblem, closed days, one account per role, officials."""
    if db.session.get(Desa, 1) is None:
        tetapkan_wilayah(WILAYAH, alamat="Jalan Raya Krajan Nomor 1", kode_pos="68999", telepon="(0399) 123456",
                         email="desa@sumberwangi.contoh")
    if ada_pengguna():
        return
    mulai = bahan.awal - timedelta(days=700)
    akun = {p.nama_pengguna: p for p in buat_akun_demo(mulai)}
    desa = db.session.get_one(Desa, 1)
    ganti_logo(desa, lambang(), oleh=akun["admin"])
    for tahun in sorted({bahan.awal.year, bahan.hari.year}):
        for bulan, hari, nama in _LIBUR:
            tambah_libur(date(tahun, bulan, hari), nama, oleh=akun["admin"])
    for nama, jabatan, urut in _PERANGKAT:
        orang = akun[nama]
        simpan_perangkat(None, {"nama": orang.nama, "jabatan": jabatan,
                                "nomor_sk": f"141/{urut:02d}/KEP/{mulai.year}",
                                "mulai": mulai, "sampai": None, "urut": urut, "pengguna_id": orang.id},
                         oleh=akun["admin"])


def isi_penduduk(bahan: Bahan) -> None:
    """The residents, written in bulk the way an import writes them."""
    warga = buat_warga(bahan.penduduk, bahan.benih, bahan.hari)
    penulis = Penulis(bahan.hari, "Program")
    penulis.siapkan_baris(warga)
    for awal in range(0, len(warga), POTONGAN):
        penulis.tambah(warga[awal:awal + POTONGAN])
        bahan.kemajuan(min(awal + POTONGAN, len(warga)), len(warga), "Mengisi penduduk")
    kenalkan_isi()
    catat("sistem.contoh_diisi", penduduk=bahan.penduduk, benih=bahan.benih)
