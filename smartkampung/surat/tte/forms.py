"""Forms of signing: the method, what it asks for, and the service's settings."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from smartkampung.inti.bsre import FRASA, TOTP
from smartkampung.inti.formulir import (
    Formulir,
    MedanAngka,
    MedanBanyak,
    MedanCentang,
    MedanNIK,
    MedanPilihan,
    MedanSandi,
    MedanSatu,
    MedanTeks,
)
from smartkampung.surat.tte.cara import BASAH, BSRE, LOKAL


class FormTandaTangan(Formulir):
    """How this batch is signed, what the method asks for, and its letters. Nothing of it is kept."""

    cara = MedanPilihan(_l("Cara"), pilihan=[(BSRE, "BSrE"), (LOKAL, ""), (BASAH, "")], kosong="", wajib=False)
    nik = MedanNIK(_l("NIK penanda tangan"), wajib=False, description=_l("Dipakai sekali ini saja, tidak disimpan."))
    jenis_rahasia = MedanPilihan(
        _l("Dengan"), wajib=False, default=FRASA,
        pilihan=[(FRASA, _l("frasa sandi (passphrase)")), (TOTP, _l("kode sekali pakai"))],
    )  # fmt: skip
    frasa = MedanSandi(_l("Frasa sandi tanda tangan"), wajib=False, render_kw={"autocomplete": "off"})
    surat = MedanBanyak(_l("Surat"))


class FormLayanan(Formulir):
    """The e-sign client service of this village."""

    aktif = MedanCentang(_l("Tanda tangan lewat BSrE dipakai"))
    versi = MedanSatu(_l("Versi layanan"), pilihan=[("v1", _l("Versi 1")), ("v2", _l("Versi 2"))])
    alamat = MedanTeks(
        _l("Alamat layanan"), maks=200, description=_l("Dari pengelola layanan, biasanya Kominfo kabupaten.")
    )
    pengguna = MedanTeks(_l("Nama pengguna aplikasi"), maks=120, render_kw={"autocomplete": "off"})
    sandi = MedanSandi(
        _l("Kata sandi aplikasi"), wajib=False, render_kw={"autocomplete": "new-password"},
        description=_l("Tersimpan tersandi. Kosongkan bila tidak diganti."),
    )  # fmt: skip
    tampak = MedanCentang(
        _l("Tampilkan gambar tanda tangan BSrE"),
        description=_l("Kotak QR di kaki halaman terakhir. Tanpa ini tanda tangannya tetap ada di dalam berkas."),
    )
    tenggat = MedanAngka(
        _l("Batas tunggu (detik)"), dari=5, sampai=300, default=60,
        description=_l("Setelah itu dianggap belum berhasil dan dapat dicoba lagi."),
    )  # fmt: skip
