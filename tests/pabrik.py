"""Makers of data for tests: each takes only what the test is about."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask import Flask

from smartkampung.akun import sandi
from smartkampung.akun.models import Pengguna
from smartkampung.akun.services import buat_pengguna, tugaskan
from smartkampung.desa.models import Desa, JamLayanan
from smartkampung.desa.queries import lupakan_profil
from smartkampung.extensions import db
from smartkampung.inti import db as basis
from smartkampung.sambungan import muat_data_awal
from tests.peramban import Peramban

SANDI_UJI = "sandi-uji-kampung"
HASH_UJI = sandi.buat_hash(SANDI_UJI)
PERAN_UJI = {"kades": "kepala_desa", "sekdes": "sekretaris", "operator": "operator", "kasi": "kaur_kasi",
             "admin": "admin", "keuangan": "kaur_keuangan", "kadus": "kepala_dusun", "ketuart": "rt_rw", "bpd": "bpd",
             "bumdes": "pengelola_bumdes", "pengawas": "pengawas_kecamatan"}
PERAN_KABUPATEN = {"kabupaten": "pejabat_kabupaten", "kecamatan": "pejabat_kecamatan",
                   "admin": "admin_kabupaten"}


def isi_desa(**ubah: Any) -> Desa:
    """The identity of the test village, with daytime service hours Monday to Friday."""
    from datetime import time

    desa = Desa(id=1, **{"kode": "99.01.01.2001", "nama": "Sumberwangi", "kecamatan": "Randuasri",
                         "kabupaten": "Tirtawangi", "provinsi": "Nusa Permai",
                         "alamat": "Jalan Raya Krajan Nomor 1", "kode_pos": "68999",
                         "telepon": "(0399) 123456", "email": "desa@sumberwangi.contoh", **ubah})
    db.session.add(desa)
    db.session.add_all(JamLayanan(hari=h, buka=time(8), tutup=time(16)) for h in range(6))
    db.session.flush()
    lupakan_profil()
    return desa


def isi_pengguna(nama_pengguna: str, peran: str, **lain: Any) -> Pengguna:
    """An account with one role since 2020 and the password of the tests."""
    orang, _ = buat_pengguna(nama_pengguna, lain.pop("nama", nama_pengguna.title()), oleh=None, hash_sandi=HASH_UJI,
                             ganti_sandi=False)
    cakupan = lain.pop("cakupan", {"pejabat_kecamatan": "99.01.01", "kepala_dusun": "Krajan"}.get(peran, ""))
    tugaskan(orang, peran, mulai=lain.pop("mulai", date(2020, 1, 1)), oleh=None, cakupan=cakupan, **lain)
    return orang


def isi_kantor(app: Flask) -> None:
    """Identity, reference data, and one account per role, committed."""
    desa = app.extensions["smartkampung"].pengaturan.mode == "desa"
    with app.app_context(), basis.transaksi():
        isi_desa()
        if desa:
            muat_data_awal()
        peran = PERAN_UJI if desa else PERAN_KABUPATEN
        for nama, kunci in peran.items():
            isi_pengguna(nama, kunci)


@pytest.fixture
def buat_desa(konteks: Flask) -> Callable[..., Desa]:
    """buat_desa(**ubah): the village's identity, inside the test's transaction."""
    return isi_desa


@pytest.fixture
def buat_pengguna_uji(konteks: Flask) -> Callable[..., Pengguna]:
    """buat_pengguna_uji("kades", "kepala_desa"): an account with one role."""
    return isi_pengguna


@pytest.fixture
def kantor(app: Flask) -> Flask:
    """The app with identity and one account per role, committed (`isi_kantor`): for tests of pages."""
    return app


@pytest.fixture
def peramban(kantor: Flask) -> Peramban:
    """An HTML client on the app of `kantor`; `peramban.masuk("kades")` logs in."""
    return Peramban(kantor)
