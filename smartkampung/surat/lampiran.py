"""Forms of a letter and of a resident, and what a letter would print empty."""

from __future__ import annotations

from collections.abc import Sequence

from smartkampung.desa.queries import profil
from smartkampung.inti.galat import GalatDomain
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.pdf import cetak
from smartkampung.inti.tanggal import sekarang
from smartkampung.surat import cetak as surat_cetak
from smartkampung.surat import naskah, warga
from smartkampung.surat.contoh_isian import penanda_kini
from smartkampung.surat.definisi import Definisi, bentuk
from smartkampung.surat.formulir import ada_formulir, daftar_formulir, susun
from smartkampung.surat.jenis import definisi_dari
from smartkampung.surat.keadaan import Keadaan, boleh
from smartkampung.surat.models import Surat
from smartkampung.surat.naskah import Nilai
from smartkampung.surat.nilai import Bahan, nilai_surat
from smartkampung.surat.rancangan import KERANGKA


class FormulirTidakAda(GalatDomain):
    """A form the program does not have."""

    pesan = "Formulir itu tidak ada. Pilih dari daftar."
    status = 404


def hampa(surat: Surat) -> list[str]:
    """What the letter would print empty; nothing once it is issued, or while nobody is chosen."""
    if surat.penduduk_id is None or not (boleh("verifikasi", surat.keadaan) or surat.keadaan in _MENUNGGU):
        return []
    try:
        return surat_cetak.kosong(surat)
    except GalatDomain:  # the resident died or moved meanwhile; the act itself says so
        return []


_MENUNGGU = (Keadaan.MENUNGGU_PARAF, Keadaan.MENUNGGU_TTD)


def lampiran_surat(surat: Surat) -> list[tuple[str, str]]:
    """Code and name of the forms this letter needs, by its facts."""
    definisi = definisi_dari(surat.jenis)
    if not definisi.lampiran:
        return []
    nilai, nama = nilai_lampiran(surat), daftar_formulir()
    return [(satu.kode, nama[satu.kode]) for satu in definisi.lampiran if nilai.memenuhi(satu.bila)]


def nilai_lampiran(surat: Surat) -> Nilai:
    """The values of a letter's forms: as it was issued, or as the register is now."""
    hari = surat.tanggal_surat or hari_desa()
    definisi = definisi_dari(surat.jenis)
    potret = surat.potret or (warga.potret_kini(surat.penduduk_id) if surat.penduduk_id else None) or {}
    sampai = surat.berlaku_sampai or naskah.berlaku_sampai(hari, definisi.berlaku)
    bahan = Bahan(surat.isian, potret, penanda_kini(hari), hari, sampai, surat.nomor_teks or "", surat.penduduk_id)
    return nilai_surat(definisi, bahan, keluarga=True)


def cetak_lampiran(surat: Surat, kode: Sequence[str]) -> bytes:
    """The forms of a letter in one PDF."""
    return cetak_formulir(kode, nilai_lampiran(surat))


def cetak_untuk(penduduk_id: int | None, kode: str) -> bytes:
    """One form by itself: filled from the register, or empty."""
    potret = (warga.potret_kini(penduduk_id) if penduduk_id else None) or {}
    hari = hari_desa()
    bahan = Bahan({}, potret, penanda_kini(hari), hari, hari, "", penduduk_id)
    return cetak_formulir([kode], nilai_surat(_polos(), bahan, keluarga=True))


def _polos() -> Definisi:
    return bentuk(KERANGKA | {"kode": "formulir", "nama": "", "judul": "", "ringkas": "", "kata_kunci": [],
                              "isian": []}, "formulir")  # fmt: skip


def cetak_formulir(kode: Sequence[str], nilai: Nilai) -> bytes:
    """Forms one after another; FormulirTidakAda for an unknown code."""
    if not kode or not all(ada_formulir(satu) for satu in kode):
        raise FormulirTidakAda()
    isi = {"formulir": [susun(satu, nilai) for satu in kode], "pembuat": profil().nama_lengkap}
    return cetak("formulir", isi, judul=", ".join(kode).upper(), pada=sekarang())
