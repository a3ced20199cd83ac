"""The archive by classification: how long letters are kept, whose time is over, the minutes of destroying papers."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, Select

from smartkampung.audit.services import catat
from smartkampung.extensions import db
from smartkampung.inti.db import kunci_penasihat
from smartkampung.inti.galat import GalatDomain
from smartkampung.inti.izin import periksa_izin
from smartkampung.inti.konteks import hari_desa, zona
from smartkampung.inti.lembar import Kolom, Lembar
from smartkampung.inti.tanggal import sekarang
from smartkampung.lokasi import folder_data
from smartkampung.sekretariat.klasifikasi import nama_klasifikasi, pastikan_kode
from smartkampung.sekretariat.lihat import yang_terlihat
from smartkampung.sekretariat.models import (
    BATAL,
    MUSNAH,
    NASIB,
    ArsipMusnah,
    JangkaSimpan,
    Pemusnahan,
    SuratMasuk,
)
from smartkampung.surat.catatan import Pelaku
from smartkampung.surat.models import JenisSurat, Surat

TERBANYAK = 2_000


class TidakAdaYangMusnah(GalatDomain):
    """Nothing to destroy."""

    pesan = "Tidak ada surat bernasib musnah yang masa simpannya sudah habis."


class TanggalMusnahSalah(GalatDomain):
    """A day to come."""

    pesan = "Tanggal pemusnahan paling lambat hari ini."
    medan = "tanggal"


@dataclass(frozen=True, slots=True)
class Jangka:
    """Years of one code, what follows, and whether the village set it."""

    kode: str
    aktif: int
    inaktif: int
    nasib: str
    dasar: str = ""
    desa: bool = False

    @property
    def tahun(self) -> int:
        """Years in all."""
        return self.aktif + self.inaktif

    @property
    def nama(self) -> str:
        """The code in words."""
        return nama_klasifikasi(self.kode) if self.kode else _("Semua yang lain")

    @property
    def nama_nasib(self) -> str:
        """What follows, in words."""
        return NASIB[self.nasib]


@cache
def _bawaan() -> tuple[Jangka, ...]:
    isi = tomllib.loads((folder_data() / "retensi_arsip.toml").read_text(encoding="utf-8"))
    return tuple(Jangka(**satu) for satu in isi["jangka"])


def daftar_jangka() -> list[Jangka]:
    """The years that hold, by code: the village's own, else the shipped ones."""
    semua = {satu.kode: satu for satu in _bawaan()}
    for b in db.session.scalars(db.select(JangkaSimpan)):
        semua[b.kode] = Jangka(b.kode, b.aktif, b.inaktif, b.nasib, b.dasar, desa=True)
    return [semua[kode] for kode in sorted(semua)]


def jangka_untuk(kode: str, semua: list[Jangka]) -> Jangka:
    """The years of the longest code that begins this one."""
    cocok = [j for j in semua if not j.kode or kode == j.kode or kode.startswith(f"{j.kode}.")]
    return max(cocok, key=lambda j: len(j.kode))


def atur_jangka(kode: str, aktif: int, inaktif: int, nasib: str, dasar: str, *, oleh: Pelaku) -> None:
    """Set the years of a code."""
    periksa_izin(oleh, "sekretariat.kelola")
    baris = db.session.get(JangkaSimpan, pastikan_kode(kode)) or JangkaSimpan(kode=kode)
    baris.aktif, baris.inaktif, baris.nasib, baris.dasar = aktif, inaktif, nasib, dasar
    db.session.add(baris)
    db.session.flush()
    catat("sekretariat.jangka_diatur", oleh=oleh, kode=kode or "lainnya", aktif=aktif, inaktif=inaktif,
          nasib=NASIB[nasib].lower())  # fmt: skip


# --- whose time is over ----------------------------------------------------------------------------


def _habis(kode: Any, tahun: Any, semua: list[Jangka], nasib: str) -> ColumnElement[bool]:
    """Letters of codes with this fate whose years ended before this year began."""
    ada = set(db.session.scalars(db.select(kode).distinct()))
    syarat = [db.false()]
    for satu in ada:
        jangka = jangka_untuk(satu, semua)
        if jangka.nasib == nasib:
            syarat.append(db.and_(kode == satu, tahun < hari_desa().year - jangka.tahun))
    return db.or_(*syarat)


def _pilih(pengguna: Pelaku, nasib: str) -> tuple[Select[Any], Select[Any]]:
    semua = daftar_jangka()
    surat = (
        db.select(Surat.id, db.literal("surat_id").label("kolom"), Surat.nomor_teks.label("nomor"),
                  Surat.tanggal_surat.label("tanggal"), JenisSurat.nama.label("isi"), JenisSurat.klasifikasi)
        .join(JenisSurat, JenisSurat.id == Surat.jenis_id)
        .where(Surat.nomor.is_not(None), _habis(JenisSurat.klasifikasi, Surat.tahun, semua, nasib),
               Surat.id.not_in(db.select(ArsipMusnah.surat_id).where(ArsipMusnah.surat_id.is_not(None))))
    )  # fmt: skip
    masuk = db.select(
        SuratMasuk.id, db.literal("masuk_id").label("kolom"), SuratMasuk.nomor_surat.label("nomor"),
        SuratMasuk.tanggal_surat.label("tanggal"), SuratMasuk.perihal.label("isi"), SuratMasuk.klasifikasi,
    ).where(
        SuratMasuk.keadaan != BATAL, yang_terlihat(pengguna),
        _habis(SuratMasuk.klasifikasi, SuratMasuk.tahun, semua, nasib),
        SuratMasuk.id.not_in(db.select(ArsipMusnah.masuk_id).where(ArsipMusnah.masuk_id.is_not(None))),
    )  # fmt: skip
    return surat, masuk


def yang_habis(pengguna: Pelaku, nasib: str = MUSNAH, *, batas: int = TERBANYAK) -> list[Any]:
    """Letters whose retention ended, the oldest first."""
    gabung = db.union_all(*_pilih(pengguna, nasib)).subquery()
    return list(db.session.execute(db.select(gabung).order_by(gabung.c.tanggal, gabung.c.id).limit(batas)))


KOLOM = (
    Kolom("urut", "Nomor urut", "angka"),
    Kolom("kode", "Kode klasifikasi"),
    Kolom("nomor", "Nomor surat", lebar=26),
    Kolom("tanggal", "Tanggal", "tanggal"),
    Kolom("isi", "Isi", lebar=40),
    Kolom("arah", "Surat"),
)


def lembar_habis(baris: list[Any], sub: str) -> Lembar:
    """The list as a sheet."""
    isi = [(ke, b.klasifikasi or "—", b.nomor, b.tanggal, b.isi, _("masuk") if b.kolom == "masuk_id" else _("keluar"))
           for ke, b in enumerate(baris, 1)]  # fmt: skip
    return Lembar("retensi", _("Surat yang Masa Simpannya Habis"), KOLOM, isi, subjudul=sub, zona=zona())


# --- minutes ---------------------------------------------------------------------------------------


def musnahkan(nomor: str, tanggal: date, cara: str, saksi: str, *, oleh: Pelaku) -> Pemusnahan:
    """Write the minutes over all papers to be destroyed; no row and no number goes."""
    periksa_izin(oleh, "sekretariat.kelola")
    kunci_penasihat("pemusnahan")
    if tanggal > hari_desa():
        raise TanggalMusnahSalah()
    baris = yang_habis(oleh)
    if not baris:
        raise TidakAdaYangMusnah()
    hasil = Pemusnahan(nomor=nomor, tanggal=tanggal, cara=cara, saksi=saksi, dibuat_pada=sekarang(),
                       dibuat_oleh=oleh.nama)  # fmt: skip
    db.session.add(hasil)
    db.session.flush()
    db.session.add_all(
        ArsipMusnah(pemusnahan_id=hasil.id, **{b.kolom: b.id}, nomor=b.nomor, tanggal=b.tanggal, isi=b.isi,
                    klasifikasi=b.klasifikasi)
        for b in baris
    )  # fmt: skip
    db.session.flush()
    catat("sekretariat.arsip_dimusnahkan", oleh=oleh, objek=("pemusnahan", hasil.id), nomor=nomor, banyak=len(baris))
    return hasil


def lembar_berita_acara(hasil: Pemusnahan) -> Lembar:
    """The minutes with their list."""
    isi = [(ke, a.klasifikasi or "—", a.nomor, a.tanggal, a.isi, _("masuk") if a.masuk_id else _("keluar"))
           for ke, a in enumerate(hasil.arsip, 1)]  # fmt: skip
    catatan = (
        _("Pada tanggal %(t)s telah dimusnahkan %(n)s surat di atas dengan cara %(c)s.",
          t=f"{hasil.tanggal:%d-%m-%Y}", n=len(isi), c=hasil.cara),
        _("Saksi: %(s)s", s=", ".join(hasil.saksi.splitlines())),
        _("Yang dimusnahkan kertasnya. Nomor dan catatan surat tetap ada di register."),
    )  # fmt: skip
    sub = _("Nomor %(n)s", n=hasil.nomor)
    return Lembar("musnah", _("Berita Acara Pemusnahan Arsip"), KOLOM, isi, subjudul=sub, catatan=catatan, zona=zona())
