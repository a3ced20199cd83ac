"""The direct cash flow: which row a line belongs to when its journal moves cash.

A line's row comes from its account (`OM1/OK5`: the first when money comes in, the second when it goes out) unless a
person chose another. Lines of accounts that never are a row (`NONKAS`) cancel each other inside a journal, as cost of
sales and stock do; what does not cancel is shown as `PERIKSA`, so the statement always adds up to the change of cash.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from smartkampung.bumdes.buku.konsep import Baris
from smartkampung.bumdes.buku.models import KAS, PIUTANG, AkunBumdes
from smartkampung.bumdes.lembaga.models import JUAL_BARANG, EntitasBumdes
from smartkampung.inti.uang import NOL

NONKAS, ANTAR_UNIT, PERIKSA = "NONKAS", "ANTAR_UNIT", "PERIKSA"
OPERASI = {
    "OM1": "Penjualan jasa", "OM2": "Penjualan barang dagangan", "OM3": "Penjualan barang jadi", "OM4": "Bunga bank",
    "OM5": "Penerimaan operasi lain", "OM6": "Angsuran pokok pinjaman anggota", "OM7": "Simpanan masuk",
    "OK1": "Pembayaran kepada pemasok", "OK2": "Pembayaran gaji dan upah", "OK3": "Pembayaran pajak",
    "OK4": "Pembayaran bunga", "OK5": "Pembayaran beban lain", "OK6": "Penyaluran pinjaman anggota",
    "OK7": "Penarikan simpanan",
}  # fmt: skip
INVESTASI = {"IM1": "Penjualan aset tetap", "IM2": "Pencairan investasi", "IK1": "Pembelian aset tetap",
             "IK2": "Penempatan investasi"}  # fmt: skip
PENDANAAN = {
    "PM1": "Penyertaan modal desa", "PM2": "Penyertaan modal masyarakat", "PM3": "Donasi dan sumbangan",
    "PM4": "Penerimaan utang", "PK1": "Bagi hasil penyertaan modal desa",
    "PK2": "Bagi hasil penyertaan modal masyarakat", "PK3": "Pembayaran pokok utang", "PK4": "Bagi hasil lain",
}  # fmt: skip
LAIN = {ANTAR_UNIT: "Setoran dan kiriman antar unit", PERIKSA: "Belum terklasifikasi"}
NAMA = OPERASI | INVESTASI | PENDANAAN | LAIN
KELUAR = frozenset({"OK1", "OK2", "OK3", "OK4", "OK5", "OK6", "OK7", "IK1", "IK2", "PK1", "PK2", "PK3", "PK4"})


def beri_arus(baris: Sequence[Baris], akun: Mapping[int, AkunBumdes], entitas: EntitasBumdes) -> tuple[Baris, ...]:
    """Answer the lines with their cash-flow rows; none in a journal without cash or between two cash accounts."""
    kas = [b for b in baris if akun[b.akun_id].peran == KAS]
    if not kas or len(kas) == len(baris):
        return tuple(replace(b, arus_kas=None) if b.arus_kas else b for b in baris)
    hasil = [b if akun[b.akun_id].peran == KAS else replace(b, arus_kas=b.arus_kas if b.arus_kas in NAMA or
             b.arus_kas == NONKAS else _bawaan(b, akun[b.akun_id], entitas)) for b in baris]  # fmt: skip
    hasil = [replace(b, arus_kas=None) if akun[b.akun_id].peran == KAS and b.arus_kas else b for b in hasil]
    return tuple(_lunaskan(hasil))


def _bawaan(b: Baris, akun: AkunBumdes, entitas: EntitasBumdes) -> str:
    masuk, _, keluar = akun.arus_kas.partition("/")
    kode = masuk if b.kredit or not keluar else keluar
    if kode == "OM1" and akun.peran == PIUTANG and entitas.jenis in JUAL_BARANG:
        return "OM2"  # the receivable of a shop comes from goods
    return kode if kode in NAMA or kode == NONKAS else PERIKSA


def _arah(b: Baris) -> Decimal:
    return b.kredit - b.debit


def _lunaskan(baris: list[Baris]) -> list[Baris]:
    """Cancel NONKAS lines against equal opposite lines; leave PERIKSA where nothing cancels."""
    sisa = sum((_arah(b) for b in baris if b.arus_kas == NONKAS), NOL)
    if not sisa:
        return baris
    for n, b in enumerate(baris):  # cost of sales against stock: the stock line is no payment to a supplier
        if b.arus_kas not in (None, NONKAS) and _arah(b) == -sisa:
            return [*baris[:n], replace(b, arus_kas=NONKAS), *baris[n + 1:]]
    return [replace(b, arus_kas=PERIKSA) if b.arus_kas == NONKAS else b for b in baris]
