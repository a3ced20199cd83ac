"""Fixtures of this area: an office, and one committed for pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask

from smartkampung.inti import db as basis
from tests.peramban import Peramban
from tests.surat.bantu import buat_warga


@pytest.fixture
def kecil(kantor: Flask, konteks: Flask) -> Flask:
    """Village, kinds and accounts, and a write transaction of the test's own."""
    return konteks


@pytest.fixture
def loket(kantor: Flask) -> Iterator[Peramban]:
    """A browser on an office with one resident and the kinds of letters, committed."""
    with kantor.app_context(), basis.transaksi():
        buat_warga()
    yield Peramban(kantor)


@pytest.fixture
def tulis(loket: Peramban) -> Callable[[Callable[[], Any]], Any]:
    """tulis(lambda: …): run makers in their own committed transaction."""

    def kerja(fungsi: Callable[[], Any]) -> Any:
        with loket.app.app_context(), basis.transaksi():
            return fungsi()

    return kerja
