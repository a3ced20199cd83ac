"""Laporan realisasi APBDes: what was planned beside what was realised, and SiLPA per source of funds."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any

from smartkampung.inti.uang import NOL
from smartkampung.keuangan.acuan.queries import acuan
from smartkampung.keuangan.anggaran.isi import PENERIMAAN, IsiAnggaran, Kunci, isi_versi
from smartkampung.keuangan.kas.saldo import posisi, realisasi
from smartkampung.keuangan.kertas.anggaran import Jumlah, Susun, baris_susun
from smartkampung.keuangan.kertas.bentuk import BagianKertas, BarisKertas, Kertas, judul_tata, tata
from smartkampung.keuangan.kertas.penanda import blok_tanda
from smartkampung.keuangan.laporan.minta import Minta, versi_pada

REF = {"4": "C.1", "5": "C.2", "6": "C.3"}


@dataclass(frozen=True)
class IsiLRA:
    """The figures of an LRA: by key (anggaran, realisasi[, realisasi of the semester])."""

    isi: IsiAnggaran
    nilai: dict[Kunci, Jumlah]
    nama_versi: str
    semester: bool

    def jumlah(self, awalan: str, ke: int, *, sumber: str | None = None) -> Decimal:
        """The sum of one column over the accounts below a code."""
        return sum((n[ke] for k, n in self.nilai.items() if k.rekening.startswith(awalan)
                    and sumber in (None, k.sumber_dana)), NOL)  # fmt: skip


def isi_lra(minta: Minta) -> IsiLRA:
    """Planned and realised under every key that has either."""
    versi = versi_pada(minta.tahun, minta.akhir, minta.anggaran)
    isi = isi_versi(versi) if versi else IsiAnggaran(minta.tahun, {}, ())
    pagu, nyata = isi.per_kunci, realisasi(minta.tahun, minta.akhir)
    masa = realisasi(minta.tahun, minta.akhir, dari=minta.mulai) if minta.mulai else {}
    nilai: dict[Kunci, Jumlah] = {}
    for k in sorted(pagu.keys() | nyata.keys()):
        if minta.sumber not in ("", k.sumber_dana) or not (pagu.get(k) or nyata.get(k)):
            continue
        nilai[k] = (pagu.get(k, NOL), nyata.get(k, NOL), *((masa.get(k, NOL),) if minta.mulai else ()))
    return IsiLRA(isi, nilai, versi.nama if versi else "", minta.mulai is not None)


def kolom_lra(nilai: Jumlah) -> dict[str, Any]:
    """The columns of a row: lebih/(kurang) is anggaran less realisasi, as Siskeudes prints it."""
    pagu, nyata = nilai[0], nilai[1]
    isi = {"anggaran": pagu, "realisasi": nyata, "selisih": pagu - nyata, "persen": nyata / pagu if pagu > 0 else None}
    return isi | ({"semester": nilai[2]} if len(nilai) > 2 else {})


def kertas_lra(minta: Minta) -> Kertas:
    """The report, ready to go out."""
    lra = isi_lra(minta)
    bentuk = tata("lra" + ("-semester" if lra.semester else "") + ("-rinci" if minta.rinci else ""))
    susun = Susun(acuan(minta.tahun), lra.isi.kegiatan, minta.rinci, kolom_lra)
    baris = [_ber_ref(b) for b in baris_susun(lra.nilai, susun, 3 if lra.semester else 2)]
    judul, *lain = judul_tata(bentuk, minta.tahun)
    sumber = (f"Sumber dana {susun.daftar.nama_sumber(minta.sumber)}",) if minta.sumber else ()
    tanda = ("keuangan", "kades") if minta.sumber else bentuk.tanda_tangan
    hari = None if minta.berjalan else minta.akhir
    return Kertas(
        bentuk, (judul, *minta.sebutan, *lain, *sumber), minta.tahun, f"lra-{minta.nama}", (BagianKertas(baris),),
        tanda_tangan=blok_tanda(tanda, pada=hari), catatan=_catatan(minta, lra),
    )  # fmt: skip


def _catatan(minta: Minta, lra: IsiLRA) -> tuple[str, ...]:
    dasar = f"Anggaran menurut {lra.nama_versi}." if lra.nama_versi else "Belum ada APBDes yang berlaku."
    luar = [k for k, n in lra.nilai.items() if not n[0]]
    catatan = [dasar, "Realisasi dihitung dengan basis kas; belanja dari panjar diakui saat SPJ-nya disahkan."]
    if luar and minta.rinci:
        catatan.append("Baris tanpa anggaran adalah penerimaan yang tidak dianggarkan.")
    return tuple(catatan)


def _ber_ref(baris: BarisKertas) -> BarisKertas:
    """With the section of the CaLK at income groups, bidang and financing groups."""
    n = baris.nilai
    akun = "5" if n.get("bidang") and not n.get("sub") else n.get("akun") if n.get("kelompok") else None
    if akun is None or n.get("jenis") or (n.get("sub") and akun == "5"):
        return baris
    return BarisKertas(baris.tingkat, {**n, "ref": REF[akun]})


def kunci_baris(nilai: dict[str, Any]) -> tuple[str, str] | None:
    """(kegiatan, rekening) a row of a report stands for, as the beginning of codes; None for a total."""
    bidang = [str(nilai[k]) for k in ("bidang", "sub", "kegiatan") if nilai.get(k)]
    rekening = ".".join(str(nilai[k]) for k in ("akun", "kelompok", "jenis", "objek") if nilai.get(k))
    if not bidang and not rekening:
        return None
    return ".".join(b.zfill(2) for b in bidang), rekening


@dataclass(frozen=True, slots=True)
class SisaSumber:
    """One source of funds: what came in, what was spent, what is left (its SiLPA)."""

    kode: str
    nama: str
    pagu: Decimal
    pendapatan: Decimal
    belanja: Decimal
    penerimaan: Decimal
    pengeluaran: Decimal
    silpa: Decimal

    @property
    def serapan(self) -> Decimal | None:
        """The share of its planned spending that was realised."""
        return self.belanja / self.pagu if self.pagu else None


def per_sumber(minta: Minta, lra: IsiLRA | None = None) -> list[SisaSumber]:
    """SiLPA of every source; it is what the books hold of it (posisi), the columns are how it came about."""
    isi, nama = lra or isi_lra(minta), acuan(minta.tahun).nama_sumber
    silpa = posisi(minta.tahun, minta.akhir).silpa_sumber
    hasil = []
    for kode in sorted({k.sumber_dana for k in isi.nilai} | silpa.keys()):
        jumlah = partial(isi.jumlah, sumber=kode)
        hasil.append(SisaSumber(kode, nama(kode), jumlah("5", 0), jumlah("4", 1), jumlah("5", 1),
                                jumlah(PENERIMAAN, 1), jumlah("6.2", 1), silpa.get(kode, NOL)))  # fmt: skip
    return hasil
