"""Forms of the kiosk: few fields, digits by the keypad on the screen, nothing a browser would remember."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms.widgets import TextInput

from smartkampung.inti.formulir import Formulir, MedanNIK, MedanTeks
from smartkampung.portal.forms import MedanTanggalLahir, _periksa_kode
from smartkampung.surat.definisi import Definisi
from smartkampung.surat.forms import FormPermohonan, Tercetak, medan_isian

LUPA = {"autocomplete": "off", "spellcheck": "false"}


def _tanggal_lahir() -> MedanTanggalLahir:
    return MedanTanggalLahir(
        _l("Tanggal lahir"), widget=TextInput(), description=_l("Tanggal, bulan, tahun: 20-05-1979."),
        render_kw={**LUPA, "inputmode": "none", "maxlength": "10", "data-papan": "tanggal"},
    )  # fmt: skip


def form_kios(definisi: Definisi) -> type[FormPermohonan]:
    """Answer the kiosk's form for a kind."""
    medan: dict[str, Any] = {
        "nik": MedanNIK(_l("NIK"), description=_l("16 angka di KTP."), render_kw={
            **LUPA, "inputmode": "none", "maxlength": "24", "data-papan": "angka", "autofocus": True}),
        "tanggal_lahir": _tanggal_lahir(),
        "nama": MedanTeks(_l("Nama lengkap"), maks=100, minimal=3, syarat=[Tercetak()], render_kw=dict(LUPA)),
    }  # fmt: skip
    for isian in definisi.isian_warga:
        medan[f"isian_{isian.kode}"] = medan_isian(isian)
    return type("FormKios", (FormPermohonan,), medan)


class FormStatusKios(Formulir):
    """Code and birth date."""

    kode = MedanTeks(
        _l("Kode surat"), maks=20, syarat=[_periksa_kode], description=_l("12 huruf dan angka di tanda terima."),
        render_kw={**LUPA, "autocapitalize": "characters", "autofocus": True},
    )  # fmt: skip
    tanggal_lahir = _tanggal_lahir()


class FormPerangkat(Formulir):
    """The name of a device."""

    nama = MedanTeks(_l("Nama perangkat"), maks=60, minimal=3, description=_l("Misalnya: tablet ruang tunggu."))
