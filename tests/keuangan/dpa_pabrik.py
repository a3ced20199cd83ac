"""Makers of DPA and RAK for tests."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from smartkampung.extensions import db
from smartkampung.keuangan.anggaran.models import BERLAKU, VersiAnggaran
from smartkampung.keuangan.anggaran.tulis import KegiatanBaru
from smartkampung.keuangan.anggaran.versi import buat_perubahan, gantikan, kunci_versi
from smartkampung.keuangan.dpa import jenjang, rak, services
from smartkampung.keuangan.dpa.models import DPA, RAK
from tests.keuangan.pabrik import SEIMBANG, buat_anggaran, orang

TAHUN = 2027  # the clock of the tests stands in November 2026 and cannot go back
KODE = ("01.01.01", "01.01.02", "01.01.04", "02.03.11", "02.02.02", "04.02.01", "05.03.00")


def buat_berlaku(tahun: int = TAHUN, **ubah: object) -> VersiAnggaran:
    """A balanced budget in force whose kegiatan are all carried out by `kasi`; 02.03.11 runs April to August."""
    kasi = orang("kasi").id
    kegiatan = [KegiatanBaru(k, pka_id=kasi, volume=Decimal(1), satuan="paket", keluaran="Terlaksana",
                             lokasi="Dusun Krajan", tim="TPK",
                             mulai=date(tahun, 4, 1) if k == "02.03.11" else None,
                             selesai=date(tahun, 8, 31) if k == "02.03.11" else None) for k in KODE]  # fmt: skip
    versi = buat_anggaran(SEIMBANG, tahun=tahun, berlaku=True, kegiatan=kegiatan)
    for nama, nilai in ubah.items():
        setattr(versi, nama, nilai)
    db.session.flush()
    return versi


def dpa(kegiatan: str, tahun: int = TAHUN, *, lanjutan: bool = False) -> DPA:
    """The newest document of a kegiatan."""
    pilih = db.select(DPA).filter_by(kegiatan=kegiatan, tahun=tahun, lanjutan=lanjutan).order_by(DPA.urut.desc())
    satu = db.session.scalars(pilih).first()
    assert satu is not None
    return satu


def setujui(satu: DPA) -> DPA:
    """Through the three steps."""
    services.ajukan(satu, oleh=orang("kasi"))
    jenjang.verifikasi(satu, oleh=orang("sekdes"))
    services.setujui(satu, oleh=orang("kades"))
    return satu


def semua_disetujui(tahun: int = TAHUN) -> None:
    """Every kegiatan of the year has an approved DPA."""
    services.siapkan(tahun, oleh=orang("sekdes"))
    for satu in db.session.scalars(db.select(DPA).filter_by(tahun=tahun, keadaan="draf").order_by(DPA.kegiatan)):
        setujui(satu)


def rak_disetujui(tahun: int = TAHUN, catatan: str = "Talangan SiLPA") -> RAK:
    """An approved RAK."""
    satu = rak.susun(tahun, oleh=orang("keuangan"))
    rak.simpan(satu, {}, catatan, satu.versi, oleh=orang("keuangan"))
    rak.ajukan(satu, oleh=orang("keuangan"))
    jenjang.verifikasi(satu, oleh=orang("sekdes"))
    rak.setujui(satu, oleh=orang("kades"))
    return satu


def ubah_anggaran(ubah: dict[tuple[str, str, str], int], tahun: int = TAHUN) -> VersiAnggaran:
    """A change of the budget in force: these lines (and their RAB) get these amounts."""
    from smartkampung.keuangan.anggaran.models import BarisAnggaran, BarisRAB

    versi = buat_perubahan(tahun, "perubahan", "Penyesuaian", oleh=orang("sekdes"))
    for (kegiatan, rekening, sumber), nilai in ubah.items():
        baris = db.session.scalars(db.select(BarisAnggaran).filter_by(
            versi_id=versi.id, kegiatan=kegiatan, rekening=rekening, sumber_dana=sumber)).one()  # fmt: skip
        baris.nilai = Decimal(nilai)
        db.session.execute(db.update(BarisRAB).where(BarisRAB.baris_id == baris.id)
                           .values(harga=Decimal(nilai), jumlah=Decimal(nilai)))  # fmt: skip
    kunci_versi(versi)
    gantikan(tahun, oleh=orang("sekdes"))
    versi.keadaan = BERLAKU
    db.session.flush()
    return versi
