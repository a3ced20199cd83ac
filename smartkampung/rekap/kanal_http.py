"""Channel to the kabupaten's app: one POST, answered by a signed receipt."""

from __future__ import annotations

from datetime import timedelta

from smartkampung.inti import jaringan
from smartkampung.rekap import keadaan, tanda_terima
from smartkampung.rekap.kiriman import Hasil, Kiriman, nanti

JALUR = "/kotak-masuk/rekap"
TUNDA_TERLAMA = timedelta(hours=6)


def kirim(k: Kiriman) -> Hasil:
    """Push one recap."""
    kepala = {"Content-Type": "application/json", "Accept": "application/json", "Idempotency-Key": k.kunci_ulang,
              "User-Agent": "smartkampung"}
    try:
        jawab = jaringan.kirim(k.alamat + JALUR, k.paket, kepala)
    except jaringan.TidakTersambung as galat:
        return nanti(galat.sebab)
    return baca_jawaban(k, jawab)


def baca_jawaban(k: Kiriman, jawab: jaringan.Jawaban) -> Hasil:
    """What an answer means for the row."""
    if jawab.status in (429, 503):
        return nanti("aplikasi kabupaten sedang sibuk", tunda=_tunda(jawab.kepala.get("retry-after", "")))
    if jawab.status == 413:
        return Hasil(keadaan.DITOLAK, "rekap ini terlalu besar untuk aplikasi kabupaten")
    if 300 <= jawab.status < 400:
        return nanti("alamat kabupaten sudah pindah; perbarui alamat tujuan")
    if jawab.status >= 500:
        return nanti(f"aplikasi kabupaten sedang terganggu (jawaban {jawab.status})")
    try:
        isi = tanda_terima.buka(jawab.isi, k.kunci_penerima)
    except tanda_terima.TandaTerimaSalah as galat:
        return nanti(f"jawaban {jawab.status} tanpa tanda terima yang sah ({galat.angka['sebab']})")
    if not tanda_terima.cocok_dengan(isi, desa=k.desa, jenis=k.jenis, periode=k.periode, revisi=k.revisi,
                                     sha256=k.sha256):
        return nanti("tanda terima yang datang bukan untuk rekap ini")
    if isi["hasil"] == "diterima":
        return Hasil(keadaan.DITERIMA, tanda_terima=jawab.isi.decode())
    return Hasil(keadaan.DITOLAK, str(isi["alasan"])[:500], tanda_terima=jawab.isi.decode())


def _tunda(teks: str) -> timedelta | None:
    return min(timedelta(seconds=int(teks)), TUNDA_TERLAMA) if teks.isdecimal() and len(teks) < 9 else None
