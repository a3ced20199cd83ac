"""Pages of the archive: the list, and an import from upload to undo."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from smartkampung.akun.models import Pengguna
from smartkampung.extensions import db
from smartkampung.inti.berkas import simpan_hasil
from smartkampung.inti.berkas_lembar import BATAS_BERKAS, LembarDitolak, periksa_ukuran
from smartkampung.inti.formulir import rapikan
from smartkampung.inti.izin import perlu_izin, tanpa_kunci_sekali, tanpa_kunci_tulis
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.lembar import Kolom, Lembar
from smartkampung.inti.tugas import Kemajuan, mulai_tugas
from smartkampung.inti.web import Layar, ambil_atau_404, halaman, nomor_halaman, unduh
from smartkampung.inti.xlsx import buku_ke_bytes
from smartkampung.surat.arsip import impor, queries
from smartkampung.surat.arsip.forms import FormUnggah, form_peta
from smartkampung.surat.arsip.models import DIPETAKAN, DIUJI, ImporSurat
from smartkampung.surat.arsip.tata import baca_semua

bp = Blueprint("arsip_surat", __name__, url_prefix="/surat/arsip")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
BATAS_XLSX = 60_000
JUDUL_CONTOH = ("no", "tanggal", "kode_surat", "nik", "nama", "pamong", "perihal")


def _saringan() -> tuple[str, int | None]:
    """Search words (posted, because they may be a name) and the year."""
    tahun = request.values.get("tahun", type=int)
    return rapikan(request.form.get("q", "")) or "", tahun if tahun and 1900 <= tahun <= 2200 else None


@bp.route("", methods=["GET", "POST"])
@perlu_izin("surat.lihat")
@tanpa_kunci_tulis
@tanpa_kunci_sekali
def daftar() -> ResponseReturnValue:
    """Letters from before the program, and letters made outside it."""
    q, tahun = _saringan()
    ke = request.form.get("halaman", 1, type=int) if request.method == "POST" else nomor_halaman()
    isi = halaman(queries.pilih_arsip(q, tahun), nomor=max(1, min(ke, 10_000)))
    pilihan = [("", _("Semua tahun")), *((str(satu), str(satu)) for satu in queries.tahun_arsip())]
    return render_template("surat/arsip/daftar.html", hal=isi, q=q, tahun=tahun or "", pilihan_tahun=pilihan)


@bp.post("/xlsx")
@perlu_izin("surat.lihat")
@tanpa_kunci_tulis
@tanpa_kunci_sekali
def xlsx() -> Response:
    """The same list as a workbook."""
    q, tahun = _saringan()
    baris = db.session.scalars(queries.pilih_arsip(q, tahun).limit(BATAS_XLSX))
    lembar = queries.lembar_arsip(baris, " · ".join(x for x in (str(tahun or ""), q) if x))
    return unduh(buku_ke_bytes([lembar]), "arsip-surat.xlsx", XLSX)


@bp.route("/impor", methods=["GET", "POST"])
@perlu_izin("surat.impor")
def unggah() -> ResponseReturnValue:
    """Upload an archive; only its headings are read."""
    form = FormUnggah()
    lama = db.session.scalars(db.select(ImporSurat).order_by(ImporSurat.id.desc()).limit(10)).all()
    layar = Layar("surat/arsip/impor.html", form=form, lama=lama)
    if not form.validate_on_submit():
        return layar.tampil()
    data = form.berkas.data.read()
    periksa_ukuran(len(data), BATAS_BERKAS)
    if not data:
        raise LembarDitolak("Berkas ini kosong. Pilih berkas yang berisi arsip surat.")
    berkas = simpan_hasil(data, form.berkas.data.filename or "arsip", "application/octet-stream")
    baru = impor.terima(berkas, oleh=current_user)
    return redirect(url_for(".peta", impor_id=baru.id), 303)


@bp.get("/impor/contoh")
@perlu_izin("surat.impor")
def contoh() -> Response:
    """An empty sheet with the headings that need no mapping."""
    kolom = tuple(Kolom(judul, judul) for judul in JUDUL_CONTOH)
    return unduh(buku_ke_bytes([Lembar("arsip", _("Arsip surat"), kolom, [])]), "contoh-arsip-surat.xlsx", XLSX)


@bp.route("/impor/<int:impor_id>/kolom", methods=["GET", "POST"])
@perlu_izin("surat.impor")
def peta(impor_id: int) -> ResponseReturnValue:
    """What the columns mean; then the dry run."""
    hasil = ambil_atau_404(ImporSurat, impor_id)
    if hasil.keadaan not in (DIPETAKAN, DIUJI):
        return redirect(url_for(".lihat", impor_id=impor_id), 303)
    kini = {f"kolom_{nama}": str(ke) for nama, ke in hasil.peta.get("kolom", {}).items()}
    form = form_peta(hasil.judul)(
        data=kini | {"bagian": str(hasil.peta.get("bagian", 0)), "lanjutkan": hasil.lanjutkan}
    )
    layar = Layar("surat/arsip/peta.html", form=form, impor=hasil)
    if not form.validate_on_submit():
        return layar.tampil()
    impor.petakan(hasil, form.kolom(), int(form["bagian"].data), lanjutkan=bool(form["lanjutkan"].data))
    tugas = mulai_tugas(_("Memeriksa %(nama)s", nama=hasil.nama_berkas), kerja_uji, pengguna_id=current_user.id,
                        impor_id=hasil.id, jalur=impor.jalur_berkas(hasil), peta=impor.peta_dari(hasil))  # fmt: skip
    return redirect(url_for("beranda.tugas", tugas_id=tugas.id), 303)


def kerja_uji(*, kemajuan: Kemajuan, impor_id: int, jalur: Path, peta: Any) -> str:
    """The dry run as long work; the file is read before the database is locked."""
    baris = baca_semua(jalur, peta, hari_desa(), kemajuan)
    rencana = impor.bandingkan(baris, hari_desa())
    impor.simpan_uji(db.session.get_one(ImporSurat, impor_id), rencana)
    return f"/surat/arsip/impor/{impor_id}"


@bp.get("/impor/<int:impor_id>")
@perlu_izin("surat.impor")
def lihat(impor_id: int) -> ResponseReturnValue:
    """What the dry run found, or what applying did."""
    hasil = ambil_atau_404(ImporSurat, impor_id)
    if hasil.keadaan == DIPETAKAN:
        return redirect(url_for(".peta", impor_id=impor_id), 303)
    return render_template("surat/arsip/lihat.html", impor=hasil)


@bp.post("/impor/<int:impor_id>/terapkan")
@perlu_izin("surat.impor")
def terapkan(impor_id: int) -> ResponseReturnValue:
    """Apply the archive as long work, all in one transaction."""
    hasil = ambil_atau_404(ImporSurat, impor_id)
    tugas = mulai_tugas(
        _("Menyimpan %(nama)s", nama=hasil.nama_berkas), kerja_terapkan, pengguna_id=current_user.id, impor_id=hasil.id,
        jalur=impor.jalur_berkas(hasil), peta=impor.peta_dari(hasil), oleh_id=current_user.id,
    )  # fmt: skip
    return redirect(url_for("beranda.tugas", tugas_id=tugas.id), 303)


def kerja_terapkan(*, kemajuan: Kemajuan, impor_id: int, jalur: Path, peta: Any, oleh_id: int) -> str:
    """Applying as long work; the file is read before the database is locked."""
    baris = baca_semua(jalur, peta, hari_desa(), kemajuan)
    hasil = db.session.get_one(ImporSurat, impor_id, with_for_update=True)
    impor.terapkan(hasil, baris, oleh=db.session.get(Pengguna, oleh_id), kemajuan=kemajuan)
    return f"/surat/arsip/impor/{impor_id}"


@bp.post("/impor/<int:impor_id>/batalkan")
@perlu_izin("surat.impor")
def batalkan(impor_id: int) -> ResponseReturnValue:
    """Take the whole archive back."""
    hasil = ambil_atau_404(ImporSurat, impor_id)
    impor.batalkan(hasil, oleh=current_user)
    flash(_("Impor %(nama)s dibatalkan; semua barisnya dihapus dari arsip.", nama=hasil.nama_berkas), "berhasil")
    return redirect(url_for(".lihat", impor_id=hasil.id), 303)


@bp.get("/impor/<int:impor_id>/unduh")
@perlu_izin("surat.impor")
def unduh_hasil(impor_id: int) -> Response:
    """Refusals and remarks as a workbook."""
    hasil = ambil_atau_404(ImporSurat, impor_id)
    kolom = (Kolom("baris", _("Baris"), "angka"), Kolom("kolom", _("Kolom")), Kolom("isi", _("Isi sel")),
             Kolom("kalimat", _("Yang perlu dilakukan"), lebar=80))  # fmt: skip
    lembar = [Lembar("ditolak", _("Ditolak"), kolom, hasil.rincian.get("tolak", [])),
              Lembar("peringatan", _("Peringatan"), kolom, hasil.rincian.get("ingat", []))]  # fmt: skip
    return unduh(buku_ke_bytes(lembar), f"hasil-{hasil.nama_berkas}.xlsx", XLSX)
