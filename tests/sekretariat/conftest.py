"""Fixtures of this area: an office."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from smartkampung.inti.konteks import hari_desa
from smartkampung.sekretariat.masuk import IsiMasuk, catat_masuk
from smartkampung.sekretariat.models import SuratMasuk
from tests.surat.bantu import orang


@pytest.fixture
def kecil(kantor: Flask, konteks: Flask) -> Flask:
    """Village, kinds and accounts, and a write transaction of the test's own."""
    return konteks


def isi_masuk(**ubah: Any) -> IsiMasuk:
    """The facts of an incoming letter received today."""
    hari = hari_desa()
    isi = {"pengirim": "Camat Randuasri", "perihal": "Undangan rapat koordinasi", "tanggal_diterima": hari,
           "tanggal_surat": hari, "nomor_surat": "005/117/2026"}  # fmt: skip
    return IsiMasuk(**{**isi, **ubah})


@pytest.fixture
def buat_masuk(kecil: Flask) -> Callable[..., SuratMasuk]:
    """buat_masuk(**ubah): a recorded incoming letter; each call its own letter number."""
    ke = iter(range(1, 1000))

    def buat(**ubah: Any) -> SuratMasuk:
        return catat_masuk(isi_masuk(**{"nomor_surat": f"005/{next(ke)}", **ubah}), oleh=orang("operator"))

    return buat
