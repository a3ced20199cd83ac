"""Two small areas that offer sheets, with figures the tests change."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from smartkampung.inti.galat import GalatDomain
from smartkampung.inti.lembar import BagianRekap, Grafik, IsiRekap, Kolom, Kontrol, Lembar

BAWAAN: dict[str, Any] = {"dusun": [("Krajan", 120, 130), ("=Sumber", 80, 75)], "awal": 405, "akhir": 405,
                          "kontrol": None, "rusak": None, "surat": [("Keterangan Usaha", 12, Decimal("150000.50"))]}
DATA: dict[str, Any] = {}
DISUSUN: list[str] = []


def atur_ulang() -> None:
    DATA.clear()
    DATA.update(BAWAAN)
    DISUSUN.clear()


def _penduduk(periode: Any) -> IsiRekap:
    DISUSUN.append(f"penduduk {periode.kode}")
    if DATA["rusak"]:
        raise DATA["rusak"]
    dusun = Lembar("dusun", "Penduduk per dusun",
                   (Kolom("dusun", "Dusun"), Kolom("laki", "Laki-laki", "angka", jumlah=True),
                    Kolom("perempuan", "Perempuan", "angka", jumlah=True)), DATA["dusun"], periode.nama,
                   grafik=(Grafik("batang", "Penduduk", "dusun", ("laki", "perempuan")),))
    mutasi = Lembar("mutasi", "Perubahan", (Kolom("uraian", "Uraian"), Kolom("awal", "Awal", "angka", jumlah=True),
                                            Kolom("akhir", "Akhir", "angka", jumlah=True)),
                    [("Semua", DATA["awal"], DATA["akhir"])])
    semua = sum(a + b for _, a, b in DATA["dusun"])
    nilai = semua if DATA["kontrol"] is None else DATA["kontrol"]
    return IsiRekap((dusun, mutasi), (Kontrol("Penduduk desa", nilai, ((1, "dusun", "laki"),
                                                                      (1, "dusun", "perempuan"))),))


def _surat(periode: Any) -> IsiRekap:
    DISUSUN.append(f"surat {periode.kode}")
    kolom = (Kolom("jenis", "Jenis"), Kolom("jumlah", "Jumlah", "angka", jumlah=True),
             Kolom("biaya", "Biaya", "rupiah", jumlah=True))
    lembar = Lembar("surat", "Pelayanan surat", kolom, DATA["surat"])
    return IsiRekap((lembar,), (Kontrol("Biaya", sum((b for *_, b in DATA["surat"]), Decimal(0)),
                                        ((1, "surat", "biaya"),)),))


class Terhenti(GalatDomain):
    pesan = "Buku surat belum lengkap."


PENDUDUK = BagianRekap("penduduk", "Kependudukan", _penduduk)
SURAT = BagianRekap("surat", "Pelayanan surat", _surat)
ALAMAT = ("tests.rekap.bahan:PENDUDUK", "tests.rekap.bahan:SURAT")
