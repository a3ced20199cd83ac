"""What every placeholder of a letter stands for: village, resident, signer, and the facts asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from smartkampung.desa.isian import nilai_desa
from smartkampung.desa.queries import Penandatangan, profil
from smartkampung.inti.tanggal import BULAN, HARI, bulan_romawi, tanggal_panjang, umur
from smartkampung.inti.terbilang import terbilang, terbilang_rupiah
from smartkampung.surat import naskah, orang
from smartkampung.surat.definisi import Definisi
from smartkampung.surat.isian import Isian
from smartkampung.surat.kode_isian import KELUARGA, KODE_ORANG, KODE_WARGA
from smartkampung.surat.naskah import Nilai


@dataclass(frozen=True, slots=True)
class Bahan:
    """What a letter is made from besides its definition."""

    isian: Mapping[str, Any]
    potret: Mapping[str, Any]
    siapa: Penandatangan
    hari: date
    sampai: date
    nomor: str
    penduduk_id: int | None = None


_NIK = {"nama_ayah": "nik_ayah", "nama_ibu": "nik_ibu"}  # a parent the register knows by NIK


def nilai_surat(definisi: Definisi, bahan: Bahan, *, keluarga: bool = False) -> Nilai:
    """Answer every value of the letter; the family is read when a table repeats for it, or when asked for."""
    warga = naskah.nilai_warga(bahan.potret, bahan.hari)
    teks = nilai_desa() | _surat(definisi, bahan) | warga
    mentah: dict[str, Any] = {kode: bahan.potret.get(kode) for kode in KODE_WARGA if kode.startswith("tanggal_")}
    keluarga = keluarga or any(satu.get("ulang") == KELUARGA for satu in definisi.bagian)
    anggota = orang.keluarga(bahan.penduduk_id) if keluarga else []
    daftar = {KELUARGA: _baris(KELUARGA, anggota, bahan.hari)}
    for isian in definisi.isian:
        satu = bahan.isian.get(isian.kode)
        mentah[isian.kode] = satu
        teks |= _isian(isian, satu, teks, bahan)
        if isian.jenis == "daftar_orang":
            daftar[isian.kode] = _baris(isian.kode, [orang.lengkapi(o) for o in satu or ()], bahan.hari)
    return Nilai(teks, mentah | {"umur": warga["umur"]}, daftar)


def _isian(isian: Isian, nilai: Any, tetap: Mapping[str, str], bahan: Bahan) -> dict[str, str]:
    """The texts of one fact; an empty one falls back to a fact of the resident or the village (`bawaan`)."""
    kode = isian.kode
    if isian.jenis == "orang":
        potret = orang.lengkapi(nilai or {}) or orang.dari_nik(str(bahan.potret.get(_NIK.get(isian.bawaan, "")) or ""))
        siapa = naskah.nilai_warga(potret, bahan.hari)
        siapa["nama"] = siapa["nama"] or (tetap.get(isian.bawaan, "") if isian.bawaan else "")
        return {kode: siapa["nama"]} | {f"{kode}_{satu}": siapa.get(satu, "") for satu in KODE_ORANG}
    hasil = dict.fromkeys(isian.kode_turunan, "") | {kode: naskah.teks_isian(isian.jenis, nilai)}
    if nilai in (None, "", []):
        return hasil | ({kode: tetap.get(isian.bawaan, "")} if isian.bawaan else {})
    if isian.jenis == "tanggal":
        hasil |= _tanggal(kode, date.fromisoformat(nilai), bahan.potret)
    elif isian.jenis == "daftar_orang":
        hasil |= {f"{kode}_banyak": str(len(nilai)), f"{kode}_banyak_terbilang": terbilang(len(nilai))}
    elif isian.jenis in ("angka", "tahun"):
        hasil[f"{kode}_terbilang"] = terbilang(int(nilai))
    elif isian.jenis == "rupiah":
        hasil[f"{kode}_terbilang"] = terbilang_rupiah(Decimal(nilai))
    return hasil


def _tanggal(kode: str, hari: date, potret: Mapping[str, Any]) -> dict[str, str]:
    lahir = potret.get("tanggal_lahir")
    return {
        f"hari_{kode}": HARI[hari.weekday()],
        f"umur_{kode}": str(umur(date.fromisoformat(lahir), hari)) if lahir else "",
        f"{kode}_terbilang": naskah.terbilang_tanggal(hari),
        f"{kode}_singkat": f"{hari:%d-%m-%Y}",
    }


def _baris(kode: str, daftar: Sequence[Mapping[str, Any]], hari: date) -> list[dict[str, str]]:
    """The rows of a repeated table: each person's codes, numbered."""
    hasil = []
    for ke, potret in enumerate(daftar, start=1):
        siapa = naskah.nilai_warga(potret, hari)
        hasil.append({f"{kode}_no": str(ke)} | {f"{kode}_{satu}": siapa.get(satu, "") for satu in KODE_ORANG})
    return hasil


def _surat(definisi: Definisi, bahan: Bahan) -> dict[str, str]:
    siapa, hari = bahan.siapa, bahan.hari
    tempat = (_jabatan_kalimat(siapa), profil().kecamatan_lengkap, profil().kabupaten_lengkap)
    return {
        "judul_surat": definisi.judul,
        "nomor_surat": bahan.nomor,
        "tanggal_surat": tanggal_panjang(hari),
        "hari_surat": HARI[hari.weekday()],
        "tanggal_surat_terbilang": naskah.terbilang_tanggal(hari),
        "tahun_surat": str(hari.year),
        "bulan_surat": BULAN[hari.month - 1],
        "bulan_romawi": bulan_romawi(hari.month),
        "berlaku_sampai": tanggal_panjang(bahan.sampai),
        "nama_penanda": siapa.nama,
        "jabatan_penanda": siapa.baris_jabatan[-1],
        "jabatan_penanda_lengkap": ", ".join(x for x in tempat if x),
    }


def _jabatan_kalimat(siapa: Penandatangan) -> str:
    if siapa.cara not in ("an", "ub"):
        return siapa.baris_jabatan[0]
    return f"{siapa.baris_jabatan[-1]} {profil().nama} atas nama {profil().sebutan_kepala}"
