"""What recaps bring to the home page, the menu badge, and the checks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from flask import url_for
from flask_babel import gettext as _

from smartkampung.akun.models import Pengguna
from smartkampung.extensions import db
from smartkampung.inti.berkas import baca_berkas
from smartkampung.inti.galat import GalatDomain
from smartkampung.inti.periksa import Pemeriksaan
from smartkampung.inti.sorotan import Hal
from smartkampung.rekap import keadaan, queries
from smartkampung.rekap.jenis import judul_jenis
from smartkampung.rekap.models import KendalaRekap, KotakKeluar, Rekap
from smartkampung.rekap.pengingat import pengingat
from smartkampung.rekap.susun import isi_paket

TENGGAT_SETUJU = timedelta(days=2)


def menunggu(pengguna: Pengguna) -> list[Hal]:
    """Recaps to approve, that cannot be composed, deliveries that need a person; what is due soon or overdue."""
    hasil: list[Hal] = []
    if pengguna.punya_izin("rekap.setujui"):
        hasil += [Hal(_("Setujui rekap"), f"{judul_jenis(r.jenis)} {r.bulan.nama}", _("belum dikirim"),
                      url_for("rekap.lihat", rekap_id=r.id), _("Baca"), r.dibuat_pada,
                      r.dibuat_pada + TENGGAT_SETUJU) for r in queries.menunggu_persetujuan()]
    if pengguna.punya_izin("rekap.atur") or pengguna.punya_izin("rekap.kirim"):
        hasil += [_hal_kendala(k) for k in queries.daftar_kendala()]
        hasil += [Hal(_("Rekap %(k)s", k=keadaan.KEADAAN[b.keadaan].kata),
                      f"{judul_jenis(b.jenis)} {b.rekap.bulan.nama} → {b.tujuan.nama}",
                      b.sebab or keadaan.KEADAAN[b.keadaan].arti, url_for("rekap.lihat", rekap_id=b.rekap_id),
                      _("Buka"), b.jatuh_tempo_pada) for b in queries.perlu_perhatian()]
    sudah = {h.url for h in hasil}
    return hasil + [h for h in pengingat(pengguna) if h.url not in sudah]


def _hal_kendala(kendala: KendalaRekap) -> Hal:
    return Hal(_("Rekap belum dapat disusun"), f"{judul_jenis(kendala.jenis)} {kendala.periode}",
               kendala.kalimat[0] if kendala.kalimat else "",
               url_for("rekap.susun", jenis=kendala.jenis, periode=kendala.periode), _("Periksa"), kendala.sejak)


def jumlah_menunggu(pengguna: Pengguna) -> int:
    """The badge of the menu entry."""
    n = len(queries.menunggu_persetujuan()) if pengguna.punya_izin("rekap.setujui") else 0
    if pengguna.punya_izin("rekap.atur") or pengguna.punya_izin("rekap.kirim"):
        n += len(queries.daftar_kendala()) + len(queries.perlu_perhatian())
    return n


def daftar_pemeriksaan() -> list[Pemeriksaan]:
    """Invariants I-12 and I-13."""
    return [Pemeriksaan("Revisi rekap naik satu-satu dan berkasnya utuh", _revisi),
            Pemeriksaan("Setiap rekap terkirim sampai atau terlihat", _kotak_keluar)]


def _revisi() -> Sequence[str]:
    temuan: list[str] = []
    berikut: dict[tuple[str, str], tuple[int, str | None]] = {}
    for rekap in db.session.scalars(db.select(Rekap).order_by(Rekap.jenis, Rekap.periode, Rekap.revisi)):
        harap, sebelum = berikut.get((rekap.jenis, rekap.periode), (0, None))
        nama = f"rekap {rekap.jenis} {rekap.periode} revisi {rekap.revisi}"
        if rekap.revisi != harap:
            temuan.append(f"{nama}: seharusnya revisi {harap}")
        try:
            baca_berkas(rekap.xlsx)
            isi = isi_paket(rekap)
            if isi["sebelumnya"] != sebelum:
                temuan.append(f"{nama}: tidak menunjuk revisi sebelumnya")
            if (isi["jenis"], isi["periode"], isi["revisi"]) != (rekap.jenis, rekap.periode, rekap.revisi):
                temuan.append(f"{nama}: isi berkasnya rekap lain")
        except GalatDomain as galat:
            temuan.append(f"{nama}: {galat.kalimat()}")
        berikut[rekap.jenis, rekap.periode] = (rekap.revisi + 1, rekap.sha256)
    return temuan[:50]


def _kotak_keluar() -> Sequence[str]:
    """A row is settled, still being tried by itself, or on somebody's home page."""
    tampak = {b.id for b in queries.perlu_perhatian()}
    terbaru = db.select(KotakKeluar).where(queries.belum_selesai())
    return [f"kotak keluar {b.id} ({b.jenis} {b.periode}) {b.keadaan} tetapi tidak terlihat siapa pun"
            for b in db.session.scalars(terbaru)
            if b.id not in tampak and b.keadaan in (keadaan.GAGAL, keadaan.MUNGKIN)][:50]
