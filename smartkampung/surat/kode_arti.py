"""What each placeholder of one kind of letter stands for, for the designer and for warnings."""

from __future__ import annotations

from smartkampung.surat.definisi import Definisi
from smartkampung.surat.kode_isian import kelompok_kode


def kode_per_kelompok(definisi: Definisi) -> list[tuple[str, dict[str, str]]]:
    """The placeholders of this kind in groups: its own facts first, then those every letter knows."""
    sendiri = {kode: arti for isian in definisi.isian for kode, arti in isian.kode_arti.items()}
    return ([("Isian surat ini", sendiri)] if sendiri else []) + kelompok_kode()


def arti_kode(definisi: Definisi) -> dict[str, str]:
    """Code -> meaning of everything this kind may print."""
    return {kode: arti for _judul, isi in kode_per_kelompok(definisi) for kode, arti in isi.items()}
