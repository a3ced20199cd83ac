"""What the scheduler's clock wakes here: compose what is due, send what waits."""

from __future__ import annotations

from datetime import timedelta

from flask import current_app

from smartkampung.audit.services import pastikan_jam
from smartkampung.extensions import db
from smartkampung.inti.db import transaksi
from smartkampung.inti.galat import GalatDomain
from smartkampung.inti.tanggal import sekarang
from smartkampung.rekap import pengirim
from smartkampung.rekap.jatuh_tempo import Tempo, daftar_jatuh_tempo
from smartkampung.rekap.jenis import ambil_jenis
from smartkampung.rekap.models import KendalaRekap, Rekap, TujuanRekap
from smartkampung.rekap.services import antre
from smartkampung.rekap.susun import RekapTidakCocok, susun, terbaru

ULANG_KENDALA = timedelta(hours=1)
ULANG_TERLAMA = timedelta(hours=24)


def detik() -> None:
    """One tick: compose and queue what is due, then send what may be sent. Opens no transaction of its own
    while the network is used."""
    pastikan_jam(sekarang())
    siapkan_jatuh_tempo()
    pengirim.jemput_tanda_terima()
    pengirim.kirim_antrean()


def siapkan_jatuh_tempo() -> int:
    """Compose each recap that is due, the oldest period first, and queue it; answers how many rows were made.

    One recap that cannot be composed does not keep the others; its reason is kept in words.
    """
    kelompok: dict[tuple[str, str], list[Tempo]] = {}
    for tempo in daftar_jatuh_tempo():
        kelompok.setdefault((tempo.jenis, tempo.periode.kode), []).append(tempo)
    db.session.rollback()
    return sum(_siapkan_satu(daftar) for daftar in kelompok.values())


def _siapkan_satu(daftar: list[Tempo]) -> int:
    awal = daftar[0]
    kendala = db.session.get(KendalaRekap, (awal.jenis, awal.periode.kode))
    if kendala is not None and kendala.berikut_pada > sekarang():
        return 0
    try:
        with transaksi():
            rekap = _rekap_untuk(awal, any(t.jadwal.perlu_persetujuan for t in daftar))
            if not rekap.boleh_dikirim:
                return 0
            for tempo in daftar:
                antre(rekap, db.session.get_one(TujuanRekap, tempo.tujuan.id), tempo.pada)
            return len(daftar)
    except RekapTidakCocok as galat:
        catat_kendala(awal, "tidak_cocok", galat.daftar)
    except GalatDomain as galat:
        catat_kendala(awal, "rusak", [galat.kalimat()])
    except Exception:
        current_app.logger.exception("menyusun rekap %s %s gagal", awal.jenis, awal.periode)
        catat_kendala(awal, "rusak", ["Ada kesalahan pada program saat menyusun bagian ini; dicoba lagi sendiri. "
                                      "Sampaikan kepada admin bila terus begini."])
    return 0


def _rekap_untuk(tempo: Tempo, perlu_persetujuan: bool) -> Rekap:
    ada = terbaru(tempo.jenis, tempo.periode)
    return ada or susun(ambil_jenis(tempo.jenis), tempo.periode, perlu_persetujuan=perlu_persetujuan)


def catat_kendala(tempo: Tempo, sebab: str, kalimat: list[str]) -> None:
    """Keep in words why a recap could not be composed, and when it is tried again."""
    with transaksi():
        kini = sekarang()
        kendala = db.session.get(KendalaRekap, (tempo.jenis, tempo.periode.kode))
        if kendala is None:
            kendala = KendalaRekap(jenis=tempo.jenis, periode=tempo.periode.kode, sejak=kini, kali=0)
            db.session.add(kendala)
        kendala.sebab, kendala.kalimat = sebab, [k[:500] for k in kalimat][:50]
        kendala.kali += 1
        kendala.berikut_pada = kini + min(ULANG_KENDALA * kendala.kali, ULANG_TERLAMA)


def bersihkan() -> None:
    """Nightly: obstacles of months whose schedule is gone."""
    hidup = {(t.jenis, t.periode.kode) for t in daftar_jatuh_tempo()}
    db.session.rollback()
    with transaksi():
        for kendala in db.session.scalars(db.select(KendalaRekap)):
            if (kendala.jenis, kendala.periode) not in hidup:
                db.session.delete(kendala)
