"""Reads of spending: lists of documents, what waits for whom, names for the datalist."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Select

from smartkampung.extensions import db
from smartkampung.keuangan.kas.models import (
    DIAJUKAN,
    DISETUJUI,
    DIVERIFIKASI,
    SPJ,
    SPP,
    DokumenKas,
    LampiranKas,
    Pihak,
)
from smartkampung.keuangan.langkah import Pelaku

BANYAK_PIHAK = 800
# permission -> the states of SPP and SPJ that wait for it
GILIRAN = (("keuangan.verifikasi", DIAJUKAN, (SPP, SPJ)), ("keuangan.setujui", DIVERIFIKASI, (SPP, SPJ)),
           ("keuangan.bendahara", DISETUJUI, (SPP,)))  # fmt: skip


def giliran(pengguna: Pelaku) -> list[tuple[str, tuple[str, ...]]]:
    """The states, and kinds of documents in them, that wait for a user."""
    return [(keadaan, jenis) for izin, keadaan, jenis in GILIRAN if pengguna.punya_izin(izin)]


def antrean(keadaan: str, jenis: Sequence[str], *, batas: int = 100) -> list[DokumenKas]:
    """The documents that wait in a state, oldest first."""
    pilih = db.select(DokumenKas).where(DokumenKas.keadaan == keadaan, DokumenKas.jenis.in_(jenis))
    return list(db.session.scalars(pilih.order_by(DokumenKas.tanggal, DokumenKas.id).limit(batas)))


def banyak_lampiran(dokumen: Sequence[DokumenKas]) -> dict[int, int]:
    """Document id -> how many papers it carries; documents without any are left out."""
    pilih = db.select(LampiranKas.dokumen_id, db.func.count().label("banyak")).where(
        LampiranKas.dokumen_id.in_([d.id for d in dokumen])).group_by(LampiranKas.dokumen_id)  # fmt: skip
    return {b.dokumen_id: b.banyak for b in db.session.execute(pilih)}


def pilih_dokumen(jenis: str, tahun: int, *, keadaan: str = "", cara: str = "", kegiatan: str = "", q: str = "",
                  pka_id: int | None = None) -> Select[tuple[DokumenKas]]:  # fmt: skip
    """The documents of a kind and year, newest first, narrowed down."""
    d = DokumenKas
    pilih = db.select(d).where(d.tahun == tahun, d.jenis == jenis)
    for kolom, nilai in ((d.keadaan, keadaan), (d.cara, cara), (d.kegiatan, kegiatan), (d.pka_id, pka_id)):
        if nilai:
            pilih = pilih.where(kolom == nilai)
    for kata in q.split()[:6]:
        pilih = pilih.where(db.or_(*(k.icontains(kata, autoescape=True) for k in (
            d.uraian, d.nomor_teks, d.pihak_nama))))  # fmt: skip
    return pilih.order_by(d.tanggal.desc(), d.id.desc())


def nama_pihak() -> list[str]:
    """Names offered while typing; where several share a name, with the NPWP."""
    pilih = db.select(Pihak.nama, Pihak.npwp).where(Pihak.aktif).order_by(Pihak.nama).limit(BANYAK_PIHAK)
    semua = [(nama, npwp) for nama, npwp in db.session.execute(pilih)]
    kembar = {nama for n, (nama, _) in enumerate(semua) if n and semua[n - 1][0] == nama}
    return [f"{nama} ({npwp})" if nama in kembar and npwp else nama for nama, npwp in semua]
