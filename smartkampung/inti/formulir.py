"""Forms: shape and format of what people type. Rules about meaning live in services.

Each field answers a fault with a sentence that says what to do; what was typed always comes back.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import (
    BooleanField,
    DateField,
    EmailField,
    Field,
    Form,
    IntegerField,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    TimeField,
)
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional, ValidationError
from wtforms.widgets import (
    CheckboxInput,
    DateInput,
    EmailInput,
    FileInput,
    ListWidget,
    NumberInput,
    PasswordInput,
    RadioInput,
    TextInput,
    TimeInput,
)

from smartkampung.inti.uang import baca_rupiah, rupiah
from smartkampung.inti.widget import Pilihan, masukan

WAJIB = _l("Bagian ini wajib diisi.")
KUNCI_TERBESAR = 2**31 - 1
TANGGAL_AWAL, TANGGAL_AKHIR = date(1900, 1, 1), date(2200, 12, 31)


class Formulir(FlaskForm):
    """Base of all forms. The CSRF token is checked for the whole app, so the form carries no field."""

    class Meta:
        csrf = False

    def isi(self, objek: Any) -> None:
        """Write the fields onto an object (only fields this form names can be written)."""
        for nama, medan in self._fields.items():
            setattr(objek, nama, medan.data)


def rapikan(teks: str | None) -> str | None:
    """Trim, join runs of blanks, drop control characters, compose accents (NFC)."""
    if teks is None:
        return None
    bersih = unicodedata.normalize("NFC", teks)
    bersih = "".join(c if unicodedata.category(c) != "Cc" else " " for c in bersih)
    return " ".join(bersih.split())


def rapikan_panjang(teks: str | None) -> str | None:
    """As `rapikan`, line by line."""
    if teks is None:
        return None
    baris = [rapikan(b) or "" for b in teks.replace("\r\n", "\n").split("\n")]
    return "\n".join(baris).strip()


def _wajib(wajib: bool) -> list[Any]:
    return [InputRequired(message=WAJIB)] if wajib else [Optional()]


def _wajib_teks(wajib: bool) -> list[Any]:
    """As `_wajib`, judged by what is left of a text: blanks alone are nothing."""
    return [DataRequired(message=WAJIB)] if wajib else [Optional()]


def _panjang(maks: int, minimal: int = 0) -> Length:
    return Length(min=minimal or -1, max=maks, message=_l(
        "Isi paling sedikit %(min)d dan paling banyak %(max)d huruf.") if minimal else _l(
        "Paling banyak %(max)d huruf; persingkat isian ini."))


class MedanTeks(StringField):
    """One line of text."""

    widget = masukan(TextInput)

    def __init__(self, label: Any = None, *, wajib: bool = True, maks: int = 120, minimal: int = 0,
                 syarat: Sequence[Any] = (), **kw: Any) -> None:
        kw.setdefault("filters", [rapikan])
        super().__init__(label, [*_wajib_teks(wajib), _panjang(maks, minimal), *syarat], **kw)


class MedanTeksPanjang(TextAreaField):
    """Several lines of text."""

    def __init__(self, label: Any = None, *, wajib: bool = True, maks: int = 2000, baris: int = 3,
                 **kw: Any) -> None:
        kw.setdefault("filters", [rapikan_panjang])
        kw.setdefault("render_kw", {"rows": baris})
        super().__init__(label, [*_wajib_teks(wajib), _panjang(maks)], **kw)


class MedanSurel(EmailField):
    """An e-mail address."""

    widget = masukan(EmailInput)

    def __init__(self, label: Any = None, *, wajib: bool = True, **kw: Any) -> None:
        kw.setdefault("filters", [rapikan])
        super().__init__(label, [*_wajib(wajib), _panjang(160), _periksa_surel], **kw)


def _periksa_surel(_form: Form, medan: Field) -> None:
    kotak, pisah, ranah = (medan.data or "").rpartition("@")
    if medan.data and not (pisah and kotak and "." in ranah and " " not in medan.data):
        raise ValidationError(_l("Tulis alamat surel lengkap, misalnya desa@contoh.go.id."))


class MedanSandi(PasswordField):
    """A password; never trimmed, never shown again."""

    widget = masukan(PasswordInput)

    def __init__(self, label: Any = None, *, wajib: bool = True, **kw: Any) -> None:
        super().__init__(label, [*_wajib(wajib), _panjang(256)], **kw)


class MedanAngka(IntegerField):
    """A whole number between two bounds."""

    widget = masukan(NumberInput)

    def __init__(self, label: Any = None, *, wajib: bool = True, dari: int = 0, sampai: int = 2_000_000_000,
                 **kw: Any) -> None:
        batas = NumberRange(dari, sampai, message=_l("Isi angka antara %(min)s dan %(max)s."))
        kw.setdefault("render_kw", {"inputmode": "numeric"})
        super().__init__(label, [*_wajib(wajib), batas], **kw)

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata([(valuelist[0] if valuelist else "").strip().replace(".", "")])
        except ValueError as galat:
            raise ValueError(_l("Isi dengan angka bulat.")) from galat


class MedanRupiah(StringField):
    """An amount in rupiah; data is a Decimal with two places."""

    widget = masukan(TextInput)

    def __init__(self, label: Any = None, *, wajib: bool = True, dari: Decimal = Decimal(0),
                 sampai: Decimal = Decimal(10**13), **kw: Any) -> None:
        kw.setdefault("render_kw", {"inputmode": "decimal", "data-rupiah": ""})
        self.dari, self.sampai = dari, sampai
        super().__init__(label, _wajib(wajib), **kw)

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else rupiah(self.data, simbol=False)

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = None
        if not valuelist or not valuelist[0].strip():
            return
        try:
            nilai = baca_rupiah(valuelist[0])
        except ValueError as galat:
            raise ValueError(_l("Tulis jumlah rupiah dengan angka, misalnya 1.500.000.")) from galat
        if not self.dari <= nilai <= self.sampai:
            raise ValueError(_l("Jumlah harus antara %(dari)s dan %(sampai)s.", dari=rupiah(self.dari),
                                sampai=rupiah(self.sampai)))
        self.data = nilai


class MedanTanggal(DateField):
    """A day: from the browser's date picker or typed as 21-11-2026 or 21/11/2026."""

    widget = masukan(DateInput)

    data: Any

    def __init__(self, label: Any = None, *, wajib: bool = True, **kw: Any) -> None:
        super().__init__(label, _wajib(wajib), format=["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"], **kw)

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata([v.strip() for v in valuelist])
        except ValueError as galat:
            raise ValueError(_l("Tulis tanggal seperti 21-11-2026.")) from galat
        if self.data is not None and not TANGGAL_AWAL <= self.data <= TANGGAL_AKHIR:
            self.data = None
            raise ValueError(_l("Tahun pada tanggal ini tidak masuk akal; periksa lagi."))


class MedanJam(TimeField):
    """A time of day."""

    widget = masukan(TimeInput)

    def __init__(self, label: Any = None, *, wajib: bool = True, **kw: Any) -> None:
        super().__init__(label, _wajib(wajib), format=["%H:%M", "%H.%M"], **kw)

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata([v.strip() for v in valuelist])
        except ValueError as galat:
            raise ValueError(_l("Tulis jam seperti 08:00.")) from galat


class MedanEnamBelas(StringField):
    """Sixteen digits; blanks, dots and dashes people type between them are ignored."""

    widget = masukan(TextInput)

    nama = "Nomor"
    data: Any

    def __init__(self, label: Any = None, *, wajib: bool = True, **kw: Any) -> None:
        kw.setdefault("render_kw", {"inputmode": "numeric", "autocomplete": "off", "maxlength": "24"})
        super().__init__(label, [*_wajib(wajib), self._periksa], **kw)

    def process_formdata(self, valuelist: list[str]) -> None:
        super().process_formdata(valuelist)
        if self.data:
            self.data = self.data.translate(str.maketrans("", "", " .-'’"))

    def _periksa(self, _form: Form, medan: Field) -> None:
        if medan.data and not (len(medan.data) == 16 and medan.data.isascii() and medan.data.isdecimal()):
            raise ValidationError(_l("%(nama)s harus 16 angka; yang terisi %(n)d.", nama=self.nama,
                                     n=len(medan.data)))


class MedanNIK(MedanEnamBelas):
    """A NIK."""

    nama = "NIK"


class MedanKK(MedanEnamBelas):
    """A family card number."""

    nama = "Nomor KK"


class MedanPilihan(SelectField):
    """One of a list; `pilihan` may be a function, asked for each form."""

    widget = Pilihan()

    def __init__(self, label: Any = None, *, pilihan: Sequence[tuple[Any, Any]]
                 | Callable[[], Sequence[tuple[Any, Any]]] = (), wajib: bool = True, kosong: Any = None,
                 **kw: Any) -> None:
        self._sumber, self._kosong = pilihan, kosong
        kw.setdefault("coerce", str)
        super().__init__(label, _wajib(wajib), choices=self._pilihan, **kw)

    def _pilihan(self) -> list[tuple[Any, Any]]:
        isi = list(self._sumber() if callable(self._sumber) else self._sumber)
        return ([("", self._kosong)] if self._kosong is not None else []) + isi

    def pre_validate(self, form: Form) -> None:
        if self.data in (None, "") and self._kosong is not None:
            return
        if self.data not in [self.coerce(k) for k, _ in self._pilihan()]:
            raise ValidationError(_l("Pilih salah satu dari daftar."))


class MedanSatu(RadioField):
    """One of a few, all shown."""

    option_widget = masukan(RadioInput)

    def __init__(self, label: Any = None, *, pilihan: Sequence[tuple[Any, Any]] = (), wajib: bool = True,
                 **kw: Any) -> None:
        super().__init__(label, _wajib(wajib), choices=pilihan, validate_choice=True, **kw)

    def pre_validate(self, form: Form) -> None:
        if self.data and self.data not in [k for k, _ in self.choices]:
            raise ValidationError(_l("Pilih salah satu."))


class MedanBanyak(SelectMultipleField):
    """Several of a list, as check boxes."""

    widget = ListWidget(prefix_label=False)
    option_widget = masukan(CheckboxInput)

    def __init__(self, label: Any = None, *, pilihan: Sequence[tuple[Any, Any]] = (), **kw: Any) -> None:
        super().__init__(label, choices=pilihan, **kw)

    def pre_validate(self, form: Form) -> None:
        ada = {self.coerce(kunci) for kunci, _ in self.choices}
        if any(satu not in ada for satu in self.data or ()):
            raise ValidationError(_l("Pilih dari daftar yang ada."))


class MedanCentang(BooleanField):
    """Yes or no."""

    widget = masukan(CheckboxInput)


class MedanBerkas(FileField):
    """A file; its content is judged by `inti.berkas`, not here."""

    widget = masukan(FileInput)

    def __init__(self, label: Any = None, *, wajib: bool = True, terima: str = "image/*,application/pdf",
                 **kw: Any) -> None:
        kw.setdefault("render_kw", {"accept": terima})
        super().__init__(label, _wajib_berkas(wajib), **kw)


def _wajib_berkas(wajib: bool) -> list[Any]:
    def periksa(_form: Form, medan: Field) -> None:
        if wajib and not (medan.data and getattr(medan.data, "filename", "")):
            raise ValidationError(_l("Pilih berkasnya dulu."))

    return [periksa]


def kunci_baris(teks: str) -> int:
    """The key of a row as a form or an address carries it; ValueError beyond what a database holds."""
    kunci = int(teks)
    if not 0 <= kunci <= KUNCI_TERBESAR:
        raise ValueError(teks)
    return kunci


class MedanPenduduk(IntegerField):
    """A resident chosen by name or NIK; data is the resident's id, checked by the service."""

    widget = masukan(NumberInput)

    def __init__(self, label: Any = None, *, wajib: bool = True, **kw: Any) -> None:
        super().__init__(label, [InputRequired(message=_l("Pilih warganya dulu."))] if wajib
                         else [Optional()], **kw)

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata([str(kunci_baris(satu)) if satu.strip() else satu for satu in valuelist])
        except ValueError as galat:
            raise ValueError(_l("Pilih warga dari daftar.")) from galat
