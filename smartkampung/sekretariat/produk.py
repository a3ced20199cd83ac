"""Regulations and decrees: recorded under a number, corrected, published, void."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select

from smartkampung.audit.services import catat
from smartkampung.extensions import db
from smartkampung.inti.berkas import Berkas
from smartkampung.inti.db import kunci_penasihat
from smartkampung.inti.galat import Bentrok, GalatDomain
from smartkampung.inti.izin import periksa_izin
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.penomoran import lompati_sampai, nomor_berikut
from smartkampung.inti.tanggal import sekarang
from smartkampung.sekretariat.models import ProdukHukum
from smartkampung.surat.catatan import Pelaku, pastikan_alasan, tanpa_nik

ALASAN_NOMOR = "dicatat dengan nomor yang sudah tercetak"


class NomorProdukDipakai(GalatDomain):
    """The number is taken."""

    pesan = "Nomor %(nomor)s tahun %(tahun)s sudah dipakai untuk jenis ini."
    medan = "nomor"


class TanggalProdukSalah(GalatDomain):
    """Dates out of order."""

    pesan = "Tanggal ditetapkan paling lambat hari ini."
    medan = "tanggal_ditetapkan"


class TahunTetap(GalatDomain):
    """The year belongs to the number."""

    pesan = "Tahunnya mengikuti nomor, yaitu %(tahun)s. Batalkan lalu catat lagi bila tahunnya keliru."
    medan = "tanggal_ditetapkan"


class PerluBerkasPublik(GalatDomain):
    """Nothing to publish."""

    pesan = "Unggah PDF-nya dulu, baru tayangkan untuk umum."
    medan = "berkas"


class ProdukBatal(GalatDomain):
    """Void."""

    pesan = "Produk hukum ini sudah batal."


@dataclass(frozen=True, slots=True)
class IsiProduk:
    """What is known of a regulation or decree."""

    tentang: str
    tanggal_ditetapkan: date
    nomor_teks: str = ""
    uraian: str = ""
    tanggal_kesepakatan: date | None = None
    nomor_dilaporkan: str = ""
    tanggal_dilaporkan: date | None = None
    nomor_diundangkan: str = ""
    tanggal_diundangkan: date | None = None
    dicabut_dengan: str = ""
    keterangan: str = ""
    publik: bool = False


def _periksa(isi: IsiProduk, berkas: Berkas | None) -> None:
    tetap = isi.tanggal_ditetapkan
    if tetap > hari_desa():
        raise TanggalProdukSalah()
    if isi.tanggal_kesepakatan and isi.tanggal_kesepakatan > tetap:
        raise TanggalProdukSalah("Kesepakatan BPD tidak boleh sesudah tanggal ditetapkan.", medan="tanggal_kesepakatan")
    for nama, kata in (("tanggal_dilaporkan", "dilaporkan"), ("tanggal_diundangkan", "diundangkan")):
        nilai = getattr(isi, nama)
        if nilai and not tetap <= nilai <= hari_desa():
            raise TanggalProdukSalah("Tanggal %(kata)s antara tanggal ditetapkan dan hari ini.", medan=nama, kata=kata)
    if isi.publik and berkas is None:
        raise PerluBerkasPublik()


def catat_produk(jenis: str, isi: IsiProduk, *, oleh: Pelaku, nomor: int | None = None,
                 berkas: Berkas | None = None) -> ProdukHukum:  # fmt: skip
    """Record one under the next number of its kind and year, or under the number it already carries."""
    periksa_izin(oleh, "sekretariat.kelola")
    _periksa(isi, berkas)
    tahun = isi.tanggal_ditetapkan.year
    baris = ProdukHukum(
        jenis=jenis, tahun=tahun, nomor=_nomor(jenis, tahun, nomor), **asdict(isi), berkas=berkas, versi=1,
        dicatat_pada=sekarang(), dicatat_oleh=oleh.nama,
    )  # fmt: skip
    db.session.add(baris)
    db.session.flush()
    catat("sekretariat.produk_dicatat", oleh=oleh, objek=("produk_hukum", baris.id), apa=baris.sebutan)
    return baris


def _nomor(jenis: str, tahun: int, nomor: int | None) -> int:
    register = f"produk:{jenis}"
    kunci_penasihat(f"nomor:{register}:{tahun}")
    if nomor is None:
        return nomor_berikut(register, tahun)
    if db.session.scalar(db.select(ProdukHukum.id).filter_by(jenis=jenis, tahun=tahun, nomor=nomor)) is not None:
        raise NomorProdukDipakai(nomor=nomor, tahun=tahun)
    lompati_sampai(register, tahun, nomor, ALASAN_NOMOR)
    return nomor


def ubah_produk(baris: ProdukHukum, isi: IsiProduk, *, versi: int, oleh: Pelaku, berkas: Berkas | None = None) -> None:
    """Correct or complete it; number and year stay."""
    periksa_izin(oleh, "sekretariat.kelola")
    db.session.refresh(baris, with_for_update=True)
    if baris.alasan_batal is not None:
        raise ProdukBatal()
    if baris.versi != versi:
        raise Bentrok()
    if isi.tanggal_ditetapkan.year != baris.tahun:
        raise TahunTetap(tahun=baris.tahun)
    _periksa(isi, berkas or baris.berkas)
    beda = [nama for nama, nilai in asdict(isi).items() if getattr(baris, nama) != nilai]
    for nama in beda:
        setattr(baris, nama, getattr(isi, nama))
    if berkas is not None:
        baris.berkas = berkas
        beda.append("berkas")
    if beda:
        baris.versi += 1
        db.session.flush()
        catat("sekretariat.produk_diubah", oleh=oleh, objek=("produk_hukum", baris.id), sebutan=baris.sebutan,
              apa=", ".join(b.replace("_", " ") for b in beda))  # fmt: skip


def batalkan_produk(baris: ProdukHukum, alasan: str, *, oleh: Pelaku) -> None:
    """Void a record made by mistake; the number keeps it with the reason, and the public no longer sees it."""
    periksa_izin(oleh, "sekretariat.kelola")
    db.session.refresh(baris, with_for_update=True)
    if baris.alasan_batal is not None:
        raise ProdukBatal()
    baris.alasan_batal, baris.publik = tanpa_nik(pastikan_alasan(alasan))[:300], False
    baris.versi += 1
    db.session.flush()
    catat("sekretariat.produk_dibatalkan", oleh=oleh, objek=("produk_hukum", baris.id), apa=baris.sebutan,
          alasan=baris.alasan_batal)  # fmt: skip


def pilih_produk(q: str = "", tahun: int | None = None, jenis: str = "", *, publik: bool = False) -> Select[Any]:
    """Regulations and decrees, newest first; `publik`: only what everybody may read."""
    pilih = db.select(ProdukHukum)
    if publik:
        pilih = pilih.where(ProdukHukum.publik.is_(True), ProdukHukum.alasan_batal.is_(None))
    if tahun:
        pilih = pilih.where(ProdukHukum.tahun == tahun)
    if jenis:
        pilih = pilih.where(ProdukHukum.jenis == jenis)
    for kata in q.split()[:6]:
        medan = (ProdukHukum.tentang, ProdukHukum.uraian, ProdukHukum.nomor_teks)
        pilih = pilih.where(db.or_(*(m.icontains(kata, autoescape=True) for m in medan)))
    return pilih.order_by(ProdukHukum.tahun.desc(), ProdukHukum.tanggal_ditetapkan.desc(), ProdukHukum.id.desc())


def tahun_produk(*, publik: bool = False) -> list[int]:
    """The years there are, newest first."""
    pilih = db.select(ProdukHukum.tahun).distinct()
    return sorted(db.session.scalars(pilih.where(ProdukHukum.publik.is_(True)) if publik else pilih), reverse=True)
