"""Forms of the public pages."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import Form
from wtforms.fields import Field
from wtforms.validators import InputRequired, ValidationError

from smartkampung.inti.formulir import (
    Formulir,
    MedanBerkas,
    MedanCentang,
    MedanNIK,
    MedanTanggal,
    MedanTeks,
    MedanTeksPanjang,
)
from smartkampung.inti.konteks import hari_desa
from smartkampung.surat.definisi import Definisi
from smartkampung.surat.forms import FormPermohonan, Tercetak, medan_isian, medan_surel, medan_telepon
from smartkampung.surat.kabar.queries import surel_aktif
from smartkampung.surat.kode import baca_kode
from smartkampung.surat.models import Surat
from smartkampung.surat.permohonan import diminta

FOTO = {"accept": "image/*,application/pdf", "data-foto": "1400"}


class MedanTanggalLahir(MedanTanggal):
    """A birth date: a day that has come."""

    def pre_validate(self, form: Form) -> None:
        """Refuse a day in the future."""
        if self.data and self.data > hari_desa():
            raise ValidationError(_l("Tanggal lahir ini belum tiba; periksa lagi tahunnya."))


def form_permohonan(definisi: Definisi) -> type[FormPermohonan]:
    """Answer the public form for a kind: who asks, the facts, the papers that can be sent ahead."""
    medan: dict[str, Any] = {
        "nama": MedanTeks(
            _l("Nama lengkap"), maks=100, minimal=3, syarat=[Tercetak()],
            description=_l("Seperti di KTP."), render_kw={"autocomplete": "name"},
        ),
        "nik": MedanNIK(_l("NIK"), description=_l("16 angka di KTP atau kartu keluarga.")),
        "tanggal_lahir": MedanTanggalLahir(
            _l("Tanggal lahir"), description=_l("Dipakai lagi untuk membuka halaman status.")
        ),
        "telepon": medan_telepon(),
    }  # fmt: skip
    if surel_aktif():
        medan["surel"] = medan_surel()
    medan |= {f"isian_{isian.kode}": medan_isian(isian) for isian in definisi.isian_warga}
    medan |= medan_berkas_warga(definisi)
    medan["setuju"] = MedanCentang(
        _l("Data saya benar, dan boleh dipakai desa untuk membuat surat ini."),
        [InputRequired(message=_l("Beri tanda setuju dulu."))],
    )
    return type("FormPermohonanWarga", (FormPermohonan,), medan)


def medan_berkas_warga(definisi: Definisi) -> dict[str, Any]:
    """Answer the fields for the papers a resident may send ahead."""
    return {
        f"berkas_{satu.kode}": MedanBerkas(satu.nama, wajib=False, description=satu.bantuan, render_kw=dict(FOTO))
        for satu in definisi.syarat
        if satu.sifat != "ditunjukkan"
    }


def _periksa_kode(_form: Form, medan: Field) -> None:
    if medan.data and baca_kode(medan.data) is None:
        raise ValidationError(_l("Kode terdiri dari 12 huruf dan angka, misalnya KR7M-2MX9-TD4P."))


class FormStatus(Formulir):
    """Code and birth date."""

    kode = MedanTeks(
        _l("Kode surat"),
        maks=20,
        syarat=[_periksa_kode],
        description=_l("12 huruf dan angka di tanda terima."),
        render_kw={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"},
    )
    tanggal_lahir = MedanTanggal(_l("Tanggal lahir pemohon"))


class FormPeriksa(Formulir):
    """The check code under the letter."""

    kode = MedanTeks(
        _l("Kode pemeriksaan"),
        maks=20,
        syarat=[_periksa_kode],
        description=_l("Ada di bagian bawah surat."),
        render_kw={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"},
    )


def form_lengkapi(surat: Surat) -> type[FormPermohonan]:
    """Answer the form for exactly what is asked for: the papers, and room for an answer in words."""
    medan: dict[str, Any] = {
        f"berkas_{satu.kode}": MedanBerkas(satu.nama, wajib=False, description=satu.catatan, render_kw=dict(FOTO))
        for satu in diminta(surat)
        if satu.sifat != "ditunjukkan"
    }
    medan["pesan"] = MedanTeksPanjang(
        _l("Keterangan untuk petugas"), wajib=False, maks=300, baris=2,
        description=_l("Bila yang ditanyakan bukan berkas."),
    )  # fmt: skip
    return type("FormLengkapi", (FormPermohonan,), medan)
