"""The papers behind a document: which kinds there are, adding one, and the same photo used twice."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache

from smartkampung.extensions import db
from smartkampung.inti.berkas import Berkas, BerkasDitolak, hapus_berkas, simpan_unggahan
from smartkampung.inti.galat import GalatDomain, TidakDitemukan
from smartkampung.inti.tanggal import sekarang
from smartkampung.keuangan.anggaran.models import PENYEDIA
from smartkampung.keuangan.belanja.galat import KurangLampiran, SPPTerkunci
from smartkampung.keuangan.belanja.plafon import anggaran_kegiatan
from smartkampung.keuangan.kas.bukukan import catat_dokumen
from smartkampung.keuangan.kas.models import DIBATALKAN, DRAF, NAMA_KEADAAN, SPJ, DokumenKas, LampiranKas
from smartkampung.keuangan.langkah import Pelaku
from smartkampung.lokasi import folder_data

BANYAK = 30


class TerlaluBanyak(GalatDomain):
    """A document is no archive."""

    pesan = "Satu dokumen memuat paling banyak %(banyak)s lampiran. Gabungkan halamannya menjadi satu PDF."
    medan = "berkas"


@dataclass(frozen=True, slots=True)
class Syarat:
    """One kind of paper behind a document."""

    kode: str
    nama: str
    wajib: bool = False
    penyedia: bool = False
    program: bool = False


@lru_cache(maxsize=1)
def _semua() -> dict[str, tuple[Syarat, ...]]:
    isi = tomllib.loads((folder_data() / "keuangan" / "syarat.toml").read_text(encoding="utf-8"))
    return {jenis: tuple(Syarat(kode, **satu) for kode, satu in daftar.items()) for jenis, daftar in isi.items()}


def syarat(dokumen: DokumenKas) -> tuple[Syarat, ...]:
    """The papers a document can have."""
    return _semua()[SPJ if dokumen.jenis == SPJ else dokumen.cara]


def nama_syarat(kode: str) -> str:
    """What a paper is called."""
    return next((s.nama for daftar in _semua().values() for s in daftar if s.kode == kode), kode)


def lampiran(dokumen: DokumenKas) -> list[LampiranKas]:
    """The papers of a document, first to last."""
    pilih = db.select(LampiranKas).filter_by(dokumen_id=dokumen.id).order_by(LampiranKas.id)
    return list(db.session.scalars(pilih))


def wajib(dokumen: DokumenKas, satu: Syarat) -> bool:
    """Whether a document must have a paper: always, or because a vendor carries the kegiatan out (K-SPP-07)."""
    if satu.wajib or not satu.penyedia:
        return satu.wajib
    return anggaran_kegiatan(dokumen.tahun, dokumen.kegiatan).cara == PENYEDIA


def pastikan_lengkap(dokumen: DokumenKas) -> None:
    """Raise KurangLampiran when a paper it must have is missing."""
    ada = {x.syarat for x in lampiran(dokumen)}
    for satu in syarat(dokumen):
        if satu.kode not in ada and wajib(dokumen, satu):
            raise KurangLampiran(syarat=satu.nama, aturan=" (K-SPP-07)" if satu.penyedia else "")


def tambah(dokumen: DokumenKas, kode: str, data: bytes, nama: str, *, oleh: Pelaku) -> list[DokumenKas]:
    """Add a photo or PDF to a draft; answers the other documents that show the very same paper."""
    _pastikan_draf(dokumen)
    if kode not in {s.kode for s in syarat(dokumen) if not s.program}:
        raise TidakDitemukan()
    if not data:
        raise BerkasDitolak("Pilih foto atau PDF-nya dulu.", medan="berkas")
    if len(lampiran(dokumen)) >= BANYAK:
        raise TerlaluBanyak(banyak=BANYAK)
    berkas = simpan_unggahan(data, nama)
    db.session.add(LampiranKas(dokumen_id=dokumen.id, syarat=kode, berkas_id=berkas.id, pada=sekarang(),
                               oleh=oleh.nama))  # fmt: skip
    db.session.flush()
    catat_dokumen("kas_dilampiri", dokumen, oleh=oleh, syarat=nama_syarat(kode))
    return dipakai_juga(dokumen).get(berkas.sha256, [])


def hapus(dokumen: DokumenKas, lampiran_id: int, *, oleh: Pelaku) -> None:
    """Take a paper away from a draft."""
    _pastikan_draf(dokumen)
    satu = db.session.get(LampiranKas, lampiran_id)
    if satu is None or satu.dokumen_id != dokumen.id:
        raise TidakDitemukan()
    berkas = satu.berkas
    db.session.delete(satu)
    db.session.flush()
    hapus_berkas(berkas)


def _pastikan_draf(dokumen: DokumenKas) -> None:
    if dokumen.keadaan != DRAF:
        raise SPPTerkunci(nama=dokumen.sebutan, keadaan=NAMA_KEADAAN[dokumen.keadaan].lower())


def dipakai_juga(dokumen: DokumenKas) -> dict[str, list[DokumenKas]]:
    """SHA-256 of papers of a document -> other documents, not voided, with the same bytes."""
    ini, itu = db.aliased(LampiranKas), db.aliased(LampiranKas)
    b1, b2 = db.aliased(Berkas), db.aliased(Berkas)
    pilih = (
        db.select(b1.sha256, DokumenKas)
        .join(ini, ini.berkas_id == b1.id)
        .join(b2, b2.sha256 == b1.sha256)
        .join(itu, itu.berkas_id == b2.id)
        .join(DokumenKas, DokumenKas.id == itu.dokumen_id)
        .where(ini.dokumen_id == dokumen.id, itu.dokumen_id != dokumen.id, DokumenKas.keadaan != DIBATALKAN)
    )
    hasil: dict[str, list[DokumenKas]] = {}
    for sidik, lain in db.session.execute(pilih):
        if lain not in hasil.setdefault(sidik, []):
            hasil[sidik].append(lain)
    return hasil
