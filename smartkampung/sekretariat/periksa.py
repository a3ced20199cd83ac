"""The checks of this area: agenda numbers without gaps, states that agree with the orders."""

from __future__ import annotations

from smartkampung.extensions import db
from smartkampung.inti.konteks import pengaturan
from smartkampung.inti.periksa import Pemeriksaan
from smartkampung.sekretariat.models import BERJALAN, Disposisi, SuratMasuk

BATAS_TEMUAN = 50


def daftar_pemeriksaan() -> list[Pemeriksaan]:
    """The checks, in order; none in a kabupaten app. Gaps of agenda numbers are found with those of letters."""
    if pengaturan().mode != "desa":
        return []
    return [Pemeriksaan("Surat masuk yang berjalan punya disposisi terbuka", _keadaan)]


def _keadaan() -> list[str]:
    terbuka = db.select(Disposisi.masuk_id).where(Disposisi.selesai_pada.is_(None), Disposisi.ditarik_pada.is_(None))
    salah = (SuratMasuk.keadaan == BERJALAN) != SuratMasuk.id.in_(terbuka)
    pilih = db.select(SuratMasuk.nomor, SuratMasuk.tahun).where(salah).limit(BATAS_TEMUAN)
    return [f"surat masuk {b.nomor}/{b.tahun}: keadaan tidak cocok dengan disposisinya" for b in
            db.session.execute(pilih)]  # fmt: skip
