"""The checks of this area for `smartkampung periksa` and the nightly job."""

from __future__ import annotations

from smartkampung.bumdes.buku.konteks import buku
from smartkampung.bumdes.laporan.validasi import validasi
from smartkampung.bumdes.lembaga.models import Bumdes
from smartkampung.extensions import db
from smartkampung.inti.konteks import hari_desa, pengaturan
from smartkampung.inti.periksa import Pemeriksaan
from smartkampung.inti.uang import rupiah


def daftar_pemeriksaan() -> list[Pemeriksaan]:
    """One check over all identities of all enterprises; none in a kabupaten app."""
    if pengaturan().mode != "desa":
        return []
    return [Pemeriksaan("Buku BUMDes: semua identitas cocok", _identitas)]


def _identitas() -> list[str]:
    return [f"{b.nama}: {u.nama}, selisih {rupiah(u.selisih)}" for b in db.session.scalars(db.select(Bumdes))
            for u in validasi(buku(b), hari_desa()) if not u.baik and not u.ingat]  # fmt: skip
