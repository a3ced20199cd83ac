"""Closing a year: one PENUTUP journal per entity, all in one transaction; opening it again reverses them.

Units hand their result to the pusat through RK; the pusat brings everything into saldo laba and takes what the owners
were given off it. Reports of the closed year leave these journals out, so its income stays visible.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from smartkampung.audit.services import catat
from smartkampung.bumdes.akses import Pelaku, pastikan
from smartkampung.bumdes.buku import pos, saldo
from smartkampung.bumdes.buku.bagan import NERACA
from smartkampung.bumdes.buku.konsep import Baris, Konsep
from smartkampung.bumdes.buku.konteks import Buku, buku
from smartkampung.bumdes.buku.models import (
    IKHTISAR,
    LABA,
    PENUTUP,
    PRIVE_DESA,
    PRIVE_WARGA,
    RK_PUSAT,
    JurnalBumdes,
    PeriodeBumdes,
)
from smartkampung.bumdes.buku.periode import terkunci
from smartkampung.bumdes.galat import BulanBelumUrut
from smartkampung.bumdes.laporan.validasi import validasi
from smartkampung.bumdes.lembaga.models import Bumdes, EntitasBumdes
from smartkampung.extensions import db
from smartkampung.inti.db import kunci_penasihat
from smartkampung.inti.tanggal import sekarang
from smartkampung.inti.uang import NOL


def tutup_tahun(bumdes: Bumdes, tahun: int, *, oleh: Pelaku) -> list[JurnalBumdes]:
    """Close a year whose months are all locked and whose identities hold."""
    pastikan(oleh, "bumdes.tutup_tahun", bumdes.id)
    kunci_penasihat(f"bumdes:{bumdes.id}")
    sudah, awal = terkunci(bumdes), bumdes.mulai_buku
    _pastikan_siap(sudah, awal, tahun)
    isi = buku(bumdes)
    gagal = [u.nama for u in validasi(isi, date(tahun, 12, 31)) if not u.baik and not u.ingat]
    if gagal:
        raise BulanBelumUrut(apa=f"Belum dapat ditutup: {gagal[0]} masih berselisih. Buka halaman Pemeriksaan.")
    konsep = susun_penutup(isi, tahun, _ke(bumdes, tahun))
    jurnal = pos.bukukan_pasangan(konsep, oleh=oleh, izin="bumdes.tutup_tahun") if konsep else []
    db.session.add(PeriodeBumdes(bumdes_id=bumdes.id, tahun=tahun, bulan=0, pada=sekarang(), oleh=oleh.nama))
    db.session.flush()
    catat("bumdes.tahun_ditutup", oleh=oleh if oleh.id else None, objek=("bumdes", bumdes.id), tahun=tahun)
    return jurnal


def _pastikan_siap(sudah: set[tuple[int, int]], awal: date, tahun: int) -> None:
    if (tahun, 0) in sudah:
        raise BulanBelumUrut(apa=f"Tahun {tahun} sudah ditutup.")
    if (tahun, 12) not in sudah:
        raise BulanBelumUrut(apa=f"Kunci dulu Desember {tahun}; tahun ditutup sesudah semua bulannya.")
    if tahun > awal.year and (tahun - 1, 0) not in sudah:
        raise BulanBelumUrut(apa=f"Tutup dulu tahun {tahun - 1}: tahun ditutup berurutan.")


def _ke(bumdes: Bumdes, tahun: int) -> int:
    """How often the year was closed before (a reopened year closes under a new key)."""
    return db.session.scalar(db.select(db.func.count()).select_from(JurnalBumdes).where(
        JurnalBumdes.bumdes_id == bumdes.id, JurnalBumdes.jenis == PENUTUP, JurnalBumdes.tahun == tahun,
        JurnalBumdes.entitas_id == bumdes.pusat.id, JurnalBumdes.membalik_id.is_(None))) or 0  # fmt: skip


def susun_penutup(isi: Buku, tahun: int, ke: int) -> list[Konsep]:
    """The closing journals: units first, then the pusat with what they hand over."""
    hari = date(tahun, 12, 31)
    per = saldo.neto(saldo.jumlah(list(isi.entitas), None, hari))
    (ikhtisar,), laba = isi.dengan_peran(IKHTISAR)[:1], isi.dengan_peran(LABA)[0]
    rk_pusat = isi.dengan_peran(RK_PUSAT)[0]
    hasil: list[Konsep] = []
    kiriman: list[tuple[int, int]] = []
    for e in isi.entitas.values():
        if e.pusat:
            continue
        baris, untung = _kosongkan(isi, per, e)
        if baris:
            baris += _dua(ikhtisar.id, untung) + _dua(ikhtisar.id, -untung) + _dua(rk_pusat.id, untung)
            hasil.append(_konsep(e, hari, tahun, ke, baris))
            kiriman.append((e.akun_rk_id or 0, untung))
    pusat = isi.bumdes.pusat
    baris, untung = _kosongkan(isi, per, pusat)
    for rk, n in kiriman:
        baris += _dua(rk, -n)
    seluruh = untung + sum(n for _rk, n in kiriman)
    prive = [(a, per.get((pusat.id, a.id), 0)) for a in isi.dengan_peran(PRIVE_DESA, PRIVE_WARGA)]
    for a, n in prive:
        baris += _dua(a.id, n)
    baris += _dua(ikhtisar.id, seluruh) + _dua(ikhtisar.id, -seluruh)
    baris += _dua(laba.id, seluruh - sum(n for _a, n in prive))
    if baris:
        hasil.append(_konsep(pusat, hari, tahun, ke, baris))
    return hasil


def _kosongkan(isi: Buku, per: dict[tuple[int, int], int], e: EntitasBumdes) -> tuple[list[Baris], int]:
    """Lines that empty the income accounts of an entity, and its profit (credit minus debit)."""
    baris: list[Baris] = []
    untung = 0
    for (x, a), n in sorted(per.items()):
        if x == e.id and n and isi.akun[a].kelompok not in NERACA:
            baris += _dua(a, n)
            untung -= n
    return baris, untung


def _dua(akun_id: int, kredit: int) -> list[Baris]:
    """A credit line for a positive amount in sen, a debit line for a negative one, none for nothing."""
    nilai = abs(Decimal(kredit)) / 100
    if not kredit:
        return []
    return [Baris(akun_id, kredit=nilai) if kredit > 0 else Baris(akun_id, debit=nilai)]


def _konsep(e: EntitasBumdes, hari: date, tahun: int, ke: int, baris: list[Baris]) -> Konsep:
    return Konsep(e.id, hari, f"Penutup tahun {tahun}", tuple(b for b in baris if b.debit != NOL or b.kredit != NOL),
                  jenis=PENUTUP, sumber=f"penutup:{e.id}:{tahun}:{ke}", sistem=True)  # fmt: skip


def buka_tahun(bumdes: Bumdes, tahun: int, alasan: str, *, oleh: Pelaku) -> None:
    """Open a closed year again, while the next one is not closed: its closing journals are reversed."""
    pastikan(oleh, "bumdes.buka_kunci", bumdes.id)
    kunci_penasihat(f"bumdes:{bumdes.id}")
    sudah = terkunci(bumdes)
    if (tahun, 0) not in sudah:
        raise BulanBelumUrut(apa=f"Tahun {tahun} tidak sedang ditutup.")
    if (tahun + 1, 0) in sudah:
        raise BulanBelumUrut(apa=f"Buka dulu tahun {tahun + 1}.")
    db.session.delete(db.session.get_one(PeriodeBumdes, (bumdes.id, tahun, 0)))
    dibalik = db.select(JurnalBumdes.membalik_id).where(JurnalBumdes.membalik_id.is_not(None))
    penutup = db.session.scalars(db.select(JurnalBumdes).where(
        JurnalBumdes.bumdes_id == bumdes.id, JurnalBumdes.jenis == PENUTUP, JurnalBumdes.tahun == tahun,
        JurnalBumdes.membalik_id.is_(None), JurnalBumdes.id.not_in(dibalik))).first()  # fmt: skip
    if penutup is not None:
        pos.balik(penutup, alasan, date(tahun, 12, 31), oleh=oleh, paksa=True, izin="bumdes.buka_kunci")
    db.session.flush()
    catat("bumdes.tahun_dibuka", oleh=oleh, objek=("bumdes", bumdes.id), tahun=tahun, alasan=alasan[:200])
