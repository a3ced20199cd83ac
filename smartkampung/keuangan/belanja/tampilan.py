"""What pages of SPP and SPJ show besides the figures: steps, history, choices."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _

from smartkampung.inti.konteks import zona
from smartkampung.inti.tanggal import waktu_pendek
from smartkampung.keuangan.kas.models import (
    DIAJUKAN,
    DIBATALKAN,
    DICAIRKAN,
    DISAHKAN,
    DISETUJUI,
    DIVERIFIKASI,
    DRAF,
    SPJ,
    DokumenKas,
)
from smartkampung.keuangan.langkah import riwayat

_TINDAKAN = {"ajukan": "Diajukan", "verifikasi": "Diverifikasi", "setujui": "Disetujui", "tolak": "Dikembalikan",
             "batalkan": "Dibatalkan", "cairkan": "Dicairkan", "sahkan": "Disahkan",
             "koreksi": "Dikoreksi"}  # fmt: skip
_RUPA = {"cairkan": "baik", "sahkan": "baik", "tolak": "buruk", "batalkan": "buruk", "koreksi": "buruk"}


def langkah_dokumen(d: DokumenKas) -> list[tuple[str, str, str]]:
    """The steps of the chain as the stepper shows them: (word, who and when, sudah | kini | nanti)."""
    sudah: dict[str, str] = {}
    for satu in riwayat("kas", d.id):
        if satu.keadaan == DRAF:
            sudah.clear()
        else:
            sudah[satu.tindakan] = f"{satu.oleh_nama}, {waktu_pendek(satu.pada, zona())}"
    akhir = (_("Disahkan Kades"), "sahkan") if d.jenis == SPJ else (_("Disetujui Kades"), "setujui")
    nama = [(_("Diajukan PKA"), "ajukan"), (_("Diverifikasi Sekdes"), "verifikasi"), akhir]
    urut = [DRAF, DIAJUKAN, DIVERIFIKASI, DISAHKAN]
    if d.jenis != SPJ:
        nama, urut = [*nama, (_("Dicairkan Kaur Keuangan"), "cairkan")], [*urut[:3], DISETUJUI, DICAIRKAN]
    kini = -1 if d.keadaan == DIBATALKAN else len(nama) if d.keadaan == urut[-1] else urut.index(d.keadaan)
    return [(judul, sudah.get(t, ""), "sudah" if t in sudah and n != kini else "kini" if n == kini else "nanti")
            for n, (judul, t) in enumerate(nama)]  # fmt: skip


def riwayat_dokumen(d: DokumenKas) -> list[dict[str, Any]]:
    """The history, newest first."""
    return [
        {"judul": _TINDAKAN.get(r.tindakan, r.tindakan), "rupa": _RUPA.get(r.tindakan, ""), "alasan": r.alasan,
         "ket": _("oleh %(n)s", n=r.oleh_nama + (f", {r.jabatan}" if r.jabatan else "")),
         "waktu": waktu_pendek(r.pada, zona()) + (f" · SK {r.nomor_sk}" if r.nomor_sk else "")}
        for r in reversed(riwayat("kas", d.id))
    ]  # fmt: skip
