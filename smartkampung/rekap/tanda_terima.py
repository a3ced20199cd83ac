"""Receipts: the receiver's signed word that a recap arrived, or why it was refused."""

from __future__ import annotations

from typing import Any

from smartkampung.akun.models import Pengguna
from smartkampung.audit.services import catat
from smartkampung.desa.queries import profil
from smartkampung.extensions import db
from smartkampung.inti.galat import GalatDomain
from smartkampung.inti.tanggal import sekarang
from smartkampung.rekap import keadaan, paket
from smartkampung.rekap.models import HTTP, KotakKeluar, Rekap
from smartkampung.rekap.tujuan import penerima_dikenal

BATAS = 64 * 1024
MEDAN = ("hasil", "alasan", "desa", "jenis", "periode", "revisi", "sha256", "pada", "penerima")


class TandaTerimaSalah(GalatDomain):
    """Not a receipt for one of our recaps."""

    pesan = "Tanda terima ini tidak dapat dipakai: %(sebab)s."
    medan = "berkas"


def buka(data: bytes, kunci_penerima: str) -> dict[str, Any]:
    """The content of a receipt signed with this key; TandaTerimaSalah otherwise."""
    try:
        dokumen = paket.buka(data, batas=BATAS)
    except paket.PaketDitolak as galat:
        raise TandaTerimaSalah(sebab=galat.sebab) from galat
    isi: dict[str, Any] = dokumen["isi"]
    if isi.get("format") != paket.FORMAT_TERIMA or any(m not in isi for m in MEDAN):
        raise TandaTerimaSalah(sebab="berkas ini bukan tanda terima")
    if not kunci_penerima or not paket.tanda_cocok(dokumen, kunci_penerima):
        raise TandaTerimaSalah(sebab="tanda tangannya bukan dari kabupaten yang dikenal")
    return isi


def impor(data: bytes, *, oleh: Pengguna | None = None) -> list[KotakKeluar]:
    """Apply a receipt that came as a file; answers the outbox rows it settles."""
    try:
        kunci_id = paket.buka(data, batas=BATAS)["tanda_tangan"]["kunci_id"]
    except paket.PaketDitolak as galat:
        raise TandaTerimaSalah(sebab=galat.sebab) from galat
    publik = penerima_dikenal().get(kunci_id, "")
    isi = buka(data, publik)
    if isi["desa"] != profil().kode:
        raise TandaTerimaSalah(sebab=f"untuk desa {str(isi['desa'])[:20]}, bukan desa ini")
    rekap = db.session.scalar(db.select(Rekap).filter_by(jenis=str(isi["jenis"]), periode=str(isi["periode"]),
                                                         sha256=str(isi["sha256"])))
    if rekap is None:
        raise TandaTerimaSalah(sebab="tidak ada rekap desa ini dengan sidik itu")
    kena = [b for b in rekap.keluar if b.tujuan.bertanda_terima
            and (b.tujuan.kanal != HTTP or b.tujuan.kunci_penerima == publik)]
    for baris in kena:
        terapkan(baris, isi, data.decode(), oleh=oleh)
    return kena


def terapkan(baris: KotakKeluar, isi: dict[str, Any], dokumen: str, *, oleh: Pengguna | None = None) -> None:
    """Settle one outbox row by a verified receipt."""
    if baris.keadaan == keadaan.DITERIMA:
        return
    diterima = isi["hasil"] == "diterima"
    baris.keadaan = keadaan.DITERIMA if diterima else keadaan.DITOLAK
    baris.sebab = "" if diterima else str(isi["alasan"])[:500]
    baris.tanda_terima, baris.selesai_pada = dokumen, sekarang()
    baris.dikirim_pada = baris.dikirim_pada or sekarang()
    baris.sewa = baris.sewa_sampai = None
    db.session.flush()
    catat("rekap.diterima" if diterima else "rekap.ditolak", oleh=oleh, objek=("kotak_keluar", baris.id),
          jenis=baris.jenis, periode=baris.periode, revisi=baris.revisi, tujuan=baris.tujuan.nama)


def cocok_dengan(isi: dict[str, Any], *, desa: str, jenis: str, periode: str, revisi: int, sha256: str) -> bool:
    """Whether a receipt speaks of exactly this recap."""
    return [isi["desa"], isi["jenis"], isi["periode"], isi["revisi"], isi["sha256"]] == [
        desa, jenis, periode, revisi, sha256]
