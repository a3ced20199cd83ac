"""Two definitions side by side, as lines a clerk can read."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from smartkampung.surat import definisi as d
from smartkampung.surat.isian import ACUAN, JENIS_ISIAN, KOLOM_ORANG, Isian

SAMA, HAPUS, TAMBAH = " ", "-", "+"


@dataclass(frozen=True, slots=True)
class Beda:
    """What changed under one heading: lines with their sign (` ` stays, `-` goes, `+` comes)."""

    judul: str
    baris: tuple[tuple[str, str], ...]


def bandingkan(lama: d.Definisi | None, baru: d.Definisi) -> list[Beda]:
    """Answer what changed from one definition to the next; everything is new when there is none before."""
    kiri = dict(uraikan(lama)) if lama else {}
    kanan = dict(uraikan(baru))
    hasil = [_beda(judul, kiri.get(judul, []), isi) for judul, isi in kanan.items()]
    return [satu for satu in hasil if any(tanda != SAMA for tanda, _ in satu.baris)]


def _beda(judul: str, lama: list[str], baru: list[str]) -> Beda:
    """Changed lines with their neighbours; long stretches that stay are left out."""
    hasil: list[tuple[str, str]] = []
    for kelompok in difflib.SequenceMatcher(None, lama, baru, autojunk=False).get_grouped_opcodes(1):
        if hasil:
            hasil.append((SAMA, "…"))
        for tanda, a, b, c, e in kelompok:
            if tanda == "equal":
                hasil += [(SAMA, satu) for satu in lama[a:b]]
                continue
            hasil += [(HAPUS, satu) for satu in lama[a:b]] + [(TAMBAH, satu) for satu in baru[c:e]]
    return Beda(judul, tuple(hasil))


def uraikan(jadi: d.Definisi) -> Iterator[tuple[str, list[str]]]:
    """A definition as headings with lines."""
    yield "Keterangan", list(_umum(jadi))
    yield "Isi surat", [baris for satu in jadi.bagian for baris in _bagian(satu)]
    yield "Isian", [_isian(satu) for satu in jadi.isian]
    yield "Syarat", [f"{satu.nama} ({satu.sifat}){_ket(satu.bantuan)}" for satu in jadi.syarat]
    yield (
        "Dilarang diminta dan dasar hukum",
        [str(satu) for satu in jadi.dilarang_diminta] + list(jadi.dasar_hukum),
    )
    yield "Pihak lain dan lampiran", [*map(_pihak, jadi.pihak), *(_lampiran(satu) for satu in jadi.lampiran)]
    yield "Tata letak", list(_tata(jadi))


def _umum(jadi: d.Definisi) -> Iterator[str]:
    ya = {True: "ya", False: "tidak"}
    yield f"Nama: {jadi.nama}"
    yield f"Judul: {jadi.judul}"
    yield f"Ringkasan: {jadi.ringkas}"
    yield f"Kata pencarian: {', '.join(jadi.kata_kunci)}"
    yield f"Kelompok: {jadi.nama_kelompok}"
    yield f"Kode klasifikasi: {jadi.klasifikasi}"
    yield f"Berlaku: {jadi.berlaku.get('jumlah')} {jadi.berlaku.get('satuan')}"
    yield f"Janji selesai: {jadi.janji_menit} menit layanan"
    yield f"Diverifikasi: {d.VERIFIKATOR.get(jadi.verifikator, jadi.verifikator)}"
    sendiri = jadi.penanda_tangan == "kepala_desa_sendiri"
    yield f"Ditandatangani: {'kepala desa sendiri' if sendiri else 'kepala desa atau atas namanya'}"
    yield f"Diketahui camat: {ya[jadi.diketahui_camat]}"
    yield f"Kepala desa hanya mengetahui: {ya[jadi.mengetahui]}"
    yield f"Untuk: {jadi.orang or 'semua warga'}"
    yield f"Warga dapat mengajukan sendiri: {ya[jadi.umum]}"
    yield f"Sering diminta: {ya[jadi.sering]}"
    yield f"Perhatian petugas: {jadi.perhatian or '–'}"
    sesudah = (jadi.lanjut.ke or "selesai di desa", ", ".join(jadi.lanjut.bawa), jadi.lanjut.ket)
    yield f"Sesudah jadi: {' · '.join(satu for satu in sesudah if satu)}"


def _bagian(satu: Mapping[str, Any]) -> Iterator[str]:
    bila = f" [tampil bila {satu['bila']}]" if satu.get("bila") else ""
    if satu["jenis"] == "paragraf":
        rata = "" if satu.get("rata", "rata") == "rata" else f", rata {satu['rata']}"
        yield f"Paragraf{rata}{bila}: {satu['teks']}"
    elif satu["jenis"] == "tabel":
        yield f"Tabel data{bila}"
        yield from (f"    {label}: {isi}" for label, isi in satu["baris"])
    elif satu["jenis"] == "butir":
        yield f"Daftar bernomor{bila}"
        yield from (f"    {isi}" for isi in satu["butir"])
    else:
        ulang = f", berulang untuk {satu['ulang']}" if satu.get("ulang") else ""
        yield f"Tabel berkolom{ulang}{bila}: {' | '.join(satu['kepala'])}"
        yield from (f"    {' | '.join(isi)}" for isi in satu["baris"])


def _isian(satu: Isian) -> str:
    ket = [JENIS_ISIAN.get(satu.jenis, satu.jenis), "wajib" if satu.wajib else "boleh kosong"]
    ket += ["hanya petugas"] if satu.hanya_petugas else []
    ket += [f"paling banyak {satu.maks} huruf"] if satu.jenis in ("teks", "teks_panjang") else []
    ket += [f"{satu.dari} sampai {satu.sampai}"] if satu.jenis == "angka" else []
    ket += [" / ".join(satu.pilihan)] if satu.pilihan else []
    ket += [ACUAN.get(satu.acuan, satu.acuan)] if satu.acuan else []
    kolom = [KOLOM_ORANG[kolom][0].lower() for kolom in satu.kolom_orang if kolom != "nama"]
    ket += [", ".join(kolom)] if kolom else []
    ket += ["dari anggota KK"] if satu.keluarga else []
    ket += [f"hanya {satu.kelamin.lower()}"] if satu.kelamin else []
    ket += [f"paling sedikit {satu.umur_dari} tahun"] if satu.umur_dari else []
    ket += [f"kosong diisi [{satu.bawaan}]"] if satu.bawaan else []
    return f"{satu.label} [{satu.kode}]: {'; '.join(ket)}{_ket(satu.bantuan)}"


def _pihak(satu: d.Pihak) -> str:
    return f"{satu.sebutan} {satu.nama}{' (meterai)' if satu.meterai else ''}"


def _lampiran(satu: d.Lampiran) -> str:
    return f"Lampiran {satu.kode.upper()}{f', bila {satu.bila}' if satu.bila else ''}"


def _tata(jadi: d.Definisi) -> Iterator[str]:
    tata = jadi.tata
    yield f"Huruf: {d.HURUF.get(tata.huruf, tata.huruf)}, {tata.ukuran} pt"
    yield f"Jarak baris: {d.SPASI.get(tata.spasi, tata.spasi)}"
    yield f"Tepi: kiri {tata.kiri}, kanan {tata.kanan}, atas {tata.atas}, bawah {tata.bawah} mm"
    yield f"Kertas: {d.KERTAS.get(tata.kertas, tata.kertas)}"
    yield f"Kop: {d.KOP.get(tata.kop, tata.kop)}"
    yield f"Nomor: {d.BARIS_NOMOR.get(tata.nomor, tata.nomor)}"
    yield f"Tanda tangan: {d.LETAK_TTD.get(tata.tanda_tangan, tata.tanda_tangan)}"
    yield f"Paragraf menjorok: {'ya' if tata.inden else 'tidak'}; lebar label {tata.lebar_label} mm"
    yield f"Bentuk: {f'formulir {jadi.formulir.upper()}' if jadi.formulir else 'surat'}"


def _ket(teks: str) -> str:
    return f" · {teks}" if teks else ""
