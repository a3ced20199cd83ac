"""The checks of this area: agenda numbers without gaps, states that agree with the orders."""

from __future__ import annotations

from smartkampung.extensions import db
from smartkampung.inti.konteks import pengaturan
from smartkampung.inti.periksa import Pemeriksaan
from smartkampung.sekretariat.models import BERJALAN, Disposisi, ProdukHukum, SuratMasuk

BATAS_TEMUAN = 50


def daftar_pemeriksaan() -> list[Pemeriksaan]:
    """The checks, in order; none in a kabupaten app. Gaps of agenda numbers are found with those of letters."""
    if pengaturan().mode != "desa":
        return []
    return [
        Pemeriksaan("Surat masuk yang berjalan punya disposisi terbuka", _keadaan),
        Pemeriksaan("Peraturan yang tayang punya PDF dan tidak batal", _tayang),
    ]


def _keadaan() -> list[str]:
    terbuka = db.select(Disposisi.masuk_id).where(Disposisi.selesai_pada.is_(None), Disposisi.ditarik_pada.is_(None))
    salah = (SuratMasuk.keadaan == BERJALAN) != SuratMasuk.id.in_(terbuka)
    pilih = db.select(SuratMasuk.nomor, SuratMasuk.tahun).where(salah).limit(BATAS_TEMUAN)
    return [f"surat masuk {b.nomor}/{b.tahun}: keadaan tidak cocok dengan disposisinya" for b in
            db.session.execute(pilih)]  # fmt: skip


def _tayang() -> list[str]:
    salah = db.or_(ProdukHukum.berkas_id.is_(None), ProdukHukum.alasan_batal.is_not(None))
    pilih = db.select(ProdukHukum).where(ProdukHukum.publik.is_(True), salah).limit(BATAS_TEMUAN)
    return [f"{p.sebutan}: tayang tanpa PDF atau sudah batal" for p in db.session.scalars(pilih)]
