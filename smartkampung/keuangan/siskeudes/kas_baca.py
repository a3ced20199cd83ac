"""Reading the treasury tables of an export: amounts, days, keys, media; what is wrong is listed with its place."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property

from smartkampung.inti.uang import NOL, rupiah
from smartkampung.keuangan.anggaran.isi import Kunci
from smartkampung.keuangan.kas import models as m
from smartkampung.keuangan.siskeudes import nilai as n
from smartkampung.keuangan.siskeudes.berkas import Kiriman

Rekam = dict[str, str]
BAYAR = {"1": m.TUNAI, "2": m.DI_BANK, "3": m.BARANG}
# Deductions by the last level of 7.1.1.xx (and 2.1.1.xx of opening debts).
PAJAK = {"01": "PPN", "02": "PPh21", "03": "PPh22", "04": "PPh23", "05": "PPh4(2)", "06": "PPhFinal"}
TABEL_KAS = frozenset({
    "Ta_SaldoAwal", "Ta_TBP", "Ta_TBPRinci", "Ta_STS", "Ta_STSRinci", "Ta_SPP", "Ta_SPPRinci", "Ta_SPPBukti",
    "Ta_SPPPot", "Ta_Pencairan", "Ta_SPJ", "Ta_SPJRinci", "Ta_SPJBukti", "Ta_SPJPot", "Ta_SPJSisa", "Ta_Mutasi",
    "Ta_Pajak", "Ta_PajakRinci", "Ta_JurnalUmum", "Ta_JurnalUmumRinci", "Ref_Bank_Desa", "Ref_Potongan",
})


@dataclass
class Bacaan:
    """One year of the treasury tables; what cannot be taken over is in `tolak`, what was decided in `catatan`."""

    kiriman: Kiriman
    tahun: int
    kode_desa: str
    bank: dict[str, int | None]  # ID_Bank -> our account; "" is the one that is meant when none is named
    tolak: list[str] = field(default_factory=list)
    catatan: list[str] = field(default_factory=list)

    def baris(self, tabel: str) -> list[Rekam]:
        """The rows of the year; exact duplicates once, and said so."""
        if tabel not in self._tabel:
            semua = [b for b in self.kiriman.baris(tabel) if n.tahun(b.get("Tahun", "")) in (self.tahun, None)]
            unik = [dict(b) for b in dict.fromkeys(tuple(b.items()) for b in semua)]
            if len(unik) < len(semua):
                self.catatan.append(f"{tabel}: {len(semua) - len(unik)} baris kembar persis, dipakai satu kali.")
            self._tabel[tabel] = unik
        return self._tabel[tabel]

    @cached_property
    def _tabel(self) -> dict[str, list[Rekam]]:
        return {}

    def per(self, tabel: str, kolom: str) -> dict[str, list[Rekam]]:
        """The rows of a table by one of its columns."""
        hasil: dict[str, list[Rekam]] = defaultdict(list)
        for b in self.baris(tabel):
            hasil[b.get(kolom, "")].append(b)
        return hasil

    def uang(self, b: Rekam, kolom: str, di: str) -> Decimal:
        """An amount; a value that is none is refused with where it stands."""
        try:
            return n.uang(b.get(kolom, ""))
        except ValueError:
            self.tolak.append(f"{di}: {kolom} “{b.get(kolom, '')}” bukan jumlah uang.")
            return NOL

    def tanggal(self, b: Rekam, kolom: str, di: str) -> date | None:
        """A day of the year; anything else is refused."""
        hari = n.tanggal(b.get(kolom, ""))
        if hari is None or hari.year != self.tahun:
            self.tolak.append(f"{di}: tanggal “{b.get(kolom, '')}” bukan tanggal tahun {self.tahun}.")
            return None
        return hari

    def kunci(self, b: Rekam) -> Kunci:
        """The budget key of a row."""
        rekening = n.rekening(b.get("Kd_Rincian", ""))
        kegiatan = n.kegiatan(b.get("Kd_Keg", ""), self.kode_desa) if rekening.startswith("5") else ""
        return Kunci(kegiatan, rekening, (b.get("SumberDana") or b.get("Sumberdana", "")).upper())

    def pajak(self, kode: str, di: str) -> str:
        """Our kind of tax for a deduction account."""
        ekor = n.rekening(kode).rpartition(".")[2]
        if ekor not in PAJAK:
            self.tolak.append(f"{di}: kode potongan {kode} tidak dikenal.")
        return PAJAK.get(ekor, ekor)

    def media(self, b: Rekam, di: str) -> tuple[str, int | None]:
        """Where money moved: medium and account."""
        media = BAYAR.get(b.get("KdBayar") or "2", "")
        if not media:
            self.tolak.append(f"{di}: KdBayar {b.get('KdBayar')} tidak dikenal.")
        return media or m.DI_BANK, self.rekening(b) if media == m.DI_BANK else None

    def rekening(self, b: Rekam) -> int | None:
        """The bank account of a row."""
        return self.bank.get(b.get("ID_Bank", ""), self.bank[""])

    def sumber(self, jenis: str, nomor: str) -> str:
        """The key under which a document is remembered."""
        return f"siskeudes:{self.tahun}:{jenis}:{nomor}"[:120]

    def cocokkan(self, di: str, judul: Decimal, rinci: Decimal) -> None:
        """Say where a header and its lines differ; what is posted are the lines."""
        if judul != rinci:
            self.catatan.append(f"{di}: jumlah di kepala {rupiah(judul)}, rinciannya {rupiah(rinci)}; dipakai rincian.")
