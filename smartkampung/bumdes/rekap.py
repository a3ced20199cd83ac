"""What BUMDes offer to the recap: one row per unit, ratios, the state of the checks, the link with the village."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from smartkampung.bumdes.buku.konteks import Buku, buku
from smartkampung.bumdes.buku.saldo import uang
from smartkampung.bumdes.hubungan.cocok import cocokkan
from smartkampung.bumdes.hubungan.models import BagianHasil, BagiHasil
from smartkampung.bumdes.laporan.angka import baca
from smartkampung.bumdes.laporan.validasi import validasi
from smartkampung.bumdes.lembaga.models import Bumdes
from smartkampung.bumdes.sehat.rasio import rasio
from smartkampung.extensions import db
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.lembar import BagianRekap, IsiRekap, Kolom, Kontrol, Lembar
from smartkampung.inti.tanggal import Periode
from smartkampung.inti.uang import NOL

_UNIT = (
    Kolom("bumdes", "BUMDes", lebar=26), Kolom("unit", "Unit", lebar=26), Kolom("jenis", "Jenis"),
    Kolom("omzet", "Omzet tahun ini", "rupiah", jumlah=True), Kolom("beban", "Beban", "rupiah", jumlah=True),
    Kolom("laba", "Laba (rugi)", "rupiah", jumlah=True), Kolom("aset", "Aset", "rupiah", jumlah=True),
    Kolom("utang", "Utang", "rupiah", jumlah=True), Kolom("pades", "PADes", "rupiah", jumlah=True),
    Kolom("tenaga", "Tenaga kerja", "angka", jumlah=True),
)  # fmt: skip


def susun(periode: Periode) -> IsiRekap:
    """The sheets of a month: the year up to its end; a month under way up to today."""
    hari = min(periode.akhir, hari_desa())
    semua = [buku(b) for b in db.session.scalars(db.select(Bumdes).order_by(Bumdes.id)) if b.mulai_buku <= hari]
    unit = [r for b in semua for r in _unit(b, hari)]
    lembar = Lembar("bumdes_unit", "Unit usaha BUMDes", _UNIT, unit, subjudul=f"1 Januari sampai {hari:%d-%m-%Y}",
                    catatan=("Sebelum menghapus transaksi antar unit.",))  # fmt: skip
    laba = sum((uang(a.laba(a.gerak)) for a in (_setahun(b, list(b.entitas), hari) for b in semua)), NOL)
    kontrol = (Kontrol("Laba unit = laba konsolidasi", laba, ((1, "bumdes_unit", "laba"),)),)
    return IsiRekap((lembar, _rasio(semua, hari), _periksa(semua, hari), _cocok(semua, periode.tahun)), kontrol)


def _setahun(isi: Buku, ids: list[int], hari: date) -> Any:
    return baca(isi, ids, date(hari.year, 1, 1), hari)


def _unit(isi: Buku, hari: date) -> list[tuple[Any, ...]]:
    hasil = []
    for e in isi.entitas.values():
        a = _setahun(isi, [e.id], hari)
        omzet = -a.jumlah(a.gerak, lambda x: x.kelompok in ("PENDAPATAN", "PENDAPATAN_LAIN"))
        beban = omzet - a.laba(a.gerak)
        aset = a.jumlah(a.akhir, lambda x: x.kelompok == "ASET" and x.peran != "rk_unit")
        utang = -a.jumlah(a.akhir, lambda x: x.kelompok == "KEWAJIBAN")
        hasil.append((isi.bumdes.nama, e.nama, e.nama_jenis, uang(omzet), uang(beban), uang(omzet - beban), uang(aset),
                      uang(utang), pades(isi.bumdes, hari.year) if e.pusat else NOL, e.tenaga_kerja))  # fmt: skip
    return hasil


def pades(bumdes: Bumdes, tahun: int) -> Decimal:
    """The village's share decided in a year."""
    nilai = db.session.scalar(db.select(db.func.sum(BagianHasil.nilai)).join(
        BagiHasil, BagiHasil.id == BagianHasil.bagi_hasil_id).where(
        BagiHasil.bumdes_id == bumdes.id, BagianHasil.kode == "desa",
        BagiHasil.musdes_tanggal.between(date(tahun, 1, 1), date(tahun, 12, 31))))  # fmt: skip
    return nilai or NOL


def _rasio(semua: list[Buku], hari: date) -> Lembar:
    kolom = (Kolom("bumdes", "BUMDes", lebar=26), Kolom("rasio", "Rasio", lebar=26), Kolom("rumus", "Rumus", lebar=50),
             Kolom("atas", "Pembilang", "rupiah"), Kolom("bawah", "Penyebut", "rupiah"),
             Kolom("nilai", "Hasil", "angka"), Kolom("satuan", "Satuan"))  # fmt: skip
    baris = [(b.bumdes.nama, r.nama, r.rumus, r.atas, r.bawah, r.nilai, r.satuan) for b in semua
             for r in rasio(_setahun(b, list(b.entitas), hari))]  # fmt: skip
    return Lembar("bumdes_rasio", "Rasio BUMDes", kolom, baris)


def _periksa(semua: list[Buku], hari: date) -> Lembar:
    kolom = (Kolom("bumdes", "BUMDes", lebar=26), Kolom("uji", "Pemeriksaan", lebar=60),
             Kolom("selisih", "Selisih", "rupiah"), Kolom("hasil", "Hasil"))  # fmt: skip
    baris = [(b.bumdes.nama, u.nama, u.selisih, "cocok" if u.baik else "ingat" if u.ingat else "selisih")
             for b in semua for u in validasi(b, hari) if not u.baik or "Konsolidasi" in u.nama]  # fmt: skip
    return Lembar("bumdes_periksa", "Pemeriksaan BUMDes", kolom, baris)


def _cocok(semua: list[Buku], tahun: int) -> Lembar:
    kolom = (Kolom("bumdes", "BUMDes", lebar=26), Kolom("arah", "Arah", lebar=36), Kolom("tanggal", "Tanggal",
                                                                                         "tanggal"),
             Kolom("uraian", "Uraian", lebar=40), Kolom("desa", "Keuangan desa", "rupiah"),
             Kolom("usaha", "BUMDes", "rupiah"), Kolom("hasil", "Hasil"))  # fmt: skip
    baris = [(b.bumdes.nama, x.arah, x.tanggal, x.uraian, x.desa, x.bumdes, "cocok" if x.cocok else "satu sisi")
             for b in semua for x in cocokkan(b, tahun)]  # fmt: skip
    return Lembar("bumdes_rekonsiliasi", "Rekonsiliasi BUMDes", kolom, baris)


BAGIAN = BagianRekap("bumdes", "BUMDes", susun)
