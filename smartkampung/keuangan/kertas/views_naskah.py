"""The texts of Perdes and Perkades: read, changed with a preview, printed."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from smartkampung.inti.galat import TidakDitemukan
from smartkampung.inti.izin import perlu_izin
from smartkampung.inti.web import Layar, ambil_atau_404, kirim_pdf
from smartkampung.keuangan.anggaran.models import VersiAnggaran
from smartkampung.keuangan.kertas import naskah
from smartkampung.keuangan.kertas.forms import FormNaskah
from smartkampung.surat.kode_isian import KODE_DESA

bp = Blueprint("naskah_anggaran", __name__, url_prefix="/keuangan/naskah/<int:versi_id>")


def _versi(versi_id: int, jenis: str = "") -> VersiAnggaran:
    versi = ambil_atau_404(VersiAnggaran, versi_id)
    if jenis and jenis not in naskah.UNTUK[versi.jenis]:
        raise TidakDitemukan()
    return versi


@bp.get("")
@perlu_izin("keuangan.lihat")
def daftar(versi_id: int) -> ResponseReturnValue:
    """The regulations a version needs."""
    versi = _versi(versi_id)
    semua = [(j, naskah.judul_naskah(j), naskah.naskah_dipakai(j)[1]) for j in naskah.UNTUK[versi.jenis]]
    return render_template("keuangan/kertas/naskah.html", versi=versi, semua=semua)


@bp.get("/<jenis>")
@perlu_izin("keuangan.lihat")
def lihat(versi_id: int, jenis: str) -> ResponseReturnValue:
    """One of them with the facts of the version."""
    versi = _versi(versi_id, jenis)
    isi, urut = naskah.naskah_dipakai(jenis)
    return render_template(
        "keuangan/kertas/naskah_lihat.html", versi=versi, jenis=jenis, judul=naskah.judul_naskah(jenis), urut=urut,
        n=naskah.susun_naskah(jenis, isi, versi), asing=naskah.kode_asing(isi, naskah.nilai_naskah(versi)),
    )  # fmt: skip


@bp.get("/<jenis>.pdf")
@perlu_izin("keuangan.lihat")
def pdf(versi_id: int, jenis: str) -> Response:
    """On paper."""
    versi = _versi(versi_id, jenis)
    isi, _urut = naskah.naskah_dipakai(jenis)
    return kirim_pdf(naskah.pdf_naskah(jenis, isi, versi), f"{jenis}-{versi.tahun}-v{versi.urut}.pdf")


@bp.route("/<jenis>/ubah", methods=["GET", "POST"])
@perlu_izin("keuangan.koordinasi")
def ubah(versi_id: int, jenis: str) -> ResponseReturnValue:
    """Change the village's text; the preview shows it with the facts of this version, unsaved."""
    versi = _versi(versi_id, jenis)
    form, bawaan = _form(jenis)
    isi = _isi(form)
    layar = Layar("keuangan/kertas/naskah_ubah.html", form=form, versi=versi, jenis=jenis, bawaan=bawaan,
                  judul=naskah.judul_naskah(jenis), n=naskah.susun_naskah(jenis, isi, versi),
                  asing=naskah.kode_asing(isi, naskah.nilai_naskah(versi)), kode=_kode(),
                  riwayat=naskah.semua_versi(jenis))  # fmt: skip
    if not form.validate_on_submit() or request.form.get("aksi") == "pratinjau":
        return layar.tampil(200 if not form.errors else None)
    naskah.simpan_naskah(jenis, isi, form.versi.data or 0, oleh=current_user)
    flash(_("Naskah disimpan sebagai versi baru."), "berhasil")
    return redirect(url_for(".lihat", versi_id=versi_id, jenis=jenis), 303)


def _form(jenis: str) -> tuple[FormNaskah, bool]:
    """The form: as posted, from an older version (`?dari=`), or the text in use."""
    isi, urut = naskah.naskah_dipakai(jenis)
    dari = request.args.get("dari", type=int)
    if dari == 0:
        isi = naskah.naskah_bawaan(jenis)
    elif dari:
        lama = next((v for v in naskah.semua_versi(jenis) if v.urut == dari), None)
        isi = naskah.IsiNaskah(lama.tentang, lama.menimbang, lama.mengingat, lama.isi) if lama else isi
    data: dict[str, Any] = {k: getattr(isi, k) for k in naskah.IsiNaskah.__slots__} | {"versi": urut}
    return FormNaskah(data=data), urut == 0


def _isi(form: FormNaskah) -> naskah.IsiNaskah:
    return naskah.IsiNaskah(*(form[k].data or "" for k in naskah.IsiNaskah.__slots__))


def _kode() -> list[tuple[str, dict[str, str]]]:
    """The placeholders, in groups."""
    return [(_("Anggaran"), naskah.KODE_ANGGARAN), (_("Desa"), KODE_DESA)]
