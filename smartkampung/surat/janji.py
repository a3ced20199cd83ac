"""The promise follows the service hours: when hours or closed days change, open requests are promised anew.

What was promised for a day that became a holiday cannot be kept; the new time and the reason stand in the history,
which the resident reads on the status page.
"""

from __future__ import annotations

from smartkampung.desa.waktu_layanan import kalender
from smartkampung.extensions import db
from smartkampung.inti.konteks import zona
from smartkampung.inti.tanggal import waktu_pendek
from smartkampung.peristiwa import JamLayananBerubah
from smartkampung.surat.catatan import tandai
from smartkampung.surat.keadaan import TERBUKA
from smartkampung.surat.models import Surat


def saat_jam_berubah(_fakta: JamLayananBerubah) -> None:
    """Promise the open requests anew."""
    hitung_ulang()


def hitung_ulang() -> int:
    """Bring the promises of open requests up to the present hours; answers how many moved."""
    daftar = db.session.scalars(db.select(Surat).where(Surat.keadaan.in_(TERBUKA)).order_by(Surat.id)).all()
    if not daftar:
        return 0
    buku, banyak = kalender(min(surat.diterima_pada for surat in daftar)), 0
    for surat in daftar:
        baru = buku.tambah(surat.diterima_pada, surat.jenis.janji_menit)
        if baru != surat.janji_pada:
            surat.janji_pada = baru
            tandai(surat, "janji_diubah", None, f"menjadi {waktu_pendek(baru, zona())}, mengikuti jam layanan")
            banyak += 1
    return banyak
