"""What every page shows around its content: menu, identity, user, banners."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from flask import Flask, current_app, g, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from smartkampung import sambungan
from smartkampung.audit.simpanan import ingat
from smartkampung.beranda.isi import jumlah_menunggu
from smartkampung.beranda.pita import pita_jam, pita_salinan
from smartkampung.desa.queries import profil
from smartkampung.inti.konteks import hari_desa, keadaan, zona
from smartkampung.inti.kunci_sekali import kunci_formulir
from smartkampung.inti.penyimpanan import ruang
from smartkampung.inti.tanggal import hari_panjang, sekarang

DETAK_MATI = timedelta(minutes=5)


def pasang_rangka(app: Flask) -> None:
    """Register the context of the frames."""
    app.jinja_env.globals["kunci_formulir"] = kunci_formulir
    app.context_processor(konteks_rangka)


def konteks_rangka() -> dict[str, Any]:
    """The context of dasar.html; light for pages without login."""
    zona()  # sets g.zona for the filters
    isi: dict[str, Any] = {"identitas": identitas(), "pita": pita()}
    orang = pengguna_kini() if request.endpoint is not None else None
    if orang is not None and orang.is_authenticated:
        kelompok = menu()
        isi.update(
            menu=kelompok, menu_bawah=[b for k in kelompok for b in k.butir if b.bawah][:3], menu_akun=menu_akun(),
            pengguna=orang, current_user=orang, tanggal_kini=hari_panjang(hari_desa()),
            url_cari=url_for("beranda.cari"), url_keluar=url_for("akun.keluar"),
            contoh_cari="" if keadaan().pengaturan.mode == "desa" else _("Cari halaman"))
    return isi


def identitas() -> dict[str, Any]:
    """Name, emblem and address line of this office."""
    p = profil()
    sub = p.kecamatan_lengkap if keadaan().pengaturan.mode == "desa" else p.provinsi
    nama = p.nama_lengkap if keadaan().pengaturan.mode == "desa" else p.kabupaten_lengkap
    return {"namadesa": nama if p.kode else "Smart Kampung", "subjudul": sub, "huruf": (p.nama or "S")[:1],
            "logo_url": url_for("desa.logo", v=p.logo_id) if p.logo_id else None}


def menu() -> list[Any]:
    """The groups and entries this user may open, with badges."""
    if "menu" not in g:
        orang, cetak_biru = pengguna_kini(), request.blueprint or ""
        g.menu = [SimpleNamespace(judul=judul, butir=[
            SimpleNamespace(label=label, url=url, ikon=b.ikon, bawah=b.bawah,
                            jumlah=jumlah_menunggu(b.jumlah, orang) if b.jumlah else 0, aktif=cetak_biru in area)
            for b, label, url, area in butir]) for judul, butir in _menu_izin(orang.izin)]
    hasil: list[Any] = g.menu
    return hasil


def _menu_izin(izin: frozenset[str]) -> list[tuple[str, list[tuple[sambungan.Butir, str, str, set[str]]]]]:
    """The entries that a set of permissions opens, with their addresses; worked out once per set and app."""
    simpanan = keadaan().simpanan.setdefault("menu", {})
    if izin not in simpanan:
        simpanan[izin] = [
            (_(k.judul) if k.judul else "", [
                (b, _(b.judul), url_for(b.tujuan), set((b.area or b.tujuan.split(".")[0]).split(",")))
                for b in k.butir if not b.izin or izin & set(b.izin)])
            for k in sambungan.menu(keadaan().pengaturan.mode)]
        simpanan[izin] = [(judul, butir) for judul, butir in simpanan[izin] if butir]
    hasil: list[tuple[str, list[tuple[sambungan.Butir, str, str, set[str]]]]] = simpanan[izin]
    return hasil


def pengguna_kini() -> Any:
    """The logged-in account itself, not Flask-Login's proxy, which looks the context up at every touch."""
    return current_user._get_current_object()


def menu_akun() -> list[SimpleNamespace]:
    """The entries of the account menu."""
    return [SimpleNamespace(label=_("Akun saya"), url=url_for("akun.saya"), ikon="orang"),
            SimpleNamespace(label=_("Pekerjaan"), url=url_for("beranda.pekerjaan"), ikon="jam"),
            SimpleNamespace(label=_("Bantuan"), url=url_for("beranda.bantuan"), ikon="info")]


def pita() -> list[tuple[str, str]]:
    """Banners over every page: demo mode, disk, clock, scheduler."""
    atur = keadaan().pengaturan
    hasil: list[tuple[str, str]] = []
    if atur.demo:
        hasil.append(("info", _("Data contoh: semua nama dan angka di sini rekaan.")))
    sisa = ruang(atur.instance)
    if sisa.hanya_baca:
        hasil.append(("galat", _("Disk hampir penuh (sisa %(mb)s MB): data hanya dapat dibaca. Kosongkan "
                                 "ruang disk; program pulih sendiri.", mb=sisa.megabita)))
    elif sisa.hampir_penuh:
        hasil.append(("peringatan", _("Sisa ruang disk %(mb)s MB. Kosongkan sebelum penuh.", mb=sisa.megabita)))
    if current_user and current_user.is_authenticated:
        hasil += pita_jam() + pita_salinan(current_user) + pita_staf()
    elif request.blueprint == "akun":  # a wrong clock also spoils the codes of the second factor
        hasil += pita_jam()
    return hasil


def pita_staf() -> list[tuple[str, str]]:
    """Banners for staff: the scheduler's heartbeat and the clock."""
    from smartkampung.beranda.detak import detak_terakhir

    if current_app.config["TESTING"] and not keadaan().simpanan.get("awasi_detak"):
        return []
    terakhir = ingat("detak", detak_terakhir)
    if terakhir is None or sekarang() - terakhir > DETAK_MATI:
        return [("peringatan", _("Penjadwal tidak berjalan, jadi rekap dan cadangan tidak jalan sendiri. "
                                 "Jalankan lagi program ini, atau \"smartkampung penjadwal\"."))]
    if terakhir - sekarang() > DETAK_MATI:
        return [("galat", _("Jam komputer mundur dari catatan terakhir. Betulkan tanggal dan jam komputer."))]
    return []
