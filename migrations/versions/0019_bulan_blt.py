"""BLT: a share keeps the months it pays, instead of how many they are.

Revision ID: 0019
Revises: 0018
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from alembic import op


revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

WAKTU = sa.DateTime(timezone=True)
bagian = sa.table("blt_bagian", *(sa.column(n) for n in ("id", "bayar_id", "penerima_id", "bulan")),
                  sa.column("bulan_dibayar", sa.JSON))
bayar = sa.table("blt_bayar", *(sa.column(n) for n in ("id", "dokumen_id", "dari", "sampai")),
                 sa.column("dibuat_pada", WAKTU))
penerima = sa.table("blt_penerima", *(sa.column(n) for n in ("id", "mulai", "sampai")))
dokumen = sa.table("dokumen_kas", *(sa.column(n) for n in ("id", "jenis", "induk_id")), sa.column("dibuat_pada", WAKTU))
langkah = sa.table("langkah_keuangan", *(sa.column(n) for n in ("objek", "objek_id", "tindakan")),
                   sa.column("pada", WAKTU))


def upgrade() -> None:
    op.add_column("blt_bagian", sa.Column("bulan_dibayar", sa.JSON(), server_default="[]", nullable=False))
    koneksi = op.get_bind()
    for nomor, bulan in list(_bulan_dibayar(koneksi)):
        koneksi.execute(bagian.update().where(bagian.c.id == nomor).values(bulan_dibayar=bulan))
    op.drop_column("blt_bagian", "bulan")


def _bulan_dibayar(koneksi: sa.Connection) -> Iterator[tuple[int, list[int]]]:
    """Every share with its months: of its span those that no earlier payment had paid when it was made.

    A payment that stood then and was voided since counts; one whose draft was deleted may have, its count tells. Where
    neither gives the count of the share, its last months are taken: what was paid before lies before them.
    """
    gugur = _gugur(koneksi)
    sebelum: dict[int, list[tuple[Any, set[int]]]] = defaultdict(list)
    pilih = (
        sa.select(bagian.c.id, bagian.c.penerima_id, bagian.c.bulan, bayar.c.dokumen_id, bayar.c.dibuat_pada,
                  bayar.c.dari, bayar.c.sampai, penerima.c.mulai, penerima.c.sampai.label("henti"))
        .join_from(bagian, bayar, bayar.c.id == bagian.c.bayar_id)
        .join(penerima, penerima.c.id == bagian.c.penerima_id)
        .order_by(bayar.c.id, bagian.c.id)
    )  # fmt: skip
    for b in koneksi.execute(pilih).all():
        lama = sebelum[b.penerima_id]
        berdiri = [(n, bulan) for n, bulan in lama if n is None or n not in gugur or gugur[n] > b.dibuat_pada]
        rentang = set(range(max(b.dari, b.mulai), b.sampai + 1))
        bulan = _pilih(rentang, b.henti, b.bulan, _gabung(x for n, x in berdiri if n is not None),
                       _gabung(x for _n, x in berdiri))
        lama.append((b.dokumen_id, set(bulan)))
        yield b.id, bulan


def _pilih(rentang: set[int], henti: int, banyak: int, *sudah: set[int]) -> list[int]:
    """The months of a span that were not paid yet, when they are as many as the share says."""
    for lewati in sudah:
        sisa = rentang - lewati
        for bulan in (sisa, {b for b in sisa if b <= henti}):  # stopped before, or only later
            if len(bulan) == banyak:
                return sorted(bulan)
    return sorted(rentang)[-banyak:]


def _gabung(semua: Iterable[set[int]]) -> set[int]:
    return set().union(*semua)


def _gugur(koneksi: sa.Connection) -> dict[int, datetime]:
    """When an SPP was voided, or its payment corrected."""
    cair, koreksi = dokumen.alias(), dokumen.alias()
    batal = sa.select(langkah.c.objek_id, langkah.c.pada).where(
        langkah.c.objek == "kas", langkah.c.tindakan == "batalkan")
    balik = sa.select(cair.c.induk_id, koreksi.c.dibuat_pada).join_from(
        cair, koreksi, koreksi.c.induk_id == cair.c.id).where(cair.c.jenis == "cair", koreksi.c.jenis == "koreksi")
    return {nomor: pada for pilih in (balik, batal) for nomor, pada in koneksi.execute(pilih)}


def downgrade() -> None:
    op.add_column("blt_bagian", sa.Column("bulan", sa.Integer(), server_default="0", nullable=False))
    koneksi = op.get_bind()
    for nomor, bulan in koneksi.execute(sa.select(bagian.c.id, bagian.c.bulan_dibayar)).all():
        koneksi.execute(bagian.update().where(bagian.c.id == nomor).values(bulan=len(bulan)))
    op.drop_column("blt_bagian", "bulan_dibayar")
