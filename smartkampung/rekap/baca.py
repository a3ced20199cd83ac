"""Reading a packet's sheets back into `Lembar`, for pages and workbooks on either side."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from smartkampung.inti.konteks import zona
from smartkampung.inti.lembar import Grafik, Kolom, Kontrol, Lembar, adalah_bilangan


@dataclass(frozen=True)
class BagianBaca:
    """One area's sheets as read back."""

    kode: str
    judul: str
    lembar: tuple[Lembar, ...]
    kontrol: tuple[HasilKontrol, ...]


@dataclass(frozen=True)
class HasilKontrol:
    """One check: what the program said, what the sheets add up to."""

    nama: str
    nilai: Decimal
    hitung: Decimal

    @property
    def cocok(self) -> bool:
        return self.nilai == self.hitung


@dataclass(frozen=True)
class Bagan:
    """A chart ready for the page: short labels and plain series."""

    judul: str
    jenis: str
    kategori: tuple[str, ...]
    seri: tuple[tuple[str, list[Any]], ...]
    rupiah: bool


def baca_bagian(isi: dict[str, Any]) -> list[BagianBaca]:
    """All areas of a content."""
    hasil = []
    for b in isi["bagian"]:
        lembar = tuple(baca_lembar(x) for x in b["lembar"])
        hasil.append(BagianBaca(b["kode"], b["judul"], lembar, tuple(_kontrol(k, lembar, isi) for k in b["kontrol"])))
    return hasil


def baca_lembar(satu: dict[str, Any]) -> Lembar:
    """One sheet with its values as Python values."""
    kolom = tuple(Kolom(k["kunci"], k["judul"], k["jenis"], jumlah=k["jumlah"]) for k in satu["kolom"])
    baris = [tuple(_nilai(k.jenis, v) for k, v in zip(kolom, b, strict=True)) for b in satu["baris"]]
    grafik = tuple(Grafik(g["jenis"], g["judul"], g["kategori"], tuple(g["seri"])) for g in satu["grafik"]
                   if {g["kategori"], *g["seri"]} <= {k.kunci for k in kolom})
    return Lembar(satu["kode"], satu["judul"], kolom, baris, satu["subjudul"], tuple(satu["catatan"]), grafik, zona())


def _nilai(jenis: str, nilai: Any) -> Any:
    if not isinstance(nilai, str):
        return nilai
    try:
        if jenis == "rupiah":
            return Decimal(nilai)
        if jenis == "tanggal":
            return date.fromisoformat(nilai)
        if jenis == "waktu":
            return datetime.fromisoformat(nilai)
    except (ValueError, InvalidOperation):
        return nilai
    return nilai


def _kontrol(k: dict[str, Any], lembar: tuple[Lembar, ...], isi: dict[str, Any]) -> HasilKontrol:
    nilai = Decimal(str(k["nilai"]))
    semua = [*lembar, *(baca_lembar(x) for b in isi["bagian"] for x in b["lembar"]
                        if x["kode"] in {s[1] for s in k["suku"]} - {x.kode for x in lembar})]
    tiru = Kontrol(k["nama"], nilai, tuple((s[0], s[1], s[2]) for s in k["suku"]))
    return HasilKontrol(k["nama"], nilai, Decimal(str(tiru.nilai_lembar(semua))))


def bagan(lembar: Lembar, *, terbanyak: int = 14) -> list[Bagan]:
    """The charts of a sheet as series of numbers, at most so many categories and three series."""
    hasil = []
    for g in lembar.grafik:
        tajuk, seri = lembar.indeks(g.kategori), g.seri[:3]
        baris = lembar.baris[:terbanyak]
        nilai = tuple((lembar.kolom[lembar.indeks(s)].judul,
                       [b[lembar.indeks(s)] if adalah_bilangan(b[lembar.indeks(s)]) else None for b in baris])
                      for s in seri)
        if not baris:
            continue
        rupiah = lembar.kolom[lembar.indeks(seri[0])].jenis == "rupiah"
        hasil.append(Bagan(g.judul, "kolom" if g.jenis == "batang" else "garis",
                           tuple(str(b[tajuk] or "")[:max(8, 90 // len(baris))] for b in baris), nilai, rupiah))
    return hasil


def ringkas(lembar: Lembar, terbanyak: int = 200) -> Lembar:
    """The sheet with only its first rows, for a page."""
    if len(lembar.baris) <= terbanyak:
        return lembar
    catatan = (*lembar.catatan, f"Ditampilkan {terbanyak} dari {len(lembar.baris)} baris; lengkapnya di XLSX.")
    kolom = tuple(Kolom(k.kunci, k.judul, k.jenis) for k in lembar.kolom)
    return Lembar(lembar.kode, lembar.judul, kolom, lembar.baris[:terbanyak], lembar.subjudul, catatan,
                  lembar.grafik, lembar.zona)
