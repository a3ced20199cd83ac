"""Letters the invented village made outside the program: an old archive taken over, numbers reserved and used."""

from __future__ import annotations

import random
from datetime import date, timedelta

from smartkampung.contoh.bahan import Bahan, pengguna
from smartkampung.extensions import db
from smartkampung.inti.db import transaksi
from smartkampung.inti.tanggal import sekarang
from smartkampung.penduduk.models import Penduduk
from smartkampung.surat.arsip import impor
from smartkampung.surat.arsip.models import DIUJI, ImporSurat
from smartkampung.surat.arsip.tata import BarisArsip
from smartkampung.surat.nomor.luar import IsiLuar, batalkan_luar, isi_luar, pesan_nomor

JUDUL = ["no", "tanggal", "kode_surat", "nik", "nama", "pamong"]
_JENIS = ("Surat Keterangan Usaha", "Surat Keterangan Domisili", "Surat Keterangan Tidak Mampu", "Surat Pengantar SKCK")
BANYAK = 60


def isi_surat_luar(bahan: Bahan) -> None:
    """An archive of the year before the letters begin, and three reserved numbers; nothing when nobody lives here."""
    warga = list(db.session.scalars(db.select(Penduduk).order_by(Penduduk.id).limit(200)))
    if not warga:
        return
    bahan.ke(bahan.kini)
    with transaksi():
        _arsip(bahan, warga)
        _dipesan(bahan.hari)


def _arsip(bahan: Bahan, warga: list[Penduduk]) -> None:
    acak = random.Random(f"arsip-{bahan.benih}")
    hari, baris = date(bahan.awal.year - 1, 1, 6), []
    for nomor in range(1, min(BANYAK, len(warga)) + 1):
        hari += timedelta(days=acak.randrange(1, 8))
        orang = acak.choice(warga)
        baris.append(
            BarisArsip(
                nomor + 1, nomor=nomor, nomor_teks=f"474/{nomor:03d}/2001/{hari.year}", tanggal=hari,
                jenis=acak.choice(_JENIS), nama=orang.nama.upper(), nik=orang.nik or "", pamong="H. Sugiarto",
            )
        )  # fmt: skip
    peta = {"kolom": {"nomor": 0, "tanggal": 1, "jenis": 2, "nik": 3, "nama": 4, "pamong": 5}, "bagian": 2}
    hasil = ImporSurat(nama_berkas="log-surat-lama.xlsx", keadaan=DIUJI, judul=JUDUL, contoh=[], peta=peta,
                       dibuat_pada=sekarang(), oleh_nama="Putri Ayu")  # fmt: skip
    db.session.add(hasil)
    db.session.flush()
    impor.terapkan(hasil, baris, oleh=pengguna("admin"))


def _dipesan(hari: date) -> None:
    operator = pengguna("operator")
    satu, dua, _tiga = pesan_nomor(3, "Undangan musyawarah desa, diketik di kantor", oleh=operator, klasifikasi="005")
    isi = IsiLuar(satu.nomor_teks, hari, "Undangan", "Ketua BPD", "Musyawarah Desa RKP", "H. Sugiarto")
    isi_luar(satu, isi, oleh=operator)
    batalkan_luar(dua, "Undangan kedua tidak jadi dikirim.", oleh=operator)
