"""Reads: the list, what waits for whom, one letter as its page shows it."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Select

from smartkampung.audit.simpanan import ingat
from smartkampung.extensions import db
from smartkampung.inti.konteks import hari_desa, pengaturan, zona
from smartkampung.inti.lembar import Kolom, Lembar
from smartkampung.inti.pdf import qr_svg
from smartkampung.inti.tanggal import Periode, jam_menit, sekarang
from smartkampung.penduduk.ejaan import kunci_cari
from smartkampung.surat.catatan import Pelaku, bulan_dari
from smartkampung.surat.kabar.nomor import tautan_wa
from smartkampung.surat.kabar.teks import teks_kabar
from smartkampung.surat.keadaan import KANAL, NAMA, RUPA, TERBUKA, Keadaan
from smartkampung.surat.kode import baca_kode
from smartkampung.surat.models import JenisSurat, KataSurat, Surat
from smartkampung.surat.waktu.queries import waktu

KELOMPOK_KEADAAN = ("terbuka", "terbit", "terlambat")
BATAS_HITUNG = 100


@dataclass(frozen=True, slots=True)
class Saringan:
    """What a list is narrowed to; empty means everything."""

    q: str = ""
    keadaan: str = ""
    jenis: str = ""
    bulan: str = ""
    kanal: str = ""


def pilih_surat(saring: Saringan) -> Select[Any]:
    """The list, newest first. Every filter is answered by an index; nothing is counted."""
    pilih = (
        db.select(
            Surat.id,
            Surat.nama,
            Surat.jenis_kode,
            JenisSurat.nama.label("jenis"),
            Surat.nomor_teks,
            Surat.kode_status,
            Surat.keadaan,
            Surat.kanal,
            Surat.diterima_pada,
            Surat.janji_pada,
            Surat.ditandatangani_pada,
            Surat.jenis_kelamin,
            Surat.menit_layanan,
        )
        .join(JenisSurat, JenisSurat.id == Surat.jenis_id)
        .order_by(Surat.id.desc())
    )
    if saring.keadaan == "terbit":  # nearly all rows: read from the newest on instead of sorting them
        pilih = pilih.where(Surat.ditandatangani_pada.is_not(None), Surat.keadaan != Keadaan.DICABUT)
    elif saring.keadaan == "terbuka":
        pilih = pilih.where(Surat.keadaan.in_(TERBUKA))
    elif saring.keadaan == "terlambat":
        pilih = pilih.where(Surat.keadaan.in_(TERBUKA), Surat.janji_pada < sekarang())
    elif saring.keadaan:
        pilih = pilih.where(Surat.keadaan == saring.keadaan)
    if saring.jenis:
        pilih = pilih.where(Surat.jenis_kode == saring.jenis)
    if saring.bulan:
        pilih = pilih.where(Surat.bulan_masuk == int(saring.bulan.replace("-", "")))
    if saring.kanal:
        pilih = pilih.where(Surat.kanal == saring.kanal)
    return _cari(pilih, " ".join(saring.q.split())[:80])


def _cari(pilih: Select[Any], teks: str) -> Select[Any]:
    """Narrow by a code, a number, a NIK, or the sound of a name, whichever the text looks like."""
    if not teks:
        return pilih
    kode = baca_kode(teks) if len(teks) >= 12 else None
    rapat = teks.replace(" ", "")
    if rapat.isdecimal() and len(rapat) == 16:
        return pilih.where(Surat.nik == rapat)
    if kode is not None and any(huruf.isdecimal() for huruf in teks):
        return pilih.where(db.or_(Surat.kode_status == kode, Surat.kode_periksa == kode))
    angka = [int(satu) for satu in re.findall(r"(?<![\d.])\d{1,6}(?![\d.])", teks)]
    if angka and ("/" in teks or rapat.isdecimal()):
        pilih = pilih.where(Surat.nomor.in_(angka))
        return pilih.where(Surat.nomor_teks.icontains(teks, autoescape=True)) if "/" in teks else pilih
    for bentuk in kunci_cari(teks):
        awalan = db.or_(*(KataSurat.kata.between(satu, satu + "\uffff") for satu in bentuk))
        pilih = pilih.where(Surat.id.in_(db.select(KataSurat.surat_id).where(awalan)))
    return pilih


KOLOM_DAFTAR = (
    Kolom("diterima", "Diterima", "waktu"),
    Kolom("nama", "Nama"),
    Kolom("jenis", "Jenis surat"),
    Kolom("nomor", "Nomor surat"),
    Kolom("keadaan", "Keadaan"),
    Kolom("kanal", "Kanal"),
    Kolom("ditandatangani", "Ditandatangani", "waktu"),
    Kolom("menit", "Menit layanan", "angka"),
)


def lembar_surat(baris: Iterable[Any], saring: Saringan) -> Lembar:
    """The same list as a sheet, for XLSX and print."""
    isi = [
        (
            b.diterima_pada,
            b.nama,
            b.jenis,
            b.nomor_teks or "",
            NAMA[Keadaan(b.keadaan)],
            KANAL[b.kanal],
            b.ditandatangani_pada,
            b.menit_layanan,
        )
        for b in baris
    ]
    sub = " · ".join(x for x in (_nama_bulan(saring.bulan), saring.keadaan.replace("_", " "), saring.q) if x)
    return Lembar("surat", "Daftar Surat", KOLOM_DAFTAR, isi, subjudul=sub, zona=zona())


def _nama_bulan(bulan: str) -> str:
    return Periode.baca(bulan).nama if bulan else ""


def jenis_aktif() -> list[JenisSurat]:
    """The kinds that are served now, by name."""
    pilih = db.select(JenisSurat).filter_by(terbaru=True, aktif=True).order_by(JenisSurat.nama)
    return list(db.session.scalars(pilih))


def jenis_terbaru() -> list[JenisSurat]:
    """The newest version of every kind, served or not."""
    return list(db.session.scalars(db.select(JenisSurat).filter_by(terbaru=True).order_by(JenisSurat.nama)))


def pilihan_jenis() -> list[tuple[str, str]]:
    """Code and name of every kind, for filters; remembered, because a kind's definition is large."""
    pilih = db.select(JenisSurat.kode, JenisSurat.nama).filter_by(terbaru=True).order_by(JenisSurat.nama)
    return ingat("pilihan_jenis", lambda: [(kode, nama) for kode, nama in db.session.execute(pilih)])


def waktu_nyata(kode: str = "") -> dict[str, int]:
    """Median service minutes per kind of the letters signed this month and the two before (criterion SK-2)."""
    kini = Periode.dari(hari_desa())
    return {jenis: int(r.median) for jenis, r in waktu(kini.sebelum().sebelum(), kini, jenis=kode).items()}


# --- one letter ------------------------------------------------------------------------------------


def kapan(saat: datetime) -> str:
    """The hour today, the day and hour before."""
    setempat = saat.astimezone(zona())
    if setempat.date() == hari_desa():
        return jam_menit(saat, zona())
    return f"{setempat:%d-%m} {jam_menit(saat, zona())}"


def langkah(surat: Surat) -> list[tuple[str, str, str]]:
    """The stepper: title, time, and whether the step is done, present, or still to come."""
    ke = {
        Keadaan.DITERIMA: 1,
        Keadaan.PERLU_DILENGKAPI: 1,
        Keadaan.DIPROSES: 1,
        Keadaan.MENUNGGU_PARAF: 2,
        Keadaan.MENUNGGU_TTD: 2,
        Keadaan.MENUNGGU_TTD_ELEKTRONIK: 2,
    }.get(Keadaan(surat.keadaan), 4)
    if surat.keadaan in (Keadaan.DITOLAK, Keadaan.DIBATALKAN):
        ke = 2 if surat.diverifikasi_pada else 1
    waktu = (
        surat.diterima_pada,
        surat.diverifikasi_pada,
        surat.ditandatangani_pada,
        surat.ditandatangani_pada,
    )
    judul = (_("Diterima"), _("Diproses"), _("Tanda tangan"), _("Selesai"))
    hasil = []
    for urut, (nama, saat) in enumerate(zip(judul, waktu, strict=True)):
        keadaan = "sudah" if urut < ke else "kini" if urut == ke and surat.keadaan in TERBUKA else "nanti"
        ket = kapan(saat) if saat and keadaan == "sudah" else ""
        if keadaan == "kini":
            ket = _("janji %(pukul)s", pukul=kapan(surat.janji_pada))
        hasil.append((nama, ket, keadaan))
    return hasil


def terlambat(surat: Surat) -> bool:
    """Whether the promise of an open request has passed."""
    return surat.keadaan in TERBUKA and surat.janji_pada < sekarang()


def antrean_tanda_tangan(pengguna: Pelaku) -> list[Surat]:
    """The letters this signer may sign now, the most urgent promise first."""
    pilih = (
        db.select(Surat)
        .where(
            Surat.keadaan == Keadaan.MENUNGGU_TTD,
            db.or_(Surat.verifikator_id.is_(None), Surat.verifikator_id != pengguna.id),
        )
        .order_by(Surat.janji_pada, Surat.id)
        .limit(BATAS_HITUNG)
    )
    return list(db.session.scalars(pilih))


def baru_ditandatangani(pengguna_id: int, menit: int = 15) -> list[Surat]:
    """What this signer signed in the last minutes, newest first."""
    sejak = sekarang() - timedelta(minutes=menit)
    pilih = db.select(Surat).where(
        Surat.bulan_selesai.in_({bulan_dari(sejak), bulan_dari(sekarang())}),
        Surat.penanda_id == pengguna_id,
        Surat.ditandatangani_pada >= sejak,
    )
    return list(db.session.scalars(pilih.order_by(Surat.id.desc()).limit(20)))


def tanda_terima(surat: Surat) -> dict[str, Any]:
    """What the receipt shows: code, QR to the status page, promised time, fee."""
    alamat = f"{pengaturan().alamat_publik.rstrip('/')}/status/{surat.kode_status}"
    return {
        "surat": surat,
        "alamat": alamat,
        "qr": qr_data(alamat),
        "wa": tautan_wa(surat.telepon, teks_kabar(surat)),
    }


def qr_data(teks: str) -> str:
    """A QR code as an image address (data:) for a page."""
    return "data:image/svg+xml;base64," + base64.b64encode(qr_svg(teks).encode()).decode("ascii")


def pilihan_bulan(banyak: int = 14) -> list[tuple[str, str]]:
    """The last months for the filter, newest first."""
    bulan, hasil = Periode.dari(hari_desa()), [("", _("Semua bulan"))]
    for _urut in range(banyak):
        hasil.append((bulan.kode, bulan.nama))
        bulan = bulan.sebelum()
    return hasil


def rupa_keadaan(keadaan: str) -> tuple[str, str]:
    """Word and look of a state's badge."""
    return NAMA[Keadaan(keadaan)], RUPA[Keadaan(keadaan)]
