"""Forms of the secretariat."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms.validators import ValidationError

from smartkampung.inti.formulir import (
    WAJIB,
    Formulir,
    MedanAngka,
    MedanBanyak,
    MedanBerkas,
    MedanSatu,
    MedanTanggal,
    MedanTeks,
    MedanTeksPanjang,
)
from smartkampung.sekretariat.models import BIASA, SIFAT

KLASIFIKASI = _l("Boleh kosong. Cari kodenya di halaman Klasifikasi, misalnya 400.10.2.")


class FormMasuk(Formulir):
    """An incoming letter."""

    pengirim = MedanTeks(_l("Pengirim"), maks=160, description=_l("Nama kantor atau orang, seperti di kop suratnya."))
    nomor_surat = MedanTeks(_l("Nomor surat"), maks=120, wajib=False)
    tanggal_surat = MedanTanggal(_l("Tanggal surat"))
    tanggal_diterima = MedanTanggal(_l("Tanggal diterima"))
    perihal = MedanTeks(_l("Perihal"), maks=300)
    ringkas = MedanTeksPanjang(_l("Isi ringkas"), wajib=False, maks=1000)
    sifat = MedanSatu(
        _l("Sifat"), pilihan=list(SIFAT.items()), default=BIASA,
        description=_l("Yang rahasia hanya terlihat oleh kepala desa, sekretaris, pencatat, dan penerima disposisi."),
    )  # fmt: skip
    klasifikasi = MedanTeks(_l("Kode klasifikasi"), wajib=False, maks=20, description=KLASIFIKASI)
    berkas = MedanBerkas(_l("Pindaian surat"), wajib=False, description=_l("PDF atau foto, paling besar 10 MB."))


class FormUbahMasuk(FormMasuk):
    """The same with the version it was read in."""

    versi = MedanAngka(_l("Versi"))


class FormDisposisi(Formulir):
    """An order: to whom, what, until when."""

    kepada = MedanBanyak(_l("Kepada"), coerce=int)
    instruksi = MedanTeksPanjang(
        _l("Isi disposisi"),
        maks=1000,
        description=_l("Misalnya: hadiri dan laporkan; siapkan jawaban; untuk diketahui."),
    )
    tenggat = MedanTanggal(_l("Tenggat"), wajib=False)

    def validate_kepada(self, medan: MedanBanyak) -> None:
        """At least one receiver."""
        if not medan.data:
            raise ValidationError(WAJIB)


class FormLaporan(Formulir):
    """What was done."""

    laporan = MedanTeksPanjang(_l("Laporan"), maks=1000, description=_l("Apa yang sudah dikerjakan, dan hasilnya."))


class FormTutup(Formulir):
    """A note for a letter that needs no order."""

    catatan = MedanTeks(_l("Catatan"), wajib=False, maks=300)


class FormAlasan(Formulir):
    """A reason."""

    alasan = MedanTeksPanjang(_l("Alasan"), maks=300)
