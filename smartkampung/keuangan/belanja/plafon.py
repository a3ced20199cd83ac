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
from smartkampung.keuangan.anggaran.models import BarisAnggaran, KegiatanAnggaran
from smartkampung.keuangan.belanja.galat import BelumBerlaku
from smartkampung.keuangan.dpa.models import BERLAKU, DPA, BarisDPA
from smartkampung.keuangan.kas.models import (
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


def hitung(tahun: int, *, kecuali: int | None = None, kegiatan: str | None = None) -> Terpakai:
    """Add up the journal and the SPP on their way (without the one whose id is `kecuali`).

    Keys of one kegiatan only when it is named; the cash of the sources is always whole.
    """
    j = JurnalKas
    kunci: dict[Kunci, Decimal] = defaultdict(lambda: NOL)
    pilih = db.select(j.kegiatan, j.rekening, j.sumber_dana, db.func.sum(j.keluar), db.func.sum(j.masuk)).where(
        j.tahun == tahun, j.jenis.in_((R_BELANJA, R_PANJAR, R_SISA)), _BUKAN_DARI_PANJAR)  # fmt: skip
    if kegiatan is not None:
        pilih = pilih.where(j.kegiatan == kegiatan)
    for keg, rekening, dana, keluar, masuk in db.session.execute(
            pilih.group_by(j.kegiatan, j.rekening, j.sumber_dana)):  # fmt: skip
        kunci[Kunci(keg, rekening, dana)] += keluar - masuk
    for satu, nilai in _berjalan(tahun, kecuali, kegiatan):
        kunci[satu] += nilai
    return Terpakai(dict(kunci), kas_sumber(tahun))


# What an advance was spent on was counted when it was given.
_BUKAN_DARI_PANJAR = db.or_(JurnalKas.jenis != R_BELANJA, JurnalKas.media != DI_PANJAR)


def kas_sumber(tahun: int) -> dict[str, Decimal]:
    """Per source what came in and was carried over, less what was used and stands as advance (K-SPP-05)."""
    j = JurnalKas
    pilih = db.select(j.sumber_dana, db.func.sum(j.masuk), db.func.sum(j.keluar)).where(
        j.tahun == tahun, j.jenis.in_((R_BELANJA, R_PANJAR, R_SISA, R_SILPA, R_TERIMA)),
        _BUKAN_DARI_PANJAR).group_by(j.sumber_dana)  # fmt: skip
    return {dana: masuk - keluar for dana, masuk, keluar in db.session.execute(pilih)}


def _berjalan(tahun: int, kecuali: int | None, kegiatan: str | None) -> Iterable[tuple[Kunci, Decimal]]:
    b = BarisDokumen
    pilih = (
        db.select(b.kegiatan, b.rekening, b.sumber_dana, db.func.sum(b.nilai))
        .join(DokumenKas, DokumenKas.id == b.dokumen_id)
        .where(DokumenKas.tahun == tahun, DokumenKas.jenis == SPP, DokumenKas.keadaan.in_(BERJALAN),
               DokumenKas.id != (kecuali or 0), *([] if kegiatan is None else [b.kegiatan == kegiatan]))
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


@dataclass(frozen=True, slots=True)
class AnggaranKegiatan:
    """One kegiatan of the budget in force, read alone: its keys with their amounts; "" stands for pembiayaan."""

    pagu: dict[Kunci, Decimal]
    nama: str = "Pembiayaan"
    cara: str = ""
    pka_id: int | None = None


def anggaran_kegiatan(tahun: int, kegiatan: str) -> AnggaranKegiatan:
    """What the budget in force says about a kegiatan; no keys when it has none."""
    versi = versi_berlaku(tahun)
    if versi is None:
        raise BelumBerlaku(tahun=tahun)
    b, k = BarisAnggaran, KegiatanAnggaran
    pilih = db.select(b.rekening, b.sumber_dana, b.nilai).where(b.versi_id == versi.id, b.kegiatan == kegiatan,
                                                                b.nilai > 0)  # fmt: skip
    if not kegiatan:
        pilih = pilih.where(b.rekening.startswith(PEMBIAYAAN_KELUAR))
    pagu = {Kunci(kegiatan, r, s): n for r, s, n in db.session.execute(pilih.order_by(b.rekening, b.sumber_dana))}
    satu = db.session.execute(db.select(k.nama, k.cara, k.pka_id).filter_by(versi_id=versi.id, kode=kegiatan)).first()
    return AnggaranKegiatan(pagu, *satu) if satu else AnggaranKegiatan(pagu)


def dpa_kumulatif(tahun: int, kegiatan: str, bulan: int) -> dict[Kunci, Decimal] | None:
    """The plan of a kegiatan up to and including a month: its DPA and DPAL in force. None: pembiayaan has no DPA."""
    if not kegiatan:
        return None
    hasil: dict[Kunci, Decimal] = defaultdict(lambda: NOL)
    pilih = db.select(BarisDPA).join(DPA, DPA.id == BarisDPA.dpa_id).where(
        DPA.tahun == tahun, DPA.kegiatan == kegiatan, DPA.keadaan == BERLAKU)  # fmt: skip
    for b in db.session.scalars(pilih):
        hasil[Kunci(kegiatan, b.rekening, b.sumber_dana)] += sum(b.bulan[:bulan], NOL)
    return dict(hasil)


def plafon(tahun: int, kegiatan: str, tanggal: date, *, kecuali: int | None = None) -> list[Plafon]:
    """The keys of a kegiatan with what is left of each on a day; of pembiayaan the plan is the whole budget."""
    pagu = anggaran_kegiatan(tahun, kegiatan).pagu
    pakai = hitung(tahun, kecuali=kecuali, kegiatan=kegiatan)
    rencana, daftar = dpa_kumulatif(tahun, kegiatan, tanggal.month), acuan(tahun)
    return [
        Plafon(k, daftar.nama_rekening(k.rekening), nilai, pakai.kunci.get(k, NOL),
               nilai if rencana is None else rencana.get(k, NOL), pakai.kas.get(k.sumber_dana, NOL))
        for k, nilai in pagu.items()
    ]  # fmt: skip
