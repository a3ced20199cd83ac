"""Deliveries of outgoing letters: sent, received with proof, or void."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select

from smartkampung.audit.services import catat
from smartkampung.extensions import db
from smartkampung.inti.berkas import Berkas
from smartkampung.inti.galat import GalatDomain
from smartkampung.inti.izin import periksa_izin
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.tanggal import sekarang
from smartkampung.sekretariat.models import Ekspedisi
from smartkampung.surat.catatan import Pelaku, pastikan_alasan, tanpa_nik
from smartkampung.surat.keadaan import Keadaan
from smartkampung.surat.models import JenisSurat, Surat
from smartkampung.surat.nomor.models import TERCATAT, SuratLuar


class SuratKeluarTidakAda(GalatDomain):
    """No outgoing letter carries this number."""

    pesan = "Tidak ada surat keluar terbit bernomor %(nomor)s. Periksa nomornya di Register nomor surat."
    medan = "nomor_surat"


class NomorBermaknaGanda(GalatDomain):
    """Several registers have this running number."""

    pesan = "Nomor %(nomor)s ada di beberapa urutan. Tulis nomor suratnya lengkap."
    medan = "nomor_surat"


class TanggalKirimSalah(GalatDomain):
    """A day of sending that cannot be."""

    pesan = "Tanggal kirim antara tanggal suratnya dan hari ini."
    medan = "tanggal_kirim"


class TanggalTerimaSalah(GalatDomain):
    """A day of receipt that cannot be."""

    pesan = "Tanggal diterima antara tanggal kirim dan hari ini."
    medan = "diterima_pada"


class EkspedisiTertutup(GalatDomain):
    """Received or void."""

    pesan = "Pengiriman ini sudah %(keadaan)s, jadi tidak dapat diubah lagi."


@dataclass(frozen=True, slots=True)
class IsiKirim:
    """The facts of a delivery."""

    nomor_surat: str
    tujuan: str
    tanggal_kirim: date
    cara: str
    isi: str = ""
    pengantar: str = ""
    keterangan: str = ""


def _pilih_keluar() -> tuple[Select[Any], Select[Any]]:
    """Issued letters, and letters made outside under a number of ours."""
    surat = db.select(Surat.id, Surat.nomor_teks, Surat.tanggal_surat, JenisSurat.nama.label("isi")).join(
        JenisSurat, JenisSurat.id == Surat.jenis_id
    ).where(Surat.nomor.is_not(None), Surat.sha256.is_not(None), Surat.keadaan != Keadaan.DICABUT)  # fmt: skip
    luar = db.select(
        SuratLuar.id, SuratLuar.nomor_teks, SuratLuar.tanggal_surat,
        db.func.coalesce(db.func.nullif(SuratLuar.perihal, ""), SuratLuar.jenis).label("isi"),
    ).where(SuratLuar.keadaan == TERCATAT, SuratLuar.register.is_not(None))  # fmt: skip
    return surat, luar


def cari_keluar(nomor: str) -> tuple[str, Any]:
    """The outgoing letter of a printed number, or of a running number of this year, as (column, row)."""
    surat, luar = _pilih_keluar()
    for syarat_surat, syarat_luar in _syarat(nomor):
        baris = [("surat_id", b) for b in db.session.execute(surat.where(*syarat_surat).limit(2))]
        baris += [("luar_id", b) for b in db.session.execute(luar.where(*syarat_luar).limit(2))]
        if len(baris) > 1:
            raise NomorBermaknaGanda(nomor=nomor)
        if baris:
            return baris[0]
    raise SuratKeluarTidakAda(nomor=nomor)


def _syarat(nomor: str) -> list[tuple[tuple[Any, ...], tuple[Any, ...]]]:
    syarat: list[tuple[tuple[Any, ...], tuple[Any, ...]]] = [
        ((Surat.nomor_teks == nomor,), (SuratLuar.nomor_teks == nomor,))
    ]
    if nomor.isdecimal() and len(nomor) <= 6:
        tahun, urut = hari_desa().year, int(nomor)
        luar = (SuratLuar.tahun == tahun, SuratLuar.nomor == urut)
        syarat.append(((Surat.tahun == tahun, Surat.nomor == urut), luar))
    return syarat


def kirim(isi: IsiKirim, *, oleh: Pelaku) -> Ekspedisi:
    """Record that an outgoing letter was sent; number, date and content come from the letter."""
    periksa_izin(oleh, "sekretariat.kelola")
    kolom, surat = cari_keluar(isi.nomor_surat)
    if not surat.tanggal_surat <= isi.tanggal_kirim <= hari_desa():
        raise TanggalKirimSalah()
    baris = Ekspedisi(
        **{kolom: surat.id}, nomor_surat=surat.nomor_teks, tanggal_surat=surat.tanggal_surat, isi=isi.isi or surat.isi,
        tujuan=isi.tujuan, tanggal_kirim=isi.tanggal_kirim, cara=isi.cara, pengantar=isi.pengantar,
        keterangan=isi.keterangan, dicatat_pada=sekarang(), dicatat_oleh=oleh.nama,
    )  # fmt: skip
    db.session.add(baris)
    db.session.flush()
    catat("sekretariat.surat_dikirim", oleh=oleh, objek=("ekspedisi", baris.id), nomor=baris.nomor_surat)
    return baris


def _pegang(baris: Ekspedisi) -> None:
    db.session.refresh(baris, with_for_update=True)
    if baris.diterima_pada or baris.alasan_batal is not None:
        raise EkspedisiTertutup(keadaan=baris.lencana[0].lower())


def terima(baris: Ekspedisi, nama: str, tanggal: date, *, oleh: Pelaku, bukti: Berkas | None = None) -> None:
    """Who received it, when, and the proof."""
    periksa_izin(oleh, "sekretariat.kelola")
    _pegang(baris)
    if not baris.tanggal_kirim <= tanggal <= hari_desa():
        raise TanggalTerimaSalah()
    baris.diterima_nama, baris.diterima_pada, baris.bukti = nama, tanggal, bukti
    db.session.flush()
    catat("sekretariat.kiriman_diterima", oleh=oleh, objek=("ekspedisi", baris.id), nomor=baris.nomor_surat,
          bukti="ada" if bukti else "tidak ada")  # fmt: skip


def batalkan_kirim(baris: Ekspedisi, alasan: str, *, oleh: Pelaku) -> None:
    """Void a delivery recorded by mistake; it stays in the book with the reason."""
    periksa_izin(oleh, "sekretariat.kelola")
    _pegang(baris)
    baris.alasan_batal = tanpa_nik(pastikan_alasan(alasan))[:300]
    db.session.flush()
    catat("sekretariat.kiriman_dibatalkan", oleh=oleh, objek=("ekspedisi", baris.id), nomor=baris.nomor_surat,
          alasan=baris.alasan_batal)  # fmt: skip


def pilih_ekspedisi(q: str = "", tahun: int | None = None, *, belum: bool = False) -> Select[Any]:
    """Deliveries, newest first."""
    pilih = db.select(Ekspedisi)
    if tahun:
        pilih = pilih.where(Ekspedisi.tanggal_kirim.between(date(tahun, 1, 1), date(tahun, 12, 31)))
    if belum:
        pilih = pilih.where(Ekspedisi.diterima_pada.is_(None), Ekspedisi.alasan_batal.is_(None))
    for kata in q.split()[:6]:
        medan = (Ekspedisi.nomor_surat, Ekspedisi.tujuan, Ekspedisi.isi)
        pilih = pilih.where(db.or_(*(m.icontains(kata, autoescape=True) for m in medan)))
    return pilih.order_by(Ekspedisi.tanggal_kirim.desc(), Ekspedisi.id.desc())
