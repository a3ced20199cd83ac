"""Progress of kegiatan: the list, one kegiatan with its history, recording by its PKA."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from smartkampung.extensions import db
from smartkampung.inti.berkas import Berkas, baca_berkas, simpan_gambar
from smartkampung.inti.galat import TidakDitemukan
from smartkampung.inti.izin import perlu_izin
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.uang import NOL
from smartkampung.inti.web import Halaman, Layar, ambil_atau_404, nomor_halaman, unduh
from smartkampung.keuangan.acuan.kode import baku_kegiatan
from smartkampung.keuangan.anggaran.isi import Kegiatan
from smartkampung.keuangan.anggaran.kisi import baca_volume
from smartkampung.keuangan.dpa.queries import nama_pka
from smartkampung.keuangan.dpa.views import tahun_dipilih
from smartkampung.keuangan.kertas.kegiatan import keterangan_kegiatan
from smartkampung.keuangan.laporan.forms import FormKemajuan
from smartkampung.keuangan.laporan.kegiatan import Capaian, capaian
from smartkampung.keuangan.laporan.kemajuan import (
    IsiKemajuan,
    catat_kemajuan,
    kegiatan_tahun,
    pka_kegiatan,
    riwayat_kemajuan,
)
from smartkampung.keuangan.laporan.lra import isi_lra
from smartkampung.keuangan.laporan.minta import Minta
from smartkampung.keuangan.laporan.models import KETERANGAN, RUPA_KETERANGAN, KemajuanKegiatan
from smartkampung.keuangan.laporan.views import pilihan_tahun

bp = Blueprint("kemajuan_kegiatan", __name__, url_prefix="/keuangan/kemajuan")
PER = 50
SARING = {"": "Semua", "milik": "Kegiatan saya", "belum": "Belum selesai", "kosong": "Belum dilaporkan"}


def _saring(semua: list[Capaian], saring: str) -> list[Capaian]:
    if saring == "milik":
        return [c for c in semua if c.pka_id == current_user.id]
    if saring == "belum":
        return [c for c in semua if not c.fisik.akhir]
    return [c for c in semua if not c.fisik.tanggal] if saring == "kosong" else semua


@bp.get("")
@perlu_izin("keuangan.lihat")
def daftar() -> ResponseReturnValue:
    """The kegiatan of a year: money beside work."""
    tahun, ke, saring = tahun_dipilih(), nomor_halaman(), request.args.get("saring", "")
    semua = _saring(capaian(Minta(tahun)), saring)
    isi = semua[(ke - 1) * PER : ke * PER]
    return render_template(
        "keuangan/laporan/kemajuan.html", tahun=tahun, hal=Halaman(isi, ke, len(semua) > ke * PER), saring=saring,
        pilihan_saring=list(SARING.items()), pilihan_tahun=pilihan_tahun(tahun), rupa=RUPA_KETERANGAN,
    )  # fmt: skip


@bp.get("/<int:tahun>/<kode>")
@perlu_izin("keuangan.lihat")
def lihat(tahun: int, kode: str) -> ResponseReturnValue:
    """One kegiatan with everything that was recorded."""
    satu, isi = kegiatan_tahun(tahun, baku_kegiatan(kode)), isi_lra(Minta(tahun))
    return render_template(
        "keuangan/laporan/kemajuan_lihat.html", tahun=tahun, satu=satu, riwayat=riwayat_kemajuan(tahun, satu.kode),
        c=next((c for c in capaian(Minta(tahun), isi) if c.kode == satu.kode), None), KETERANGAN=KETERANGAN,
        pka=_nama(tahun, satu), milik=pka_kegiatan(tahun, satu) == current_user.id, rupa=RUPA_KETERANGAN,
        ket=keterangan_kegiatan(satu, isi.isi),
    )  # fmt: skip


def _nama(tahun: int, satu: Kegiatan) -> str:
    nomor = pka_kegiatan(tahun, satu)
    return nama_pka([nomor]).get(nomor or 0, "")


@bp.route("/<int:tahun>/<kode>/catat", methods=["GET", "POST"])
@perlu_izin("keuangan.susun")
def catat(tahun: int, kode: str) -> ResponseReturnValue:
    """Record how far it is."""
    satu = kegiatan_tahun(tahun, baku_kegiatan(kode))
    lama = next(iter(riwayat_kemajuan(tahun, satu.kode)), None)
    form = FormKemajuan(tanggal=hari_desa(), persen=lama.persen if lama else None, keterangan=lama.keterangan if lama
                        else "", volume=f"{lama.volume.normalize():f}".replace(".", ",") if lama else "")  # fmt: skip
    layar = Layar("keuangan/laporan/kemajuan_catat.html", form=form, satu=satu, tahun=tahun, lama=lama)
    if not form.validate_on_submit() or (isi := _isi(form)) is None:
        return layar.tampil()
    catat_kemajuan(tahun, satu.kode, isi, oleh=current_user, foto=_foto(form), nama_pka=_nama(tahun, satu))
    flash(_("Kemajuan %(n)s dicatat: %(p)s %%.", n=satu.nama, p=isi.persen), "berhasil")
    return redirect(url_for(".lihat", tahun=tahun, kode=satu.kode), 303)


def _isi(form: FormKemajuan) -> IsiKemajuan | None:
    """What the form says; None, with the fault at its field, when the volume is no number."""
    try:
        volume = baca_volume(form.volume.data) if form.volume.data else NOL
    except (ValueError, InvalidOperation):
        volume = Decimal(-1)
    if volume < 0:
        form.volume.errors = [_("Tulis volume dengan angka, misalnya 120 atau 12,5.")]
        return None
    return IsiKemajuan(form.tanggal.data, form.persen.data or 0, volume, form.keterangan.data or "",
                       form.catatan.data or "", form.alasan.data or "")  # fmt: skip


def _foto(form: FormKemajuan) -> Berkas | None:
    unggahan = form.foto.data
    if not getattr(unggahan, "filename", ""):
        return None
    return simpan_gambar(unggahan.read(), unggahan.filename)


@bp.get("/foto/<int:catatan_id>")
@perlu_izin("keuangan.lihat")
def foto(catatan_id: int) -> Response:
    """The photo of a record."""
    baris = ambil_atau_404(KemajuanKegiatan, catatan_id)
    berkas = db.session.get(Berkas, baris.foto_id) if baris.foto_id else None
    if berkas is None:
        raise TidakDitemukan()
    return unduh(baca_berkas(berkas), berkas.nama, berkas.mime, lampiran=False)
