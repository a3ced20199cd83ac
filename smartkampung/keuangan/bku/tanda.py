"""The marks of a closed month: who closed, verified and approved it, its fingerprint and how often it was closed."""

from __future__ import annotations

import hashlib
import json

from smartkampung.extensions import db
from smartkampung.inti.tanggal import Periode
from smartkampung.keuangan.kas.models import BulanBuku, DokumenKas, JurnalKas
from smartkampung.keuangan.kas.saldo import bertanggal
from smartkampung.keuangan.langkah import LangkahKeuangan, riwayat

BULAN = "bulan"  # under which word the steps of a month are kept
TUTUP, VERIFIKASI, SETUJUI, BUKA = "tutup", "verifikasi", "setujui", "buka"
_TANDA = {TUTUP: "keuangan", VERIFIKASI: "sekdes", SETUJUI: "kades"}


def nomor_bulan(tahun: int, bulan: int) -> int:
    """The id under which the steps of a month (0: of the year) are kept."""
    return tahun * 100 + bulan


def langkah_bulan(tahun: int, bulan: int) -> dict[str, LangkahKeuangan]:
    """The steps since the month was last opened, by who signs: keuangan, sekdes, kades."""
    hasil: dict[str, LangkahKeuangan] = {}
    for satu in riwayat(BULAN, nomor_bulan(tahun, bulan)):
        if satu.tindakan == BUKA:
            hasil.clear()
        elif satu.tindakan in _TANDA:
            hasil[_TANDA[satu.tindakan]] = satu
    return hasil


def sidik_bulan_buku(tahun: int, bulan: int) -> tuple[str, int]:
    """The fingerprint a month was closed with ("" while it is open), and how many times it was closed."""
    baris = db.session.get(BulanBuku, (tahun, bulan))
    kali = sum(1 for s in riwayat(BULAN, nomor_bulan(tahun, bulan)) if s.tindakan == TUTUP)
    return baris.sidik if baris else "", kali


def hitung_sidik(tahun: int, bulan: int) -> str:
    """SHA-256 over the journal of a month, or of the whole year (0)."""
    p = Periode(tahun, bulan or 1)
    dari, sampai = (p.awal, p.akhir) if bulan else (None, None)
    j = JurnalKas
    kolom = (j.id, j.tanggal, DokumenKas.nomor_teks, j.jenis, j.media, j.rekening_id, j.kegiatan, j.rekening,
             j.sumber_dana, j.pajak, j.uraian, j.masuk, j.keluar, j.membalik_id)  # fmt: skip
    pilih = db.select(*kolom).join(DokumenKas, DokumenKas.id == j.dokumen_id).where(
        *bertanggal(tahun, dari, sampai)).order_by(j.id)  # fmt: skip
    sidik = hashlib.sha256()
    for n, hari, *teks, masuk, keluar, balik in db.session.execute(pilih):
        isi = [n, hari.isoformat(), *teks, f"{masuk:.2f}", f"{keluar:.2f}", balik]
        sidik.update(json.dumps(isi, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
    return sidik.hexdigest()
