"""Forms of the receiving office."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms.validators import Regexp

from smartkampung.inti.formulir import Formulir, MedanBerkas, MedanTeks


class UndangForm(Formulir):
    """Inviting a village."""

    kode = MedanTeks(_l("Kode desa"), maks=13, render_kw={"inputmode": "decimal", "autocomplete": "off"},
                     description=_l("Kode Kemendagri, misalnya 99.01.01.2001. Nama desa terisi sendiri."),
                     syarat=[Regexp(r"\d\d\.\d\d\.\d\d\.\d{4}$", message=_l(
                         "Tulis kode lengkap dengan titik, seperti 99.01.01.2001."))])


class PermohonanForm(Formulir):
    """A village's request to join that came as a file."""

    berkas = MedanBerkas(_l("Berkas permohonan"), terima="application/json,.json",
                         description=_l("Berkas gabung-….json dari desa, lewat surel atau flash disk."))


class UnggahForm(Formulir):
    """A packet that came by e-mail or on a stick."""

    berkas = MedanBerkas(_l("Berkas rekap"), terima="application/json,.json",
                         description=_l("Berkas rekap-….json dari desa, paling besar 20 MB. Berkas XLSX tidak "
                                        "diunggah; isinya sudah ada di berkas JSON."))
