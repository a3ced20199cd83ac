"""The lines of an SPP or SPJ as they are typed: read, judged per line, shown again with everything kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from smartkampung.inti.formulir import TANGGAL_AKHIR, TANGGAL_AWAL, rapikan
from smartkampung.inti.uang import NOL, baca_rupiah, rupiah
from smartkampung.keuangan.anggaran.isi import Kunci
from smartkampung.keuangan.belanja.spp import BarisIsian
from smartkampung.keuangan.kas.models import BarisDokumen

BARIS_TERBANYAK = 200
TERBESAR = Decimal(10**13)
MEDAN = ("id", "kunci", "uraian", "nilai", "pihak", "bukti_nomor", "bukti_tanggal", "objek")
_PANJANG = {"uraian": 300, "pihak": 120, "bukti_nomor": 60}


@dataclass
class BarisForm:
    """One line on the screen: the texts as typed, and what is wrong with them by field."""

    nomor: int
    isi: dict[str, str]
    galat: dict[str, str] = field(default_factory=dict)

    def nama(self, medan: str) -> str:
        """The name of an input."""
        return f"b{self.nomor}-{medan}"

    @property
    def kosong(self) -> bool:
        """Nothing is asked for on it."""
        return not self.isi["nilai"].strip()


def teks_kunci(kunci: Kunci) -> str:
    """A key within its kegiatan, as a choice carries it."""
    return f"{kunci.rekening}|{kunci.sumber_dana}"


def baris_kosong(nomor: int, kunci: str = "") -> BarisForm:
    """A fresh line."""
    return BarisForm(nomor, dict.fromkeys(MEDAN, "") | {"kunci": kunci})


def dari_dokumen(baris: Iterable[BarisDokumen]) -> list[BarisForm]:
    """The lines of a document as they stand."""
    return [
        BarisForm(n, {
            "id": str(b.id), "kunci": teks_kunci(Kunci("", b.rekening, b.sumber_dana)), "uraian": b.uraian,
            "nilai": rupiah(b.nilai, simbol=False), "pihak": b.pihak_nama, "bukti_nomor": b.bukti_nomor,
            "bukti_tanggal": b.bukti_tanggal.isoformat() if b.bukti_tanggal else "", "objek": b.objek_pajak,
        })
        for n, b in enumerate(baris, start=1)
    ]  # fmt: skip


def dari_form(form: Mapping[str, str]) -> list[BarisForm]:
    """The lines that were sent."""
    nomor = sorted({int(n) for k in form if k.startswith("b") and k.endswith("-kunci")
                    and (n := k[1:].partition("-")[0]).isdecimal()})[:BARIS_TERBANYAK]  # fmt: skip
    return [BarisForm(n, {m: (rapikan(form.get(f"b{n}-{m}", "")) or "")[: _PANJANG.get(m, 40)] for m in MEDAN})
            for n in nomor]  # fmt: skip


def baca(semua: list[BarisForm], kegiatan: str) -> list[BarisIsian]:
    """The lines that hold an amount; those that cannot be read get a sentence at the field instead."""
    hasil = []
    for b in semua:
        if b.kosong:
            continue
        nilai, hari = baca_nilai(b), _hari(b)
        rekening, _, sumber = b.isi["kunci"].partition("|")
        if not sumber:
            b.galat["kunci"] = "Pilih rekeningnya."
        if not b.galat:
            nomor = int(b.isi["id"]) if b.isi["id"].isdecimal() else None
            hasil.append(BarisIsian(Kunci(kegiatan, rekening, sumber), nilai, b.isi["uraian"], b.isi["pihak"],
                                    b.isi["bukti_nomor"], hari, b.isi["objek"], nomor))  # fmt: skip
    return hasil


def baca_nilai(b: BarisForm) -> Decimal:
    """The amount of a line; what cannot be read gets a sentence."""
    try:
        nilai = baca_rupiah(b.isi["nilai"])
    except ValueError:
        b.galat["nilai"] = "Tulis jumlah rupiah dengan angka, misalnya 1.500.000."
        return NOL
    if not NOL <= nilai <= TERBESAR:
        b.galat["nilai"] = "Jumlah ini tidak masuk akal; periksa lagi."
    return nilai


def _hari(b: BarisForm) -> date | None:
    teks = b.isi["bukti_tanggal"]
    if not teks:
        return None
    for pola in ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"):
        try:
            hari = datetime.strptime(teks, pola).date()  # noqa: DTZ007
        except ValueError:
            continue
        if TANGGAL_AWAL <= hari <= TANGGAL_AKHIR:
            return hari
    b.galat["bukti_tanggal"] = "Tulis tanggal seperti 21-11-2026."
    return None


def tambahan(semua: list[BarisForm], banyak: int, kunci: str = "") -> list[BarisForm]:
    """The lines and some more empty ones."""
    mulai = max((b.nomor for b in semua), default=0) + 1
    ruang = max(0, BARIS_TERBANYAK - len(semua))
    return semua + [baris_kosong(mulai + n, kunci) for n in range(min(banyak, ruang))]
