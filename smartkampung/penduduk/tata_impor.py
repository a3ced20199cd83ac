"""The resident sheet as OpenSID writes and reads it: 43 columns, and how each cell is understood.

Source: data/tata_penduduk.csv. Headers are found in any case and order, extra columns and blank rows are
passed over, codes may be numbers or words, dates may be written in several ways. A NIK stored as a number
is refused: Excel keeps 15 digits, so the last one is already lost.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from smartkampung.inti.berkas_lembar import Lembaran, LembarDitolak, buka
from smartkampung.lokasi import folder_data
from smartkampung.penduduk.nik import Cela
from smartkampung.penduduk.sel_impor import baca_kode, baca_nik, baca_no_kk, baca_tanggal, baca_teks, kosong

# Our name of each column where it differs from the sheet's.
_NAMA_KITA = {
    "sex": "jenis_kelamin",
    "tempatlahir": "tempat_lahir",
    "tanggallahir": "tanggal_lahir",
    "agama_id": "agama",
    "pendidikan_kk_id": "pendidikan_kk",
    "pendidikan_sedang_id": "pendidikan_sedang",
    "pekerjaan_id": "pekerjaan",
    "kk_level": "hubungan_keluarga",
    "warganegara_id": "warganegara",
    "golongan_darah_id": "golongan_darah",
    "dokumen_pasport": "paspor",
    "tanggal_akhir_paspor": "paspor_akhir",
    "dokumen_kitas": "kitas",
    "tanggalperkawinan": "tanggal_perkawinan",
    "tanggalperceraian": "tanggal_perceraian",
    "cacat_id": "cacat",
    "cara_kb_id": "cara_kb",
    "id_asuransi": "asuransi",
    "lat": "lintang",
    "lng": "bujur",
}
PANJANG = {
    "alamat": 200, "dusun": 60, "rw": 10, "rt": 10, "nama": 100, "tempat_lahir": 100, "nama_ayah": 100,
    "nama_ibu": 100, "akta_lahir": 60, "paspor": 45, "kitas": 45, "akta_perkawinan": 60,
    "akta_perceraian": 60, "alamat_sekarang": 200, "suku": 100, "tag_id_card": 17, "no_asuransi": 60,
    "lintang": 24, "bujur": 24,
}
_JUDUL_LAIN = {
    "no_kk": "nokk nomorkk nokartukeluarga kk",
    "nama": "namalengkap namapenduduk",
    "jenis_kelamin": "jeniskelamin jk",
    "tempat_lahir": "tempatlahir",
    "tanggal_lahir": "tanggallahir tgllahir",
    "hubungan_keluarga": "shdk hubungankeluarga hubungandalamkeluarga",
    "golongan_darah": "golongandarah goldarah",
    "status_kawin": "statusperkawinan statuskawin",
    "warganegara": "kewarganegaraan",
    "ayah_nik": "nikayah",
    "ibu_nik": "nikibu",
    "alamat": "alamatkk",
    "asuransi": "asuransikesehatan",
    "lintang": "latitude",
    "bujur": "longitude",
    "cacat": "penyandangcacat",
    "status_dasar": "statusdasar",
}
_BATAS_CARI_JUDUL = 20


@dataclass(frozen=True, slots=True)
class KolomTata:
    """One column: the sheet's name, ours, what it means, and how a cell of it is read."""

    urut: int
    judul: str
    kunci: str
    arti: str
    jenis: str  # teks, tanggal, kode, nik, no_kk
    kelompok: str
    wajib_baru: bool

    @property
    def panjang(self) -> int:
        return PANJANG.get(self.kunci, 100)


@dataclass(frozen=True, slots=True)
class CelaBaris:
    """Something wrong in one cell: where in the sheet, what stood there, what to do."""

    baris: int
    kolom: str
    nilai: str
    cela: Cela


@dataclass(slots=True)
class BarisTata:
    """One row as understood: only the columns that had something in them."""

    nomor: int
    isi: dict[str, Any] = field(default_factory=dict)
    cela: list[CelaBaris] = field(default_factory=list)

    @property
    def ditolak(self) -> bool:
        return any(c.cela.memblokir for c in self.cela)

    def catat(self, kolom: str, nilai: Any, cela: Cela) -> None:
        """Note a fault or a remark about one cell of this row."""
        self.cela.append(CelaBaris(self.nomor, kolom, potong(nilai), cela))


@dataclass(frozen=True)
class Sumber:
    """A file whose header was found: what it holds and the rows below the header."""

    lembar: str
    kolom: tuple[tuple[int, KolomTata], ...]
    lebih: tuple[str, ...]
    perkiraan: int
    baris: Iterator[tuple[int, list[Any]]]


@cache
def kolom_tata() -> tuple[KolomTata, ...]:
    """The 43 columns in the order of the sheet."""
    with (folder_data() / "tata_penduduk.csv").open(encoding="utf-8", newline="") as berkas:
        return tuple(_kolom(b) for b in csv.DictReader(berkas))


def kolom_kunci(kunci: str) -> KolomTata:
    """One column by our name."""
    return next(k for k in kolom_tata() if k.kunci == kunci)


def _kolom(baris: dict[str, str]) -> KolomTata:
    judul = baris["kolom"]
    kunci = _NAMA_KITA.get(judul, judul)
    if judul in ("nik", "ayah_nik", "ibu_nik"):
        jenis = "nik"
    elif judul == "no_kk":
        jenis = "no_kk"
    else:
        jenis = "kode" if baris["tipe"].startswith("kode") else baris["tipe"]
    return KolomTata(int(baris["urut"]), judul, kunci, baris["arti"], jenis, baris["kelompok_ref"],
                     baris["wajib"] == "baru")


def siapkan(jalur: Path) -> Sumber:
    """Open a file and find the sheet and header row that hold residents; LembarDitolak when none does."""
    for lembaran in buka(jalur):
        sumber = _temukan_judul(lembaran)
        if sumber:
            return sumber
    raise LembarDitolak("Baris judul kolom tidak ditemukan. Baris pertama harus memuat nama kolom seperti "
                        "nik, no_kk, nama, dusun, rw, rt. Unduh contoh lembar di halaman ini.")


def baca(sumber: Sumber, pada: date) -> Iterator[BarisTata]:
    """Every filled row of the sheet as understood on a day; blank rows are passed over."""
    for nomor, sel in sumber.baris:
        if any(not kosong(s) for s in sel):
            yield baca_baris(nomor, sel, sumber.kolom, pada)


def baca_baris(nomor: int, sel: list[Any], kolom: tuple[tuple[int, KolomTata], ...], pada: date) -> BarisTata:
    """Understand the cells of one row."""
    hasil = BarisTata(nomor)
    for letak, k in kolom:
        mentah = sel[letak] if letak < len(sel) else None
        if kosong(mentah):
            continue
        nilai, cela = _PEMBACA[k.jenis](mentah, k, pada)
        if cela:
            hasil.catat(k.judul, mentah, cela)
        if nilai is not None:
            hasil.isi[k.kunci] = nilai
    return hasil


def potong(nilai: Any) -> str:
    """A cell's content as shown in a list of faults: one line, at most 60 characters."""
    if isinstance(nilai, float) and nilai.is_integer():
        nilai = int(nilai)
    teks = " ".join(str("" if nilai is None else nilai).split())
    return teks if len(teks) <= 60 else teks[:59] + "…"


def _temukan_judul(lembaran: Lembaran) -> Sumber | None:
    baris = enumerate(lembaran.baris, start=1)
    for nomor, sel in baris:
        if nomor > _BATAS_CARI_JUDUL:
            return None
        kolom, lebih = _baca_judul(sel)
        if {"nik", "nama"} <= {k.kunci for _, k in kolom}:
            return Sumber(lembaran.nama, kolom, lebih, max(0, lembaran.perkiraan - nomor), baris)
    return None


def _baca_judul(sel: list[Any]) -> tuple[tuple[tuple[int, KolomTata], ...], tuple[str, ...]]:
    dikenal: dict[str, tuple[int, KolomTata]] = {}
    lebih: list[str] = []
    for letak, isi in enumerate(sel):
        kolom = _peta_judul().get(_rapat(isi)) if isinstance(isi, str) else None
        if kolom is None:
            lebih += [potong(isi)] if not kosong(isi) else []
        elif kolom.kunci in dikenal:
            raise LembarDitolak("Kolom %(kolom)s ada dua kali. Hapus salah satunya, lalu unggah lagi.",
                                kolom=kolom.judul)
        else:
            dikenal[kolom.kunci] = (letak, kolom)
    return tuple(dikenal.values()), tuple(lebih)


@cache
def _peta_judul() -> dict[str, KolomTata]:
    peta: dict[str, KolomTata] = {}
    for kolom in kolom_tata():
        for nama in (kolom.judul, kolom.kunci, kolom.judul.removesuffix("_id"), kolom.arti,
                     *_JUDUL_LAIN.get(kolom.kunci, "").split()):
            peta.setdefault(_rapat(nama), kolom)
    return peta


def _rapat(teks: str) -> str:
    return re.sub(r"[^a-z0-9]+", "", teks.lower())


_PEMBACA: dict[str, Callable[[Any, KolomTata, date], tuple[Any, Cela | None]]] = {
    "teks": lambda isi, k, _: baca_teks(isi, k.arti, k.panjang),
    "tanggal": lambda isi, k, pada: baca_tanggal(isi, k.arti, None if k.kunci == "paspor_akhir" else pada),
    "kode": lambda isi, k, _: baca_kode(isi, k.arti, k.kelompok),
    "nik": lambda isi, k, _: baca_nik(isi, k.arti),
    "no_kk": lambda isi, _k, _p: baca_no_kk(isi),
}
