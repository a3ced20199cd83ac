"""Readers from outside (camat, inspektorat, BPD, pengawas): the same figures, no acts, no numbers of people."""

from __future__ import annotations

from flask_login import current_user

PELAKSANA = ("keuangan.susun", "keuangan.bendahara", "keuangan.verifikasi", "keuangan.setujui")
TAMPAK = 4


def nomor_pembaca(nomor: str | None) -> str:
    """A bank account, NPWP or NIK as this reader may see it: whole for those who work with it, else its last digits."""
    if not nomor or any(current_user.punya_izin(i) for i in PELAKSANA):
        return nomor or ""
    return "•" * max(len(nomor) - TAMPAK, 0) + nomor[-TAMPAK:]
