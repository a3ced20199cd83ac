"""Forms of "surat saya"."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l

from smartkampung.inti.formulir import Formulir, MedanSandi, MedanTeks
from smartkampung.portal.forms import medan_berkas_warga
from smartkampung.surat.definisi import Definisi
from smartkampung.surat.forms import FormPermohonan, medan_isian, medan_telepon


class FormMasukWarga(Formulir):
    """Who, and the PIN."""

    kenal = MedanTeks(
        _l("NIK atau nomor telepon"), maks=24, render_kw={"autocomplete": "off", "inputmode": "numeric"},
        description=_l("Nomor telepon hanya bila sudah didaftarkan di loket."),
    )  # fmt: skip
    pin = MedanSandi(
        _l("PIN"), render_kw={"autocomplete": "off", "inputmode": "numeric", "maxlength": "12"},
        description=_l("Enam angka yang diberikan di loket kantor desa."),
    )  # fmt: skip


class FormPin(Formulir):
    """A telephone the resident may log in with instead of the NIK."""

    telepon = medan_telepon()


def form_ajukan(definisi: Definisi) -> type[FormPermohonan]:
    """Answer the request form of a resident who has logged in: nothing about himself."""
    medan: dict[str, Any] = {f"isian_{isian.kode}": medan_isian(isian) for isian in definisi.isian_warga}
    return type("FormAjukanSaya", (FormPermohonan,), medan | medan_berkas_warga(definisi))
