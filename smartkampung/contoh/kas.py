"""The treasury of the invented village: last year whole, this year so far, from its budget, DPA and RAK."""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from smartkampung.contoh.bahan import Bahan, pengguna
from smartkampung.extensions import db
from smartkampung.inti.db import transaksi
from smartkampung.inti.uang import NOL
from smartkampung.keuangan.acuan.queries import Acuan
from smartkampung.keuangan.anggaran.isi import IsiAnggaran, Kunci, isi_versi, versi_berlaku
from smartkampung.keuangan.kas import models as m
from smartkampung.keuangan.kas.bukukan import Gerak
from smartkampung.keuangan.kas.massal import DokumenLuar, bukukan_massal

SERIBU = Decimal(1000)
TOKO = {"5.2.1": "Toko Pena Randuasri", "5.2.4": "UD Sumber Jaya", "5.3": "UD Watu Agung", "5.2.7": "UD Tani Makmur"}
_HARI_TERIMA = {"ADD": 5, "DDS": 12, "PBH": 18, "PAD": 9, "PBK": 14, "DLL": 28}
TERKECIL = Decimal(150_000)


@dataclass
class _Tahun:
    """One fiscal year being written: documents in order, and what each source has left."""

    tahun: int
    akhir: date
    isi: IsiAnggaran
    acuan: Acuan
    bank: int
    acak: random.Random
    dokumen: list[DokumenLuar] = field(default_factory=list)
    kas: dict[str, Decimal] = field(default_factory=lambda: defaultdict(lambda: NOL))
    utang: dict[tuple[str, str], Decimal] = field(default_factory=lambda: defaultdict(lambda: NOL))
    tunda: dict[Kunci, Decimal] = field(default_factory=dict)
    ke: int = 0

    def tulis(self, jenis: str, hari: date, uraian: str, **isi: object) -> DokumenLuar:
        """A new document; its key tells it from every other of the demo."""
        self.ke += 1
        d = DokumenLuar(f"contoh:{self.tahun}:{self.ke}", jenis, hari, uraian, **isi)  # type: ignore[arg-type]
        self.dokumen.append(d)
        return d

    def di_bank(self, jenis: str, *, kunci: Kunci = Kunci("", "", ""), pajak: str = "",
                **sisi: Decimal) -> Gerak:  # fmt: skip
        """A row in the bank account; the source's money moves with it."""
        g = Gerak(jenis, m.DI_BANK, kunci=kunci, pajak=pajak, rekening_id=self.bank, **sisi)  # type: ignore[arg-type]
        if kunci.sumber_dana:
            self.kas[kunci.sumber_dana] += g.masuk - g.keluar
        return g


def isi_kas(bahan: Bahan) -> None:
    """Both years; nothing where there is no budget in force or no account of the kaur keuangan."""
    bahan.ke(bahan.kini)
    with transaksi():
        if versi_berlaku(bahan.hari.year) is None:
            return
        bank = m.RekeningBank(bank="Bank Randuasri", nomor="0099-01-000123-30-5", utama=True,
                              atas_nama="Pemerintah Desa Sumberwangi")  # fmt: skip
        db.session.add(bank)
        db.session.flush()
        lalu = bahan.hari.year - 1
        acak = random.Random(bahan.benih)
        if versi_berlaku(lalu) is not None:
            awal = {b.kunci.sumber_dana: b.nilai for b in isi_versi(_versi(lalu)).saring("6.1.1.01")}
            bukukan_massal(_susun(lalu, date(lalu, 12, 31), bank.id, awal, {}, acak), oleh=pengguna("keuangan"))
            _tutup_tahun(lalu)


def _versi(tahun: int):
    return versi_berlaku(tahun)
