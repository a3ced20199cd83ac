"""Warnings before a journal is booked: the mistakes real BUMDes books are full of. They ask, they do not forbid."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from smartkampung.bumdes.buku.konsep import Konsep
from smartkampung.bumdes.buku.konteks import Buku
from smartkampung.bumdes.buku.models import KAS, PIUTANG, UTANG, UTANG_HASIL, BarisJurnal, JurnalBumdes
from smartkampung.bumdes.buku.saldo import saldo_akun, uang
from smartkampung.extensions import db
from smartkampung.inti.uang import NOL, rupiah

_MODAL = re.compile(r"\b(penyertaan|modal|hibah|dana desa|apbdes)\b", re.IGNORECASE)
_HASIL = re.compile(r"\b(pades|pad desa|bagi hasil|setor(an)? (ke )?(kas )?desa)\b", re.IGNORECASE)
_ALAT = re.compile(r"\b(motor|mobil|mesin|komputer|laptop|printer|kulkas|freezer|tenda|tanah|bangunan|gedung|pompa)\b",
                   re.IGNORECASE)
BATAS_ALAT = Decimal(1_000_000)
_PENDAPATAN, _BEBAN = ("PENDAPATAN", "PENDAPATAN_LAIN"), ("BEBAN", "BEBAN_LAIN")


def waspada(buku: Buku, konsep: Sequence[Konsep]) -> list[str]:
    """What looks wrong about these journals, in sentences; empty when nothing does."""
    hasil: list[str] = []
    for k in konsep:
        hasil += _kata(buku, k) + _saldo(buku, k) + _kembar(buku, k)
    return list(dict.fromkeys(hasil))


def _kata(buku: Buku, k: Konsep) -> list[str]:
    hasil = []
    for b in k.baris:
        akun, teks = buku.akun[b.akun_id], f"{k.uraian} {b.uraian}"
        if akun.kelompok in _PENDAPATAN and b.kredit and _MODAL.search(teks):
            hasil.append("Modal dan hibah bukan pendapatan. Pakai Uang masuk, lalu pilih Penyertaan Modal atau Modal "
                         "Donasi, supaya laba tidak menggelembung.")  # fmt: skip
        if akun.kelompok in _BEBAN and b.debit and _HASIL.search(teks):
            hasil.append("Bagi hasil desa bukan beban. Tetapkan di halaman Bagi hasil, lalu bayar dari sana.")
        if akun.kelompok == "BEBAN" and b.debit >= BATAS_ALAT and _ALAT.search(teks):
            hasil.append("Barang yang dipakai lebih dari setahun biasanya aset tetap, bukan beban. Pilih akun aset, "
                         "lalu daftarkan di halaman Aset.")  # fmt: skip
    return hasil


def _saldo(buku: Buku, k: Konsep) -> list[str]:
    gerak: dict[int, Decimal] = defaultdict(lambda: NOL)
    for b in k.baris:
        gerak[b.akun_id] += b.debit - b.kredit
    hasil = []
    for akun_id, nilai in gerak.items():
        akun = buku.akun[akun_id]
        if akun.peran in (KAS, PIUTANG) and nilai < 0:
            sesudah = uang(saldo_akun([k.entitas_id], akun_id, k.tanggal)) + nilai
            if sesudah < 0:
                hasil.append(f"{akun.nama} menjadi minus {rupiah(-sesudah)}. Periksa akun, tanggal, dan jumlahnya.")
        if akun.peran in (UTANG, UTANG_HASIL) and nilai > 0:
            sesudah = uang(saldo_akun([k.entitas_id], akun_id, k.tanggal)) + nilai
            if sesudah > 0:
                hasil.append(f"{akun.nama} terbayar {rupiah(sesudah)} lebih banyak daripada utangnya.")
    return hasil


def _kembar(buku: Buku, k: Konsep) -> list[str]:
    """The same day, account and amount in the same book: perhaps the same paper twice."""
    if not k.baris:
        return []
    terbesar = max(k.baris, key=lambda b: b.debit + b.kredit)
    ada = db.session.scalars(
        db.select(JurnalBumdes).join(BarisJurnal, BarisJurnal.jurnal_id == JurnalBumdes.id).where(
            BarisJurnal.akun_id == terbesar.akun_id, BarisJurnal.entitas_id == k.entitas_id,
            BarisJurnal.tanggal == k.tanggal, BarisJurnal.debit == terbesar.debit,
            BarisJurnal.kredit == terbesar.kredit, JurnalBumdes.uraian == k.uraian[:300]).limit(1)).first()  # fmt: skip
    return [f"Mirip jurnal {ada.nomor_teks} hari itu: akun, jumlah, dan uraiannya sama. Jangan tercatat dua kali."] \
        if ada is not None else []
