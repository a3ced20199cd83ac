"""Workbooks by XlsxWriter: one sheet per `Lembar`, native charts, a cover, and a sheet of checks.

Rows are written once, in order, and never kept in memory (`xlsx_baris`). Text is always written as text: no formula,
number, or link ever comes from data. The only formulas are our own sums and the checks of `Kontrol`.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, BinaryIO

from smartkampung.inti.lembar import (
    Grafik,
    Kolom,
    Kontrol,
    Lembar,
    baris_jumlah,
    waktu_setempat,
)

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from smartkampung.inti.xlsx_baris import Halaman, Sel

BATAS_TEKS = 32_767  # UTF-16 units in one cell
HIJAU = "#14603B"
LEBAR_BAWAAN = {"angka": 12, "rupiah": 18, "persen": 10, "tanggal": 14, "waktu": 18, "nik": 20}
POLA: dict[str, dict[str, Any]] = {
    "teks": {"text_wrap": False},
    "angka": {"num_format": "#,##0.##"},
    "rupiah": {"num_format": "#,##0.00;[Red]-#,##0.00"},
    "persen": {"num_format": "0.0%"},
    "tanggal": {"num_format": "dd-mm-yyyy", "align": "left"},
    "waktu": {"num_format": "dd-mm-yyyy hh:mm", "align": "left"},
    "nik": {"num_format": "@"},
}
_TERLARANG = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_KENDALI = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Sampul:
    """The first sheet: what this workbook is and how it can be recognised."""

    judul: str
    keterangan: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _Letak:
    """Where a sheet's rows ended up, so that charts and checks can point at them."""

    nama: str
    pertama: int
    terakhir: int
    lembar: Lembar

    def rentang(self, kunci: str) -> str:
        from xlsxwriter.utility import xl_range_abs

        kolom = self.lembar.indeks(kunci)
        nama = self.nama.replace("'", "''")
        return f"'{nama}'!{xl_range_abs(self.pertama, kolom, self.terakhir, kolom)}"


def tulis_buku(
    lembar: Sequence[Lembar],
    *,
    ke: BinaryIO,
    sampul: Sampul | None = None,
    kontrol: Sequence[Kontrol] = (),
    dibuat: datetime | None = None,
) -> None:
    """Write the workbook to `ke`; with `dibuat` given, the same content gives the same bytes."""
    from xlsxwriter.workbook import Workbook

    from smartkampung.inti.xlsx_baris import Halaman

    buku = Workbook(
        ke,
        {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "nan_inf_to_errors": True,
        },
    )
    buku.worksheet_class = Halaman
    buku.set_properties({"title": sampul.judul if sampul else "", "author": "Smart Kampung"})
    if dibuat is not None:
        buku.doc_properties["created"] = dibuat.replace(tzinfo=None)
    gaya = _Gaya(buku)
    terpakai: set[str] = set()
    if sampul is not None:
        _tulis_sampul(buku.add_worksheet(_nama_lembar("Sampul", terpakai)), sampul, lembar, gaya)
    letak = {satu.kode: _tulis_lembar(buku, satu, gaya, terpakai) for satu in lembar}
    if kontrol:
        _tulis_kontrol(buku.add_worksheet(_nama_lembar("Kontrol", terpakai)), kontrol, letak, gaya)
    buku.close()


class _Gaya:
    """The formats of one workbook, each made once."""

    def __init__(self, buku: Workbook) -> None:
        garis = {"border": 1, "border_color": "#C9CEC9"}
        self.judul = buku.add_format({"bold": True, "font_size": 14})
        self.subjudul = buku.add_format({"font_color": "#555555"})
        self.catatan = buku.add_format({"italic": True, "font_color": "#555555"})
        self.tebal = buku.add_format({"bold": True})
        self.kepala = buku.add_format(
            {"bold": True, "font_color": "#FFFFFF", "bg_color": HIJAU, "text_wrap": True, "valign": "vcenter"}
            | garis
        )
        self.isi = {jenis: buku.add_format(dict(pola)) for jenis, pola in POLA.items()}
        self.jumlah = {
            jenis: buku.add_format(pola | {"bold": True, "top": 1}) for jenis, pola in POLA.items()
        }
        self.baik = buku.add_format({"bold": True, "font_color": HIJAU})
        self.buruk = buku.add_format({"bold": True, "font_color": "#A32A1F", "bg_color": "#FBE6E3"})


def _nama_lembar(judul: str, terpakai: set[str]) -> str:
    """Answer a sheet name Excel accepts: 31 characters, none of []:*?/\\, unique whatever the case."""
    dasar = _TERLARANG.sub(" ", judul).strip(" '") or "Lembar"
    nama, urut = dasar[:31].strip(" '"), 2
    while nama.casefold() in terpakai or nama.casefold() == "history":
        nama, urut = f"{dasar[:27].strip()} {urut}", urut + 1
    terpakai.add(nama.casefold())
    return nama


def bersih(nilai: str) -> str:
    """A text without the characters no workbook may hold, cut to what a cell holds."""
    teks = nilai if nilai.isprintable() else _KENDALI.sub("", nilai)
    if len(teks) <= BATAS_TEKS // 2:
        return teks
    data = teks.encode("utf-16-le")
    if len(data) <= BATAS_TEKS * 2:
        return teks
    return data[: (BATAS_TEKS - 1) * 2].decode("utf-16-le", "ignore") + "…"


def _tulis_sampul(halaman: Worksheet, sampul: Sampul, lembar: Sequence[Lembar], gaya: _Gaya) -> None:
    halaman.set_column(0, 0, 26)
    halaman.set_column(1, 1, 70)
    halaman.hide_gridlines(2)
    halaman.write_string(0, 0, bersih(sampul.judul), gaya.judul)
    for baris, (nama, nilai) in enumerate(sampul.keterangan, start=2):
        halaman.write_string(baris, 0, bersih(nama), gaya.tebal)
        halaman.write_string(baris, 1, bersih(nilai))
    baris = len(sampul.keterangan) + 3
    halaman.write_string(baris, 0, "Isi", gaya.tebal)
    for urut, satu in enumerate(lembar):
        halaman.write_string(baris + urut, 1, bersih(f"{satu.judul} ({len(satu.baris)} baris)"))


def _tulis_lembar(buku: Workbook, lembar: Lembar, gaya: _Gaya, terpakai: set[str]) -> _Letak:
    nama = _nama_lembar(lembar.judul, terpakai)
    halaman = buku.add_worksheet(nama)
    kepala = 3 if lembar.subjudul else 2
    _siapkan_halaman(halaman, lembar, kepala)
    halaman.write_string(0, 0, bersih(lembar.judul), gaya.judul)
    if lembar.subjudul:
        halaman.write_string(1, 0, bersih(lembar.subjudul), gaya.subjudul)
    for indeks, kolom in enumerate(lembar.kolom):
        halaman.write_string(kepala, indeks, bersih(kolom.judul), gaya.kepala)
    _tulis_baris(halaman, lembar, gaya, kepala + 1)
    letak = _Letak(nama, kepala + 1, kepala + max(len(lembar.baris), 1), lembar)
    halaman.autofilter(kepala, 0, letak.terakhir, max(len(lembar.kolom) - 1, 0))
    bawah = _tulis_jumlah(halaman, letak, gaya)
    for urut, catatan in enumerate(lembar.catatan):
        halaman.write_string(bawah + 1 + urut, 0, bersih(catatan), gaya.catatan)
    _pasang_grafik(buku, halaman, letak)
    return letak


def _siapkan_halaman(halaman: Worksheet, lembar: Lembar, kepala: int) -> None:
    halaman.freeze_panes(kepala + 1, 0)
    halaman.set_paper(9)
    halaman.fit_to_pages(1, 0)
    halaman.repeat_rows(kepala)
    halaman.set_footer("&R&P / &N")
    if len(lembar.kolom) > 6:
        halaman.set_landscape()
    for indeks, kolom in enumerate(lembar.kolom):
        halaman.set_column(indeks, indeks, _lebar(lembar, indeks, kolom))


def _lebar(lembar: Lembar, indeks: int, kolom: Kolom) -> int:
    if kolom.lebar is not None:
        return kolom.lebar
    if kolom.jenis in LEBAR_BAWAAN:
        return max(LEBAR_BAWAAN[kolom.jenis], min(len(kolom.judul) + 3, 24))
    isi = max((len(str(baris[indeks] or "")) for baris in lembar.baris[:100]), default=0)
    return max(8, min(max(isi, len(kolom.judul)) + 3, 60))


def _penulis(halaman: Halaman, lembar: Lembar, indeks: int, gaya: _Gaya) -> Sel:
    """Answer the function that writes one cell of a column, chosen once per column."""
    jenis = lembar.kolom[indeks].jenis
    pola = gaya.isi[jenis]
    if jenis in {"angka", "rupiah", "persen"}:
        return halaman.sel_bilangan(indeks, pola)
    if jenis in {"teks", "nik"}:
        return halaman.sel_teks(indeks, pola)
    hari = halaman.sel_hari(indeks, pola)
    return lambda baris, nilai: hari(
        baris, waktu_setempat(nilai, lembar.zona) if isinstance(nilai, datetime) else nilai)


def _tulis_baris(halaman: Halaman, lembar: Lembar, gaya: _Gaya, mulai: int) -> None:
    penulis = [_penulis(halaman, lembar, indeks, gaya) for indeks in range(len(lembar.kolom))]
    for nomor, baris in enumerate(lembar.baris, start=mulai):
        halaman.tulis_baris(nomor, penulis, baris)


def _tulis_jumlah(halaman: Worksheet, letak: _Letak, gaya: _Gaya) -> int:
    """Write the totals under the rows as formulas with their value; answer the row after them."""
    from xlsxwriter.utility import xl_range

    bawah = letak.terakhir + 1
    jumlah = baris_jumlah(letak.lembar)
    if jumlah is None:
        return bawah
    for indeks, (kolom, nilai) in enumerate(zip(letak.lembar.kolom, jumlah, strict=True)):
        if nilai is not None:
            rumus = f"=SUM({xl_range(letak.pertama, indeks, letak.terakhir, indeks)})"
            halaman.write_formula(bawah, indeks, rumus, gaya.jumlah[kolom.jenis], nilai)
        elif indeks == 0:
            halaman.write_string(bawah, 0, "Jumlah", gaya.jumlah["teks"])
        else:
            halaman.write_blank(bawah, indeks, None, gaya.jumlah["teks"])
    return bawah + 1


def _pasang_grafik(buku: Workbook, halaman: Worksheet, letak: _Letak) -> None:
    bawah = letak.terakhir + 4 + len(letak.lembar.catatan)
    for urut, grafik in enumerate(letak.lembar.grafik):
        halaman.insert_chart(bawah + 18 * urut, 0, _grafik(buku, letak, grafik))


def _grafik(buku: Workbook, letak: _Letak, grafik: Grafik) -> Any:
    bagan = buku.add_chart({"type": "column" if grafik.jenis == "batang" else "line"})
    assert bagan is not None  # the type is one of ours
    warna = (HIJAU, "#B7791F", "#4A7BA6", "#8A5A83")
    for urut, kunci in enumerate(grafik.seri):
        judul = letak.lembar.kolom[letak.lembar.indeks(kunci)].judul
        bagan.add_series(
            {
                "name": judul.lstrip("="),
                "categories": "=" + letak.rentang(grafik.kategori),
                "values": "=" + letak.rentang(kunci),
                "fill" if grafik.jenis == "batang" else "line": {"color": warna[urut % len(warna)]},
            }
        )
    bagan.set_title({"name": grafik.judul.lstrip("="), "name_font": {"size": 12}})
    bagan.set_legend({"position": "bottom"} if len(grafik.seri) > 1 else {"none": True})
    bagan.set_size({"width": 720, "height": 330})
    return bagan


def _tulis_kontrol(
    halaman: Worksheet, kontrol: Sequence[Kontrol], letak: dict[str, _Letak], gaya: _Gaya
) -> None:
    """Write the checks: the program's value, the sheets' value as a formula, and whether they agree."""
    halaman.set_column(0, 0, 60)
    halaman.set_column(1, 4, 18)
    halaman.write_string(0, 0, "Kontrol", gaya.judul)
    halaman.write_string(
        1, 0, "Nilai program dibandingkan dengan rumus atas lembar di buku ini.", gaya.subjudul
    )
    halaman.freeze_panes(4, 0)
    for indeks, judul in enumerate(("Pemeriksaan", "Nilai program", "Nilai lembar", "Selisih", "Hasil")):
        halaman.write_string(3, indeks, judul, gaya.kepala)
    for baris, satu in enumerate(kontrol, start=4):
        _tulis_satu_kontrol(halaman, baris, satu, letak, gaya)
    akhir = 3 + len(kontrol)
    for nilai, pola in (("OK", gaya.baik), ("BEDA", gaya.buruk)):
        syarat = {"type": "cell", "criteria": "==", "value": f'"{nilai}"', "format": pola}
        halaman.conditional_format(4, 4, akhir, 4, syarat)


def _tulis_satu_kontrol(
    halaman: Worksheet, baris: int, kontrol: Kontrol, letak: dict[str, _Letak], gaya: _Gaya
) -> None:
    pola = gaya.isi["rupiah" if isinstance(kontrol.nilai, Decimal) else "angka"]
    lembar = kontrol.nilai_lembar(satu.lembar for satu in letak.values())
    selisih = Decimal(kontrol.nilai) - Decimal(lembar)
    rumus = "".join(
        f"{'+' if tanda > 0 else '-'}SUM({letak[kode].rentang(kunci)})" for tanda, kode, kunci in kontrol.suku
    )
    halaman.write_string(baris, 0, bersih(kontrol.nama))
    halaman.write_number(baris, 1, kontrol.nilai, pola)
    halaman.write_formula(baris, 2, f"={rumus or 0}", pola, lembar)
    halaman.write_formula(baris, 3, f"=ROUND(B{baris + 1}-C{baris + 1},2)", pola, selisih)
    halaman.write_formula(
        baris, 4, f'=IF(D{baris + 1}=0,"OK","BEDA")', None, "OK" if selisih == 0 else "BEDA"
    )


def buku_ke_bytes(
    lembar: Sequence[Lembar],
    *,
    sampul: Sampul | None = None,
    kontrol: Sequence[Kontrol] = (),
    dibuat: datetime | None = None,
) -> bytes:
    """Answer the workbook as bytes."""
    ke = io.BytesIO()
    tulis_buku(lembar, ke=ke, sampul=sampul, kontrol=kontrol, dibuat=dibuat)
    return ke.getvalue()
