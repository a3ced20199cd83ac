"""Pages of the enterprise: the list, its front page, identity, units, organs, shares, chart."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from smartkampung.akun.models import Pengguna
from smartkampung.akun.queries import daftar_pengguna
from smartkampung.bumdes.akses import LIHAT, boleh, bumdes_terlihat, entitas_terlihat, pastikan
from smartkampung.bumdes.buku import bagan
from smartkampung.bumdes.buku.models import AkunBumdes
from smartkampung.bumdes.halaman import ambil, ambil_entitas, kirim_lembar_xlsx, konteks, tampilkan
from smartkampung.bumdes.lembaga import queries, services
from smartkampung.bumdes.lembaga.forms import (
    FormAkhir,
    FormAkun,
    FormAkunBaru,
    FormBumdes,
    FormOrgan,
    FormPos,
    FormTutupUnit,
    FormUbahBumdes,
    FormUnit,
)
from smartkampung.bumdes.lembaga.models import Bumdes, OrganBumdes
from smartkampung.bumdes.lembaga.services import IsiBumdes, IsiUnit
from smartkampung.extensions import db
from smartkampung.inti.formulir import Formulir
from smartkampung.inti.galat import TidakDitemukan
from smartkampung.inti.izin import perlu_izin
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.uang import angka
from smartkampung.inti.web import Layar

bp = Blueprint("bumdes", __name__, url_prefix="/bumdes")


def _isi(form: Formulir, kelas: Any) -> Any:
    return kelas(**{f: form[f].data if form[f].data is not None else "" if form[f].type == "MedanTeks" else None
                    for f in kelas.__dataclass_fields__})  # fmt: skip


@bp.get("")
@perlu_izin(*LIHAT)
def daftar() -> ResponseReturnValue:
    """The enterprises; straight to the only one."""
    semua = bumdes_terlihat(current_user)
    if len(semua) == 1:
        return redirect(url_for(".lihat", bumdes_id=semua[0].id), 303)
    return render_template("bumdes/daftar.html", semua=semua)


@bp.route("/dirikan", methods=["GET", "POST"])
@perlu_izin("bumdes.semua")
def dirikan() -> ResponseReturnValue:
    """Begin the books of an enterprise."""
    form = FormBumdes(mulai_buku=hari_desa().replace(month=1, day=1))
    layar = Layar("bumdes/dirikan.html", form=form)
    if not form.validate_on_submit():
        return layar.tampil()
    baru = services.dirikan(_isi(form, IsiBumdes), oleh=current_user)
    flash(_("Pembukuan %(n)s siap. Tambahkan unit usahanya.", n=baru.nama), "berhasil")
    return redirect(url_for(".identitas", bumdes_id=baru.id), 303)


@bp.get("/<int:bumdes_id>")
@perlu_izin(*LIHAT)
def lihat(bumdes_id: int) -> ResponseReturnValue:
    """The front page: what waits, the figures of the year, the way to everything."""
    bumdes = ambil(bumdes_id)
    return tampilkan("bumdes/lihat.html", bumdes, kurang=services.kekurangan(bumdes),
                     isi=queries.ringkasan(bumdes, entitas_terlihat(bumdes, current_user), hari_desa()))


@bp.get("/<int:bumdes_id>/identitas")
@perlu_izin(*LIHAT)
def identitas(bumdes_id: int) -> ResponseReturnValue:
    """Papers, units, organs, shares."""
    bumdes = ambil(bumdes_id)
    return tampilkan("bumdes/identitas.html", bumdes, kurang=services.kekurangan(bumdes), hari=hari_desa(),
                     pos=services.daftar_pos(bumdes))


@bp.route("/<int:bumdes_id>/ubah", methods=["GET", "POST"])
@perlu_izin("bumdes.kelola")
def ubah(bumdes_id: int) -> ResponseReturnValue:
    """Correct identity and papers."""
    bumdes = ambil(bumdes_id)
    form = FormUbahBumdes(obj=bumdes)
    layar = Layar("bumdes/isian.html", form=form, judul=_("Identitas BUMDes"), kembali=_alamat(bumdes),
                  **konteks(bumdes))  # fmt: skip
    if not form.validate_on_submit():
        return layar.tampil()
    services.ubah_identitas(bumdes, _isi(form, IsiBumdes), versi=form.versi.data or 0, oleh=current_user)
    flash(_("Perubahan disimpan."), "berhasil")
    return redirect(_alamat(bumdes), 303)


def _alamat(bumdes: Bumdes) -> str:
    return url_for("bumdes.identitas", bumdes_id=bumdes.id)


# --- units ----------------------------------------------------------------------------------------


@bp.route("/<int:bumdes_id>/unit/tambah", methods=["GET", "POST"])
@perlu_izin("bumdes.kelola")
def tambah_unit(bumdes_id: int) -> ResponseReturnValue:
    """Open a unit."""
    bumdes = ambil(bumdes_id)
    form = FormUnit(mulai=hari_desa())
    layar = Layar("bumdes/isian.html", form=form, judul=_("Unit usaha baru"), kembali=_alamat(bumdes),
                  **konteks(bumdes))  # fmt: skip
    if not form.validate_on_submit():
        return layar.tampil()
    unit = services.tambah_unit(bumdes, _isi(form, IsiUnit), oleh=current_user)
    flash(_("%(n)s dibuka dengan buku sendiri.", n=unit.nama), "berhasil")
    return redirect(_alamat(bumdes), 303)


@bp.route("/<int:bumdes_id>/unit/<int:entitas_id>/ubah", methods=["GET", "POST"])
@perlu_izin("bumdes.kelola")
def ubah_unit(bumdes_id: int, entitas_id: int) -> ResponseReturnValue:
    """Correct a unit."""
    bumdes = ambil(bumdes_id)
    unit = _unit(bumdes, entitas_id)
    form = FormUnit(obj=unit)
    layar = Layar("bumdes/isian.html", form=form, judul=unit.nama, kembali=_alamat(bumdes), **konteks(bumdes))
    if not form.validate_on_submit():
        return layar.tampil()
    services.ubah_unit(unit, _isi(form, IsiUnit), oleh=current_user)
    flash(_("Perubahan disimpan."), "berhasil")
    return redirect(_alamat(bumdes), 303)


@bp.route("/<int:bumdes_id>/unit/<int:entitas_id>/tutup", methods=["GET", "POST"])
@perlu_izin("bumdes.kelola")
def tutup_unit(bumdes_id: int, entitas_id: int) -> ResponseReturnValue:
    """Close a unit."""
    bumdes = ambil(bumdes_id)
    unit = _unit(bumdes, entitas_id)
    form = FormTutupUnit(ditutup=hari_desa())
    layar = Layar("bumdes/isian.html", form=form, judul=_("Tutup %(n)s", n=unit.nama), kembali=_alamat(bumdes),
                  bantuan=_("Kasnya harus sudah dipindah ke pusat. Buku dan riwayatnya tetap ada."), **konteks(bumdes))
    if not form.validate_on_submit():
        return layar.tampil()
    services.tutup_unit(unit, form.ditutup.data, form.alasan.data or "", oleh=current_user)
    flash(_("%(n)s ditutup.", n=unit.nama), "berhasil")
    return redirect(_alamat(bumdes), 303)


def _unit(bumdes: Bumdes, entitas_id: int) -> Any:
    unit = ambil_entitas(bumdes, entitas_id)
    if unit.pusat:
        raise TidakDitemukan()
    return unit


# --- organs ---------------------------------------------------------------------------------------


@bp.route("/<int:bumdes_id>/organ/tambah", methods=["GET", "POST"])
@perlu_izin("bumdes.kelola")
def angkat(bumdes_id: int) -> ResponseReturnValue:
    """Appoint somebody."""
    bumdes = ambil(bumdes_id)
    pastikan(current_user, "bumdes.kelola", bumdes.id)
    form = FormOrgan(mulai=hari_desa())
    form.unit._sumber = [(str(e.id), e.nama) for e in bumdes.unit if e.ditutup is None]
    form.pengguna._sumber = [(str(p.id), p.nama) for p in daftar_pengguna() if p.aktif]
    form.unit.choices, form.pengguna.choices = form.unit._pilihan(), form.pengguna._pilihan()
    layar = Layar("bumdes/isian.html", form=form, judul=_("Pengurus, pengawas, penasihat"), kembali=_alamat(bumdes),
                  **konteks(bumdes))  # fmt: skip
    if not form.validate_on_submit():
        return layar.tampil()
    services.angkat(
        bumdes, form.jabatan.data, form.nama.data or "", form.mulai.data, sampai=form.sampai.data,
        nomor_sk=form.nomor_sk.data or "", unit=_unit(bumdes, int(form.unit.data)) if form.unit.data else None,
        pengguna=db.session.get(Pengguna, int(form.pengguna.data)) if form.pengguna.data else None, oleh=current_user)
    flash(_("%(n)s dicatat.", n=form.nama.data), "berhasil")
    return redirect(_alamat(bumdes), 303)


@bp.route("/<int:bumdes_id>/organ/<int:organ_id>/akhiri", methods=["GET", "POST"])
@perlu_izin("bumdes.kelola")
def berhentikan(bumdes_id: int, organ_id: int) -> ResponseReturnValue:
    """End a term."""
    bumdes = ambil(bumdes_id)
    organ = db.session.get(OrganBumdes, organ_id)
    if organ is None or organ.bumdes_id != bumdes.id:
        raise TidakDitemukan()
    form = FormAkhir(sampai=hari_desa())
    layar = Layar("bumdes/isian.html", form=form, judul=_("Akhiri masa %(n)s", n=organ.nama), kembali=_alamat(bumdes),
                  **konteks(bumdes))  # fmt: skip
    if not form.validate_on_submit():
        return layar.tampil()
    services.berhentikan(organ, form.sampai.data, oleh=current_user)
    flash(_("Masa tugas %(n)s berakhir.", n=organ.nama), "berhasil")
    return redirect(_alamat(bumdes), 303)


@bp.route("/<int:bumdes_id>/pos", methods=["GET", "POST"])
@perlu_izin("bumdes.kelola")
def pos(bumdes_id: int) -> ResponseReturnValue:
    """The shares by AD/ART."""
    bumdes = ambil(bumdes_id)
    kini = {p.kode: angka(Decimal(p.bobot) / 100, 2).rstrip("0").rstrip(",") for p in services.daftar_pos(bumdes)}
    form = FormPos(data=kini)
    layar = Layar("bumdes/isian.html", form=form, judul=_("Bagi hasil menurut AD/ART"), kembali=_alamat(bumdes),
                  bantuan=_("Semua bagian berjumlah tepat 100 %."), **konteks(bumdes))  # fmt: skip
    if not form.validate_on_submit():
        return layar.tampil()
    services.simpan_pos(bumdes, {f.name: f.bobot for f in form}, oleh=current_user)
    flash(_("Persentase bagi hasil disimpan."), "berhasil")
    return redirect(_alamat(bumdes), 303)


# --- chart ----------------------------------------------------------------------------------------


@bp.get("/<int:bumdes_id>/akun")
@perlu_izin(*LIHAT)
def akun(bumdes_id: int) -> ResponseReturnValue:
    """The chart of accounts."""
    bumdes = ambil(bumdes_id)
    q = " ".join(request.args.get("kata", "").split())[:60]
    return tampilkan("bumdes/akun.html", bumdes, semua=queries.daftar_akun(bumdes, q), q=q)


@bp.get("/<int:bumdes_id>/akun/xlsx")
@perlu_izin(*LIHAT)
def akun_xlsx(bumdes_id: int) -> Response:
    """The chart as a workbook."""
    bumdes = ambil(bumdes_id)
    return kirim_lembar_xlsx([queries.lembar_akun(bumdes)], "bagan-akun.xlsx")


@bp.route("/<int:bumdes_id>/akun/tambah", methods=["GET", "POST"])
@perlu_izin("bumdes.kelola")
def tambah_akun(bumdes_id: int) -> ResponseReturnValue:
    """Add a detail account."""
    bumdes = ambil(bumdes_id)
    form = FormAkunBaru()
    layar = Layar("bumdes/isian.html", form=form, judul=_("Akun baru"), kembali=url_for(".akun", bumdes_id=bumdes.id),
                  **konteks(bumdes))  # fmt: skip
    if not form.validate_on_submit():
        return layar.tampil()
    baru = bagan.tambah_akun(bumdes, form.kode.data or "", form.nama.data or "", oleh=current_user)
    flash(_("Akun %(a)s ditambahkan.", a=baru.sebutan), "berhasil")
    return redirect(url_for(".akun", bumdes_id=bumdes.id, kata=baru.kode), 303)


@bp.route("/<int:bumdes_id>/akun/<int:akun_id>", methods=["GET", "POST"])
@perlu_izin("bumdes.kelola")
def ubah_akun(bumdes_id: int, akun_id: int) -> ResponseReturnValue:
    """Rename an account or switch it off."""
    bumdes = ambil(bumdes_id)
    satu = db.session.get(AkunBumdes, akun_id)
    if satu is None or satu.bumdes_id != bumdes.id or not boleh(current_user, "bumdes.kelola", bumdes.id):
        raise TidakDitemukan()
    form = FormAkun(obj=satu)
    layar = Layar("bumdes/isian.html", form=form, judul=satu.sebutan, kembali=url_for(".akun", bumdes_id=bumdes.id),
                  **konteks(bumdes))  # fmt: skip
    if not form.validate_on_submit():
        return layar.tampil()
    bagan.ubah_akun(satu, form.nama.data or "", bool(form.aktif.data), oleh=current_user)
    flash(_("Akun %(a)s disimpan.", a=satu.sebutan), "berhasil")
    return redirect(url_for(".akun", bumdes_id=bumdes.id, kata=satu.kode), 303)
