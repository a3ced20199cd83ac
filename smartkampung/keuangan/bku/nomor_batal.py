"""A number that was taken on paper and not used: it stays in the register, voided with its reason (K-BKU-01)."""

from __future__ import annotations

from datetime import date

from smartkampung.extensions import db
from smartkampung.inti.tanggal import sekarang
from smartkampung.keuangan.kas.bukukan import catat_dokumen, dokumen_baru, kunci_kas
from smartkampung.keuangan.kas.bulan import pastikan_tanggal, pastikan_terbuka
from smartkampung.keuangan.kas.models import BANK, DIBATALKAN, MUTASI, NAMA_DOKUMEN, SETOR, STS, TBP, DokumenKas
from smartkampung.keuangan.kas.nomor import beri_nomor
from smartkampung.keuangan.langkah import KEUANGAN, Pelaku, pemegang, tambah_langkah
from smartkampung.keuangan.penerimaan.galat import AlasanKosong

BISA_BATAL = (TBP, STS, MUTASI, BANK, SETOR)
PILIHAN = [(j, NAMA_DOKUMEN[j]) for j in BISA_BATAL]


def batalkan_nomor(jenis: str, tanggal: date, alasan: str, *, oleh: Pelaku) -> DokumenKas:
    """Take the next number of a kind and void it."""
    tugas = pemegang(oleh, KEUANGAN)
    rapi = " ".join(alasan.split())[:300]
    if not rapi:
        raise AlasanKosong()
    kunci_kas(tanggal.year)
    pastikan_tanggal(tanggal.year, tanggal)
    pastikan_terbuka(tanggal.year, tanggal)
    dokumen = dokumen_baru(jenis, tanggal, oleh=oleh, uraian=f"Nomor dibatalkan: {rapi}"[:300], alasan=rapi)
    beri_nomor(dokumen)
    dokumen.keadaan, dokumen.terkunci_pada = DIBATALKAN, sekarang()
    db.session.flush()
    tambah_langkah("kas", dokumen.id, "batal", DIBATALKAN, oleh=oleh, tugas=tugas, alasan=rapi)
    catat_dokumen("nomor_dibatalkan", dokumen, oleh=oleh, alasan=rapi)
    return dokumen
