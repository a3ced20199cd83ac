"""Forms of confirmations."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from smartkampung.inti.formulir import Formulir, MedanPilihan, MedanTeks, MedanTeksPanjang
from smartkampung.surat.forms import medan_telepon
from smartkampung.surat.konfirmasi.models import SIAPA


class FormMintaKonfirmasi(Formulir):
    """Whom to ask."""

    siapa = MedanPilihan(_l("Yang mengonfirmasi"), pilihan=tuple(SIAPA.items()))
    nama = MedanTeks(_l("Namanya"), maks=120, minimal=2)
    telepon = medan_telepon()


class FormJawab(Formulir):
    """The reason of a no; a yes may carry a note."""

    alasan = MedanTeksPanjang(
        _l("Catatan"), wajib=False, maks=300, baris=3,
        description=_l("Wajib bila tidak benar, misalnya: sudah pindah sejak bulan lalu."),
    )  # fmt: skip
