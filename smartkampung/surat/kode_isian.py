"""The placeholders every letter knows, with what each stands for.

`[kode]` writes the value, `[KODE]` the same in capitals. A fact that is asked for adds codes of its own
(see `isian.Isian.kode_turunan`); a person with the role `ibu` adds `[ibu_nama]`, `[ibu_umur]`, and so on.
"""

from __future__ import annotations

KODE_DESA = {
    "nama_desa": "Nama desa tanpa sebutannya",
    "sebutan_desa": "Sebutan: Desa, Nagari, Gampong, …",
    "kepala_desa": "Sebutan kepala desa",
    "nama_kecamatan": "Nama kecamatan",
    "nama_kabupaten": "Nama kabupaten atau kota",
    "nama_provinsi": "Nama provinsi",
    "alamat_desa": "Alamat kantor desa",
    "kode_desa": "Kode wilayah desa",
    "kode_pos": "Kode pos desa",
    "telepon_desa": "Telepon kantor desa",
    "email_desa": "Surel desa",
    "situs_desa": "Alamat situs desa",
    "sebutan_dusun": "Sebutan: Dusun, Jorong, Banjar, …",
    "desa_lengkap": "Sebutan dan nama desa",
    "kecamatan_lengkap": "Sebutan dan nama kecamatan",
    "kabupaten_lengkap": "Sebutan dan nama kabupaten",
    "zona_waktu": "WIB, WITA, atau WIT",
}
KODE_WARGA = {
    "nama": "Nama lengkap pemohon",
    "nik": "NIK pemohon",
    "no_kk": "Nomor kartu keluarga",
    "tempat_lahir": "Tempat lahir",
    "tanggal_lahir": "Tanggal lahir, 20 Mei 1979",
    "tempat_tanggal_lahir": "Tempat dan tanggal lahir",
    "umur": "Umur dalam tahun pada tanggal surat",
    "jenis_kelamin": "Laki-laki atau Perempuan",
    "agama": "Agama",
    "status_kawin": "Status perkawinan",
    "pendidikan": "Pendidikan terakhir",
    "pekerjaan": "Pekerjaan",
    "kewarganegaraan": "WNI atau WNA",
    "golongan_darah": "Golongan darah",
    "hubungan_kk": "Kedudukan dalam keluarga",
    "kepala_keluarga": "Nama kepala keluarga",
    "nama_ayah": "Nama ayah",
    "nama_ibu": "Nama ibu",
    "nik_ayah": "NIK ayah",
    "nik_ibu": "NIK ibu",
    "akta_lahir": "Nomor akta kelahiran",
    "akta_perkawinan": "Nomor akta atau buku nikah",
    "tanggal_perkawinan": "Tanggal perkawinan",
    "akta_perceraian": "Nomor akta cerai",
    "tanggal_perceraian": "Tanggal perceraian",
    "alamat": "Alamat dengan dusun, RT, RW",
    "alamat_lengkap": "Alamat sampai kecamatan",
    "dusun": "Dusun",
    "rt": "RT",
    "rw": "RW",
}
KODE_SURAT = {
    "judul_surat": "Judul surat",
    "nomor_surat": "Nomor surat",
    "tanggal_surat": "Tanggal surat, 21 November 2026",
    "hari_surat": "Hari surat, Sabtu",
    "tanggal_surat_terbilang": "Tanggal surat dengan kata",
    "tahun_surat": "Tahun surat",
    "bulan_surat": "Nama bulan surat",
    "bulan_romawi": "Bulan surat dengan angka Romawi",
    "berlaku_sampai": "Hari terakhir surat berlaku",
    "jabatan_penanda": "Jabatan penanda tangan",
    "jabatan_penanda_lengkap": "Jabatan penanda tangan sampai kabupaten",
    "nama_penanda": "Nama penanda tangan",
}
ARTI_KELAMIN = {
    "janda_duda": "Janda atau Duda, menurut kelamin",
    "jejaka_perawan": "Jejaka atau Perawan",
    "bin_binti": "bin atau binti",
    "suami_istri": "suami atau istri (pemohonnya)",
    "istri_suami": "istri atau suami (pasangannya)",
}
KODE_KELAMIN = {
    "janda_duda": ("Duda", "Janda"),
    "jejaka_perawan": ("Jejaka", "Perawan"),
    "bin_binti": ("bin", "binti"),
    "suami_istri": ("suami", "istri"),
    "istri_suami": ("istri", "suami"),
}
# What a person in a role has; the role's code stands before it: [ibu_nama].
KODE_ORANG = {
    "nama": "nama",
    "nik": "NIK",
    "no_kk": "nomor KK",
    "hubungan": "hubungan",
    "jenis_kelamin": "jenis kelamin",
    "tempat_lahir": "tempat lahir",
    "tanggal_lahir": "tanggal lahir",
    "tempat_tanggal_lahir": "tempat dan tanggal lahir",
    "umur": "umur",
    "agama": "agama",
    "pekerjaan": "pekerjaan",
    "pendidikan": "pendidikan",
    "status_kawin": "status perkawinan",
    "kewarganegaraan": "kewarganegaraan",
    "golongan_darah": "golongan darah",
    "nama_ayah": "nama ayah",
    "nama_ibu": "nama ibu",
    "nik_ayah": "NIK ayah",
    "nik_ibu": "NIK ibu",
    "akta_lahir": "nomor akta kelahiran",
    "akta_perkawinan": "nomor akta perkawinan",
    "akta_perceraian": "nomor akta cerai",
    "alamat": "alamat",
    "keterangan": "keterangan",
    "bin_binti": "bin atau binti",
}
KELUARGA = "keluarga"  # the repeated rows that every letter has: the members of the resident's own card
KODE_TETAP = frozenset(KODE_DESA) | KODE_WARGA.keys() | KODE_SURAT.keys() | KODE_KELAMIN.keys()


def kode_keluarga() -> dict[str, str]:
    """The codes inside a table that repeats for each member of the family."""
    return {"keluarga_no": "Nomor urut anggota"} | {
        f"{KELUARGA}_{kode}": f"Anggota keluarga: {arti}" for kode, arti in KODE_ORANG.items()
    }


def kelompok_kode() -> list[tuple[str, dict[str, str]]]:
    """The placeholders every letter knows, in groups, as the designer shows them."""
    return [
        ("Pemohon", KODE_WARGA),
        ("Kata menurut kelamin pemohon", ARTI_KELAMIN),
        ("Surat dan penanda tangan", KODE_SURAT),
        ("Desa", KODE_DESA),
        ("Anggota keluarga (dalam tabel berulang)", kode_keluarga()),
    ]
