"""One fact a letter asks for: its kind, how it is stored, and the placeholders it makes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import Any

from smartkampung.surat.kode_isian import KODE_ORANG

# Kinds of facts with their names in the designer.
JENIS_ISIAN = {
    "teks": "Teks satu baris",
    "teks_panjang": "Teks beberapa baris",
    "angka": "Angka",
    "rupiah": "Jumlah rupiah",
    "tahun": "Tahun",
    "tanggal": "Tanggal",
    "jam": "Jam",
    "pilihan": "Pilih satu dari daftar",
    "banyak": "Pilih beberapa dari daftar",
    "rujukan": "Pilih dari daftar baku (agama, pekerjaan, …)",
    "centang": "Ya atau tidak",
    "nik": "NIK",
    "orang": "Seseorang (dari buku induk atau diketik)",
    "daftar_orang": "Beberapa orang (pengikut, ahli waris, …)",
}
# Standard lists a `rujukan` may point at: group of data/ref_penduduk.csv and its name.
ACUAN = {
    "agama": "Agama",
    "pekerjaan": "Pekerjaan",
    "pendidikan_kk": "Pendidikan",
    "status_kawin": "Status perkawinan",
    "hubungan_keluarga": "Hubungan keluarga",
    "jenis_kelamin": "Jenis kelamin",
    "golongan_darah": "Golongan darah",
    "warganegara": "Kewarganegaraan",
    "cacat": "Jenis cacat",
}
# What can be typed about a person, with the longest text.
KOLOM_ORANG: dict[str, tuple[str, int]] = {
    "nama": ("Nama", 100),
    "nik": ("NIK", 16),
    "hubungan": ("Hubungan", 60),
    "jenis_kelamin": ("Jenis kelamin", 10),
    "tempat_lahir": ("Tempat lahir", 60),
    "tanggal_lahir": ("Tanggal lahir", 10),
    "umur": ("Umur", 3),
    "agama": ("Agama", 40),
    "pekerjaan": ("Pekerjaan", 60),
    "pendidikan": ("Pendidikan", 60),
    "status_kawin": ("Status perkawinan", 40),
    "kewarganegaraan": ("Kewarganegaraan", 20),
    "nama_ayah": ("Nama ayah", 100),
    "nama_ibu": ("Nama ibu", 100),
    "alamat": ("Alamat", 160),
    "keterangan": ("Keterangan", 120),
}
KOLOM_BAWAAN = {
    "orang": ("nama", "nik", "tempat_lahir", "tanggal_lahir", "pekerjaan", "alamat"),
    "daftar_orang": ("nama", "hubungan", "umur"),
}
BANYAK_ORANG = 20


@dataclass(frozen=True, slots=True)
class Isian:
    """One fact that is asked for."""

    kode: str
    label: str
    jenis: str
    wajib: bool = True
    bantuan: str = ""
    maks: int = 120
    dari: int = 0
    sampai: int = 1_000_000
    pilihan: tuple[str, ...] = ()
    bawaan: str = ""
    hanya_petugas: bool = False
    acuan: str = ""
    kolom: tuple[str, ...] = ()
    keluarga: bool = False
    kelamin: str = ""
    umur_dari: int = 0

    @property
    def kolom_orang(self) -> tuple[str, ...]:
        """What is asked about a person of this fact, in the usual order; the name always."""
        pilihan = self.kolom or KOLOM_BAWAAN.get(self.jenis, ())
        return tuple(kolom for kolom in KOLOM_ORANG if kolom in pilihan)

    @property
    def kode_arti(self) -> dict[str, str]:
        """Every placeholder of this fact with what it stands for."""
        return {self.kode: self.label} | self._arti_turunan()

    @property
    def kode_turunan(self) -> tuple[str, ...]:
        """Placeholders made from this fact: the weekday of a date, an amount in words, a person's facts."""
        return tuple(self._arti_turunan())

    def _arti_turunan(self) -> dict[str, str]:
        kode, label = self.kode, self.label
        if self.jenis == "tanggal":
            return {
                f"hari_{kode}": f"{label}: harinya",
                f"umur_{kode}": f"{label}: umur pemohon waktu itu",
                f"{kode}_terbilang": f"{label}: dengan kata",
                f"{kode}_singkat": f"{label}: 21-11-2026",
            }
        if self.jenis in ("angka", "rupiah", "tahun"):
            return {f"{kode}_terbilang": f"{label}: dengan kata"}
        if self.jenis == "orang":
            return {f"{kode}_{satu}": f"{label}: {arti}" for satu, arti in KODE_ORANG.items()}
        if self.jenis == "daftar_orang":
            baris = {f"{kode}_{satu}": f"{label}, di tabel berulang: {arti}" for satu, arti in KODE_ORANG.items()}
            banyak = {f"{kode}_banyak": f"{label}: banyaknya", f"{kode}_banyak_terbilang": f"{label}: banyaknya, kata"}
            return banyak | {f"{kode}_no": f"{label}, di tabel berulang: nomor urut"} | baris
        return {}

    def simpan(self, nilai: Any) -> Any:
        """Answer a value of the form as it is stored (plain JSON); only what the kind knows is kept."""
        if self.jenis == "orang":
            return simpan_orang(nilai, self.kolom_orang)
        if self.jenis == "daftar_orang":
            return [simpan_orang(satu, self.kolom_orang) for satu in list(nilai)[:BANYAK_ORANG]]
        if self.jenis == "banyak":
            return [satu for satu in self.pilihan if satu in nilai]
        if isinstance(nilai, date | time):
            return nilai.isoformat()
        return str(nilai) if isinstance(nilai, Decimal) else nilai

    def baca(self, nilai: Any) -> Any:
        """Answer a stored value as the form field takes it."""
        if nilai in (None, ""):
            return nilai
        ubah = {"tanggal": date.fromisoformat, "jam": time.fromisoformat, "rupiah": Decimal}.get(self.jenis)
        return ubah(nilai) if ubah else nilai


def simpan_orang(nilai: Mapping[str, Any], kolom: tuple[str, ...]) -> dict[str, Any]:
    """Answer one person as plain JSON: the resident's id when picked, and the texts of the known columns."""
    hasil: dict[str, Any] = {}
    if isinstance(nilai.get("penduduk_id"), int):
        hasil["penduduk_id"] = nilai["penduduk_id"]
    for satu in ("nama", *kolom):
        isi = nilai.get(satu)
        if isi:
            hasil[satu] = isi.isoformat() if isinstance(isi, date) else str(isi)[: KOLOM_ORANG[satu][1]]
    return hasil
