"""PDF by Typst: our own reviewed layouts, warm compilers, PDF/A-2b.

Layouts (`data/tata/*.typ`) are files of the program; nobody outside can add one. Values reach them only
as JSON in `sys.inputs`, so no text of a resident can become markup. Pictures travel the same way, as SVG
text. Fonts come from the program, never from the system. Typst is loaded on first use.
"""

from __future__ import annotations

import base64
import ctypes
import io
import json
import sys
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from smartkampung.inti.aksara import dapat_dicetak, folder_huruf
from smartkampung.inti.galat import GalatDomain
from smartkampung.inti.lembar import JENIS_BILANGAN, Lembar, baris_jumlah, tampilkan
from smartkampung.lokasi import folder_data

if TYPE_CHECKING:
    from typst import Compiler, Fonts

Kertas = Literal["f4", "a4"]
UKURAN_KERTAS: dict[str, tuple[int, int]] = {"f4": (215, 330), "a4": (210, 297)}
BATAS_BARIS = 5_000
PPI_LAYAR, BATAS_GAMBAR = 105.0, 4
BESAR, INGAT_TYPST = 200_000, 12  # bytes of a PDF that was large; documents Typst remembers, and a few
_MIME = {b"\x89PNG": "png", b"\xff\xd8\xff": "jpeg", b"RIFF": "webp"}
_kunci = threading.Lock()
_kompiler: dict[str, tuple[threading.Lock, Compiler]] = {}
_huruf: list[Fonts] = []


class LembarTerlaluPanjang(GalatDomain):
    """A table with more rows than a PDF is good for."""

    pesan = "Tabel ini %(banyak)s baris, terlalu panjang untuk PDF. Persempit saringan atau unduh XLSX."


class Gambar(str):
    """SVG text made by this module; it passes to the layout as it is."""


@dataclass(frozen=True, slots=True)
class KopSurat:
    """The head of a paper: lines above the name, the name, the address, and the logo as image bytes."""

    atas: tuple[str, ...]
    nama: str
    alamat: str = ""
    logo: bytes | None = None

    def untuk_tata(self) -> dict[str, Any]:
        """Answer what the layouts read."""
        logo = gambar_svg(self.logo) if self.logo else None
        return {"atas": list(self.atas), "nama": self.nama, "alamat": self.alamat, "logo": logo}


@dataclass(frozen=True, slots=True)
class TandaTangan:
    """A signature block: lines above (place and date, office), the name, and a line below it."""

    atas: tuple[str, ...]
    nama: str
    bawah: str = ""


def folder_tata() -> Path:
    """The folder of the layouts, which is also all that Typst may read."""
    return folder_data() / "tata"


def _siapkan(tata: str) -> tuple[threading.Lock, Compiler]:
    """Answer the warm compiler of a layout with the lock that guards it."""
    with _kunci:
        if tata not in _kompiler:
            import typst

            if not _huruf:
                _huruf.append(
                    typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder_huruf()])
                )
            akar = folder_tata()
            kompiler = typst.Compiler(
                akar / f"{tata}.typ",
                root=akar,
                font_paths=_huruf[0],
                ignore_system_fonts=True,
                package_path=akar,
                package_cache_path=akar,
            )
            _kompiler[tata] = (threading.Lock(), kompiler)
        return _kompiler[tata]


def _cetakkan(nilai: Any) -> Any:
    """Answer the values with every text made printable; pictures pass through as they are."""
    if isinstance(nilai, str):
        return nilai if isinstance(nilai, Gambar) else dapat_dicetak(nilai)
    if isinstance(nilai, Mapping):
        return {kunci: _cetakkan(satu) for kunci, satu in nilai.items()}
    if isinstance(nilai, list | tuple):
        return [_cetakkan(satu) for satu in nilai]
    return nilai


def _masukan(isi: Mapping[str, Any], judul: str, pada: datetime) -> dict[str, str]:
    data = _cetakkan({"judul_dokumen": judul, **isi})
    data["tanggal_dokumen"] = [pada.year, pada.month, pada.day, pada.hour, pada.minute, pada.second]
    return {"isi": json.dumps(data, ensure_ascii=False)}


def cetak(tata: str, isi: Mapping[str, Any], *, judul: str, pada: datetime, bertag: bool = True) -> bytes:
    """Answer the PDF/A-2b of a layout filled with values; the same values and date give the same bytes."""
    kunci, kompiler = _siapkan(tata)
    with kunci:
        hasil = kompiler.compile(
            format="pdf",
            sys_inputs=_masukan(isi, judul, pada),
            pdf_standards=["a-2b"],
            timestamp=int(pada.timestamp()),
            pdf_tags=bertag,
        )
    assert isinstance(hasil, bytes)
    if len(hasil) > BESAR:
        lepaskan()
    return hasil


def lepaskan() -> None:
    """Let the memory of large papers go: Typst remembers what the last ten documents were made of."""
    kunci, kompiler = _siapkan("kosong")
    with kunci:
        for n in range(INGAT_TYPST):
            kompiler.compile(format="pdf", sys_inputs={"isi": str(n)}, pdf_tags=False)
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):  # musl has no such call, and needs none
            ctypes.CDLL(None).malloc_trim(0)


def gambar(
    tata: str, isi: Mapping[str, Any], *, judul: str, pada: datetime, ppi: float = PPI_LAYAR
) -> list[bytes]:
    """Answer the pages of the same layout as pictures (PNG), for screens without a PDF viewer."""
    kunci, kompiler = _siapkan(tata)
    with kunci:
        hasil = kompiler.compile(format="png", ppi=ppi, sys_inputs=_masukan(isi, judul, pada))
    return [satu for satu in (hasil if isinstance(hasil, list) else [hasil]) if satu]


def sambung(halaman: Sequence[bytes]) -> bytes:
    """Answer pages as one picture, one below the other; the first BATAS_GAMBAR of them."""
    if len(halaman) == 1:
        return halaman[0]
    from PIL import Image

    lembar = [Image.open(io.BytesIO(satu)).convert("RGB") for satu in halaman[:BATAS_GAMBAR]]
    jadi = Image.new("RGB", (max(g.width for g in lembar), sum(g.height + 12 for g in lembar) - 12), "#9aa39c")
    atas = 0
    for satu in lembar:
        jadi.paste(satu, (0, atas))
        atas += satu.height + 12
    keluar = io.BytesIO()
    jadi.save(keluar, "PNG", compress_level=1)
    return keluar.getvalue()


def ukuran(kertas: str, *, mendatar: bool = False) -> dict[str, int]:
    """Answer width and height of a paper in millimetres; F4 (folio, 215 x 330) is the office habit."""
    lebar, tinggi = UKURAN_KERTAS[kertas]
    return {"lebar": tinggi, "tinggi": lebar} if mendatar else {"lebar": lebar, "tinggi": tinggi}


def qr_svg(teks: str) -> Gambar:
    """Answer a QR code as SVG text for a layout or a page."""
    import segno

    berkas = io.BytesIO()
    segno.make(teks, error="m", micro=False).save(
        berkas, kind="svg", xmldecl=False, svgns=True, border=0, scale=4, nl=False
    )
    return Gambar(berkas.getvalue().decode("ascii"))


def gambar_svg(data: bytes) -> Gambar:
    """Answer a raster picture (PNG, JPEG, WebP by content) wrapped in SVG text; ValueError for others."""
    mime = next((mime for awal, mime in _MIME.items() if data.startswith(awal)), None)
    if mime is None:
        raise ValueError("Gambar bukan PNG, JPEG, atau WebP.")
    isi = base64.b64encode(data).decode("ascii")
    return Gambar(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 116">'
        '<image width="100" height="116" preserveAspectRatio="xMidYMid meet" '
        f'href="data:image/{mime};base64,{isi}"/></svg>'
    )


def pdf_lembar(
    lembar: Lembar,
    kop: KopSurat,
    *,
    pada: datetime,
    kertas: Kertas = "f4",
    mendatar: bool = False,
    tanda_tangan: Sequence[TandaTangan] = (),
    kaki: str = "",
) -> bytes:
    """Answer a table as PDF with kop, page numbers, totals, notes, and signature blocks."""
    if len(lembar.baris) > BATAS_BARIS:
        raise LembarTerlaluPanjang(banyak=len(lembar.baris))
    jumlah = baris_jumlah(lembar)
    isi = {
        "kop": kop.untuk_tata(),
        "kertas": ukuran(kertas, mendatar=mendatar),
        "judul": lembar.judul,
        "subjudul": lembar.subjudul,
        "kolom": [_kolom_tata(lembar, indeks) for indeks in range(len(lembar.kolom))],
        "baris": [_sel(lembar, baris) for baris in lembar.baris],
        "jumlah": None if jumlah is None else _sel(lembar, jumlah),
        "catatan": list(lembar.catatan),
        "tanda_tangan": [asdict(satu) for satu in tanda_tangan],
        "kaki": kaki,
    }
    return cetak("lembar", isi, judul=lembar.judul, pada=pada, bertag=False)


def _sel(lembar: Lembar, baris: Sequence[Any]) -> list[str]:
    return [tampilkan(kolom, nilai, lembar.zona) for kolom, nilai in zip(lembar.kolom, baris, strict=True)]


def _kolom_tata(lembar: Lembar, indeks: int) -> dict[str, Any]:
    """Answer heading, alignment, and relative width of a column, measured on its first rows."""
    kolom = lembar.kolom[indeks]
    isi = (len(tampilkan(kolom, baris[indeks], lembar.zona)) for baris in lembar.baris[:100])
    terpanjang = max((len(kata) for kata in kolom.judul.split()), default=4)
    lebar = kolom.lebar or min(max([terpanjang, *isi]), 40)
    return {"judul": kolom.judul, "kanan": kolom.jenis in JENIS_BILANGAN, "lebar": max(lebar, 4)}
