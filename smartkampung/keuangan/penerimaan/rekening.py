"""Bank accounts of the village treasury."""

from __future__ import annotations

from smartkampung.audit.services import catat
from smartkampung.extensions import db
from smartkampung.inti.db import kunci_penasihat
from smartkampung.inti.uang import rupiah
from smartkampung.keuangan.kas.models import JurnalKas, RekeningBank
from smartkampung.keuangan.kas.saldo import posisi
from smartkampung.keuangan.langkah import KEUANGAN, Pelaku, pemegang
from smartkampung.keuangan.penerimaan.galat import NomorRekeningGanda, RekeningDipakai


def semua_rekening() -> list[RekeningBank]:
    """All accounts: the main one, those in use, those that were."""
    pilih = db.select(RekeningBank).order_by(RekeningBank.aktif.desc(), RekeningBank.utama.desc(), RekeningBank.id)
    return list(db.session.scalars(pilih))


def simpan_rekening(satu: RekeningBank | None, bank: str, nomor: str, atas_nama: str, *, utama: bool, aktif: bool,
                    oleh: Pelaku) -> RekeningBank:  # fmt: skip
    """Write an account; one is the main one, and one with money stays in use."""
    pemegang(oleh, KEUANGAN)
    kunci_penasihat("rekening_bank")
    rapi = "".join(c for c in nomor if c.isalnum() or c == "-")
    lain = db.session.scalar(db.select(RekeningBank).filter_by(nomor=rapi))
    if lain is not None and lain is not satu:
        raise NomorRekeningGanda(nomor=rapi)
    if satu is not None and not aktif:
        _pastikan_kosong(satu)
    pertama = not any(r.utama and r.aktif for r in semua_rekening() if r is not satu)
    if satu is None:
        satu = RekeningBank()
        db.session.add(satu)
    satu.bank, satu.nomor, satu.atas_nama, satu.aktif = bank, rapi, atas_nama, aktif
    satu.utama = aktif and (utama or pertama)
    db.session.flush()
    if satu.utama:
        db.session.execute(db.update(RekeningBank).where(RekeningBank.id != satu.id).values(utama=False))
    catat("keuangan.rekening_disimpan", oleh=oleh, objek=("rekening_bank", satu.id), apa=satu.sebutan)
    return satu


def _pastikan_kosong(satu: RekeningBank) -> None:
    tahun = db.session.scalar(db.select(db.func.max(JurnalKas.tahun)))
    saldo = posisi(tahun).bank.get(satu.id) if tahun else None
    if saldo:
        raise RekeningDipakai(nama=satu.sebutan, saldo=rupiah(saldo))
