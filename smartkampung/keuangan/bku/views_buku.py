"""Pages of the books: each month on a page, the month or the year as PDF and workbook."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from smartkampung.inti.formulir import kunci_baris
from smartkampung.inti.galat import TidakDitemukan
from smartkampung.inti.izin import perlu_izin
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.tanggal import BULAN, Periode
from smartkampung.keuangan.bku.baris import bulan_terakhir
from smartkampung.keuangan.bku.keluar import kirim_buku
from smartkampung.keuangan.bku.kertas import (
    BUKU_BANK,
    BUKU_PAJAK,
    NAMA_BUKU,
    baris_berlabel,
    kertas_buku,
    rekening_buku,
)
from smartkampung.keuangan.bku.rincian import daftar_kunci, kertas_rincian, kunci_diminta
from smartkampung.keuangan.bku.views import pilihan_tahun, tahun_dipilih
from smartkampung.keuangan.kas.bulan import NAMA_BULAN_BUKU, bulan_buku
from smartkampung.keuangan.kertas.keluar import kirim
from smartkampung.keuangan.penerimaan.rekening import semua_rekening
from smartkampung.keuangan.setor.kode import semua_pajak

bp = Blueprint("bku", __name__, url_prefix="/keuangan/buku")


def _bulan(tahun: int) -> int:
    minta = request.args.get("bulan", 0, type=int)
    return minta if 1 <= minta <= 12 else bulan_terakhir(tahun)


@bp.get("")
@perlu_izin("keuangan.lihat")
def awal() -> ResponseReturnValue:
    """The Buku Kas Umum of this month."""
    return lihat("buku-kas-umum")


@bp.get("/<kode>")
@perlu_izin("keuangan.lihat")
def lihat(kode: str) -> ResponseReturnValue:
    """One month of one book."""
    if kode not in NAMA_BUKU:
        raise TidakDitemukan()
    tahun = tahun_dipilih()
    bulan, rekening = _bulan(tahun), rekening_buku(request.args.get("rekening", 0, type=kunci_baris))
    pajak = request.args.get("pajak", "") if kode == BUKU_PAJAK else ""
    kertas = kertas_buku(kode, tahun, bulan, bulan, rekening_id=rekening.id if rekening else None, pajak=pajak)
    periode = Periode(tahun, bulan)
    buku = bulan_buku(tahun).get(bulan)
    tambahan = {"rekening": rekening.id} if rekening and kode == BUKU_BANK else {"pajak": pajak} if pajak else {}
    return render_template(
        "keuangan/buku/lihat.html", kode=kode, nama=NAMA_BUKU, kertas=kertas, bagian=kertas.bagian[0], periode=periode,
        baris=list(baris_berlabel(kertas, kertas.bagian[0].baris)), rekening=rekening, tambahan=tambahan, pajak=pajak,
        semua_rekening=[(r.id, r.sebutan) for r in semua_rekening()],
        pilihan_tahun=pilihan_tahun(), pilihan_bulan=list(enumerate(BULAN, start=1)), pilihan_pajak=semua_pajak(),
        keadaan=NAMA_BULAN_BUKU[buku.keadaan] if buku else "", sudah=periode.akhir < hari_desa())  # fmt: skip


@bp.get("/<kode>.<bentuk>")
@perlu_izin("keuangan.lihat")
def unduh(kode: str, bentuk: str) -> Response:
    """A month (`bulan`) or, without it, the whole year as PDF or XLSX."""
    if bentuk not in ("pdf", "xlsx") or kode not in NAMA_BUKU:
        raise TidakDitemukan()
    tahun, bulan = tahun_dipilih(), request.args.get("bulan", 0, type=int)
    dari, sampai = (bulan, bulan) if 1 <= bulan <= 12 else (1, 12)
    rekening_id = request.args.get("rekening", type=kunci_baris)
    return kirim_buku(kertas_buku(kode, tahun, dari, sampai, rekening_id=rekening_id,
                                  pajak=request.args.get("pajak", "")), bentuk)  # fmt: skip


@bp.get("/rincian")
@perlu_izin("keuangan.lihat")
def rincian() -> ResponseReturnValue:
    """The keys of the budget with what was realised, each leading to its card."""
    tahun = tahun_dipilih()
    awalan = request.args.get("awalan", "5")
    return render_template("keuangan/buku/rincian.html", tahun=tahun, nama=NAMA_BUKU, awalan=awalan,
                           isi=daftar_kunci(tahun, awalan if awalan in ("4", "5", "6") else "5"),
                           pilihan_tahun=pilihan_tahun())  # fmt: skip


@bp.get("/rincian/kartu")
@perlu_izin("keuangan.lihat")
def kartu() -> ResponseReturnValue:
    """The control card of one key."""
    tahun = tahun_dipilih()
    kunci = kunci_diminta(tahun, request.args.get("kunci", ""))
    kertas = kertas_rincian(tahun, kunci)
    return render_template("keuangan/buku/kartu.html", tahun=tahun, kertas=kertas, bagian=kertas.bagian[0],
                           kunci="|".join(kunci),
                           baris=list(baris_berlabel(kertas, kertas.bagian[0].baris)))  # fmt: skip


@bp.get("/rincian/kartu.<bentuk>")
@perlu_izin("keuangan.lihat")
def unduh_kartu(bentuk: str) -> Response:
    """The card as paper."""
    if bentuk not in ("pdf", "xlsx"):
        raise TidakDitemukan()
    tahun = tahun_dipilih()
    return kirim(kertas_rincian(tahun, kunci_diminta(tahun, request.args.get("kunci", ""))), bentuk)
