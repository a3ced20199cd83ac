"""Acts whose slow part (opening a key, shrinking photos) must not hold the write lock.

The view is marked `@tanpa_kunci_tulis`, does the slow part, and hands the rest to `kerjakan_sekali`,
which opens the write transaction with the form's one-time key.
"""

from __future__ import annotations

from collections.abc import Callable

from flask import redirect, request
from flask.typing import ResponseReturnValue

from smartkampung.inti import kunci_sekali
from smartkampung.inti.db import transaksi
from smartkampung.inti.galat import HanyaBaca
from smartkampung.inti.konteks import pengaturan
from smartkampung.inti.penyimpanan import ruang


def kerjakan_sekali(kerja: Callable[[], str]) -> ResponseReturnValue:
    """Run an act in its own write transaction, once per form key; redirect to the address it answers."""
    if ruang(pengaturan().instance).hanya_baca:
        raise HanyaBaca()
    with transaksi():
        ulang = kunci_sekali.pakai(request.form.get(kunci_sekali.MEDAN, ""))
        if ulang is not None:
            return ulang
        tujuan = kerja()
        kunci_sekali.catat_tujuan(tujuan)
    return redirect(tujuan, 303)
