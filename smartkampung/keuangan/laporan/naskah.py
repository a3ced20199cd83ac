"""The texts of the yearly reports: what ships, what the village made of it for a year, the figures merged in."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from smartkampung.audit.services import catat
from smartkampung.desa.isian import nilai_desa
from smartkampung.extensions import db
from smartkampung.inti.db import kunci_penasihat
from smartkampung.inti.galat import Bentrok, TidakDitemukan
from smartkampung.inti.izin import periksa_izin
from smartkampung.inti.naskah import kode_dalam, potongan
from smartkampung.inti.tanggal import sekarang, tanggal_panjang
from smartkampung.inti.terbilang import terbilang_rupiah
from smartkampung.inti.uang import angka, rupiah
from smartkampung.keuangan.kas.saldo import posisi
from smartkampung.keuangan.langkah import Pelaku
from smartkampung.keuangan.laporan.kekayaan import PENYUSUN, kekayaan_bersih, nilai_kekayaan
from smartkampung.keuangan.laporan.lra import isi_lra
from smartkampung.keuangan.laporan.minta import Minta
from smartkampung.keuangan.laporan.models import NaskahLaporan
from smartkampung.lokasi import folder_data

KODE_LAPORAN = {
    "tahun": "Tahun anggaran", "sampai": "Hari terakhir laporan", "pendapatan": "Realisasi pendapatan",
    "belanja": "Realisasi belanja", "surplus": "Realisasi surplus atau (defisit)",
    "penerimaan": "Realisasi penerimaan pembiayaan", "pengeluaran": "Realisasi pengeluaran pembiayaan",
    "silpa": "SiLPA", "kas": "Kas", "kas_bank": "Kas di bank", "kas_tunai": "Kas tunai", "utang_pajak": "Utang pajak",
    "kekayaan_bersih": "Kekayaan bersih desa",
}  # fmt: skip
AKHIRAN_LAPORAN = {"_anggaran": "anggarannya", "_persen": "realisasi terhadap anggaran",
                   "_terbilang": "dengan kata"}  # fmt: skip
POKOK = {"pendapatan": "4", "belanja": "5", "penerimaan": "6.1", "pengeluaran": "6.2"}


class NaskahLaporanBentrok(Bentrok):
    """Somebody saved meanwhile."""

    pesan = "Naskah ini baru saja disimpan orang lain. Isian Anda masih ada di layar; bandingkan, lalu simpan lagi."


@dataclass(frozen=True, slots=True)
class Naskah:
    """A text in use: its part, heading, content, and version (0 is what ships)."""

    bagian: str
    judul: str
    isi: str
    urut: int = 0


@lru_cache(maxsize=1)
def _kiriman() -> dict[str, dict[str, str]]:
    return tomllib.loads((folder_data() / "keuangan" / "calk.toml").read_text(encoding="utf-8"))


def naskah_tahun(tahun: int) -> dict[str, Naskah]:
    """All texts of a year, by part, in their order."""
    pilih = db.select(NaskahLaporan).filter_by(tahun=tahun).order_by(NaskahLaporan.urut)
    terbaru = {n.bagian: n for n in db.session.scalars(pilih)}
    return {k: Naskah(k, b["judul"], terbaru[k].isi if k in terbaru else b["isi"].strip(),
                      terbaru[k].urut if k in terbaru else 0) for k, b in _kiriman().items()}  # fmt: skip


def satu_naskah(tahun: int, bagian: str) -> Naskah:
    """One text; TidakDitemukan when there is no such part."""
    if bagian not in _kiriman():
        raise TidakDitemukan()
    return naskah_tahun(tahun)[bagian]


def simpan_naskah(tahun: int, bagian: str, isi: str, versi: int, *, oleh: Pelaku) -> NaskahLaporan:
    """Keep a new version of a text of a year; the old ones stay."""
    periksa_izin(oleh, *PENYUSUN)
    kunci_penasihat(f"naskah-laporan:{tahun}:{bagian}")
    lama = satu_naskah(tahun, bagian)
    if lama.urut != versi:
        raise NaskahLaporanBentrok()
    baris = NaskahLaporan(tahun=tahun, bagian=bagian, urut=lama.urut + 1, isi=isi.strip(), pada=sekarang(),
                          oleh_id=oleh.id, oleh=oleh.nama)  # fmt: skip
    db.session.add(baris)
    db.session.flush()
    catat("keuangan.naskah_laporan", oleh=oleh, objek=("naskah_laporan", baris.id), apa=lama.judul, tahun=tahun)
    return baris


def nilai_laporan(minta: Minta) -> dict[str, str]:
    """What every placeholder stands for."""
    lra, p = isi_lra(minta), posisi(minta.tahun, minta.akhir)
    teks = nilai_desa() | {"tahun": str(minta.tahun), "sampai": tanggal_panjang(minta.akhir)}
    pagu = {k: lra.jumlah(a, 0) for k, a in POKOK.items()}
    nyata = {k: lra.jumlah(a, 1) for k, a in POKOK.items()}
    for isi in (pagu, nyata):
        isi["surplus"] = isi["pendapatan"] - isi["belanja"]
        isi["silpa"] = isi["surplus"] + isi["penerimaan"] - isi["pengeluaran"]
    for kode, nilai in nyata.items():
        teks[kode], teks[f"{kode}_anggaran"] = rupiah(nilai), rupiah(pagu[kode])
        teks[f"{kode}_persen"] = f"{angka(nilai * 100 / pagu[kode], 2)} %" if pagu[kode] > 0 else "—"
        teks[f"{kode}_terbilang"] = ("minus " if nilai < 0 else "") + terbilang_rupiah(abs(nilai))
    saldo = {"kas": p.kas, "kas_bank": p.kas_bank, "kas_tunai": p.tunai, "utang_pajak": p.utang_pajak,
             "kekayaan_bersih": kekayaan_bersih(nilai_kekayaan(minta.tahun, minta))}  # fmt: skip
    return teks | {k: rupiah(n) for k, n in saldo.items()}


def alinea(isi: str, nilai: dict[str, str]) -> list[list[list[Any]]]:
    """A text as paragraphs of pieces (text, bold)."""
    return [potongan(b.strip(), nilai) for b in isi.splitlines() if b.strip()]


def kode_asing(isi: str, nilai: dict[str, str]) -> list[str]:
    """Placeholders of a text that nobody knows."""
    return sorted(kode_dalam(isi) - nilai.keys())
