"""Forms: the facts of a kind of letter as fields, papers, reasons, passphrases."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import Form
from wtforms.fields import Field, SelectField
from wtforms.validators import EqualTo, InputRequired, ValidationError

from smartkampung.inti.formulir import (
    Formulir,
    MedanAngka,
    MedanBanyak,
    MedanBerkas,
    MedanCentang,
    MedanPenduduk,
    MedanPilihan,
    MedanSandi,
    MedanTeks,
    MedanTeksPanjang,
)
from smartkampung.inti.tte import PANJANG_FRASA
from smartkampung.surat.definisi import KELOMPOK, Definisi
from smartkampung.surat.keadaan import KANAL, NAMA
from smartkampung.surat.medan import Tercetak, medan_isian

KANAL_PETUGAS = tuple((kode, nama.capitalize()) for kode, nama in KANAL.items() if kode not in ("web", "kiosk"))


class FormPermohonan(Formulir):
    """Base of the forms made from a definition; `isian_*` are its facts, `berkas_*` its papers."""

    def isian(self) -> dict[str, Any]:
        """The facts by code."""
        return {nama[6:]: medan.data for nama, medan in self._fields.items() if nama.startswith("isian_")}

    def berkas(self) -> dict[str, Any]:
        """The uploads by code of the paper, only those that came."""
        return {
            nama[7:]: medan.data
            for nama, medan in self._fields.items()
            if nama.startswith("berkas_") and getattr(medan.data, "filename", "")
        }


def form_loket(definisi: Definisi) -> type[FormPermohonan]:
    """Answer the counter's form for a kind: only the facts the register does not have, and the checklist."""
    medan: dict[str, Any] = {
        f"isian_{isian.kode}": medan_isian(isian, fokus=urut == 0, register=True)
        for urut, isian in enumerate(definisi.isian)
    }
    medan["syarat"] = MedanBanyak(
        _l("Syarat yang sudah dilihat"), pilihan=[(satu.kode, satu.nama) for satu in definisi.syarat]
    )
    medan |= _medan_berkas(definisi)
    medan["kanal"] = MedanPilihan(_l("Permohonan lewat"), pilihan=KANAL_PETUGAS, default="loket")
    medan["telepon"] = medan_telepon()
    return type("FormLoket", (FormPermohonan,), medan)


def _medan_berkas(definisi: Definisi) -> dict[str, Any]:
    return {
        f"berkas_{satu.kode}": MedanBerkas(satu.nama, wajib=False, description=satu.bantuan)
        for satu in definisi.syarat
        if satu.sifat != "ditunjukkan"
    }


def medan_telepon() -> Field:
    """Answer the field for a telephone number, which is always optional."""
    return MedanTeks(
        _l("Nomor WhatsApp"),
        wajib=False,
        maks=20,
        syarat=[_periksa_telepon],
        description=_l("Boleh dikosongkan. Dipakai hanya untuk mengabari surat ini."),
        render_kw={"inputmode": "tel", "autocomplete": "tel"},
    )


def _periksa_telepon(_form: Form, medan: Field) -> None:
    angka = "".join(huruf for huruf in medan.data or "" if huruf.isdecimal())
    if medan.data and not 8 <= len(angka) <= 15:
        raise ValidationError(_l("Tulis nomor telepon seperti 0812 3456 7890."))


class MedanJenis(SelectField):
    """A kind of letter, in groups; each option carries the words people look for it by (`data-kata`)."""

    def __init__(self, label: Any = None, **kw: Any) -> None:
        kw.setdefault("render_kw", {"data-cari-pilihan": _l("Ketik nama surat, misalnya usaha atau sktm")})
        super().__init__(label, [InputRequired(message=_l("Pilih suratnya."))], choices=[], **kw)

    def tawarkan(self, daftar: Iterable[Definisi]) -> None:
        """Offer these kinds, those asked for most often first."""
        kelompok: dict[str, list[tuple[str, str, dict[str, str]]]] = {nama: [] for nama in KELOMPOK.values()}
        for satu in daftar:
            kata = {"data-kata": " ".join(satu.kata_kunci)}
            kelompok[satu.nama_kelompok].append((satu.kode, satu.nama, kata))
        self.choices = {nama: isi for nama, isi in kelompok.items() if isi}

    def pre_validate(self, form: Form) -> None:
        """Refuse what is not offered."""
        assert isinstance(self.choices, dict)
        if self.data and self.data not in {pilihan[0] for isi in self.choices.values() for pilihan in isi}:
            raise ValidationError(_l("Pilih salah satu dari daftar."))


class FormPilihWarga(Formulir):
    """First screen of the counter: who, and which letter."""

    penduduk_id = MedanPenduduk(_l("Warga"))
    jenis = MedanJenis(_l("Surat"), description=_l("Ketik beberapa huruf, atau pilih dari daftar."))


class FormVerifikasi(Formulir):
    """Papers seen now, and the resident a web request belongs to."""

    penduduk_id = MedanPenduduk(_l("Warga di buku induk"), wajib=False)
    syarat = MedanBanyak(_l("Syarat diterima"))


class FormAlasan(Formulir):
    """A reason people will read."""

    alasan = MedanTeksPanjang(_l("Alasan"), maks=500, baris=4)


class FormKurang(FormAlasan):
    """What is missing."""

    syarat = MedanBanyak(_l("Yang kurang"))


class FormSerahkan(Formulir):
    """Who took the paper."""

    penerima = MedanTeks(_l("Diterima oleh"), maks=120)
    diantar = MedanCentang(_l("Diantar ke rumah"))


class FormTandaTangan(Formulir):
    """The passphrase of the batch, and its letters."""

    frasa = MedanSandi(_l("Frasa sandi tanda tangan"), wajib=False, render_kw={"autocomplete": "off"})
    surat = MedanBanyak(_l("Surat"))


class FormSertifikat(Formulir):
    """The passphrase of a new certificate, typed twice."""

    frasa = MedanSandi(
        _l("Frasa sandi"),
        description=_l("Paling sedikit %(n)s huruf. Beberapa kata yang mudah Anda ingat.", n=PANJANG_FRASA),
        render_kw={"autocomplete": "new-password"},
    )
    ulang = MedanSandi(_l("Ketik sekali lagi"), render_kw={"autocomplete": "new-password"})

    def validate_ulang(self, medan: Field) -> None:
        """The two must be the same."""
        EqualTo("frasa", message=_l("Kedua frasa tidak sama."))(self, medan)


class FormAtur(Formulir):
    """The village's choices about letters."""

    pakai_paraf = MedanCentang(_l("Sekretaris memaraf sebelum ditandatangani"))
    pola_nomor = MedanTeks(
        _l("Pola nomor surat"),
        maks=120,
        description=_l("Pakai [klasifikasi], [nomor], [kode_desa], [bulan_romawi], [tahun]. [nomor:3] menjadi 057."),
        syarat=[Tercetak()],
    )


class FormJenis(Formulir):
    """What a village decides about one kind."""

    klasifikasi = MedanTeks(_l("Kode klasifikasi"), maks=20, syarat=[Tercetak()])
    janji_menit = MedanAngka(_l("Janji selesai (menit layanan)"), dari=5, sampai=20_000)
    aktif = MedanCentang(_l("Dilayani"))


PILIHAN_KEADAAN = [
    ("", _l("Semua keadaan")),
    ("terbuka", _l("Masih berjalan")),
    ("terbit", _l("Sudah terbit")),
    *((str(kode), nama) for kode, nama in NAMA.items() if kode != "draf"),
]
