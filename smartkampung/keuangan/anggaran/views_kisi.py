"""Pages where a draft is typed: the grid of one kegiatan, pasted rows, the facts of a kegiatan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from smartkampung.inti.formulir import kunci_baris
from smartkampung.inti.galat import GalatDomain, TidakDitemukan
from smartkampung.inti.izin import perlu_izin, tanpa_kunci_sekali, tanpa_kunci_tulis
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.uang import NOL, rupiah
from smartkampung.inti.web import Layar, ambil_atau_404, potongan
from smartkampung.keuangan.acuan.harga import cari_harga
from smartkampung.keuangan.acuan.kode import baku_kegiatan, kode_depan
from smartkampung.keuangan.acuan.queries import acuan
from smartkampung.keuangan.anggaran import ubah
from smartkampung.keuangan.anggaran.isi import IsiAnggaran, Kegiatan, isi_versi
from smartkampung.keuangan.anggaran.kisi import (
    KOLOM,
    LAINNYA,
    Ketikan,
    baca_ketikan,
    baca_volume,
    baris_kisi,
    simpan_ketikan,
    simpan_tempelan,
    tulis_tempelan,
    tulis_volume,
)
from smartkampung.keuangan.anggaran.lihat import bilah, nama_orang
from smartkampung.keuangan.anggaran.models import CARA, PENANDA, VersiAnggaran
from smartkampung.keuangan.anggaran.tulis import KegiatanBaru
from smartkampung.keuangan.aturan.services import periksa_versi
from smartkampung.keuangan.forms import FormKegiatan, FormTempelan

bp = Blueprint("kisi", __name__, url_prefix="/keuangan/anggaran/versi/<int:versi_id>")
UMUM = "umum"  # income and financing: lines without a kegiatan
BARU = 3  # empty rows at the foot of the grid


class VolumeSalah(GalatDomain):
    """Not a volume."""

    pesan = "Tulis volume dengan angka, misalnya 620 atau 92,5."
    medan = "volume"


def _baca(versi_id: int, kode: str) -> tuple[VersiAnggaran, IsiAnggaran, Kegiatan | None]:
    versi = ambil_atau_404(VersiAnggaran, versi_id)
    isi = isi_versi(versi)
    if kode != UMUM and kode not in isi.kegiatan:
        raise TidakDitemukan()
    return versi, isi, isi.kegiatan.get(kode)


def _boleh(versi: VersiAnggaran, kegiatan: Kegiatan | None) -> bool:
    return ubah.boleh_ubah(versi, kegiatan.pka_id if kegiatan else None, current_user,
                           kegiatan=kegiatan.kode if kegiatan else "")


def _kode(kode: str) -> str:
    return "" if kode == UMUM else kode


def _tampil(versi: VersiAnggaran, kode: str, baris: Sequence[Ketikan], *, salah: int = 0) -> str:
    _versi, isi, kegiatan = _baca(versi.id, kode)
    daftar, boleh = acuan(versi.tahun), _boleh(versi, kegiatan)
    rekening = [r for awalan in (("5",) if kegiatan else ("4", "6")) for r in daftar.objek(awalan)]
    lazim = next((b.teks["sumber_dana"] for b in reversed(baris) if b.teks.get("sumber_dana")), "")
    kosong = [Ketikan({"sumber_dana": lazim}) for _n in range(BARU)] if boleh else []
    urut = list(isi.kegiatan)
    ke = urut.index(kode) if kegiatan else -1
    return render_template(
        "keuangan/anggaran/kisi.html", v=versi, kode=kode, kegiatan=kegiatan, baris=[*baris, *kosong], boleh=boleh,
        rekening=rekening, sumber=list(daftar.sumber_dana.items()), nama_rekening=daftar.nama_rekening, acuan=daftar,
        bilah=bilah(versi, _kode(kode), kegiatan.pagu if kegiatan else NOL), salah=salah,
        temuan=_temuan(versi, kode) if kegiatan else [],
        pka=nama_orang({kegiatan.pka_id}).get(kegiatan.pka_id, "") if kegiatan and kegiatan.pka_id else "",
        sebelum=urut[ke - 1] if ke > 0 else None, sesudah=urut[ke + 1] if -1 < ke < len(urut) - 1 else None,
        cara=CARA, penanda=PENANDA, tulis_volume=tulis_volume,
    )  # fmt: skip


def _temuan(versi: VersiAnggaran, kode: str) -> list[Any]:
    return [t for t in periksa_versi(versi) if t.kegiatan == kode]


@bp.get("/isi/<kode>")
@perlu_izin("keuangan.lihat")
def lihat(versi_id: int, kode: str) -> ResponseReturnValue:
    """The lines of one kegiatan, or of income and financing."""
    versi, isi, _kegiatan = _baca(versi_id, kode)
    return _tampil(versi, kode, baris_kisi(versi, isi, _kode(kode)))


def _ketikan() -> list[Ketikan]:
    kolom = {k: request.form.getlist(k) for k in (*KOLOM, *LAINNYA)}
    banyak = max((len(n) for n in kolom.values()), default=0)
    semua = (baca_ketikan({k: n[i] for k, n in kolom.items() if i < len(n)}) for i in range(banyak))
    return [b for b in semua if not b.kosong]


@bp.post("/isi/<kode>")
@perlu_izin("keuangan.susun", "keuangan.bendahara")
def simpan(versi_id: int, kode: str) -> ResponseReturnValue:
    """Save all rows; the wrong ones come back as typed, beside the sentences."""
    versi, _isi, _kegiatan = _baca(versi_id, kode)
    semua = _ketikan()
    simpan_ketikan(versi, _kode(kode), semua, oleh=current_user)
    salah = [b for b in semua if b.galat]
    if not salah:
        flash(_("Baris tersimpan."), "berhasil")
        return redirect(url_for(".lihat", versi_id=versi.id, kode=kode), 303)
    return _tampil(versi, kode, semua, salah=len(salah))


@bp.post("/isi/<kode>/baris")
@perlu_izin("keuangan.susun", "keuangan.bendahara")
@tanpa_kunci_sekali
def simpan_baris(versi_id: int, kode: str) -> ResponseReturnValue:
    """Save the rows a script sends while people type; answers each row and the totals."""
    versi = ambil_atau_404(VersiAnggaran, versi_id)
    pagu = ubah.pagu_kegiatan(versi, _kode(kode))
    if pagu is None:
        raise TidakDitemukan()
    semua, daftar = _ketikan(), acuan(versi.tahun)
    simpan_ketikan(versi, _kode(kode), semua, oleh=current_user, daftar=daftar)
    return jsonify(baris=[{"teks": b.teks, "galat": b.galat} for b in semua], bilah=potongan(
        "keuangan/anggaran/bilah.html", bilah=bilah(versi, _kode(kode), pagu), acuan=daftar))


@bp.post("/isi/<kode>/hapus")
@perlu_izin("keuangan.susun", "keuangan.bendahara")
def hapus_baris(versi_id: int, kode: str) -> ResponseReturnValue:
    """Take one line away."""
    versi, _isi, _kegiatan = _baca(versi_id, kode)
    ubah.hapus_butir(versi, _kode(kode), request.form.get("id", 0, type=kunci_baris), request.form.get("sidik", ""),
                     oleh=current_user)
    flash(_("Baris dihapus."), "berhasil")
    return redirect(url_for(".lihat", versi_id=versi.id, kode=kode), 303)


@bp.get("/isi/<kode>/aturan")
@perlu_izin("keuangan.lihat")
def aturan(versi_id: int, kode: str) -> ResponseReturnValue:
    """What breaks the rules in one kegiatan: a piece of the page, asked again after each save."""
    versi, _isi, _kegiatan = _baca(versi_id, kode)
    return jsonify(html=potongan("keuangan/anggaran/temuan_kegiatan.html", temuan=_temuan(versi, _kode(kode))))


@bp.route("/isi/<kode>/tempel", methods=["GET", "POST"])
@perlu_izin("keuangan.susun", "keuangan.bendahara")
def tempel(versi_id: int, kode: str) -> ResponseReturnValue:
    """Rows from a spreadsheet: the right ones are kept, the wrong ones come back with their sentences."""
    versi, _isi, kegiatan = _baca(versi_id, kode)
    form = FormTempelan()
    layar = Layar("keuangan/anggaran/tempel.html", form=form, v=versi, kode=kode, kegiatan=kegiatan, salah=[], banyak=0)
    if not form.validate_on_submit():
        return layar.tampil()
    mentah = request.form.get("tempelan", "")
    banyak, salah = simpan_tempelan(versi, _kode(kode), mentah, oleh=current_user)
    if not salah:
        flash(ngettext("%(num)s baris ditambahkan.", "%(num)s baris ditambahkan.", banyak), "berhasil")
        return redirect(url_for(".lihat", versi_id=versi.id, kode=kode), 303)
    form.tempelan.data = tulis_tempelan(salah)
    form.tempelan.raw_data = None
    return render_template("keuangan/anggaran/tempel.html", form=form, v=versi, kode=kode, kegiatan=kegiatan,
                           salah=salah, banyak=banyak)


@bp.post("/harga")
@perlu_izin("keuangan.susun", "keuangan.bendahara")
@tanpa_kunci_tulis
@tanpa_kunci_sekali
def harga(versi_id: int) -> ResponseReturnValue:
    """Standard prices for what is typed in the grid."""
    ambil_atau_404(VersiAnggaran, versi_id)
    semua = cari_harga(request.form.get("q", "")[:80], hari_desa())
    return jsonify(hasil=[{"id": h.id, "uraian": h.uraian, "spesifikasi": h.spesifikasi, "satuan": h.satuan,
                           "harga": rupiah(h.harga, simbol=False), "kode": h.kode} for h in semua])


# --- kegiatan ------------------------------------------------------------------------------------------


def _isian(form: FormKegiatan, kode: str) -> KegiatanBaru:
    nama = [f.name for f in fields(KegiatanBaru) if f.name in form and f.name not in ("kode", "volume")]
    nilai: dict[str, Any] = {n: form[n].data for n in nama}
    kosong: dict[str, Any] = dict.fromkeys(("laki", "perempuan", "artm"), 0) | {"pagu": NOL}
    kosong |= dict.fromkeys(("pka_id", "mulai", "selesai"))
    bersih = {k: n if n not in (None, "") else kosong.get(k, "") for k, n in nilai.items()}
    try:
        volume = baca_volume(form.volume.data) if form.volume.data else NOL
    except ValueError as galat:
        raise VolumeSalah() from galat
    return KegiatanBaru(kode, volume=volume, **bersih)


@bp.route("/kegiatan/tambah", methods=["GET", "POST"])
@perlu_izin("keuangan.susun")
def tambah(versi_id: int) -> ResponseReturnValue:
    """Add a kegiatan."""
    versi = ambil_atau_404(VersiAnggaran, versi_id)
    form = FormKegiatan()
    layar = Layar("keuangan/anggaran/kegiatan.html", form=form, v=versi, kode=None,
                  daftar=acuan(versi.tahun).daftar_kegiatan())
    if not form.validate_on_submit():
        return layar.tampil()
    kode = baku_kegiatan(kode_depan(form.kode.data or ""))
    ubah.tambah_kegiatan(versi, _isian(form, kode), oleh=current_user)
    return redirect(url_for(".lihat", versi_id=versi.id, kode=kode), 303)


@bp.route("/kegiatan/<kode>/ubah", methods=["GET", "POST"])
@perlu_izin("keuangan.susun")
def ubah_kegiatan(versi_id: int, kode: str) -> ResponseReturnValue:
    """Change the facts of a kegiatan."""
    versi, _isi, kegiatan = _baca(versi_id, kode)
    if kegiatan is None:
        raise TidakDitemukan()
    isi = {f.name: getattr(kegiatan, f.name) for f in fields(KegiatanBaru)}
    form = FormKegiatan(**isi | {"volume": tulis_volume(kegiatan.volume), "cacah": kegiatan.versi})
    layar = Layar("keuangan/anggaran/kegiatan.html", form=form, v=versi, kode=kode, daftar=())
    if not form.validate_on_submit():
        return layar.tampil()
    ubah.ubah_kegiatan(versi, kode, _isian(form, kode), cacah=form.cacah.data or 0, oleh=current_user)
    flash(_("Kegiatan disimpan."), "berhasil")
    return redirect(url_for(".lihat", versi_id=versi.id, kode=kode), 303)


@bp.post("/kegiatan/<kode>/hapus")
@perlu_izin("keuangan.susun")
def hapus(versi_id: int, kode: str) -> ResponseReturnValue:
    """Take an empty kegiatan out."""
    versi, _isi, _kegiatan = _baca(versi_id, kode)
    ubah.hapus_kegiatan(versi, kode, oleh=current_user)
    flash(_("Kegiatan %(kode)s dihapus.", kode=kode), "berhasil")
    return redirect(url_for("anggaran.lihat", versi_id=versi.id), 303)
