"""The CaLK on paper, and the LPJ as one file: cover, contents, Perdes, LRA, CaLK, kegiatan, kekayaan, programs."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from smartkampung.desa.kop import kop_surat
from smartkampung.desa.queries import profil
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.naskah import gabung
from smartkampung.inti.pdf import cetak, ukuran
from smartkampung.inti.tanggal import sekarang
from smartkampung.keuangan.kertas.bentuk import Kertas
from smartkampung.keuangan.kertas.keluar import bagian_tata, kolom_tata
from smartkampung.keuangan.kertas.naskah import baris_naskah
from smartkampung.keuangan.kertas.penanda import blok_tanda
from smartkampung.keuangan.laporan.calk import BagianCalk, isi_calk
from smartkampung.keuangan.laporan.daftar import jenis_laporan
from smartkampung.keuangan.laporan.minta import Minta
from smartkampung.keuangan.laporan.naskah import alinea, naskah_tahun, nilai_laporan

KOSONG = "……"
LAMPIRAN_LPJ = (
    ("lra", "Laporan realisasi anggaran"), ("realisasi-kegiatan", "Laporan realisasi kegiatan"),
    ("kekayaan", "Laporan kekayaan milik desa"), ("program-masuk", "Program sektoral dan daerah yang masuk ke desa"),
)  # fmt: skip


def pdf_calk(minta: Minta, kaki: str = "") -> bytes:
    """The CaLK alone."""
    judul = f"Catatan atas Laporan Keuangan {minta.tahun}"
    return _cetak(judul, [_calk(minta)], kaki or judul, sampul=None)


def pdf_lpj(minta: Minta, kaki: str = "") -> bytes:
    """The whole LPJ; pages are counted through."""
    desa = profil()
    kertas = {k: jenis_laporan(k).susun(minta) for k, _nama in LAMPIRAN_LPJ}
    bagian = [_perdes(minta), _kertas("Lampiran I. " + LAMPIRAN_LPJ[0][1], kertas["lra"]),
              _calk(minta, "Lampiran II. Catatan atas laporan keuangan")]  # fmt: skip
    for romawi, (kode, nama) in zip(("III", "IV", "V"), LAMPIRAN_LPJ[1:], strict=True):
        bagian.append(_kertas(f"Lampiran {romawi}. {nama}", kertas[kode]))
    sampul = {"judul": ["Laporan Pertanggungjawaban", "Realisasi Pelaksanaan APBDes", f"Tahun Anggaran {minta.tahun}"],
              "bawah": [f"Pemerintah {desa.nama_lengkap}", desa.kecamatan_lengkap, desa.kabupaten_lengkap,
                        str(minta.tahun)]}  # fmt: skip
    judul = f"LPJ Realisasi APBDes {minta.tahun}"
    return _cetak(judul, bagian, kaki or f"{judul} · {desa.nama_lengkap}", sampul=sampul)


def _cetak(judul: str, bagian: list[dict[str, Any]], kaki: str, *, sampul: dict[str, Any] | None) -> bytes:
    isi = {"kop": kop_surat().untuk_tata(), "kertas": ukuran("a4" if profil().kertas.lower() == "a4" else "f4"),
           "isi_bagian": bagian, "kaki": kaki, "sampul": sampul}  # fmt: skip
    return cetak("lpj", isi, judul=judul, pada=sekarang(), bertag=False)


def _kertas(judul_isi: str, kertas: Kertas) -> dict[str, Any]:
    return {
        "jenis": "kertas", "judul_isi": judul_isi, "mendatar": kertas.tata.mendatar,
        "judul": [kertas.judul[0].upper(), *kertas.judul[1:]], "kolom": [kolom_tata(k) for k in kertas.tata.kolom],
        "bagian": [bagian_tata(kertas, b) for b in kertas.bagian], "catatan": list(kertas.catatan),
        "tanda_tangan": [asdict(t) for t in kertas.tanda_tangan],
    }  # fmt: skip


def _calk(minta: Minta, judul_isi: str = "Catatan atas laporan keuangan") -> dict[str, Any]:
    return {
        "jenis": "calk", "judul_isi": judul_isi, "mendatar": False,
        "judul": ["CATATAN ATAS LAPORAN KEUANGAN", *minta.sebutan, f"Tahun Anggaran {minta.tahun}"],
        "bagian": [_bagian_calk(b) for b in isi_calk(minta)],
        "tanda_tangan": [asdict(t) for t in blok_tanda(["kades"], pada=None if minta.berjalan else minta.akhir)],
    }  # fmt: skip


def _bagian_calk(b: BagianCalk) -> dict[str, Any]:
    kertas = b.kertas
    tabel = [{**bagian_tata(kertas, t), "kolom": [kolom_tata(k) for k in kertas.tata.kolom]}
             for t in kertas.bagian] if kertas else []  # fmt: skip
    return {"judul": b.naskah.judul, "alinea": b.alinea, "tabel": tabel}


def _perdes(minta: Minta) -> dict[str, Any]:
    """The Perdes as a draft: number and dates are written when it is set."""
    teks, nilai, desa = naskah_tahun(minta.tahun), nilai_laporan(minta), profil()
    kepala = f"{desa.sebutan_kepala} {desa.nama}".upper()
    kades, sekdes = (blok_tanda([siapa], pada=hari_desa())[0] for siapa in ("kades", "sekdes"))
    naskah = {
        "pejabat": kepala, "wilayah": desa.kabupaten_lengkap.upper(),
        "bentuk": f"Peraturan {desa.nama_lengkap}".upper(), "nomor": f"NOMOR {KOSONG} TAHUN {minta.tahun + 1}",
        "tentang": gabung(teks["perdes_tentang"].isi, nilai).upper(),
        "menimbang": alinea(teks["perdes_menimbang"].isi, nilai),
        "mengingat": alinea(teks["perdes_mengingat"].isi, nilai),
        "sepakat": [f"Badan Permusyawaratan {desa.nama_lengkap}".upper(), kepala],
        "isi": [[b.jenis, b.tanda, b.isi] for b in baris_naskah(teks["perdes_isi"].isi, nilai)],
        "tempat": desa.nama, "tanggal": KOSONG, "diundangkan": KOSONG, "nama_kades": kades.nama,
        "nama_sekdes": sekdes.nama, "sekretaris": f"Sekretaris {desa.sebutan_desa}".upper(),
        "lembaran": f"LEMBARAN {desa.nama_lengkap} TAHUN {minta.tahun + 1} NOMOR {KOSONG}".upper(),
    }  # fmt: skip
    return {"jenis": "peraturan", "judul_isi": "Peraturan Desa", "mendatar": False, "naskah": naskah}
