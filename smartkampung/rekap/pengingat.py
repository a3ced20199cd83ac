"""Who hears of a recap before and after its due day.

Source: design 7.1: T-7 reminds those who keep the data, T-1 shows the head a draft, T+1 tells the head what
has not left. All three are derived from schedules and the outbox each time they are asked, never stored.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import or_

from smartkampung.akun.models import Pengguna
from smartkampung.extensions import db
from smartkampung.inti.konteks import zona
from smartkampung.inti.sorotan import Hal
from smartkampung.inti.tanggal import sekarang, tanggal_pendek
from smartkampung.rekap import keadaan, queries
from smartkampung.rekap.jatuh_tempo import Tempo, daftar_jatuh_tempo, rencana
from smartkampung.rekap.jenis import judul_jenis
from smartkampung.rekap.models import KotakKeluar
from smartkampung.rekap.susun import terbaru

SEBELUM_PENGISI, SEBELUM_KADES, SESUDAH = timedelta(days=7), timedelta(days=1), timedelta(days=1)


def pengingat(pengguna: Pengguna) -> list[Hal]:
    """What this person should know of recaps that are due soon or overdue."""
    kades = pengguna.punya_izin("rekap.setujui")
    pengisi = pengguna.punya_izin("rekap.atur") or pengguna.punya_izin("rekap.kirim")
    hasil: list[Hal] = []
    if pengisi or kades:
        jarak = SEBELUM_PENGISI if pengisi else SEBELUM_KADES
        hasil += [_akan(t, jarak) for t in _satu_per_rekap(rencana()) if t.pada - sekarang() <= jarak]
    if kades:
        hasil += _terlambat()
    return hasil


def _satu_per_rekap(daftar: Iterable[Tempo]) -> list[Tempo]:
    """The earliest due time of each kind and period."""
    hasil: dict[tuple[str, str], Tempo] = {}
    for tempo in sorted(daftar, key=lambda t: t.pada):
        hasil.setdefault((tempo.jenis, tempo.periode.kode), tempo)
    return list(hasil.values())


def _akan(tempo: Tempo, jarak: timedelta) -> Hal:
    hari = tanggal_pendek(tempo.pada.astimezone(zona()).date())
    ket = (_("disusun %(hari)s, berangkat sesudah disetujui kepala desa", hari=hari)
           if tempo.jadwal.perlu_persetujuan else _("berangkat sendiri %(hari)s", hari=hari))
    return Hal(_("Baca draf rekap"), f"{judul_jenis(tempo.jenis)} {tempo.periode.nama}", ket,
               url_for("rekap.draf", jenis=tempo.jenis, periode=tempo.periode.kode), _("Draf"), tempo.pada - jarak,
               tempo.pada)


def _terlambat() -> list[Hal]:
    """Recaps due for more than a day that have not left; what waits for the head's own approval is listed apart."""
    batas = sekarang() - SESUDAH
    disetujui = {(r.jenis, r.periode) for r in queries.menunggu_persetujuan()}
    hasil: dict[tuple[str, str], Hal] = {}
    for baris in db.session.scalars(
            db.select(KotakKeluar).where(
                queries.belum_selesai(), KotakKeluar.jatuh_tempo_pada < batas,
                or_(KotakKeluar.keadaan != keadaan.DIKIRIM,
                    KotakKeluar.dikirim_pada < sekarang() - keadaan.BATAS_TANDA_TERIMA))
            .order_by(KotakKeluar.jatuh_tempo_pada, KotakKeluar.id)):
        hasil.setdefault((baris.jenis, baris.periode), _hal_terlambat(
            baris.jenis, baris.rekap.bulan.nama, baris.tujuan.nama, baris.sebab or keadaan.KEADAAN[baris.keadaan].arti,
            url_for("rekap.lihat", rekap_id=baris.rekap_id), baris.jatuh_tempo_pada))
    for tempo in daftar_jatuh_tempo():
        kunci = tempo.jenis, tempo.periode.kode
        if tempo.pada < batas and kunci not in disetujui and terbaru(tempo.jenis, tempo.periode) is None:
            hasil.setdefault(kunci, _hal_terlambat(
                tempo.jenis, tempo.periode.nama, tempo.tujuan.nama, _("belum dapat disusun"),
                url_for("rekap.draf", jenis=tempo.jenis, periode=tempo.periode.kode), tempo.pada))
    return list(hasil.values())


def _hal_terlambat(jenis: str, bulan: str, tujuan: str, sebab: str, url: str, pada: datetime) -> Hal:
    return Hal(_("Rekap terlambat"), f"{judul_jenis(jenis)} {bulan} \u2192 {tujuan}", sebab, url, _("Buka"), pada, pada)
