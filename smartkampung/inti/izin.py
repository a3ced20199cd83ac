"""Permissions: every view names one, or says that it is public; a view that says nothing is refused.

A permission is a string `area.act` (`surat.tanda_tangani`). Which role holds which is data
(`data/peran.toml`), read by akun.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from smartkampung.inti.galat import TidakBoleh

F = TypeVar("F", bound=Callable[..., Any])


class PunyaIzin(Protocol):
    """Whoever can be asked for a permission."""

    def punya_izin(self, izin: str) -> bool: ...


def perlu_izin(*izin: str) -> Callable[[F], F]:
    """Mark a view: the user must hold at least one of these permissions."""

    def tandai(fungsi: F) -> F:
        fungsi._izin = izin  # type: ignore[attr-defined]
        return fungsi

    return tandai


def perlu_masuk(fungsi: F) -> F:
    """Mark a view that anybody who has logged in may open (own profile, home)."""
    fungsi._izin = ()  # type: ignore[attr-defined]
    return fungsi


def publik(fungsi: F) -> F:
    """Mark a view that needs no login. It may touch no resident table beyond what its code unlocks."""
    fungsi._publik = True  # type: ignore[attr-defined]
    return fungsi


def tanpa_kunci_tulis(fungsi: F) -> F:
    """Mark a writing view that opens no write transaction itself (it uses short ones, or only reads)."""
    fungsi._tanpa_kunci_tulis = True  # type: ignore[attr-defined]
    return fungsi


def tanpa_kunci_sekali(fungsi: F) -> F:
    """Mark a POST that may be repeated freely and carries no one-time key (search, pickers)."""
    fungsi._tanpa_kunci_sekali = True  # type: ignore[attr-defined]
    return fungsi


def periksa_izin(pengguna: PunyaIzin, *izin: str) -> None:
    """Raise TidakBoleh unless the user holds one of the permissions."""
    if not any(pengguna.punya_izin(i) for i in izin):
        raise TidakBoleh()
