"""Checking a version against all rules of its year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from smartkampung.extensions import db
from smartkampung.inti.galat import GalatDomain
from smartkampung.inti.konteks import hari_desa
from smartkampung.keuangan.acuan.harga import berlaku_pada
from smartkampung.keuangan.acuan.models import HargaSatuan
from smartkampung.keuangan.acuan.queries import acuan
from smartkampung.keuangan.anggaran.isi import isi_versi, rab_versi, versi_berlaku, versi_tahun
from smartkampung.keuangan.anggaran.models import (
    BERLAKU,
    DIGANTIKAN,
    DITETAPKAN,
    PERUBAHAN,
    RKP,
    BarisRAB,
    DokumenRencana,
    RencanaKegiatan,
    VersiAnggaran,
)
from smartkampung.keuangan.anggaran.versi import sidik_versi
from smartkampung.keuangan.aturan import anggaran as _anggaran  # noqa: F401  (declares its rules)
from smartkampung.keuangan.aturan import baris as _baris  # noqa: F401
from smartkampung.keuangan.aturan.models import MATI, TOLAK
from smartkampung.keuangan.aturan.parameter import aturan_tahun
from smartkampung.keuangan.aturan.temuan import DAFTAR, Lingkup, Temuan
from smartkampung.keuangan.belanja.plafon import terpakai


class AnggaranMelanggar(GalatDomain):
    """Rules that refuse are broken: nothing is set by force."""

    pesan = "%(banyak)s aturan belum terpenuhi. %(pertama)s"


def periksa(x: Lingkup) -> list[Temuan]:
    """What breaks the rules, refusals first; rules that are `mati` are not asked."""
    hasil = []
    for kode, fungsi in DAFTAR.items():
        sikap = x.aturan.sikap(kode)
        if sikap != MATI:
            hasil += [replace(t, sikap=sikap) for t in fungsi(x)]
    return sorted(hasil, key=lambda t: (t.sikap != TOLAK, t.kode, t.kegiatan))


def lingkup(versi: VersiAnggaran) -> Lingkup:
    """All that rules look at for one version."""
    isi, rab = isi_versi(versi), rab_versi(versi)
    perubahan = [v for v in versi_tahun(versi.tahun) if v.jenis == PERUBAHAN and v.urut <= versi.urut]
    return Lingkup(
        isi, rab, acuan(versi.tahun), aturan_tahun(versi.tahun), rkp=rkp_tahun(versi.tahun), harga=_harga(versi.id),
        ada_standar=_ada_standar(),
        jenis=versi.jenis, perubahan_ke=len(perubahan), luar_biasa=versi.luar_biasa, dasar_utuh=_dasar_utuh(versi),
        terpakai=terpakai(versi.tahun) if versi.dasar_id else {},
    )


def periksa_versi(versi: VersiAnggaran) -> list[Temuan]:
    """What breaks the rules in a version."""
    return periksa(lingkup(versi))


def pastikan_patuh(versi: VersiAnggaran) -> None:
    """Raise AnggaranMelanggar with the first sentence when a refusing rule is broken."""
    tolak = [t for t in periksa_versi(versi) if t.sikap == TOLAK]
    if tolak:
        raise AnggaranMelanggar(banyak=len(tolak), pertama=tolak[0].kalimat)


def rkp_tahun(tahun: int) -> Mapping[str, Decimal] | None:
    """Kegiatan -> pagu of the RKP Desa of a year; None unless it was set."""
    dokumen = db.session.scalar(db.select(DokumenRencana).filter_by(jenis=RKP, tahun=tahun))
    if dokumen is None or dokumen.keadaan != DITETAPKAN:
        return None
    pilih = db.select(RencanaKegiatan.kode, RencanaKegiatan.pagu).filter_by(jenis=RKP, tahun=tahun)
    return dict(db.session.execute(pilih).tuples().all())


def _harga(versi_id: int) -> dict[int, Decimal]:
    pilih = db.select(HargaSatuan.id, HargaSatuan.harga).join(BarisRAB, BarisRAB.harga_id == HargaSatuan.id)
    return dict(db.session.execute(pilih.where(BarisRAB.versi_id == versi_id).distinct()).tuples().all())


def _ada_standar() -> bool:
    return db.session.scalar(db.select(HargaSatuan.id).where(berlaku_pada(hari_desa())).limit(1)) is not None


def _dasar_utuh(versi: VersiAnggaran) -> bool:
    dasar = versi.dasar
    if dasar is None:
        return True
    berlaku = versi_berlaku(versi.tahun)
    if versi.terkunci_pada is None and (dasar.keadaan not in (BERLAKU, DIGANTIKAN) or dasar is not berlaku):
        return False
    return sidik_versi(dasar) == dasar.sidik
