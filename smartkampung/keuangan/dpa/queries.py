"""Reads of DPA: what the budget asks for, which document stands for a kegiatan, what waits for whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from smartkampung.akun.models import Pengguna
from smartkampung.extensions import db
from smartkampung.inti.uang import NOL
from smartkampung.keuangan.anggaran.isi import IsiAnggaran, Kegiatan, isi_versi, versi_berlaku
from smartkampung.keuangan.anggaran.models import VersiAnggaran
from smartkampung.keuangan.dpa.galat import BelumAdaAnggaran
from smartkampung.keuangan.dpa.models import BERLAKU, DIGANTIKAN, DPA, RAK, BarisDPA

Pos = tuple[str, str]  # rekening, sumber dana
BELUM, PERLU_DPPA = "belum", "perlu_dppa"


@dataclass(frozen=True)
class Sasaran:
    """What the DPA of a year must come to: the version in force, without what DPAL carry."""

    versi: VersiAnggaran
    isi: IsiAnggaran
    per_kegiatan: dict[str, dict[Pos, Decimal]]
    anggaran: dict[str, dict[Pos, Decimal]]

    def kegiatan(self, kode: str) -> Kegiatan | None:
        """The kegiatan as the version in force has it."""
        return self.isi.kegiatan.get(kode)


def sasaran(tahun: int) -> Sasaran:
    """What the DPA of a year must come to; BelumAdaAnggaran before the budget is in force."""
    versi = versi_berlaku(tahun)
    if versi is None:
        raise BelumAdaAnggaran(tahun=tahun)
    isi = isi_versi(versi)
    anggaran: dict[str, dict[Pos, Decimal]] = defaultdict(dict)
    for b in isi.saring("5"):
        if b.nilai:
            anggaran[b.kunci.kegiatan][b.kunci.rekening, b.kunci.sumber_dana] = b.nilai
    kurang = nilai_lanjutan(tahun)
    hasil = {k: {p: n - kurang.get((k, *p), NOL) for p, n in pos.items()} for k, pos in anggaran.items()}
    return Sasaran(versi, isi, {k: {p: n for p, n in pos.items() if n > 0} for k, pos in hasil.items()}, dict(anggaran))


def nilai_lanjutan(tahun: int) -> dict[tuple[str, str, str], Decimal]:
    """What the DPAL of a year carry, by key."""
    pilih = (
        db.select(DPA.kegiatan, BarisDPA.rekening, BarisDPA.sumber_dana, BarisDPA.nilai)
        .join(BarisDPA, BarisDPA.dpa_id == DPA.id)
        .where(DPA.tahun == tahun, DPA.lanjutan.is_(True), DPA.keadaan != DIGANTIKAN)
    )
    hasil: dict[tuple[str, str, str], Decimal] = defaultdict(lambda: NOL)
    for kegiatan, rekening, sumber, nilai in db.session.execute(pilih):
        hasil[kegiatan, rekening, sumber] += nilai
    return dict(hasil)


def dpa_tahun(tahun: int) -> list[DPA]:
    """All documents of a year that were not replaced, by kegiatan; a DPPA on its way stands beside the one in force."""
    pilih = db.select(DPA).where(DPA.tahun == tahun, DPA.keadaan != DIGANTIKAN)
    return list(db.session.scalars(pilih.order_by(DPA.kegiatan, DPA.lanjutan, DPA.urut)))


def baris_banyak(dpa: Iterable[DPA]) -> dict[int, list[BarisDPA]]:
    """The lines of several documents, in the order of their codes."""
    nomor = [d.id for d in dpa]
    hasil: dict[int, list[BarisDPA]] = {n: [] for n in nomor}
    for awal in range(0, len(nomor), 500):
        pilih = db.select(BarisDPA).where(BarisDPA.dpa_id.in_(nomor[awal : awal + 500]))
        for b in db.session.scalars(pilih):
            hasil[b.dpa_id].append(b)
    for isi in hasil.values():
        isi.sort(key=lambda b: (b.rekening, b.sumber_dana))
    return hasil


def baris_dpa(dpa: DPA) -> list[BarisDPA]:
    """The lines of a document."""
    return baris_banyak([dpa])[dpa.id]


@dataclass(frozen=True)
class BarisDaftar:
    """One kegiatan in the list: its budget, its documents, and what is missing."""

    kode: str
    nama: str
    pagu: Decimal
    pka_id: int | None
    dokumen: tuple[DPA, ...]
    kurang: str  # "", belum, perlu_dppa


def daftar_dpa(tahun: int) -> list[BarisDaftar]:
    """The kegiatan of the budget in force with their documents, and those whose budget moved on."""
    target = sasaran(tahun)
    per_kegiatan: dict[str, list[DPA]] = defaultdict(list)
    for satu in dpa_tahun(tahun):
        per_kegiatan[satu.kegiatan].append(satu)
    isi = _nilai_banyak(tahun)
    return [_baris(kode, target, tuple(per_kegiatan[kode]), isi)
            for kode in sorted(target.anggaran.keys() | per_kegiatan.keys())]  # fmt: skip


def _nilai_banyak(tahun: int) -> dict[int, dict[Pos, Decimal]]:
    """Amounts by line of the documents of a year that were not replaced, without their months."""
    pilih = (
        db.select(BarisDPA.dpa_id, BarisDPA.rekening, BarisDPA.sumber_dana, BarisDPA.nilai)
        .join(DPA, DPA.id == BarisDPA.dpa_id)
        .where(DPA.tahun == tahun, DPA.keadaan != DIGANTIKAN, BarisDPA.nilai > 0)
    )
    hasil: dict[int, dict[Pos, Decimal]] = defaultdict(dict)
    for nomor, rekening, sumber, nilai in db.session.execute(pilih):
        hasil[nomor][rekening, sumber] = nilai
    return hasil


def _baris(kode: str, target: Sasaran, dokumen: tuple[DPA, ...], isi: dict[int, dict[Pos, Decimal]]) -> BarisDaftar:
    satu = target.kegiatan(kode)
    utama = [d for d in dokumen if not d.lanjutan]
    kurang = ""
    if not utama:
        kurang = BELUM if target.per_kegiatan.get(kode) else ""
    elif utama[-1].keadaan == BERLAKU and isi.get(utama[-1].id, {}) != target.per_kegiatan.get(kode, {}):
        kurang = PERLU_DPPA
    pka = utama[-1].pka_id if utama else satu.pka_id if satu else None
    nama = satu.nama if satu else dokumen[0].nama
    return BarisDaftar(kode, nama, sum(target.anggaran.get(kode, {}).values(), NOL), pka, dokumen, kurang)


def cocok(baris: Iterable[BarisDPA], target: dict[Pos, Decimal]) -> bool:
    """Whether lines are what the budget asks for; lines of nought count as none."""
    return {(b.rekening, b.sumber_dana): b.nilai for b in baris if b.nilai} == target


def antrean(keadaan: str) -> list[DPA]:
    """The documents that wait in a state."""
    pilih = db.select(DPA).where(DPA.keadaan == keadaan)
    return list(db.session.scalars(pilih.order_by(DPA.tahun, DPA.kegiatan)))


def antrean_rak(keadaan: str) -> list[RAK]:
    """The cash plans that wait in a state."""
    return list(db.session.scalars(db.select(RAK).where(RAK.keadaan == keadaan).order_by(RAK.tahun)))


def nama_pka(nomor: Iterable[int | None]) -> dict[int, str]:
    """Names of officials by the id of their account."""
    kunci = {n for n in nomor if n}
    if not kunci:
        return {}
    return dict(db.session.execute(db.select(Pengguna.id, Pengguna.nama).where(Pengguna.id.in_(kunci))).tuples().all())


def jumlah_bulan(baris: Iterable[BarisDPA]) -> list[Decimal]:
    """The twelve months of several lines together."""
    hasil = [NOL] * 12
    for b in baris:
        hasil = [a + n for a, n in zip(hasil, b.bulan, strict=True)]
    return hasil
