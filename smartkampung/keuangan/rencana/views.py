"""Pages of the plans: documents, kegiatan of a year, steps."""

from __future__ import annotations

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from flask_login import current_user

from smartkampung.extensions import db
from smartkampung.inti.formulir import (
    Formulir,
    MedanAngka,
    MedanPilihan,
    MedanRupiah,
    MedanSatu,
    MedanTanggal,
    MedanTeks,
    MedanTeksPanjang,
)
from smartkampung.inti.izin import perlu_izin
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.lembar import Kolom, Lembar
from smartkampung.inti.uang import NOL
from smartkampung.inti.web import Layar, ambil_atau_404, unduh
from smartkampung.inti.xlsx import buku_ke_bytes
from smartkampung.keuangan.acuan.kode import baku_kegiatan, kode_depan
from smartkampung.keuangan.acuan.queries import acuan
from smartkampung.keuangan.anggaran.kisi import baca_volume, tulis_volume
from smartkampung.keuangan.anggaran.lihat import nama_orang
from smartkampung.keuangan.anggaran.models import JENIS_RENCANA, RKP, DokumenRencana, RencanaKegiatan
from smartkampung.keuangan.anggaran.views_kisi import VolumeSalah
from smartkampung.keuangan.forms import FormTarik, bilangan, pilihan_pka
from smartkampung.keuangan.langkah import riwayat
from smartkampung.keuangan.rencana import services

bp = Blueprint("rencana", __name__, url_prefix="/keuangan/rencana")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class FormDokumen(Formulir):
    """A new plan."""

    jenis = MedanSatu(_l("Jenis"), pilihan=list(JENIS_RENCANA.items()), default=RKP)
    tahun = MedanAngka(_l("Tahun, atau tahun pertama"), dari=2015, sampai=2110)
    sampai = MedanAngka(_l("Tahun terakhir (RPJM Desa)"), wajib=False, dari=2015, sampai=2110)


class FormRencana(Formulir):
    """A planned kegiatan."""

    kode = MedanTeks(_l("Kegiatan"), maks=200, description=_l("Ketik kode atau nama, lalu pilih, misalnya 02.03.11."))
    nama = MedanTeks(_l("Nama"), wajib=False, maks=300, description=_l("Kosong: nama menurut lampiran Permendagri."))
    pagu = MedanRupiah(_l("Pagu indikatif"), wajib=False)
    sumber_dana = MedanPilihan(_l("Sumber dana"), wajib=False, kosong=_l("Belum ditentukan"))
    lokasi = MedanTeks(_l("Lokasi"), wajib=False, maks=200)
    keluaran = MedanTeks(_l("Keluaran"), wajib=False, maks=200)
    volume = MedanTeks(_l("Volume"), wajib=False, maks=20)
    satuan = MedanTeks(_l("Satuan"), wajib=False, maks=30)
    pka_id = MedanPilihan(_l("Pelaksana (PKA)"), wajib=False, pilihan=pilihan_pka, kosong=_l("Belum ditentukan"),
                          coerce=bilangan)
    keterangan = MedanTeksPanjang(_l("Keterangan"), wajib=False, maks=1000)


class FormLangkah(Formulir):
    """Number and day of a step."""

    nomor = MedanTeks(_l("Nomor"), maks=80)
    tanggal = MedanTanggal(_l("Tanggal"))


@bp.get("/")
@perlu_izin("keuangan.lihat")
def daftar() -> ResponseReturnValue:
    """The plans there are."""
    semua = db.session.scalars(db.select(DokumenRencana).order_by(DokumenRencana.tahun.desc(), DokumenRencana.jenis))
    jumlah = {
        (jenis, tahun): (banyak, pagu) for jenis, tahun, banyak, pagu in db.session.execute(
            db.select(RencanaKegiatan.jenis, RencanaKegiatan.tahun, db.func.count(), db.func.sum(RencanaKegiatan.pagu))
            .group_by(RencanaKegiatan.jenis, RencanaKegiatan.tahun))
    }
    return render_template("keuangan/rencana/daftar.html", semua=semua.all(), jumlah=jumlah, s=services, nol=NOL)


@bp.route("/buat", methods=["GET", "POST"])
@perlu_izin("keuangan.koordinasi")
def buat() -> ResponseReturnValue:
    """Begin a plan."""
    form = FormDokumen(tahun=hari_desa().year + 1)
    layar = Layar("keuangan/rencana/buat.html", form=form)
    if not form.validate_on_submit():
        return layar.tampil()
    tahun = form.tahun.data or 0
    baris = services.buat_dokumen(form.jenis.data, tahun, form.sampai.data or tahun, oleh=current_user)
    return redirect(url_for(".lihat", dokumen_id=baris.id), 303)


def _tahun(baris: DokumenRencana) -> int:
    tahun = request.args.get("tahun", baris.tahun, type=int)
    return tahun if baris.tahun <= tahun <= baris.sampai else baris.tahun


def _isi(baris: DokumenRencana, tahun: int) -> list[RencanaKegiatan]:
    pilih = db.select(RencanaKegiatan).filter_by(jenis=baris.jenis, tahun=tahun).order_by(RencanaKegiatan.kode)
    return list(db.session.scalars(pilih))


@bp.get("/<int:dokumen_id>")
@perlu_izin("keuangan.lihat")
def lihat(dokumen_id: int) -> ResponseReturnValue:
    """The kegiatan of one year of a plan, and its steps."""
    baris = ambil_atau_404(DokumenRencana, dokumen_id)
    tahun = _tahun(baris)
    isi = _isi(baris, tahun)
    return render_template(
        "keuangan/rencana/lihat.html", d=baris, s=services, tahun=tahun, isi=isi, riwayat=riwayat("rencana", baris.id),
        jumlah=sum((r.pagu for r in isi), NOL), orang=nama_orang({r.pka_id for r in isi if r.pka_id}),
        tulis_volume=tulis_volume, pilihan=[(t, str(t)) for t in range(baris.tahun, baris.sampai + 1)],
    )


@bp.get("/<int:dokumen_id>/xlsx")
@perlu_izin("keuangan.lihat")
def xlsx(dokumen_id: int) -> Response:
    """The same as a workbook."""
    baris = ambil_atau_404(DokumenRencana, dokumen_id)
    tahun = _tahun(baris)
    kolom = (Kolom("kode", "Kode"), Kolom("nama", "Kegiatan"), Kolom("lokasi", "Lokasi"), Kolom("keluaran", "Keluaran"),
             Kolom("volume", "Volume", "angka"), Kolom("satuan", "Satuan"),
             Kolom("pagu", "Pagu", "rupiah", jumlah=True), Kolom("sumber_dana", "Sumber dana"))
    isi = [tuple(getattr(r, k.kunci) for k in kolom) for r in _isi(baris, tahun)]
    judul = f"{JENIS_RENCANA[baris.jenis]} {tahun}"
    return unduh(buku_ke_bytes([Lembar("rencana", judul, kolom, isi)]), f"{judul}.xlsx", XLSX)


def _layar(baris: DokumenRencana, form: Formulir, tahun: int, rencana: RencanaKegiatan | None) -> Layar:
    return Layar("keuangan/rencana/kegiatan.html", form=form, d=baris, tahun=tahun, r=rencana, s=services,
                 daftar=acuan(tahun).daftar_kegiatan())


def _baca(form: FormRencana) -> services.IsiRencana:
    try:
        volume = baca_volume(form.volume.data) if form.volume.data else NOL
    except ValueError as galat:
        raise VolumeSalah() from galat
    kode = baku_kegiatan(kode_depan(form.kode.data or ""))
    teks = {n: form[n].data or "" for n in ("nama", "lokasi", "keluaran", "satuan", "sumber_dana", "keterangan")}
    return services.IsiRencana(kode, volume=volume, pagu=form.pagu.data or NOL, pka_id=form.pka_id.data or None, **teks)


def _form(tahun: int, rencana: RencanaKegiatan | None = None) -> FormRencana:
    isi = {n: getattr(rencana, n) for n in services.IsiRencana.__slots__} if rencana else {}
    form = FormRencana(**isi | ({"volume": tulis_volume(rencana.volume)} if rencana else {}))
    form.sumber_dana._sumber = list(acuan(tahun).sumber_dana.items())
    return form


@bp.route("/<int:dokumen_id>/<int:tahun>/tambah", methods=["GET", "POST"])
@perlu_izin("keuangan.koordinasi")
def tambah(dokumen_id: int, tahun: int) -> ResponseReturnValue:
    """Plan a kegiatan."""
    baris, form = ambil_atau_404(DokumenRencana, dokumen_id), _form(tahun)
    layar = _layar(baris, form, tahun, None)
    if not form.validate_on_submit():
        return layar.tampil()
    services.simpan_rencana(baris, tahun, _baca(form), oleh=current_user)
    flash(_("Rencana kegiatan disimpan."), "berhasil")
    return redirect(url_for(".lihat", dokumen_id=baris.id, tahun=tahun), 303)


@bp.route("/<int:dokumen_id>/kegiatan/<int:rencana_id>", methods=["GET", "POST"])
@perlu_izin("keuangan.koordinasi")
def ubah(dokumen_id: int, rencana_id: int) -> ResponseReturnValue:
    """Change a planned kegiatan."""
    baris, rencana = ambil_atau_404(DokumenRencana, dokumen_id), ambil_atau_404(RencanaKegiatan, rencana_id)
    form = _form(rencana.tahun, rencana)
    layar = _layar(baris, form, rencana.tahun, rencana)
    if not form.validate_on_submit():
        return layar.tampil()
    services.simpan_rencana(baris, rencana.tahun, _baca(form), oleh=current_user, lama=rencana,
                            cacah=request.form.get("cacah", 0, type=int))
    flash(_("Rencana kegiatan disimpan."), "berhasil")
    return redirect(url_for(".lihat", dokumen_id=baris.id, tahun=rencana.tahun), 303)


@bp.post("/<int:dokumen_id>/kegiatan/<int:rencana_id>/hapus")
@perlu_izin("keuangan.koordinasi")
def hapus(dokumen_id: int, rencana_id: int) -> ResponseReturnValue:
    """Take it out."""
    baris, rencana = ambil_atau_404(DokumenRencana, dokumen_id), ambil_atau_404(RencanaKegiatan, rencana_id)
    tahun = rencana.tahun
    services.hapus_rencana(baris, rencana, oleh=current_user)
    flash(_("Rencana kegiatan dihapus."), "berhasil")
    return redirect(url_for(".lihat", dokumen_id=baris.id, tahun=tahun), 303)


@bp.post("/<int:dokumen_id>/salin")
@perlu_izin("keuangan.koordinasi")
def salin(dokumen_id: int) -> ResponseReturnValue:
    """From the RPJM Desa."""
    baris = ambil_atau_404(DokumenRencana, dokumen_id)
    banyak = services.salin_dari_rpjm(baris, oleh=current_user)
    flash(ngettext("%(num)s kegiatan disalin dari RPJM Desa.", "%(num)s kegiatan disalin dari RPJM Desa.", banyak)
          if banyak else _("RPJM Desa tidak punya kegiatan lain untuk tahun ini."), "berhasil" if banyak else "info")
    return redirect(url_for(".lihat", dokumen_id=baris.id), 303)


@bp.route("/<int:dokumen_id>/<langkah>", methods=["GET", "POST"])
@perlu_izin("keuangan.koordinasi")
def langkah(dokumen_id: int, langkah: str) -> ResponseReturnValue:
    """Musyawarah, Perdes, or opening it for a change."""
    judul = {"musyawarahkan": _("Catat musyawarah"), "tetapkan": _("Tetapkan dengan Perdes"),
             "buka": _("Buka sebagai perubahan")}
    baris = ambil_atau_404(DokumenRencana, dokumen_id if langkah in judul else 0)
    form: Formulir = FormTarik() if langkah == "buka" else FormLangkah()
    layar = Layar("keuangan/rencana/langkah.html", form=form, d=baris, s=services, judul_langkah=judul[langkah])
    if not form.validate_on_submit():
        return layar.tampil()
    if isinstance(form, FormLangkah):
        maju = services.musyawarahkan if langkah == "musyawarahkan" else services.tetapkan_rencana
        maju(baris, form.nomor.data or "", form.tanggal.data, oleh=current_user)
    elif isinstance(form, FormTarik):
        services.buka_perubahan(baris, form.alasan.data or "", oleh=current_user)
    flash(_("Tersimpan."), "berhasil")
    return redirect(url_for(".lihat", dokumen_id=baris.id), 303)
