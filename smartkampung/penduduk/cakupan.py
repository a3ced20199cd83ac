"""Which part of the village a user sees: a kepala dusun his own dusun, everybody else all of it.

The dusun is named in the assignment (`Penugasan.cakupan`); one with no dusun, or with one that does not
exist, sees nobody. Which roles are bounded is data (`lingkup` in data/peran.toml).
"""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from smartkampung.akun.models import Pengguna, Penugasan
from smartkampung.akun.peran import semua_peran
from smartkampung.extensions import db
from smartkampung.inti.galat import TidakDitemukan
from smartkampung.penduduk.models import Penduduk, Wilayah

DUSUN = "dusun"
MUAT = 40  # letters of `Penugasan.cakupan`
MEMBUKA = {"penduduk.lihat", "surat.buat"}  # permissions that show residents


def kunci_dusun(dusun: str) -> str:
    """What makes two spellings the same dusun: `DUSUN KRAJAN` and `Krajan`."""
    return " ".join(dusun.upper().replace("_", " ").split()).removeprefix("DUSUN ")


def _tugas_terbatas(pengguna: Pengguna) -> list[Penugasan] | None:
    """Today's assignments bounded to a dusun, or None when one of today's roles opens the whole village."""
    peran = semua_peran()
    tugas = [p for p in pengguna.peran_kini() if MEMBUKA & peran[p.peran].izin]
    return tugas if all(peran[p.peran].lingkup == DUSUN for p in tugas) else None


def wilayah_terlihat(pengguna: Pengguna) -> frozenset[int] | None:
    """The RT (ids) whose residents this user may see; None means all of them."""
    tugas = _tugas_terbatas(pengguna)
    if tugas is None:
        return None
    dusun = {kunci_dusun(p.cakupan) for p in tugas} - {""}  # `cakupan` holds the first 40 letters of a long name
    return frozenset(i for i, nama in db.session.execute(select(Wilayah.id, Wilayah.dusun))
                     if kunci_dusun(nama)[:MUAT] in dusun)


def sebab_kosong(pengguna: Pengguna) -> str:
    """Why this user sees nobody and what to ask for; empty when there is something to see."""
    tugas = _tugas_terbatas(pengguna)
    if tugas is None or wilayah_terlihat(pengguna):
        return ""
    nama = ", ".join(p.cakupan for p in tugas if p.cakupan)
    if nama:
        return _("Dusun “%(nama)s” tidak ada di daftar wilayah. Minta admin desa membetulkan cakupan "
                 "penugasan Anda.", nama=nama)
    return _("Penugasan Anda belum menyebut dusun, jadi tidak ada warga yang tampil. Minta admin desa mengisi "
             "cakupan penugasan Anda dengan nama dusun.")


def pastikan_terlihat(pengguna: Pengguna, orang: Penduduk) -> Penduduk:
    """The resident; TidakDitemukan when he lives outside what the user may see."""
    boleh = wilayah_terlihat(pengguna)
    if boleh is not None and orang.wilayah_id not in boleh:
        raise TidakDitemukan()
    return orang


def yang_terlihat(pengguna: Pengguna, daftar: list[Any]) -> list[Any]:
    """Those of some residents or places that the user may see."""
    boleh = wilayah_terlihat(pengguna)
    return daftar if boleh is None else [
        b for b in daftar if (b.id if isinstance(b, Wilayah) else b.wilayah_id) in boleh]


def ikuti_nama_dusun(lama: str, baru: str) -> None:
    """Let the assignments of a renamed dusun follow its new name."""
    terbatas = [k for k, p in semua_peran().items() if p.lingkup == DUSUN]
    for tugas in db.session.scalars(select(Penugasan).where(Penugasan.peran.in_(terbatas))):
        if tugas.cakupan and kunci_dusun(tugas.cakupan) == kunci_dusun(lama)[:MUAT]:
            tugas.cakupan = kunci_dusun(baru)[:MUAT]
