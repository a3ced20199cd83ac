"""The resident as a letter needs him, from the facts the register answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from smartkampung.desa.queries import profil
from smartkampung.inti.galat import GalatDomain
from smartkampung.penduduk import queries as buku_induk
from smartkampung.penduduk.queries import FaktaPenduduk
from smartkampung.surat.galat import WargaTidakAda, WargaTidakAktif

KELAMIN = {1: "L", 2: "P"}


class TanpaTanggalLahir(GalatDomain):
    """A resident whose birth date is unknown."""

    pesan = "Tanggal lahir %(nama)s belum ada di buku induk. Lengkapi dulu di halaman penduduk."
    medan = "penduduk_id"


@dataclass(frozen=True, slots=True)
class Warga:
    """A living resident with the snapshot a letter keeps."""

    id: int
    nama: str
    nik: str
    tanggal_lahir: date
    jenis_kelamin: str
    potret: dict[str, Any]


def ambil(penduduk_id: int) -> Warga:
    """The living resident; WargaTidakAda, WargaTidakAktif, or TanpaTanggalLahir when the register lacks the date."""
    orang = buku_induk.fakta(penduduk_id)
    if orang is None:
        raise WargaTidakAda()
    if not orang.hidup:
        raise WargaTidakAktif(nama=orang.nama, status=orang.status_teks.lower())
    if orang.tanggal_lahir is None:
        raise TanpaTanggalLahir(nama=orang.nama)
    return _warga(orang)


def potret_kini(penduduk_id: int) -> dict[str, Any] | None:
    """The facts of a resident as they are now, for the screen; None when there is no such resident."""
    orang = buku_induk.fakta(penduduk_id)
    return potret(orang) if orang is not None else None


def cari_nik(nik: str) -> Warga | None:
    """The living resident with this NIK whose birth date is known, or None."""
    orang = buku_induk.fakta_per_nik(nik)
    return _warga(orang) if orang is not None and orang.tanggal_lahir else None


def _warga(orang: FaktaPenduduk) -> Warga:
    assert orang.tanggal_lahir
    return Warga(orang.id, orang.nama, orang.nik, orang.tanggal_lahir, KELAMIN[orang.kelamin], potret(orang))


def potret(orang: FaktaPenduduk) -> dict[str, Any]:
    """The facts a letter prints, as plain JSON values, as they are today."""
    tempat = alamat(orang.alamat, orang.dusun, orang.rt, orang.rw)
    lengkap = (tempat, profil().nama_lengkap, profil().kecamatan_lengkap)
    return {
        "nama": orang.nama,
        "nik": orang.nik,
        "no_kk": orang.no_kk,
        "tempat_lahir": orang.tempat_lahir,
        "tanggal_lahir": orang.tanggal_lahir.isoformat() if orang.tanggal_lahir else None,
        "jenis_kelamin": orang.jenis_kelamin,
        "agama": orang.agama,
        "status_kawin": orang.status_kawin,
        "pendidikan": orang.pendidikan,
        "pekerjaan": orang.pekerjaan,
        "kewarganegaraan": orang.warganegara,
        "golongan_darah": orang.golongan_darah,
        "hubungan_kk": orang.hubungan,
        "kepala_keluarga": orang.kepala_keluarga,
        "nama_ayah": orang.nama_ayah,
        "nama_ibu": orang.nama_ibu,
        "dusun": orang.dusun,
        "rt": orang.rt,
        "rw": orang.rw,
        **orang.lain,
        "alamat": tempat,
        "alamat_lengkap": ", ".join(satu for satu in lengkap if satu),
    }


def alamat(jalan: str | None, dusun: str, rt: str, rw: str) -> str:
    """`Jalan Mawar 3, Dusun Krajan RT 003 RW 001`; parts a village does not have ("-") are left out."""
    sebutan = profil().sebutan_dusun
    tempat = (
        [] if dusun in ("", "-") else [dusun if dusun.lower().startswith(sebutan.lower()) else f"{sebutan} {dusun}"]
    )
    tempat += [f"{kata} {nilai}" for kata, nilai in (("RT", rt), ("RW", rw)) if nilai not in ("", "-")]
    return ", ".join(satu for satu in ((jalan or "").strip(), " ".join(tempat)) if satu)
