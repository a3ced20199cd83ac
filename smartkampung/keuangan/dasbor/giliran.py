"""What waits for whom: the documents on their way, by the official whose turn it is."""

from __future__ import annotations

from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _

from smartkampung.keuangan.dasbor.queries import menunggu
from smartkampung.keuangan.kas.models import DIAJUKAN, DISETUJUI, DIVERIFIKASI, NAMA_DOKUMEN, SPP
from smartkampung.keuangan.langkah import Pelaku


@dataclass(frozen=True, slots=True)
class Giliran:
    """Documents of one kind that wait for one office; `milik`: that is the reader's own."""

    siapa: str
    apa: str
    banyak: int
    milik: bool
    url: str = ""


def giliran(tahun: int, pembaca: Pelaku) -> list[Giliran]:
    """The turns of a year, the reader's own first."""
    siapa = {
        DIAJUKAN: (_("Sekretaris desa"), "keuangan.verifikasi"),
        DIVERIFIKASI: (_("Kepala desa"), "keuangan.setujui"),
        DISETUJUI: (_("Kaur keuangan"), "keuangan.bendahara"),
    }
    hasil = [Giliran(siapa[k][0], NAMA_DOKUMEN[j], n, milik, _alamat(j, tahun, k, milik))
             for (j, k), n in menunggu(tahun).items() if k in siapa
             for milik in (pembaca.punya_izin(siapa[k][1]),)]  # fmt: skip
    return sorted(hasil, key=lambda g: (not g.milik, g.siapa, g.apa))


def _alamat(jenis: str, tahun: int, keadaan: str, milik: bool) -> str:
    """One's own turn is in the queue; of the others' the SPP have a list."""
    if milik:
        return url_for("langkah_spp.daftar")
    return url_for("spp.daftar", tahun=tahun, keadaan=keadaan) if jenis == SPP else ""
