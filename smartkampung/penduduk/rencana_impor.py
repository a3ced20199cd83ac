"""What a sheet would do to the register: which rows are new, change somebody, change nothing, or are refused.

Pure comparison, nothing is written: the dry run shows it, applying carries it out. Residents are found by
NIK (the living first); those without one by KK number, name and birth date. An empty cell never erases.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from smartkampung.inti.tugas import Kemajuan, diam
from smartkampung.penduduk.models import Keluarga, Penduduk, Wilayah
from smartkampung.penduduk.nik import (
    UMUR_TERTUA,
    Cela,
    adalah_sementara,
    calon_tanggal_lahir,
    peringatan_kk,
    peringatan_nik,
    urai_nik,
)
from smartkampung.penduduk.referensi import HIDUP
from smartkampung.penduduk.services import FAKTA, urutan_nama
from smartkampung.penduduk.services_keluarga import kunci_wilayah
from smartkampung.penduduk.tata_impor import BarisTata, CelaBaris, kolom_kunci, kolom_tata

POTONGAN = 500
TEMPAT = ("dusun", "rw", "rt")
WAJIB_BARU = tuple(k for k in kolom_tata() if k.wajib_baru)


@dataclass(slots=True)
class Ubah:
    """One resident the sheet changes: which facts, from what to what."""

    nomor: int
    id: int
    versi: int
    nama: str
    beda: dict[str, tuple[Any, Any]]


@dataclass
class Rencana:
    """The plan of one sheet."""

    baru: list[BarisTata] = field(default_factory=list)
    ubah: list[Ubah] = field(default_factory=list)
    tetap: int = 0
    ditolak: int = 0
    cela: list[CelaBaris] = field(default_factory=list)
    ingat: list[CelaBaris] = field(default_factory=list)
    hitungan: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class Lingkungan:
    """What a comparison needs to know besides the rows."""

    pada: date
    desa: str = ""
    dikenal: frozenset[str] | None = None


Tersimpan = dict[str, Any]


def rencanakan(baris: Iterable[BarisTata], sesi: Session, sekitar: Lingkungan, *, total: int = 0,
               kemajuan: Kemajuan = diam) -> Rencana:
    """Compare a sheet with the register as this session sees it."""
    rencana = Rencana()
    terlihat: dict[str, int] = {}
    sumber = iter(baris)
    selesai = 0
    while potongan := list(islice(sumber, POTONGAN)):
        ada = _tersimpan(sesi, potongan)
        for b in potongan:  # rows may be compared again later, so their remarks are not added to them
            _nilai_baris(BarisTata(b.nomor, b.isi, list(b.cela)), ada, terlihat, rencana, sekitar)
        selesai += len(potongan)
        kemajuan(selesai, max(total, selesai), "Membandingkan dengan data desa")
    return rencana


def _nilai_baris(b: BarisTata, ada: dict[Any, Tersimpan], terlihat: dict[str, int], rencana: Rencana,
                 sekitar: Lingkungan) -> None:
    nik = b.isi.get("nik")
    if nik is None and not any(c.kolom == "nik" for c in b.cela):
        b.catat("nik", "", _tolak("nik_kosong", "NIK kosong. Isi 16 angka, atau 0 bila belum punya NIK."))
    elif nik and nik != "0":
        if nik in terlihat:
            b.catat("nik", nik, _tolak("nik_ganda", "NIK ini sudah ada di baris %(baris)s. Hapus salah satunya.",
                                       baris=terlihat[nik]))
        else:
            terlihat[nik] = b.nomor
    lama = None if b.ditolak else _temukan(b, ada)
    if lama is None and not b.ditolak:
        _lengkapi_baru(b, sekitar)
    _catat_hasil(b, lama, rencana, sekitar)


def _catat_hasil(b: BarisTata, lama: Tersimpan | None, rencana: Rencana, sekitar: Lingkungan) -> None:
    if b.ditolak:
        rencana.ditolak += 1
        rencana.cela += [c for c in b.cela if c.cela.memblokir]
        return
    _ingatkan(b, lama, sekitar)
    rencana.ingat += b.cela
    rencana.hitungan.update(c.cela.kode for c in b.cela)
    if lama is None:
        rencana.baru.append(b)
    elif beda := _bandingkan(b.isi, lama):
        rencana.ubah.append(Ubah(b.nomor, lama["id"], lama["versi"], lama["nama"], beda))
    else:
        rencana.tetap += 1


def _temukan(b: BarisTata, ada: dict[Any, Tersimpan]) -> Tersimpan | None:
    """The stored resident a row is about: by NIK, else (for those without one yet) by family and name."""
    nik = b.isi.get("nik", "0")
    return (ada.get(nik) if nik != "0" else None) or ada.get(_kunci_sementara(
        b.isi.get("no_kk"), b.isi.get("nama"), b.isi.get("tanggal_lahir")))


def _kunci_sementara(no_kk: str | None, nama: str | None, lahir: date | None) -> tuple[Any, ...]:
    return no_kk, urutan_nama(nama or ""), lahir


def _bandingkan(isi: dict[str, Any], lama: Tersimpan) -> dict[str, tuple[Any, Any]]:
    """The facts in which a row differs from what is stored."""
    beda = {k: (lama[k], isi[k]) for k in (*FAKTA, "no_kk",
                                           "status_dasar") if k in isi and not _sama(isi[k], lama[k])}
    if isi.get("nik", "0") not in ("0", lama["nik"]):
        beda["nik"] = (lama["nik"], isi["nik"])
    baru = tuple(isi.get(k) or lama[k] for k in TEMPAT)
    if kunci_wilayah(*baru) != kunci_wilayah(*(lama[k] for k in TEMPAT)):
        beda["tempat"] = (tuple(lama[k] for k in TEMPAT), baru)
    return beda


def _sama(baru: Any, lama: Any) -> bool:
    return bool(baru == lama) or (baru == "0" and lama is None)


def _lengkapi_baru(b: BarisTata, sekitar: Lingkungan) -> None:
    """What a new resident must have; sex and birth date may come from the NIK."""
    for kolom in WAJIB_BARU:
        if kolom.kunci not in b.isi and not any(c.kolom == kolom.judul for c in b.cela):
            b.catat(kolom.judul, "", _tolak("kosong", "%(arti)s kosong. Penduduk baru harus punya %(arti)s.",
                                            arti=kolom.arti))
    urai = urai_nik(b.isi.get("nik", "0"))
    if "jenis_kelamin" not in b.isi:
        if urai is None:
            b.catat("sex", "", _tolak("kosong", "%(arti)s kosong. Penduduk baru harus punya %(arti)s.",
                                      arti=kolom_kunci("jenis_kelamin").arti))
        else:
            b.isi["jenis_kelamin"] = urai.jenis_kelamin
            b.catat("sex", "", _ingat("kelamin_dari_nik", "Jenis kelamin diisi dari NIK."))
    if "tanggal_lahir" not in b.isi and urai is not None:
        calon = calon_tanggal_lahir(b.isi["nik"], sekitar.pada)
        if len(calon) == 1:
            b.isi["tanggal_lahir"] = calon[0]
            b.catat("tanggallahir", "", _ingat("lahir_dari_nik", "Tanggal lahir diisi dari NIK: %(tanggal)s.",
                                               tanggal=f"{calon[0]:%d-%m-%Y}"))


def _ingatkan(b: BarisTata, lama: Tersimpan | None, sekitar: Lingkungan) -> None:
    """Remarks that block nothing."""
    def fakta(kunci: str) -> Any:
        return b.isi.get(kunci, lama[kunci] if lama else None)

    nik = b.isi.get("nik", "0")
    lahir = fakta("tanggal_lahir")
    for cela in peringatan_nik(nik, lahir=lahir, jenis_kelamin=fakta("jenis_kelamin"), desa=sekitar.desa,
                               dikenal=sekitar.dikenal):
        b.catat("nik", nik, cela)
    if "no_kk" in b.isi:
        for cela in peringatan_kk(b.isi["no_kk"]):
            b.catat("no_kk", b.isi["no_kk"], cela)
    if adalah_sementara(nik):
        b.catat("nik", nik, _ingat("nik_sementara", "Belum punya NIK: dicatat sementara."))
    if lahir is None:
        b.catat("tanggallahir", "", _ingat("lahir_kosong", "Tanggal lahir belum diisi."))
    elif sekitar.pada.year - lahir.year > UMUR_TERTUA and fakta("status_dasar") in (None, HIDUP):
        b.catat("tanggallahir", f"{lahir:%d-%m-%Y}", _ingat(
            "tua_sekali", "Umur lebih dari %(batas)s tahun. Periksa tanggal lahirnya.", batas=UMUR_TERTUA))


# --- what is stored -------------------------------------------------------------------------------

_KOLOM = (Penduduk.id, Penduduk.versi, Penduduk.nik, Penduduk.status_dasar, Keluarga.no_kk, Wilayah.dusun,
          Wilayah.rw, Wilayah.rt, *(getattr(Penduduk, k) for k in FAKTA))


def _tersimpan(sesi: Session, potongan: list[BarisTata]) -> dict[Any, Tersimpan]:
    """The stored residents some rows may be about, by NIK and (those without one) by family and name."""
    nik = {b.isi["nik"] for b in potongan if b.isi.get("nik", "0") != "0"}
    kk = {b.isi["no_kk"] for b in potongan if "no_kk" in b.isi}
    dasar = select(*_KOLOM).join(Keluarga, Keluarga.id == Penduduk.keluarga_id).join(
        Wilayah, Wilayah.id == Penduduk.wilayah_id).order_by(Penduduk.status_dasar.desc(), Penduduk.id)
    hasil: dict[Any, Tersimpan] = {}
    for b in _baca(sesi, dasar.where(Keluarga.no_kk.in_(kk), Penduduk.nik_sementara)):
        hasil[_kunci_sementara(b["no_kk"], b["nama"], b["tanggal_lahir"])] = b
    for b in _baca(sesi, dasar.where(Penduduk.nik.in_(nik))):  # the living come last and win
        hasil[b["nik"]] = b
    return hasil


def _baca(sesi: Session, pilih: Any) -> Iterator[Tersimpan]:
    for baris in sesi.execute(pilih).mappings():
        yield dict(baris)


def _tolak(kode: str, pesan: str, /, **angka: Any) -> Cela:
    return Cela(kode, pesan, tuple(angka.items()), memblokir=True)


def _ingat(kode: str, pesan: str, /, **angka: Any) -> Cela:
    return Cela(kode, pesan, tuple(angka.items()))
