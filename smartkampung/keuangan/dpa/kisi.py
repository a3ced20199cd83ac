"""The grid of months as people send it: cells read one by one, spread tools applied, nothing typed is lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Protocol

from smartkampung.inti.galat import GalatDomain
from smartkampung.inti.tanggal import BULAN
from smartkampung.inti.uang import NOL, baca_rupiah, rupiah
from smartkampung.keuangan.anggaran.tulis import TERBESAR
from smartkampung.keuangan.dpa.bulan import JADWAL, MERATA, PERSEN, RATA, SALIN, sebar_sisa


class Baris(Protocol):
    """A line with twelve months: of a DPA or of a RAK."""

    id: int
    rekening: str
    nilai: Decimal

    @property
    def bulan(self) -> list[Decimal]: ...


class SebarSalah(GalatDomain):
    """A spread that cannot be done."""

    pesan = "%(sebab)s"


@dataclass
class Kisi:
    """What came in: `isi` per line where all twelve were amounts, `galat` per cell, `mentah` as typed."""

    isi: dict[int, list[Decimal]] = field(default_factory=dict)
    galat: dict[str, str] = field(default_factory=dict)
    mentah: dict[str, str] = field(default_factory=dict)


def nama_sel(baris_id: int, bulan: int) -> str:
    """The name of a cell in the form, the month from 1."""
    return f"b{baris_id}-{bulan}"


def baca_kisi(baris: Sequence[Baris], kiriman: Mapping[str, str]) -> Kisi:
    """Read the cells of these lines; an empty cell is nought, a missing one stays as it was."""
    hasil = Kisi()
    for satu in baris:
        bulan, baik = satu.bulan, True
        for n in range(12):
            nama = nama_sel(satu.id, n + 1)
            if nama not in kiriman:
                continue
            hasil.mentah[nama] = kiriman[nama][:40]
            try:
                bulan[n] = _baca(kiriman[nama])
            except ValueError as galat:
                hasil.galat[nama], baik = f"{BULAN[n]} {satu.rekening}: {galat}", False
        if baik:
            hasil.isi[satu.id] = bulan
    return hasil


def _baca(teks: str) -> Decimal:
    if not teks.strip():
        return NOL
    try:
        nilai = baca_rupiah(teks)
    except ValueError:
        raise ValueError(f"“{teks.strip()[:20]}” bukan jumlah rupiah. Tulis misalnya 1.500.000.") from None
    if nilai < 0 or nilai > TERBESAR:
        raise ValueError("jumlahnya tidak boleh kurang dari nol atau sebesar itu.")
    return nilai


@dataclass(frozen=True)
class Sebar:
    """A spread that was asked for: how, on which line (None: all), and its weights."""

    cara: str
    baris_id: int | None
    bobot: Sequence[Decimal | int]


def baca_sebar(kiriman: Mapping[str, str], baris: Sequence[Baris], kisi: Kisi,
               jadwal: Sequence[int] = RATA) -> Sebar | None:  # fmt: skip
    """What the pressed button asks for; None when it was an ordinary save."""
    teks = kiriman.get("sebar", "")
    if not teks:
        return None
    cara, _, sasaran = teks.partition(":")
    bobot: Sequence[Decimal | int]
    if cara == MERATA:
        bobot = RATA
    elif cara == JADWAL:
        bobot = jadwal
    elif cara == PERSEN:
        bobot = _persen(kiriman)
    elif cara == SALIN:
        bobot = _contoh(kiriman, baris, kisi)
    else:
        raise SebarSalah(sebab="Pilih cara menyebar dari daftar.")
    return Sebar(cara, int(sasaran) if sasaran.isdecimal() else None, bobot)


def _persen(kiriman: Mapping[str, str]) -> list[Decimal]:
    hasil = []
    for n in range(1, 13):
        try:
            nilai = Decimal((kiriman.get(f"p{n}", "").strip() or "0").replace(",", "."))
        except InvalidOperation:
            raise SebarSalah(sebab=f"Persen {BULAN[n - 1]} bukan angka.") from None
        if not nilai.is_finite() or not 0 <= nilai <= 100:
            raise SebarSalah(sebab=f"Persen {BULAN[n - 1]} harus antara 0 dan 100.")
        hasil.append(nilai)
    jumlah = sum(hasil, Decimal(0))
    if jumlah != 100:
        tertulis = f"{jumlah.normalize():f}".replace(".", ",")
        raise SebarSalah(sebab=f"Jumlah persen {tertulis}, harus 100.")
    return hasil


def _contoh(kiriman: Mapping[str, str], baris: Sequence[Baris], kisi: Kisi) -> list[Decimal]:
    for satu in baris:
        if str(satu.id) == kiriman.get("contoh"):
            bulan = kisi.isi.get(satu.id, satu.bulan)
            if any(bulan):
                return bulan
            raise SebarSalah(sebab="Baris yang ditiru belum punya rencana bulan.")
    raise SebarSalah(sebab="Pilih baris yang akan ditiru.")


def terapkan(sebar: Sebar, baris: Sequence[Baris], kisi: Kisi, terkunci: int = 0) -> None:
    """Put the spread into what will be saved; the first `terkunci` months stay."""
    for satu in baris:
        if sebar.baris_id not in (None, satu.id):
            continue
        bobot = [int(b * 10_000) for b in sebar.bobot]
        kisi.isi[satu.id] = sebar_sisa(satu.nilai, kisi.isi.get(satu.id, satu.bulan), bobot, terkunci)
        for n in range(1, 13):
            nama = nama_sel(satu.id, n)
            kisi.galat.pop(nama, None)
            kisi.mentah[nama] = rupiah(kisi.isi[satu.id][n - 1], simbol=False)
