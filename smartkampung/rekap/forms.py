"""Forms of schedules, destinations, composing, receipts."""

from __future__ import annotations

from datetime import time

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from smartkampung.extensions import db
from smartkampung.inti.formulir import (
    Formulir,
    MedanBanyak,
    MedanBerkas,
    MedanCentang,
    MedanJam,
    MedanPilihan,
    MedanSatu,
    MedanTeks,
    MedanTeksPanjang,
)
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.tanggal import Periode
from smartkampung.rekap.jenis import semua_jenis
from smartkampung.rekap.models import AKHIR_BULAN, FOLDER, HTTP, SUREL, TujuanRekap


def pilihan_bulan(banyak: int = 24) -> list[tuple[str, str]]:
    """The present month and those before it."""
    periode, hasil = Periode.dari(hari_desa()), []
    for _n in range(banyak):
        hasil.append((periode.kode, periode.nama))
        periode = periode.sebelum()
    return hasil


def _pilihan_mulai() -> list[tuple[str, str]]:
    kini = Periode.dari(hari_desa())
    return [(kini.sesudah().kode, kini.sesudah().nama), *pilihan_bulan(13)]


def _pilihan_jenis() -> list[tuple[str, str]]:
    return [(j.kode, j.judul) for j in semua_jenis().values()]


def _pilihan_hari() -> list[tuple[str, str]]:
    return [*((str(h), _("Tanggal %(h)s, untuk bulan sebelumnya", h=h)) for h in range(1, 29)),
            (str(AKHIR_BULAN), _("Akhir bulan, untuk bulan itu juga"))]


class JadwalForm(Formulir):
    """What, when, where to."""

    jenis = MedanPilihan(_l("Rekap"), pilihan=_pilihan_jenis)
    hari = MedanPilihan(_l("Hari kirim"), pilihan=_pilihan_hari, default="1")
    jam = MedanJam(_l("Jam"), default=time(8))
    tujuan = MedanBanyak(_l("Tujuan"), description=_l("Boleh lebih dari satu."))
    mulai = MedanPilihan(_l("Mulai dari bulan"), pilihan=_pilihan_mulai, wajib=False,
                         kosong=_l("Bulan berikutnya yang jatuh tempo"),
                         description=_l("Untuk tujuan yang baru ditambahkan. Bulan yang sudah lewat dikirim menyusul."))
    perlu_persetujuan = MedanCentang(_l("Kepala desa menyetujui dulu sebelum dikirim"))
    aktif = MedanCentang(_l("Jadwal aktif"), default=True)

    def siapkan(self) -> JadwalForm:
        """Fill the list of destinations."""
        semua = db.session.scalars(db.select(TujuanRekap).order_by(TujuanRekap.nama))
        self.tujuan.choices = [(str(t.id), t.nama if t.aktif else f"{t.nama} ({_('nonaktif')})") for t in semua]
        return self


class TujuanForm(Formulir):
    """A destination."""

    nama = MedanTeks(_l("Nama tujuan"), maks=80, description=_l("Misalnya Dinas PMD, Kecamatan Randuasri, flash disk."))
    kanal = MedanSatu(_l("Cara mengirim"), pilihan=[
        (HTTP, _l("Aplikasi kabupaten (internet)")), (SUREL, _l("Surel")), (FOLDER, _l("Folder atau flash disk"))])
    alamat = MedanTeks(_l("Alamat"), maks=300,
                       description=_l("Alamat aplikasi (https://…), alamat surel, atau folder tujuan."))
    kode = MedanTeks(_l("Kode gabung"), maks=30, wajib=False, render_kw={"autocomplete": "off"},
                     description=_l("Untuk aplikasi kabupaten: kode sekali pakai dari kabupaten, XXXX-XXXX-XXXX."))
    bertanda_terima = MedanCentang(_l("Tujuan ini membalas dengan tanda terima"), default=True)
    aktif = MedanCentang(_l("Tujuan aktif"), default=True)


class GabungForm(Formulir):
    """Joining a kabupaten."""

    kode = MedanTeks(_l("Kode gabung"), maks=30, render_kw={"autocomplete": "off"},
                     description=_l("Kode sekali pakai dari kabupaten, berlaku tujuh hari."))
    kunci_baru = MedanCentang(_l("Buat kunci desa yang baru"),
                              description=_l("Hanya bila kunci lama hilang, bocor, atau dicabut kabupaten."))


class PermohonanForm(Formulir):
    """Asking to join by a file."""

    kode = MedanTeks(_l("Kode gabung"), maks=30, render_kw={"autocomplete": "off"},
                     description=_l("Kode sekali pakai dari kabupaten, berlaku tujuh hari. "
                                    "Tidak ikut tertulis di berkas."))


class JawabanForm(Formulir):
    """The kabupaten's answer to it."""

    kode = MedanTeks(_l("Kode gabung"), maks=30, render_kw={"autocomplete": "off"},
                     description=_l("Kode yang sama dengan saat berkas permohonan dibuat."))
    berkas = MedanBerkas(_l("Berkas jawaban"), terima="application/json,.json",
                         description=_l("Berkas jawaban-gabung-….json dari kabupaten, lewat surel atau flash disk."))


class SusunForm(Formulir):
    """Composing by hand."""

    jenis = MedanPilihan(_l("Rekap"), pilihan=_pilihan_jenis)
    periode = MedanPilihan(_l("Bulan"), pilihan=pilihan_bulan)
    alasan = MedanTeksPanjang(_l("Alasan bila angka tidak cocok"), wajib=False, maks=500,
                              description=_l("Ikut terkirim dan dibaca kabupaten. Kosongkan bila semua cocok."))


class TandaTerimaForm(Formulir):
    """A receipt that came as a file."""

    berkas = MedanBerkas(_l("Berkas tanda terima"), terima="application/json,.json",
                         description=_l("Berkas tanda-terima-….json dari kabupaten, lewat surel atau flash disk."))
