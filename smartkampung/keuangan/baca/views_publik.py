"""The budget for everybody: only versions in force, no names of people; and the baliho."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from smartkampung.audit.simpanan import ingat
from smartkampung.desa.queries import profil
from smartkampung.extensions import db
from smartkampung.inti.galat import TidakDitemukan
from smartkampung.inti.izin import publik
from smartkampung.inti.web import kirim_pdf, unduh
from smartkampung.keuangan.anggaran.isi import isi_versi
from smartkampung.keuangan.anggaran.models import BERLAKU, DIGANTIKAN, VersiAnggaran
from smartkampung.keuangan.baca import queries
from smartkampung.keuangan.baca.baliho import UKURAN_BALIHO, cetak_baliho
from smartkampung.keuangan.kertas.keluar import XLSX, xlsx_kertas
from smartkampung.keuangan.kertas.susun import kertas_versi

bp = Blueprint("apbdes_umum", __name__, url_prefix="/apbdes")


def _tahun_terbuka() -> list[int]:
    """The years whose budget is in force."""
    pilih = db.select(VersiAnggaran.tahun).filter_by(keadaan=BERLAKU).distinct()
    return sorted(db.session.scalars(pilih), reverse=True)


def _versi(tahun: int) -> VersiAnggaran:
    versi = db.session.scalar(db.select(VersiAnggaran).filter_by(tahun=tahun, keadaan=BERLAKU))
    if versi is None:
        raise TidakDitemukan()
    return versi


@bp.get("")
@publik
def awal() -> ResponseReturnValue:
    """The newest budget in force."""
    tahun = _tahun_terbuka()
    if not tahun:
        return render_template("keuangan/baca/umum.html", versi=None, desa=profil())
    return _tampil(tahun[0], tahun)


@bp.get("/<int:tahun>")
@publik
def lihat(tahun: int) -> ResponseReturnValue:
    """The budget in force of a year."""
    return _tampil(tahun, _tahun_terbuka())


def _tampil(tahun: int, pilihan: list[int]) -> ResponseReturnValue:
    versi = _versi(tahun)
    isi = isi_versi(versi)
    pohon = ingat(("keuangan.pohon_umum", versi.id, versi.catatan), lambda: queries.pohon(isi))
    pernah = db.session.scalars(
        db.select(VersiAnggaran).where(VersiAnggaran.tahun == tahun, VersiAnggaran.keadaan.in_((BERLAKU, DIGANTIKAN)))
        .order_by(VersiAnggaran.urut)
    )  # fmt: skip
    return render_template(
        "keuangan/baca/umum.html", versi=versi, isi=isi, pohon=pohon, desa=profil(), pilihan=pilihan,
        pendapatan=queries.rekening_pohon(isi, "4"), sumber=queries.per_sumber(isi), pernah=list(pernah),
        ukuran_baliho=UKURAN_BALIHO,
    )  # fmt: skip


@bp.get("/<int:tahun>/baliho.pdf")
@publik
def baliho(tahun: int) -> Response:
    """The infographic: 3 × 2 m for the board, A3 for the wall."""
    ukuran = request.args.get("ukuran", "3x2")
    if ukuran not in UKURAN_BALIHO:
        raise TidakDitemukan()
    return kirim_pdf(cetak_baliho(_versi(tahun), ukuran), f"baliho-apbdes-{tahun}-{ukuran}.pdf")


@bp.get("/<int:tahun>/apbdes.xlsx")
@publik
def xlsx(tahun: int) -> Response:
    """The annex of the Perdes as a workbook."""
    versi = _versi(tahun)
    return unduh(xlsx_kertas(kertas_versi("apbdes", versi)), f"apbdes-{tahun}.xlsx", XLSX)
