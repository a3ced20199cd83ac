"""Who may do what in which book.

A role gives a permission (`data/peran.toml`); an organ row says where: in the whole enterprise, or in one unit. Who
holds `bumdes.semua` works in every book of the village, who holds `bumdes.lihat_semua` reads every one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from smartkampung.akun.peran import semua_peran
from smartkampung.bumdes.galat import BukanMilikAnda
from smartkampung.bumdes.lembaga.models import PERAN_JABATAN, Bumdes, EntitasBumdes, OrganBumdes
from smartkampung.extensions import db
from smartkampung.inti.galat import TidakBoleh, TidakDitemukan
from smartkampung.inti.konteks import hari_desa

LIHAT = ("bumdes.lihat", "bumdes.lihat_semua", "bumdes.semua")


class Pelaku(Protocol):
    """Whoever acts: a user of the program."""

    id: Any
    nama: Any

    def punya_izin(self, izin: str) -> bool: ...


@dataclass(slots=True)
class Program:
    """The program itself, for imports by command line and demo data."""

    id: int | None = None
    nama: str = "Program"

    def punya_izin(self, izin: str) -> bool:
        return True


def _organ(pengguna: Pelaku) -> Sequence[Any]:
    """(bumdes, entity or None, permissions) of the offices a user holds today."""
    hari = hari_desa()
    pilih = db.select(OrganBumdes.bumdes_id, OrganBumdes.entitas_id, OrganBumdes.jabatan).where(
        OrganBumdes.pengguna_id == pengguna.id, OrganBumdes.mulai <= hari,
        db.or_(OrganBumdes.sampai.is_(None), OrganBumdes.sampai >= hari))  # fmt: skip
    peran = semua_peran()
    return [(b, e, peran[PERAN_JABATAN[j]].izin if j in PERAN_JABATAN else frozenset())
            for b, e, j in db.session.execute(pilih)]  # fmt: skip


def boleh(pengguna: Pelaku, izin: str, bumdes_id: int, entitas_id: int | None = None) -> bool:
    """Whether a user may act in this enterprise, and in this entity when one is named."""
    if not pengguna.punya_izin(izin):
        return False
    if pengguna.punya_izin("bumdes.semua"):
        return True
    return any(b == bumdes_id and izin in i and (e is None or e == entitas_id) for b, e, i in _organ(pengguna))


def pastikan(pengguna: Pelaku, izin: str, bumdes_id: int, entitas_id: int | None = None) -> None:
    """Raise unless `boleh`: TidakBoleh without the permission, BukanMilikAnda in somebody else's book."""
    if not pengguna.punya_izin(izin):
        raise TidakBoleh()
    if not boleh(pengguna, izin, bumdes_id, entitas_id):
        raise BukanMilikAnda()


def _melihat_semua(pengguna: Pelaku) -> bool:
    return pengguna.punya_izin("bumdes.lihat_semua") or pengguna.punya_izin("bumdes.semua")


def bumdes_terlihat(pengguna: Pelaku) -> list[Bumdes]:
    """The enterprises a user may look into, oldest first."""
    pilih = db.select(Bumdes).order_by(Bumdes.id)
    if not _melihat_semua(pengguna):
        pilih = pilih.where(Bumdes.id.in_({b for b, _, _ in _organ(pengguna)}))
    return list(db.session.scalars(pilih))


def pastikan_terlihat(bumdes: Bumdes | None, pengguna: Pelaku) -> Bumdes:
    """Answer the enterprise; TidakDitemukan when it is not this user's to see."""
    if bumdes is None or not (_melihat_semua(pengguna) or any(b == bumdes.id for b, _, _ in _organ(pengguna))):
        raise TidakDitemukan()
    return bumdes


def entitas_terlihat(bumdes: Bumdes, pengguna: Pelaku) -> list[EntitasBumdes]:
    """The books of an enterprise a user may look into: all, or only the unit he manages."""
    if _melihat_semua(pengguna):
        return list(bumdes.entitas)
    milik = {e for b, e, _ in _organ(pengguna) if b == bumdes.id}
    return [e for e in bumdes.entitas if None in milik or e.id in milik]


def melihat_seluruh(bumdes: Bumdes, pengguna: Pelaku) -> bool:
    """Whether a user sees every book, so also the consolidated figures."""
    return len(entitas_terlihat(bumdes, pengguna)) == len(bumdes.entitas)


def entitas_tulis(bumdes: Bumdes, pengguna: Pelaku, izin: str = "bumdes.catat") -> list[EntitasBumdes]:
    """The books a user may write in."""
    return [e for e in bumdes.entitas if boleh(pengguna, izin, bumdes.id, e.id)]
