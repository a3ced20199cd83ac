"""Reads of incoming letters and orders: lists, sheets, what waits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Select

from smartkampung.extensions import db
from smartkampung.inti.konteks import hari_desa, zona
from smartkampung.inti.lembar import Kolom, Lembar
from smartkampung.sekretariat.lihat import yang_terlihat
from smartkampung.sekretariat.models import BARU, SIFAT, Disposisi, SuratMasuk
from smartkampung.surat.catatan import Pelaku

LEWAT = "lewat"


@dataclass(frozen=True, slots=True)
class SaringMasuk:
    """What narrows the list: words, year, state (or `lewat`), nature."""

    q: str = ""
    tahun: int | None = None
    keadaan: str = ""
    sifat: str = ""

    @property
    def ada(self) -> bool:
        """Whether anything narrows it."""
        return bool(self.q or self.tahun or self.keadaan or self.sifat)


def pilih_masuk(saring: SaringMasuk, pengguna: Pelaku) -> Select[Any]:
    """Incoming letters this user may see, newest first."""
    pilih = db.select(SuratMasuk).where(yang_terlihat(pengguna))
    if saring.tahun:
        pilih = pilih.where(SuratMasuk.tahun == saring.tahun)
    if saring.sifat:
        pilih = pilih.where(SuratMasuk.sifat == saring.sifat)
    if saring.keadaan == LEWAT:
        pilih = pilih.where(SuratMasuk.id.in_(db.select(Disposisi.masuk_id).where(*_lewat())))
    elif saring.keadaan:
        pilih = pilih.where(SuratMasuk.keadaan == saring.keadaan)
    return _cari(pilih, saring.q).order_by(SuratMasuk.tahun.desc(), SuratMasuk.nomor.desc())


def _cari(pilih: Select[Any], teks: str) -> Select[Any]:
    """All words in sender, subject or the letter's number; digits alone are the agenda number."""
    if teks.isdecimal() and len(teks) <= 6:
        return pilih.where(SuratMasuk.nomor == int(teks))
    for kata in teks.split()[:6]:
        medan = (SuratMasuk.pengirim, SuratMasuk.perihal, SuratMasuk.nomor_surat)
        pilih = pilih.where(db.or_(*(m.icontains(kata, autoescape=True) for m in medan)))
    return pilih


def _lewat() -> tuple[Any, ...]:
    return (Disposisi.selesai_pada.is_(None), Disposisi.ditarik_pada.is_(None), Disposisi.tenggat < hari_desa())


def tahun_masuk() -> list[int]:
    """The years that have incoming letters, newest first; always this year."""
    return sorted({hari_desa().year, *db.session.scalars(db.select(SuratMasuk.tahun).distinct())}, reverse=True)


KOLOM_MASUK = (
    Kolom("nomor", "Nomor agenda", "angka"),
    Kolom("diterima", "Tanggal diterima", "tanggal"),
    Kolom("pengirim", "Pengirim", lebar=28),
    Kolom("nomor_surat", "Nomor surat", lebar=22),
    Kolom("tanggal", "Tanggal surat", "tanggal"),
    Kolom("perihal", "Perihal", lebar=40),
    Kolom("sifat", "Sifat"),
    Kolom("klasifikasi", "Klasifikasi"),
    Kolom("keadaan", "Keadaan"),
)


def lembar_masuk(baris: Iterable[SuratMasuk], sub: str) -> Lembar:
    """The list as a sheet."""
    isi = [
        (b.nomor, b.tanggal_diterima, b.pengirim, b.nomor_surat, b.tanggal_surat, b.perihal, SIFAT[b.sifat],
         b.klasifikasi, b.nama_keadaan)
        for b in baris
    ]  # fmt: skip
    return Lembar("surat_masuk", _("Surat Masuk"), KOLOM_MASUK, isi, subjudul=sub, zona=zona())


# --- orders ----------------------------------------------------------------------------------------


def pilih_disposisi(pengguna: Pelaku, *, macam: str = "") -> Select[Any]:
    """Orders given to this user: open ones by due date, or (`selesai`) closed ones; `diberikan`: open ones he gave."""
    terbuka = db.and_(Disposisi.selesai_pada.is_(None), Disposisi.ditarik_pada.is_(None))
    if macam == "selesai":
        return db.select(Disposisi).where(Disposisi.kepada_id == pengguna.id, db.not_(terbuka)).order_by(
            Disposisi.id.desc())  # fmt: skip
    pemilik = Disposisi.dari_id if macam == "diberikan" else Disposisi.kepada_id
    urut = (Disposisi.tenggat.is_(None), Disposisi.tenggat, Disposisi.id)
    return db.select(Disposisi).where(pemilik == pengguna.id, terbuka).order_by(*urut)


def pilih_lewat(pengguna: Pelaku) -> Select[Any]:
    """Orders past their due date that this user may see, the latest first."""
    return (
        db.select(Disposisi)
        .join(SuratMasuk, SuratMasuk.id == Disposisi.masuk_id)
        .where(*_lewat(), yang_terlihat(pengguna))
        .order_by(Disposisi.tenggat, Disposisi.id)
    )


def belum_didisposisi(pengguna: Pelaku) -> Select[Any]:
    """Letters nobody has ordered about yet, for those who order first: who may and sees the whole agenda."""
    return (
        db.select(SuratMasuk)
        .where(SuratMasuk.keadaan == BARU, yang_terlihat(pengguna))
        .order_by(SuratMasuk.tahun, SuratMasuk.nomor)
    )


KOLOM_DISPOSISI = (
    Kolom("dari", "Dari"),
    Kolom("kepada", "Kepada"),
    Kolom("instruksi", "Isi disposisi", lebar=40),
    Kolom("dibuat", "Diberikan", "waktu"),
    Kolom("tenggat", "Tenggat", "tanggal"),
    Kolom("keadaan", "Keadaan"),
    Kolom("laporan", "Laporan", lebar=30),
)


def lembar_disposisi(masuk: SuratMasuk) -> Lembar:
    """The disposition sheet that goes with the letter."""
    isi = [(d.dari_nama, d.kepada_nama, d.instruksi, d.dibuat_pada, d.tenggat, d.lencana[0], d.laporan or "")
           for d in masuk.disposisi]  # fmt: skip
    catatan = (
        _("Pengirim: %(p)s", p=masuk.pengirim),
        _("Nomor dan tanggal surat: %(n)s, %(t)s", n=masuk.nomor_surat or "—", t=f"{masuk.tanggal_surat:%d-%m-%Y}"),
        _("Perihal: %(p)s", p=masuk.perihal),
        _("Diterima %(t)s, sifat %(s)s", t=f"{masuk.tanggal_diterima:%d-%m-%Y}", s=SIFAT[masuk.sifat].lower()),
    )
    sub = _("Nomor agenda %(n)s tahun %(t)s", n=masuk.nomor, t=masuk.tahun)
    return Lembar("disposisi", _("Lembar Disposisi"), KOLOM_DISPOSISI, isi, subjudul=sub, catatan=catatan, zona=zona())


def pohon(masuk: SuratMasuk, hari: date) -> list[dict[str, Any]]:
    """The chain as rows of history, each order with its state; late ones say so."""
    hasil = []
    for d in masuk.disposisi:
        ket = d.instruksi + (_(" · tenggat %(t)s", t=f"{d.tenggat:%d-%m-%Y}") if d.tenggat else "")
        hasil.append({"d": d, "judul": f"{d.dari_nama} → {d.kepada_nama}", "ket": ket, "lewat": d.lewat(hari)})
    return hasil
