"""Nightly work of this area: uploads nobody applied, and images of residents kept for taking imports back."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete

from smartkampung.extensions import db
from smartkampung.inti.db import transaksi
from smartkampung.inti.tanggal import sekarang
from smartkampung.penduduk.impor import buang_uji_lama
from smartkampung.penduduk.models import DIUJI, ImporBaris, ImporPenduduk

UMUR_UJI = timedelta(days=2)
UMUR_CITRA = timedelta(days=90)


def bersihkan() -> None:
    """Delete dry runs after two days; after 90 days forget the personal data an import kept beside the register."""
    kini = sekarang()
    with transaksi():
        buang_uji_lama(kini - UMUR_UJI)
        lama = db.select(ImporPenduduk).where(ImporPenduduk.keadaan != DIUJI,
                                              ImporPenduduk.dibuat_pada < kini - UMUR_CITRA)
        for impor in db.session.scalars(lama):
            if impor.rincian.get("hitungan") is not None:
                db.session.execute(delete(ImporBaris).where(ImporBaris.impor_id == impor.id))
                impor.rincian = {"tolak": [], "ingat": [], "ubah": []}
