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
    beri_nomor_ini(dokumen, nomor, pola_nomor(dokumen.tahun))


def beri_nomor_ini(dokumen: DokumenKas, nomor: int, pola: str) -> None:
    """Write a number that was taken from the register; what an imported document was called stays its name."""
    teks = pola.replace("{nomor}", f"{nomor:04d}").replace("{jenis}", SEBUTAN[dokumen.jenis])
    dokumen.nomor_teks = dokumen.nomor_teks or teks
    dokumen.nomor = nomor


def pola_nomor(tahun: int) -> str:
    """`{nomor}/{jenis}/35.10.01.2001/2026`: the parameter `nomor_dokumen` of a year, its village and year filled in."""
    pola = aturan_tahun(tahun).teks("nomor_dokumen")
    return pola.replace("{desa}", profil().kode).replace("{tahun}", str(tahun))
