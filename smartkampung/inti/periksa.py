"""Checks: what `smartkampung periksa` runs, and what the nightly job looks at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Pemeriksaan:
    """One check: what it looks at, and a function that lists what is wrong (empty when all is well)."""

    nama: str
    jalankan: Callable[[], Sequence[str]]


@dataclass(frozen=True)
class HasilPeriksa:
    """What one check said."""

    nama: str
    temuan: tuple[str, ...]

    @property
    def baik(self) -> bool:
        return not self.temuan


def jalankan_semua(daftar: Sequence[Pemeriksaan]) -> list[HasilPeriksa]:
    """Run all checks, in order."""
    return [HasilPeriksa(p.nama, tuple(p.jalankan())) for p in daftar]
