"""Books as papers: the same rows on the page, as PDF, as a workbook, as JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from flask import url_for
from markupsafe import Markup, escape

from smartkampung.desa.queries import profil
from smartkampung.extensions import db
from smartkampung.inti.galat import TidakDitemukan
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.pdf import TandaTangan
from smartkampung.inti.tanggal import Periode
from smartkampung.keuangan.bku.baris import (
    IsiBulan,
    baris_bank,
    baris_bku,
    baris_pajak,
    baris_panjar,
    baris_tunai,
    bulan_terakhir,
    isi_panjar,
    per_bulan,
    syarat_buku,
)
from smartkampung.keuangan.bku.tanda import langkah_bulan, sidik_bulan_buku
from smartkampung.keuangan.kas.models import RekeningBank
from smartkampung.keuangan.kertas.bentuk import KANAN, TEBAL, BagianKertas, BarisKertas, Kertas, judul_tata, tata
from smartkampung.keuangan.kertas.keluar import sel
from smartkampung.keuangan.kertas.penanda import blok_tanda
from smartkampung.keuangan.penerimaan.dasar import rekening_aktif

BKU, BUKU_BANK, BUKU_TUNAI, BUKU_PAJAK, BUKU_PANJAR = (
    "buku-kas-umum", "buku-bank", "buku-tunai", "buku-pajak", "buku-panjar")  # fmt: skip
NAMA_BUKU = {BKU: "Buku Kas Umum", BUKU_BANK: "Buku bank", BUKU_TUNAI: "Buku kas tunai", BUKU_PAJAK: "Buku pajak",
             BUKU_PANJAR: "Buku panjar"}  # fmt: skip
_BARIS: dict[str, Callable[[IsiBulan], Iterator[BarisKertas]]] = {
    BKU: baris_bku, BUKU_BANK: baris_bank, BUKU_TUNAI: baris_tunai, BUKU_PAJAK: baris_pajak,
    BUKU_PANJAR: baris_panjar,
}  # fmt: skip


def rekening_buku(rekening_id: int | None) -> RekeningBank | None:
    """The account of a bank book: the one asked for, else the main one."""
    if rekening_id:
        satu = db.session.get(RekeningBank, rekening_id)
        if satu is None:
            raise TidakDitemukan()
        return satu
    return next(iter(rekening_aktif()), None) or db.session.scalars(db.select(RekeningBank).limit(1)).first()


def kertas_buku(kode: str, tahun: int, dari: int = 1, sampai: int = 12, *, rekening_id: int | None = None,
                pajak: str = "") -> Kertas:  # fmt: skip
    """A book for the months of a span (those that have come): `buku-kas-umum`, `buku-bank`, `buku-tunai`, …"""
    if kode not in _BARIS or not 1 <= dari <= sampai <= 12:
        raise TidakDitemukan()
    bentuk, sampai = tata(kode), max(dari, min(sampai, bulan_terakhir(tahun)))
    rekening = rekening_buku(rekening_id) if kode == BUKU_BANK else None
    bagian = tuple(_bagian(kode, b) for b in _isi(kode, tahun, dari, sampai, rekening, pajak))
    ket = rekening.sebutan if rekening else f"Jenis pajak {pajak}" if pajak else ""
    nama = f"{kode}-{tahun}" + (f"-{dari:02d}" if dari == sampai else "")
    return Kertas(bentuk, (*judul_tata(bentuk, tahun), *([ket] if ket else [])), tahun, nama, bagian,
                  kaki=_kaki(kode, tahun, dari, sampai))  # fmt: skip


def _isi(kode: str, tahun: int, dari: int, sampai: int, rekening: RekeningBank | None,
         pajak: str) -> Iterable[IsiBulan]:  # fmt: skip
    if kode == BUKU_PANJAR:
        return isi_panjar(tahun, dari, sampai)
    return per_bulan(tahun, dari, sampai, *syarat_buku(kode, rekening.id if rekening else 0, pajak))


def _bagian(kode: str, b: IsiBulan) -> BagianKertas:
    return BagianKertas(list(_BARIS[kode](b)), b.periode.nama, tanda_tangan=_tanda(kode, b.periode))


def _tanda(kode: str, periode: Periode) -> tuple[TandaTangan, ...]:
    """Who signs a month: those who closed it, else the officials of its last day."""
    langkah = langkah_bulan(periode.tahun, periode.bulan)
    pada = None if "kades" in langkah else min(periode.akhir, max(hari_desa(), periode.awal))
    return blok_tanda(tata(kode).tanda_tangan, pada=pada, langkah=langkah)


def _kaki(kode: str, tahun: int, dari: int, sampai: int) -> str:
    nama = f"{NAMA_BUKU[kode]} {tahun} · {profil().nama_lengkap}"
    if dari != sampai:
        return nama
    sidik, versi = sidik_bulan_buku(tahun, dari)
    bulan = Periode(tahun, dari).nama
    keadaan = f"versi {versi} · sidik {sidik[:16]}" if sidik else "belum ditutup"
    return f"{NAMA_BUKU[kode]} {bulan} · {profil().nama_lengkap} · {keadaan}"


def nomor_pendek(nomor: str) -> str:
    """A number as a narrow column shows it: `0057/TBP` of `0057/TBP/99.01.01.2001/2026`."""
    return "/".join(nomor.split("/")[:2])


def baris_berlabel(kertas: Kertas, baris: Iterable[BarisKertas]) -> Iterator[Markup]:
    """The rows of a book as `<tr>`: the voucher number leads to the voucher, a balance below nought stands out."""
    kolom = kertas.tata.kolom
    kelas = {k.kunci: "n" if k.jenis in KANAN else "c" if k.jenis in ("kode", "tanggal") or k.kunci == "bukti"
             else "u" if k.kunci == "uraian" else "" for k in kolom}  # fmt: skip
    label = {k.kunci: escape(f"{k.kelompok}: {k.judul}" if k.kelompok else k.judul) for k in kolom}
    alamat = url_for("kas.lihat", dokumen_id=0)[:-1]
    for b in baris:
        isi = []
        for k in kolom:
            nilai = b.nilai.get(k.kunci)
            teks: str | Markup = escape(sel(k, nilai))
            if k.kunci == "bukti" and b.nilai.get("dokumen"):
                teks = f'<a href="{alamat}{b.nilai["dokumen"]}">{escape(nomor_pendek(str(nilai or ""))) or "lihat"}</a>'
            minus = " gawat" if k.kunci == "saldo" and nilai is not None and nilai < 0 else ""
            isi.append(f'<td class="{kelas[k.kunci]}{minus}" data-label="{label[k.kunci]}">{teks}</td>')
        tingkat = f' class="t{b.tingkat}"' if b.tingkat <= TEBAL + 1 else ""
        yield Markup(f"<tr{tingkat}>{''.join(isi)}</tr>\n")  # noqa: S704
