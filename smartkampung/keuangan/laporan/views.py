"""Reports on screen, as PDF, workbook and JSON; the rows behind a figure."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from flask import Blueprint, Response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from markupsafe import Markup

from smartkampung.inti.galat import TidakDitemukan
from smartkampung.inti.izin import perlu_izin
from smartkampung.inti.web import halaman, unduh
from smartkampung.inti.xlsx import buku_ke_bytes
from smartkampung.keuangan.acuan.queries import acuan
from smartkampung.keuangan.anggaran.isi import tahun_anggaran
from smartkampung.keuangan.dpa.views import tahun_dipilih
from smartkampung.keuangan.kas.models import JENIS_BARIS
from smartkampung.keuangan.kertas.bentuk import Kertas
from smartkampung.keuangan.kertas.keluar import XLSX, json_kertas, kirim
from smartkampung.keuangan.laporan.cetakan import terakhir
from smartkampung.keuangan.laporan.daftar import (
    BERBUKTI,
    LAPORAN,
    baris_terhubung,
    jenis_laporan,
    kertas_laporan,
    kertas_layar,
)
from smartkampung.keuangan.laporan.kekayaan import PENYUSUN
from smartkampung.keuangan.laporan.lra import isi_lra, per_sumber
from smartkampung.keuangan.laporan.minta import ANGGARAN, MASA, Minta, baca_minta
from smartkampung.keuangan.laporan.pembaca import nomor_pembaca
from smartkampung.keuangan.laporan.rincian import (
    Saringan,
    baris_rincian,
    judul_saringan,
    jumlah_rincian,
    lembar_rincian,
    pilih_rincian,
    tautan_bukti,
)

bp = Blueprint("laporan_keuangan", __name__, url_prefix="/keuangan/laporan")
bp.add_app_template_filter(nomor_pembaca)


def minta_kini() -> Minta:
    """The report the address asks for."""
    return baca_minta(request.args, tahun_dipilih())


@bp.get("")
@perlu_izin("keuangan.lihat")
def daftar() -> ResponseReturnValue:
    """The reports of a year."""
    minta = minta_kini()
    return render_template("keuangan/laporan/daftar.html", minta=minta, laporan=LAPORAN.values(),
                           pilihan_tahun=pilihan_tahun(minta.tahun))  # fmt: skip


def pilihan_tahun(tahun: int) -> list[tuple[int, str]]:
    """The years that can be chosen."""
    return [(t, str(t)) for t in sorted({*tahun_anggaran(), tahun}, reverse=True)]


def pilihan_masa() -> list[tuple[str, str]]:
    """The periods that can be chosen."""
    return list(MASA.items())


def _layar(kode: str, minta: Minta) -> tuple[Kertas, list[Markup]]:
    kertas = kertas_layar(kertas_laporan(kode, minta)) if kode in BERBUKTI else kertas_laporan(kode, minta)
    alamat, tetap = url_for(".rincian") if kode in BERBUKTI else "", minta.isian() | {"tahun": str(minta.tahun)}
    return kertas, [Markup("").join(baris_terhubung(kertas, b, alamat, tetap)) for b in kertas.bagian]


@bp.get("/<kode>")
@perlu_izin("keuangan.lihat")
def lihat(kode: str) -> ResponseReturnValue:
    """A report on screen."""
    minta, jenis = minta_kini(), jenis_laporan(kode)
    kertas, baris = _layar(kode, minta)
    return render_template("keuangan/laporan/lihat.html", minta=minta, jenis=jenis, kertas=kertas, baris=baris,
                           terakhir=terakhir(kode, minta), boleh=_boleh(), **_pilihan(minta))  # fmt: skip


def _boleh() -> bool:
    return any(current_user.punya_izin(i) for i in PENYUSUN)


def _pilihan(minta: Minta) -> dict[str, Any]:
    sumber = [("", _("Semua sumber dana"))] + [(k, f"{k} {n}") for k, n in acuan(minta.tahun).sumber_dana.items()]
    return {"pilihan_tahun": pilihan_tahun(minta.tahun), "pilihan_masa": pilihan_masa(),
            "pilihan_anggaran": list(ANGGARAN.items()), "pilihan_sumber": sumber}  # fmt: skip


@bp.get("/<kode>.<bentuk>")
@perlu_izin("keuangan.lihat")
def berkas(kode: str, bentuk: str) -> Response:
    """A report as PDF, XLSX or JSON."""
    kertas = kertas_laporan(kode, minta_kini())
    if bentuk in ("pdf", "xlsx"):
        return kirim(kertas, bentuk)
    if bentuk != "json":
        raise TidakDitemukan()
    isi = json.dumps(json_kertas(kertas), ensure_ascii=False, indent=1).encode()
    return unduh(isi, f"{kertas.nama}.json", "application/json")


@bp.get("/sumber-dana")
@perlu_izin("keuangan.lihat")
def sumber() -> ResponseReturnValue:
    """SiLPA per source of funds."""
    minta = minta_kini()
    lra = isi_lra(minta)
    return render_template("keuangan/laporan/sumber.html", minta=minta, semua=per_sumber(minta, lra),
                           **_pilihan(minta))  # fmt: skip


def _saringan(minta: Minta) -> Saringan:
    isi, semester = request.args, request.args.get("semester") == "1"
    return Saringan(minta.tahun, minta.akhir, minta.mulai if semester else None, isi.get("kegiatan", "")[:10],
                    isi.get("rekening", "")[:20], minta.sumber)  # fmt: skip


@bp.get("/rincian")
@perlu_izin("keuangan.lihat")
def rincian() -> ResponseReturnValue:
    """The rows of the journal behind a figure, each with its voucher."""
    minta = minta_kini()
    saring = _saringan(minta)
    hal = halaman(pilih_rincian(saring))
    hal = replace(hal, butir=baris_rincian(hal.butir))
    banyak, jumlah = jumlah_rincian(saring)
    return render_template("keuangan/laporan/rincian.html", minta=minta, judul_rincian=judul_saringan(saring), hal=hal,
                           banyak=banyak, jumlah=jumlah, tautan=tautan_bukti, jenis_baris=JENIS_BARIS,
                           argumen=dict(request.args))  # fmt: skip


@bp.get("/rincian.xlsx")
@perlu_izin("keuangan.lihat")
def rincian_xlsx() -> Response:
    """The same rows as a workbook."""
    return unduh(buku_ke_bytes([lembar_rincian(_saringan(minta_kini()))]), "rincian-realisasi.xlsx", XLSX)
