"""Sheets for the tax office: every withholding, a recap per vendor, and the shape of a bulk upload."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from smartkampung.inti.lembar import JenisKolom, Kolom, Lembar
from smartkampung.inti.tanggal import Periode
from smartkampung.inti.uang import NOL
from smartkampung.keuangan.kertas.bentuk import tata
from smartkampung.keuangan.setor.utang import Pungutan

_JENIS: dict[str, JenisKolom] = {"rupiah": "rupiah", "angka": "angka", "persen": "persen", "tanggal": "tanggal"}
PPN = "PPN"
_PUNGUTAN = (
    Kolom("tanggal", "Tanggal", "tanggal"), Kolom("masa", "Masa pajak"), Kolom("jenis", "Jenis"),
    Kolom("bukti", "Bukti"), Kolom("pihak", "Pihak"), Kolom("npwp", "NPWP"), Kolom("uraian", "Uraian"),
    Kolom("sumber", "Sumber dana"), Kolom("dasar", "Dasar pengenaan", "rupiah", jumlah=True),
    Kolom("nilai", "Dipungut", "rupiah", jumlah=True), Kolom("sisa", "Belum disetor", "rupiah", jumlah=True),
    Kolom("ntpn", "NTPN"),
)  # fmt: skip
_REKAP = (
    Kolom("pihak", "Pihak"), Kolom("npwp", "NPWP"), Kolom("jenis", "Jenis"), Kolom("masa", "Masa pajak"),
    Kolom("banyak", "Banyak", "angka"), Kolom("dasar", "Dasar pengenaan", "rupiah", jumlah=True),
    Kolom("nilai", "Dipungut", "rupiah", jumlah=True), Kolom("sisa", "Belum disetor", "rupiah", jumlah=True),
    Kolom("ntpn", "NTPN"),
)  # fmt: skip


def lembar_pungutan(pungutan: Iterable[Pungutan], judul: str) -> Lembar:
    """Every withholding with its NTPN."""
    baris = [[p.tanggal, p.masa.nama, p.kode, p.bukti, p.pihak, p.npwp, p.uraian, p.sumber_dana, p.dasar, p.nilai,
              p.sisa, p.ntpn] for p in pungutan]  # fmt: skip
    return Lembar("pungutan-pajak", "Pajak yang dipungut", _PUNGUTAN, baris, subjudul=judul)


def rekap_pihak(pungutan: Iterable[Pungutan]) -> list[list[Any]]:
    """Per vendor, kind and month: what a bukti potong says."""
    kelompok: dict[tuple[str, str, str, Periode], list[Pungutan]] = {}
    for p in pungutan:
        kelompok.setdefault((p.pihak or "Tanpa nama", p.npwp, p.kode, p.masa), []).append(p)
    return [[pihak, npwp, kode, masa.nama, len(isi), _jumlah(p.dasar for p in isi), _jumlah(p.nilai for p in isi),
             _jumlah(p.sisa for p in isi), ", ".join(dict.fromkeys(p.ntpn for p in isi if p.ntpn))]
            for (pihak, npwp, kode, masa), isi in sorted(kelompok.items())]  # fmt: skip


def _jumlah(nilai: Iterable[Decimal | None]) -> Decimal:
    return sum((n for n in nilai if n is not None), NOL)


def lembar_rekap(pungutan: Iterable[Pungutan], judul: str) -> Lembar:
    """The recap per vendor."""
    return Lembar("rekap-pihak", "Rekap pajak per pihak", _REKAP, rekap_pihak(pungutan), subjudul=judul)


def lembar_bppu(pungutan: Iterable[Pungutan], masa: Periode) -> Lembar:
    """Withheld income taxes of a month in the columns of a Coretax bulk upload (its layout is a data file)."""
    bentuk = tata("bppu")
    kolom = tuple(Kolom(k.kunci, k.judul, _JENIS.get(k.jenis, "teks"), k.lebar + 2) for k in bentuk.kolom)
    baris = [[isi.get(k.kunci) for k in bentuk.kolom] for isi in map(_bppu, pungutan) if isi]
    return Lembar("bppu", bentuk.judul[0], kolom, baris, subjudul=masa.nama, catatan=(
        "[M] Susunan kolom menurut ingatan; cocokkan dengan templat Coretax terbaru sebelum diunggah.",
        "Kode objek pajak dan ID TKU diisi menurut daftar DJP. PPN tidak termasuk: dilaporkan lewat SPT Masa PPN."))


def _bppu(p: Pungutan) -> dict[str, Any] | None:
    if p.kode == PPN or p.dasar is None:
        return None
    return {"bulan": p.masa.bulan, "tahun": p.masa.tahun, "npwp": p.npwp, "fasilitas": "N/A", "dasar": p.dasar,
            "tarif": p.tarif, "jenis_dokumen": "CommercialInvoice", "nomor_dokumen": p.bukti,
            "tanggal_dokumen": p.tanggal, "opsi": "N/A", "tanggal_potong": p.tanggal, "nama": p.pihak, "jenis": p.kode,
            "nilai": p.nilai}  # fmt: skip
