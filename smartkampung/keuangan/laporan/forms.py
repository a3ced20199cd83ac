"""Forms of the reports."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from smartkampung.inti.formulir import (
    Formulir,
    MedanAngka,
    MedanBerkas,
    MedanPilihan,
    MedanRupiah,
    MedanTanggal,
    MedanTeks,
    MedanTeksPanjang,
)
from smartkampung.keuangan.laporan.models import KETERANGAN
from smartkampung.keuangan.laporan.umum import MASA_TERBIT


class FormKemajuan(Formulir):
    """How far a kegiatan is."""

    tanggal = MedanTanggal(_l("Tanggal"))
    persen = MedanAngka(_l("Kemajuan fisik (%)"), dari=0, sampai=100)
    volume = MedanTeks(_l("Volume yang sudah tercapai"), wajib=False, maks=20)
    keterangan = MedanPilihan(_l("Keadaan"), wajib=False, pilihan=list(KETERANGAN.items()))
    catatan = MedanTeksPanjang(_l("Catatan"), wajib=False, maks=500)
    alasan = MedanTeks(_l("Alasan bila kemajuan turun"), wajib=False, maks=300)
    foto = MedanBerkas(_l("Foto"), wajib=False, terima="image/*", description=_l("Paling besar 10 MB."))


class FormProgram(Formulir):
    """A program that came in without passing the treasury."""

    program = MedanTeks(_l("Program"), maks=200)
    kegiatan = MedanTeks(_l("Kegiatan"), maks=200)
    lokasi = MedanTeks(_l("Lokasi"), wajib=False, maks=160)
    sumber = MedanTeks(_l("Sumber (kementerian, provinsi, kabupaten)"), maks=120)
    nilai = MedanRupiah(_l("Nilai"))
    versi = MedanAngka(_l("Versi"), dari=0)


class FormTerbit(Formulir):
    """What everybody is shown of a year."""

    masa = MedanPilihan(_l("Yang ditampilkan"), pilihan=list(MASA_TERBIT.items()))


class FormNaskahLaporan(Formulir):
    """A text of the reports."""

    isi = MedanTeksPanjang(_l("Isi"), maks=60_000, baris=20, id="naskah-isi")
    versi = MedanAngka(_l("Versi"), dari=0)
