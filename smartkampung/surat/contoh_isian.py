"""A letter before anybody asked for it: an invented (or chosen) resident, and stand-ins for the facts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from smartkampung.desa.queries import Penandatangan, penandatangan, profil
from smartkampung.inti.konteks import hari_desa
from smartkampung.surat import naskah, warga
from smartkampung.surat.cetak import NOMOR_CONTOH
from smartkampung.surat.definisi import Definisi, Tata
from smartkampung.surat.isian import Isian
from smartkampung.surat.kode_isian import KODE_WARGA
from smartkampung.surat.nilai import Bahan
from smartkampung.surat.nomor.pola import nomor_berpola
from smartkampung.surat.periksa_definisi import kesalahan


def bahan_contoh(definisi: Definisi, penduduk_id: int | None) -> Bahan:
    """What the designer's preview is made from."""
    hari = hari_desa()
    potret = (warga.potret_kini(penduduk_id) if penduduk_id else None) or potret_contoh(hari)
    berlaku = definisi.berlaku if definisi.berlaku.get("satuan") and definisi.berlaku.get("jumlah") else _SEBULAN
    isian = {satu.kode: _contoh(satu, hari) for satu in definisi.isian}
    return Bahan(isian, potret, penanda_kini(hari), hari, naskah.berlaku_sampai(hari, berlaku),
                 nomor_berpola(definisi.klasifikasi, hari, NOMOR_CONTOH), penduduk_id)  # fmt: skip


_SEBULAN = {"jumlah": 1, "satuan": "bulan"}


def penanda_kini(hari: date) -> Penandatangan:
    """Who signs today; a stand-in when nobody may, so that a draft can still be shown."""
    semua = penandatangan(hari)
    jabatan = f"{profil().sebutan_kepala} {profil().nama}"
    return semua[0] if semua else Penandatangan(0, "Nama Penanda Tangan", "", "langsung", (jabatan,))


def potret_contoh(hari: date) -> dict[str, Any]:
    """An invented resident, recognisable as one."""
    tempat = f"{profil().sebutan_dusun} Contoh RT 001 RW 001"
    return dict.fromkeys(KODE_WARGA, "") | {
        "nama": "Nama Warga Contoh", "nik": "0000000000000000", "no_kk": "0000000000000000",
        "tempat_lahir": profil().kabupaten or "Tempat Lahir", "tanggal_lahir": f"{hari.year - 35}-05-20",
        "jenis_kelamin": "Laki-laki", "agama": "Islam", "status_kawin": "Kawin", "pendidikan": "SLTA/Sederajat",
        "pekerjaan": "Wiraswasta", "kewarganegaraan": "WNI", "golongan_darah": "O", "hubungan_kk": "Kepala Keluarga",
        "kepala_keluarga": "Nama Warga Contoh", "nama_ayah": "Nama Ayah Contoh", "nama_ibu": "Nama Ibu Contoh",
        "dusun": "Contoh", "rt": "001", "rw": "001", "alamat": tempat,
        "alamat_lengkap": f"{tempat}, {profil().nama_lengkap}",
    }  # fmt: skip


def _contoh(isian: Isian, hari: date) -> Any:
    """A stand-in that fits the kind of fact; texts show their label."""
    if isian.jenis in ("pilihan", "rujukan", "banyak"):
        pertama = isian.pilihan[0] if isian.pilihan else f"‹{isian.label}›"
        return [pertama] if isian.jenis == "banyak" else pertama
    nilai: dict[str, Any] = {
        "angka": max(isian.dari, min(isian.sampai, 3)), "rupiah": "1500000.00", "tahun": hari.year - 5,
        "tanggal": hari.isoformat(), "jam": "09:30:00", "centang": True, "nik": "0000000000000000",
        "orang": _orang(isian.label, hari),
        "daftar_orang": [_orang(f"{isian.label} {ke}", hari) for ke in ("satu", "dua", "tiga")],
    }  # fmt: skip
    return nilai.get(isian.jenis, f"‹{isian.label}›")


def _orang(nama: str, hari: date) -> dict[str, str]:
    contoh = potret_contoh(hari)
    return {kunci: str(nilai) for kunci, nilai in contoh.items() if nilai} | {
        "nama": f"‹{nama}›"[:100], "hubungan": "Anak", "keterangan": "–",
    }  # fmt: skip


def layak(jadi: Definisi) -> Definisi:
    """The definition without what cannot be drawn, so that a preview always comes."""
    salah = {satu.tempat for satu in kesalahan(jadi)}
    bagian = tuple(satu for ke, satu in enumerate(jadi.bagian, start=1) if f"bagian-{ke}" not in salah)
    tata = Tata() if "tata" in salah else jadi.tata
    formulir = "" if "formulir" in salah else jadi.formulir
    return replace(jadi, bagian=bagian or ({"jenis": "paragraf", "teks": ""},), tata=tata, formulir=formulir)
