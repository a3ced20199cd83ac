"""Forms of accounts."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from smartkampung.akun.models import SIFAT
from smartkampung.akun.peran import peran_mode
from smartkampung.inti.formulir import Formulir, MedanPilihan, MedanSandi, MedanTanggal, MedanTeks
from smartkampung.inti.konteks import pengaturan


class MasukForm(Formulir):
    """Name and password."""

    nama_pengguna = MedanTeks(_l("Nama pengguna"), maks=60, render_kw={
        "autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"})
    sandi = MedanSandi(_l("Kata sandi"), render_kw={"autocomplete": "current-password"})


class KodeForm(Formulir):
    """The second factor."""

    kode = MedanTeks(_l("Kode"), maks=20, render_kw={"autocomplete": "one-time-code", "inputmode": "text"},
                     description=_l("Enam angka dari aplikasi autentikator, atau satu kode pemulihan."))


class PasangTotpForm(Formulir):
    """The first code after scanning."""

    kode = MedanTeks(_l("Kode dari aplikasi"), maks=20, render_kw={
        "autocomplete": "one-time-code", "inputmode": "numeric"})


class GantiSandiForm(Formulir):
    """One's own password."""

    sandi_lama = MedanSandi(_l("Kata sandi sekarang"), render_kw={"autocomplete": "current-password"})
    sandi_baru = MedanSandi(_l("Kata sandi baru"), render_kw={"autocomplete": "new-password"},
                            description=_l("Paling sedikit 12 huruf. Empat kata acak mudah diingat dan kuat."))


class PenggunaForm(Formulir):
    """A person's account."""

    nama = MedanTeks(_l("Nama lengkap"), description=_l("Seperti tertulis di blok tanda tangan surat."))
    nama_pengguna = MedanTeks(_l("Nama pengguna"), maks=40, render_kw={"autocapitalize": "none"},
                              description=_l("Untuk masuk. Huruf kecil, angka, titik, atau garis."))
    nip = MedanTeks(_l("NIP"), maks=30, wajib=False, description=_l("Hanya bila ASN."))


class UbahPenggunaForm(Formulir):
    """Name and NIP of an account."""

    nama = MedanTeks(_l("Nama lengkap"))
    nip = MedanTeks(_l("NIP"), maks=30, wajib=False)


def _peran() -> list[tuple[str, str]]:
    return [(p.kunci, p.nama) for p in peran_mode(pengaturan().mode)]


class PenugasanForm(Formulir):
    """A role from a day to a day."""

    peran = MedanPilihan(_l("Peran"), pilihan=_peran)
    sifat = MedanPilihan(_l("Sifat"), pilihan=list(SIFAT.items()))
    mulai = MedanTanggal(_l("Mulai"))
    sampai = MedanTanggal(_l("Sampai"), wajib=False, description=_l("Kosong berarti sampai diakhiri."))
    nomor_sk = MedanTeks(_l("Nomor SK"), maks=80, wajib=False, description=_l("Wajib untuk Plt. dan Plh."))
    cakupan = MedanTeks(_l("Cakupan"), maks=40, wajib=False,
                        description=_l("Nama dusun untuk kepala dusun; kode kecamatan untuk pejabat kecamatan."))


class AkhiriForm(Formulir):
    """The last day of an assignment."""

    sampai = MedanTanggal(_l("Hari terakhir bertugas"))
