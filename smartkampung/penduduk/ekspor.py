"""Export in the layout the import reads, without loss: XLSX, CSV, JSON.

Numbers and codes are written as text, dates as dates. A text that a spreadsheet would take for a formula
gets an apostrophe in CSV, which the import takes off again.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, BinaryIO

from sqlalchemy import select

from smartkampung.audit.services import catat
from smartkampung.extensions import db
from smartkampung.inti.lembar import netralkan_rumus
from smartkampung.inti.tugas import Kemajuan, diam
from smartkampung.penduduk.models import Keluarga, Penduduk, Wilayah
from smartkampung.penduduk.services import Pelaku
from smartkampung.penduduk.tata_impor import KolomTata, kolom_tata

MIME = {"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "csv": "text/csv",
        "json": "application/json"}
_ASAL: dict[str, Any] = {"no_kk": Keluarga.no_kk, "dusun": Wilayah.dusun, "rw": Wilayah.rw, "rt": Wilayah.rt}


def ekspor(bentuk: str, ke: BinaryIO, *, oleh: Pelaku | None, kemajuan: Kemajuan = diam) -> int:
    """Write all residents to `ke` as xlsx, csv or json; returns how many. The export is audited."""
    banyak = PENULIS[bentuk](ke, _hitung(kemajuan))
    catat("penduduk.diekspor", oleh=oleh, jumlah=banyak, bentuk=bentuk.upper())
    return banyak


def baris_ekspor() -> Iterator[list[Any]]:
    """Every resident as the cells of the layout, families together, heads first."""
    kolom: list[Any] = [_ASAL.get(k.kunci, getattr(Penduduk, k.kunci, None)) for k in kolom_tata()]
    pilih = (select(*kolom).select_from(Penduduk).join(Keluarga, Keluarga.id == Penduduk.keluarga_id)
             .join(Wilayah, Wilayah.id == Penduduk.wilayah_id)
             .order_by(Wilayah.dusun, Wilayah.rw, Wilayah.rt, Keluarga.no_kk, Penduduk.hubungan_keluarga,
                       Penduduk.id))
    for baris in db.session.execute(pilih.execution_options(yield_per=500)):
        yield [_sel(k, nilai) for k, nilai in zip(kolom_tata(), baris, strict=True)]


def _sel(kolom: KolomTata, nilai: Any) -> Any:
    if nilai is None:
        return "0" if kolom.judul == "nik" else ""
    return nilai if isinstance(nilai, date) else str(nilai)


def _hitung(kemajuan: Kemajuan) -> Iterator[list[Any]]:
    total = db.session.scalar(select(db.func.count()).select_from(Penduduk)) or 0
    for ke, baris in enumerate(baris_ekspor(), start=1):
        if ke % 500 == 0 or ke == total:
            kemajuan(ke, total, "Menulis berkas")
        yield baris


def _tulis_xlsx(ke: BinaryIO, baris: Iterator[list[Any]]) -> int:
    from xlsxwriter.workbook import Workbook

    from smartkampung.inti.xlsx_baris import Halaman

    buku = Workbook(ke, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
                         "strings_to_numbers": False})
    lembar = buku.add_worksheet("Data Penduduk", Halaman)
    tebal, tanggal = buku.add_format({"bold": True}), buku.add_format({"num_format": "yyyy-mm-dd"})
    teks = buku.add_format({"num_format": "@"})
    lembar.freeze_panes(1, 0)
    lembar.set_column(0, len(kolom_tata()) - 1, 18, teks)
    for letak, kolom in enumerate(kolom_tata()):
        lembar.write_string(0, letak, kolom.judul, tebal)
    penulis = [lembar.sel_hari(n, tanggal) if k.jenis == "tanggal" else lembar.sel_teks(n, teks)
               for n, k in enumerate(kolom_tata())]
    nomor = 0
    for nomor, sel in enumerate(baris, start=1):
        lembar.tulis_baris(nomor, penulis, sel)
    buku.close()
    return nomor


def _tulis_csv(ke: BinaryIO, baris: Iterator[list[Any]]) -> int:
    keluar = io.TextIOWrapper(ke, encoding="utf-8-sig", newline="", write_through=True)
    penulis = csv.writer(keluar, lineterminator="\r\n")
    penulis.writerow([k.judul for k in kolom_tata()])
    nomor = 0
    for sel in baris:
        nomor += 1
        penulis.writerow([netralkan_rumus(_teks(nilai)) for nilai in sel])
    keluar.detach()
    return nomor


def _tulis_json(ke: BinaryIO, baris: Iterator[list[Any]]) -> int:
    judul = [k.judul for k in kolom_tata()]
    nomor = 0
    ke.write(b"[")
    for nomor, sel in enumerate(baris, start=1):
        isi = {j: _teks(nilai) for j, nilai in zip(judul, sel, strict=True) if nilai != ""}
        ke.write((b",\n" if nomor > 1 else b"\n") + json.dumps(isi, ensure_ascii=False).encode())
    ke.write(b"\n]\n")
    return nomor


def _teks(nilai: Any) -> str:
    return nilai.isoformat() if isinstance(nilai, date) else str(nilai)


PENULIS: dict[str, Callable[[BinaryIO, Iterator[list[Any]]], int]] = {
    "xlsx": _tulis_xlsx, "csv": _tulis_csv, "json": _tulis_json}
