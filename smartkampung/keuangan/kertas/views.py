"""Papers of a version: the list, the paper on screen, PDF, workbook."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from smartkampung.audit.simpanan import ingat
from smartkampung.inti.galat import TidakDitemukan
from smartkampung.inti.izin import perlu_izin
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.web import ambil_atau_404
from smartkampung.keuangan.acuan.kode import baku_kegiatan
from smartkampung.keuangan.anggaran.isi import isi_versi, tahun_anggaran, versi_berlaku, versi_tahun, versi_terkini
from smartkampung.keuangan.anggaran.models import VersiAnggaran
from smartkampung.keuangan.kertas.bentuk import Kertas
from smartkampung.keuangan.kertas.keluar import baris_layar, kirim
from smartkampung.keuangan.kertas.susun import NAMA_KERTAS, PER_KEGIATAN, PERUBAHAN, kertas_versi

bp = Blueprint("kertas_anggaran", __name__, url_prefix="/keuangan/kertas")


@bp.get("")
@perlu_izin("keuangan.lihat")
def awal() -> ResponseReturnValue:
    """To the papers of the version in force, or of the newest one."""
    kini, semua = hari_desa().year, tahun_anggaran()
    tahun = next((t for t in semua if t <= kini), semua[0] if semua else None)
    versi = (versi_berlaku(tahun) or versi_terkini(tahun)) if tahun else None
    if versi is None:
        return render_template("keuangan/kertas/daftar.html", versi=None)
    return redirect(url_for(".daftar", versi_id=versi.id))


@bp.get("/<int:versi_id>")
@perlu_izin("keuangan.lihat")
def daftar(versi_id: int) -> ResponseReturnValue:
    """The papers of a version, and its kegiatan with theirs."""
    versi = ambil_atau_404(VersiAnggaran, versi_id)
    isi = isi_versi(versi)
    return render_template(
        "keuangan/kertas/daftar.html", versi=versi, isi=isi, per_kegiatan=PER_KEGIATAN,
        kertas={k: n for k, n in NAMA_KERTAS.items() if versi.dasar_id or k not in PERUBAHAN},
        pilihan=[(v.id, v.nama + " · " + v.lencana[0]) for t in tahun_anggaran() for v in reversed(versi_tahun(t))],
    )  # fmt: skip


@bp.get("/pilih")
@perlu_izin("keuangan.lihat")
def pilih() -> ResponseReturnValue:
    """From the list of versions to one of them."""
    return redirect(url_for(".daftar", versi_id=request.args.get("versi", 0, type=int)))


def _kertas(versi_id: int, kode: str) -> Kertas:
    kegiatan = baku_kegiatan(request.args.get("kegiatan", "")) or None
    return kertas_versi(kode, ambil_atau_404(VersiAnggaran, versi_id), kegiatan)


def _layar(kertas: Kertas) -> tuple[Kertas, list[Markup]]:
    """A paper with the rows of its parts as they stand on the page."""
    return kertas, [Markup("").join(baris_layar(kertas, b)) for b in kertas.bagian]


@bp.get("/<int:versi_id>/<kode>")
@perlu_izin("keuangan.lihat")
def lihat(versi_id: int, kode: str) -> ResponseReturnValue:
    """A paper on screen; those per kegiatan without a kegiatan lead to the list."""
    kegiatan = baku_kegiatan(request.args.get("kegiatan", "")) or None
    if kode in PER_KEGIATAN and kegiatan is None:
        return redirect(url_for(".daftar", versi_id=versi_id, _anchor="kegiatan"))
    kertas, baris = ingat(("keuangan.kertas", versi_id, kode, kegiatan), lambda: _layar(_kertas(versi_id, kode)))
    return render_template(
        "keuangan/kertas/lihat.html", kertas=kertas, versi=ambil_atau_404(VersiAnggaran, versi_id), kode=kode,
        kegiatan=kegiatan, baris=baris, judul=_("%(k)s %(t)s", k=kertas.judul[0], t=kertas.tahun),
    )  # fmt: skip


@bp.get("/<int:versi_id>/<kode>.<bentuk>")
@perlu_izin("keuangan.lihat")
def unduh(versi_id: int, kode: str, bentuk: str) -> Response:
    """A paper as PDF or XLSX."""
    if bentuk not in ("pdf", "xlsx"):
        raise TidakDitemukan()
    return kirim(_kertas(versi_id, kode), bentuk)
