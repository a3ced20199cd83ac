"""The text of a letter: facts merged into its paragraphs, ready for the page.

`[kode]` is replaced by a fact when the code is known; `[KODE]` writes it in capitals; anything else
stays literal. Bold comes only from the definition (`**…**`), never from a fact: the definition is cut
into pieces before facts are put in.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from smartkampung.inti.tanggal import HARI, tanggal_panjang, umur
from smartkampung.inti.terbilang import terbilang, terbilang_rupiah
from smartkampung.inti.uang import rupiah

KODE_DESA = [
    "nama_desa",
    "sebutan_desa",
    "kepala_desa",
    "nama_kecamatan",
    "nama_kabupaten",
    "nama_provinsi",
    "alamat_desa",
    "kode_desa",
    "desa_lengkap",
    "kecamatan_lengkap",
    "kabupaten_lengkap",
    "zona_waktu",
]
KODE_WARGA = [
    "nama",
    "nik",
    "no_kk",
    "tempat_lahir",
    "tanggal_lahir",
    "tempat_tanggal_lahir",
    "umur",
    "jenis_kelamin",
    "agama",
    "status_kawin",
    "pendidikan",
    "pekerjaan",
    "kewarganegaraan",
    "golongan_darah",
    "hubungan_kk",
    "kepala_keluarga",
    "nama_ayah",
    "nama_ibu",
    "alamat",
    "alamat_lengkap",
    "dusun",
    "rt",
    "rw",
]
KODE_SURAT = [
    "judul_surat",
    "nomor_surat",
    "tanggal_surat",
    "berlaku_sampai",
    "jabatan_penanda",
    "jabatan_penanda_lengkap",
    "nama_penanda",
]
KODE_KELAMIN = {
    "janda_duda": ("Duda", "Janda"),
    "jejaka_perawan": ("Jejaka", "Perawan"),
    "bin_binti": ("bin", "binti"),
    "suami_istri": ("suami", "istri"),
    "istri_suami": ("istri", "suami"),
}
KODE_TETAP = frozenset(KODE_DESA + KODE_WARGA + KODE_SURAT) | KODE_KELAMIN.keys()
_TEBAL = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
_ISIAN = re.compile(r"\[([A-Za-z][A-Za-z0-9_]{1,39})\]")
KOSONG = "—"


def kode_dalam(teks: str) -> frozenset[str]:
    """Answer the placeholders of a text, in small letters."""
    return frozenset(kode.lower() for kode in _ISIAN.findall(teks))


def gabung(teks: str, nilai: Mapping[str, str]) -> str:
    """Answer the text with its known placeholders replaced; everything else is literal."""

    def satu(cocok: re.Match[str]) -> str:
        kode = cocok[1]
        isi = nilai.get(kode.lower())
        if isi is None:
            return cocok[0]
        return isi.upper() if kode.isupper() else isi

    return _ISIAN.sub(satu, teks)


def potongan(teks: str, nilai: Mapping[str, str]) -> list[list[Any]]:
    """Answer a paragraph as pieces [text, bold], facts merged in."""
    hasil: list[list[Any]] = []
    for urut, bagian in enumerate(_TEBAL.split(teks)):
        if bagian:
            hasil.append([gabung(bagian, nilai), urut % 2 == 1])
    return hasil


def _baris(label: str, teks: str, nilai: Mapping[str, str]) -> list[Any] | None:
    """Answer one row [label, text, bold], or None when its only facts are empty and optional."""
    isi = potongan(teks, nilai)
    kode = _ISIAN.findall(teks)
    if kode and all(nilai.get(satu.lower(), KOSONG) == "" for satu in kode):
        return None
    return [gabung(label, nilai), "".join(satu for satu, _ in isi), bool(isi) and all(tebal for _, tebal in isi)]


def susun_bagian(bagian: Sequence[Mapping[str, Any]], nilai: Mapping[str, str]) -> list[dict[str, Any]]:
    """Answer the body of a letter as the layout reads it; rows without a value are left out, and so is a
    part whose fact (`bila`) is empty.
    """
    hasil: list[dict[str, Any]] = []
    for satu in bagian:
        if "bila" in satu and not nilai.get(satu["bila"]):
            continue
        if satu["jenis"] == "paragraf":
            hasil.append({"jenis": "paragraf", "isi": potongan(satu["teks"], nilai)})
            continue
        baris = [_baris(label, teks, nilai) for label, teks in satu["baris"]]
        if any(baris):
            hasil.append({"jenis": "tabel", "isi": [b for b in baris if b]})
    return hasil


def berlaku_sampai(tanggal: date, berlaku: Mapping[str, Any]) -> date:
    """Answer the last day a letter is valid; the end of a shorter month counts as its last day."""
    jumlah = int(berlaku["jumlah"])
    if berlaku["satuan"] == "hari":
        return date.fromordinal(tanggal.toordinal() + jumlah)
    bulan = tanggal.month - 1 + jumlah * (12 if berlaku["satuan"] == "tahun" else 1)
    tahun, bulan = tanggal.year + bulan // 12, bulan % 12 + 1
    return date(tahun, bulan, min(tanggal.day, calendar.monthrange(tahun, bulan)[1]))


def nik_berspasi(nik: str) -> str:
    """Answer sixteen digits in four groups, as letters print them."""
    return " ".join(nik[i : i + 4] for i in range(0, len(nik), 4))


def nilai_warga(potret: Mapping[str, Any], pada: date) -> dict[str, str]:
    """Answer the placeholders of the resident from the snapshot; dates in the snapshot are ISO."""
    lahir = date.fromisoformat(potret["tanggal_lahir"])
    teks = {kode: str(potret.get(kode) or "") for kode in KODE_WARGA}
    tempat = teks["tempat_lahir"]
    perempuan = teks["jenis_kelamin"].casefold().startswith("p")
    return (
        teks
        | {kode: pilihan[perempuan] for kode, pilihan in KODE_KELAMIN.items()}
        | {
            "nik": nik_berspasi(teks["nik"]),
            "no_kk": nik_berspasi(teks["no_kk"]),
            "tanggal_lahir": tanggal_panjang(lahir),
            "tempat_tanggal_lahir": ", ".join(x for x in (tempat, tanggal_panjang(lahir)) if x),
            "umur": str(umur(lahir, pada)),
        }
    )


def teks_isian(jenis: str, nilai: Any) -> str:
    """Answer a stored fact as people read it: a date in full, an amount with its Rp, a time as 14.30."""
    if nilai in (None, ""):
        return ""
    if jenis == "tanggal":
        return tanggal_panjang(date.fromisoformat(nilai))
    if jenis == "rupiah":
        return rupiah(Decimal(nilai))
    return nilai[:5].replace(":", ".") if jenis == "jam" else str(nilai)


def teks_turunan(jenis: str, nilai: Any) -> str:
    """Answer the text of a fact's derived placeholder: the weekday of a date, an amount in words."""
    if nilai in (None, ""):
        return ""
    if jenis == "tanggal":
        return HARI[date.fromisoformat(nilai).weekday()]
    return terbilang_rupiah(Decimal(nilai)) if jenis == "rupiah" else terbilang(int(nilai))


def samarkan(nama: str) -> str:
    """Answer a name as the public check page shows it: `S•••••••• B•• K••••`."""
    return " ".join(kata[0] + "•" * (len(kata) - 1) for kata in nama.split())


def kapital_jabatan(baris: str) -> str:
    """Answer a line of the signature block in capitals; `a.n.`, `u.b.`, `Plt.`, `Plh.` stay as they are."""
    depan, pisah, belakang = baris.partition(" ")
    if depan in {"a.n.", "u.b.", "Plt.", "Plh."}:
        return f"{depan}{pisah}{belakang.upper()}"
    return baris.upper()
