"""The scheme of a year: which letters share one running number, and what happens when a village changes it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l

from smartkampung.audit.services import catat
from smartkampung.extensions import db
from smartkampung.inti.db import kunci_penasihat
from smartkampung.inti.galat import GalatDomain
from smartkampung.inti.izin import periksa_izin
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.penomoran import NomorUrut, lompati_sampai
from smartkampung.inti.tanggal import sekarang
from smartkampung.surat.catatan import Pelaku
from smartkampung.surat.definisi import KELOMPOK, Definisi
from smartkampung.surat.models import JenisSurat, Surat
from smartkampung.surat.nomor.models import SkemaNomor, SuratLuar

SEMUA, PER_JENIS, PER_KELOMPOK, GABUNG = "semua", "jenis", "kelompok", "gabung"
SKEMA = {
    SEMUA: _l("Satu urutan untuk semua surat keluar"),
    GABUNG: _l("Satu urutan bersama surat masuk"),
    PER_KELOMPOK: _l("Urutan sendiri untuk tiap kelompok surat"),
    PER_JENIS: _l("Urutan sendiri untuk tiap jenis surat"),
}
REGISTER_KELUAR, REGISTER_GABUNG = "surat_keluar", "agenda"
PANJANG_REGISTER = 40


class SkemaTidakAda(GalatDomain):
    """No such scheme."""

    pesan = "Pilih salah satu cara penomoran."
    medan = "skema"


@dataclass(frozen=True, slots=True)
class Berlaku:
    """The scheme of a year, and the number its registers start after."""

    skema: str
    awal: int


def skema_tahun(tahun: int) -> Berlaku:
    """The scheme that holds in a year: the newest choice made for it or for a year before."""
    pilih = db.select(SkemaNomor.tahun, SkemaNomor.skema, SkemaNomor.awal).where(SkemaNomor.tahun <= tahun)
    baris = db.session.execute(pilih.order_by(SkemaNomor.tahun.desc(), SkemaNomor.id.desc()).limit(1)).first()
    if baris is None:
        return Berlaku(SEMUA, 0)
    return Berlaku(baris.skema, baris.awal if baris.tahun == tahun else 0)


def skema_sepanjang(tahun: int) -> list[str]:
    """The schemes that held at some time of a year, the present one first."""
    pilih = db.select(SkemaNomor.skema).where(SkemaNomor.tahun == tahun).order_by(SkemaNomor.id.desc())
    return list(dict.fromkeys([*db.session.scalars(pilih), skema_tahun(tahun - 1).skema]))


def register_untuk(definisi: Definisi, skema: str) -> str:
    """The register a kind of letter is numbered in under a scheme."""
    if skema == GABUNG:
        return REGISTER_GABUNG
    if skema == PER_KELOMPOK:
        return f"kelompok:{definisi.kelompok}"
    return register_jenis(definisi.kode) if skema == PER_JENIS else definisi.register


def register_jenis(kode: str) -> str:
    """The register of one kind; a long code is shortened so that two never share one."""
    nama = f"jenis:{kode}"
    if len(nama) <= PANJANG_REGISTER:
        return nama
    return f"{nama[:31]}-{hashlib.sha256(kode.encode()).hexdigest()[:8]}"


def nama_register(register: str) -> str:
    """A register as people call it."""
    depan, _pisah, kode = register.partition(":")
    if depan == "kelompok":
        return f"Kelompok {KELOMPOK.get(kode, kode)}"
    if depan == "jenis":
        nama = db.session.scalar(db.select(JenisSurat.nama).filter_by(kode=kode, terbaru=True))
        return nama or kode
    return {REGISTER_KELUAR: "Surat keluar", REGISTER_GABUNG: "Surat masuk dan keluar"}.get(register, register)


def register_terpakai(tahun: int) -> list[str]:
    """The registers that letters of a year stand in."""
    surat = db.select(Surat.register).where(Surat.tahun == tahun, Surat.register.is_not(None)).distinct()
    luar = db.select(SuratLuar.register).where(SuratLuar.tahun == tahun, SuratLuar.register.is_not(None)).distinct()
    return sorted({*db.session.scalars(surat), *db.session.scalars(luar)} - {None})


def tertinggi_tahun(tahun: int) -> int:
    """The highest number given in any register of letters this year, 0 before the first."""
    pilih = db.select(db.func.max(NomorUrut.terakhir)).where(
        NomorUrut.tahun == tahun, NomorUrut.register.in_({REGISTER_KELUAR, REGISTER_GABUNG, *register_terpakai(tahun)})
    )
    return db.session.scalar(pilih) or 0


def ganti_skema(skema: str, *, mulai_sekarang: bool, oleh: Pelaku) -> SkemaNomor | None:
    """Choose a scheme, from now or from 1 January; None when it is the one that holds already.

    In mid-year every register goes on after the highest number given so far, so that no number comes twice.
    """
    periksa_izin(oleh, "surat.atur")
    if skema not in SKEMA:
        raise SkemaTidakAda()
    kunci_penasihat("skema-nomor")
    tahun = hari_desa().year
    awal = tertinggi_tahun(tahun)
    if not (mulai_sekarang or awal == 0):
        tahun, awal = tahun + 1, 0
    if skema_tahun(tahun).skema == skema:
        return None
    baris = SkemaNomor(tahun=tahun, skema=skema, awal=awal, pada=sekarang(), oleh_nama=oleh.nama)
    db.session.add(baris)
    db.session.flush()
    catat("surat.skema_diganti", oleh=oleh, skema=str(SKEMA[skema]), tahun=tahun, awal=awal)
    return baris


def lanjutkan_sesudah(nomor: int, tahun: int, alasan: str) -> None:
    """Have all numbers of a year go on after one that is printed already, whatever its scheme."""
    berlaku = skema_tahun(tahun)
    if berlaku.skema in (SEMUA, GABUNG):
        register = REGISTER_GABUNG if berlaku.skema == GABUNG else REGISTER_KELUAR
        lompati_sampai(register, tahun, nomor, alasan)
    elif nomor > berlaku.awal:  # every register of the year starts after it
        db.session.add(SkemaNomor(tahun=tahun, skema=berlaku.skema, awal=nomor, pada=sekarang()))
        db.session.flush()


def rencana_skema(tahun: int) -> SkemaNomor | None:
    """A choice that waits for its year."""
    pilih = db.select(SkemaNomor).where(SkemaNomor.tahun > tahun).order_by(SkemaNomor.tahun, SkemaNomor.id.desc())
    baris = db.session.scalar(pilih.limit(1))
    return baris if baris is not None and baris.skema != skema_tahun(tahun).skema else None
