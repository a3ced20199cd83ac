"""The share of the village, found by the key under which keuangan expects it."""

from __future__ import annotations

from smartkampung.bumdes.hubungan.models import BagianHasil, BagiHasil
from smartkampung.extensions import db


def sumber_hasil(hasil: BagiHasil) -> str:
    """The key under which the village knows this share."""
    return f"bagi-hasil:{hasil.bumdes_id}:{hasil.tahun}"


def bagian_desa(sumber: str) -> BagianHasil | None:
    """The share of a key, locked; None when the key is not one of ours."""
    depan, _, ekor = sumber.partition(":")
    if depan != "bagi-hasil" or ekor.count(":") != 1:
        return None
    bumdes_id, tahun = (int(x) if x.isdecimal() else 0 for x in ekor.split(":"))
    pilih = db.select(BagianHasil).join(BagiHasil, BagiHasil.id == BagianHasil.bagi_hasil_id).where(
        BagiHasil.bumdes_id == bumdes_id, BagiHasil.tahun == tahun, BagianHasil.kode == "desa")  # fmt: skip
    kunci = pilih.with_for_update(of=BagianHasil).execution_options(populate_existing=True)
    return db.session.scalars(kunci).first()
