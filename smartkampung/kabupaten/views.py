"""The matrix, the figures of one recap, the workbook of all villages, uploads by hand."""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from smartkampung.extensions import db
from smartkampung.inti.berkas import baca_berkas
from smartkampung.inti.galat import TidakDitemukan
from smartkampung.inti.izin import perlu_izin
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.tanggal import BULAN, Periode, sekarang
from smartkampung.inti.web import Halaman, Layar, nomor_halaman, unduh
from smartkampung.kabupaten import queries, services
from smartkampung.kabupaten.forms import UnggahForm
from smartkampung.kabupaten.gabungan import gabungkan
from smartkampung.kabupaten.models import Laporan, Penolakan
from smartkampung.kabupaten.terima import isi_masuk, terima
from smartkampung.rekap.baca import baca_bagian, bagan, ringkas
from smartkampung.rekap.banding import bandingkan
from smartkampung.rekap.forms import pilihan_bulan
from smartkampung.rekap.susun import MIME_XLSX

bp = Blueprint("kabupaten", __name__, url_prefix="/kabupaten")
PER_HALAMAN = 60


def _periode() -> Periode:
    """`?bulan=`, the month before the present one when it is absent or no month."""
    try:
        return Periode.baca(request.args.get("bulan", ""))
    except ValueError:
        return Periode.dari(hari_desa()).sebelum()


def _untuk_layar(baris: Sequence[queries.Baris], bulan: str = "") -> list[SimpleNamespace]:
    """Rows as the grid component takes them."""
    return [SimpleNamespace(nama=b.nama, url=url_for("desa_terdaftar.lihat", desa_id=b.id), sel=[
        SimpleNamespace(rupa=s.rupa, kata=s.kata, ket=s.ket, url=_alamat(s)) for s in b.sel]) for b in baris]


def _alamat(sel: queries.Sel) -> str:
    if sel.tolak_id is not None:
        return url_for("kabupaten.penolakan", tolak_id=sel.tolak_id)
    return url_for("kabupaten.lihat", rekap_id=sel.rekap_id) if sel.rekap_id is not None else ""


def _potong(semua: Sequence[Any]) -> Halaman:
    ke = nomor_halaman()
    awal = (ke - 1) * PER_HALAMAN
    return Halaman(semua[awal:awal + PER_HALAMAN], ke, len(semua) > awal + PER_HALAMAN)


@bp.get("")
@perlu_izin("kabupaten.lihat")
def matriks() -> ResponseReturnValue:
    """Village x report for one month."""
    periode, kecamatan = _periode(), request.args.get("kecamatan", "")
    semua = queries.daftar_desa(current_user)
    desa = [d for d in semua if not kecamatan or d.kecamatan == kecamatan]
    kolom = queries.daftar_laporan()
    baris = queries.matriks_bulan(desa, periode, kolom)
    hal = _potong(baris)
    return render_template(
        "kabupaten/matriks.html", periode=periode, kolom=kolom, hal=hal, baris=_untuk_layar(hal.butir),
        ringkas=queries.ringkas(baris), temuan=queries.tidak_cocok(desa, periode), bulan=pilihan_bulan(36),
        kecamatan=kecamatan, daftar_kecamatan=queries.pilihan_kecamatan(semua), ada_desa=bool(semua))


@bp.get("/laporan/<kode>")
@perlu_izin("kabupaten.lihat")
def tahun(kode: str) -> ResponseReturnValue:
    """Village x month for one report."""
    kolom = next((k for k in queries.daftar_laporan() if k.kode == kode), None)
    if kolom is None:
        raise TidakDitemukan()
    ke = request.args.get("tahun", hari_desa().year, type=int)
    if not 2000 <= ke <= hari_desa().year:
        raise TidakDitemukan()
    kini = Periode.dari(hari_desa())
    bulan = [b for b in (Periode(ke, n) for n in range(1, 13)) if b <= kini]
    kecamatan = request.args.get("kecamatan", "")
    semua = queries.daftar_desa(current_user)
    hal = _potong([d for d in semua if not kecamatan or d.kecamatan == kecamatan])
    return render_template(
        "kabupaten/tahun.html", kolom=kolom, tahun=ke, daftar_laporan=queries.daftar_laporan(), hal=hal,
        nama_bulan=[b[:3] for b in BULAN[:len(bulan)]], lebih_baru=ke < kini.tahun,
        baris=_untuk_layar(queries.matriks_tahun(hal.butir, bulan, kolom)),
        kecamatan=kecamatan, daftar_kecamatan=queries.pilihan_kecamatan(semua))


@bp.get("/rekap/<int:rekap_id>")
@perlu_izin("kabupaten.lihat")
def lihat(rekap_id: int) -> ResponseReturnValue:
    """One recap with all its figures and what its revision changed."""
    rekap = queries.ambil_rekap(current_user, rekap_id)
    isi, revisi = isi_masuk(rekap), queries.revisi_lain(rekap)
    lama = next((r for r in revisi if r.revisi == rekap.revisi - 1), None)
    beda = bandingkan(isi_masuk(lama)["bagian"], isi["bagian"]) if lama else isi["perbedaan"]
    return render_template("kabupaten/lihat.html", rekap=rekap, isi=isi, revisi=revisi, beda=beda, lama=lama,
                           bagian=baca_bagian(isi), bagan=bagan, ringkas=ringkas, bulan=Periode.baca(rekap.periode))


@bp.get("/rekap/<int:rekap_id>/unduh/<jenis>")
@perlu_izin("kabupaten.lihat")
def unduh_berkas(rekap_id: int, jenis: str) -> ResponseReturnValue:
    """The packet as it came, its receipt, or its figures as a workbook."""
    rekap = queries.ambil_rekap(current_user, rekap_id)
    dasar = f"{rekap.desa.kode}-{rekap.jenis}-{rekap.periode}-r{rekap.revisi}"
    if jenis == "json":
        return unduh(baca_berkas(rekap.berkas), f"rekap-{dasar}.json", "application/json")
    if jenis == "tanda-terima":
        return unduh(rekap.tanda_terima.encode(), f"tanda-terima-{dasar}.json", "application/json")
    if jenis != "xlsx":
        raise TidakDitemukan()
    from smartkampung.inti.xlsx import Sampul, buku_ke_bytes

    lembar = [x for b in baca_bagian(isi_masuk(rekap)) for x in b.lembar]
    sampul = Sampul(f"{rekap.judul} {rekap.desa.nama}", (("Periode", rekap.periode), ("Revisi", str(rekap.revisi)),
                                                        ("Sidik (SHA-256)", rekap.sha256)))
    return unduh(buku_ke_bytes(lembar, sampul=sampul), f"rekap-{dasar}.xlsx", MIME_XLSX)


@bp.get("/penolakan/<int:tolak_id>")
@perlu_izin("kabupaten.lihat")
def penolakan(tolak_id: int) -> ResponseReturnValue:
    """Why a packet was refused."""
    tolak: Penolakan = queries.ambil_penolakan(current_user, tolak_id)
    desa = next((d for d in queries.daftar_desa(current_user) if d.kode == tolak.desa_kode), None)
    return render_template("kabupaten/penolakan.html", tolak=tolak, desa=desa, bulan=Periode.baca(tolak.periode))


@bp.get("/gabungan")
@perlu_izin("kabupaten.lihat")
def gabungan() -> ResponseReturnValue:
    """All villages of a month (and one report, or all) in one workbook."""
    periode, laporan = _periode(), request.args.get("laporan", "")
    kolom = [k for k in queries.daftar_laporan() if laporan in ("", k.kode)]
    if not kolom:
        raise TidakDitemukan()
    desa = queries.daftar_desa(current_user, request.args.get("kecamatan", ""))
    nama = f"gabungan-{laporan or 'semua'}-{periode.kode}.xlsx"
    return unduh(gabungkan(desa, periode, kolom), nama, MIME_XLSX)


@bp.get("/ingatkan")
@perlu_izin("kabupaten.lihat")
def ingatkan() -> ResponseReturnValue:
    """Who has not sent, as text to pass on."""
    periode, kini = _periode(), sekarang()
    kolom = queries.daftar_laporan()
    lewat = [k for k in kolom if k.tenggat(periode) <= kini]
    desa = queries.daftar_desa(current_user, request.args.get("kecamatan", ""))
    daftar = [(b, [k.judul if s.kata == "belum" else f"{k.judul} (ditolak)" for k, s in zip(lewat, b.sel, strict=True)
                   if s.kata in ("belum", "ditolak")])
              for b in queries.matriks_bulan(desa, periode, lewat)]
    return render_template("kabupaten/ingatkan.html", periode=periode, daftar=[(b, k) for b, k in daftar if k])


@bp.route("/unggah", methods=["GET", "POST"])
@perlu_izin("kabupaten.lihat", "kabupaten.kelola")
def unggah() -> ResponseReturnValue:
    """Take in a packet that came by e-mail or on a stick."""
    form = UnggahForm()
    layar = Layar("kabupaten/unggah.html", form=form, jawab=None)
    if not form.validate_on_submit():
        return layar.tampil()
    data = form.berkas.data.read(20 * 1024 * 1024 + 1)
    _dalam_wilayah(data)
    jawab = terima(data, jalur="unggah")
    if jawab.rekap is None:
        db.session.flush()
        flash(_("Ditolak: %(sebab)s.", sebab=jawab.sebab), "galat")
        return redirect(url_for(".unggah"), 303)
    flash(_("Rekap %(desa)s diterima. Berikan tanda terimanya kepada desa.", desa=jawab.rekap.desa.nama), "berhasil")
    return redirect(url_for(".lihat", rekap_id=jawab.rekap.id), 303)


def _dalam_wilayah(data: bytes) -> None:
    """A kecamatan officer takes in packets of the own villages only."""
    from smartkampung.kabupaten.terima import desa_tertulis

    kode = queries.cakupan(current_user)
    desa = desa_tertulis(data)
    if kode is not None and desa and not any((desa + ".").startswith(k + ".") for k in kode):
        raise queries.LuarCakupan(desa=desa)


@bp.route("/laporan", methods=["GET", "POST"])
@perlu_izin("kabupaten.kelola")
def laporan() -> ResponseReturnValue:
    """Which reports are expected, and by when."""
    tersimpan = {x.kode: x for x in db.session.scalars(db.select(Laporan))}
    isi = [(k.kode, k.judul, tersimpan[k.kode].hari if k.kode in tersimpan else k.hari,
            tersimpan[k.kode].aktif if k.kode in tersimpan else True) for k in queries.laporan_mungkin()]
    if request.method == "POST":
        baru = [(kode, judul, min(28, max(1, request.form.get(f"hari-{kode}", 5, type=int))),
                 f"aktif-{kode}" in request.form) for kode, judul, _hari, _aktif in isi]
        services.simpan_laporan(baru, oleh=current_user)
        flash(_("Tenggat laporan disimpan."), "berhasil")
        return redirect(url_for(".laporan"), 303)
    return render_template("kabupaten/laporan.html", isi=isi)
