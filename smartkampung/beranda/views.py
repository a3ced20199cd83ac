"""Home, search, long work, help."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from smartkampung.beranda import isi
from smartkampung.beranda.rangka import menu
from smartkampung.inti.galat import TidakDitemukan
from smartkampung.inti.izin import perlu_masuk, tanpa_kunci_sekali, tanpa_kunci_tulis
from smartkampung.inti.konteks import keadaan, zona
from smartkampung.inti.tanggal import sekarang
from smartkampung.inti.tugas import daftar_tugas, lihat_tugas
from smartkampung.sambungan import menu as menu_penuh

bp = Blueprint("beranda", __name__)


@bp.get("/beranda")
@perlu_masuk
def lihat() -> ResponseReturnValue:
    """What waits for me, what is late, and the few figures my role acts on."""
    kini = sekarang()
    hal = isi.menunggu(current_user)
    terlambat = [h for h in hal if h.tenggat is not None and h.tenggat < kini]
    pukul = kini.astimezone(zona()).hour
    salam = ("Selamat pagi" if 3 <= pukul < 11 else "Selamat siang" if pukul < 15
             else "Selamat sore" if pukul < 19 else "Selamat malam")
    return render_template("beranda/lihat.html", hal=hal[:30], banyak=len(hal), terlambat=len(terlambat),
                           angka=isi.angka(current_user), salam=salam, kini=kini,
                           pintasan=[b for k in menu() for b in k.butir if b.aktif is False][:6])


@bp.post("/cari")
@perlu_masuk
@tanpa_kunci_tulis
@tanpa_kunci_sekali
def cari() -> ResponseReturnValue:
    """Find residents, letters, documents and pages; by POST, so that no NIK stands in an address."""
    teks = " ".join(request.form.get("q", "").split())[:80]
    temuan = isi.cari(current_user, teks) if len(teks) >= 2 else []
    halaman = isi.cari_halaman(current_user, teks, menu_penuh(keadaan().pengaturan.mode)) if teks else []
    if len(temuan) == 1 and not halaman:
        return redirect(temuan[0].url, 303)
    return render_template("beranda/cari.html", teks=teks, temuan=temuan, halaman=halaman)


@bp.get("/pekerjaan")
@perlu_masuk
def pekerjaan() -> ResponseReturnValue:
    """My long work, newest first."""
    return render_template("pekerjaan/daftar.html", daftar=daftar_tugas(current_user.id))


@bp.get("/pekerjaan/<int:tugas_id>")
@perlu_masuk
def tugas(tugas_id: int) -> ResponseReturnValue:
    """One piece of long work and how far it is."""
    kerja = lihat_tugas(tugas_id, current_user.id)
    if kerja is None:
        raise TidakDitemukan()
    if kerja.keadaan == "selesai" and kerja.hasil_url:
        return redirect(kerja.hasil_url, 303)
    return render_template("pekerjaan/lihat.html", tugas=kerja)


@bp.get("/bantuan")
@perlu_masuk
def bantuan() -> ResponseReturnValue:
    """A page of help for the present role."""
    return render_template("beranda/bantuan.html", beranda=url_for(".lihat"))
