"""Region codes of Kemendagri: provinsi, kabupaten/kota, kecamatan, desa, by code and by name.

The 91,599 rows ship compressed (`data/wilayah.tsv.xz`) and are read when asked, never kept: a village
looks here once, at set-up, and when it imports residents. One reading takes some 40 ms and 2 MB.
The invented region 99 of the demo village stands in a small file of its own.
"""

from __future__ import annotations

import lzma
import re
from collections.abc import Iterator
from dataclasses import dataclass

from smartkampung.lokasi import folder_data

TINGKAT = ("provinsi", "kabupaten", "kecamatan", "desa")
_POLA_KECAMATAN = re.compile(rb"^(\d\d)\.(\d\d)\.(\d\d)\t", re.MULTILINE)
_POLA_KODE = re.compile(r"\d\d(?:\.\d\d(?:\.\d\d(?:\.\d{4})?)?)?")


@dataclass(frozen=True, slots=True)
class KodeWilayah:
    """One region: its code (`35.10.24.2008`) and its name as the list prints it."""

    kode: str
    nama: str

    @property
    def tingkat(self) -> str:
        """provinsi, kabupaten, kecamatan, or desa."""
        return TINGKAT[self.kode.count(".")]

    @property
    def kelurahan(self) -> bool:
        """Whether this is a kelurahan: the desa part of its code begins with 1 (2 desa, 3 desa adat)."""
        return self.tingkat == "desa" and self.kode[9] == "1"


@dataclass(frozen=True, slots=True)
class WilayahLengkap:
    """A region with the names of all regions above it, from the provinsi down."""

    jalur: tuple[KodeWilayah, ...]

    @property
    def kode(self) -> str:
        return self.jalur[-1].kode

    @property
    def nama(self) -> str:
        return self.jalur[-1].nama

    @property
    def provinsi(self) -> str | None:
        """The name at that level, or None when this region stands above it."""
        return self._nama(0)

    @property
    def kabupaten(self) -> str | None:
        """`Kabupaten Banyuwangi` or `Kota Surabaya`."""
        return self._nama(1)

    @property
    def kecamatan(self) -> str | None:
        """`Licin`."""
        return self._nama(2)

    def _nama(self, tingkat: int) -> str | None:
        return self.jalur[tingkat].nama if tingkat < len(self.jalur) else None

    @property
    def uraian(self) -> str:
        """`Tamansari, Licin, Kabupaten Banyuwangi, Jawa Timur`."""
        return ", ".join(w.nama for w in reversed(self.jalur))


def daftar_provinsi() -> list[KodeWilayah]:
    """All provinsi, by name; the invented one of the demo comes last."""
    return _urut(_anak(""))


def daftar_anak(kode: str) -> list[KodeWilayah]:
    """The regions directly under one region, by name; empty for a desa or an unknown code."""
    return _urut(_anak(kode)) if sah_kode(kode) else []


def cari_kode(kode: str) -> WilayahLengkap | None:
    """The region of one code with all regions above it, or None when the list has no such code."""
    if not sah_kode(kode):
        return None
    bagian = kode.split(".")
    perlu = [".".join(bagian[: i + 1]) for i in range(len(bagian))]
    teks = _isi(kode)
    jalur = [w for k in perlu if (w := _baris(teks, k))]
    return WilayahLengkap(tuple(jalur)) if len(jalur) == len(perlu) else None


def cari_nama(teks: str, *, tingkat: str | None = None, batas: int = 20) -> list[WilayahLengkap]:
    """Regions whose name holds `teks`, those that begin with it first; at most `batas` of them."""
    dicari = " ".join(teks.casefold().split())
    if len(dicari) < 2:
        return []
    depan: list[WilayahLengkap] = []
    tengah: list[WilayahLengkap] = []
    jalur: list[KodeWilayah] = []
    for kode, nama in _semua():
        dalam = kode.count(".")
        jalur[dalam:] = [KodeWilayah(kode, nama)]
        kecil = nama.casefold()
        if dicari not in kecil or (tingkat and TINGKAT[dalam] != tingkat):
            continue
        polos = re.sub(r"^(kabupaten|kota)( administrasi)? ", "", kecil)
        (depan if polos.startswith(dicari) else tengah).append(WilayahLengkap(tuple(jalur)))
    return (depan + tengah)[:batas]


def kode_kecamatan() -> frozenset[str]:
    """The six digits that begin a NIK for every kecamatan known (7,285 and the invented one).

    Meant to be held for the length of one import and then let go.
    """
    return frozenset((a + b + c).decode() for isi in (_isi_resmi(), _isi_contoh())
                     for a, b, c in _POLA_KECAMATAN.findall(isi))


def sah_kode(kode: str) -> bool:
    """Whether the text has the shape of a region code of any level."""
    return _POLA_KODE.fullmatch(kode) is not None


def _anak(kode: str) -> Iterator[KodeWilayah]:
    """Rows one level under `kode` ("" = provinsi)."""
    panjang = {0: 2, 2: 5, 5: 8, 8: 13}.get(len(kode))
    if panjang is None:
        return
    awal = kode + "." if kode else ""
    sisa = rb"[\d.]{%d}" % (panjang - len(awal))
    pola = re.compile(rb"^(" + re.escape(awal).encode() + sisa + rb")\t(.+)$", re.MULTILINE)
    for berkas in (_isi(kode),) if kode else (_isi_resmi(), _isi_contoh()):
        for cocok in pola.finditer(berkas):
            yield KodeWilayah(cocok[1].decode(), cocok[2].decode().strip())


def _baris(isi: bytes, kode: str) -> KodeWilayah | None:
    awal = b"\n" + kode.encode() + b"\t"
    letak = isi.find(awal)
    if letak < 0:
        return None
    mulai = letak + len(awal)
    return KodeWilayah(kode, isi[mulai : isi.find(b"\n", mulai)].decode().strip())


def _semua() -> Iterator[tuple[str, str]]:
    """Every row (code, name), parents before children, straight from the files."""
    for isi in (_isi_resmi(), _isi_contoh()):
        mulai = isi.find(b"\n") + 1
        while mulai < len(isi):
            akhir = isi.find(b"\n", mulai)
            kode, _, nama = isi[mulai:akhir].decode().partition("\t")
            yield kode, nama.strip()
            mulai = akhir + 1


def _urut(daftar: Iterator[KodeWilayah]) -> list[KodeWilayah]:
    return sorted(daftar, key=lambda w: (w.kode.startswith("99"), w.nama.casefold(), w.kode))


def _isi(kode: str) -> bytes:
    return _isi_contoh() if kode.startswith("99") else _isi_resmi()


def _isi_resmi() -> bytes:
    with lzma.open(folder_data() / "wilayah.tsv.xz") as berkas:
        return berkas.read()


def _isi_contoh() -> bytes:
    return (folder_data() / "wilayah_contoh.tsv").read_bytes().replace(b"\r\n", b"\n")
