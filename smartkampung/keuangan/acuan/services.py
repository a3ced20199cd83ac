"""Acts on the reference: local codes of the regency, and the standard price list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from smartkampung.audit.services import catat
from smartkampung.extensions import db
from smartkampung.inti.galat import GalatDomain
from smartkampung.inti.izin import periksa_izin
from smartkampung.inti.tanggal import tanggal_panjang
from smartkampung.inti.uang import rupiah
from smartkampung.keuangan.acuan.kode import baku_kegiatan, baku_rekening, induk
from smartkampung.keuangan.acuan.models import LOKAL, SELAMANYA, AcuanKegiatan, HargaSatuan, Rekening
from smartkampung.keuangan.langkah import Pelaku

LOKAL_AWAL, LOKAL_AKHIR = 90, 99


class BukanNomorLokal(GalatDomain):
    """Only 90-99 are the regency's."""

    pesan = "Kode %(kode)s bukan nomor lokal. Peraturan bupati hanya mengisi nomor 90 sampai 99."
    medan = "kode"


class IndukTidakAda(GalatDomain):
    """Nothing above it."""

    pesan = "Induk %(induk)s tidak ada dalam daftar."
    medan = "kode"


class NomorSudahDipakai(GalatDomain):
    """A number keeps its meaning for ever."""

    pesan = "Kode %(kode)s sudah dipakai untuk “%(nama)s”. Nomor tidak dipakai lagi untuk arti lain; pilih nomor lain."
    medan = "kode"


class PerluPerbup(GalatDomain):
    """A local code has a ground."""

    pesan = "Tulis nomor peraturan bupatinya."
    medan = "dasar"


class TahunAkhirSalah(GalatDomain):
    """It cannot end before it began."""

    pesan = "Tahun terakhir paling awal %(tahun)s."
    medan = "tahun"


class HargaSalah(GalatDomain):
    """A price that cannot be."""

    pesan = "Tulis harga nol atau lebih."
    medan = "harga"


def tambah_lokal(jenis: str, kode: str, nama: str, dasar: str, tahun: int, *, oleh: Pelaku) -> Rekening | AcuanKegiatan:
    """Add a local number (90-99) of an objek or a kegiatan, from a fiscal year on."""
    periksa_izin(oleh, "keuangan.acuan")
    model, baku, level = (Rekening, baku_rekening, 4) if jenis == "rekening" else (AcuanKegiatan, baku_kegiatan, 3)
    kode = baku(kode)
    akhir = kode.rpartition(".")[2]
    if kode.count(".") != level - 1 or not akhir.isdecimal() or not LOKAL_AWAL <= int(akhir) <= LOKAL_AKHIR:
        raise BukanNomorLokal(kode=kode or "(kosong)")
    if not nama.strip() or not dasar.strip():
        raise PerluPerbup("Isi nama dan nomor peraturan bupatinya.", medan="nama" if not nama.strip() else "dasar")
    if db.session.scalar(db.select(model.id).filter_by(kode=induk(kode))) is None:
        raise IndukTidakAda(induk=induk(kode))
    ada = db.session.scalars(db.select(model).filter_by(kode=kode).order_by(model.tahun_mulai.desc())).first()
    if ada is not None and ada.asal == LOKAL:
        raise NomorSudahDipakai(kode=kode, nama=ada.nama)
    if ada is not None:  # the annex's own "lain-lain" of 90 ends where the regency gives the number a name
        if ada.tahun_mulai >= tahun:
            raise NomorSudahDipakai(kode=kode, nama=ada.nama)
        ada.tahun_sampai = tahun - 1
    baris = model(kode=kode, level=level, nama=nama.strip()[:300], asal=LOKAL, dasar=dasar.strip()[:160],
                  tahun_mulai=tahun)
    db.session.add(baris)
    db.session.flush()
    catat("keuangan.kode_lokal", oleh=oleh, objek=(model.__tablename__, baris.id), kode=kode, nama=baris.nama,
          dasar=baris.dasar)
    return baris


def akhiri_lokal(jenis: str, kode: str, tahun: int, *, oleh: Pelaku) -> None:
    """End a local number after a fiscal year; earlier budgets keep it."""
    periksa_izin(oleh, "keuangan.acuan")
    model = Rekening if jenis == "rekening" else AcuanKegiatan
    baris = db.session.scalar(db.select(model).filter_by(kode=kode, asal=LOKAL, tahun_sampai=SELAMANYA))
    if baris is None:
        raise BukanNomorLokal(kode=kode)
    if tahun < baris.tahun_mulai:
        raise TahunAkhirSalah(tahun=baris.tahun_mulai)
    baris.tahun_sampai = tahun
    db.session.flush()
    catat("keuangan.kode_diakhiri", oleh=oleh, objek=(model.__tablename__, baris.id), kode=kode, tahun=tahun)


# --- standard prices --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class IsiHarga:
    """A price as typed."""

    kode: str
    uraian: str
    satuan: str
    harga: Decimal
    berlaku_mulai: date
    spesifikasi: str = ""
    rekening: str = ""
    dasar: str = ""


def simpan_harga(isi: IsiHarga, *, oleh: Pelaku, diam: bool = False) -> HargaSatuan:
    """Add a price, or the next price of a code: the one before ends the day before. `diam`: the list is audited whole.
    """
    periksa_izin(oleh, "keuangan.acuan")
    if not 0 <= isi.harga <= 10**12:
        raise HargaSalah()
    lama = db.session.scalars(
        db.select(HargaSatuan).filter_by(kode=isi.kode).order_by(HargaSatuan.berlaku_mulai.desc())
    ).first()
    if lama is not None and lama.berlaku_mulai >= isi.berlaku_mulai:
        raise HargaSalah("Harga %(kode)s sudah ada mulai %(tanggal)s. Pakai tanggal sesudahnya.", kode=isi.kode,
                         tanggal=tanggal_panjang(lama.berlaku_mulai), medan="berlaku_mulai")
    if lama is not None and (lama.berlaku_sampai is None or lama.berlaku_sampai >= isi.berlaku_mulai):
        lama.berlaku_sampai = isi.berlaku_mulai - timedelta(days=1)
    baris = HargaSatuan(
        kode=isi.kode[:40], uraian=isi.uraian[:200], spesifikasi=isi.spesifikasi[:200], satuan=isi.satuan[:30],
        harga=isi.harga, rekening=baku_rekening(isi.rekening), dasar=isi.dasar[:160], berlaku_mulai=isi.berlaku_mulai,
        dicatat_oleh_id=oleh.id,
    )
    db.session.add(baris)
    db.session.flush()
    if not diam:
        catat("keuangan.harga_disimpan", oleh=oleh, objek=("harga_satuan", baris.id), kode=baris.kode,
              uraian=baris.uraian, harga=rupiah(baris.harga), mulai=tanggal_panjang(baris.berlaku_mulai))
    return baris


def akhiri_harga(baris: HargaSatuan, sampai: date, *, oleh: Pelaku) -> None:
    """A price holds until a day and no longer."""
    periksa_izin(oleh, "keuangan.acuan")
    if sampai < baris.berlaku_mulai:
        raise HargaSalah("Tanggal ini sebelum harganya mulai berlaku.", medan="tanggal")
    baris.berlaku_sampai = sampai
    db.session.flush()
    catat("keuangan.harga_diakhiri", oleh=oleh, objek=("harga_satuan", baris.id), kode=baris.kode,
          sampai=tanggal_panjang(sampai))
