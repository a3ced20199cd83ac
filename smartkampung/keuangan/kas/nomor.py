"""Numbers of documents: without gaps per kind and year, printed as the village's pattern says (K-BKU-01)."""

from __future__ import annotations

from smartkampung.desa.queries import profil
from smartkampung.inti.penomoran import nomor_berikut
from smartkampung.keuangan.aturan.parameter import aturan_tahun
from smartkampung.keuangan.kas.models import SEBUTAN, DokumenKas


def beri_nomor(dokumen: DokumenKas) -> None:
    """Give a document its number, once; a document that is voided later keeps it."""
    if dokumen.nomor is not None:
        return
    nomor = nomor_berikut(f"keuangan:{dokumen.jenis}", dokumen.tahun)
    beri_nomor_ini(dokumen, nomor)


def beri_nomor_ini(dokumen: DokumenKas, nomor: int) -> None:
    """Write a number that was taken from the register; what an imported document was called stays its name."""
    dokumen.nomor_teks = dokumen.nomor_teks or teks_nomor(dokumen.jenis, dokumen.tahun, nomor)
    dokumen.nomor = nomor


def teks_nomor(jenis: str, tahun: int, nomor: int) -> str:
    """`0001/SPP/35.10.01.2001/2026`, by the parameter `nomor_dokumen` of the year."""
    pola = aturan_tahun(tahun).teks("nomor_dokumen")
    isi = {"nomor": f"{nomor:04d}", "jenis": SEBUTAN[jenis], "desa": profil().kode, "tahun": str(tahun)}
    for kata, nilai in isi.items():
        pola = pola.replace("{" + kata + "}", nilai)
    return pola
