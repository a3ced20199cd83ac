"""Letters on paper: merge the definition with the resident, the village and the signer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from smartkampung.desa.kop import kop_surat
from smartkampung.desa.queries import Penandatangan, penandatangan_utama, profil
from smartkampung.inti.konteks import hari_desa, pengaturan, zona
from smartkampung.inti.pdf import cetak, qr_svg, ukuran
from smartkampung.inti.tanggal import sekarang, tanggal_panjang, waktu_panjang
from smartkampung.surat import naskah, warga
from smartkampung.surat.definisi import Definisi
from smartkampung.surat.formulir import kode_formulir
from smartkampung.surat.formulir import susun as susun_formulir
from smartkampung.surat.jenis import definisi_dari
from smartkampung.surat.kode_isian import KODE_WARGA
from smartkampung.surat.models import Surat
from smartkampung.surat.naskah import Nilai
from smartkampung.surat.nilai import Bahan, nilai_surat
from smartkampung.surat.nomor.pola import nomor_teks
from smartkampung.surat.permohonan import pastikan_warga

NOMOR_CONTOH = "…"
KAKI_PRATINJAU = {"kaki": "Pratinjau, belum ditandatangani.", "contoh_teks": "PRATINJAU"}


def bahan_kini(surat: Surat) -> Bahan:
    """What the letter would be made from if it were issued now."""
    hari = surat.tanggal_mundur or hari_desa()
    orang = warga.ambil(pastikan_warga(surat))
    sampai = naskah.berlaku_sampai(hari, definisi_dari(surat.jenis).berlaku)
    nomor = nomor_teks(surat, hari, NOMOR_CONTOH)
    return Bahan(surat.isian, orang.potret, penandatangan_utama(hari), hari, sampai, nomor, surat.penduduk_id)


def bahan_terbit(surat: Surat, siapa: Penandatangan) -> Bahan:
    """What a letter that has its number is made from."""
    assert surat.tanggal_surat and surat.berlaku_sampai and surat.nomor_teks and surat.potret
    return Bahan(surat.isian, surat.potret, siapa, surat.tanggal_surat, surat.berlaku_sampai, surat.nomor_teks,
                 surat.penduduk_id)  # fmt: skip


def pratinjau(surat: Surat, jadi: Callable[..., Any] = cetak) -> Any:
    """Answer the letter as it would be issued now, marked as a draft, without number and signature.

    `jadi` makes the paper: a PDF, or pictures of its pages (`inti.pdf.gambar`).
    """
    return cetak_contoh(definisi_dari(surat.jenis), bahan_kini(surat), jadi)


def cetak_contoh(definisi: Definisi, bahan: Bahan, jadi: Callable[..., Any] = cetak) -> Any:
    """Answer a draft of a letter, as `jadi` makes it."""
    nilai = nilai_surat(definisi, bahan, keluarga=bool(definisi.formulir))
    return _cetak(definisi, bahan, nilai, judul=definisi.judul, pada=sekarang(), jadi=jadi, **KAKI_PRATINJAU)


def susun_pdf(
    surat: Surat,
    definisi: Definisi,
    siapa: Penandatangan,
    *,
    pada: datetime,
    elektronik: bool,
    kaki: Sequence[str] = (),
) -> bytes:
    """Answer the PDF of a letter that has its number, not yet signed; `kaki` says how it is signed."""
    bahan = bahan_terbit(surat, siapa)
    alamat = f"{pengaturan().alamat_publik.rstrip('/')}/periksa"
    hasil: bytes = _cetak(
        definisi,
        bahan,
        nilai_surat(definisi, bahan, keluarga=bool(definisi.formulir)),
        judul=f"{definisi.judul} {surat.nomor_teks}",
        pada=pada,
        elektronik=f"Ditandatangani secara elektronik\n{waktu_panjang(pada, zona())}" if elektronik else "",
        qr=qr_svg(f"{alamat}/{surat.kode_periksa}"),
        kaki=_kaki(kaki, alamat),
        kaki_kode=surat.kode_periksa,
    )
    return hasil


def kosong(surat: Surat) -> list[str]:
    """What the letter would print empty, as labels: facts the register lacks, facts not filled in.

    A row whose only fact is an optional one that nobody filled is left out of the letter, and not named.
    """
    definisi = definisi_dari(surat.jenis)
    return naskah_kosong(definisi, nilai_surat(definisi, bahan_kini(surat)))


def naskah_kosong(definisi: Definisi, nilai: Nilai) -> list[str]:
    """The labels of the used placeholders without a value, in the order of the text."""
    from smartkampung.surat.kode_arti import arti_kode

    opsional = {kode for isian in definisi.isian if not isian.wajib for kode in isian.kode_arti}
    arti = arti_kode(definisi)
    kode = [
        satu
        for bagian in definisi.bagian
        if nilai.memenuhi(bagian.get("bila", ""))
        for satu in naskah.kode_hampa(bagian, nilai, opsional)
    ]
    if definisi.formulir:
        kode += [satu for satu in KODE_WARGA if satu in kode_formulir(definisi.formulir) and not nilai.teks.get(satu)]
    return [arti.get(satu, satu) for satu in dict.fromkeys(kode)]


def _kaki(kaki: Sequence[str], alamat: str) -> str:
    return "\n".join([*kaki, f"Periksa keasliannya dengan memindai kode QR, atau buka {alamat} dan ketik kode"])


def _cetak(
    definisi: Definisi,
    bahan: Bahan,
    nilai: Nilai,
    *,
    judul: str,
    pada: datetime,
    jadi: Callable[..., Any] = cetak,
    **hias: Any,
) -> Any:
    tanda = _tanda_tangan(definisi, bahan) | {"elektronik": hias.pop("elektronik", "")}
    hias = {"qr": None, "kaki": "", "kaki_kode": "", "kaki_kanan": "Tidak dipungut biaya", "contoh_teks": ""} | hias
    if definisi.formulir:
        isi = {"formulir": [susun_formulir(definisi.formulir, nilai, tanda_tangan=tanda, **hias)]}
        return jadi("formulir", isi | {"pembuat": profil().nama_lengkap}, judul=judul, pada=pada)
    isi = _isi(definisi, bahan, nilai) | hias | {"tanda_tangan": tanda, "contoh": bool(hias["contoh_teks"])}
    return jadi("surat", isi, judul=judul, pada=pada)


def _isi(definisi: Definisi, bahan: Bahan, nilai: Nilai) -> dict[str, Any]:
    desa, tata = profil(), definisi.tata
    return {
        "kop": kop_surat("" if tata.kop == "tanpa" else tata.kop).untuk_tata(),
        "kop_dicetak": tata.kop != "tanpa",
        "kertas": ukuran(tata.kertas or desa.kertas.lower()),
        "tata": asdict(tata),
        "judul": naskah.gabung(definisi.judul, nilai.teks),
        "nomor": f"Nomor: {bahan.nomor}",
        "nomor_dicetak": tata.nomor != "tanpa",
        "bagian": naskah.susun_bagian(definisi.bagian, nilai),
        "pihak": _pihak(definisi, nilai.teks),
        "camat": f"CAMAT {desa.kecamatan.upper()}" if definisi.diketahui_camat else "",
    }


def _pihak(definisi: Definisi, teks: Mapping[str, str]) -> list[dict[str, Any]]:
    return [
        {"sebutan": satu.sebutan, "nama": nama, "meterai": satu.meterai}
        for satu in definisi.pihak
        if (nama := naskah.gabung(satu.nama, teks)).strip()
    ]


def _tanda_tangan(definisi: Definisi, bahan: Bahan) -> dict[str, Any]:
    siapa = bahan.siapa
    return {
        "atas": [
            f"{profil().nama}, {tanggal_panjang(bahan.hari)}",
            *(["Mengetahui,"] if definisi.mengetahui else []),
            *(naskah.kapital_jabatan(baris) for baris in siapa.baris_jabatan),
        ],
        "nama": siapa.nama.upper(),
        "bawah": f"NIP {siapa.nip}" if siapa.nip else "",
    }
