"""Pages that read a budget: overview, one kegiatan down to its RAB, years side by side."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from smartkampung.audit.simpanan import ingat
from smartkampung.inti.galat import TidakDitemukan
from smartkampung.inti.izin import perlu_izin
from smartkampung.inti.web import ambil_atau_404
from smartkampung.keuangan.acuan.queries import acuan
from smartkampung.keuangan.anggaran.isi import isi_versi, rab_versi, tahun_anggaran, versi_tahun
from smartkampung.keuangan.anggaran.models import VersiAnggaran
from smartkampung.keuangan.baca import queries
from smartkampung.keuangan.dpa.queries import dpa_tahun, nama_pka
from smartkampung.keuangan.dpa.views import tahun_dipilih
from smartkampung.keuangan.kertas.kegiatan import keterangan_kegiatan

bp = Blueprint("baca_anggaran", __name__, url_prefix="/keuangan/baca")


@bp.get("")
@perlu_izin("keuangan.lihat")
def awal() -> ResponseReturnValue:
    """The version in force of a year, else its newest."""
    semua = versi_tahun(tahun_dipilih())
    if not semua:
        return render_template("keuangan/baca/lihat.html", versi=None)
    versi = next((v for v in semua if v.keadaan == "berlaku"), semua[-1])
    return redirect(url_for(".lihat", versi_id=versi.id))


@bp.get("/pilih")
@perlu_izin("keuangan.lihat")
def pilih() -> ResponseReturnValue:
    """From the list of versions to one of them."""
    return redirect(url_for(".lihat", versi_id=request.args.get("versi", 0, type=int)))


@bp.get("/<int:versi_id>")
@perlu_izin("keuangan.lihat")
def lihat(versi_id: int) -> ResponseReturnValue:
    """One version: figures, charts, gauges, the tree."""
    versi = ambil_atau_404(VersiAnggaran, versi_id)
    isi = isi_versi(versi)
    semula = isi_versi(versi.dasar) if versi.dasar else None
    pohon = ingat(("keuangan.pohon", versi.id, versi.catatan), lambda: queries.pohon(isi, semula))
    return render_template(
        "keuangan/baca/lihat.html", versi=versi, isi=isi, semula=semula, pohon=pohon,
        pendapatan=queries.rekening_pohon(isi, "4"), pembiayaan=queries.rekening_pohon(isi, "6"),
        sumber=queries.per_sumber(isi), ukuran=queries.ukuran(isi),
        pilihan=[(v.id, f"{v.nama} · {v.lencana[0]}") for t in tahun_anggaran() for v in reversed(versi_tahun(t))],
    )  # fmt: skip


@bp.get("/<int:versi_id>/kegiatan/<kode>")
@perlu_izin("keuangan.lihat")
def kegiatan(versi_id: int, kode: str) -> ResponseReturnValue:
    """One kegiatan: its accounts, each with the RAB lines below it."""
    versi = ambil_atau_404(VersiAnggaran, versi_id)
    isi = isi_versi(versi)
    satu = isi.kegiatan.get(kode)
    if satu is None:
        raise TidakDitemukan()
    return render_template(
        "keuangan/baca/kegiatan.html", versi=versi, satu=satu, isi=isi, acuan=acuan(versi.tahun),
        baris=list(isi.saring("5", kegiatan=kode)), rab=rab_versi(versi, kode), ket=keterangan_kegiatan(satu, isi),
        pka=nama_pka([satu.pka_id]).get(satu.pka_id or 0, ""),
        dpa=[d for d in dpa_tahun(versi.tahun) if d.kegiatan == kode],
    )  # fmt: skip


@bp.get("/tahun")
@perlu_izin("keuangan.lihat")
def tahun() -> ResponseReturnValue:
    """The years side by side."""
    semua = queries.banding_tahun()
    return render_template("keuangan/baca/tahun.html", semua=semua, baris=queries.tabel_tahun(semua))
