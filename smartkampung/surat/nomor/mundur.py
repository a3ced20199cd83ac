"""Back-dated letters: allowed by permission and with a reason, numbered with a suffix between their neighbours."""

from __future__ import annotations

from datetime import date

from smartkampung.inti.izin import periksa_izin
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.tanggal import tanggal_panjang
from smartkampung.surat.catatan import Pelaku, pastikan_alasan, pastikan_boleh, tandai, tanpa_nik
from smartkampung.surat.jenis import definisi_dari
from smartkampung.surat.models import Surat
from smartkampung.surat.nomor.ambil import Nomor, TanggalMundurSalah, nomor_mundur
from smartkampung.surat.nomor.pola import nomor_teks

TERLAMA = 366


def mundurkan(surat: Surat, tanggal: date, alasan: str, *, oleh: Pelaku) -> str:
    """Have a letter that waits for its signature dated back; answer the number it would get now."""
    periksa_izin(oleh, "surat.tanggal_mundur")
    pastikan_boleh(surat, "mundurkan")
    alasan = pastikan_alasan(alasan)
    if (hari_desa() - tanggal).days > TERLAMA:
        raise TanggalMundurSalah("Tanggal mundur paling jauh setahun. Untuk surat lama, impor arsipnya.")
    nomor = nomor_mundur(definisi_dari(surat.jenis), tanggal)
    surat.tanggal_mundur = tanggal
    tandai(surat, "dimundurkan", oleh, f"{tanggal_panjang(tanggal)}: {alasan}", tanggal=tanggal,
           alasan=tanpa_nik(alasan))  # fmt: skip
    return teks_rencana(surat, nomor)


def majukan(surat: Surat, *, oleh: Pelaku) -> None:
    """Date a letter on the day it is signed again."""
    periksa_izin(oleh, "surat.tanggal_mundur")
    pastikan_boleh(surat, "mundurkan")
    if surat.tanggal_mundur is not None:
        surat.tanggal_mundur = None
        tandai(surat, "dimajukan", oleh)


def teks_rencana(surat: Surat, nomor: Nomor) -> str:
    """A number as it would be printed on this letter."""
    return nomor_teks(surat, nomor.tanggal, nomor.nomor, nomor.sufiks)
