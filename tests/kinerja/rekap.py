"""How long a recap takes, against XlsxWriter alone writing the same cells in the same run."""

from __future__ import annotations

import io
import statistics
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from xlsxwriter.workbook import Workbook

from smartkampung import sambungan
from smartkampung.extensions import db
from smartkampung.inti.db import transaksi
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.lembar import BagianRekap, IsiRekap, Kolom, Kontrol, Lembar, adalah_bilangan
from smartkampung.inti.tanggal import Periode
from smartkampung.rekap import paket
from smartkampung.rekap.jenis import BULANAN, ambil_jenis
from smartkampung.rekap.susun import kumpulkan, susun


@dataclass(frozen=True)
class UkuranRekap:
    """Medians in seconds of one run."""

    sel: int
    susun: float
    mentah: float

    @property
    def kali(self) -> float:
        return self.susun / self.mentah


def tulis_mentah(lembar: Sequence[Lembar]) -> bytes:
    """The same cells by XlsxWriter alone, in its quick mode."""
    ke = io.BytesIO()
    buku = Workbook(ke, {"constant_memory": True, "strings_to_urls": False, "strings_to_formulas": False})
    format_angka = buku.add_format({"num_format": "#,##0"})
    for satu in lembar:
        halaman = buku.add_worksheet()
        for indeks, kolom in enumerate(satu.kolom):
            halaman.write_string(0, indeks, kolom.judul)
        for nomor, baris in enumerate(satu.baris, start=1):
            for indeks, nilai in enumerate(baris):
                if adalah_bilangan(nilai):
                    halaman.write_number(nomor, indeks, nilai, format_angka)
                elif nilai is not None:
                    halaman.write_string(nomor, indeks, str(nilai))
    buku.close()
    return ke.getvalue()


def ukur(periode: Periode, *, ulang: int = 5) -> UkuranRekap:
    """Compose the monthly recap several times (nothing is kept), beside XlsxWriter alone; in an app context."""
    susunan, mentah, sel = [], [], 0
    for _ in range(ulang):
        lembar = kumpulkan(ambil_jenis(BULANAN), periode).lembar
        sel = sum(len(x.baris) * len(x.kolom) for x in lembar)
        awal = time.perf_counter()
        tulis_mentah(lembar)
        mentah.append(time.perf_counter() - awal)
        db.session.rollback()
        with suppress(_Batal), transaksi():
            awal = time.perf_counter()
            susun(ambil_jenis(BULANAN), periode, alasan="ukur")
            susunan.append(time.perf_counter() - awal)
            raise _Batal  # nothing is kept
    return UkuranRekap(sel, statistics.median(susunan), statistics.median(mentah))


class _Batal(Exception):
    pass


def bagian_penduduk(banyak: int) -> BagianRekap:
    """A by-name sheet of so many residents in 12 columns: what the figure of the issue speaks of."""
    kolom = (Kolom("nama", "Nama"), Kolom("nik", "NIK", "nik"), Kolom("kk", "KK", "nik"), Kolom("dusun", "Dusun"),
             *(Kolom(f"k{n}", f"Kolom {n}", "angka", jumlah=True) for n in range(8)))
    baris = [(f"Penduduk Contoh {n}", f"9901{n:012d}", f"9901{n // 4:012d}", f"Dusun {n % 7}",
              *((n * k) % 97 for k in range(8))) for n in range(banyak)]

    def susun_isi(_periode: Periode) -> IsiRekap:
        lembar = Lembar("warga", "Penduduk menurut nama", kolom, baris)
        return IsiRekap((lembar,), (Kontrol("Kolom 1", int(lembar.jumlah("k1")), ((1, "warga", "k1"),)),))

    return BagianRekap("warga", "Penduduk menurut nama", susun_isi)


def ukur_rekap(banyak: int = 20_000, ulang: int = 5) -> tuple[float, float]:
    """Seconds to compose the month's recap of all areas with a by-name sheet of `banyak` residents in it
    (240,000 cells at 20,000), and seconds XlsxWriter alone takes for the same cells. In an app context.
    """
    asli = sambungan.bagian_rekap
    semua = [*asli(), bagian_penduduk(banyak)]
    sambungan.bagian_rekap = lambda: semua  # type: ignore[assignment]
    try:
        hasil = ukur(Periode.dari(hari_desa()).sebelum(), ulang=ulang)
    finally:
        sambungan.bagian_rekap = asli
    return hasil.susun, hasil.mentah


def ukur_bulanan(ulang: int = 5) -> float:
    """Seconds to compose the month's recap of the areas as they are. In an app context."""
    return ukur(Periode.dari(hari_desa()).sebelum(), ulang=ulang).susun


def ukur_penerimaan(data: bytes, ulang: int = 20) -> float:
    """Median seconds to open a packet, check its schema and add its figures up."""
    waktu = []
    for _ in range(ulang):
        awal = time.perf_counter()
        isi = paket.buka(data)
        paket.periksa_skema(isi)
        paket.periksa_angka(isi["isi"])
        waktu.append(time.perf_counter() - awal)
    return statistics.median(waktu)
