"""The outbox, what comes next, and one recap with its figures."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from smartkampung.akun.queries import nama_pengguna
from smartkampung.extensions import db
from smartkampung.inti.berkas import baca_berkas
from smartkampung.inti.galat import TidakDitemukan
from smartkampung.inti.izin import perlu_izin
from smartkampung.inti.tanggal import Periode, sekarang
from smartkampung.inti.web import Layar, ambil_atau_404, halaman, nomor_halaman, unduh
from smartkampung.rekap import keadaan, queries, services
from smartkampung.rekap.baca import baca_bagian, bagan, ringkas
from smartkampung.rekap.forms import SusunForm, TandaTerimaForm
from smartkampung.rekap.jenis import ambil_jenis, judul_jenis
from smartkampung.rekap.models import KotakKeluar, Rekap, TujuanRekap
from smartkampung.rekap.pengirim import picu
from smartkampung.rekap.susun import MIME_XLSX, Draf, isi_paket, susun_draf, terbaru
from smartkampung.rekap.tanda_terima import impor

bp = Blueprint("rekap", __name__, url_prefix="/rekap")


@bp.get("")
@perlu_izin("rekap.lihat")
def daftar() -> ResponseReturnValue:
    """What waits, what is on its way, what comes next."""
    saring = request.args.get("keadaan", "")
    isi = halaman(queries.pilih_keluar(saring), nomor=nomor_halaman(), per=30)
    return render_template(
        "rekap/daftar.html", hal=isi, baris=[b.KotakKeluar for b in isi.butir], saring=saring,
        jumlah=queries.jumlah_keadaan(), keadaan=keadaan.KEADAAN, kendala=queries.daftar_kendala(),
        setuju=queries.menunggu_persetujuan(), rencana=queries.daftar_rencana(), judul_jenis=judul_jenis,
        bulan=Periode.baca, kini=sekarang(), terlambat=queries.terlambat, ada_tujuan=bool(queries.daftar_tujuan()))


@bp.get("/arsip")
@perlu_izin("rekap.lihat")
def arsip() -> ResponseReturnValue:
    """Every recap composed, with all its revisions."""
    pilih = db.select(Rekap).order_by(Rekap.periode.desc(), Rekap.jenis, Rekap.revisi.desc())
    isi = halaman(pilih, nomor=nomor_halaman(), per=40)
    return render_template("rekap/arsip.html", hal=isi, daftar=[b.Rekap for b in isi.butir],
                           judul_jenis=judul_jenis)


@bp.get("/<int:rekap_id>")
@perlu_izin("rekap.lihat")
def lihat(rekap_id: int) -> ResponseReturnValue:
    """One recap: its figures, its checks, where it went."""
    rekap = ambil_atau_404(Rekap, rekap_id)
    return render_template("rekap/lihat.html", **_isi_lihat(rekap))


def _isi_lihat(rekap: Rekap) -> dict[str, Any]:
    isi = isi_paket(rekap)
    orang = nama_pengguna({i for i in (rekap.dibuat_oleh_id, rekap.disetujui_oleh_id) if i})
    sudah = {b.tujuan_id for b in rekap.keluar}
    return {"rekap": rekap, "isi": isi, "judul_jenis": judul_jenis, "bagian": baca_bagian(isi), "bagan": bagan,
            "ringkas": ringkas, "orang": orang, "keadaan": keadaan.KEADAAN, "revisi": queries.revisi_lain(rekap),
            "kini": sekarang(), "tujuan_lain": [t for t in queries.daftar_tujuan() if t.siap and t.id not in sudah]}


@bp.get("/<int:rekap_id>/unduh/<jenis>")
@perlu_izin("rekap.lihat")
def unduh_berkas(rekap_id: int, jenis: str) -> ResponseReturnValue:
    """The workbook or the signed packet, exactly as composed."""
    rekap = ambil_atau_404(Rekap, rekap_id)
    if jenis not in ("xlsx", "json"):
        raise TidakDitemukan()
    berkas = rekap.xlsx if jenis == "xlsx" else rekap.json
    return unduh(baca_berkas(berkas), berkas.nama, berkas.mime)


@bp.get("/draf/<jenis>/<periode>")
@perlu_izin("rekap.lihat")
def draf(jenis: str, periode: str) -> ResponseReturnValue:
    """A recap as it would be composed now, before its due day."""
    isi = _draf(jenis, periode).isi
    bulan = Periode.baca(periode)
    ada = terbaru(jenis, bulan)
    return render_template("rekap/draf.html", isi=isi, jenis=jenis, bulan=bulan, judul_jenis=judul_jenis, ada=ada,
                           bagian=baca_bagian(isi), bagan=bagan, ringkas=ringkas, kini=sekarang())


@bp.get("/draf/<jenis>/<periode>/xlsx")
@perlu_izin("rekap.lihat")
def unduh_draf(jenis: str, periode: str) -> ResponseReturnValue:
    """The workbook of the draft."""
    satu = _draf(jenis, periode)
    return unduh(satu.xlsx(), f"draf-rekap-{satu.isi['desa']['kode']}-{jenis}-{periode}.xlsx", MIME_XLSX)


def _draf(jenis: str, periode: str) -> Draf:
    try:
        bulan = Periode.baca(periode)
    except ValueError as galat:
        raise TidakDitemukan() from galat
    return susun_draf(ambil_jenis(jenis), bulan)


@bp.route("/susun", methods=["GET", "POST"])
@perlu_izin("rekap.atur", "rekap.kirim")
def susun() -> ResponseReturnValue:
    """Compose by hand: a month now, or a month again after it was corrected."""
    form = SusunForm(data=None if request.method == "POST" else {
        "jenis": request.args.get("jenis", ""), "periode": request.args.get("periode", "")})
    layar = Layar("rekap/susun.html", form=form)
    if not form.validate_on_submit():
        return layar.tampil()
    lama = db.session.scalar(db.select(db.func.max(Rekap.id)))
    rekap = services.susun_rekap(form.jenis.data, Periode.baca(form.periode.data), oleh=current_user,
                                 alasan=form.alasan.data or "")
    if lama is not None and rekap.id <= lama:
        flash(_("Tidak ada angka yang berubah, jadi revisi %(n)s tetap berlaku.", n=rekap.revisi), "info")
    else:
        flash(_("Rekap %(bulan)s revisi %(n)s disusun.", bulan=rekap.bulan.nama, n=rekap.revisi), "berhasil")
    return redirect(url_for(".lihat", rekap_id=rekap.id), 303)


@bp.post("/<int:rekap_id>/setujui")
@perlu_izin("rekap.setujui")
def setujui(rekap_id: int) -> ResponseReturnValue:
    """The head approves; what is due leaves at once."""
    rekap = ambil_atau_404(Rekap, rekap_id)
    services.setujui(rekap, oleh=current_user)
    picu()
    flash(_("Rekap %(bulan)s disetujui.", bulan=rekap.bulan.nama), "berhasil")
    return redirect(url_for(".lihat", rekap_id=rekap.id), 303)


@bp.post("/<int:rekap_id>/kirim/<int:tujuan_id>")
@perlu_izin("rekap.kirim", "rekap.atur")
def kirim(rekap_id: int, tujuan_id: int) -> ResponseReturnValue:
    """Send one recap to one destination now."""
    rekap, tujuan = ambil_atau_404(Rekap, rekap_id), ambil_atau_404(TujuanRekap, tujuan_id)
    services.kirim_sekarang(rekap, tujuan, oleh=current_user)
    picu()
    flash(_("Sedang dikirim ke %(tujuan)s.", tujuan=tujuan.nama), "info")
    return redirect(url_for(".lihat", rekap_id=rekap.id) + "#kirim", 303)


@bp.post("/keluar/<int:keluar_id>/ulang")
@perlu_izin("rekap.kirim", "rekap.atur")
def ulang(keluar_id: int) -> ResponseReturnValue:
    """Try one row again now."""
    baris = ambil_atau_404(KotakKeluar, keluar_id)
    services.coba_lagi(baris, oleh=current_user)
    picu()
    flash(_("Sedang dikirim ke %(tujuan)s.", tujuan=baris.tujuan.nama), "info")
    return redirect(url_for(".daftar") + "#keluar", 303)


@bp.route("/tanda-terima", methods=["GET", "POST"])
@perlu_izin("rekap.kirim", "rekap.atur")
def tanda_terima() -> ResponseReturnValue:
    """Take in a receipt that came by e-mail or on a stick."""
    form = TandaTerimaForm()
    layar = Layar("rekap/tanda_terima.html", form=form)
    if not form.validate_on_submit():
        return layar.tampil()
    kena = impor(form.berkas.data.read(128 * 1024), oleh=current_user)
    flash(_("Tanda terima cocok untuk %(n)s kiriman.", n=len(kena)), "berhasil")
    return redirect(url_for(".daftar"), 303)


@bp.get("/keluar/<int:keluar_id>/tanda-terima")
@perlu_izin("rekap.lihat")
def unduh_tanda_terima(keluar_id: int) -> ResponseReturnValue:
    """The receiver's receipt, as it came."""
    baris = ambil_atau_404(KotakKeluar, keluar_id)
    if not baris.tanda_terima:
        raise TidakDitemukan()
    nama = f"tanda-terima-{baris.jenis}-{baris.periode}-r{baris.revisi}.json"
    return unduh(baris.tanda_terima.encode(), nama, "application/json")
