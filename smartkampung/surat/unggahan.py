"""Uploaded papers made ready before any lock is taken: judged by content, made small."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from smartkampung.inti.berkas import BerkasDitolak, olah_gambar
from smartkampung.surat.permohonan import Unggahan

SISI_FOTO = 1400


def siapkan(berkas: Mapping[str, Any]) -> dict[str, Unggahan]:
    """Answer the uploads by paper code; BerkasDitolak names the field of the one that cannot be taken."""
    return {kode: _satu(kode, satu) for kode, satu in berkas.items()}


def _satu(kode: str, satu: Any) -> Unggahan:
    data: bytes = satu.read()
    if data.startswith(b"%PDF-"):
        return Unggahan(data, satu.filename, "application/pdf")
    try:
        olahan, mime = olah_gambar(data, sisi=SISI_FOTO)
    except BerkasDitolak as galat:
        galat.medan = f"berkas_{kode}"
        raise
    return Unggahan(olahan, satu.filename, mime)
