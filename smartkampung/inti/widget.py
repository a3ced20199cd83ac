"""The HTML of form fields: what WTForms writes, without a format call for every attribute.

A form of ten fields spends a sixth of its time in those calls; `html_params` is the hook WTForms gives.
"""

from __future__ import annotations

from typing import Any

from flask import Flask
from markupsafe import Markup, escape
from wtforms import Field
from wtforms.widgets import Input, Select
from wtforms.widgets.core import clean_key


def sifat_html(**sifat: Any) -> str:
    """Attributes by name, escaped; True stands alone, False and None are left out."""
    bagian = []
    for kunci in sorted(sifat):
        nilai = sifat[kunci]
        if nilai is True:
            bagian.append(clean_key(kunci))
        elif nilai is not False and nilai is not None:
            bagian.append(f'{clean_key(kunci)}="{escape(str(nilai))}"')
    return " ".join(bagian)


def masukan(jenis: type[Input]) -> Input:
    """A WTForms input of this kind that writes its attributes with `sifat_html`."""
    return type(jenis.__name__, (jenis,), {"html_params": staticmethod(sifat_html)})()


class Pilihan(Select):
    """A list to choose from."""

    @classmethod
    def render_option(cls, choice: Any, **sifat: Any) -> Markup:
        """One `<option>`."""
        semua = {"value": str(choice.value), **(choice.render_kw or {}), **sifat}
        if choice.selected:
            semua["selected"] = True
        label = escape(choice.label or choice.value)
        return Markup(f"<option {sifat_html(**semua)}>{label}</option>")  # noqa: S704 - both parts are escaped


def ikat(medan: Field, bantuan: str) -> str:
    """The ids of what describes a field: its help and its fault."""
    return " ".join(x for x in (f"{medan.id}-bantuan" if bantuan else "", f"{medan.id}-galat" if medan.errors else "")
                    if x)


def gambar_medan(medan: Field, bantuan: str, fokus: bool = False) -> Any:
    """The input of a field, tied to its help and its fault."""
    sifat: dict[str, Any] = {}
    if keterangan := ikat(medan, bantuan):
        sifat["aria-describedby"] = keterangan
    if medan.errors:
        sifat["aria-invalid"] = "true"
    if fokus:
        sifat["autofocus"] = True
    return medan(**sifat)


def pasang_medan(app: Flask) -> None:
    """Give templates `ikat` and `gambar_medan`."""
    app.jinja_env.globals.update(ikat=ikat, gambar_medan=gambar_medan)
