"""What a report is asked for: fiscal year, period, which budget, which source of funds, how deep."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from smartkampung.extensions import db
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.tanggal import tanggal_panjang
from smartkampung.keuangan.anggaran.models import AWAL, BERLAKU, DIGANTIKAN, VersiAnggaran

S1, S2, SETAHUN, TANGGAL = "s1", "s2", "tahun", "tanggal"
MASA = {S1: "Semester I", S2: "Semester II", SETAHUN: "Setahun", TANGGAL: "Sampai tanggal"}
TERAKHIR, MURNI = "berlaku", "awal"
ANGGARAN = {TERAKHIR: "Yang berlaku", MURNI: "Awal"}
TAHUN_MIN, TAHUN_MAKS = 2015, 2100


@dataclass(frozen=True, slots=True)
class Minta:
    """One report. `sampai` matters only for the period TANGGAL."""

    tahun: int
    masa: str = SETAHUN
    sampai: date | None = None
    anggaran: str = TERAKHIR
    sumber: str = ""
    rinci: bool = False

    @property
    def akhir(self) -> date:
        """The last day that counts."""
        if self.masa == S1:
            return date(self.tahun, 6, 30)
        return self.sampai if self.masa == TANGGAL and self.sampai else date(self.tahun, 12, 31)

    @property
    def mulai(self) -> date | None:
        """The first day of the semester the report is about; None when it is not about a semester."""
        return {S1: date(self.tahun, 1, 1), S2: date(self.tahun, 7, 1)}.get(self.masa)

    @property
    def berjalan(self) -> bool:
        """Whether its last day has not come yet."""
        return self.akhir > hari_desa()

    @property
    def sebutan(self) -> tuple[str, ...]:
        """The lines under the title that say what it covers."""
        baris = {S1: ["Semester pertama"], S2: ["Semester kedua"], SETAHUN: []}.get(self.masa, [])
        if self.masa == TANGGAL:
            baris = [f"Sampai {tanggal_panjang(self.akhir)}"]
        elif self.berjalan:
            baris = [*baris, f"Keadaan {tanggal_panjang(hari_desa())}"]
        return tuple(baris)

    @property
    def nama(self) -> str:
        """For file names: `2026-s1`, `2026-sampai-20260910-dds`."""
        masa = f"sampai-{self.akhir:%Y%m%d}" if self.masa == TANGGAL else self.masa
        return "-".join(x for x in (str(self.tahun), masa, self.sumber.lower(), "rinci" if self.rinci else "",
                                    "awal" if self.anggaran == MURNI else "") if x)  # fmt: skip

    def isian(self) -> dict[str, str]:
        """As arguments of an address, without what is the usual."""
        semua = {"tahun": str(self.tahun), "masa": self.masa, "anggaran": self.anggaran, "sumber": self.sumber,
                 "sampai": self.sampai.isoformat() if self.masa == TANGGAL and self.sampai else "",
                 "rinci": "1" if self.rinci else ""}  # fmt: skip
        return {k: n for k, n in semua.items() if n and (k, n) not in (("anggaran", TERAKHIR), ("masa", SETAHUN))}

    def ubah(self, **lain: object) -> dict[str, str]:
        """The arguments of a report that differs in these."""
        return replace(self, **lain).isian()  # type: ignore[arg-type]


def baca_minta(isi: Mapping[str, str], tahun: int) -> Minta:
    """A report from the arguments of an address; what makes no sense is taken as the usual."""
    teks = isi.get("tahun", "")
    pilih = int(teks) if teks.isascii() and teks.isdigit() and TAHUN_MIN <= int(teks[:5]) <= TAHUN_MAKS else tahun
    masa = isi.get("masa", SETAHUN)
    sampai = _hari(isi.get("sampai", ""), pilih)
    if masa not in MASA or (masa == TANGGAL and sampai is None):
        masa = SETAHUN
    anggaran = isi.get("anggaran", TERAKHIR)
    return Minta(pilih, masa, sampai if masa == TANGGAL else None, anggaran if anggaran in ANGGARAN else TERAKHIR,
                 isi.get("sumber", "")[:6].upper(), isi.get("rinci", "") == "1")  # fmt: skip


def _hari(teks: str, tahun: int) -> date | None:
    try:
        hari = date.fromisoformat(teks)
    except ValueError:
        return None
    return hari if hari.year == tahun else None


def versi_pada(tahun: int, hari: date, anggaran: str = TERAKHIR) -> VersiAnggaran | None:
    """The budget that was in force on a day of a year, or the first one that was."""
    v = VersiAnggaran
    pilih = db.select(v).where(v.tahun == tahun, v.keadaan.in_((BERLAKU, DIGANTIKAN))).order_by(v.urut)
    semua = list(db.session.scalars(pilih))
    if anggaran == MURNI:
        return next((satu for satu in semua if satu.jenis == AWAL), None)
    pernah = [n for n in semua if n.berlaku_pada is None or n.berlaku_pada <= max(hari, date(tahun, 1, 31))]
    return pernah[-1] if pernah else semua[0] if semua else None
