"""Versions of the budget: the first of a year, the copy a change starts from, and the fingerprint of a set one."""

from __future__ import annotations

import hashlib
import json
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, insert, literal

from smartkampung.audit.services import catat
from smartkampung.extensions import db
from smartkampung.inti.db import kunci_penasihat
from smartkampung.inti.galat import GalatDomain
from smartkampung.inti.izin import periksa_izin
from smartkampung.inti.tanggal import sekarang
from smartkampung.keuangan.anggaran.isi import isi_versi, rab_versi, versi_berlaku, versi_tahun
from smartkampung.keuangan.anggaran.models import (
    AWAL,
    DIGANTIKAN,
    GESER,
    PERUBAHAN,
    BarisAnggaran,
    BarisRAB,
    KegiatanAnggaran,
    VersiAnggaran,
)
from smartkampung.keuangan.galat import VersiTerkunci
from smartkampung.keuangan.langkah import Pelaku, tambah_langkah

TAHUN_TERAWAL, TAHUN_TERAKHIR = 2015, 2100


class SudahAdaVersi(GalatDomain):
    """The year has a budget."""

    pesan = "Tahun anggaran %(tahun)s sudah punya APBDes."
    medan = "tahun"


class TahunSalah(GalatDomain):
    """Not a year of a budget."""

    pesan = "Tulis tahun anggaran antara %(dari)s dan %(sampai)s."
    medan = "tahun"


class BelumBerlaku(GalatDomain):
    """There is nothing to change yet."""

    pesan = "APBDes %(tahun)s belum berlaku. Perubahan baru bisa dibuat sesudah APBDes berlaku."


class MasihAdaDraf(GalatDomain):
    """One change at a time."""

    pesan = "%(nama)s masih berjalan. Selesaikan atau hapus dulu sebelum membuat perubahan lain."


class PerluAlasanUbah(GalatDomain):
    """A change has a ground of Ps 40."""

    pesan = "Tulis alasan perubahan, misalnya “penyesuaian SiLPA tahun lalu”."
    medan = "alasan"


def buat_versi_awal(tahun: int, *, oleh: Pelaku) -> VersiAnggaran:
    """Begin the budget of a year."""
    periksa_izin(oleh, "keuangan.koordinasi")
    if not TAHUN_TERAWAL <= tahun <= TAHUN_TERAKHIR:
        raise TahunSalah(dari=TAHUN_TERAWAL, sampai=TAHUN_TERAKHIR)
    kunci_penasihat(f"anggaran:{tahun}")
    if versi_tahun(tahun):
        raise SudahAdaVersi(tahun=tahun)
    return _tambah(VersiAnggaran(tahun=tahun, jenis=AWAL, urut=0), oleh)


def buat_perubahan(tahun: int, jenis: str, alasan: str, *, oleh: Pelaku, luar_biasa: str = "") -> VersiAnggaran:
    """Begin a change (geser or perubahan) as a copy of the version in force: that is its "semula" (K-PRB-03)."""
    periksa_izin(oleh, "keuangan.koordinasi")
    kunci_penasihat(f"anggaran:{tahun}")
    semua, dasar = versi_tahun(tahun), versi_berlaku(tahun)
    if dasar is None or jenis not in (GESER, PERUBAHAN):
        raise BelumBerlaku(tahun=tahun)
    if semua[-1].terkunci_pada is None:
        raise MasihAdaDraf(nama=semua[-1].nama)
    if not alasan.strip():
        raise PerluAlasanUbah()
    baru = _tambah(
        VersiAnggaran(tahun=tahun, jenis=jenis, urut=semua[-1].urut + 1, dasar_id=dasar.id, alasan=alasan.strip()[:300],
                      luar_biasa=luar_biasa.strip()[:160]), oleh)  # fmt: skip
    salin_isi(dasar, baru)
    return baru


def _tambah(versi: VersiAnggaran, oleh: Pelaku) -> VersiAnggaran:
    versi.dibuat_pada, versi.dibuat_oleh_id = sekarang(), oleh.id
    db.session.add(versi)
    db.session.flush()
    tambah_langkah("versi", versi.id, "buat", versi.keadaan, oleh=oleh, alasan=versi.alasan)
    catat("keuangan.versi_dibuat", oleh=oleh, objek=("versi_anggaran", versi.id), nama=versi.nama)
    return versi


def salin_isi(dari: VersiAnggaran, ke: VersiAnggaran, *, nolkan: bool = False) -> None:
    """Copy kegiatan, lines and RAB of a version into an empty one, all inside the database.

    `nolkan` keeps codes and RAB texts but sets volumes, amounts and pagu to nought (EBG-5).
    """
    nol = {"nilai": literal(0), "pagu": literal(0), "jumlah": literal(0), "volume": literal(0)} if nolkan else {}
    _salin(KegiatanAnggaran, dari, ke, {"versi": literal(1)} | ({"pagu": literal(0)} if nolkan else {}))
    _salin(BarisAnggaran, dari, ke, {k: n for k, n in nol.items() if k == "nilai"})
    lama, baru = db.aliased(BarisAnggaran), db.aliased(BarisAnggaran)
    ganti: dict[str, Any] = {"versi_id": literal(ke.id), "baris_id": baru.id}
    ganti |= {k: n for k, n in nol.items() if k in ("jumlah", "volume")}
    kolom = [k.name for k in BarisRAB.__table__.columns if k.name not in ("id", "tanda")]
    pilih = (
        db.select(*(ganti.get(k, getattr(BarisRAB, k)) for k in kolom))
        .join(lama, lama.id == BarisRAB.baris_id)
        .join(baru, db.and_(baru.versi_id == ke.id, *_sama(lama, baru)))
        .where(BarisRAB.versi_id == dari.id)
        .order_by(BarisRAB.id)
    )
    db.session.execute(insert(BarisRAB).from_select(kolom, pilih))
    ke.catatan += 1
    db.session.flush()


def _sama(satu: Any, lain: Any) -> list[ColumnElement[bool]]:
    return [getattr(satu, k) == getattr(lain, k) for k in ("kegiatan", "rekening", "sumber_dana")]


def _salin(model: Any, dari: VersiAnggaran, ke: VersiAnggaran, ganti: dict[str, Any]) -> None:
    kolom = [k.name for k in model.__table__.columns if k.name != "id"]
    nilai = {"versi_id": literal(ke.id), **ganti}
    pilih = db.select(*(nilai.get(k, getattr(model, k)) for k in kolom)).where(model.versi_id == dari.id)
    db.session.execute(insert(model).from_select(kolom, pilih.order_by(model.id)))


def pastikan_bisa_ditulis(versi: VersiAnggaran) -> None:
    """Raise VersiTerkunci unless it is a draft, read anew and locked until the commit."""
    db.session.refresh(versi, with_for_update=True)
    if not versi.bisa_ditulis:
        raise VersiTerkunci(nama=versi.nama, keadaan=versi.lencana[0].lower())


def sidik_versi(versi: VersiAnggaran) -> str:
    """SHA-256 over every kegiatan, line and RAB line of a version, in the order of their codes."""
    isi, rab = isi_versi(versi), rab_versi(versi)
    data = {
        "tahun": versi.tahun, "jenis": versi.jenis, "urut": versi.urut,
        "kegiatan": [[k.kode, k.nama, _teks(k.pagu), k.keluaran, _teks(k.volume), k.satuan]
                     for k in isi.kegiatan.values()],
        "baris": [[*b.kunci, _teks(b.nilai), b.bengkok,
                   [[r.uraian, _teks(r.volume), r.satuan, _teks(r.harga), _teks(r.jumlah)] for r in rab.get(b.id, [])]]
                  for b in isi.baris],
    }  # fmt: skip
    return hashlib.sha256(json.dumps(data, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _teks(nilai: Decimal) -> str:
    return f"{nilai:.4f}"


def kunci_versi(versi: VersiAnggaran) -> None:
    """Freeze a version with its fingerprint; the database refuses changes from here on."""
    versi.sidik, versi.terkunci_pada = sidik_versi(versi), sekarang()
    db.session.flush()


def gantikan(tahun: int, *, oleh: Pelaku) -> None:
    """Retire the version in force, because another one takes its place."""
    lama = versi_berlaku(tahun)
    if lama is not None:
        lama.keadaan = DIGANTIKAN
        db.session.flush()
        tambah_langkah("versi", lama.id, "gantikan", DIGANTIKAN, oleh=oleh)
