"""The books A.1, A.2, A.7, A.8, A.9 of Permendagri 47/2016, with the columns of its annex."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _

from smartkampung.extensions import db
from smartkampung.inti.konteks import zona
from smartkampung.inti.lembar import Kolom, Lembar
from smartkampung.inti.tanggal import Periode
from smartkampung.sekretariat.lihat import yang_terlihat
from smartkampung.sekretariat.models import (
    BATAL,
    DIUNDANGKAN_DI,
    PERDES,
    RAHASIA,
    SK,
    Ekspedisi,
    ProdukHukum,
    SuratMasuk,
)
from smartkampung.surat.catatan import Pelaku
from smartkampung.surat.keadaan import Keadaan
from smartkampung.surat.models import JenisSurat, Surat
from smartkampung.surat.nomor.models import BATAL as LUAR_BATAL
from smartkampung.surat.nomor.models import SuratLuar

Baris = list[tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Buku:
    """One book: its code, its heading, its columns, and its rows of a span of days."""

    kode: str
    judul: str
    kolom: tuple[Kolom, ...]
    isi: Callable[[date, date, Pelaku], Baris]


def _nomor_tanggal(nomor: str, tanggal: date | None) -> str:
    """Number and date as the annex has them in one column."""
    hari = f"{tanggal:%d-%m-%Y}" if tanggal else ""
    return ", ".join(x for x in (nomor, hari) if x)


def agenda_masuk(dari: date, sampai: date, pengguna: Pelaku) -> Baris:
    """Incoming letters by agenda number; what a secret one says is shown only to who may see it."""
    boleh = yang_terlihat(pengguna).label("boleh")
    kolom = (SuratMasuk.nomor, SuratMasuk.tanggal_diterima, SuratMasuk.nomor_surat, SuratMasuk.tanggal_surat,
             SuratMasuk.pengirim, SuratMasuk.perihal, SuratMasuk.keadaan, SuratMasuk.alasan,
             SuratMasuk.sifat)  # fmt: skip
    pilih = db.select(*kolom, boleh).where(SuratMasuk.tanggal_diterima.between(dari, sampai))
    tutup = _("(rahasia)")
    return [
        (b.nomor, b.tanggal_diterima, b.nomor_surat if b.boleh else tutup, b.tanggal_surat,
         b.pengirim if b.boleh else tutup, b.perihal if b.boleh else tutup,
         _("batal: %(a)s", a=b.alasan) if b.keadaan == BATAL else _("rahasia") if b.sifat == RAHASIA else "")
        for b in db.session.execute(pilih.order_by(SuratMasuk.tahun, SuratMasuk.nomor))
    ]  # fmt: skip


def agenda_keluar(dari: date, sampai: date, _pengguna: Pelaku) -> Baris:
    """Outgoing letters by date and number: issued here, or made outside under a number of ours; one query."""
    batal = db.case((Surat.keadaan.in_((Keadaan.DICABUT, Keadaan.DIBATALKAN)), "batal"), else_="")
    surat = (
        db.select(Surat.nomor, Surat.nomor_teks, Surat.tanggal_surat, Surat.nama.label("kepada"),
                  JenisSurat.nama.label("isi"), batal.label("ket"))
        .join(JenisSurat, JenisSurat.id == Surat.jenis_id)
        .where(Surat.nomor.is_not(None), Surat.tanggal_surat.between(dari, sampai))
    )  # fmt: skip
    ket = db.case((SuratLuar.keadaan == LUAR_BATAL, "batal"), else_="dibuat di luar program")
    perihal = db.func.coalesce(db.func.nullif(SuratLuar.perihal, ""), SuratLuar.jenis)
    luar = db.select(
        SuratLuar.nomor, SuratLuar.nomor_teks, SuratLuar.tanggal_surat, SuratLuar.nama, perihal, ket
    ).where(SuratLuar.register.is_not(None), SuratLuar.tanggal_surat.between(dari, sampai))
    semua = db.union_all(surat, luar).subquery()
    pilih = db.select(semua).order_by(semua.c.tanggal_surat, semua.c.nomor, semua.c.nomor_teks)
    return [(b.nomor, b.nomor_teks, b.tanggal_surat, b.kepada, b.isi, b.ket) for b in db.session.execute(pilih)]


def ekspedisi(dari: date, sampai: date, _pengguna: Pelaku) -> Baris:
    """Deliveries by day."""
    pilih = db.select(Ekspedisi).where(Ekspedisi.tanggal_kirim.between(dari, sampai))
    return [
        (ke, e.tanggal_kirim, _nomor_tanggal(e.nomor_surat, e.tanggal_surat), e.isi, e.tujuan, _ket_kirim(e))
        for ke, e in enumerate(db.session.scalars(pilih.order_by(Ekspedisi.tanggal_kirim, Ekspedisi.id)), 1)
    ]


def _ket_kirim(e: Ekspedisi) -> str:
    if e.alasan_batal is not None:
        return _("batal: %(a)s", a=e.alasan_batal)
    if e.diterima_pada:
        return _("diterima %(n)s, %(t)s", n=e.diterima_nama, t=f"{e.diterima_pada:%d-%m-%Y}")
    return e.keterangan


def _produk(dari: date, sampai: date, jenis: tuple[str, ...], *, diundangkan: bool = False) -> list[ProdukHukum]:
    pilih = db.select(ProdukHukum).where(ProdukHukum.jenis.in_(jenis))
    tanggal = ProdukHukum.tanggal_diundangkan if diundangkan else ProdukHukum.tanggal_ditetapkan
    urut = (tanggal, ProdukHukum.jenis, ProdukHukum.nomor)
    return list(db.session.scalars(pilih.where(tanggal.between(dari, sampai)).order_by(*urut)))


def _ket_produk(p: ProdukHukum) -> str:
    if p.alasan_batal is not None:
        return _("batal: %(a)s", a=p.alasan_batal)
    return "; ".join(x for x in (p.keterangan, _("dicabut dengan %(d)s", d=p.dicabut_dengan) if p.dicabut_dengan
                                 else "") if x)  # fmt: skip


def _nomor_produk(p: ProdukHukum) -> str:
    return _nomor_tanggal(p.nomor_teks or f"{p.nomor}/{p.tahun}", p.tanggal_ditetapkan)


def peraturan(dari: date, sampai: date, _pengguna: Pelaku) -> Baris:
    """Regulations, with agreement, report, and both gazettes."""
    return [
        (ke, p.nama_jenis, _nomor_produk(p), p.tentang, p.uraian, p.tanggal_kesepakatan,
         _nomor_tanggal(p.nomor_dilaporkan, p.tanggal_dilaporkan),
         _nomor_tanggal(p.nomor_diundangkan, p.tanggal_diundangkan) if p.jenis == PERDES else "",
         "" if p.jenis == PERDES else _nomor_tanggal(p.nomor_diundangkan, p.tanggal_diundangkan), _ket_produk(p))
        for ke, p in enumerate(_produk(dari, sampai, tuple(DIUNDANGKAN_DI)), 1)
    ]  # fmt: skip


def keputusan(dari: date, sampai: date, _pengguna: Pelaku) -> Baris:
    """Decrees of the head."""
    return [
        (ke, _nomor_produk(p), p.tentang, p.uraian, _nomor_tanggal(p.nomor_dilaporkan, p.tanggal_dilaporkan),
         _ket_produk(p))
        for ke, p in enumerate(_produk(dari, sampai, (SK,)), 1)
    ]  # fmt: skip


def lembaran(dari: date, sampai: date, _pengguna: Pelaku) -> Baris:
    """What was announced in the two gazettes, by the day it was."""
    return [
        (ke, p.nama_jenis, _nomor_produk(p), p.tentang, p.tanggal_diundangkan,
         " ".join(x for x in (p.diundangkan_di, p.nomor_diundangkan) if x), _ket_produk(p))
        for ke, p in enumerate(_produk(dari, sampai, tuple(DIUNDANGKAN_DI), diundangkan=True), 1)
    ]  # fmt: skip


_URUT, _KET = Kolom("urut", "Nomor urut", "angka"), Kolom("ket", "Keterangan", lebar=18)
SEMUA = {
    b.kode: b
    for b in (
        Buku("a1", "A.1 Buku Peraturan di Desa", (
            _URUT, Kolom("jenis", "Jenis peraturan"), Kolom("nomor", "Nomor dan tanggal ditetapkan", lebar=18),
            Kolom("tentang", "Tentang", lebar=26), Kolom("uraian", "Uraian singkat", lebar=26),
            Kolom("sepakat", "Tanggal kesepakatan Peraturan Desa", "tanggal"),
            Kolom("lapor", "Nomor dan tanggal dilaporkan", lebar=18),
            Kolom("lembaran", "Nomor dan tanggal diundangkan dalam Lembaran Desa", lebar=16),
            Kolom("berita", "Nomor dan tanggal diundangkan dalam Berita Desa", lebar=16), _KET), peraturan),
        Buku("a2", "A.2 Buku Keputusan Kepala Desa", (
            _URUT, Kolom("nomor", "Nomor dan tanggal Keputusan Kepala Desa", lebar=24),
            Kolom("tentang", "Tentang", lebar=36), Kolom("uraian", "Uraian singkat", lebar=36),
            Kolom("lapor", "Nomor dan tanggal dilaporkan", lebar=22), _KET), keputusan),
        Buku("a7-masuk", "A.7 Buku Agenda: Surat Masuk", (
            Kolom("nomor", "Nomor urut", "angka"), Kolom("terima", "Tanggal penerimaan", "tanggal"),
            Kolom("surat", "Nomor surat", lebar=22), Kolom("tanggal", "Tanggal surat", "tanggal"),
            Kolom("pengirim", "Pengirim", lebar=26), Kolom("isi", "Isi singkat", lebar=36), _KET), agenda_masuk),
        Buku("a7-keluar", "A.7 Buku Agenda: Surat Keluar", (
            Kolom("nomor", "Nomor urut", "angka"), Kolom("surat", "Nomor surat", lebar=28),
            Kolom("tanggal", "Tanggal pengiriman", "tanggal"), Kolom("kepada", "Ditujukan kepada", lebar=28),
            Kolom("isi", "Isi singkat", lebar=36), _KET), agenda_keluar),
        Buku("a8", "A.8 Buku Ekspedisi", (
            _URUT, Kolom("kirim", "Tanggal pengiriman", "tanggal"), Kolom("surat", "Tanggal dan nomor surat", lebar=28),
            Kolom("isi", "Isi singkat surat yang dikirim", lebar=32), Kolom("tujuan", "Ditujukan kepada", lebar=26),
            Kolom("ket", "Keterangan", lebar=26)), ekspedisi),
        Buku("a9", "A.9 Buku Lembaran Desa dan Berita Desa", (
            _URUT, Kolom("jenis", "Jenis peraturan di desa"), Kolom("nomor", "Nomor dan tanggal ditetapkan", lebar=22),
            Kolom("tentang", "Tentang", lebar=36), Kolom("tanggal", "Diundangkan: tanggal", "tanggal"),
            Kolom("lembaran", "Diundangkan: nomor", lebar=22), _KET), lembaran),
    )
}  # fmt: skip


def susun_buku(buku: Buku, tahun: int, bulan: int, pengguna: Pelaku) -> Lembar:
    """A book of a year, or of one month (1–12; 0 is the whole year)."""
    periode = Periode(tahun, bulan) if bulan else None
    dari, sampai = (periode.awal, periode.akhir) if periode else (date(tahun, 1, 1), date(tahun, 12, 31))
    isi = buku.isi(dari, sampai, pengguna)
    sub = periode.nama if periode else _("Tahun %(t)s", t=tahun)
    return Lembar(buku.kode, buku.judul, buku.kolom, isi, subjudul=sub, zona=zona())
