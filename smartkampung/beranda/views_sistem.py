"""The state of the system: disk, scheduler, backups, checks."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from smartkampung import __version__
from smartkampung.audit.jam import betulkan_jam, catatan_di_depan, keluhan_jam
from smartkampung.beranda import cadangan
from smartkampung.beranda.detak import berdetak, detak
from smartkampung.beranda.forms import BetulkanJamForm
from smartkampung.beranda.pita import SALINAN_LUAR
from smartkampung.extensions import db
from smartkampung.inti.galat import TidakDitemukan
from smartkampung.inti.izin import perlu_izin, publik, tanpa_kunci_sekali
from smartkampung.inti.konteks import pengaturan
from smartkampung.inti.penyimpanan import ruang
from smartkampung.inti.periksa import jalankan_semua
from smartkampung.inti.tanggal import sekarang
from smartkampung.inti.tugas import Kemajuan, mulai_tugas
from smartkampung.inti.web import Layar, unduh
from smartkampung.sambungan import pemeriksaan

bp = Blueprint("sistem", __name__, url_prefix="/sistem")


@bp.get("")
@perlu_izin("sistem.kelola")
def lihat() -> ResponseReturnValue:
    """What an operator looks at once a week."""
    atur = pengaturan()
    return render_template("sistem/lihat.html", versi=__version__, ruang=ruang(atur.instance), atur=atur,
                           dialek=db.engine.dialect.name, detak=detak("penjadwal"), cadangan=detak("cadangan"),
                           luar=detak(SALINAN_LUAR),
                           daftar=cadangan.daftar_cadangan(atur)[:14])


@bp.get("/periksa")
@perlu_izin("sistem.kelola")
def periksa() -> ResponseReturnValue:
    """Run all checks now."""
    return render_template("sistem/periksa.html", hasil=jalankan_semua(pemeriksaan()))


@bp.route("/jam", methods=["GET", "POST"])
@perlu_izin("sistem.kelola")
def jam() -> ResponseReturnValue:
    """Say that the clock is right after it was wrong: the way out when acts are recorded in the future."""
    form = BetulkanJamForm()
    layar = Layar("sistem/jam.html", form=form, kini=sekarang(), keluhan=keluhan_jam(), di_depan=catatan_di_depan())
    if not form.validate_on_submit():
        return layar.tampil()
    betulkan_jam(oleh=current_user, alasan=form.alasan.data)
    flash(_("Jam komputer dipercaya lagi. Pekerjaan dapat dilanjutkan."), "sukses")
    return redirect(url_for("sistem.lihat"), 303)


@bp.post("/cadangkan")
@perlu_izin("sistem.kelola")
def cadangkan() -> ResponseReturnValue:
    """Make, and prove, a backup now."""
    tugas = mulai_tugas(_("Membuat cadangan"), _kerja_cadangan, pengguna_id=current_user.id)
    return redirect(url_for("beranda.tugas", tugas_id=tugas.id), 303)


def _kerja_cadangan(kemajuan: Kemajuan) -> str:
    cadangan.cadangkan_kini(kemajuan=kemajuan)
    return "/sistem"


@bp.post("/cadangan/<nama>")
@perlu_izin("sistem.kelola")
@tanpa_kunci_sekali
def unduh_cadangan(nama: str) -> ResponseReturnValue:
    """Download a backup (encrypted, so it may travel on a stick); noted as a copy outside this computer."""
    atur = pengaturan()
    for berkas in cadangan.daftar_cadangan(atur):
        if berkas.name == nama:
            berdetak(SALINAN_LUAR, nama)
            return unduh(berkas.read_bytes(), nama, "application/octet-stream")
    raise TidakDitemukan()


@bp.get("/sehat")
@publik
def sehat() -> ResponseReturnValue:
    """For watchdogs: the database answers."""
    db.session.execute(db.text("SELECT 1"))
    return {"sehat": True, "versi": __version__}


