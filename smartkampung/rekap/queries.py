"""Reads for the recap pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, or_

from smartkampung.desa.queries import profil
from smartkampung.extensions import db
from smartkampung.inti.tanggal import sekarang
from smartkampung.rekap import keadaan
from smartkampung.rekap.jatuh_tempo import Tempo, daftar_jatuh_tempo, rencana, telat
from smartkampung.rekap.jenis import judul_jenis
from smartkampung.rekap.models import FOLDER, JadwalRekap, KendalaRekap, KotakKeluar, Rekap, TujuanRekap


@dataclass(frozen=True)
class BarisRencana:
    """One line of "what will be sent when"."""

    jenis: str
    judul: str
    kode: str
    periode: str
    tujuan: str
    pada: datetime
    berangkat: datetime
    perlu_persetujuan: bool
    siap: bool


def pilih_keluar(saring: str = "") -> Select[Any]:
    """The outbox, the newest period first."""
    pilih = db.select(KotakKeluar).order_by(KotakKeluar.periode.desc(), KotakKeluar.jenis, KotakKeluar.revisi.desc(),
                                            KotakKeluar.id)
    if saring == "belum":
        return pilih.where(belum_selesai())
    return pilih.where(KotakKeluar.keadaan == saring) if saring in keadaan.KEADAAN else pilih


def belum_selesai() -> Any:
    """The condition of rows that somebody may have to look at: not received, nor sent where no receipt comes."""
    tanpa_bukti = KotakKeluar.tujuan_id.in_(db.select(TujuanRekap.id).where(~TujuanRekap.bertanda_terima))
    return and_(KotakKeluar.keadaan != keadaan.DITERIMA,
                ~and_(KotakKeluar.keadaan == keadaan.DIKIRIM, tanpa_bukti))


def jumlah_keadaan() -> dict[str, int]:
    """How many rows are in which state."""
    pilih = db.select(KotakKeluar.keadaan, db.func.count()).group_by(KotakKeluar.keadaan)
    return dict(db.session.execute(pilih).tuples().all())


def perlu_perhatian() -> list[KotakKeluar]:
    """Rows a person should act on: refused, failed, cut twice, or without a receipt for three days.

    A refused row whose recap has a later revision in the same outbox has been answered already.
    """
    kini = sekarang()
    pilih = (db.select(KotakKeluar).where(belum_selesai(), or_(
        KotakKeluar.keadaan.in_((keadaan.DITOLAK, keadaan.GAGAL, keadaan.MUNGKIN)),
        and_(KotakKeluar.keadaan == keadaan.DIKIRIM, KotakKeluar.dikirim_pada < kini - keadaan.BATAS_TANDA_TERIMA),
        and_(KotakKeluar.keadaan == keadaan.MENUNGGU, KotakKeluar.percobaan > 0,
             KotakKeluar.jatuh_tempo_pada < kini - keadaan.BATAS_TANDA_TERIMA)))
        .order_by(KotakKeluar.jatuh_tempo_pada, KotakKeluar.id))
    baris = list(db.session.scalars(pilih))
    terbaru: dict[tuple[str, str, int], int] = {}
    for jenis, periode, tujuan_id, revisi in db.session.execute(
            db.select(KotakKeluar.jenis, KotakKeluar.periode, KotakKeluar.tujuan_id, db.func.max(KotakKeluar.revisi))
            .where(KotakKeluar.periode.in_({b.periode for b in baris}))
            .group_by(KotakKeluar.jenis, KotakKeluar.periode, KotakKeluar.tujuan_id)):
        terbaru[jenis, periode, tujuan_id] = revisi
    return [b for b in baris if b.keadaan != keadaan.DITOLAK
            or terbaru[b.jenis, b.periode, b.tujuan_id] == b.revisi]


def menunggu_persetujuan() -> list[Rekap]:
    """Recaps the head has not approved, only the latest revision of each."""
    pilih = (db.select(Rekap).where(Rekap.perlu_persetujuan, Rekap.disetujui_pada.is_(None))
             .order_by(Rekap.dibuat_pada))
    semua = list(db.session.scalars(pilih))
    akhir = {(r.jenis, r.periode): r.revisi for r in sorted(semua, key=lambda r: r.revisi)}
    return [r for r in semua if akhir[r.jenis, r.periode] == r.revisi]


def daftar_kendala() -> list[KendalaRekap]:
    """What keeps recaps from being composed, the oldest first."""
    return list(db.session.scalars(db.select(KendalaRekap).order_by(KendalaRekap.periode, KendalaRekap.jenis)))


def daftar_rencana() -> list[BarisRencana]:
    """What will be sent when, what is overdue first."""
    return [_baris(t) for t in [*daftar_jatuh_tempo(), *rencana()]]


def _baris(t: Tempo) -> BarisRencana:
    sebar = t.pada if t.tujuan.kanal == FOLDER else t.pada + keadaan.geser(profil().kode)
    return BarisRencana(t.jenis, judul_jenis(t.jenis), t.periode.kode, t.periode.nama, t.tujuan.nama, t.pada, sebar,
                        t.jadwal.perlu_persetujuan, t.tujuan.siap)


def revisi_lain(rekap: Rekap) -> list[Rekap]:
    """All revisions of the same recap, the newest first."""
    return list(db.session.scalars(db.select(Rekap).filter_by(jenis=rekap.jenis, periode=rekap.periode)
                                   .order_by(Rekap.revisi.desc())))


def daftar_jadwal() -> list[JadwalRekap]:
    """All schedules."""
    return list(db.session.scalars(db.select(JadwalRekap).order_by(JadwalRekap.jenis, JadwalRekap.hari)))


def daftar_tujuan() -> list[TujuanRekap]:
    """All destinations."""
    return list(db.session.scalars(db.select(TujuanRekap).order_by(TujuanRekap.aktif.desc(), TujuanRekap.nama)))


def terlambat(baris: KotakKeluar) -> int:
    """By how many whole days a row left, or still waits, after its due time."""
    return telat(baris.jatuh_tempo_pada, baris.dikirim_pada or sekarang())
