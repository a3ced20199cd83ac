"""Who verifies a kind of letter: the role its definition names, or one above it.

When nobody holds such a role today, everybody with the permission may, so that nothing gets stuck.
"""

from __future__ import annotations

from typing import Any

from smartkampung.akun.queries import ada_pemegang
from smartkampung.inti.galat import TidakBoleh
from smartkampung.inti.konteks import hari_desa
from smartkampung.surat.definisi import VERIFIKATOR, Definisi

IZIN = "surat.verifikasi"


class BukanVerifikator(TidakBoleh):
    """This kind is verified by somebody else."""

    pesan = "%(jenis)s diverifikasi oleh %(siapa)s. Simpan dulu permohonannya; ia akan meneruskannya."


def boleh_memverifikasi(definisi: Definisi, pengguna: Any) -> bool:
    """Whether this user may verify requests of the kind."""
    if not pengguna.punya_izin(IZIN):
        return False
    peran = list(VERIFIKATOR)
    berhak = peran[peran.index(definisi.verifikator) :] if definisi.verifikator in peran else peran
    return berhak == peran or pengguna.memegang(*berhak) or not ada_pemegang(berhak, hari_desa())


def pastikan_verifikator(definisi: Definisi, oleh: Any) -> None:
    """BukanVerifikator when the kind is verified by somebody else."""
    if not boleh_memverifikasi(definisi, oleh):
        raise BukanVerifikator(jenis=definisi.nama, siapa=VERIFIKATOR[definisi.verifikator])
