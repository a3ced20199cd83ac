"""Forms of the village's identity."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms.validators import Optional, Regexp

from smartkampung.inti.formulir import (
    Formulir,
    MedanAngka,
    MedanBerkas,
    MedanJam,
    MedanPilihan,
    MedanSandi,
    MedanSurel,
    MedanTanggal,
    MedanTeks,
)
from smartkampung.inti.tanggal import HARI

ZONA = [("Asia/Jakarta", "WIB (Jakarta)"), ("Asia/Pontianak", "WIB (Pontianak)"),
        ("Asia/Makassar", "WITA (Makassar)"), ("Asia/Jayapura", "WIT (Jayapura)")]


class IdentitasForm(Formulir):
    """Words, address, paper."""

    sebutan_desa = MedanTeks(_l("Sebutan desa"), maks=30, description=_l("Desa, Nagari, Gampong, Kampung, …"))
    sebutan_kepala = MedanTeks(_l("Sebutan kepala"), maks=40,
                               description=_l("Kepala Desa, Wali Nagari, Perbekel, Keuchik, …"))
    sebutan_dusun = MedanTeks(_l("Sebutan dusun"), maks=30, description=_l("Dusun, Jorong, Banjar, Lingkungan, …"))
    sebutan_kecamatan = MedanTeks(_l("Sebutan kecamatan"), maks=30, description=_l("Kecamatan, Distrik, Kapanewon"))
    sebutan_kabupaten = MedanTeks(_l("Sebutan kabupaten"), maks=30, description=_l("Kabupaten atau Kota"))
    alamat = MedanTeks(_l("Alamat kantor"), maks=200)
    kode_pos = MedanTeks(_l("Kode pos"), maks=5, wajib=False,
                         syarat=[Optional(), Regexp(r"\d{5}$", message=_l("Kode pos terdiri dari lima angka."))],
                         render_kw={"inputmode": "numeric"})
    telepon = MedanTeks(_l("Telepon"), maks=40, wajib=False)
    email = MedanSurel(_l("Surel"), wajib=False)
    situs = MedanTeks(_l("Situs"), maks=160, wajib=False)
    zona = MedanPilihan(_l("Zona waktu"), pilihan=ZONA)
    kertas = MedanPilihan(_l("Kertas surat"), pilihan=[("F4", "F4 (215 × 330 mm)"), ("A4", "A4 (210 × 297 mm)")])
    kop = MedanPilihan(_l("Kop surat"), pilihan=[("desa", _l("Pemerintah desa")), ("kepala", _l("Kepala desa"))],
                       description=_l("Baris terbesar pada kop: nama desa, atau sebutan kepala dan nama desa."))


class LogoForm(Formulir):
    """The emblem on the letterhead."""

    logo = MedanBerkas(_l("Logo"), terima="image/png,image/jpeg,image/webp",
                       description=_l("PNG atau JPG, paling besar 2 MB. PNG berlatar bening paling rapi."))


class JamForm(Formulir):
    """One block of hours."""

    hari = MedanPilihan(_l("Hari"), pilihan=[(str(i), h) for i, h in enumerate(HARI)])
    buka = MedanJam(_l("Buka"))
    tutup = MedanJam(_l("Tutup"))


class LiburForm(Formulir):
    """A closed day."""

    tanggal = MedanTanggal(_l("Tanggal"))
    nama = MedanTeks(_l("Nama hari libur"))


class PerangkatForm(Formulir):
    """An official."""

    nama = MedanTeks(_l("Nama"))
    jabatan = MedanTeks(_l("Jabatan"), maks=80, description=_l("Misalnya Kepala Seksi Pelayanan."))
    niap = MedanTeks(_l("NIAP"), maks=30, wajib=False)
    nip = MedanTeks(_l("NIP"), maks=30, wajib=False)
    pangkat = MedanTeks(_l("Pangkat/golongan"), maks=60, wajib=False)
    nomor_sk = MedanTeks(_l("Nomor SK pengangkatan"), maks=80, wajib=False)
    mulai = MedanTanggal(_l("Mulai menjabat"))
    sampai = MedanTanggal(_l("Sampai"), wajib=False)
    urut = MedanAngka(_l("Urutan tampil"), dari=1, sampai=999)


class SiapkanForm(Formulir):
    """First run: the code from the console, the village, the first admin."""

    kode = MedanTeks(_l("Kode penyiapan"), maks=20, render_kw={"autocomplete": "off"},
                     description=_l("Tercetak di layar perintah saat program disiapkan."))
    wilayah = MedanTeks(_l("Kode wilayah"), maks=13, render_kw={"inputmode": "decimal"},
                        description=_l("Misalnya 35.10.24.2008. Cari di bawah bila belum tahu."))
    nama = MedanTeks(_l("Nama admin"))
    nama_pengguna = MedanTeks(_l("Nama pengguna admin"), maks=40, render_kw={"autocapitalize": "none"})
    sandi_baru = MedanSandi(_l("Kata sandi"), render_kw={"autocomplete": "new-password"},
                            description=_l("Paling sedikit 12 huruf. Empat kata acak mudah diingat dan kuat."))
