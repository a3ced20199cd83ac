"""What the processes of one run make once and share: a folder, and turns to fill it."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fasteners import InterProcessLock

KUNCI = "SMARTKAMPUNG_UJI_BERSAMA"


def folder() -> Path:
    """The folder; whoever asks first makes it for itself and its children, and removes it at its end."""
    if KUNCI not in os.environ:
        os.environ[KUNCI] = tempfile.mkdtemp(prefix="sk-uji-")
        atexit.register(_hapus, os.getpid())
    return Path(os.environ[KUNCI])


@contextmanager
def sekali(nama: str) -> Iterator[bool]:
    """Hold the turn for `nama`; True when nobody has done it yet. An exception leaves it undone."""
    siap = folder() / f"{nama}.siap"
    with InterProcessLock(folder() / f"{nama}.kunci"):
        yield not siap.exists()
        siap.touch()


def _hapus(pembuat: int) -> None:
    if os.getpid() == pembuat:
        shutil.rmtree(os.environ.pop(KUNCI), ignore_errors=True)
