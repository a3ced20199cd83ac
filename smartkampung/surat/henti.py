"""A resident dies, moves or is lost while his letter is under way: it stops with the reason, until somebody looks.

It goes back to the counter; the verifier cancels it, or ties it to somebody else. When the status was a mistake and is
taken back, the letter goes on.
"""

from __future__ import annotations

from smartkampung.extensions import db
from smartkampung.peristiwa import StatusPendudukBerubah
from smartkampung.surat.catatan import tandai
from smartkampung.surat.keadaan import TERBUKA, Keadaan
from smartkampung.surat.models import Surat


def saat_status_berubah(fakta: StatusPendudukBerubah) -> None:
    """Stop, or let go on, the open letters of a resident."""
    pilih = db.select(Surat).where(Surat.penduduk_id == fakta.penduduk_id, Surat.keadaan.in_(TERBUKA))
    for surat in db.session.scalars(pilih.order_by(Surat.id)):
        if fakta.hidup:
            _lanjutkan(surat)
        else:
            _hentikan(surat, fakta.status)


def dihentikan(surat: Surat) -> bool:
    """Whether the letter stands still because the resident's status changed."""
    akhir = next((satu.tindakan for satu in surat.riwayat if satu.tindakan in ("dihentikan", "dilanjutkan")), "")
    return akhir == "dihentikan" and surat.keadaan in TERBUKA


def _hentikan(surat: Surat, status: str) -> None:
    if surat.keadaan != Keadaan.PERLU_DILENGKAPI:
        surat.keadaan = Keadaan.DIPROSES
    surat.diverifikasi_pada = surat.verifikator_id = surat.diparaf_pada = surat.pemaraf_id = None
    surat.alasan = f"Pemohon tercatat “{status.lower()}” di buku induk, jadi surat ini berhenti dulu."
    tandai(surat, "dihentikan", None, surat.alasan)


def _lanjutkan(surat: Surat) -> None:
    if dihentikan(surat):
        surat.alasan = ""
        tandai(surat, "dilanjutkan", None, "status pemohon kembali seperti semula")
