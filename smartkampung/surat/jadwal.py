"""Nightly work: uploads go 30 days after their request closed, kept papers when they expire (UU 27/2022)."""

from __future__ import annotations

from datetime import timedelta

from smartkampung.audit.services import catat
from smartkampung.extensions import db
from smartkampung.inti.db import transaksi
from smartkampung.inti.tanggal import sekarang
from smartkampung.surat.berkas_warga.services import hapus_kedaluwarsa
from smartkampung.surat.models import Surat, SyaratSurat
from smartkampung.surat.permohonan import buang

MASA_SIMPAN = timedelta(days=30)


def bersihkan() -> None:
    """The nightly job."""
    with transaksi():
        hapus_unggahan_lama()
        hapus_kedaluwarsa()


def hapus_unggahan_lama() -> int:
    """Delete the uploads of requests that closed more than 30 days ago; answer how many."""
    batas = sekarang() - MASA_SIMPAN
    tutup = db.func.coalesce(Surat.ditutup_pada, Surat.ditandatangani_pada)
    pilih = db.select(SyaratSurat).join(Surat).where(SyaratSurat.berkas_id.is_not(None), tutup < batas)
    berkas = []
    for syarat in db.session.scalars(pilih):
        if syarat.berkas is not None:
            berkas.append(syarat.berkas)
            syarat.berkas = None
            syarat.keadaan = "diterima"
    buang(berkas)
    if berkas:
        catat("surat.syarat_dihapus", banyak=len(berkas))
    return len(berkas)
