"""Forms: the facts of a kind of letter as fields, papers, reasons, passphrases."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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
    MedanSatu,
    MedanSurel,
    MedanTeks,
    MedanTeksPanjang,
)
from smartkampung.inti.tte import PANJANG_FRASA
from smartkampung.surat.berkas_warga.masa import boleh_disimpan
from smartkampung.surat.definisi import KELOMPOK, Definisi, Syarat
from smartkampung.surat.keadaan import KANAL, NAMA
from smartkampung.surat.medan import Tercetak, medan_isian
from smartkampung.surat.models import SyaratSurat

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


def form_loket(
    definisi: Definisi, arsip: Mapping[str, str] | None = None, terlipat: frozenset[str] = frozenset()
) -> type[FormPermohonan]:
    """Answer the counter's form for a kind: the facts the register does not have, and the checklist.

    `arsip` are papers of the dossier by code, with the words to offer them by; `terlipat` the facts that are known
    already, so that the cursor starts at the first that is not.
    """
    arsip = arsip or {}
    tampak = next((isian.kode for isian in definisi.isian if isian.kode not in terlipat), "")
    medan: dict[str, Any] = {
        f"isian_{isian.kode}": medan_isian(isian, fokus=isian.kode == tampak, register=True)
        for isian in definisi.isian
    }
    medan["syarat"] = MedanBanyak(
        _l("Syarat yang sudah dilihat"),
        pilihan=[(satu.kode, satu.nama) for satu in definisi.syarat if satu.kode not in arsip],
    )
    if arsip:
        medan["arsip"] = MedanBanyak(
            _l("Dari berkas warga"), pilihan=list(arsip.items()), default=list(arsip),
            description=_l("Sudah pernah dibawa dan masih berlaku; tidak perlu diminta lagi."),
        )  # fmt: skip
    medan |= medan_berkas(definisi.syarat)
    if any(boleh_disimpan(satu.kode, satu.sifat) for satu in definisi.syarat):
        medan["simpan"] = MedanCentang(_l("Warga setuju berkas ini disimpan untuk surat berikutnya"))
    medan["kanal"] = MedanPilihan(_l("Permohonan lewat"), pilihan=KANAL_PETUGAS, default="loket")
    medan["telepon"] = medan_telepon()
    medan["surel"] = medan_surel()
    return type("FormLoket", (FormPermohonan,), medan)


def form_kurang(syarat: Iterable[SyaratSurat]) -> type[FormLengkapiLoket]:
    """Answer the counter's form for exactly the papers that were asked for."""
    daftar = list(syarat)
    medan: dict[str, Any] = {
        "syarat": MedanBanyak(_l("Yang sudah dilihat dan benar"), pilihan=[(s.kode, s.nama) for s in daftar])
    }
    return type("FormKurangLoket", (FormLengkapiLoket,), medan | medan_berkas(daftar))


def form_minta(syarat: Iterable[SyaratSurat]) -> type[FormMinta]:
    """Answer the form that judges each open paper: accepted, refused with a reason, or left as it is."""
    medan: dict[str, Any] = {}
    for satu in syarat:
        medan[f"nilai_{satu.kode}"] = MedanSatu(satu.nama, wajib=False, pilihan=NILAI_SYARAT, default="biarkan")
        medan[f"catatan_{satu.kode}"] = MedanTeks(
            _l("Apa yang kurang dari %(nama)s", nama=satu.nama), wajib=False, maks=200
        )
    return type("FormMintaLengkap", (FormMinta,), medan)


def medan_berkas(syarat: Iterable[Syarat | SyaratSurat]) -> dict[str, Any]:
    return {
        f"berkas_{satu.kode}": MedanBerkas(satu.nama, wajib=False, description=getattr(satu, "bantuan", ""))
        for satu in syarat
        if satu.sifat != "ditunjukkan"
    }


def medan_surel() -> Field:
    """Answer the field for an e-mail address, which is always optional."""
    return MedanSurel(
        _l("Alamat surel"),
        wajib=False,
        description=_l("Boleh dikosongkan. Kabar surat dikirim ke sana bila desa memakai surel."),
        render_kw={"autocomplete": "email"},
    )


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

    def tawarkan(self, daftar: Iterable[Definisi], paket: Iterable[tuple[str, str, Iterable[str]]] = ()) -> None:
        """Offer these kinds in their groups, then bundles as (code, name, everyday words)."""
        kelompok: dict[str, list[tuple[str, str, dict[str, str]]]] = {nama: [] for nama in KELOMPOK.values()}
        for satu in daftar:
            kata = {"data-kata": " ".join(satu.kata_kunci)}
            kelompok[satu.nama_kelompok].append((satu.kode, satu.nama, kata))
        kelompok[str(_l("Paket"))] = [(k, nama, {"data-kata": " ".join(kata)}) for k, nama, kata in paket]
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


NILAI_SYARAT = (("biarkan", _l("Belum diperiksa")), ("diterima", _l("Diterima")), ("kurang", _l("Kurang")))


class FormMinta(Formulir):
    """What is missing: each paper judged, and words the requester reads."""

    alasan = MedanTeksPanjang(_l("Kalimat untuk pemohon"), wajib=False, maks=500, baris=3)

    def diterima(self) -> frozenset[str]:
        """The papers accepted now."""
        return frozenset(kode for kode, nilai in self._nilai() if nilai == "diterima")

    def kurang(self) -> dict[str, str]:
        """The papers refused, with the reason of each."""
        return {kode: self[f"catatan_{kode}"].data or "" for kode, nilai in self._nilai() if nilai == "kurang"}

    def _nilai(self) -> Iterable[tuple[str, Any]]:
        return ((nama[6:], medan.data) for nama, medan in self._fields.items() if nama.startswith("nilai_"))


class FormLengkapiLoket(FormPermohonan):
    """Completing a request at the counter: only what was asked for, and words about it."""

    pesan = MedanTeksPanjang(_l("Keterangan"), wajib=False, maks=300, baris=2)


class FormSerahkan(Formulir):
    """Who took the paper."""

    penerima = MedanTeks(_l("Diterima oleh"), maks=120)
    diantar = MedanCentang(_l("Diantar ke rumah"))


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


class FormJenis(Formulir):
    """What a village decides about one kind."""

    klasifikasi = MedanTeks(_l("Kode klasifikasi"), maks=20, syarat=[Tercetak()])
    janji_menit = MedanAngka(_l("Janji selesai (menit layanan)"), dari=5, sampai=20_000)
    aktif = MedanCentang(_l("Dilayani"))


PILIHAN_KEADAAN = [
    ("", _l("Semua keadaan")),
    ("terbuka", _l("Masih berjalan")),
    ("terlambat", _l("Lewat janji")),
    ("terbit", _l("Sudah terbit")),
    *((str(kode), nama) for kode, nama in NAMA.items() if kode != "draf"),
]
