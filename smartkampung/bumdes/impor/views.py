"""Pages of taking books over and of handing them out."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from smartkampung.akun.models import Pengguna
from smartkampung.bumdes.akses import LIHAT, pastikan
from smartkampung.bumdes.buku.konteks import buku
from smartkampung.bumdes.catat.forms import FormAlasan
from smartkampung.bumdes.halaman import ambil, konteks, tampilkan
from smartkampung.bumdes.impor import ekspor as hasil_ekspor
from smartkampung.bumdes.impor import services
from smartkampung.bumdes.impor.baca import MEDAN, WAJIB_JURNAL, WAJIB_SALDO
from smartkampung.bumdes.impor.models import DITERAPKAN, JENIS_IMPOR, SALDO, ImporBumdes
from smartkampung.bumdes.lembaga.models import Bumdes
from smartkampung.extensions import db
from smartkampung.inti.berkas import simpan_hasil
from smartkampung.inti.berkas_lembar import BATAS_BERKAS, LembarDitolak, periksa_ukuran
from smartkampung.inti.formulir import Formulir, MedanBerkas, MedanPilihan, MedanSatu
from smartkampung.inti.galat import TidakBoleh, TidakDitemukan
from smartkampung.inti.izin import perlu_izin
from smartkampung.inti.tugas import Kemajuan, mulai_tugas
from smartkampung.inti.web import Layar, unduh

bp = Blueprint("impor_bumdes", __name__, url_prefix="/bumdes/<int:bumdes_id>")


class FormUnggah(Formulir):
    """The file."""

    jenis = MedanSatu(_l("Isi berkas"), pilihan=list(JENIS_IMPOR.items()), default="jurnal")
    berkas = MedanBerkas(_l("Berkas"), terima=".xlsx,.csv", description=_l(".xlsx atau .csv, paling besar 25 MB. "
                                                                           "Diperiksa dulu, belum disimpan."))


class FormBagan(Formulir):
    """A chart."""

    berkas = MedanBerkas(_l("Berkas CSV"), terima=".csv", description=_l(
        "Kolom kode, nama, kelompok, saldo_normal, arus_kas, level, jenis, peran."))


def _impor(bumdes: Bumdes, impor_id: int) -> ImporBumdes:
    satu = db.session.get(ImporBumdes, impor_id)
    if satu is None or satu.bumdes_id != bumdes.id:
        raise TidakDitemukan()
    return satu


@bp.route("/impor", methods=["GET", "POST"])
@perlu_izin("bumdes.impor")
def unggah(bumdes_id: int) -> ResponseReturnValue:
    """Upload a book; only its headings are read."""
    bumdes = ambil(bumdes_id)
    pastikan(current_user, "bumdes.impor", bumdes.id)
    form: Any = FormUnggah()
    lama = db.session.scalars(db.select(ImporBumdes).filter_by(bumdes_id=bumdes.id).order_by(
        ImporBumdes.id.desc()).limit(10)).all()  # fmt: skip
    layar = Layar("bumdes/impor.html", form=form, lama=lama, **konteks(bumdes))
    if not form.validate_on_submit():
        return layar.tampil()
    data = form.berkas.data.read()
    periksa_ukuran(len(data), BATAS_BERKAS)
    if not data:
        raise LembarDitolak("Berkas ini kosong. Pilih berkas yang berisi jurnal.")
    berkas = simpan_hasil(data, form.berkas.data.filename or "jurnal", "application/octet-stream")
    baru = services.terima(bumdes, berkas, form.jenis.data, oleh=current_user)
    return redirect(url_for(".peta", bumdes_id=bumdes.id, impor_id=baru.id), 303)


def _form_peta(impor: ImporBumdes) -> Any:
    wajib = WAJIB_SALDO if impor.jenis == SALDO else WAJIB_JURNAL
    kolom = [(str(ke), satu) for ke, satu in enumerate(impor.judul) if satu]
    medan: dict[str, Any] = {f"kolom_{m}": MedanPilihan(nama, pilihan=kolom, kosong=_l("Tidak ada"), wajib=m in wajib)
                             for m, nama in MEDAN.items() if impor.jenis != SALDO or m not in ("tanggal", "jenis")}
    return type("FormPetaBuku", (Formulir,), medan)(data={f"kolom_{m}": str(n) for m, n in impor.peta.items()})


@bp.route("/impor/<int:impor_id>/kolom", methods=["GET", "POST"])
@perlu_izin("bumdes.impor")
def peta(bumdes_id: int, impor_id: int) -> ResponseReturnValue:
    """What the columns mean; then the dry run."""
    bumdes = ambil(bumdes_id)
    satu = _impor(bumdes, impor_id)
    form = _form_peta(satu)
    layar = Layar("bumdes/impor_peta.html", form=form, impor=satu, **konteks(bumdes))
    if satu.keadaan == DITERAPKAN:
        return redirect(url_for(".lihat", bumdes_id=bumdes.id, impor_id=satu.id), 303)
    if not form.validate_on_submit():
        return layar.tampil()
    services.petakan(satu, {f.name[6:]: int(f.data) for f in form if f.data})
    tugas = mulai_tugas(_("Memeriksa %(n)s", n=satu.nama_berkas), kerja_uji, pengguna_id=current_user.id,
                        impor_id=satu.id)  # fmt: skip
    return redirect(url_for("beranda.tugas", tugas_id=tugas.id), 303)


def kerja_uji(*, kemajuan: Kemajuan, impor_id: int) -> str:
    """The dry run as long work."""
    satu = db.session.get_one(ImporBumdes, impor_id)
    services.uji(satu, kemajuan)
    return f"/bumdes/{satu.bumdes_id}/impor/{impor_id}"


@bp.get("/impor/<int:impor_id>")
@perlu_izin("bumdes.impor")
def lihat(bumdes_id: int, impor_id: int) -> ResponseReturnValue:
    """What the dry run found, or what applying did."""
    bumdes = ambil(bumdes_id)
    return tampilkan("bumdes/impor_lihat.html", bumdes, impor=_impor(bumdes, impor_id))


@bp.post("/impor/<int:impor_id>/simpan")
@perlu_izin("bumdes.impor")
def simpan(bumdes_id: int, impor_id: int) -> ResponseReturnValue:
    """Apply as long work, all in one transaction."""
    bumdes = ambil(bumdes_id)
    satu = _impor(bumdes, impor_id)
    tugas = mulai_tugas(_("Menyimpan %(n)s", n=satu.nama_berkas), kerja_simpan, pengguna_id=current_user.id,
                        impor_id=satu.id, oleh_id=current_user.id)  # fmt: skip
    return redirect(url_for("beranda.tugas", tugas_id=tugas.id), 303)


def kerja_simpan(*, kemajuan: Kemajuan, impor_id: int, oleh_id: int) -> str:
    """Applying as long work."""
    satu = db.session.get_one(ImporBumdes, impor_id)
    services.simpan(satu, oleh=db.session.get_one(Pengguna, oleh_id), kemajuan=kemajuan)
    return f"/bumdes/{satu.bumdes_id}/impor/{impor_id}"


@bp.route("/impor/batalkan-saldo-awal", methods=["GET", "POST"])
@perlu_izin("bumdes.impor")
def batal_saldo(bumdes_id: int) -> ResponseReturnValue:
    """Take the opening balances back."""
    bumdes = ambil(bumdes_id)
    form: Any = FormAlasan()
    layar = Layar("bumdes/isian.html", form=form, judul=_("Batalkan saldo awal"), tombol=_("Batalkan saldo awal"),
                  kembali=url_for(".unggah", bumdes_id=bumdes.id), **konteks(bumdes))  # fmt: skip
    if not form.validate_on_submit():
        return layar.tampil()
    banyak = services.batalkan_saldo_awal(bumdes, form.alasan.data or "", oleh=current_user)
    flash(_("%(n)s saldo awal dibatalkan; saldo yang benar dapat dimasukkan.", n=banyak), "berhasil")
    return redirect(url_for(".unggah", bumdes_id=bumdes.id), 303)


@bp.route("/bagan/ganti", methods=["GET", "POST"])
@perlu_izin("bumdes.kelola")
def bagan(bumdes_id: int) -> ResponseReturnValue:
    """Replace the chart while the books are empty."""
    bumdes = ambil(bumdes_id)
    form: Any = FormBagan()
    layar = Layar("bumdes/isian.html", form=form, judul=_("Bagan akun dari berkas"), tombol=_("Ganti bagan"),
                  kembali=url_for("bumdes.akun", bumdes_id=bumdes.id), bantuan=_(
                      "Untuk BUM Desa Bersama yang memakai bagan lain. Hanya selagi belum ada unit dan jurnal."),
                  **konteks(bumdes))  # fmt: skip
    if not form.validate_on_submit():
        return layar.tampil()
    banyak = services.ganti_bagan(bumdes, form.berkas.data.read(), oleh=current_user)
    flash(_("%(n)s akun dipasang.", n=banyak), "berhasil")
    return redirect(url_for("bumdes.akun", bumdes_id=bumdes.id), 303)


# --- out ------------------------------------------------------------------------------------------


@bp.get("/ekspor")
@perlu_izin(*LIHAT)
def ekspor(bumdes_id: int) -> ResponseReturnValue:
    """The ways out."""
    return tampilkan("bumdes/ekspor.html", ambil(bumdes_id))


@bp.get("/ekspor/<bentuk>")
@perlu_izin(*LIHAT)
def unduh_ekspor(bumdes_id: int, bentuk: str) -> Response:
    """Everything as CSV, or as a Beancount ledger."""
    bumdes = ambil(bumdes_id)
    if not konteks(bumdes)["seluruh"]:
        raise TidakBoleh()
    if bentuk == "beancount":
        return unduh(hasil_ekspor.beancount(buku(bumdes)).encode(), "buku.beancount", "text/plain")
    return unduh(hasil_ekspor.jurnal_csv(buku(bumdes)), "jurnal.csv", "text/csv")
