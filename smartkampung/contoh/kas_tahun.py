"""One fiscal year of the invented village's treasury, out of its budget, DPA and RAK."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_DOWN, Decimal
from functools import cached_property
from typing import Any

from smartkampung.contoh.bahan import pengguna
from smartkampung.desa.queries import hari_libur
from smartkampung.inti.tanggal import BULAN
from smartkampung.inti.uang import NOL
from smartkampung.keuangan.acuan.queries import Acuan
from smartkampung.keuangan.anggaran.isi import IsiAnggaran, Kunci
from smartkampung.keuangan.belanja.pajak import objek_rekening, usulkan
from smartkampung.keuangan.dpa.models import BERLAKU, KELUAR, MASUK
from smartkampung.keuangan.dpa.queries import baris_banyak, dpa_tahun
from smartkampung.keuangan.dpa.rak import baris_rak, rak_tahun
from smartkampung.keuangan.hari_kerja import maju
from smartkampung.keuangan.kas import models as m
from smartkampung.keuangan.kas.bukukan import Gerak
from smartkampung.keuangan.kas.massal import BarisLuar, DokumenLuar, PotonganLuar, bukukan_massal
from smartkampung.keuangan.kas.models import PERORANGAN, Pihak

RIBU, TERKECIL, TERAKHIR = Decimal(1000), Decimal(1_200_000), Decimal(150_000)  # small needs wait for each other
SILPA, PASAR = "6.1.1.01", "4.1.2.03"
HARI_TERIMA = {"ADD": 5, "DDS": 12, "PBH": 11, "PAD": 9, "PBK": 10, "DLL": 28}
BUNGA = "4.3.6.01"
PIHAK: dict[str, dict[str, Any]] = {
    "bahan": {"nama": "UD Watu Agung", "npwp": "0012345678901000", "pkp": True, "alamat": "Jalan Raya Randuasri 12",
              "bank": "Bank Randuasri", "nomor_rekening": "0099-01-004411-50-1", "atas_nama": "UD Watu Agung"},
    "barang": {"nama": "Toko Pena Randuasri", "npwp": "0023456789012000", "suket_nomor": "S-104/KET/2024",
               "suket_mulai": date(2024, 2, 1), "suket_sampai": date(2027, 1, 31), "alamat": "Pasar Randuasri B-4",
               "bank": "Bank Randuasri", "nomor_rekening": "0099-01-005520-50-4", "atas_nama": "Toko Pena Randuasri"},
    "jasa": {"nama": "CV Karya Sejahtera", "npwp": "0034567890123000", "alamat": "Jalan Melati 7 Randuasri",
             "konstruksi": "kecil", "bank": "Bank Randuasri", "nomor_rekening": "0099-01-007733-50-8"},
    "honor": {"nama": "Penerima honor kegiatan", "jenis": PERORANGAN, "npwp": "0045678901234000"},
    "desa": {"nama": "Perangkat dan lembaga desa"},
}


@dataclass
class BukuTahun:
    """One fiscal year being written: its documents, what each source has in the bank, what is owed and put off."""

    tahun: int
    akhir: date
    isi: IsiAnggaran
    nama: Acuan
    rab: Mapping[Kunci, str]
    bank: int
    pihak: Mapping[str, Pihak]
    acak: random.Random
    dokumen: list[DokumenLuar] = field(default_factory=list)
    kas: dict[str, Decimal] = field(default_factory=lambda: defaultdict(lambda: NOL))
    tunai: Decimal = NOL
    utang: dict[tuple[str, str], Decimal] = field(default_factory=lambda: defaultdict(lambda: NOL))
    tunda: dict[Kunci, Decimal] = field(default_factory=lambda: defaultdict(lambda: NOL))
    pka_id: int = field(default_factory=lambda: pengguna("kasi").id)
    telat: bool = False  # one advance that nobody has accounted for

    def tulis(self, jenis: str, hari: date, uraian: str, nilai: Decimal, media: str = m.DI_BANK) -> DokumenLuar:
        """A new document; its key tells it from every other of the demo."""
        d = DokumenLuar(f"contoh:{self.tahun}:{len(self.dokumen)}", jenis, hari, uraian, nilai=nilai, media=media,
                        rekening_id=self.bank if media == m.DI_BANK else None)  # fmt: skip
        self.dokumen.append(d)
        return d

    def gerak(self, d: DokumenLuar, jenis: str, nilai: Decimal, *, media: str = m.DI_BANK,
              kunci: Kunci | None = None, pajak: str = "", asal: BarisLuar | PotonganLuar | None = None,
              uraian: str = "") -> None:
        """A row: received when the amount is above nought, paid when it is below; the source's money moves with it."""
        pos = kunci or Kunci("", "", "")
        d.gerak.append((Gerak(jenis, media, masuk=max(nilai, NOL), keluar=max(-nilai, NOL), kunci=pos, pajak=pajak,
                              rekening_id=self.bank, uraian=uraian), asal))  # fmt: skip
        if media == m.TUNAI:
            self.tunai += nilai
        if pos.sumber_dana and media in m.KAS:
            self.kas[pos.sumber_dana] += nilai

    def sebutan(self, kunci: Kunci) -> str:
        """What is bought under a key: the first item of its RAB."""
        return self.rab.get(kunci) or self.nama.nama_rekening(kunci.rekening)

    @cached_property
    def libur(self) -> set[date]:
        """The closed days of the year."""
        return set(hari_libur(date(self.tahun, 1, 1), date(self.tahun + 1, 1, 31)))

    def kerja(self, hari: date, banyak: int) -> date:
        """The `banyak`-th working day after a day."""
        return maju(hari, banyak, self.libur)

    def tersedia(self, dana: str) -> Decimal:
        """What a source has left, taxes it owes set aside."""
        return self.kas[dana] - sum((n for (_, d), n in self.utang.items() if d == dana), NOL)


def tulis_tahun(b: BukuTahun) -> None:
    """Write a year, month by month, and post it."""
    masuk, keluar = _jadwal(b)
    for bulan in range(1, b.akhir.month + 1):
        _setor(b, bulan)
        for kunci, nilai in masuk[bulan].items():
            if kunci.rekening != BUNGA:
                _terima(b, bulan, kunci, nilai)
        for kunci, nilai in keluar[bulan].items():
            b.tunda[kunci] += nilai
        for kunci in sorted(b.tunda, key=lambda k: (not k.rekening.startswith("5.1"), k)):
            _belanja(b, bulan, kunci)
        for kunci, nilai in masuk[bulan].items():
            if kunci.rekening == BUNGA:  # at the end of the month: nothing in it is paid from it
                _terima(b, bulan, kunci, nilai)
        _rapikan_tunai(b, bulan)
    bukukan_massal(b.dokumen, oleh=pengguna("keuangan"))


Jadwal = dict[int, dict[Kunci, Decimal]]


def _jadwal(b: BukuTahun) -> tuple[Jadwal, Jadwal]:
    """What the RAK and the DPA plan per month: income and financing, spending per key."""
    masuk: Jadwal = {n: {} for n in range(1, 13)}
    keluar: Jadwal = {n: {} for n in range(1, 13)}
    rak = next(r for r in rak_tahun(b.tahun) if r.keadaan == BERLAKU)
    for r in baris_rak(rak):
        if (r.arah == MASUK and r.rekening != SILPA) or (r.arah == KELUAR and r.rekening.startswith("6.2")):
            for n, nilai in enumerate(r.bulan, 1):
                if nilai:
                    (masuk if r.arah == MASUK else keluar)[n][Kunci("", r.rekening, r.sumber_dana)] = nilai
    dokumen = [d for d in dpa_tahun(b.tahun) if d.keadaan == BERLAKU]
    isi = baris_banyak(dokumen)
    for d in dokumen:
        for x in isi[d.id]:
            for n, nilai in enumerate(x.bulan, 1):
                if nilai:
                    keluar[n][Kunci(d.kegiatan, x.rekening, x.sumber_dana)] = nilai
    return masuk, keluar


def _terima(b: BukuTahun, bulan: int, kunci: Kunci, rencana: Decimal) -> None:
    hari = date(b.tahun, bulan, HARI_TERIMA.get(kunci.sumber_dana, 15))
    if hari > b.akhir:
        return
    bunga = kunci.rekening == BUNGA
    nilai = (rencana * b.acak.randint(930, 1000) / 1000).quantize(Decimal("0.01")) if bunga else rencana
    media = m.TUNAI if kunci.rekening == PASAR else m.DI_BANK
    d = b.tulis(m.BANK if bunga else m.TBP, hari, f"{b.sebutan(kunci)}, {BULAN[bulan - 1]}", nilai, media)
    d.pihak = "Pengelola pasar desa" if media == m.TUNAI else "Kas daerah" if kunci.rekening.startswith("4.2") else ""
    baris = BarisLuar(kunci, nilai, d.uraian)
    d.baris.append(baris)
    b.gerak(d, m.R_TERIMA, nilai, media=media, kunci=kunci, asal=baris)
    if media == m.TUNAI:
        _ke_bank(b, m.STS, b.kerja(hari, 1), nilai, f"Setor {d.uraian}")


def _ke_bank(b: BukuTahun, jenis: str, hari: date, nilai: Decimal, uraian: str) -> None:
    d = b.tulis(jenis, hari, uraian, nilai, m.TUNAI)
    d.tujuan_id = b.bank
    b.gerak(d, m.R_MUTASI, -nilai, media=m.TUNAI)
    b.gerak(d, m.R_MUTASI, nilai)


def _setor(b: BukuTahun, bulan: int) -> None:
    """On the ninth, what was withheld in the month before; in December once more, but for the last days."""
    hari = b.kerja(date(b.tahun, bulan, 7), 2)
    utang = {k: v for k, v in b.utang.items() if v}
    if not utang or hari > b.akhir:
        return
    jumlah = sum(utang.values(), NOL)
    d = b.tulis(m.SETOR, hari, f"Setoran pajak masa {BULAN[(bulan - 2) % 12]}", jumlah)
    d.ntpn = f"{b.acak.getrandbits(64):016X}"
    for (kode, dana), nilai in utang.items():
        baris = BarisLuar(Kunci("", "", dana), nilai, f"Setor {kode}", pajak=kode)
        d.baris.append(baris)
        b.gerak(d, m.R_SETOR, -nilai, kunci=baris.kunci, pajak=kode, asal=baris)
        b.utang[kode, dana] = NOL


def _belanja(b: BukuTahun, bulan: int, kunci: Kunci) -> None:
    """What a key has planned up to this month, when there is money of its source; else it waits."""
    rencana = b.tunda[kunci]
    tetap = kunci.rekening.startswith(("5.1", "5.4", "6.2"))
    nilai = rencana if tetap else (rencana * b.acak.randint(945, 1000) / 1000 / RIBU).quantize(
        Decimal(1), ROUND_DOWN) * RIBU  # fmt: skip
    ajukan = b.kerja(date(b.tahun, bulan, b.acak.randint(14, 20)), 1)
    bayar = b.kerja(ajukan, b.acak.randint(1, 3))
    terkecil = TERAKHIR if bulan == 12 else TERKECIL
    if nilai < terkecil or bayar > b.akhir or nilai > b.tersedia(kunci.sumber_dana):
        return
    b.tunda[kunci] = NOL
    kegiatan = b.isi.kegiatan.get(kunci.kegiatan)
    panjar = (kunci.rekening.startswith("5.2") and not kunci.rekening.startswith("5.2.2") and kegiatan is not None
              and kegiatan.cara == "swakelola" and RIBU * 1500 <= nilai <= RIBU * 10_000
              and b.kerja(bayar, 8) <= min(b.akhir, date(b.tahun, 12, 29)) and b.acak.random() < 0.4)
    uraian = f"{b.sebutan(kunci)}, {BULAN[bulan - 1]}"
    spp, cair = _spp(b, ajukan, bayar, nilai, kunci, uraian, panjar=panjar)
    b.gerak(cair, m.R_PANJAR if panjar else m.R_BELANJA, -nilai, kunci=kunci, asal=spp.baris[0])
    if panjar:
        _spj(b, spp, bayar, nilai, kunci, uraian)
    else:
        _potong(b, spp, cair, spp.baris[0], kunci, nilai)


def _spp(b: BukuTahun, ajukan: date, bayar: date, nilai: Decimal, kunci: Kunci, uraian: str, *,
         panjar: bool) -> tuple[DokumenLuar, DokumenLuar]:  # fmt: skip
    cara = m.PANJAR if panjar else m.PEMBIAYAAN if kunci.rekening.startswith("6") else m.DEFINITIF
    penerima = "Pelaksana kegiatan" if panjar else _penerima(b, kunci).nama
    spp = b.tulis(m.SPP, ajukan, uraian, nilai, "")
    spp.cara, spp.kegiatan, spp.pihak, spp.keadaan, spp.pka_id = cara, kunci.kegiatan, penerima, m.DICAIRKAN, b.pka_id
    spp.baris.append(BarisLuar(kunci, nilai, uraian, penerima=penerima, bukti=f"KW-{len(b.dokumen):04d}",
                               bukti_tanggal=ajukan))  # fmt: skip
    cair = b.tulis(m.CAIR, bayar, uraian, nilai)
    cair.induk, cair.kegiatan, cair.pihak = spp.sumber, kunci.kegiatan, penerima
    return spp, cair


def _penerima(b: BukuTahun, kunci: Kunci) -> Pihak:
    objek = objek_rekening(kunci.rekening)
    kata = {"honor": "honor", "upah": "honor", "jasa": "jasa", "sewa": "jasa", "konstruksi": "jasa",
            "barang": "bahan" if kunci.rekening.startswith("5.3") else "barang"}.get(objek, "desa")  # fmt: skip
    return b.pihak[kata]


def _potong(b: BukuTahun, spp: DokumenLuar, cair: DokumenLuar, baris: BarisLuar, kunci: Kunci, nilai: Decimal, *,
            media: str = m.DI_BANK) -> None:  # fmt: skip
    """Withhold what the profile of the payee asks for."""
    for u in usulkan(nilai, _penerima(b, kunci), cair.tanggal, objek_rekening(kunci.rekening)):
        p = PotonganLuar(u.kode, u.nilai, kunci.sumber_dana, baris, u.dasar, u.tarif)
        spp.potongan.append(p)
        spp.potongan_jumlah += u.nilai
        cair.potongan_jumlah = spp.potongan_jumlah
        b.utang[u.kode, kunci.sumber_dana] += u.nilai
        b.gerak(cair, m.R_POTONGAN, u.nilai, media=media, kunci=Kunci("", "", kunci.sumber_dana), pajak=u.kode, asal=p,
                uraian=f"Potongan {u.kode}, {cair.uraian}")  # fmt: skip


def _spj(b: BukuTahun, spp: DokumenLuar, bayar: date, nilai: Decimal, kunci: Kunci, uraian: str) -> None:
    """An advance is accounted for in time, what is left comes back in cash; one of last month is late."""
    if not b.telat and b.akhir.month < 12 and bayar.month == b.akhir.month - 1:
        b.telat = True
        return
    hari = b.kerja(bayar, b.acak.randint(3, 8))
    pakai = (nilai * b.acak.randint(93, 100) / 100 / RIBU).quantize(Decimal(1), ROUND_DOWN) * RIBU
    d = b.tulis(m.SPJ, hari, f"SPJ {uraian}"[:300], pakai, m.TUNAI)
    d.induk, d.kegiatan, d.keadaan = spp.sumber, kunci.kegiatan, m.DISAHKAN
    baris = BarisLuar(kunci, pakai, uraian, penerima=_penerima(b, kunci).nama, bukti=f"KW-{len(b.dokumen):04d}",
                      bukti_tanggal=hari)  # fmt: skip
    d.baris.append(baris)
    b.gerak(d, m.R_BELANJA, -pakai, media=m.DI_PANJAR, kunci=kunci, asal=baris)
    if nilai > pakai:
        b.gerak(d, m.R_SISA, nilai - pakai, media=m.TUNAI, kunci=kunci)
    _potong(b, d, d, baris, kunci, pakai, media=m.TUNAI)


def _rapikan_tunai(b: BukuTahun, bulan: int) -> None:
    """What is left in the till goes to the bank before the month ends."""
    akhir = date(b.tahun, 12, 31) if bulan == 12 else date(b.tahun, bulan + 1, 1) - timedelta(days=1)
    masuk_akhir = max((d.tanggal for d in b.dokumen if any(g.media == m.TUNAI for g, _ in d.gerak)), default=akhir)
    if b.tunai > 0 and masuk_akhir <= akhir <= b.akhir:
        _ke_bank(b, m.MUTASI, akhir, b.tunai, "Kas tunai ke bank")
