"""What a kind of letter is made of, and the checks a definition passes before it is used.

Every fault is one sentence that names the place (`keterangan-usaha.toml: isian[2].jenis …`), because the
person who reads it edits that file. A key that is missing takes its default, so that versions stored
before the key existed still read; what ships with the program is held to more (`periksa_kiriman`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, dataclass, field, fields
from typing import Any, TypeVar

from smartkampung.surat.bila import kode_bila
from smartkampung.surat.isian import Isian
from smartkampung.surat.kode_isian import KODE_TETAP, kode_keluarga
from smartkampung.surat.naskah import kode_dalam

SIFAT_SYARAT = ("ditunjukkan", "wajib", "pilihan")
SATUAN_BERLAKU = ("hari", "bulan", "tahun")
PENANDA = ("kepala_desa", "kepala_desa_sendiri")
# Who may verify: the role named, or one that stands above it (the later ones).
VERIFIKATOR = {"operator": "petugas pelayanan", "kaur_kasi": "kaur atau kasi", "sekretaris": "sekretaris desa"}
KELOMPOK = {
    "kependudukan": "Kependudukan",
    "peristiwa": "Kelahiran dan kematian",
    "keluarga": "Keluarga dan pernikahan",
    "usaha": "Usaha dan penghasilan",
    "bantuan": "Bantuan dan sekolah",
    "perjalanan": "Kepolisian dan perjalanan",
    "harta": "Tanah dan barang",
    "lain": "Umum dan lainnya",
    "dinas": "Surat dinas",
}
# Kinds of parts, and the keys each has besides `jenis` and `bila`.
BAGIAN = {
    "paragraf": ("teks", "rata"),
    "tabel": ("baris",),
    "kisi": ("kepala", "baris", "ulang", "lebar"),
    "butir": ("butir",),
}
HURUF = {"serif": "Liberation Serif (seperti Times)", "sans": "Liberation Sans (seperti Arial)"}
SPASI = {"rapat": "Rapat (1)", "biasa": "Biasa (1,15)", "longgar": "Longgar (1,5)"}
KERTAS = {"": "Seperti pengaturan desa", "f4": "F4/folio", "a4": "A4"}
KOP = {
    "": "Seperti pengaturan desa",
    "desa": "Kop desa",
    "kepala": "Kop kepala desa",
    "sekretariat": "Kop sekretariat desa",
    "tanpa": "Tanpa kop, tempatnya kosong (kertas sudah berkop)",
}
BARIS_NOMOR = {"biasa": "Di bawah judul", "tanpa": "Tidak dicetak"}
LETAK_TTD = {"kanan": "Kanan", "tengah": "Tengah", "kiri": "Kiri"}
_NAMA_BERKAS = re.compile(r"[a-z][a-z0-9-]{2,59}")
_TIPE = {"str": (str, "teks"), "int": (int, "bilangan bulat"), "bool": (bool, "true atau false")}
T = TypeVar("T")


class DefinisiSalah(Exception):
    """A definition cannot be used; the message names the file, the key, and the fault."""


@dataclass(frozen=True, slots=True)
class Syarat:
    """One paper: shown at the counter (`ditunjukkan`), required (`wajib`), or optional (`pilihan`)."""

    kode: str
    nama: str
    sifat: str
    bantuan: str = ""


@dataclass(frozen=True, slots=True)
class Larangan:
    """What nobody may ask for, and why not; a paper of that code or name makes the definition refuse to load."""

    nama: str
    dasar: str = ""
    kode: str = ""

    def __str__(self) -> str:
        return f"{self.nama}: {self.dasar}" if self.dasar else self.nama


@dataclass(frozen=True, slots=True)
class Orang:
    """Whom the letter may be about; empty means everybody."""

    status_kawin: tuple[str, ...] = ()
    jenis_kelamin: str = ""
    umur_dari: int = 0
    umur_sampai: int = 0

    def sesuai(self, potret: Mapping[str, Any], umur: int) -> bool:
        """Whether a resident, as the snapshot has him and of this age, may have the letter."""
        status = str(potret.get("status_kawin") or "").casefold()
        if self.status_kawin and not any(status.startswith(satu.casefold()) for satu in self.status_kawin):
            return False
        if self.jenis_kelamin and str(potret.get("jenis_kelamin")).casefold() != self.jenis_kelamin.casefold():
            return False
        return self.umur_dari <= umur and (not self.umur_sampai or umur <= self.umur_sampai)

    def __str__(self) -> str:
        kata = [f"berstatus {' atau '.join(self.status_kawin).lower()}"] if self.status_kawin else []
        kata += [self.jenis_kelamin.lower()] if self.jenis_kelamin else []
        kata += [f"berumur paling sedikit {self.umur_dari} tahun"] if self.umur_dari else []
        kata += [f"berumur paling banyak {self.umur_sampai} tahun"] if self.umur_sampai else []
        return ", ".join(kata)


@dataclass(frozen=True, slots=True)
class Lanjut:
    """Where the letter goes next, and what the resident carries there; no `ke` means done in the village."""

    ke: str = ""
    bawa: tuple[str, ...] = ()
    ket: str = ""


@dataclass(frozen=True, slots=True)
class Pihak:
    """Somebody else who signs on the paper, by hand: the giver of a power of attorney, a witness."""

    sebutan: str
    nama: str
    meterai: bool = False


@dataclass(frozen=True, slots=True)
class Lampiran:
    """A form printed with the letter (see `formulir`); `bila` says for whom."""

    kode: str
    bila: str = ""


@dataclass(frozen=True, slots=True)
class Tata:
    """How the paper looks; lengths in millimetres, the size of the letters in points."""

    huruf: str = "serif"
    ukuran: int = 12
    spasi: str = "biasa"
    kiri: int = 30
    kanan: int = 25
    atas: int = 18
    bawah: int = 25
    kertas: str = ""
    kop: str = ""
    nomor: str = "biasa"
    tanda_tangan: str = "kanan"
    inden: bool = True
    lebar_label: int = 46


@dataclass(frozen=True, slots=True)
class Definisi:
    """A whole kind of letter."""

    kode: str
    nama: str
    judul: str
    ringkas: str
    kata_kunci: tuple[str, ...]
    klasifikasi: str
    register: str
    janji_menit: int
    penanda_tangan: str
    biaya: int
    dasar_hukum: tuple[str, ...]
    dilarang_diminta: tuple[Larangan, ...]
    berlaku: dict[str, Any]
    isian: tuple[Isian, ...]
    syarat: tuple[Syarat, ...]
    bagian: tuple[dict[str, Any], ...]
    kelompok: str = "lain"
    sering: bool = False
    umum: bool = True
    perhatian: str = ""
    diketahui_camat: bool = False
    mengetahui: bool = False
    orang: Orang = Orang()
    lanjut: Lanjut = Lanjut()
    pihak: tuple[Pihak, ...] = ()
    verifikator: str = "operator"
    lampiran: tuple[Lampiran, ...] = ()
    tata: Tata = field(default_factory=Tata)
    formulir: str = ""

    @property
    def isian_warga(self) -> tuple[Isian, ...]:
        """The facts a resident is asked for; the others are for staff only."""
        return tuple(isian for isian in self.isian if not isian.hanya_petugas)

    @property
    def nama_kelompok(self) -> str:
        """The group as people read it."""
        return KELOMPOK[self.kelompok]

    @property
    def kode_dikenal(self) -> frozenset[str]:
        """Every placeholder that has a value in this letter."""
        return KODE_TETAP | kode_keluarga().keys() | {kode for satu in self.isian for kode in satu.kode_arti}

    @property
    def kode_dipakai(self) -> frozenset[str]:
        """Every placeholder the text of this letter uses, in its conditions too."""
        kode = {kode for satu in self.bagian for teks in teks_bagian(satu) for kode in kode_dalam(teks)}
        kode |= {kode for pihak in self.pihak for kode in kode_dalam(pihak.nama)}
        bila = [satu.get("bila", "") for satu in self.bagian] + [satu.bila for satu in self.lampiran]
        return frozenset(kode | {kode for satu in bila if satu for kode in kode_bila(satu)})


def teks_bagian(bagian: Mapping[str, Any]) -> Iterator[str]:
    """Every text of one part."""
    if bagian["jenis"] == "paragraf":
        yield bagian["teks"]
        return
    yield from bagian.get("kepala", ())
    yield from bagian.get("butir", ())
    for baris in bagian.get("baris", ()):
        yield from baris


def definisi(isi: Mapping[str, Any], asal: str = "") -> Definisi:
    """Answer a definition from plain values (a TOML file or `JenisSurat.isi`); DefinisiSalah names the fault."""
    from smartkampung.surat.periksa_definisi import kesalahan

    asal = asal or str(isi.get("kode", "definisi"))
    jadi = bentuk(isi, asal)
    for satu in kesalahan(jadi):
        raise DefinisiSalah(f"{asal}: {satu.kalimat}")
    return jadi


def bentuk(isi: Mapping[str, Any], asal: str) -> Definisi:
    """Answer the definition these values spell, its meaning unchecked; DefinisiSalah for a wrong shape."""
    nilai = dict(isi)
    for kunci, kelas in _DAFTAR.items():
        if kunci in nilai:
            nilai[kunci] = _daftar(kelas, nilai[kunci], f"{asal}: {kunci}")
    for kunci, kelas in (("orang", Orang), ("lanjut", Lanjut), ("tata", Tata)):
        if kunci in nilai:
            nilai[kunci] = _bentuk(kelas, nilai[kunci], f"{asal}: {kunci}.")
    if "bagian" in nilai:
        if not isinstance(nilai["bagian"], list | tuple):
            raise DefinisiSalah(f"{asal}: bagian harus berupa daftar.")
        nilai["bagian"] = tuple(_bagian(satu, f"{asal}: bagian[{ke}]") for ke, satu in enumerate(nilai["bagian"], 1))
    return _bentuk(Definisi, nilai, f"{asal}: ")


_DAFTAR: dict[str, type[Any]] = {
    "isian": Isian,
    "syarat": Syarat,
    "pihak": Pihak,
    "dilarang_diminta": Larangan,
    "lampiran": Lampiran,
}


def _bagian(isi: Any, jalur: str) -> dict[str, Any]:
    """One part with texts where texts belong; what is missing stays missing for `kesalahan` to name."""
    if not isinstance(isi, Mapping):
        raise DefinisiSalah(f"{jalur} harus berupa tabel.")
    boleh = ("jenis", "bila", *BAGIAN.get(str(isi.get("jenis")), ()))
    for kunci, satu in isi.items():
        if kunci not in boleh:
            raise DefinisiSalah(f"{jalur}.{kunci} tidak dikenal. Yang ada: {', '.join(boleh)}.")
        daftar = satu if kunci in ("kepala", "butir") else ()
        daftar = [sel for baris in satu for sel in baris] if kunci == "baris" and _daftar_daftar(satu) else daftar
        if (kunci == "baris" and not _daftar_daftar(satu)) or not all(isinstance(sel, str) for sel in daftar):
            raise DefinisiSalah(f"{jalur}.{kunci} harus berisi teks.")
        if kunci in ("jenis", "bila", "teks", "rata", "ulang") and not isinstance(satu, str):
            raise DefinisiSalah(f"{jalur}.{kunci} harus berupa teks.")
    return dict(isi)


def _daftar_daftar(isi: Any) -> bool:
    return isinstance(isi, list | tuple) and all(isinstance(satu, list | tuple) for satu in isi)


def _daftar(kelas: type[T], isi: Any, jalur: str) -> tuple[T, ...]:
    if not isinstance(isi, list | tuple):
        raise DefinisiSalah(f"{jalur} harus berupa daftar.")
    if kelas is Larangan:  # versions before codes wrote one sentence
        isi = [{"nama": satu} if isinstance(satu, str) else satu for satu in isi]
    return tuple(_bentuk(kelas, satu, f"{jalur}[{ke}].") for ke, satu in enumerate(isi, start=1))


def _bentuk(kelas: type[T], isi: Any, jalur: str) -> T:
    """Answer the dataclass from a table: no foreign key, none missing, each of its type."""
    if not isinstance(isi, Mapping):
        raise DefinisiSalah(f"{jalur.rstrip('.')} harus berupa tabel.")
    medan = {satu.name: satu for satu in fields(kelas)}  # type: ignore[arg-type]
    for kunci in isi:
        if kunci not in medan:
            raise DefinisiSalah(f"{jalur}{kunci} tidak dikenal. Yang ada: {', '.join(medan)}.")
    nilai: dict[str, Any] = {}
    for nama, satu in medan.items():
        if nama not in isi:
            if satu.default is MISSING and satu.default_factory is MISSING:
                raise DefinisiSalah(f"{jalur}{nama} belum ada.")
            continue
        nilai[nama] = _tipe(isi[nama], str(satu.type), f"{jalur}{nama}")
    return kelas(**nilai)


def _tipe(nilai: Any, tipe: str, jalur: str) -> Any:
    if tipe == "tuple[str, ...]":
        if not isinstance(nilai, list | tuple) or not all(isinstance(satu, str) for satu in nilai):
            raise DefinisiSalah(f"{jalur} harus berupa daftar teks.")
        return tuple(nilai)
    if tipe in _TIPE:
        kelas, kata = _TIPE[tipe]
        if not isinstance(nilai, kelas) or (kelas is int and isinstance(nilai, bool)):
            raise DefinisiSalah(f"{jalur} harus berupa {kata}.")
    if tipe.startswith("dict") and not isinstance(nilai, Mapping):
        raise DefinisiSalah(f"{jalur} harus berupa tabel.")
    return nilai


def periksa_kiriman(jadi: Definisi, asal: str) -> None:
    """Hold a definition that ships with the program to what an old stored version need not have."""
    asing = jadi.kode_dipakai - jadi.kode_dikenal
    if asing:
        raise DefinisiSalah(f"{asal}: bagian memakai kode yang tidak dikenal: {', '.join(sorted(asing))}.")
    if jadi.kode != asal.removesuffix(".toml") or not _NAMA_BERKAS.fullmatch(jadi.kode):
        raise DefinisiSalah(f"{asal}: kode “{jadi.kode}” harus sama dengan nama berkasnya.")
    if not jadi.kata_kunci or not jadi.dasar_hukum or not jadi.dilarang_diminta:
        raise DefinisiSalah(f"{asal}: kata_kunci, dasar_hukum, dan dilarang_diminta tidak boleh kosong.")
    if jadi.biaya:
        raise DefinisiSalah(f"{asal}: biaya harus 0; surat desa tidak dipungut biaya.")
