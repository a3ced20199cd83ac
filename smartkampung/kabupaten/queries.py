"""Reads of the receiving office: who sees which village, the matrix, what does not agree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, false, or_

from smartkampung import sambungan
from smartkampung.akun.models import Pengguna
from smartkampung.extensions import db
from smartkampung.inti.galat import GalatDomain, TidakDitemukan
from smartkampung.inti.konteks import zona
from smartkampung.inti.tanggal import Periode, awal_hari, durasi, sekarang
from smartkampung.kabupaten.models import DesaTerdaftar, Laporan, Penolakan, RekapMasuk

SELURUH = ("admin_kabupaten", "pejabat_kabupaten")
HARI_TENGGAT = 5


@dataclass(frozen=True)
class Kolom:
    """One report of the matrix."""

    kode: str
    judul: str
    hari: int = HARI_TENGGAT

    def tenggat(self, periode: Periode) -> datetime:
        """The instant from which it is late: the end of its due day in the next month."""
        return awal_hari(periode.sesudah().awal.replace(day=self.hari) + timedelta(days=1), zona())


@dataclass(frozen=True)
class Sel:
    """One cell: its look, its word, and what stands behind it."""

    rupa: str
    kata: str
    ket: str = ""
    rekap_id: int | None = None
    tolak_id: int | None = None


@dataclass(frozen=True)
class Baris:
    """One village of the matrix."""

    id: int
    kode: str
    nama: str
    kecamatan: str
    sel: tuple[Sel, ...]


class LuarCakupan(GalatDomain):
    """Somebody else's village."""

    pesan = "Berkas ini dari desa %(desa)s, di luar wilayah Anda."
    medan = "berkas"


# --- who sees what ------------------------------------------------------------------------------------

def cakupan(pengguna: Pengguna) -> tuple[str, ...] | None:
    """The codes under which this person sees villages; None means all, empty means none."""
    if pengguna.memegang(*SELURUH):
        return None
    return tuple(p.cakupan for p in pengguna.peran_kini() if p.peran == "pejabat_kecamatan" and p.cakupan)


def dalam_cakupan(kolom: Any, kode: tuple[str, ...] | None) -> ColumnElement[bool]:
    """The SQL condition of a scope over a column of village codes."""
    if kode is None:
        return kolom.is_not(None)  # type: ignore[no-any-return]
    if not kode:
        return false()
    return or_(*(or_(kolom == k, kolom.startswith(k + ".", autoescape=True)) for k in kode))


def daftar_desa(pengguna: Pengguna, kecamatan: str = "") -> list[DesaTerdaftar]:
    """The villages this person sees, by kecamatan and name."""
    pilih = (db.select(DesaTerdaftar).where(dalam_cakupan(DesaTerdaftar.kode, cakupan(pengguna)))
             .order_by(DesaTerdaftar.kecamatan, DesaTerdaftar.nama, DesaTerdaftar.kode))
    if kecamatan:
        pilih = pilih.where(DesaTerdaftar.kecamatan == kecamatan)
    return list(db.session.scalars(pilih))


def ambil_desa(pengguna: Pengguna, desa_id: int) -> DesaTerdaftar:
    """One village, TidakDitemukan when it is not this person's."""
    pilih = db.select(DesaTerdaftar).where(DesaTerdaftar.id == desa_id,
                                           dalam_cakupan(DesaTerdaftar.kode, cakupan(pengguna)))
    desa = db.session.scalar(pilih)
    if desa is None:
        raise TidakDitemukan()
    return desa


def ambil_rekap(pengguna: Pengguna, rekap_id: int) -> RekapMasuk:
    """One accepted packet, TidakDitemukan when its village is not this person's."""
    pilih = (db.select(RekapMasuk).join(DesaTerdaftar).where(
        RekapMasuk.id == rekap_id, dalam_cakupan(DesaTerdaftar.kode, cakupan(pengguna))))
    rekap = db.session.scalar(pilih)
    if rekap is None:
        raise TidakDitemukan()
    return rekap


def ambil_penolakan(pengguna: Pengguna, tolak_id: int) -> Penolakan:
    """One refusal, TidakDitemukan when its village is not this person's."""
    tolak = db.session.scalar(db.select(Penolakan).where(
        Penolakan.id == tolak_id, dalam_cakupan(Penolakan.desa_kode, cakupan(pengguna))))
    if tolak is None:
        raise TidakDitemukan()
    return tolak


# --- reports ------------------------------------------------------------------------------------------

def daftar_laporan() -> list[Kolom]:
    """The reports the matrix has columns for: as set on the page, else every area's with the usual due day."""
    tersimpan = db.session.scalars(db.select(Laporan).order_by(Laporan.urut, Laporan.judul)).all()
    if tersimpan:
        return [Kolom(x.kode, x.judul, x.hari) for x in tersimpan if x.aktif]
    return [Kolom(b.kode, b.judul) for b in sambungan.bagian_rekap()]


def laporan_mungkin() -> list[Kolom]:
    """Every report there could be a column for: saved ones, every area's, and what has ever arrived."""
    hasil = {x.kode: Kolom(x.kode, x.judul, x.hari) for x in db.session.scalars(
        db.select(Laporan).order_by(Laporan.urut, Laporan.judul))}
    for b in sambungan.bagian_rekap():
        hasil.setdefault(b.kode, Kolom(b.kode, b.judul))
    for (bagian,) in db.session.execute(db.select(RekapMasuk.bagian).order_by(RekapMasuk.id.desc()).limit(500)):
        for kode, judul in bagian:
            hasil.setdefault(kode, Kolom(kode, judul[:80]))
    return list(hasil.values())


# --- the matrix ---------------------------------------------------------------------------------------

def _masuk(desa: Sequence[DesaTerdaftar], periode: Iterable[str]) -> list[Any]:
    pilih = (db.select(RekapMasuk.id, RekapMasuk.desa_id, RekapMasuk.jenis, RekapMasuk.periode, RekapMasuk.revisi,
                       RekapMasuk.bagian, RekapMasuk.temuan, RekapMasuk.alasan, RekapMasuk.diterima_pada)
             .where(RekapMasuk.periode.in_(list(periode)), RekapMasuk.desa_id.in_([d.id for d in desa]))
             .order_by(RekapMasuk.revisi, RekapMasuk.diterima_pada, RekapMasuk.id))
    return list(db.session.execute(pilih))


def _tolak(desa: Sequence[DesaTerdaftar], periode: Iterable[str]) -> list[Penolakan]:
    pilih = (db.select(Penolakan).where(Penolakan.periode.in_(list(periode)),
                                        Penolakan.desa_kode.in_([d.kode for d in desa]))
             .order_by(Penolakan.terakhir_pada))
    return list(db.session.scalars(pilih))


class Isi:
    """What arrived, ready to be asked cell by cell."""

    def __init__(self, desa: Sequence[DesaTerdaftar], periode: Iterable[str]) -> None:
        kode = list(periode)
        self.masuk: dict[tuple[int, str, str], list[Any]] = defaultdict(list)
        self.tolak: dict[tuple[str, str, str], Penolakan] = {}
        for baris in _masuk(desa, kode):
            for kode_bagian, _judul in baris.bagian:
                self.masuk[baris.desa_id, baris.periode, kode_bagian].append(baris)
        for t in _tolak(desa, kode):
            for kode_bagian in [b[0] for b in t.bagian] or [t.jenis]:
                self.tolak[t.desa_kode, t.periode, kode_bagian] = t

    def sel(self, desa: DesaTerdaftar, periode: Periode, kolom: Kolom, kini: datetime) -> Sel:
        """The state of one report of one village for one month."""
        ada = self.masuk.get((desa.id, periode.kode, kolom.kode))
        tenggat = kolom.tenggat(periode)
        tolak = self.tolak.get((desa.kode, periode.kode, kolom.kode))
        if not ada:
            if tolak is not None:
                return Sel("buruk", "ditolak", tolak.sebab, tolak_id=tolak.id)
            lewat = f"lewat {durasi(kini - tenggat)}" if kini > tenggat else ""
            return Sel("diam", "belum", lewat)
        akhir = ada[-1]
        if tolak is not None and tolak.terakhir_pada > akhir.diterima_pada and tolak.revisi > akhir.revisi:
            return Sel("buruk", "ditolak", f"revisi {tolak.revisi}: {tolak.sebab}", akhir.id, tolak.id)
        beda = next((kalimat for kode, kalimat in akhir.temuan if kode == kolom.kode), "")
        if beda:
            return Sel("tunggu", "tidak cocok", beda, akhir.id)
        if akhir.revisi > 0:
            return Sel("jalan", f"revisi {akhir.revisi}", "", akhir.id)
        if ada[0].diterima_pada >= tenggat:
            return Sel("tunggu", "terlambat", durasi(ada[0].diterima_pada - tenggat), akhir.id)
        return Sel("baik", "diterima", "", akhir.id)


def matriks_bulan(desa: Sequence[DesaTerdaftar], periode: Periode, kolom: Sequence[Kolom]) -> list[Baris]:
    """Village x report for one month."""
    isi, kini = Isi(desa, [periode.kode]), sekarang()
    return [Baris(d.id, d.kode, d.nama, d.kecamatan, tuple(isi.sel(d, periode, k, kini) for k in kolom))
            for d in desa]


def matriks_tahun(desa: Sequence[DesaTerdaftar], bulan: Sequence[Periode], kolom: Kolom) -> list[Baris]:
    """Village x month for one report."""
    isi, kini = Isi(desa, [b.kode for b in bulan]), sekarang()
    return [Baris(d.id, d.kode, d.nama, d.kecamatan, tuple(isi.sel(d, b, kolom, kini) for b in bulan)) for d in desa]


@dataclass(frozen=True)
class Ringkasan:
    """The line under the heading."""

    desa: int
    mengirim: int
    lengkap: int
    belum: int
    ditolak: int


def ringkas(baris: Sequence[Baris]) -> Ringkasan:
    """Count villages by what they have sent."""
    datang = ("baik", "tunggu", "jalan")
    mengirim = [b for b in baris if any(s.rupa in datang for s in b.sel)]
    ditolak = [b for b in baris if any(s.rupa == "buruk" for s in b.sel)]
    diam = [b for b in baris if b not in mengirim and b not in ditolak]
    return Ringkasan(len(baris), len(mengirim), sum(all(s.rupa in datang for s in b.sel) for b in mengirim),
                     len(diam), len(ditolak))


def tidak_cocok(desa: Sequence[DesaTerdaftar], periode: Periode) -> list[tuple[str, str, str, int]]:
    """What does not agree in the latest revisions of a month: (village, sentence, reason given, recap id)."""
    nama = {d.id: d.nama for d in desa}
    terbaru = {(b.desa_id, b.jenis): b for b in _masuk(desa, [periode.kode])}
    return [(nama[b.desa_id], temuan, b.alasan, b.id) for b in terbaru.values() for _kode, temuan in b.temuan]


def revisi_lain(rekap: RekapMasuk) -> list[RekapMasuk]:
    """All revisions of the same recap, the newest first."""
    return list(db.session.scalars(
        db.select(RekapMasuk).filter_by(desa_id=rekap.desa_id, jenis=rekap.jenis, periode=rekap.periode)
        .order_by(RekapMasuk.revisi.desc())))


def pilihan_kecamatan(desa: Iterable[DesaTerdaftar]) -> list[tuple[str, str]]:
    """The kecamatan of some villages, as choices of a filter."""
    return [("", _("Semua kecamatan")), *((k, k) for k in sorted({d.kecamatan for d in desa if d.kecamatan}))]


def masuk_terbaru(desa: Sequence[DesaTerdaftar], periode: Periode, laporan: str) -> list[RekapMasuk]:
    """For each village the packet that speaks last about one report of a month."""
    isi = Isi(desa, [periode.kode])
    ids = [isi.masuk[d.id, periode.kode, laporan][-1].id for d in desa if (d.id, periode.kode, laporan) in isi.masuk]
    semua = {r.id: r for r in db.session.scalars(db.select(RekapMasuk).where(RekapMasuk.id.in_(ids)))}
    return [semua[i] for i in ids]
