"""The letter on paper: what the layout needs, from the letter, the resident, the village and the signer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from smartkampung.desa.kop import kop_surat
from smartkampung.desa.queries import Penandatangan, penandatangan_utama, profil
from smartkampung.inti.konteks import hari_desa, pengaturan, zona
from smartkampung.inti.pdf import cetak, qr_svg, ukuran
from smartkampung.inti.tanggal import nama_zona, sekarang, tanggal_panjang, waktu_panjang
from smartkampung.surat import naskah, warga
from smartkampung.surat.definisi import Definisi
from smartkampung.surat.jenis import definisi_dari
from smartkampung.surat.models import Surat
from smartkampung.surat.nomor.pola import nomor_teks
from smartkampung.surat.permohonan import pastikan_warga

NOMOR_CONTOH = "…"


def pratinjau(surat: Surat, jadi: Callable[..., Any] = cetak) -> Any:
    """Answer the letter as it would be issued now, marked as a draft, without number and signature.

    `jadi` makes the paper: a PDF, or pictures of its pages (`inti.pdf.gambar`).
    """
    hari = surat.tanggal_mundur or hari_desa()
    definisi = definisi_dari(surat.jenis)
    siapa = penandatangan_utama(hari)
    nomor_asli = nomor_teks(surat, hari, NOMOR_CONTOH)
    potret = warga.ambil(pastikan_warga(surat)).potret
    isi = _isi(surat, definisi, siapa, potret, hari, naskah.berlaku_sampai(hari, definisi.berlaku), nomor_asli)
    isi["tanda_tangan"] |= {"elektronik": ""}
    isi |= {
        "qr": None,
        "contoh": True,
        "contoh_teks": "PRATINJAU",
        "kaki": "Pratinjau, belum ditandatangani.",
    }
    return jadi("surat", isi, judul=definisi.judul, pada=sekarang())


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
    assert surat.tanggal_surat and surat.berlaku_sampai and surat.nomor_teks and surat.potret
    isi = _isi(surat, definisi, siapa, surat.potret, surat.tanggal_surat, surat.berlaku_sampai, surat.nomor_teks)
    alamat = f"{pengaturan().alamat_publik.rstrip('/')}/periksa"
    cap = f"Ditandatangani secara elektronik\n{waktu_panjang(pada, zona())}" if elektronik else ""
    isi["tanda_tangan"] |= {"elektronik": cap}
    isi["qr"] = qr_svg(f"{alamat}/{surat.kode_periksa}")
    isi["kaki"], isi["kaki_kode"] = _kaki(kaki, alamat), surat.kode_periksa
    return cetak("surat", isi, judul=f"{definisi.judul} {surat.nomor_teks}", pada=pada)


def _kaki(kaki: Sequence[str], alamat: str) -> str:
    return "\n".join([*kaki, f"Periksa keasliannya dengan memindai kode QR, atau buka {alamat} dan ketik kode"])


def _isi(
    surat: Surat,
    definisi: Definisi,
    siapa: Penandatangan,
    potret: Mapping[str, Any],
    hari: date,
    sampai: date,
    nomor: str,
) -> dict[str, Any]:
    desa = profil()
    nilai = _nilai(definisi, surat.isian, potret, siapa, hari)
    nilai |= {"nomor_surat": nomor, "berlaku_sampai": tanggal_panjang(sampai)}
    return {
        "kop": kop_surat().untuk_tata(),
        "kertas": ukuran(desa.kertas.lower()),
        "judul": definisi.judul,
        "nomor": f"Nomor: {nomor}",
        "bagian": naskah.susun_bagian(definisi.bagian, nilai),
        "tanda_tangan": {
            "atas": [
                f"{desa.nama}, {tanggal_panjang(hari)}",
                *(["Mengetahui,"] if definisi.mengetahui else []),
                *(naskah.kapital_jabatan(baris) for baris in siapa.baris_jabatan),
            ],
            "nama": siapa.nama.upper(),
            "bawah": f"NIP {siapa.nip}" if siapa.nip else "",
        },
        "pihak": [
            {"sebutan": satu.sebutan, "nama": nama, "meterai": satu.meterai}
            for satu in definisi.pihak
            if (nama := naskah.gabung(satu.nama, nilai)).strip()
        ],
        "camat": f"CAMAT {desa.kecamatan.upper()}" if definisi.diketahui_camat else "",
        "kaki_kode": "",
        "kaki_kanan": "Tidak dipungut biaya",
        "contoh": False,
        "contoh_teks": "",
    }


def _nilai(
    definisi: Definisi, isian: Mapping[str, Any], potret: Mapping[str, Any], siapa: Penandatangan, hari: date
) -> dict[str, str]:
    desa = profil()
    tetap = {
        "nama_desa": desa.nama,
        "sebutan_desa": desa.sebutan_desa,
        "kepala_desa": desa.sebutan_kepala,
        "nama_kecamatan": desa.kecamatan,
        "nama_kabupaten": desa.kabupaten,
        "nama_provinsi": desa.provinsi,
        "alamat_desa": desa.alamat,
        "kode_desa": desa.kode,
        "desa_lengkap": desa.nama_lengkap,
        "kecamatan_lengkap": desa.kecamatan_lengkap,
        "kabupaten_lengkap": desa.kabupaten_lengkap,
        "zona_waktu": nama_zona(zona()),
        "judul_surat": definisi.judul,
        "tanggal_surat": tanggal_panjang(hari),
        "nama_penanda": siapa.nama,
        "jabatan_penanda": siapa.baris_jabatan[-1],
        "jabatan_penanda_lengkap": ", ".join(
            x for x in (_jabatan_kalimat(siapa), desa.kecamatan_lengkap, desa.kabupaten_lengkap) if x
        ),
    }
    orang = naskah.nilai_warga(potret, hari)
    return tetap | orang | nilai_isian(definisi, isian, orang)


def _jabatan_kalimat(siapa: Penandatangan) -> str:
    if siapa.cara not in ("an", "ub"):
        return siapa.baris_jabatan[0]
    return f"{siapa.baris_jabatan[-1]} {profil().nama} atas nama {profil().sebutan_kepala}"


def nilai_isian(definisi: Definisi, isian: Mapping[str, Any], orang: Mapping[str, str]) -> dict[str, str]:
    """Answer the asked facts as texts; an empty one falls back to a fact of the resident (`bawaan`)."""
    hasil: dict[str, str] = {}
    for medan in definisi.isian:
        mentah = isian.get(medan.kode)
        teks = naskah.teks_isian(medan.jenis, mentah)
        hasil[medan.kode] = teks or (orang.get(medan.bawaan, "") if medan.bawaan else "")
        hasil |= {kode: naskah.teks_turunan(medan.jenis, mentah) for kode in medan.kode_turunan}
    return hasil
