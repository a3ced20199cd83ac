"""A paper on its way out: PDF, workbook, JSON, and the cells people read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any

from flask import Response
from markupsafe import Markup, escape

from smartkampung.desa.kop import kop_surat
from smartkampung.desa.queries import profil
from smartkampung.inti.lembar import JenisKolom, Kolom, Lembar
from smartkampung.inti.pdf import cetak, ukuran
from smartkampung.inti.tanggal import sekarang
from smartkampung.inti.uang import angka, rupiah
from smartkampung.inti.web import kirim_pdf, unduh
from smartkampung.inti.xlsx import Sampul, buku_ke_bytes
from smartkampung.keuangan.kertas.bentuk import KANAN, TEBAL, BagianKertas, BarisKertas, Kertas, KolomKertas

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_JENIS: dict[str, JenisKolom] = {"rupiah": "rupiah", "angka": "angka", "persen": "persen", "tanggal": "tanggal"}


def sel(kolom: KolomKertas, nilai: Any) -> str:
    """One value as it is printed; an amount without Rp, for the unit stands in the heading."""
    if nilai is None or nilai == "":
        return ""
    if kolom.jenis == "rupiah":
        return f"({rupiah(-nilai, simbol=False)})" if nilai < 0 else rupiah(nilai, simbol=False)
    if kolom.jenis == "persen":
        return angka(nilai * 100, 2)
    if kolom.jenis == "angka":
        return angka(nilai, 0) if nilai == int(nilai) else f"{Decimal(nilai).normalize():f}".replace(".", ",")
    if isinstance(nilai, date):
        return nilai.strftime("%d-%m-%Y")
    return str(nilai)


def pdf_kertas(kertas: Kertas) -> bytes:
    """The paper as PDF on the village's paper size."""
    bentuk, desa = kertas.tata, profil()
    isi = {
        "kop": kop_surat().untuk_tata(),
        "kertas": ukuran("a4" if desa.kertas.lower() == "a4" else "f4", mendatar=bentuk.mendatar),
        "judul": [kertas.judul[0].upper(), *kertas.judul[1:], f"{desa.nama_lengkap}, {desa.kecamatan_lengkap}"],
        "lampiran": list(kertas.lampiran),
        "kolom": [kolom_tata(k) for k in bentuk.kolom],
        "nomor_kolom": bentuk.kode not in ("rab",),
        "bagian": [bagian_tata(kertas, b) for b in kertas.bagian],
        "pisah": any(b.tanda_tangan for b in kertas.bagian),
        "catatan": list(kertas.catatan),
        "tanda_tangan": [asdict(t) for t in kertas.tanda_tangan],
        "kaki": kertas.kaki or f"{kertas.judul[0]} {kertas.tahun} · {desa.nama_lengkap}",
    }
    return cetak("anggaran", isi, judul=f"{kertas.judul[0]} {kertas.tahun}", pada=sekarang(), bertag=False)


def kolom_tata(kolom: KolomKertas) -> dict[str, Any]:
    """A column as the layouts read it."""
    rata = "kanan" if kolom.jenis in KANAN else "tengah" if kolom.jenis in ("kode", "tanggal") else "kiri"
    return {"judul": kolom.judul, "kelompok": kolom.kelompok, "lebar": kolom.lebar, "rata": rata}


def bagian_tata(kertas: Kertas, bagian: BagianKertas) -> dict[str, Any]:
    """A part with its cells printed, as the layouts read it."""
    kolom = kertas.tata.kolom
    return {
        "judul": bagian.judul,
        "keterangan": [list(satu) for satu in bagian.keterangan],
        "baris": [[b.tingkat, [sel(k, b.nilai.get(k.kunci)) for k in kolom]] for b in bagian.baris],
        "tanda_tangan": [asdict(t) for t in bagian.tanda_tangan],
    }


def lembar_kertas(kertas: Kertas) -> Lembar:
    """The paper as one sheet; a paper of several parts has the heading of each part as a row."""
    kolom = tuple(
        Kolom(k.kunci, f"{k.kelompok}: {k.judul}" if k.kelompok else k.judul, _JENIS.get(k.jenis, "teks"), k.lebar + 2)
        for k in kertas.tata.kolom
    )
    teks = next(n for n, k in enumerate(kertas.tata.kolom) if k.kunci in ("uraian", "kegiatan"))
    baris: list[list[Any]] = []
    for bagian in kertas.bagian:
        if bagian.judul:
            baris.append([bagian.judul if n == teks else None for n in range(len(kolom))])
        baris += ([b.nilai.get(k.kunci) for k in kertas.tata.kolom] for b in bagian.baris)
    subjudul = " · ".join(kertas.judul[1:])
    return Lembar(kertas.tata.kode, kertas.judul[0], kolom, baris, subjudul=subjudul, catatan=kertas.catatan)


def xlsx_kertas(kertas: Kertas) -> bytes:
    """The paper as a workbook."""
    desa = profil()
    ket = [(desa.sebutan_desa, desa.nama), ("Tahun anggaran", str(kertas.tahun)), ("Bentuk", kertas.tata.dasar)]
    ket += kertas.bagian[0].keterangan if len(kertas.bagian) == 1 else ()
    return buku_ke_bytes([lembar_kertas(kertas)], sampul=Sampul(" ".join(kertas.judul), tuple(ket)))


def json_kertas(kertas: Kertas) -> dict[str, Any]:
    """The paper as plain JSON values (docs/keuangan-json.md); rupiah are strings with two places."""
    return {
        "format": "smartkampung.keuangan/1",
        "laporan": kertas.tata.kode,
        "judul": list(kertas.judul),
        "tahun": kertas.tahun,
        "desa": {"kode": profil().kode, "nama": profil().nama},
        "kolom": [{"kunci": k.kunci, "judul": k.judul, "kelompok": k.kelompok, "jenis": k.jenis}
                  for k in kertas.tata.kolom],
        "bagian": [{"judul": b.judul, "keterangan": [list(p) for p in b.keterangan],
                    "baris": [_baris_json(kertas, satu) for satu in b.baris]} for b in kertas.bagian],
        "catatan": list(kertas.catatan),
    }  # fmt: skip


def _baris_json(kertas: Kertas, baris: BarisKertas) -> dict[str, Any]:
    isi = {k.kunci: _json(k.jenis, baris.nilai[k.kunci]) for k in kertas.tata.kolom
           if baris.nilai.get(k.kunci) not in (None, "")}  # fmt: skip
    return {"tingkat": baris.tingkat, **isi}


def _json(jenis: str, nilai: Any) -> Any:
    if isinstance(nilai, date):
        return nilai.isoformat()
    if jenis == "rupiah":
        return f"{nilai:.2f}"
    return f"{nilai:.4f}" if isinstance(nilai, Decimal) else nilai


def baris_layar(kertas: Kertas, bagian: BagianKertas) -> Iterable[Markup]:
    """The rows of a part as `<tr>`, every value escaped; hundreds of rows are written here, not in a template."""
    kelas = {k.kunci: ' class="n"' if k.jenis in KANAN else ' class="c"' if k.jenis == "kode"
             else ' class="u"' if k.kunci == "uraian" else "" for k in kertas.tata.kolom}  # fmt: skip
    for b in bagian.baris:
        sel_html = "".join(
            f"<td{kelas[k.kunci]}>{escape(sel(k, b.nilai.get(k.kunci)))}</td>" for k in kertas.tata.kolom
        )
        tingkat = f' class="t{b.tingkat}"' if b.tingkat <= TEBAL else ""
        yield Markup(f"<tr{tingkat}>{sel_html}</tr>\n")  # noqa: S704


def kirim(kertas: Kertas, bentuk: str) -> Response:
    """Send the paper as `pdf` or `xlsx`."""
    if bentuk == "pdf":
        return kirim_pdf(pdf_kertas(kertas), f"{kertas.nama}.pdf")
    return unduh(xlsx_kertas(kertas), f"{kertas.nama}.xlsx", XLSX)
