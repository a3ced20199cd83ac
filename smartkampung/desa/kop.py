"""The head of the village's papers."""

from __future__ import annotations

from smartkampung.desa.queries import logo, profil
from smartkampung.inti.pdf import KopSurat


def kop_surat(ragam: str = "") -> KopSurat:
    """Lambang, government, kecamatan, name, address: as every paper of the village carries it.

    `ragam` (desa, kepala, sekretariat) wins over the village's choice.
    """
    desa, gambar = profil(), logo()
    kontak = [f"{desa.alamat} {desa.kode_pos}".strip(), " · ".join(
        x for x in (f"Telepon {desa.telepon}" if desa.telepon else "", desa.email, desa.situs) if x)]
    nama = {"kepala": f"{desa.sebutan_kepala} {desa.nama}", "sekretariat": f"Sekretariat {desa.nama_lengkap}"}.get(
        ragam or desa.kop, desa.nama_lengkap)
    return KopSurat(
        atas=tuple(x.upper() for x in (f"Pemerintah {desa.kabupaten_lengkap}", desa.kecamatan_lengkap) if x),
        nama=nama.upper(), alamat="\n".join(x for x in kontak if x), logo=gambar[0] if gambar else None)
