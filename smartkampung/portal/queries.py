"""Reads of the public pages: one status, one check. The catalogue stands in `katalog`."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import date, timedelta

from smartkampung.extensions import db
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.pembatas import boleh_mencoba, catat_percobaan
from smartkampung.surat.jenis import definisi_dari
from smartkampung.surat.keadaan import KATA_PUBLIK, RUPA, TERBIT, Keadaan
from smartkampung.surat.kode import baca_kode
from smartkampung.surat.models import Surat
from smartkampung.surat.naskah import samarkan

SEJAM = timedelta(hours=1)


def buka_status(kode: str, tanggal_lahir: date, alamat: str) -> Surat | None:
    """The request with this code and birth date, or None: the same work and time whichever was wrong.

    Wrong guesses are counted by address (20 an hour) and in total (200 an hour, then everybody waits
    some seconds).
    """
    kunci = f"status:ip:{alamat[:60]}"
    boleh_mencoba(kunci, "status:semua")
    pilih = db.select(Surat.id, Surat.tanggal_lahir).where(Surat.kode_status == (baca_kode(kode) or ""))
    ada = db.session.execute(pilih).first()
    lahir = ada.tanggal_lahir if ada is not None else date.min
    if hmac.compare_digest(lahir.isoformat(), tanggal_lahir.isoformat()) and ada is not None:
        return db.session.get_one(Surat, ada.id)
    catat_percobaan(kunci, bebas=20, jendela=SEJAM, tahan=timedelta(minutes=2), tahan_terlama=SEJAM)
    catat_percobaan(
        "status:semua",
        bebas=200,
        jendela=SEJAM,
        tahan=timedelta(seconds=3),
        tahan_terlama=timedelta(seconds=3),
    )
    return None


@dataclass(frozen=True, slots=True)
class Pemeriksaan:
    """What the check page may say about a letter."""

    keadaan: str
    judul: str
    nomor: str
    tanggal: date
    berlaku_sampai: date
    penanda: str
    jabatan: str
    nama: str
    elektronik: bool
    label: str
    sha256: str


def periksa_surat(teks: str, alamat: str) -> Pemeriksaan | None:
    """The issued letter with this check code, or None; misses are counted by address."""
    kunci = f"periksa:ip:{alamat[:60]}"
    boleh_mencoba(kunci)
    surat = db.session.scalar(db.select(Surat).where(Surat.kode_periksa == (baca_kode(teks) or "")))
    if surat is None or surat.keadaan not in (*TERBIT, Keadaan.DICABUT):
        catat_percobaan(kunci, bebas=30, jendela=SEJAM, tahan=timedelta(minutes=2), tahan_terlama=SEJAM)
        return None
    assert surat.tanggal_surat and surat.berlaku_sampai and surat.penanda and surat.potret and surat.nomor_teks
    lewat = surat.berlaku_sampai < hari_desa()
    dicabut = surat.keadaan == Keadaan.DICABUT
    return Pemeriksaan(
        keadaan="dicabut" if dicabut else "lewat" if lewat else "sah",
        judul=definisi_dari(surat.jenis).judul,
        nomor=surat.nomor_teks,
        tanggal=surat.tanggal_surat,
        berlaku_sampai=surat.berlaku_sampai,
        penanda=surat.penanda["nama"],
        jabatan=", ".join(surat.penanda["jabatan"]),
        nama=samarkan(surat.potret["nama"]),
        elektronik=bool(surat.elektronik),
        label=surat.penanda["label"],
        sha256=surat.sha256 or "",
    )


def kata_publik(surat: Surat) -> tuple[str, str]:
    """The public word for the state, and the look of its badge."""
    keadaan = Keadaan(surat.keadaan)
    return KATA_PUBLIK[keadaan].capitalize(), RUPA[keadaan]


def dapat_diunduh(surat: Surat) -> bool:
    """Whether the resident may fetch the PDF himself: issued, and signed electronically."""
    return surat.keadaan in TERBIT and surat.berkas_id is not None and bool(surat.elektronik)
