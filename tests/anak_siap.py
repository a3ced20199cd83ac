"""What the server of tests/anak.py loads before it forks: the whole program, its addresses and its models."""

from __future__ import annotations

import tempfile
from pathlib import Path

from smartkampung import create_app
from smartkampung.pengaturan import Pengaturan
from tests import cepat

cepat.pasang()
with tempfile.TemporaryDirectory() as folder:
    create_app(Pengaturan(instance=Path(folder), uji=True))
