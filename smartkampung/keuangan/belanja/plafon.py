"""What may still be asked for: per key the budget, what is used, the plan up to the month, the cash of the source.

Used is what was spent, what stands as open advance, and what SPP on their way ask for: a panjar counts at its SPP
until the SPJ is disahkan, then at the SPJ (K-SPP-02). A corrected payment counts no more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from smartkampung.extensions import db
from smartkampung.inti.uang import NOL
from smartkampung.keuangan.acuan.queries import acuan
from smartkampung.keuangan.anggaran.isi import IsiAnggaran, Kunci, isi_versi, versi_berlaku
from smartkampung.keuangan.belanja.galat import BelumBerlaku
from smartkampung.keuangan.dpa.models import BERLAKU, DPA, BarisDPA
from smartkampung.keuangan.kas.models import (
    BARANG,
    DI_PANJAR,
    DIAJUKAN,
    DISETUJUI,
    DIVERIFIKASI,
    R_BELANJA,
    R_PANJAR,
    R_SILPA,
    R_SISA,
    R_TERIMA,
    SPP,
    BarisDokumen,
    DokumenKas,
    JurnalKas,
)

BERJALAN = (DIAJUKAN, DIVERIFIKASI, DISETUJUI)  # an SPP on its way: asked for, not yet paid
PEMBIAYAAN_KELUAR = "6.2"


@dataclass(frozen=True, slots=True)
class Plafon:
    """One key: what its budget is and how much of it may still be asked for."""

    kunci: Kunci
    nama: str
    pagu: Decimal
    terpakai: Decimal
    dpa: Decimal  # planned up to and including the month
    kas: Decimal  # of its source, all keys together

    @property
    def sisa(self) -> Decimal:
        """What is left of the budget."""
        return self.pagu - self.terpakai

    @property
    def sisa_dpa(self) -> Decimal:
        """What is left of the plan up to the month."""
        return self.dpa - self.terpakai

    @property
    def boleh(self) -> Decimal:
        """The most an SPP of today can ask for."""
        return max(NOL, min(self.sisa, self.sisa_dpa, self.kas))


@dataclass(frozen=True, slots=True)
class Terpakai:
    """What a year has used, by key, and the cash that is left of each source."""

    kunci: dict[Kunci, Decimal]
    kas: dict[str, Decimal]


def hitung(tahun: int, *, kecuali: int | None = None) -> Terpakai:
    """Add up the journal and the SPP on their way (without the one whose id is `kecuali`)."""
    j = JurnalKas
    kolom = (j.kegiatan, j.rekening, j.sumber_dana, j.jenis, j.media)
    pilih = db.select(*kolom, db.func.sum(j.masuk), db.func.sum(j.keluar)).where(
        j.tahun == tahun, j.jenis.in_((R_BELANJA, R_PANJAR, R_SISA, R_SILPA, R_TERIMA))).group_by(*kolom)  # fmt: skip
    kunci: dict[Kunci, Decimal] = defaultdict(lambda: NOL)
    kas: dict[str, Decimal] = defaultdict(lambda: NOL)
    for kegiatan, rekening, dana, jenis, media, masuk, keluar in db.session.execute(pilih):
        if jenis == R_BELANJA and media == DI_PANJAR:
            continue  # what an advance was spent on: counted when it was given
        if media != BARANG:
            kas[dana] += masuk - keluar
        if jenis not in (R_SILPA, R_TERIMA):
            kunci[Kunci(kegiatan, rekening, dana)] += keluar - masuk
    for satu, nilai in _berjalan(tahun, kecuali):
        kunci[satu] += nilai
    return Terpakai(dict(kunci), dict(kas))


def _berjalan(tahun: int, kecuali: int | None) -> Iterable[tuple[Kunci, Decimal]]:
    b = BarisDokumen
    pilih = (
        db.select(b.kegiatan, b.rekening, b.sumber_dana, db.func.sum(b.nilai))
        .join(DokumenKas, DokumenKas.id == b.dokumen_id)
        .where(DokumenKas.tahun == tahun, DokumenKas.jenis == SPP, DokumenKas.keadaan.in_(BERJALAN),
               DokumenKas.id != (kecuali or 0))
        .group_by(b.kegiatan, b.rekening, b.sumber_dana)
    )  # fmt: skip
    return ((Kunci(k, r, s), nilai) for k, r, s, nilai in db.session.execute(pilih))


def terpakai(tahun: int) -> dict[Kunci, Decimal]:
    """Per key what a change of the budget must leave room for (K-PRB-02)."""
    return {k: n for k, n in hitung(tahun).kunci.items() if n}


def isi_berlaku(tahun: int) -> IsiAnggaran:
    """The budget in force; BelumBerlaku when there is none."""
    versi = versi_berlaku(tahun)
    if versi is None:
        raise BelumBerlaku(tahun=tahun)
    return isi_versi(versi)


def dpa_kumulatif(isi: IsiAnggaran, kegiatan: str, bulan: int) -> dict[Kunci, Decimal]:
    """The plan of a kegiatan up to and including a month: its DPA and DPAL in force.

    Pembiayaan has no DPA: its whole budget may be asked for.
    """
    if not kegiatan:
        return {b.kunci: b.nilai for b in isi.saring(PEMBIAYAAN_KELUAR)}
    hasil: dict[Kunci, Decimal] = defaultdict(lambda: NOL)
    pilih = db.select(BarisDPA).join(DPA, DPA.id == BarisDPA.dpa_id).where(
        DPA.tahun == isi.tahun, DPA.kegiatan == kegiatan, DPA.keadaan == BERLAKU)  # fmt: skip
    for b in db.session.scalars(pilih):
        hasil[Kunci(kegiatan, b.rekening, b.sumber_dana)] += sum(b.bulan[:bulan], NOL)
    return dict(hasil)


def kunci_kegiatan(isi: IsiAnggaran, kegiatan: str) -> list[Kunci]:
    """The keys an SPP of a kegiatan can name; of pembiayaan ("") those of 6.2."""
    awalan = "5" if kegiatan else PEMBIAYAAN_KELUAR
    return [b.kunci for b in isi.saring(awalan) if b.kunci.kegiatan == kegiatan and b.nilai]


def plafon(tahun: int, kegiatan: str, tanggal: date, *, kecuali: int | None = None) -> list[Plafon]:
    """The keys of a kegiatan with what is left of each on a day."""
    isi, pakai = isi_berlaku(tahun), hitung(tahun, kecuali=kecuali)
    rencana, daftar = dpa_kumulatif(isi, kegiatan, tanggal.month), acuan(tahun)
    return [
        Plafon(k, daftar.nama_rekening(k.rekening), isi.per_kunci[k], pakai.kunci.get(k, NOL), rencana.get(k, NOL),
               pakai.kas.get(k.sumber_dana, NOL))
        for k in kunci_kegiatan(isi, kegiatan)
    ]  # fmt: skip
