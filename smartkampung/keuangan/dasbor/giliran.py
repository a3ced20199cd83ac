"""What waits for whom: the documents on their way, by the official whose turn it is."""

from __future__ import annotations

from dataclasses import dataclass

from flask import current_app, url_for
from flask_babel import gettext as _

from smartkampung.keuangan.dasbor.queries import menunggu
from smartkampung.keuangan.kas.models import DIAJUKAN, DISETUJUI, DIVERIFIKASI, NAMA_DOKUMEN, SPJ, SPP
from smartkampung.keuangan.langkah import Pelaku

DAFTAR = {SPP: "spp.daftar", SPJ: "spj.daftar"}  # pages that list them, where the app has them


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
    hasil = [Giliran(siapa[k][0], NAMA_DOKUMEN[j], n, pembaca.punya_izin(siapa[k][1]), _alamat(j, tahun, k))
             for (j, k), n in menunggu(tahun).items() if k in siapa]  # fmt: skip
    return sorted(hasil, key=lambda g: (not g.milik, g.siapa, g.apa))


def _alamat(jenis: str, tahun: int, keadaan: str) -> str:
    tujuan = DAFTAR.get(jenis, "")
    return url_for(tujuan, tahun=tahun, keadaan=keadaan) if tujuan in current_app.view_functions else ""
