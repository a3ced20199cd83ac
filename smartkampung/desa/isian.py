"""What placeholders about the village stand for, in letters and in regulations."""

from __future__ import annotations

from smartkampung.desa.queries import profil
from smartkampung.inti.konteks import zona
from smartkampung.inti.tanggal import nama_zona


def nilai_desa() -> dict[str, str]:
    """The facts of the village by code (`[nama_desa]`, `[kabupaten_lengkap]`, …)."""
    desa = profil()
    return {
        "nama_desa": desa.nama,
        "sebutan_desa": desa.sebutan_desa,
        "kepala_desa": desa.sebutan_kepala,
        "nama_kecamatan": desa.kecamatan,
        "nama_kabupaten": desa.kabupaten,
        "nama_provinsi": desa.provinsi,
        "alamat_desa": desa.alamat,
        "kode_desa": desa.kode,
        "kode_pos": desa.kode_pos,
        "telepon_desa": desa.telepon,
        "email_desa": desa.email,
        "situs_desa": desa.situs,
        "sebutan_dusun": desa.sebutan_dusun,
        "desa_lengkap": desa.nama_lengkap,
        "kecamatan_lengkap": desa.kecamatan_lengkap,
        "kabupaten_lengkap": desa.kabupaten_lengkap,
        "zona_waktu": nama_zona(zona()),
    }
