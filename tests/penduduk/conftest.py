"""Makers of residents for tests of this area."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from smartkampung.extensions import db
from smartkampung.inti import db as basis
from smartkampung.penduduk.models import Penduduk, Wilayah
from smartkampung.penduduk.services import tambah


def tempat(dusun: str = "Krajan", rw: str = "001", rt: str = "002") -> Wilayah:
    """The place of that name, made when it is missing."""
    ada = db.session.scalar(db.select(Wilayah).filter_by(dusun=dusun, rw=rw, rt=rt))
    if ada is None:
        ada = Wilayah(dusun=dusun, rw=rw, rt=rt)
        db.session.add(ada)
        db.session.flush()
    return ada


def isi_penduduk(nama: str = "Siti Aminah", **isi: Any) -> Penduduk:
    """A resident, head of her own family unless said otherwise."""
    return tambah({"nik": "9901015003960001", "no_kk": "9901010101260001", "jenis_kelamin": 2, "agama": 1,
                   "tanggal_lahir": date(1996, 3, 10), "hubungan_keluarga": 1, "wilayah_id": tempat().id,
                   "nama": nama, **isi}, oleh=None)


@pytest.fixture
def buat_penduduk(konteks: Any, buat_desa: Callable[..., Any]) -> Callable[..., Penduduk]:
    """buat_penduduk("Budi", nik=…): a resident inside the test's transaction."""
    buat_desa()
    return isi_penduduk


@pytest.fixture
def warga(kantor: Any) -> dict[str, int]:
    """Three committed residents of one family for tests of pages: names -> ids."""
    with kantor.app_context(), basis.transaksi():
        siti = isi_penduduk(tempat_lahir="Tirtawangi", cacat=1)
        budi = isi_penduduk("Budi <b>Santoso</b>", nik="9901012005700001", jenis_kelamin=1,
                            hubungan_keluarga=4,
                            tanggal_lahir=date(1970, 5, 20))
        bayi = isi_penduduk("Aisyah", nik="", hubungan_keluarga=4, tanggal_lahir=date(2026, 10, 1))
        return {"siti": siti.id, "budi": budi.id, "bayi": bayi.id}
