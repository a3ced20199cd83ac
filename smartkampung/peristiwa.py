"""Facts one area announces to others; `sambungan.PENDENGAR` says who listens.

They are announced and heard inside one transaction. A listener drafts, a person approves.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class SuratTerbit:
    """A letter was signed (kinds that change the register are heard by penduduk)."""

    surat_id: int
    jenis: str
    penduduk_id: int | None
    tanggal: date


@dataclass(frozen=True)
class SuratBertindak:
    """An act on a letter was written into its history."""

    surat_id: int
    riwayat_id: int
    tindakan: str


@dataclass(frozen=True)
class StatusPendudukBerubah:
    """A resident died, moved, was lost, left, or (hidup) that was a mistake."""

    penduduk_id: int
    hidup: bool
    status: str


@dataclass(frozen=True)
class JamLayananBerubah:
    """The service hours or closed days are not what they were."""


@dataclass(frozen=True)
class BulanDitutup:
    """An area closed a month: its recap sheet is final."""

    area: str
    bulan: str


@dataclass(frozen=True)
class KegiatanDiusulkan:
    """A planning area proposes a kegiatan for the RKP Desa of a year; `sumber` names the proposal, so it comes once."""

    sumber: str
    tahun: int
    kode: str
    nama: str
    pagu: Decimal
    lokasi: str = ""


@dataclass(frozen=True)
class RKPDitetapkan:
    """The RKP Desa of a year was set: a budget may take its kegiatan."""

    tahun: int


@dataclass(frozen=True)
class BagiHasilDitetapkan:
    """The Musdes gave the village a share of a BUMDes' profit: the village may expect that revenue."""

    bumdes: str
    tahun: int
    nilai: Decimal
    dokumen: str
    tanggal: date
    sumber: str


@dataclass(frozen=True)
class PenyertaanModalDicairkan:
    """The village paid capital to a BUMDes (6.2.2): the BUMDes has money to book."""

    bumdes: str  # its code or name; "" when the village has only one
    tanggal: date
    nilai: Decimal
    dokumen: str
    sumber: str


@dataclass(frozen=True)
class PenyertaanModalDikoreksi:
    """The village reversed a payment of capital; `dokumen` and `sumber` are those of the payment."""

    bumdes: str
    tanggal: date  # of the KOREKSI, which is `koreksi`
    nilai: Decimal
    dokumen: str
    sumber: str
    koreksi: str
    alasan: str


@dataclass(frozen=True)
class PenerimaanDibukukan:
    """The village booked a receipt; `untuk` is the source key of what it was expected from."""

    untuk: str
    tanggal: date
    nilai: Decimal
    dokumen: str
    sumber: str


@dataclass(frozen=True)
class PenerimaanDikoreksi:
    """The village reversed a receipt it had booked; `dokumen` and `sumber` are those of the receipt."""

    untuk: str
    tanggal: date  # of the KOREKSI, which is `koreksi`
    nilai: Decimal
    dokumen: str
    sumber: str
    koreksi: str
    alasan: str
