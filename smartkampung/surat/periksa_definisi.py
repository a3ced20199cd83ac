"""What a definition must keep to, as sentences that name the place; the designer shows them there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from smartkampung.surat import definisi as d
from smartkampung.surat.bila import BilaSalah, kode_bila
from smartkampung.surat.formulir import ada_formulir
from smartkampung.surat.isian import ACUAN, JENIS_ISIAN, KOLOM_ORANG, Isian
from smartkampung.surat.kode_isian import KELUARGA, KODE_DESA, KODE_TETAP, KODE_WARGA, kode_keluarga
from smartkampung.surat.naskah import kode_dalam

_KODE = re.compile(r"[a-z][a-z0-9_]{1,39}")
KOLOM_TERBANYAK = 8
KELAMIN = ("", "Laki-laki", "Perempuan")
_BATAS_TATA = {
    "ukuran": (9, 14),
    "kiri": (10, 50),
    "kanan": (10, 50),
    "atas": (8, 60),
    "bawah": (12, 60),
    "lebar_label": (20, 80),
}


@dataclass(frozen=True, slots=True)
class Kesalahan:
    """One fault: where (`bagian-2`, `isian-1`, `tata`, …) and what to do, as a sentence."""

    tempat: str
    kalimat: str


def kesalahan(jadi: d.Definisi) -> Iterator[Kesalahan]:
    """Faults of any version."""
    for tempat, kalimat in (*_umum(jadi), *_tata(jadi)):
        yield Kesalahan(tempat, kalimat)
    for ke, isian in enumerate(jadi.isian, start=1):
        yield from (Kesalahan(f"isian-{ke}", f"isian {isian.kode}{satu}") for satu in _isian(isian, jadi))
    for ke, bagian in enumerate(jadi.bagian, start=1):
        yield from (Kesalahan(f"bagian-{ke}", f"bagian[{ke}]{satu}") for satu in _bagian(bagian, jadi))
    if not jadi.bagian or jadi.bagian[-1].get("jenis") != "paragraf":
        yield Kesalahan(
            "bagian", "bagian terakhir harus paragraf, supaya tanda tangan tidak sendirian di halaman lain."
        )
    for ke, syarat in enumerate(jadi.syarat, start=1):
        yield from (Kesalahan(f"syarat-{ke}", f"syarat {syarat.kode}{satu}") for satu in _syarat(syarat, jadi))


def asing(jadi: d.Definisi) -> Iterator[Kesalahan]:
    """Placeholders that stand for nothing: they would be printed as they are."""
    dikenal = jadi.kode_dikenal
    for ke, bagian in enumerate(jadi.bagian, start=1):
        for kode in sorted({k for teks in d.teks_bagian(bagian) for k in kode_dalam(teks)} - dikenal):
            yield Kesalahan(f"bagian-{ke}", f"bagian[{ke}]: kode [{kode}] tidak dikenal. Pilih dari daftar kode isian.")
    for pihak in jadi.pihak:
        for kode in sorted(kode_dalam(pihak.nama) - dikenal):
            yield Kesalahan("pihak", f"{pihak.sebutan} memakai kode [{kode}] yang tidak dikenal.")


def _umum(jadi: d.Definisi) -> Iterator[tuple[str, str]]:
    for kunci in ("nama", "judul", "ringkas", "klasifikasi"):
        if not getattr(jadi, kunci).strip():
            yield kunci, f"{kunci} belum diisi."
    for kunci, pilihan in (("kelompok", d.KELOMPOK), ("penanda_tangan", d.PENANDA), ("verifikator", d.VERIFIKATOR)):
        if getattr(jadi, kunci) not in pilihan:
            yield kunci, f"{kunci} “{getattr(jadi, kunci)}” tidak dikenal. Pilih {', '.join(pilihan)}."
    jumlah, satuan = jadi.berlaku.get("jumlah"), jadi.berlaku.get("satuan")
    if set(jadi.berlaku) != {"jumlah", "satuan"} or not isinstance(jumlah, int) or satuan not in d.SATUAN_BERLAKU:
        yield "berlaku", f"berlaku harus memuat jumlah (bilangan) dan satuan ({', '.join(d.SATUAN_BERLAKU)})."
    elif not 1 <= jumlah <= 1_000:
        yield "berlaku", "berlaku.jumlah paling sedikit 1 dan paling banyak 1000."
    if jadi.janji_menit < 1:
        yield "janji_menit", "janji_menit paling sedikit 1."
    for satu in jadi.lampiran:
        if not ada_formulir(satu.kode):
            yield "lampiran", f"lampiran “{satu.kode}” tidak ada."
        yield from (("lampiran", f"lampiran {satu.kode}: {kalimat}") for kalimat in _bila(satu.bila, jadi))
    if jadi.formulir and not ada_formulir(jadi.formulir):
        yield "formulir", f"formulir “{jadi.formulir}” tidak ada."


def _tata(jadi: d.Definisi) -> Iterator[tuple[str, str]]:
    pilihan = {"huruf": d.HURUF, "spasi": d.SPASI, "kertas": d.KERTAS, "kop": d.KOP, "nomor": d.BARIS_NOMOR,
               "tanda_tangan": d.LETAK_TTD}  # fmt: skip
    for kunci, boleh in pilihan.items():
        if getattr(jadi.tata, kunci) not in boleh:
            yield "tata", f"tata.{kunci} “{getattr(jadi.tata, kunci)}” tidak dikenal. Pilih {', '.join(boleh)}."
    for kunci, (dari, sampai) in _BATAS_TATA.items():
        if not dari <= getattr(jadi.tata, kunci) <= sampai:
            yield "tata", f"tata.{kunci} harus antara {dari} dan {sampai}."


def _isian(satu: Isian, jadi: d.Definisi) -> Iterator[str]:
    if not _KODE.fullmatch(satu.kode):
        yield ": kode hanya huruf kecil, angka, dan garis bawah, diawali huruf."
    if satu.kode in KODE_TETAP or satu.kode == KELUARGA or satu.kode in kode_keluarga():
        yield ": kode ini sudah dipakai data desa, warga, atau surat."
    if sum(lain.kode == satu.kode for lain in jadi.isian) > 1:
        yield " ditulis dua kali."
    kembar = {kode for lain in jadi.isian if lain.kode != satu.kode for kode in lain.kode_turunan}
    if satu.kode in kembar or satu.kode in KODE_TETAP:
        yield ": kode ini sudah dibuat isian lain. Pakai kode lain."
    if not satu.label.strip():
        yield ": label belum diisi."
    if satu.jenis not in JENIS_ISIAN:
        yield f": jenis “{satu.jenis}” tidak dikenal. Pilih {', '.join(JENIS_ISIAN)}."
    if satu.jenis in ("pilihan", "banyak") and not satu.pilihan:
        yield ": jenis pilihan perlu daftar pilihan."
    if satu.jenis == "rujukan" and satu.acuan not in ACUAN:
        yield f": pilih daftar bakunya: {', '.join(ACUAN)}."
    if not 1 <= satu.maks <= 4_000:
        yield ": panjang paling banyak harus antara 1 dan 4000 huruf."
    if satu.dari > satu.sampai:
        yield ": angka terkecil melebihi angka terbesar."
    if satu.kelamin not in KELAMIN:
        yield f": kelamin “{satu.kelamin}” tidak dikenal. Pilih {' atau '.join(k for k in KELAMIN if k)}."
    for kolom in satu.kolom:
        if kolom not in KOLOM_ORANG:
            yield f": kolom “{kolom}” tidak dikenal. Pilih {', '.join(KOLOM_ORANG)}."
    if satu.bawaan and satu.bawaan not in KODE_WARGA and satu.bawaan not in KODE_DESA:
        yield f": bawaan “{satu.bawaan}” bukan kode yang ada."


def _bagian(satu: dict[str, Any], jadi: d.Definisi) -> Iterator[str]:
    jenis, baris = satu.get("jenis"), satu.get("baris") or [()]
    if jenis not in d.BAGIAN:
        yield f".jenis harus {', '.join(d.BAGIAN)}."
    elif jenis == "paragraf" and not isinstance(satu.get("teks"), str):
        yield ".teks belum ada."
    elif jenis == "tabel" and not all(len(isi) == 2 for isi in baris):
        yield ".baris harus berisi pasangan label dan isi."
    elif jenis == "butir" and not satu.get("butir"):
        yield ".butir belum ada isinya."
    elif jenis == "kisi":
        yield from _kisi(satu, baris, jadi)
    yield from (f".bila: {kalimat}" for kalimat in _bila(satu.get("bila", ""), jadi))


def _kisi(satu: dict[str, Any], baris: Any, jadi: d.Definisi) -> Iterator[str]:
    kolom = len(satu.get("kepala") or ())
    if not 1 <= kolom <= KOLOM_TERBANYAK:
        yield f".kepala harus berisi 1 sampai {KOLOM_TERBANYAK} judul kolom."
    elif not satu.get("baris") or not all(len(isi) == kolom for isi in baris):
        yield f".baris harus berisi {kolom} sel, sebanyak judul kolomnya."
    lebar = satu.get("lebar") or ()
    if lebar and (len(lebar) != kolom or not all(isinstance(n, int) and 1 <= n <= 100 for n in lebar)):
        yield f".lebar harus berisi {kolom} bilangan 1 sampai 100."
    ulang = satu.get("ulang", "")
    daftar = {isian.kode for isian in jadi.isian if isian.jenis == "daftar_orang"} | {KELUARGA, ""}
    if ulang not in daftar:
        yield f".ulang: “{ulang}” bukan isian beberapa orang."


def _bila(teks: str, jadi: d.Definisi) -> Iterator[str]:
    if not teks:
        return
    try:
        kode = kode_bila(teks)
    except BilaSalah as galat:
        yield str(galat)
        return
    for satu in sorted(kode - jadi.kode_dikenal):
        yield f"isian “{satu}” tidak ada."


def _syarat(satu: d.Syarat, jadi: d.Definisi) -> Iterator[str]:
    if not _KODE.fullmatch(satu.kode):
        yield ": kode hanya huruf kecil, angka, dan garis bawah, diawali huruf."
    if satu.sifat not in d.SIFAT_SYARAT:
        yield f": sifat “{satu.sifat}” tidak dikenal. Pilih {', '.join(d.SIFAT_SYARAT)}."
    if sum(lain.kode == satu.kode for lain in jadi.syarat) > 1:
        yield " ditulis dua kali."
    for larang in jadi.dilarang_diminta:
        if satu.kode == larang.kode or larang.nama.casefold() in satu.nama.casefold():
            yield f" (“{satu.nama}”) ada di dilarang_diminta: {larang}. Hapus dari syarat."
