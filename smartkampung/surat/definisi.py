"""What a kind of letter is made of, and the checks a definition passes before it is used.

Every fault is one sentence that names the place (`keterangan-usaha.toml: isian[2].jenis …`), because the
person who reads it edits that file. A key that is missing takes its default, so that versions stored
before the key existed still read; what ships with the program is held to more (`periksa_kiriman`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import date, time
from decimal import Decimal
from typing import Any, TypeVar

from smartkampung.surat.naskah import KODE_TETAP, kode_dalam

JENIS_ISIAN = ("teks", "teks_panjang", "angka", "rupiah", "tahun", "tanggal", "jam", "pilihan")
SIFAT_SYARAT = ("ditunjukkan", "wajib", "pilihan")
SATUAN_BERLAKU = ("hari", "bulan", "tahun")
PENANDA = ("kepala_desa", "kepala_desa_sendiri")
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
_KODE = re.compile(r"[a-z][a-z0-9_]{1,39}")
_NAMA_BERKAS = re.compile(r"[a-z][a-z0-9-]{2,59}")
_TIPE = {"str": (str, "teks"), "int": (int, "bilangan bulat"), "bool": (bool, "true atau false")}
T = TypeVar("T")


class DefinisiSalah(Exception):
    """A definition cannot be used; the message names the file, the key, and the fault."""


@dataclass(frozen=True, slots=True)
class Isian:
    """One fact that is asked for."""

    kode: str
    label: str
    jenis: str
    wajib: bool = True
    bantuan: str = ""
    maks: int = 120
    dari: int = 0
    sampai: int = 1_000_000
    pilihan: tuple[str, ...] = ()
    bawaan: str = ""
    hanya_petugas: bool = False

    @property
    def kode_turunan(self) -> tuple[str, ...]:
        """Placeholders made from this fact: the weekday of a date, an amount in words."""
        if self.jenis == "tanggal":
            return (f"hari_{self.kode}",)
        return (f"{self.kode}_terbilang",) if self.jenis in ("angka", "rupiah") else ()

    def simpan(self, nilai: Any) -> Any:
        """Answer a value of the form as it is stored (plain JSON)."""
        if isinstance(nilai, date | time):
            return nilai.isoformat()
        return str(nilai) if isinstance(nilai, Decimal) else nilai

    def baca(self, nilai: Any) -> Any:
        """Answer a stored value as the form field takes it."""
        if nilai in (None, ""):
            return nilai
        ubah = {"tanggal": date.fromisoformat, "jam": time.fromisoformat, "rupiah": Decimal}.get(self.jenis)
        return ubah(nilai) if ubah else nilai


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
        return KODE_TETAP | {kode for satu in self.isian for kode in (satu.kode, *satu.kode_turunan)}

    @property
    def kode_dipakai(self) -> frozenset[str]:
        """Every placeholder the text of this letter uses."""
        teks = [satu["teks"] for satu in self.bagian if satu["jenis"] == "paragraf"]
        baris = [baris for satu in self.bagian if satu["jenis"] == "tabel" for baris in satu["baris"]]
        teks += [nilai for label, isi in baris for nilai in (label, isi)]
        teks += [pihak.nama for pihak in self.pihak]
        return frozenset(kode for satu in teks for kode in kode_dalam(satu))


def definisi(isi: Mapping[str, Any], asal: str = "") -> Definisi:
    """Answer a definition from plain values (a TOML file or `JenisSurat.isi`); DefinisiSalah names the fault."""
    asal = asal or str(isi.get("kode", "definisi"))
    nilai = dict(isi)
    for kunci, kelas in (("isian", Isian), ("syarat", Syarat), ("pihak", Pihak), ("dilarang_diminta", Larangan)):
        if kunci in nilai:
            nilai[kunci] = _daftar(kelas, nilai[kunci], f"{asal}: {kunci}")
    if "orang" in nilai:
        nilai["orang"] = _bentuk(Orang, nilai["orang"], f"{asal}: orang.")
    if "lanjut" in nilai:
        nilai["lanjut"] = _bentuk(Lanjut, nilai["lanjut"], f"{asal}: lanjut.")
    if isinstance(nilai.get("bagian"), list):
        nilai["bagian"] = tuple(nilai["bagian"])
    jadi = _bentuk(Definisi, nilai, f"{asal}: ")
    for kalimat in _kesalahan(jadi):
        raise DefinisiSalah(f"{asal}: {kalimat}")
    return jadi


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
            if satu.default is MISSING:
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
    return nilai


def _kesalahan(jadi: Definisi) -> Iterable[str]:
    """Faults of any version, as sentences."""
    yield from _salah_pilihan(jadi)
    yield from _salah_isian(jadi)
    yield from _salah_bagian(jadi)
    kode = [satu.kode for satu in jadi.syarat]
    for satu in jadi.syarat:
        if satu.sifat not in SIFAT_SYARAT:
            yield f"syarat {satu.kode}: sifat “{satu.sifat}” tidak dikenal. Pilih {', '.join(SIFAT_SYARAT)}."
        if kode.count(satu.kode) > 1:
            yield f"syarat {satu.kode} ditulis dua kali."
        for larang in jadi.dilarang_diminta:
            if satu.kode == larang.kode or larang.nama.casefold() in satu.nama.casefold():
                yield f"syarat {satu.kode} (“{satu.nama}”) ada di dilarang_diminta: {larang}. Hapus dari syarat."


def _salah_pilihan(jadi: Definisi) -> Iterable[str]:
    if jadi.kelompok not in KELOMPOK:
        yield f"kelompok “{jadi.kelompok}” tidak dikenal. Pilih {', '.join(KELOMPOK)}."
    if jadi.penanda_tangan not in PENANDA:
        yield f"penanda_tangan “{jadi.penanda_tangan}” tidak dikenal. Pilih {' atau '.join(PENANDA)}."
    jumlah, satuan = jadi.berlaku.get("jumlah"), jadi.berlaku.get("satuan")
    if set(jadi.berlaku) != {"jumlah", "satuan"} or not isinstance(jumlah, int) or satuan not in SATUAN_BERLAKU:
        yield f"berlaku harus memuat jumlah (bilangan) dan satuan ({', '.join(SATUAN_BERLAKU)})."
    elif jumlah < 1:
        yield "berlaku.jumlah paling sedikit 1."
    if jadi.janji_menit < 1:
        yield "janji_menit paling sedikit 1."


def _salah_isian(jadi: Definisi) -> Iterable[str]:
    kode = [satu.kode for satu in jadi.isian]
    for satu in jadi.isian:
        if not _KODE.fullmatch(satu.kode):
            yield f"isian {satu.kode}: kode hanya huruf kecil, angka, dan garis bawah."
        if satu.kode in KODE_TETAP:
            yield f"isian {satu.kode}: kode ini sudah dipakai data desa, warga, atau surat."
        if kode.count(satu.kode) > 1:
            yield f"isian {satu.kode} ditulis dua kali."
        if satu.jenis not in JENIS_ISIAN:
            yield f"isian {satu.kode}: jenis “{satu.jenis}” tidak dikenal. Pilih {', '.join(JENIS_ISIAN)}."
        if satu.jenis == "pilihan" and not satu.pilihan:
            yield f"isian {satu.kode}: jenis pilihan perlu daftar pilihan."
        if satu.bawaan and satu.bawaan not in KODE_TETAP:
            yield f"isian {satu.kode}: bawaan “{satu.bawaan}” bukan kode yang ada."


def _salah_bagian(jadi: Definisi) -> Iterable[str]:
    kode = {satu.kode for satu in jadi.isian}
    for ke, satu in enumerate(jadi.bagian, start=1):
        jenis = satu.get("jenis")
        if jenis not in ("paragraf", "tabel"):
            yield f"bagian[{ke}].jenis harus paragraf atau tabel."
        elif jenis == "paragraf" and not isinstance(satu.get("teks"), str):
            yield f"bagian[{ke}].teks belum ada."
        elif jenis == "tabel" and not all(len(baris) == 2 for baris in satu.get("baris") or [()]):
            yield f"bagian[{ke}].baris harus berisi pasangan label dan isi."
        if "bila" in satu and satu["bila"] not in kode:
            yield f"bagian[{ke}].bila: isian “{satu['bila']}” tidak ada."
    if not jadi.bagian or jadi.bagian[-1]["jenis"] != "paragraf":
        yield "bagian terakhir harus paragraf, supaya tanda tangan tidak sendirian di halaman baru."


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
