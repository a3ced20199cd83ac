"""Catatan atas laporan keuangan: texts of the village with tables from the books, section by section."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from smartkampung.inti.uang import NOL
from smartkampung.keuangan.acuan.queries import acuan
from smartkampung.keuangan.dasbor.queries import kas_kini
from smartkampung.keuangan.kertas.bentuk import BagianKertas, BarisKertas, Kertas, judul_tata, tata
from smartkampung.keuangan.laporan.kekayaan import daftar_pos, kekayaan_bersih, nilai_kekayaan
from smartkampung.keuangan.laporan.lra import IsiLRA, isi_lra, kolom_lra
from smartkampung.keuangan.laporan.minta import Minta
from smartkampung.keuangan.laporan.naskah import Naskah, alinea, naskah_tahun, nilai_laporan

BAGIAN_CALK = ("a", "b", "c", "d", "e", "f")


@dataclass(frozen=True)
class BagianCalk:
    """One section: its text in paragraphs of pieces, and a paper with its tables."""

    naskah: Naskah
    alinea: list[list[list[Any]]]
    kertas: Kertas | None


def isi_calk(minta: Minta) -> list[BagianCalk]:
    """The sections in order."""
    semua, nilai = naskah_tahun(minta.tahun), nilai_laporan(minta)
    tabel: dict[str, Callable[[Minta], Kertas]] = {"c": _rincian, "d": _saldo, "e": _aset}
    return [BagianCalk(semua[k], alinea(semua[k].isi, nilai), tabel[k](minta) if k in tabel else None)
            for k in BAGIAN_CALK]  # fmt: skip


def _kertas(kode: str, minta: Minta, bagian: tuple[BagianKertas, ...]) -> Kertas:
    bentuk = tata(kode)
    return Kertas(bentuk, judul_tata(bentuk, minta.tahun), minta.tahun, f"calk-{minta.nama}", bagian)


def _rincian(minta: Minta) -> Kertas:
    lra = isi_lra(minta)
    isi = (("C.1 Pendapatan", "4", "Jumlah pendapatan"), ("C.2 Belanja", "5", "Jumlah belanja"),
           ("C.3 Penerimaan pembiayaan", "6.1", "Jumlah penerimaan pembiayaan"),
           ("C.3 Pengeluaran pembiayaan", "6.2", "Jumlah pengeluaran pembiayaan"))  # fmt: skip
    bagian = (BagianKertas(_per_objek(minta, lra, awalan, jumlah), judul) for judul, awalan, jumlah in isi)
    return _kertas("calk-rincian", minta, tuple(b for b in bagian if len(b.baris) > 1))


def _per_objek(minta: Minta, lra: IsiLRA, awalan: str, jumlah: str) -> list[BarisKertas]:
    """Accounts from jenis down to objek, over all kegiatan and sources."""
    nama = acuan(minta.tahun).nama_rekening
    isi: dict[str, list[Decimal]] = {}
    for kunci, (pagu, nyata, *_) in lra.nilai.items():
        if kunci.rekening.startswith(awalan):
            for kode in (kunci.rekening, kunci.rekening.rpartition(".")[0]):
                satu = isi.setdefault(kode, [NOL, NOL])
                satu[0], satu[1] = satu[0] + pagu, satu[1] + nyata
    baris = [BarisKertas(1 if k.count(".") == 2 else 2, {"uraian": f"{k} {nama(k)}", **kolom_lra(tuple(n))})
             for k, n in sorted(isi.items())]  # fmt: skip
    total = kolom_lra((lra.jumlah(awalan, 0), lra.jumlah(awalan, 1)))
    return [*baris, BarisKertas(0, {"uraian": jumlah, **total})]


def _baris(uraian: str, nilai: Decimal, tingkat: int = 2) -> BarisKertas:
    return BarisKertas(tingkat, {"uraian": uraian, "jumlah": nilai})


def _saldo(minta: Minta) -> Kertas:
    kas, daftar = kas_kini(minta.tahun, minta.akhir), acuan(minta.tahun)
    p = kas.posisi
    bank = [_baris(f"{b.nama} {b.kode}", b.nilai) for b in kas.bank]
    sumber = [_baris(f"{k} {daftar.nama_sumber(k)}", n) for k, n in sorted(p.silpa_sumber.items()) if n]
    pajak = [_baris(k, n) for k, n in sorted(p.pajak.items()) if n]
    sama = [_baris("SiLPA", p.silpa), _baris("Utang pajak", p.utang_pajak),
            _baris("Panjar yang belum dipertanggungjawabkan (mengurangi)", -p.panjar),
            _baris("Kas", p.kas, 0)]  # fmt: skip
    return _kertas("calk-saldo", minta, (
        BagianKertas([*bank, _baris("Kas tunai", p.tunai), _baris("Jumlah kas", p.kas, 0)], "D.1 Kas"),
        BagianKertas([*sumber, _baris("Jumlah SiLPA", p.silpa, 0)], "D.2 SiLPA per sumber dana"),
        BagianKertas([*pajak, _baris("Jumlah utang pajak", p.utang_pajak, 0)], "D.3 Utang pajak"),
        BagianKertas(sama, "D.4 Kas menurut asalnya"),
    ))  # fmt: skip


def _aset(minta: Minta) -> Kertas:
    nilai = nilai_kekayaan(minta.tahun, minta)
    baris = [_baris(k.judul, sum((nilai.get(p.kode, NOL) for p in k.pos), NOL)) for k in daftar_pos()]
    return _kertas("calk-saldo", minta, (BagianKertas([*baris, _baris("Kekayaan bersih", kekayaan_bersih(nilai), 0)]),))
