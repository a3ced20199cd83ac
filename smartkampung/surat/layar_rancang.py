"""What the designer's page offers to choose from."""

from __future__ import annotations

from typing import Any

from smartkampung.penduduk import referensi
from smartkampung.surat import definisi as d
from smartkampung.surat.formulir import daftar_formulir
from smartkampung.surat.isian import ACUAN, JENIS_ISIAN, KOLOM_ORANG
from smartkampung.surat.kode_arti import kode_per_kelompok
from smartkampung.surat.kode_isian import KELUARGA, KODE_DESA, KODE_WARGA

NAMA_BAGIAN = {
    "paragraf": "Paragraf",
    "tabel": "Tabel data",
    "kisi": "Tabel berkolom",
    "butir": "Daftar bernomor",
}


def pilihan_layar(jadi: d.Definisi) -> dict[str, Any]:
    """Choices of every select of the page, as (value, words)."""
    daftar_orang = [(satu.kode, satu.label) for satu in jadi.isian if satu.jenis == "daftar_orang"]
    return {
        "kelompok": list(d.KELOMPOK.items()),
        "verifikator": [(kunci, f"{nama[0].upper()}{nama[1:]}") for kunci, nama in d.VERIFIKATOR.items()],
        "penanda_tangan": [
            ("kepala_desa", "Kepala desa, atau atas namanya"),
            ("kepala_desa_sendiri", "Kepala desa sendiri (atau Plt./Plh.)"),
        ],
        "satuan": [(satu, satu) for satu in d.SATUAN_BERLAKU],
        "kelamin": [("", "Semua"), ("Laki-laki", "Laki-laki"), ("Perempuan", "Perempuan")],
        "status_kawin": [nama for _kode, nama in referensi.pilihan("status_kawin")],
        "jenis_isian": list(JENIS_ISIAN.items()),
        "acuan": [("", "–"), *ACUAN.items()],
        "bawaan": [("", "–"), *KODE_WARGA.items(), *KODE_DESA.items()],
        "kolom": [(kode, nama) for kode, (nama, _maks) in KOLOM_ORANG.items() if kode != "nama"],
        "sifat": [("ditunjukkan", "Cukup ditunjukkan"), ("wajib", "Wajib diserahkan"), ("pilihan", "Bila ada")],
        "rata": [("rata", "Rata kiri-kanan, menjorok"), ("kiri", "Rata kiri"), ("tengah", "Tengah")],
        "ulang": [("", "Tidak berulang"), (KELUARGA, "Anggota keluarga pemohon"), *daftar_orang],
        "bagian": list(NAMA_BAGIAN.items()),
        "lampiran": _lampiran(jadi),
        "kode": kode_per_kelompok(jadi),
        "huruf": list(d.HURUF.items()),
        "spasi": list(d.SPASI.items()),
        "kertas": list(d.KERTAS.items()),
        "kop": list(d.KOP.items()),
        "nomor": list(d.BARIS_NOMOR.items()),
        "tanda_tangan": list(d.LETAK_TTD.items()),
    }


def _lampiran(jadi: d.Definisi) -> list[tuple[str, str]]:
    """The forms, those in use first and in their order."""
    semua = daftar_formulir()
    dipakai = [satu.kode for satu in jadi.lampiran if satu.kode in semua]
    return [(kode, semua[kode]) for kode in dict.fromkeys([*dipakai, *semua])]
