"""Pages of import and export: upload, dry run, apply, undo; the sheet as others read it."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from smartkampung.akun.models import Pengguna
from smartkampung.desa.queries import profil
from smartkampung.extensions import db
from smartkampung.inti.berkas import Berkas, simpan_hasil
from smartkampung.inti.berkas_lembar import BATAS_BERKAS, LembarDitolak, periksa_ukuran
from smartkampung.inti.galat import TidakDitemukan
from smartkampung.inti.izin import perlu_izin
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.lembar import Kolom, Lembar
from smartkampung.inti.tugas import Kemajuan, mulai_tugas
from smartkampung.inti.web import Layar, ambil_atau_404, unduh
from smartkampung.penduduk import ekspor, impor, tulis_impor
from smartkampung.penduduk.forms import ImporForm, TerapkanForm
from smartkampung.penduduk.models import ImporPenduduk
from smartkampung.penduduk.tata_impor import kolom_tata

bp = Blueprint("impor_penduduk", __name__, url_prefix="/penduduk/impor")


@bp.route("", methods=["GET", "POST"])
@perlu_izin("penduduk.impor")
def unggah() -> ResponseReturnValue:
    """Upload a sheet; it is only looked at, nothing is saved yet."""
    form = ImporForm()
    lama = db.session.scalars(db.select(ImporPenduduk).order_by(ImporPenduduk.id.desc()).limit(10)).all()
    layar = Layar("penduduk/impor.html", form=form, lama=lama, kolom=kolom_tata())
    if not form.validate_on_submit():
        return layar.tampil()
    data = form.berkas.data.read()
    periksa_ukuran(len(data), BATAS_BERKAS)
    if not data:
        raise LembarDitolak("Berkas ini kosong. Pilih berkas yang berisi data penduduk.")
    berkas = simpan_hasil(data, form.berkas.data.filename or "penduduk", "application/octet-stream")
    tugas = mulai_tugas(_("Memeriksa %(nama)s", nama=berkas.nama), kerja_uji, pengguna_id=current_user.id,
                        jalur=impor.folder_unggahan() / berkas.lokasi, berkas_id=berkas.id, pada=hari_desa(),
                        desa=profil().kode,
                        oleh_id=current_user.id)
    return redirect(url_for("beranda.tugas", tugas_id=tugas.id), 303)


def kerja_uji(*, kemajuan: Kemajuan, jalur: Path, berkas_id: int, pada: date, desa: str, oleh_id: int) -> str:
    """The dry run as long work."""
    baris = impor.baca_semua(jalur, pada, kemajuan)  # before the database is touched
    rencana = impor.bandingkan(baris, pada, desa, kemajuan=kemajuan)
    berkas = db.session.get_one(Berkas, berkas_id)
    hasil = impor.simpan_uji(rencana, berkas.nama, oleh=db.session.get(Pengguna, oleh_id), berkas=berkas)
    return f"/penduduk/impor/{hasil.id}"


@bp.get("/<int:impor_id>")
@perlu_izin("penduduk.impor")
def lihat(impor_id: int) -> ResponseReturnValue:
    """What a dry run found, or what an applied sheet did."""
    hasil = ambil_atau_404(ImporPenduduk, impor_id)
    return render_template("penduduk/impor_lihat.html", impor=hasil, form=TerapkanForm(formdata=None),
                           bisa_batal=tulis_impor.dapat_dibatalkan(hasil))


@bp.post("/<int:impor_id>/terapkan")
@perlu_izin("penduduk.impor")
def terapkan(impor_id: int) -> ResponseReturnValue:
    """Apply the sheet as long work, all in one transaction."""
    hasil = ambil_atau_404(ImporPenduduk, impor_id)
    tugas = mulai_tugas(_("Menyimpan %(nama)s", nama=hasil.nama_berkas), kerja_terapkan,
                        pengguna_id=current_user.id,
                        impor_id=hasil.id, jalur=impor.jalur_berkas(hasil), pada=hari_desa(),
                        oleh_id=current_user.id, hanya_bila_bersih=TerapkanForm().hanya_bila_bersih.data)
    return redirect(url_for("beranda.tugas", tugas_id=tugas.id), 303)


def kerja_terapkan(*, kemajuan: Kemajuan, impor_id: int, jalur: Path, pada: date, oleh_id: int,
                   hanya_bila_bersih: bool) -> str:
    """Applying as long work: the sheet is read before the database is locked."""
    baris = impor.baca_semua(jalur, pada, kemajuan)
    hasil = db.session.get_one(ImporPenduduk, impor_id, with_for_update=True)
    impor.terapkan(hasil, baris, pada=pada, oleh=db.session.get(Pengguna, oleh_id),
                   hanya_bila_bersih=hanya_bila_bersih, kemajuan=kemajuan)
    return f"/penduduk/impor/{impor_id}"


@bp.post("/<int:impor_id>/batalkan")
@perlu_izin("penduduk.impor")
def batalkan(impor_id: int) -> ResponseReturnValue:
    """Take the whole batch back."""
    hasil = ambil_atau_404(ImporPenduduk, impor_id)
    tulis_impor.batalkan(hasil, oleh=current_user)
    flash(_("Impor %(nama)s dibatalkan; data kembali seperti semula.", nama=hasil.nama_berkas), "berhasil")
    return redirect(url_for(".lihat", impor_id=hasil.id), 303)


@bp.get("/<int:impor_id>/unduh")
@perlu_izin("penduduk.impor")
def unduh_hasil(impor_id: int) -> ResponseReturnValue:
    """Refusals, remarks and changes as a workbook."""
    from smartkampung.inti.xlsx import buku_ke_bytes

    hasil = ambil_atau_404(ImporPenduduk, impor_id)
    return unduh(buku_ke_bytes(lembar_hasil(hasil)), f"hasil-{hasil.nama_berkas}.xlsx", ekspor.MIME["xlsx"])


def lembar_hasil(hasil: ImporPenduduk) -> list[Lembar]:
    """The findings of an import as sheets."""
    cela = (Kolom("baris", _("Baris"), "angka"), Kolom("kolom", _("Kolom")), Kolom("nilai", _("Isi sel")),
            Kolom("kalimat", _("Yang perlu dilakukan"), lebar=80))
    ubah = (Kolom("baris", _("Baris"), "angka"), Kolom("nama", _("Nama")), Kolom("kolom", _("Kolom")),
            Kolom("lama", _("Semula")), Kolom("baru", _("Menjadi")))
    isi = hasil.rincian
    return [Lembar("ditolak", _("Ditolak"), cela, [(b, k, n, kalimat_cela(p, a)) for b, k, n, p, a,
                                                   _k in isi["tolak"]]),
            Lembar("peringatan", _("Peringatan"), cela,
                   [(b, k, n, kalimat_cela(p, a)) for b, k, n, p, a, _k in isi["ingat"]]),
            Lembar("berubah", _("Berubah"), ubah, isi["ubah"])]


@bp.app_template_filter("kalimat_cela")
def kalimat_cela(pesan: str, angka: dict[str, str]) -> str:
    """A kept fault as a sentence in the language of the page."""
    return _(pesan) % angka if angka else _(pesan)


@bp.get("/contoh")
@perlu_izin("penduduk.impor")
def contoh() -> ResponseReturnValue:
    """An empty sheet with the right headers."""
    keluar = io.BytesIO()
    ekspor.PENULIS["xlsx"](keluar, iter(()))
    return unduh(keluar.getvalue(), "contoh-penduduk.xlsx", ekspor.MIME["xlsx"])


@bp.post("/ekspor/<bentuk>")
@perlu_izin("penduduk.ekspor")
def unduh_semua(bentuk: str) -> ResponseReturnValue:
    """All residents in the same layout; full numbers, so it is audited."""
    if bentuk not in ekspor.MIME:
        raise TidakDitemukan()
    keluar = io.BytesIO()
    ekspor.ekspor(bentuk, keluar, oleh=current_user)
    return unduh(keluar.getvalue(), f"penduduk-{hari_desa():%Y-%m-%d}.{bentuk}", ekspor.MIME[bentuk])
