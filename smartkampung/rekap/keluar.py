"""The outbox: who may send which row now, and what happens to it afterwards.

A row is claimed for a short while (a lease) inside one write transaction; the network is used outside of
any transaction; the outcome is written in a second one. Whoever dies in between leaves a lease that runs
out. The receiver knows each recap by its key, so a repeat is never a second recap.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import and_, or_, update

from smartkampung.desa.queries import profil
from smartkampung.extensions import db
from smartkampung.inti import kunci_kantor as kunci
from smartkampung.inti.berkas import baca_berkas
from smartkampung.inti.db import transaksi
from smartkampung.inti.galat import GalatDomain
from smartkampung.inti.tanggal import sekarang
from smartkampung.rekap import keadaan, paket, tanda_terima
from smartkampung.rekap.jenis import judul_jenis
from smartkampung.rekap.kiriman import Hasil, Kiriman
from smartkampung.rekap.models import HTTP, KotakKeluar, TujuanRekap
from smartkampung.rekap.susun import nama_berkas

LAMA_SEWA = timedelta(minutes=5)
ULANG_MUNGKIN = timedelta(minutes=15)
MUNGKIN_TERBANYAK = 2


def klaim(*, kecuali: Collection[int] = (), kanal_habis: Collection[str] = ()) -> Kiriman | None:
    """Claim the oldest row that may be sent now; None when there is none.

    `kecuali` are destinations that failed just now, `kanal_habis` channels that sent enough for this round.
    """
    with transaksi():
        kini = sekarang()
        pilih = (
            db.select(KotakKeluar.id).join(TujuanRekap, TujuanRekap.id == KotakKeluar.tujuan_id)
            .where(_boleh_dikirim(kini), TujuanRekap.aktif,
                   or_(TujuanRekap.kanal != HTTP, TujuanRekap.kunci_penerima != ""))
            .order_by(KotakKeluar.periode, KotakKeluar.revisi, KotakKeluar.id).limit(1)
            .with_for_update(skip_locked=True, of=KotakKeluar))
        if kecuali:
            pilih = pilih.where(KotakKeluar.tujuan_id.not_in(kecuali))
        if kanal_habis:
            pilih = pilih.where(TujuanRekap.kanal.not_in(kanal_habis))
        while (nomor := db.session.scalar(pilih)) is not None:
            baris = db.session.get_one(KotakKeluar, nomor, populate_existing=True)
            try:
                kiriman = _muat(baris, secrets.token_hex(16))
            except GalatDomain as galat:  # its file is gone: a person must compose it again
                baris.keadaan, baris.sebab, baris.selesai_pada = keadaan.GAGAL, galat.kalimat()[:500], kini
                db.session.flush()
                continue
            baris.sewa, baris.sewa_sampai = kiriman.sewa, kini + LAMA_SEWA
            baris.percobaan += 1
            return kiriman
        return None


def _boleh_dikirim(kini: datetime) -> object:
    bebas = or_(KotakKeluar.sewa.is_(None), KotakKeluar.sewa_sampai <= kini,
                KotakKeluar.sewa_sampai > kini + 2 * LAMA_SEWA)  # a lease from before the clock was set back
    siap = or_(KotakKeluar.keadaan == keadaan.MENUNGGU,
               and_(KotakKeluar.keadaan == keadaan.MUNGKIN, KotakKeluar.mungkin_kali < MUNGKIN_TERBANYAK))
    return and_(siap, KotakKeluar.berikut_pada <= kini, bebas)


def _muat(baris: KotakKeluar, sewa: str) -> Kiriman:
    rekap, tujuan, p = baris.rekap, baris.tujuan, profil()
    return Kiriman(
        keluar_id=baris.id, sewa=sewa, tujuan_id=tujuan.id, kanal=tujuan.kanal, alamat=tujuan.alamat,
        kunci_penerima=tujuan.kunci_penerima, bertanda_terima=tujuan.bertanda_terima, desa=p.kode,
        nama_desa=p.nama_lengkap, judul=judul_jenis(rekap.jenis), jenis=rekap.jenis, periode=rekap.periode,
        nama_periode=rekap.bulan.nama, revisi=rekap.revisi, sha256=rekap.sha256,
        nama_berkas=nama_berkas(p.kode, rekap.jenis, rekap.periode, rekap.revisi),
        paket=_paket_kini(baca_berkas(rekap.json)), xlsx=baca_berkas(rekap.xlsx))


def _paket_kini(data: bytes) -> bytes:
    """The packet as composed; signed anew when the village's key has been changed since."""
    isi = paket.buka(data)
    if isi["tanda_tangan"]["kunci_id"] == kunci.sidik_kunci(kunci.kunci_publik()):
        return data
    return paket.kanonik(paket.bungkus(isi["isi"]))


def tandai_mungkin(k: Kiriman) -> None:
    """Note that the body of an e-mail is about to leave."""
    with transaksi():
        db.session.execute(
            update(KotakKeluar).where(KotakKeluar.id == k.keluar_id, KotakKeluar.sewa == k.sewa).values(
                keadaan=keadaan.MUNGKIN, mungkin_kali=KotakKeluar.mungkin_kali + 1,
                sebab="program berhenti sesudah isi berangkat", berikut_pada=sekarang() + ULANG_MUNGKIN))


def selesaikan(k: Kiriman, hasil: Hasil) -> None:
    """Write down what became of a try."""
    with transaksi():
        baris = db.session.get_one(KotakKeluar, k.keluar_id, with_for_update={"of": KotakKeluar},
                                   populate_existing=True)
        if baris.keadaan == keadaan.DITERIMA or (baris.sewa != k.sewa and hasil.keadaan != keadaan.DITERIMA):
            return  # settled meanwhile, or somebody else's by now
        baris.sewa = baris.sewa_sampai = None
        if hasil.tanda_terima is not None:
            isi = tanda_terima.buka(hasil.tanda_terima.encode(), k.kunci_penerima)
            tanda_terima.terapkan(baris, isi, hasil.tanda_terima)
        else:
            _terapkan(baris, hasil)
        db.session.flush()
        _atur_antrean(baris, hasil)


def _terapkan(baris: KotakKeluar, hasil: Hasil) -> None:
    kini = sekarang()
    baris.keadaan, baris.sebab = hasil.keadaan, hasil.sebab[:500]
    if hasil.pasti_tidak:
        baris.mungkin_kali = max(0, baris.mungkin_kali - 1)
    if hasil.keadaan == keadaan.DIKIRIM:
        baris.dikirim_pada = kini
    elif hasil.keadaan == keadaan.DITOLAK:
        baris.selesai_pada = kini
    elif hasil.keadaan == keadaan.MUNGKIN:
        baris.dikirim_pada, baris.berikut_pada = kini, kini + ULANG_MUNGKIN
    else:
        tunggu = keadaan.jeda(baris.percobaan)
        if tunggu is None:
            baris.keadaan, baris.selesai_pada = keadaan.GAGAL, kini
        else:
            baris.berikut_pada = kini + max(tunggu, hasil.tunda or timedelta(0))
            if baris.mungkin_kali:  # an earlier try may have arrived: people must go on seeing that
                baris.keadaan = keadaan.MUNGKIN


def _atur_antrean(baris: KotakKeluar, hasil: Hasil) -> None:
    """The rest of a queue waits with its head, and moves on when the head got through."""
    kini = sekarang()
    sisa = update(KotakKeluar).where(
        KotakKeluar.tujuan_id == baris.tujuan_id, KotakKeluar.id != baris.id,
        KotakKeluar.keadaan == keadaan.MENUNGGU, KotakKeluar.sewa.is_(None))
    if hasil.putus and baris.keadaan in (keadaan.MENUNGGU, keadaan.MUNGKIN):
        db.session.execute(sisa.where(KotakKeluar.berikut_pada < baris.berikut_pada)
                           .values(berikut_pada=baris.berikut_pada, sebab=baris.sebab))
    elif hasil.keadaan in (keadaan.DITERIMA, keadaan.DIKIRIM):
        db.session.execute(sisa.where(
            KotakKeluar.berikut_pada > kini, KotakKeluar.jatuh_tempo_pada <= kini - keadaan.JENDELA_SEBAR)
            .values(berikut_pada=kini))
