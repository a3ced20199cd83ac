"""Forms of the archive: the upload, and what its columns mean."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l

from smartkampung.inti.formulir import Formulir, MedanBerkas, MedanCentang, MedanPilihan
from smartkampung.surat.arsip.tata import MEDAN, WAJIB

BAGIAN = [
    ("0", _l("isi sel seutuhnya, misalnya 57")),
    ("1", _l("bagian pertama sebelum garis miring")),
    ("2", _l("bagian kedua, misalnya 474/57/2024")),
    ("3", _l("bagian ketiga")),
    ("4", _l("bagian keempat")),
]


class FormUnggah(Formulir):
    """The file."""

    berkas = MedanBerkas(
        _l("Berkas arsip"), terima=".xlsx,.csv", description=_l(".xlsx atau .csv, paling besar 25 MB. Diperiksa dulu.")
    )


class FormPeta(Formulir):
    """Base of the mapping form; `kolom_*` are the meanings."""

    def kolom(self) -> dict[str, int]:
        """The chosen columns by meaning."""
        semua = {nama[6:]: medan.data for nama, medan in self._fields.items() if nama.startswith("kolom_")}
        return {nama: int(nilai) for nama, nilai in semua.items() if nilai}


def form_peta(judul: list[str]) -> type[FormPeta]:
    """Answer the form that asks for the meaning of these headings."""
    kolom = [(str(ke), satu) for ke, satu in enumerate(judul) if satu]
    medan: dict[str, Any] = {
        f"kolom_{nama}": MedanPilihan(label, pilihan=kolom, kosong=_l("Tidak ada"), wajib=nama in WAJIB)
        for nama, label in MEDAN.items()
    }
    medan["bagian"] = MedanPilihan(_l("Nomor urut ada di"), pilihan=BAGIAN, default="0")
    medan["lanjutkan"] = MedanCentang(
        _l("Nomor tahun ini dilanjutkan sesudah nomor tertinggi arsip"), default=True,
        description=_l("Supaya surat berikutnya tidak memakai nomor yang sudah tercetak."),
    )  # fmt: skip
    return type("FormPetaArsip", (FormPeta,), medan)
