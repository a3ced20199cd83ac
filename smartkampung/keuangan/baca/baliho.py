"""The infographic of a budget as a large-format PDF: vector, one layout at two sizes."""

from __future__ import annotations

from decimal import Decimal

from smartkampung.desa.kop import kop_surat
from smartkampung.desa.queries import profil
from smartkampung.inti.konteks import pengaturan
from smartkampung.inti.pdf import cetak, qr_svg
from smartkampung.inti.tanggal import sekarang, tanggal_panjang
from smartkampung.inti.uang import angka, rupiah
from smartkampung.keuangan.anggaran.isi import IsiAnggaran, isi_versi
from smartkampung.keuangan.anggaran.models import VersiAnggaran
from smartkampung.keuangan.baca.queries import Jumlah, per_bidang, rekening_pohon

UKURAN_BALIHO = {"3x2": ("Baliho 3 × 2 m", 3000), "a3": ("Poster A3", 420)}  # width in millimetres, 3 : 2
BANYAK_KEGIATAN, BANYAK_SUMBER = 8, 7
KARTU = ["Dari mana uangnya", "Untuk apa uangnya", "Kegiatan terbesar"]


def cetak_baliho(versi: VersiAnggaran, ukuran: str) -> bytes:
    """The PDF; no names of people are on it."""
    isi, desa = isi_versi(versi), profil()
    lebar = UKURAN_BALIHO[ukuran][1]
    pendapatan = _ringkas([Jumlah(a.kode, a.nama, a.nilai) for s in rekening_pohon(isi, "4") for a in s.anak])
    alamat = f"{pengaturan().alamat_publik.rstrip('/')}/apbdes" if pengaturan().alamat_publik else ""
    data = {
        "kop": kop_surat().untuk_tata(), "lebar": lebar, "tinggi": lebar * 2 // 3, "satuan": f"{lebar / 300:.4f}",
        "judul": versi.nama, "desa": f"{desa.nama_lengkap}, {desa.kecamatan_lengkap}, {desa.kabupaten_lengkap}",
        "dasar": _dasar(versi), "angka": _angka(isi), "pendapatan": _batang(pendapatan),
        "belanja": _batang(per_bidang(isi)), "kartu": KARTU, "kegiatan": _terbesar(isi),
        "qr": qr_svg(alamat) if alamat else None, "alamat": alamat, "kontak": desa.kontak,
    }  # fmt: skip
    return cetak("baliho", data, judul=f"{versi.nama} {desa.nama_lengkap}", pada=sekarang(), bertag=False)


def _dasar(versi: VersiAnggaran) -> str:
    if not versi.nomor_perdes or not versi.tanggal_perdes:
        return ""
    return f"Peraturan {profil().nama_lengkap} Nomor {versi.nomor_perdes}, {tanggal_panjang(versi.tanggal_perdes)}"


def _angka(isi: IsiAnggaran) -> list[list[str]]:
    return [["Pendapatan", rupiah(isi.pendapatan)], ["Belanja", rupiah(isi.belanja)],
            ["Pembiayaan neto", rupiah(isi.pembiayaan)]]  # fmt: skip


def _batang(jumlah: list[Jumlah]) -> list[list[str]]:
    """Name, amount, percent of the whole, length of the bar in percent of the longest."""
    semua, puncak = sum((j.nilai for j in jumlah), Decimal(0)), max((j.nilai for j in jumlah), default=Decimal(0))
    return [[j.nama, rupiah(j.nilai), f"{angka(j.nilai * 100 / semua if semua else 0, 1)} %",
             f"{j.nilai * 100 / puncak if puncak else Decimal(0):.1f}"] for j in jumlah if j.nilai]  # fmt: skip


def _ringkas(jumlah: list[Jumlah]) -> list[Jumlah]:
    """The largest kinds of income; the small ones together."""
    urut = sorted(jumlah, key=lambda j: -j.nilai)
    if len(urut) <= BANYAK_SUMBER:
        return urut
    lain = sum((j.nilai for j in urut[BANYAK_SUMBER - 1 :]), Decimal(0))
    return [*urut[: BANYAK_SUMBER - 1], Jumlah("", "Pendapatan lain", lain)]


def _terbesar(isi: IsiAnggaran) -> list[list[str]]:
    urut = sorted(isi.per_kegiatan.items(), key=lambda p: (-p[1], p[0]))[:BANYAK_KEGIATAN]
    return [[pendekkan(isi.kegiatan[k].nama if k in isi.kegiatan else k), rupiah(n)] for k, n in urut if n]


def pendekkan(nama: str) -> str:
    """A name as it fits: what stands in brackets is left out, the rest is cut at a word."""
    polos = nama.partition(" (")[0]
    return polos if len(polos) <= 70 else polos[:70].rpartition(" ")[0] + " …"
