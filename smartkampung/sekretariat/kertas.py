"""What every paper and download of this area shares: kop, paper size, the two signatures under a book."""

from __future__ import annotations

from flask import Response
from flask_babel import gettext as _

from smartkampung.desa.kop import kop_surat
from smartkampung.desa.queries import penandatangan, profil
from smartkampung.inti.berkas import Berkas, baca_berkas
from smartkampung.inti.galat import TidakDitemukan
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.lembar import Lembar
from smartkampung.inti.pdf import Kertas, TandaTangan, pdf_lembar
from smartkampung.inti.tanggal import sekarang, tanggal_panjang
from smartkampung.inti.web import kirim_pdf, unduh
from smartkampung.inti.xlsx import buku_ke_bytes

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
KOSONG = "(…………………………)"


def kertas_desa() -> Kertas:
    """The paper the village prints on."""
    return "a4" if profil().kertas.lower() == "a4" else "f4"


def tanda_tangan_buku() -> tuple[TandaTangan, TandaTangan]:
    """Left the head who takes note, right the secretary who keeps the book."""
    semua, desa = penandatangan(hari_desa()), profil()
    kepala = next((p for p in semua if p.cara in ("langsung", "plt", "plh")), None)
    sekretaris = next((p for p in semua if p.cara == "an"), None)
    jabatan = kepala.baris_jabatan[0] if kepala else f"{desa.sebutan_kepala} {desa.nama}"
    tempat = f"{desa.nama}, {tanggal_panjang(hari_desa())}"
    return (
        TandaTangan((_("Mengetahui,"), jabatan), kepala.nama if kepala else KOSONG),
        TandaTangan((tempat, sekretaris.baris_jabatan[-1] if sekretaris else f"Sekretaris {desa.sebutan_desa}"),
                    sekretaris.nama if sekretaris else KOSONG),
    )  # fmt: skip


def kirim_lembar_pdf(lembar: Lembar, nama: str, *, buku: bool = False) -> Response:
    """A sheet on paper; a book carries the two signatures."""
    tanda = tanda_tangan_buku() if buku else ()
    data = pdf_lembar(lembar, kop_surat(), pada=sekarang(), kertas=kertas_desa(), mendatar=True, tanda_tangan=tanda)
    return kirim_pdf(data, nama)


def kirim_lembar_xlsx(lembar: Lembar, nama: str) -> Response:
    """A sheet as a workbook."""
    return unduh(buku_ke_bytes([lembar]), nama, XLSX)


def kirim_pindaian(berkas: Berkas | None) -> Response:
    """A scan: a photo to look at, a foreign PDF only as a download."""
    if berkas is None:
        raise TidakDitemukan()
    return unduh(baca_berkas(berkas), berkas.nama, berkas.mime, lampiran=not berkas.mime.startswith("image/"))
