"""Acts on schedules, recaps and the outbox: plan, approve, queue, hurry, try again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time
from typing import Any

from smartkampung.akun.models import Pengguna
from smartkampung.audit.services import catat
from smartkampung.desa.queries import profil
from smartkampung.extensions import db
from smartkampung.inti.galat import Bentrok, GalatDomain
from smartkampung.inti.konteks import zona
from smartkampung.inti.tanggal import Periode, sekarang
from smartkampung.rekap import keadaan
from smartkampung.rekap.jatuh_tempo import pada_tempo, periode_kini
from smartkampung.rekap.jenis import ambil_jenis
from smartkampung.rekap.models import FOLDER, JadwalRekap, JadwalTujuan, KotakKeluar, Rekap, TujuanRekap
from smartkampung.rekap.susun import susun, terbaru


class SudahDisetujui(GalatDomain):
    """Approved before."""

    pesan = "Rekap ini sudah disetujui."


class BelumDisetujui(GalatDomain):
    """The head has not approved it yet."""

    pesan = "Rekap ini menunggu persetujuan kepala desa, jadi belum dapat dikirim."


class TujuanBelumSiap(GalatDomain):
    """A destination that has not joined yet or is switched off."""

    pesan = "Tujuan %(nama)s belum siap: gabungkan dulu dengan kode dari kabupaten, atau aktifkan."


class SudahSampai(GalatDomain):
    """Nothing to hurry."""

    pesan = "Rekap ini sudah diterima, jadi tidak perlu dikirim lagi."


class TujuanKosong(GalatDomain):
    """A schedule without destinations."""

    pesan = "Pilih paling sedikit satu tujuan."
    medan = "tujuan"


# --- schedules --------------------------------------------------------------------------------------

def simpan_jadwal(jadwal: JadwalRekap | None, *, jenis: str, hari: int, jam: time, tujuan: Iterable[int],
                  perlu_persetujuan: bool | None = None, aktif: bool = True, mulai: Periode | None = None,
                  oleh: Pengguna | None = None) -> JadwalRekap:
    """Make or change a schedule.

    Destinations that are new to it start at `mulai` (the next period when not given); when a schedule is
    switched on again, all of them do, so that nothing from the time it was off is sent.
    """
    pilihan = set(tujuan)
    if not pilihan:
        raise TujuanKosong()
    definisi = ambil_jenis(jenis)
    hidup_lagi = jadwal is not None and aktif and not jadwal.aktif
    if jadwal is None:
        jadwal = JadwalRekap()
        db.session.add(jadwal)
    jadwal.jenis, jadwal.hari, jadwal.jam, jadwal.aktif = jenis, hari, jam, aktif
    jadwal.perlu_persetujuan = definisi.perlu_persetujuan if perlu_persetujuan is None else perlu_persetujuan
    awal = (mulai or periode_kini(hari, jam, sekarang(), zona())).kode
    _hubungkan(jadwal, pilihan, awal, hidup_lagi)
    db.session.flush()
    catat("rekap.jadwal_disimpan", oleh=oleh, objek=("jadwal_rekap", jadwal.id), jenis=jenis,
          hari=hari or "akhir bulan", jam=f"{jam:%H.%M}", aktif=aktif)
    return jadwal


def _hubungkan(jadwal: JadwalRekap, pilihan: set[int], awal: str, hidup_lagi: bool) -> None:
    for hubung in list(jadwal.tujuan):
        if hubung.tujuan_id not in pilihan:
            jadwal.tujuan.remove(hubung)
        elif hidup_lagi:
            hubung.mulai = awal
    for tujuan_id in sorted(pilihan - {h.tujuan_id for h in jadwal.tujuan}):
        jadwal.tujuan.append(JadwalTujuan(tujuan_id=tujuan_id, mulai=awal))


def hapus_jadwal(jadwal: JadwalRekap, *, oleh: Pengguna | None = None) -> None:
    """Forget a schedule; what it queued stays."""
    catat("rekap.jadwal_dihapus", oleh=oleh, objek=("jadwal_rekap", jadwal.id), jenis=jadwal.jenis)
    db.session.delete(jadwal)
    db.session.flush()


# --- recaps -----------------------------------------------------------------------------------------

def susun_rekap(jenis: str, periode: Periode, *, oleh: Pengguna | None = None, alasan: str = "") -> Rekap:
    """Compose now (the same revision when nothing changed) and queue a new revision where the old one went."""
    jadwal = db.session.scalars(db.select(JadwalRekap).filter_by(jenis=jenis, aktif=True)).all()
    wajib = any(j.perlu_persetujuan for j in jadwal) if jadwal else None
    rekap = susun(ambil_jenis(jenis), periode, oleh=oleh, alasan=alasan, perlu_persetujuan=wajib)
    antre_revisi(rekap)
    return rekap


def setujui(rekap: Rekap, *, oleh: Pengguna) -> None:
    """The head approves; what is due goes out."""
    if rekap.boleh_dikirim:
        raise SudahDisetujui()
    rekap.disetujui_pada, rekap.disetujui_oleh_id = sekarang(), oleh.id
    db.session.flush()
    catat("rekap.disetujui", oleh=oleh, objek=("rekap", rekap.id), jenis=rekap.jenis, periode=rekap.periode,
          revisi=rekap.revisi)
    antre_jatuh_tempo(rekap)
    antre_revisi(rekap)


def antre_jatuh_tempo(rekap: Rekap) -> list[KotakKeluar]:
    """Queue a recap for every destination where its period is due and nothing is queued yet."""
    from smartkampung.rekap.jatuh_tempo import daftar_jatuh_tempo

    return [antre(rekap, t.tujuan, t.pada) for t in daftar_jatuh_tempo()
            if (t.jenis, t.periode.kode) == (rekap.jenis, rekap.periode)]


def antre_revisi(rekap: Rekap) -> list[KotakKeluar]:
    """Queue a later revision for the destinations that an earlier one went to."""
    if rekap.revisi == 0 or not rekap.boleh_dikirim:
        return []
    pilih = (db.select(KotakKeluar.tujuan_id, db.func.min(KotakKeluar.jatuh_tempo_pada))
             .where(KotakKeluar.jenis == rekap.jenis, KotakKeluar.periode == rekap.periode,
                    KotakKeluar.revisi < rekap.revisi).group_by(KotakKeluar.tujuan_id))
    hasil = []
    for tujuan_id, pada in db.session.execute(pilih).all():
        tujuan = db.session.get_one(TujuanRekap, tujuan_id)
        if tujuan.aktif:
            hasil.append(antre(rekap, tujuan, pada))
    return hasil


def antre(rekap: Rekap, tujuan: TujuanRekap, jatuh_tempo: datetime, *, segera: bool = False) -> KotakKeluar:
    """Put a recap into the outbox of a destination; the row that is there already when there is one."""
    ada = db.session.scalar(db.select(KotakKeluar).filter_by(
        jenis=rekap.jenis, periode=rekap.periode, revisi=rekap.revisi, tujuan_id=tujuan.id))
    if ada is not None:
        return ada
    if not rekap.boleh_dikirim:
        raise BelumDisetujui()
    kini = sekarang()
    sebar = jatuh_tempo if tujuan.kanal == FOLDER else jatuh_tempo + keadaan.geser(profil().kode)
    baris = KotakKeluar(rekap=rekap, tujuan=tujuan, jenis=rekap.jenis, periode=rekap.periode, revisi=rekap.revisi,
                        keadaan=keadaan.MENUNGGU, jatuh_tempo_pada=jatuh_tempo, dibuat_pada=kini, percobaan=0,
                        berikut_pada=kini if segera else max(kini, sebar))
    db.session.add(baris)
    db.session.flush()
    return baris


def kirim_sekarang(rekap: Rekap, tujuan: TujuanRekap, *, oleh: Pengguna | None = None) -> KotakKeluar:
    """Send before its time, or hurry a row that waits."""
    if not tujuan.siap:
        raise TujuanBelumSiap(nama=tujuan.nama)
    baris = antre(rekap, tujuan, _tempo(rekap, tujuan), segera=True)
    coba_lagi(baris, oleh=oleh)
    return baris


def coba_lagi(baris: KotakKeluar, *, oleh: Pengguna | None = None) -> None:
    """Try a row again at once, whatever became of it, unless it has arrived."""
    if baris.keadaan == keadaan.DITERIMA:
        raise SudahSampai()
    if baris.sewa is not None and baris.sewa_sampai and baris.sewa_sampai > sekarang():
        raise Bentrok("Rekap ini sedang dikirim. Tunggu sebentar, lalu muat ulang halaman.")
    baris.keadaan, baris.berikut_pada = keadaan.MENUNGGU, sekarang()
    baris.percobaan = baris.mungkin_kali = 0
    baris.sewa = baris.sewa_sampai = None
    db.session.flush()
    catat("rekap.kirim_diminta", oleh=oleh, objek=("kotak_keluar", baris.id), jenis=baris.jenis,
          periode=baris.periode, revisi=baris.revisi, tujuan=baris.tujuan.nama)


def _tempo(rekap: Rekap, tujuan: TujuanRekap) -> datetime:
    jadwal = db.session.scalar(
        db.select(JadwalRekap).join(JadwalTujuan).where(
            JadwalRekap.jenis == rekap.jenis, JadwalTujuan.tujuan_id == tujuan.id).limit(1))
    return pada_tempo(jadwal.hari, jadwal.jam, rekap.bulan, zona()) if jadwal else sekarang()


def saat_bulan_ditutup(fakta: Any) -> None:
    """A month was closed again after it had been reported: compose anew, so that a change makes a revision."""
    periode = Periode.baca(fakta.bulan)
    from smartkampung.rekap.jenis import semua_jenis

    for jenis in semua_jenis().values():
        if terbaru(jenis.kode, periode) and any(b.kode == fakta.area for b in jenis.bagian):
            susun_rekap(jenis.kode, periode)
