"""Form fields for the facts of a definition, people among them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import Form
from wtforms.fields import Field
from wtforms.validators import ValidationError

from smartkampung.inti.aksara import aksara_tak_tercetak
from smartkampung.inti.formulir import (
    WAJIB,
    MedanAngka,
    MedanBanyak,
    MedanCentang,
    MedanJam,
    MedanNIK,
    MedanPilihan,
    MedanRupiah,
    MedanTanggal,
    MedanTeks,
    MedanTeksPanjang,
    kunci_baris,
    rapikan,
)
from smartkampung.inti.konteks import hari_desa
from smartkampung.penduduk import referensi
from smartkampung.penduduk.nik import rapikan_nomor
from smartkampung.surat import naskah, orang
from smartkampung.surat.isian import BANYAK_ORANG, KOLOM_ORANG, Isian

CADANGAN = 2  # empty rows shown below those filled in


class Tercetak:
    """Every character can be printed on the letter; else a sentence names what to remove."""

    def __call__(self, _form: Form, medan: Field) -> None:
        """Raise ValidationError for characters no font of ours has."""
        asing = aksara_tak_tercetak(medan.data or "")
        if asing:
            raise ValidationError(
                _l(
                    "Lambang %(asing)s tidak dapat dicetak di surat. Hapus, lalu kirim lagi.",
                    asing=" ".join(asing[:5]),
                )
            )


def medan_isian(isian: Isian, *, fokus: bool = False, register: bool = False) -> Field:
    """Answer the field for one fact; `fokus` puts the cursor there, `register` lets people be picked.

    Only staff forms may pick from the register; on public forms people are typed.
    """
    umum: dict[str, Any] = {"wajib": isian.wajib, "description": isian.bantuan}
    if fokus and isian.jenis in ("teks", "pilihan"):
        umum["render_kw"] = {"autofocus": True}
    if isian.jenis in ("orang", "daftar_orang"):
        kelas = MedanOrang if isian.jenis == "orang" else MedanDaftarOrang
        return kelas(isian.label, isian=isian, register=register, **umum)
    if isian.jenis == "centang":
        return MedanCentang(isian.label, description=isian.bantuan)
    if isian.jenis == "banyak":
        syarat = [_paling_sedikit_satu] if isian.wajib else []
        pilihan = [(satu, satu) for satu in isian.pilihan]
        return MedanBanyak(isian.label, pilihan=pilihan, validators=syarat, description=isian.bantuan)
    if isian.jenis in ("pilihan", "rujukan"):
        return MedanPilihan(isian.label, pilihan=_pilihan(isian), kosong=_l("Pilih…"), **umum)
    if isian.jenis == "teks_panjang":
        return MedanTeksPanjang(isian.label, maks=isian.maks, **umum)
    if isian.jenis == "angka":
        return MedanAngka(isian.label, dari=isian.dari, sampai=isian.sampai, **umum)
    if isian.jenis == "tahun":
        return MedanAngka(isian.label, dari=1900, sampai=hari_desa().year, **umum)
    sederhana = {"tanggal": MedanTanggal, "jam": MedanJam, "rupiah": MedanRupiah, "nik": MedanNIK}
    if isian.jenis in sederhana:
        return sederhana[isian.jenis](isian.label, **umum)
    return MedanTeks(isian.label, maks=isian.maks, syarat=[Tercetak()], **umum)


def _pilihan(isian: Isian) -> list[tuple[str, str]]:
    if isian.jenis == "rujukan":
        return [(nama, nama) for _kode, nama in referensi.pilihan(isian.acuan)]
    return [(satu, satu[:1].upper() + satu[1:]) for satu in isian.pilihan]


def _paling_sedikit_satu(_form: Form, medan: Field) -> None:
    if not medan.data:
        raise ValidationError(_l("Pilih paling sedikit satu."))


class MedanOrang(Field):
    """One person: picked from the register, or typed; `data` is what `isian.simpan_orang` takes, or None."""

    widget = None

    def __init__(self, label: Any, *, isian: Isian, register: bool, wajib: bool, **kw: Any) -> None:
        super().__init__(label, **kw)
        self.isian, self.register, self.wajib = isian, register, wajib
        self.keluarga: list[tuple[int, str]] = []
        if wajib:
            self.flags.required = True

    @property
    def kolom(self) -> list[tuple[str, str]]:
        """Code and label of what is typed."""
        return [(kode, KOLOM_ORANG[kode][0]) for kode in dict.fromkeys(("nama", *self.isian.kolom_orang))]

    def isi(self) -> Mapping[str, Any]:
        """What the page shows in the inputs."""
        return self.data or {}

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        """Read the inputs of this person, or the stored value."""
        self.process_errors: list[Any] = []
        self.object_data = None if callable(data) or not data else data
        self.data, self.raw_data = self.object_data, None
        if formdata is not None and f"{self.name}-nama" in formdata:
            self.raw_data = [formdata.get(f"{self.name}-nama")]
            self.data = self._baca(formdata, self.name) or None

    def _baca(self, formdata: Any, awal: str) -> dict[str, Any]:
        hasil: dict[str, Any] = {kode: rapikan(formdata.get(f"{awal}-{kode}", "")) or "" for kode, _ in self.kolom}
        hasil = {kode: nilai for kode, nilai in hasil.items() if nilai}
        if self.register:
            hasil = self._dari_register(hasil, formdata, awal)
        return hasil

    def _dari_register(self, hasil: dict[str, Any], formdata: Any, awal: str) -> dict[str, Any]:
        """The resident that was picked; without script, the only one whose name or NIK was typed."""
        kunci, cari = _kunci(formdata.get(f"{awal}-penduduk", "")), rapikan(formdata.get(f"{awal}-cari", "")) or ""
        if not kunci and cari and not hasil.get("nama"):
            kunci = orang.satu_satunya(cari)
            hasil = hasil | {"nama": cari[: KOLOM_ORANG["nama"][1]]}
        nama = orang.nama_penduduk(kunci) if kunci else ""
        return hasil | {"penduduk_id": kunci, "nama": nama} if nama else hasil

    def pre_validate(self, form: Form) -> None:
        """Shape of what was typed about the person."""
        if not self.data and self.wajib:
            raise ValidationError(WAJIB)
        for satu in [self.data] if self.data else []:
            periksa_orang(satu)
            _pastikan_untuk(self.isian, satu)


class MedanDaftarOrang(MedanOrang):
    """Several people, each in a row of the page; `data` is a list of such persons, or None."""

    def baris(self) -> list[Mapping[str, Any]]:
        """The rows the page shows: those filled in, and some empty ones."""
        isi = [satu for satu in self.data or [] if satu.get("penduduk_id") not in dict(self.keluarga)]
        return (isi + [{}] * BANYAK_ORANG)[:BANYAK_ORANG]

    @property
    def tampak(self) -> int:
        """How many rows show without asking for more."""
        return sum(bool(satu) for satu in self.baris()) + CADANGAN

    def terpilih(self) -> set[int]:
        """Ids of the family members that are ticked."""
        return {satu["penduduk_id"] for satu in self.data or [] if "penduduk_id" in satu}

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        """Read all rows, ticked family members first."""
        super().process(None, data)
        if formdata is None or f"{self.name}-0-nama" not in formdata:
            return
        self.raw_data = [""]
        hasil = []
        for kunci in formdata.getlist(f"{self.name}-keluarga") if self.register else []:
            nama = orang.nama_penduduk(_kunci(kunci)) if _kunci(kunci) else ""
            if nama:
                hasil.append({"penduduk_id": _kunci(kunci), "nama": nama})
        hasil += [satu for ke in range(BANYAK_ORANG) if (satu := self._baca(formdata, f"{self.name}-{ke}"))]
        self.data = hasil[:BANYAK_ORANG] or None

    def pre_validate(self, form: Form) -> None:
        """Shape of each row."""
        if not self.data and self.wajib:
            raise ValidationError(_l("Isi paling sedikit satu orang."))
        for satu in self.data or []:
            periksa_orang(satu)
            _pastikan_untuk(self.isian, satu)


def tawarkan_keluarga(form: Form, penduduk_id: int | None) -> None:
    """Offer the others on the resident's family card where a list of people wants them."""
    for satu in form:
        if isinstance(satu, MedanDaftarOrang) and satu.isian.keluarga and satu.register:
            satu.keluarga = orang.calon_pengikut(penduduk_id)


def _kunci(teks: str) -> int:
    try:
        return kunci_baris(teks)
    except ValueError:
        return 0


def periksa_orang(satu: dict[str, Any]) -> None:
    """Bring what was typed about a person into shape; ValidationError with a sentence that names the person."""
    nama = satu.get("nama", "")
    if not nama:
        raise ValidationError(_l("Isi juga nama orangnya, atau kosongkan barisnya."))
    for kode, nilai in satu.items():
        if kode in KOLOM_ORANG and len(nilai) > KOLOM_ORANG[kode][1] and kode not in ("nik", "tanggal_lahir"):
            raise ValidationError(_l("%(nama)s: %(apa)s paling banyak %(n)s huruf.", nama=nama[:40],
                                     apa=KOLOM_ORANG[kode][0], n=KOLOM_ORANG[kode][1]))  # fmt: skip
        asing = aksara_tak_tercetak(nilai) if isinstance(nilai, str) else []
        if asing:
            raise ValidationError(_l("%(nama)s: lambang %(asing)s tidak dapat dicetak. Hapus dulu.", nama=nama[:40],
                                     asing=" ".join(asing[:5])))  # fmt: skip
    if satu.get("nik"):
        satu["nik"] = rapikan_nomor(satu["nik"])
        if not (len(satu["nik"]) == 16 and satu["nik"].isascii() and satu["nik"].isdecimal()):
            raise ValidationError(_l("%(nama)s: NIK harus 16 angka.", nama=nama[:40]))
    if satu.get("umur") and not (satu["umur"].isdecimal() and satu["umur"].isascii() and len(satu["umur"]) <= 3):
        raise ValidationError(_l("%(nama)s: tulis umur dengan angka.", nama=nama[:40]))
    if satu.get("tanggal_lahir"):
        satu["tanggal_lahir"] = _lahir(satu["tanggal_lahir"], nama)


def _pastikan_untuk(isian: Isian, satu: dict[str, Any]) -> None:
    """Whether this person may stand in the role: sex and age, as far as they are known."""
    nilai = naskah.nilai_warga(orang.lengkapi(satu), hari_desa())
    kelamin, umur = nilai["jenis_kelamin"], nilai["umur"]
    if isian.kelamin and kelamin and kelamin.casefold()[:1] != isian.kelamin.casefold()[:1]:
        raise ValidationError(_l("%(nama)s tercatat %(ada)s, sedangkan yang diminta %(minta)s.", nama=satu["nama"][:40],
                                 ada=kelamin.lower(), minta=isian.kelamin.lower()))  # fmt: skip
    if isian.umur_dari and umur and int(umur) < isian.umur_dari:
        raise ValidationError(_l("%(nama)s berumur %(ada)s tahun; paling sedikit harus %(minta)s tahun.",
                                 nama=satu["nama"][:40], ada=umur, minta=isian.umur_dari))  # fmt: skip


def _lahir(teks: str, nama: str) -> str:
    for pola in ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"):
        try:
            hari: date = datetime.strptime(teks, pola).date()  # noqa: DTZ007 - a day, no instant
        except ValueError:
            continue
        if date(1850, 1, 1) <= hari <= hari_desa():
            return hari.isoformat()
    raise ValidationError(_l("%(nama)s: tulis tanggal lahir seperti 20-05-1979.", nama=nama[:40]))
