"""Where the program finds its own files, whatever way it was installed.

A wheel carries templates/ and migrations/ inside the package; a checkout (bare or editable) keeps
them beside it. The instance folder holds what belongs to one village and is never inside the package.
"""

from __future__ import annotations

import os
from pathlib import Path

PAKET = Path(__file__).resolve().parent
NAMA_INSTANCE = "SMARTKAMPUNG_INSTANCE"


def _dalam_atau_samping(nama: str) -> Path:
    for tempat in (PAKET / nama, PAKET.parent / nama):
        if tempat.is_dir():
            return tempat
    raise FileNotFoundError(f"Folder {nama} tidak ditemukan di dalam maupun di samping paket smartkampung.")


def folder_templates() -> Path:
    """The folder of the Jinja templates."""
    return _dalam_atau_samping("templates")


def folder_migrasi() -> Path:
    """The folder of the Alembic migrations."""
    return _dalam_atau_samping("migrations")


def folder_data() -> Path:
    """The folder of the reference data that ships with the program."""
    return PAKET / "data"


def adalah_checkout() -> bool:
    """Whether the package runs from a source tree (its templates stand beside it)."""
    return not (PAKET / "templates").is_dir()


def folder_instance() -> Path:
    """The folder of this village's data: the environment's word, else the checkout's, else the user's.

    Always absolute, because Flask's own default differs with the way of installing.
    """
    dari_lingkungan = os.environ.get(NAMA_INSTANCE)
    if dari_lingkungan:
        return Path(dari_lingkungan).expanduser().resolve()
    if adalah_checkout():
        return PAKET.parent / "instance"
    return Path.home() / "smartkampung"
