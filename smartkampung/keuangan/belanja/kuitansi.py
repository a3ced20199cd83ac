"""Receipts (annex R), one per line: from whom, how much in words, for what, what was withheld, who signs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from smartkampung.desa.kop import kop_surat
from smartkampung.desa.queries import profil
from smartkampung.inti.pdf import TandaTangan, cetak, ukuran
from smartkampung.inti.tanggal import sekarang, tanggal_panjang
from smartkampung.inti.terbilang import terbilang
from smartkampung.inti.uang import NOL, rupiah
from smartkampung.keuangan.acuan.queries import acuan
from smartkampung.keuangan.belanja.kertas import tanda
from smartkampung.keuangan.belanja.spp import baris_dokumen, potongan_dokumen
from smartkampung.keuangan.kas.models import BarisDokumen, DokumenKas, PotonganDokumen

PENERIMA = "(…………………………)"


def ejaan(nilai: Decimal) -> str:
    """`Satu juta rupiah`, with sen when there are any."""
    utuh, sen = divmod(int(nilai * 100), 100)
    teks = f"{terbilang(utuh)} rupiah" + (f" {terbilang(sen)} sen" if sen else "")
    return teks[:1].upper() + teks[1:]


def isi_kuitansi(spp: DokumenKas, dokumen: DokumenKas) -> list[dict[str, Any]]:
    """The receipts of the lines of a document; `spp` is the one whose steps sign."""
    potongan = potongan_dokumen(dokumen)
    ttd = tanda(spp, ("keuangan", "pka", "kades"), pada=dokumen.tanggal,
                kata={"pka": "Mengetahui", "kades": "Menyetujui", "keuangan": "Dibayar oleh"})  # fmt: skip
    return [_satu(dokumen, b, [p for p in potongan if p.baris_id == b.id and p.nilai], n, ttd)
            for n, b in enumerate(baris_dokumen(dokumen), start=1)]  # fmt: skip


def _satu(d: DokumenKas, b: BarisDokumen, potongan: Sequence[PotonganDokumen], nomor: int,
          ttd: Sequence[TandaTangan]) -> dict[str, Any]:  # fmt: skip
    neto = b.nilai - sum((p.nilai for p in potongan), NOL)
    isi = [("Sudah terima dari", f"Kaur Keuangan {profil().nama_lengkap}"), ("Jumlah", rupiah(b.nilai)),
           ("Terbilang", ejaan(b.nilai)), ("Untuk", b.uraian),
           ("Rekening", f"{b.rekening} {acuan(d.tahun).nama_rekening(b.rekening)} ({b.sumber_dana})")]  # fmt: skip
    isi += [(f"Potongan {p.kode}", rupiah(p.nilai)) for p in potongan]
    isi += [("Diterima bersih", rupiah(neto))] if potongan else []
    isi += [("Bukti penyedia", b.bukti_nomor)] if b.bukti_nomor else []
    hari = f"{profil().nama}, {tanggal_panjang(b.bukti_tanggal or d.tanggal)}"
    penerima = TandaTangan(("Yang menerima", ""), b.pihak_nama or d.pihak_nama or PENERIMA)
    lain = [TandaTangan(t.atas[1:], t.nama, t.bawah) for t in ttd]
    return {"nomor": f"{d.sebutan} · {nomor}", "isi": [list(p) for p in isi], "jumlah": rupiah(neto), "tempat": hari,
            "tanda_tangan": [asdict(t) for t in (penerima, *lain)]}  # fmt: skip


def pdf_kuitansi(spp: DokumenKas, dokumen: DokumenKas) -> bytes:
    """All receipts of a document as one PDF."""
    desa = profil()
    isi = {"kop": kop_surat().untuk_tata(), "kertas": ukuran("a4" if desa.kertas.lower() == "a4" else "f4"),
           "kuitansi": isi_kuitansi(spp, dokumen),
           "kaki": f"Kuitansi {dokumen.sebutan} · {desa.nama_lengkap}"}  # fmt: skip
    return cetak("kuitansi", isi, judul=f"Kuitansi {dokumen.sebutan}", pada=sekarang(), bertag=False)
