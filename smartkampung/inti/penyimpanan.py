"""Disk space: how much is left, when to warn, when to stop writing."""

from __future__ import annotations

import errno
import shutil
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.exc import OperationalError

BATAS_PERINGATAN = 500 * 1024 * 1024
BATAS_BACA = 20 * 1024 * 1024


@dataclass(frozen=True)
class Ruang:
    """Free bytes of the disk that holds the instance."""

    bebas: int

    @property
    def hampir_penuh(self) -> bool:
        return self.bebas < BATAS_PERINGATAN

    @property
    def hanya_baca(self) -> bool:
        return self.bebas < BATAS_BACA

    @property
    def megabita(self) -> int:
        return self.bebas // (1024 * 1024)


def ruang(folder: Path) -> Ruang:
    """Measure now; a call costs microseconds, so nothing is remembered and recovery is immediate."""
    return Ruang(shutil.disk_usage(folder).free)


def penuh(galat: BaseException) -> bool:
    """Whether a fault means that the disk (or the database file's limit) is full."""
    if isinstance(galat, OperationalError):
        teks = str(galat.orig).lower()
        return "disk is full" in teks or "no space left" in teks or "disk full" in teks
    return isinstance(galat, OSError) and galat.errno in (errno.ENOSPC, errno.EDQUOT)
