"""The one list of event names: the sentence people read, and the facts each event may carry.

No event carries a NIK, a KK number, a password or a passphrase.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Peristiwa:
    """One kind of act: its sentence (with `%(fakta)s`) and the names of its facts."""

    kalimat: str
    fakta: tuple[str, ...] = ()


PERISTIWA: dict[str, Peristiwa] = {
    # akun
    "akun.masuk": Peristiwa("masuk dari %(alamat)s", ("alamat",)),
    "akun.gagal_masuk": Peristiwa("gagal masuk sebagai %(nama)s dari %(alamat)s", ("nama", "alamat")),
    "akun.keluar": Peristiwa("keluar"),
    "akun.sesi_diakhiri": Peristiwa("mengakhiri sesi %(perangkat)s", ("perangkat",)),
    "akun.ditolak": Peristiwa("ditolak membuka %(halaman)s", ("halaman",)),
    "akun.pengguna_dibuat": Peristiwa("membuat akun %(nama)s", ("nama",)),
    "akun.pengguna_diubah": Peristiwa("mengubah akun %(nama)s: %(apa)s", ("nama", "apa")),
    "akun.pengguna_dinonaktifkan": Peristiwa("menonaktifkan akun %(nama)s", ("nama",)),
    "akun.pengguna_diaktifkan": Peristiwa("mengaktifkan akun %(nama)s", ("nama",)),
    "akun.penugasan_dibuat": Peristiwa(
        "menugaskan %(nama)s sebagai %(peran)s (%(sifat)s) mulai %(mulai)s", ("nama", "peran", "sifat", "mulai")),
    "akun.penugasan_diakhiri": Peristiwa(
        "mengakhiri tugas %(nama)s sebagai %(peran)s per %(sampai)s", ("nama", "peran", "sampai")),
    "akun.sandi_diubah": Peristiwa("mengganti kata sandinya sendiri"),
    "akun.sandi_disetel": Peristiwa("menyetel ulang kata sandi %(nama)s", ("nama",)),
    "akun.totp_dipasang": Peristiwa("memasang kode kedua (TOTP)"),
    "akun.totp_dilepas": Peristiwa("melepas kode kedua (TOTP) %(nama)s", ("nama",)),
    "akun.kode_pemulihan_dipakai": Peristiwa("masuk dengan kode pemulihan; sisa %(sisa)s", ("sisa",)),
    # desa
    "desa.disiapkan": Peristiwa("menyiapkan instance untuk %(nama)s (%(kode)s)", ("nama", "kode")),
    "desa.identitas_diubah": Peristiwa("mengubah identitas: %(apa)s", ("apa",)),
    "desa.logo_diubah": Peristiwa("mengganti logo"),
    "desa.jam_layanan_diubah": Peristiwa("mengubah jam layanan"),
    "desa.libur_ditambah": Peristiwa("menambah hari libur %(tanggal)s (%(nama)s)", ("tanggal", "nama")),
    "desa.libur_dihapus": Peristiwa("menghapus hari libur %(tanggal)s", ("tanggal",)),
    "desa.perangkat_disimpan": Peristiwa("menyimpan perangkat desa %(nama)s, %(jabatan)s", ("nama", "jabatan")),
    # sistem
    "sistem.cadangan_dibuat": Peristiwa("membuat cadangan %(berkas)s", ("berkas",)),
    "sistem.cadangan_dipulihkan": Peristiwa("memulihkan cadangan %(berkas)s", ("berkas",)),
    "sistem.nomor_dilompati": Peristiwa(
        "melompati nomor %(dari)s–%(sampai)s register %(register)s tahun %(tahun)s: %(alasan)s",
        ("dari", "sampai", "register", "tahun", "alasan")),
    "sistem.contoh_diisi": Peristiwa("mengisi data contoh: %(penduduk)s penduduk, benih %(benih)s",
                                     ("penduduk", "benih")),
}
