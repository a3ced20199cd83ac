"""Reads of the register: the search, lists, one person with all facts in words, families, places."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import and_, bindparam, func, or_, select
from sqlalchemy.orm import aliased

from smartkampung.extensions import db
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.tanggal import umur
from smartkampung.penduduk import referensi
from smartkampung.penduduk.ejaan import kunci_cari, pecah
from smartkampung.penduduk.models import Keluarga, Penduduk, PendudukKata, Wilayah
from smartkampung.penduduk.nik import rapikan_nomor
from smartkampung.penduduk.referensi import HIDUP, KEPALA_KELUARGA

BATAS_CALON = 200  # candidates ranked in Python
PALING_PENDEK = 6  # digits of a number
Pilih = Any  # a Select whose columns are those of _KOLOM_CARI


@dataclass(frozen=True, slots=True)
class BarisCari:
    """One hit: enough to tell two people of the same name apart."""

    id: int
    nama: str
    umur: int | None
    dusun: str
    rt: str
    rw: str
    nik: str | None
    no_kk: str
    jenis_kelamin: int
    status: int

    @property
    def hidup(self) -> bool:
        return self.status == HIDUP

    @property
    def kelamin(self) -> str:
        """`L` or `P`."""
        return "LP"[self.jenis_kelamin - 1]


_KOLOM_CARI = (Penduduk.id, Penduduk.nama, Penduduk.tanggal_lahir, Wilayah.dusun, Wilayah.rt, Wilayah.rw,
               Penduduk.nik, Keluarga.no_kk, Penduduk.jenis_kelamin, Penduduk.status_dasar)


@dataclass(frozen=True)
class Saring:
    """What a list is narrowed to; empty words mean everything."""

    dusun: str = ""
    rw: str = ""
    rt: str = ""
    jenis_kelamin: int | None = None
    status: int | None = HIDUP
    wilayah: frozenset[int] | None = None  # the RT the user may see at all


def cari(teks: str, batas: int = 20, *, saring: Saring | None = None,
         hanya_hidup: bool = False) -> list[BarisCari]:
    """Residents by name (however it is spelled), by NIK or by KK number (from its first six digits).

    The living first, then those whose name begins as typed. Reads index ranges only: some milliseconds
    at 20,000 residents.
    """
    saring = saring or Saring(status=HIDUP if hanya_hidup else None)
    nomor = rapikan_nomor(teks)
    if nomor.isascii() and nomor.isdigit():
        return _cari_nomor(nomor, batas, saring) if len(nomor) >= PALING_PENDEK else []
    return _cari_nama(teks, batas, saring)


def _cari_nomor(nomor: str, batas: int, saring: Saring) -> list[BarisCari]:
    """NIK, then KK number, that begins with these digits."""
    per_nik = _pilih(saring).where(_berawal(Penduduk.nik, nomor)).order_by(Penduduk.nik).limit(batas)
    kk = select(Keluarga.id).where(_berawal(Keluarga.no_kk, nomor)).order_by(Keluarga.no_kk).limit(batas)
    per_kk = _pilih(saring).where(Penduduk.keluarga_id.in_(kk)).order_by(
        Keluarga.no_kk, Penduduk.hubungan_keluarga).limit(batas)
    hasil = {b.id: b for pilih in (per_nik, per_kk) for b in baris_cari(db.session.execute(pilih))}
    return sorted(hasil.values(), key=lambda b: not b.hidup)[:batas]


def _cari_nama(teks: str, batas: int, saring: Saring) -> list[BarisCari]:
    """Every word typed begins one of the name's keys."""
    kunci = [p for p in kunci_cari(teks) if p]
    if not kunci:
        return []
    cocok: tuple[Any, ...] = tuple(Penduduk.id.in_(select(PendudukKata.penduduk_id).where(
        or_(*(_berawal(PendudukKata.kata, k) for k in pilihan)))) for pilihan in kunci)
    if saring.status is not None:  # "+ 0": or SQLite walks everybody of that status instead of the few who match
        cocok = (*cocok, Penduduk.status_dasar + 0 == saring.status)
    di_depan = db.case((_berawal(Penduduk.nama_urut, pecah(teks)[0]), 0), else_=1)
    pilih = _pilih(replace(saring, status=None)).where(*cocok).order_by(
        Penduduk.status_dasar, di_depan, Penduduk.nama_urut, Penduduk.id).limit(max(BATAS_CALON, batas))
    return _urutkan(baris_cari(db.session.execute(pilih)), teks)[:batas]


def _berawal(kolom: Any, awal: str) -> Any:
    """`kolom` begins with `awal`, as a range an index can answer (ASCII, compared byte by byte)."""
    return and_(kolom >= awal, kolom < awal[:-1] + chr(ord(awal[-1]) + 1))


def _urutkan(baris: list[BarisCari], teks: str) -> list[BarisCari]:
    """Spelled as typed before merely sounding alike; the order of the rows otherwise stays."""
    dicari = pecah(teks)

    def peringkat(b: BarisCari) -> tuple[bool, int]:
        kata = pecah(b.nama)
        return not b.hidup, -sum(any(k.startswith(d) for k in kata) for d in dicari)

    return sorted(baris, key=peringkat)


def _pilih(saring: Saring) -> Pilih:
    pilih: Pilih = select(*_KOLOM_CARI).join(Wilayah, Wilayah.id == Penduduk.wilayah_id).join(
        Keluarga, Keluarga.id == Penduduk.keluarga_id)
    syarat: list[Any] = []
    if saring.status is not None:
        syarat.append(Penduduk.status_dasar == saring.status)
    if saring.jenis_kelamin:
        syarat.append(Penduduk.jenis_kelamin == saring.jenis_kelamin)
    tempat = [k == v for k, v in ((Wilayah.dusun, saring.dusun), (Wilayah.rw, saring.rw), (Wilayah.rt,
        saring.rt))
              if v]
    if tempat:
        syarat.append(Penduduk.wilayah_id.in_(select(Wilayah.id).where(*tempat)))
    if saring.wilayah is not None:
        syarat.append(Penduduk.wilayah_id.in_(saring.wilayah))
    return pilih.where(*syarat)


def pilih_daftar(saring: Saring) -> Pilih:
    """The rows of the list page, by name; to be paged by `inti.web.halaman`."""
    return _pilih(saring).order_by(Penduduk.nama_urut, Penduduk.id)


def baris_cari(baris: Iterable[Any]) -> list[BarisCari]:
    """The rows of `pilih_daftar` as hits, with today's ages."""
    hari = hari_desa()
    return [BarisCari(b.id, b.nama, umur(b.tanggal_lahir, hari) if b.tanggal_lahir else None, b.dusun, b.rt, b.rw,
                      b.nik, b.no_kk, b.jenis_kelamin, b.status_dasar) for b in baris]


# --- one person -----------------------------------------------------------------------------------

@dataclass(frozen=True, slots=True)
class FaktaPenduduk:
    """A resident with all facts in words, as letters and pages print them; empty texts where unknown."""

    id: int
    versi: int
    nik: str
    no_kk: str
    nama: str
    kelamin: int
    jenis_kelamin: str
    tempat_lahir: str
    tanggal_lahir: date | None
    umur: int | None
    agama: str
    status_kawin: str
    pendidikan: str
    pekerjaan: str
    warganegara: str
    golongan_darah: str
    hubungan: str
    kepala_keluarga: str
    nama_ayah: str
    nama_ibu: str
    alamat: str
    dusun: str
    rw: str
    rt: str
    status: int
    status_teks: str
    lain: dict[str, str | None]  # numbers and days of family papers; days are ISO

    @property
    def hidup(self) -> bool:
        return self.status == HIDUP


_KEPALA = aliased(Penduduk)
_NAMA_KEPALA = select(_KEPALA.nama).where(
    _KEPALA.keluarga_id == Penduduk.keluarga_id, _KEPALA.status_dasar == HIDUP,
    _KEPALA.hubungan_keluarga == KEPALA_KELUARGA).limit(1).scalar_subquery()
_PILIH_FAKTA = select(
    Penduduk.id, Penduduk.versi, Penduduk.nik, Keluarga.no_kk, Penduduk.nama, Penduduk.jenis_kelamin,
    Penduduk.tempat_lahir, Penduduk.tanggal_lahir, Penduduk.agama, Penduduk.status_kawin, Penduduk.pendidikan_kk,
    Penduduk.pekerjaan, Penduduk.warganegara, Penduduk.golongan_darah, Penduduk.hubungan_keluarga,
    _NAMA_KEPALA.label("kepala"), Penduduk.nama_ayah, Penduduk.nama_ibu, Penduduk.alamat, Wilayah.dusun, Wilayah.rw,
    Wilayah.rt, Penduduk.status_dasar, Penduduk.tanggal_perkawinan, Penduduk.tanggal_perceraian, Penduduk.ayah_nik,
    Penduduk.ibu_nik, Penduduk.akta_lahir, Penduduk.akta_perkawinan, Penduduk.akta_perceraian,
).join(Keluarga).join(Wilayah, Wilayah.id == Penduduk.wilayah_id)
_FAKTA_PER_ID = _PILIH_FAKTA.where(Penduduk.id == bindparam("penduduk_id"))
_FAKTA_PER_NIK = _PILIH_FAKTA.where(Penduduk.nik == bindparam("nik"), Penduduk.status_dasar == HIDUP)


def fakta(penduduk_id: int) -> FaktaPenduduk | None:
    """All facts of one resident, or None."""
    baris = db.session.execute(_FAKTA_PER_ID, {"penduduk_id": penduduk_id}).first()
    return _fakta(baris) if baris else None


def fakta_per_nik(nik: str) -> FaktaPenduduk | None:
    """The living resident with this NIK, or None."""
    baris = db.session.execute(_FAKTA_PER_NIK, {"nik": rapikan_nomor(nik)}).first()
    return _fakta(baris) if baris else None


def _fakta(o: Any) -> FaktaPenduduk:
    kata = referensi.nama
    return FaktaPenduduk(
        id=o.id, versi=o.versi, nik=o.nik or "", no_kk=o.no_kk, nama=o.nama, kelamin=o.jenis_kelamin,
        jenis_kelamin=kata("jenis_kelamin", o.jenis_kelamin), tempat_lahir=o.tempat_lahir or "",
        tanggal_lahir=o.tanggal_lahir, umur=umur(o.tanggal_lahir, hari_desa()) if o.tanggal_lahir else None,
        agama=kata("agama", o.agama), status_kawin=kata("status_kawin", o.status_kawin),
        pendidikan=kata("pendidikan_kk", o.pendidikan_kk), pekerjaan=kata("pekerjaan", o.pekerjaan),
        warganegara=kata("warganegara", o.warganegara), golongan_darah=kata("golongan_darah", o.golongan_darah),
        hubungan=kata("hubungan_keluarga", o.hubungan_keluarga), kepala_keluarga=o.kepala or "",
        nama_ayah=o.nama_ayah or "", nama_ibu=o.nama_ibu or "", alamat=o.alamat or "", dusun=o.dusun, rw=o.rw, rt=o.rt,
        status=o.status_dasar, status_teks=kata("status_dasar", o.status_dasar), lain=_lain(o))


def _lain(o: Any) -> dict[str, str | None]:
    hari = {"tanggal_perkawinan": o.tanggal_perkawinan, "tanggal_perceraian": o.tanggal_perceraian}
    teks = {"nik_ayah": o.ayah_nik, "nik_ibu": o.ibu_nik, "akta_lahir": o.akta_lahir,
            "akta_perkawinan": o.akta_perkawinan, "akta_perceraian": o.akta_perceraian}
    return teks | {kunci: satu.isoformat() if satu else None for kunci, satu in hari.items()}


# --- families and places --------------------------------------------------------------------------

def keluarga_dari(penduduk_id: int) -> int | None:
    """The family a resident belongs to."""
    return db.session.scalar(select(Penduduk.keluarga_id).filter_by(id=penduduk_id))


def anggota(keluarga_id: int) -> list[Penduduk]:
    """The members of a family in the order of the card: head first, then by kinship and age."""
    pilih = select(Penduduk).filter_by(keluarga_id=keluarga_id).order_by(
        Penduduk.status_dasar, Penduduk.hubungan_keluarga, Penduduk.tanggal_lahir)
    return list(db.session.scalars(pilih))


def kk_tanpa_satu_kepala() -> list[tuple[int, int]]:
    """(family, number of living heads) of families with living members and not exactly one living head.

    Listed as "perlu kepala baru" (none) or with two heads (pelayanan 5.1: exactly one).
    """
    kepala = func.sum(db.case((Penduduk.hubungan_keluarga == KEPALA_KELUARGA, 1), else_=0))
    pilih = (select(Penduduk.keluarga_id, kepala).where(Penduduk.status_dasar == HIDUP)
             .group_by(Penduduk.keluarga_id).having(kepala != 1).order_by(Penduduk.keluarga_id))
    return [(k, int(n)) for k, n in db.session.execute(pilih)]


def perlu_kepala(keluarga_id: int) -> bool:
    """Whether a family has living members but no living head."""
    hidup = db.session.scalars(select(Penduduk.hubungan_keluarga).filter_by(
        keluarga_id=keluarga_id, status_dasar=HIDUP)).all()
    return bool(hidup) and KEPALA_KELUARGA not in hidup


def keluarga_bermasalah(wilayah: frozenset[int] | None = None) -> list[tuple[Any, int]]:
    """Those families as (row with id, no_kk, nama of the eldest member, place), with their number of heads.

    Only families of the given RT; None means all.
    """
    masalah = dict(kk_tanpa_satu_kepala())
    hasil: dict[int, Any] = {}
    kunci = list(masalah)
    for awal in range(0, len(kunci), 500):
        pilih = (select(Keluarga.id, Keluarga.no_kk, Penduduk.nama, Wilayah.dusun, Wilayah.rw, Wilayah.rt)
                 .join(Penduduk, Penduduk.keluarga_id == Keluarga.id).join(Wilayah,
                     Wilayah.id == Penduduk.wilayah_id)
                 .where(Keluarga.id.in_(kunci[awal:awal + 500]), Penduduk.status_dasar == HIDUP,
                        db.true() if wilayah is None else Penduduk.wilayah_id.in_(wilayah))
                 .order_by(Penduduk.hubungan_keluarga, Penduduk.tanggal_lahir))
        for baris in db.session.execute(pilih):
            hasil.setdefault(baris.id, baris)
    return [(b, masalah[b.id]) for b in hasil.values()]


def wilayah(wilayah_id: int) -> Wilayah | None:
    """One RT."""
    return db.session.get(Wilayah, wilayah_id)


def wilayah_warga(penduduk_id: int) -> Wilayah | None:
    """The RT a resident lives in."""
    orang = db.session.get(Penduduk, penduduk_id)
    return orang.wilayah if orang else None


def daftar_wilayah() -> list[Wilayah]:
    """All RT, by dusun, RW, RT."""
    return list(db.session.scalars(select(Wilayah).order_by(Wilayah.dusun, Wilayah.rw, Wilayah.rt)))


def pilihan_wilayah() -> list[tuple[str, str]]:
    """(id, words) of all RT, for a choice field."""
    return [(str(w.id), w.uraian) for w in daftar_wilayah()]
