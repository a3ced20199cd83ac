"""Closing a month: the treasurer closes, the secretary verifies, the head approves, and only the head reopens.

A closed month has a row in `bulan_buku` with the fingerprint of its journal; an open one has none. Each step is one
transaction under the lock of the year's books, so that nothing is posted into a month while it is being closed.
"""

from __future__ import annotations

from smartkampung.audit.services import catat
from smartkampung.extensions import db
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.siaran import siarkan
from smartkampung.inti.tanggal import Periode, sekarang, tanggal_panjang
from smartkampung.keuangan.bku import galat
from smartkampung.keuangan.bku.daftar_periksa import daftar_periksa
from smartkampung.keuangan.bku.tanda import BUKA, BULAN, SETUJUI, TUTUP, VERIFIKASI, hitung_sidik, nomor_bulan
from smartkampung.keuangan.kas.bukukan import kunci_kas
from smartkampung.keuangan.kas.bulan import NAMA_BULAN_BUKU, bulan_buku
from smartkampung.keuangan.kas.models import (
    BULAN_DISETUJUI,
    BULAN_DIVERIFIKASI,
    DITUTUP,
    DRAF,
    SETAHUN,
    TERBUKA,
    BulanBuku,
)
from smartkampung.keuangan.langkah import (
    KADES,
    KEUANGAN,
    SEKDES,
    Pelaku,
    pastikan_orang_lain,
    pemegang,
    tambah_langkah,
)
from smartkampung.peristiwa import BulanDitutup

AREA = "keuangan"


def tutup(p: Periode, *, oleh: Pelaku) -> BulanBuku:
    """Close a month; what was still open is kept with the step."""
    tugas = pemegang(oleh, KEUANGAN)
    kunci_kas(p.tahun)
    _pastikan_urut(p)
    if hari_desa() < p.akhir:
        raise galat.BulanBelumLewat(bulan=p.nama, hari=tanggal_panjang(p.akhir))
    daftar = daftar_periksa(p)
    tahan = [t for b in daftar if b.menahan for t in b.temuan]
    if tahan:
        raise galat.BankBelumCocok(apa="; ".join(tahan))
    catatan = "; ".join(b.ringkas for b in daftar if b.temuan)[:500]
    baris = BulanBuku(tahun=p.tahun, bulan=p.bulan, keadaan=DITUTUP, sidik=hitung_sidik(p.tahun, p.bulan),
                      catatan=catatan, pada=sekarang(), oleh=oleh.nama)  # fmt: skip
    db.session.add(baris)
    db.session.flush()
    tambah_langkah(BULAN, nomor_bulan(p.tahun, p.bulan), TUTUP, DITUTUP, oleh=oleh, tugas=tugas, alasan=catatan)
    catat("keuangan.bulan_ditutup", oleh=oleh, apa=p.nama, sidik=baris.sidik[:16])
    return baris


def _pastikan_urut(p: Periode) -> None:
    ada = bulan_buku(p.tahun)
    sudah = ada.get(p.bulan) or ada.get(SETAHUN)
    if sudah is not None:
        raise galat.SudahDitutup(bulan=p.nama, keadaan=NAMA_BULAN_BUKU[sudah.keadaan].lower())
    for bulan in range(1, p.bulan):
        if bulan not in ada:
            raise galat.TutupBerurutan(bulan=Periode(p.tahun, bulan).nama)


def verifikasi(p: Periode, *, oleh: Pelaku) -> None:
    """The secretary has checked the books of a month."""
    _maju(p, DITUTUP, BULAN_DIVERIFIKASI, VERIFIKASI, SEKDES, oleh)


def setujui(p: Periode, *, oleh: Pelaku) -> None:
    """The head approves the books of a month: they are final, and others are told."""
    _maju(p, BULAN_DIVERIFIKASI, BULAN_DISETUJUI, SETUJUI, KADES, oleh)
    siarkan(BulanDitutup(AREA, p.kode))


def _maju(p: Periode, dari: str, ke: str, tindakan: str, peran: str, oleh: Pelaku) -> None:
    """One step of the chain, by a person who did none before (K-ROL-04)."""
    tugas, nomor = pemegang(oleh, peran), nomor_bulan(p.tahun, p.bulan)
    kunci_kas(p.tahun)
    baris = _ambil(p)
    if baris is None or baris.keadaan != dari:
        keadaan = NAMA_BULAN_BUKU[baris.keadaan if baris else TERBUKA].lower()
        raise galat.BukanGiliranBulan(bulan=p.nama, keadaan=keadaan)
    pastikan_orang_lain(BULAN, nomor, tugas, TUTUP, VERIFIKASI)
    baris.keadaan, baris.pada, baris.oleh = ke, sekarang(), oleh.nama
    db.session.flush()
    tambah_langkah(BULAN, nomor, tindakan, ke, oleh=oleh, tugas=tugas)
    catat(f"keuangan.bulan_{tindakan}", oleh=oleh, apa=p.nama)


def _ambil(p: Periode) -> BulanBuku | None:
    pilih = db.select(BulanBuku).filter_by(tahun=p.tahun, bulan=p.bulan).with_for_update()
    return db.session.scalar(pilih.execution_options(populate_existing=True))


def buka(p: Periode, alasan: str, *, oleh: Pelaku) -> None:
    """Reopen the last closed month with a reason; it is closed again by the whole chain."""
    tugas = pemegang(oleh, KADES)
    kunci_kas(p.tahun)
    rapi = " ".join(alasan.split())[:500]
    if not rapi:
        raise galat.PerluAlasan()
    ada = bulan_buku(p.tahun)
    if SETAHUN in ada:
        raise galat.TahunSudahDitutup(tahun=p.tahun)
    sesudah = [b for b in ada if b > p.bulan]
    if sesudah:
        raise galat.BulanSesudahnya(bulan=Periode(p.tahun, max(sesudah)).nama)
    if p.bulan not in ada:
        raise galat.BukanGiliranBulan(bulan=p.nama, keadaan=NAMA_BULAN_BUKU[TERBUKA].lower())
    db.session.delete(ada[p.bulan])
    db.session.flush()
    tambah_langkah(BULAN, nomor_bulan(p.tahun, p.bulan), BUKA, DRAF, oleh=oleh, tugas=tugas, alasan=rapi)
    catat("keuangan.bulan_dibuka", oleh=oleh, apa=p.nama, alasan=rapi[:300])
