"""A sheet (a register, a list) as a paper, so that it goes out in the same three forms."""

from __future__ import annotations

from smartkampung.inti.lembar import Lembar
from smartkampung.inti.pdf import TandaTangan
from smartkampung.keuangan.kertas.bentuk import BagianKertas, BarisKertas, Kertas, KolomKertas, Tata

BIASA, JUMLAH, LEBAR = 3, 1, 14


def kertas_lembar(lembar: Lembar, tahun: int, *, dasar: str = "",
                  tanda_tangan: tuple[TandaTangan, ...] = ()) -> Kertas:  # fmt: skip
    """Every row of a sheet, with the sums of its columns below."""
    kolom = tuple(KolomKertas(k.kunci, k.judul, int(k.lebar or LEBAR), k.jenis) for k in lembar.kolom)
    tata = Tata(lembar.kode, (lembar.judul,), dasar, True, "", (), kolom)
    baris = [BarisKertas(BIASA, {k.kunci: n for k, n in zip(lembar.kolom, satu, strict=True)}) for satu in lembar.baris]
    jumlah = {k.kunci: lembar.jumlah(k.kunci) for k in lembar.kolom if k.jumlah}
    if jumlah:
        teks = next(k.kunci for k in lembar.kolom if k.jenis == "teks")
        baris.append(BarisKertas(JUMLAH, {teks: "Jumlah", **jumlah}))
    return Kertas(tata, (lembar.judul,), tahun, f"{lembar.kode}-{tahun}", (BagianKertas(baris),),
                  tanda_tangan=tanda_tangan)  # fmt: skip
