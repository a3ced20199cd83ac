"""Taxes proposed on a line by the profile of who is paid and what it is (K-PJK-01, K-PJK-02).

DPP is the gross amount, but of a PKP the amount without PPN, also below the threshold of the PPN.
"""

from __future__ import annotations

import csv
import io
import tomllib
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Any

from smartkampung.inti.uang import NOL, angka
from smartkampung.keuangan.kas.models import PERORANGAN, Pihak
from smartkampung.lokasi import folder_data

PPN, PPH21, PPH21_BULANAN, PPH21_HARIAN, PPH22, PPH23 = "PPN", "PPh21", "PPh21TER", "PPh21H", "PPh22", "PPh23"
PPH_SEWA, PPH_FINAL, TARIF_KONSTRUKSI = "PPh4(2)-SEWA", "PPhFinal", "PPh4(2)-KONS"
_KONSTRUKSI = {"kecil": "KECIL", "lain": "LAIN"}
SATU, SERATUS = Decimal(1), Decimal(100)


@dataclass(frozen=True, slots=True)
class Pajak:
    """One tax in one span of time: its rate in percent, its threshold, how it is deposited."""

    kode: str
    nama: str
    ambang: Decimal | None
    tarif: Decimal | None
    dari_bruto: bool
    tarif_tanpa_npwp: Decimal | None
    mulai: date
    sampai: date | None
    kode_map: str
    kode_setor: str
    dasar_hukum: str
    hari_setor: str


@dataclass(frozen=True, slots=True)
class Usulan:
    """One tax that should be withheld from a line."""

    kode: str
    dasar: Decimal
    tarif: Decimal
    nilai: Decimal


@lru_cache(maxsize=1)
def semua_pajak() -> tuple[Pajak, ...]:
    """Every tax with its spans of validity, as the data file says."""
    teks = (folder_data() / "keuangan" / "pajak.csv").read_text(encoding="utf-8")
    return tuple(_pajak(b) for b in csv.DictReader(io.StringIO(teks)))


def _pajak(b: dict[str, str]) -> Pajak:
    def angka_atau_kosong(teks: str) -> Decimal | None:
        return Decimal(teks) if teks else None

    return Pajak(
        b["kode"], b["nama"], angka_atau_kosong(b["ambang"]), angka_atau_kosong(b["tarif"]), b["dasar"] == "bruto",
        angka_atau_kosong(b["tarif_tanpa_npwp"]), date.fromisoformat(b["berlaku_mulai"]),
        date.fromisoformat(b["berlaku_sampai"]) if b["berlaku_sampai"] else None, b["kode_map"], b["kode_setor"],
        b["dasar_hukum"], b["hari_setor"],
    )  # fmt: skip


def pajak_pada(kode: str, tanggal: date) -> Pajak | None:
    """A tax as it is on a day; None when it was not there yet."""
    for p in semua_pajak():
        if p.kode == kode and p.mulai <= tanggal and (p.sampai is None or tanggal <= p.sampai):
            return p
    return None


def nama_pajak(kode: str) -> str:
    """What a tax is called; the code itself when it is unknown."""
    return next((p.nama for p in semua_pajak() if p.kode == kode), kode)


def daftar_pajak(tanggal: date) -> list[Pajak]:
    """The taxes of a day."""
    return [p for p in semua_pajak() if pajak_pada(p.kode, tanggal) is p]


@lru_cache(maxsize=1)
def _objek() -> dict[str, Any]:
    return tomllib.loads((folder_data() / "keuangan" / "objek_pajak.toml").read_text(encoding="utf-8"))


def nama_objek() -> dict[str, str]:
    """The kinds of lines, code -> name."""
    return dict(_objek()["nama"])


def objek_rekening(rekening: str) -> str:
    """The kind an account most likely is: that of the longest code it begins with."""
    kode = max((k for k in _objek()["rekening"] if rekening == k or rekening.startswith(k + ".")), key=len, default="")
    return str(_objek()["rekening"].get(kode, "tanpa"))


def adalah_pengadaan(objek: str) -> bool:
    """Whether a line is bought from a vendor (K-PBJ-01, K-PJK-05)."""
    return objek in _objek()["kelompok"]["pengadaan"]


def dpp(bruto: Decimal, *, pkp: bool) -> Decimal:
    """The base: gross, or of a PKP what is left without PPN, to the rupiah (K-PJK-02)."""
    return (bruto * 100 / 111).quantize(SATU, ROUND_HALF_UP) if pkp else bruto


def pph(dasar: Decimal, tarif: Decimal) -> Decimal:
    """Tax on a base, down to the rupiah (K-PJK-02)."""
    return (dasar * tarif / SERATUS).quantize(SATU, ROUND_DOWN)


def bersuket(pihak: Pihak | None, tanggal: date) -> bool:
    """Whether a vendor shows a certificate of PP 55/2022 that holds on a day."""
    if pihak is None or not pihak.suket_nomor:
        return False
    return (pihak.suket_mulai is None or pihak.suket_mulai <= tanggal) and (
        pihak.suket_sampai is None or tanggal <= pihak.suket_sampai)  # fmt: skip


def usulkan(nilai: Decimal, pihak: Pihak | None, tanggal: date, objek: str, *, orang_hari: int = 0) -> list[Usulan]:
    """The taxes to withhold from a gross amount: PPN first, then at most one PPh.

    Without a profile the payee is no PKP and has no NPWP. `orang_hari` splits wages into daily ones.
    """
    pkp = pihak is not None and pihak.pkp
    dasar = dpp(nilai, pkp=pkp)
    hasil: list[Usulan] = []
    ppn = pajak_pada(PPN, tanggal)
    if pkp and ppn and objek in _objek()["kelompok"]["ppn"] and _di_atas(dasar, ppn):
        hasil.append(Usulan(PPN, dasar, ppn.tarif or NOL, nilai - dasar))
    satu = _pph(nilai, dasar, pihak, tanggal, objek, orang_hari)
    return hasil + ([satu] if satu and satu.nilai > 0 else [])


def _di_atas(dasar: Decimal, pajak: Pajak) -> bool:
    return pajak.ambang is None or dasar > pajak.ambang


def _pph(bruto: Decimal, dasar: Decimal, pihak: Pihak | None, tanggal: date, objek: str,
         orang_hari: int) -> Usulan | None:  # fmt: skip
    if objek == "gaji":
        return _bulanan(bruto, pihak)
    if objek == "upah":
        return _harian(bruto, orang_hari, tanggal)
    pajak = pajak_pada(_kode_pph(objek, pihak, tanggal), tanggal)
    if pajak is None or pajak.tarif is None or not _di_atas(dasar, pajak):
        return None
    tanpa = pihak is None or not pihak.npwp
    tarif = pajak.tarif_tanpa_npwp if tanpa and pajak.tarif_tanpa_npwp is not None else pajak.tarif
    kena = bruto if pajak.dari_bruto else dasar
    if pajak.kode == PPH21:  # half of the gross is the base, the full rate on it
        return Usulan(PPH21, kena / 2, tarif * 2, pph(kena / 2, tarif * 2))
    return Usulan(pajak.kode, kena, tarif, pph(kena, tarif))


def _kode_pph(objek: str, pihak: Pihak | None, tanggal: date) -> str:
    if objek in _objek()["kelompok"]["final"] and bersuket(pihak, tanggal):
        return PPH_FINAL
    perorangan = pihak is not None and pihak.jenis == PERORANGAN
    if objek == "konstruksi":
        return f"{TARIF_KONSTRUKSI}-{_KONSTRUKSI.get(pihak.konstruksi if pihak else '', 'TANPA')}"
    return {"barang": PPH22, "barang_bebas": PPH22, "jasa": PPH21 if perorangan else PPH23, "sewa": PPH23,
            "boga": PPH23, "sewa_tanah": PPH_SEWA, "honor": PPH21}.get(objek, "")  # fmt: skip


def _bulanan(bruto: Decimal, pihak: Pihak | None) -> Usulan | None:
    """TER A (TK/0) when the line is for one person; a sum of many has no rate."""
    if pihak is None or pihak.jenis != PERORANGAN:
        return None
    tarif = tarif_ter("A", bruto)
    return Usulan(PPH21_BULANAN, bruto, tarif, pph(bruto, tarif))


def _harian(bruto: Decimal, orang_hari: int, tanggal: date) -> Usulan | None:
    pajak = pajak_pada(PPH21_HARIAN, tanggal)
    if not orang_hari or pajak is None or pajak.tarif is None or not _di_atas(bruto / orang_hari, pajak):
        return None
    return Usulan(PPH21_HARIAN, bruto, pajak.tarif, pph(bruto, pajak.tarif))


@lru_cache(maxsize=1)
def _ter() -> dict[str, list[tuple[Decimal | None, Decimal]]]:
    teks = (folder_data() / "keuangan" / "pajak_ter.csv").read_text(encoding="utf-8")
    hasil: dict[str, list[tuple[Decimal | None, Decimal]]] = {}
    for b in csv.DictReader(io.StringIO(teks)):
        batas = Decimal(b["sampai"]) if b["sampai"] else None
        hasil.setdefault(b["kategori"], []).append((batas, Decimal(b["tarif"])))
    return hasil


def tarif_ter(kategori: str, bruto: Decimal) -> Decimal:
    """The effective rate (percent) of a monthly income; A: TK/0, TK/1, K/0; B: TK/2 to K/2; C: K/3."""
    return next(tarif for batas, tarif in _ter()[kategori] if batas is None or bruto <= batas)


def tarif_teks(tarif: Decimal) -> str:
    """`1,5%`."""
    desimal = max(0, -int(tarif.normalize().as_tuple().exponent))
    return f"{angka(tarif, desimal)}%"
