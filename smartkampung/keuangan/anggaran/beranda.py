"""What the budget brings to the home page: the next signed step of each version, for whoever takes it."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from flask import url_for
from flask_babel import gettext as _

from smartkampung.extensions import db
from smartkampung.inti.konteks import zona
from smartkampung.inti.sorotan import Hal
from smartkampung.inti.tanggal import tanggal_panjang
from smartkampung.keuangan.anggaran import alur
from smartkampung.keuangan.anggaran.models import (
    DIEVALUASI,
    DISEPAKATI,
    DITETAPKAN,
    DRAF,
    GESER,
    PERBAIKAN,
    VersiAnggaran,
)
from smartkampung.keuangan.langkah import Pelaku

_BERJALAN = (DISEPAKATI, DIEVALUASI, PERBAIKAN, DITETAPKAN)


def menunggu(pengguna: Pelaku) -> list[Hal]:
    """Versions on their way whose next step is this user's."""
    geser = db.and_(VersiAnggaran.keadaan == DRAF, VersiAnggaran.jenis == GESER)
    pilih = db.select(VersiAnggaran).where(db.or_(VersiAnggaran.keadaan.in_(_BERJALAN), geser))
    semua = (_hal(v, pengguna) for v in db.session.scalars(pilih.order_by(VersiAnggaran.id)))
    return [h for h in semua if h is not None]


def _hal(v: VersiAnggaran, pengguna: Pelaku) -> Hal | None:
    koordinator, kades = pengguna.punya_izin("keuangan.koordinasi"), pengguna.punya_izin("keuangan.tetapkan")
    url = url_for("anggaran.lihat", versi_id=v.id)
    if kades and (v.keadaan in (DIEVALUASI, DRAF) or alur.evaluasi_lewat(v)):
        return Hal(_("Anggaran"), v.nama, _("siap ditetapkan"), url, _("Baca"), v.dibuat_pada)
    if not koordinator or v.keadaan == DRAF:
        return None
    if v.keadaan == DITETAPKAN:
        return Hal(_("Anggaran"), v.nama, _("belum diundangkan"), url, _("Buka"), v.dibuat_pada)
    if v.keadaan == PERBAIKAN:
        batas = alur.batas_perbaikan(v)
        tenggat = datetime.combine(batas + timedelta(days=1), time(0), tzinfo=zona()) if batas else None
        return Hal(_("Anggaran"), v.nama, _("perbaikan menurut camat"), url, _("Buka"), v.dibuat_pada, tenggat)
    if v.keadaan == DISEPAKATI:
        batas = alur.batas_evaluasi(v)
        ket = _("camat sampai %(t)s", t=tanggal_panjang(batas)) if batas else _("belum dikirim kepada camat")
        return Hal(_("Anggaran"), v.nama, ket, url, _("Buka"), v.dibuat_pada)
    return None
