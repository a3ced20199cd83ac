"""The head of the village's papers."""

from __future__ import annotations

from smartkampung.desa.queries import logo, profil
from smartkampung.inti.pdf import KopSurat


def kop_surat() -> KopSurat:
    """Lambang, government, kecamatan, name, address: as every paper of the village carries it."""
    desa, gambar = profil(), logo()
    kontak = [f"{desa.alamat} {desa.kode_pos}".strip(), " · ".join(
        x for x in (f"Telepon {desa.telepon}" if desa.telepon else "", desa.email, desa.situs) if x)]
    nama = f"{desa.sebutan_kepala} {desa.nama}" if desa.kop == "kepala" else desa.nama_lengkap
    return KopSurat(
        atas=tuple(x.upper() for x in (f"Pemerintah {desa.kabupaten_lengkap}", desa.kecamatan_lengkap) if x),
        nama=nama.upper(), alamat="\n".join(x for x in kontak if x), logo=gambar[0] if gambar else None)
