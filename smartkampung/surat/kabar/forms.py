"""Forms of messages: one text per state, and the channels."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l

from smartkampung.inti.formulir import Formulir, MedanCentang, MedanSandi, MedanTeks, MedanTeksPanjang
from smartkampung.surat.kabar.teks import BAWAAN
from smartkampung.surat.keadaan import NAMA, Keadaan


def form_teks() -> type[Formulir]:
    """Answer the form of all texts."""
    medan: dict[str, Any] = {
        f"teks_{keadaan}": MedanTeksPanjang(NAMA[Keadaan(keadaan)], wajib=False, maks=600, baris=3)
        for keadaan in BAWAAN
    }
    return type("FormTeksKabar", (Formulir,), medan)


class FormSaluran(Formulir):
    """E-mail and Telegram."""

    surel = MedanCentang(_l("Kirim kabar lewat surel"))
    telegram = MedanCentang(_l("Kirim kabar lewat Telegram"))
    nama = MedanTeks(_l("Nama bot Telegram"), wajib=False, maks=33, description=_l("Tanpa @, misalnya SumberwangiBot."))
    token = MedanSandi(
        _l("Token bot"), wajib=False, render_kw={"autocomplete": "off"},
        description=_l("Dari @BotFather. Disimpan tersandi dan tidak ditampilkan lagi; kosongkan bila tidak diganti."),
    )  # fmt: skip
    alamat = MedanTeks(_l("Alamat layanan Telegram"), maks=200, description=_l("Biasanya tidak perlu diubah."))
