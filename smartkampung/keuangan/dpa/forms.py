"""Forms of DPA and RAK."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from smartkampung.inti.formulir import Formulir, MedanAngka, MedanPilihan, MedanTeks, MedanTeksPanjang
from smartkampung.keuangan.dpa.tampilan import daftar_pka


class FormAlasan(Formulir):
    """Why a document goes back to its author."""

    alasan = MedanTeksPanjang(
        _l("Alasan"), maks=300, description=_l("Penyusunnya membaca kalimat ini. Sebut apa yang perlu diperbaiki.")
    )


class FormPKA(Formulir):
    """Who carries out a kegiatan."""

    pka_id = MedanPilihan(
        _l("Pelaksana Kegiatan Anggaran"), pilihan=daftar_pka, coerce=int,
        description=_l("Kaur atau kasi yang menyusun, mengajukan, dan melaksanakan kegiatan ini."),
    )  # fmt: skip


class FormDPAL(Formulir):
    """What a DPAL rests on; the rest per line is read from the table."""

    dasar_silpa = MedanTeks(
        _l("Dasar SiLPA"), maks=160, description=_l("Misalnya: Perdes LPJ 2025 nomor 3 tanggal 20 Januari 2026.")
    )
    persen_fisik = MedanAngka(_l("Kemajuan fisik sampai akhir tahun lalu (%)"), dari=0, sampai=99)
