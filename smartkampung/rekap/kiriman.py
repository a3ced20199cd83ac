"""What travels, and what became of it: plain values, so that no transaction is open while the network is used."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from smartkampung.rekap import keadaan


@dataclass(frozen=True)
class Kiriman:
    """One outbox row with everything its channel needs."""

    keluar_id: int
    sewa: str
    tujuan_id: int
    kanal: str
    alamat: str
    kunci_penerima: str
    bertanda_terima: bool
    desa: str
    nama_desa: str
    judul: str
    jenis: str
    periode: str
    nama_periode: str
    revisi: int
    sha256: str
    nama_berkas: str
    paket: bytes
    xlsx: bytes

    @property
    def kunci_ulang(self) -> str:
        """The idempotency key: the same for every try of this row."""
        return f"{self.desa}/{self.jenis}/{self.periode}/{self.revisi}"


@dataclass(frozen=True)
class Hasil:
    """What became of one try.

    `putus` means the whole destination is out of reach; `pasti_tidak` that the other side clearly did not take it
    although its body had been announced as leaving.
    """

    keadaan: str
    sebab: str = ""
    tanda_terima: str | None = None
    putus: bool = False
    tunda: timedelta | None = None
    pasti_tidak: bool = False


def nanti(sebab: str, *, putus: bool = True, tunda: timedelta | None = None) -> Hasil:
    """Try again later."""
    return Hasil(keadaan.MENUNGGU, sebab, putus=putus, tunda=tunda)
