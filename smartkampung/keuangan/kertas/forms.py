"""Forms of the papers."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from smartkampung.inti.formulir import Formulir, MedanAngka, MedanTeks, MedanTeksPanjang


class FormNaskah(Formulir):
    """The parts of a regulation's text."""

    tentang = MedanTeks(_l("Tentang"), maks=300)
    menimbang = MedanTeksPanjang(_l("Menimbang"), maks=6000, baris=6, description=_l("Satu pertimbangan satu baris."))
    mengingat = MedanTeksPanjang(_l("Mengingat"), maks=8000, baris=6, description=_l("Satu peraturan satu baris."))
    isi = MedanTeksPanjang(
        _l("Batang tubuh"), maks=60_000, baris=24, wajib=False, id="naskah-isi",
        description=_l("Tulis “Pasal 1” pada baris sendiri, lalu isinya. Ayat diawali (1), butir diawali a."),
    )  # fmt: skip
    versi = MedanAngka(_l("Versi naskah"), dari=0)
