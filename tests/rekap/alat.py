"""A village and a kabupaten side by side, and a wire between them that can be cut."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import time
from typing import Any

from flask import Flask

from smartkampung.extensions import db
from smartkampung.inti import db as basis
from smartkampung.inti import jaringan
from smartkampung.inti.tanggal import Periode
from smartkampung.kabupaten import pendaftaran
from smartkampung.rekap import services
from smartkampung.rekap.jadwal import detik
from smartkampung.rekap.models import HTTP, KotakKeluar, Rekap, TujuanRekap
from smartkampung.rekap.tujuan import simpan_tujuan

ALAMAT_KAB = "http://127.0.0.1:8001"
KODE_DESA = "99.01.01.2001"


class Kawat:
    """The network: brings requests to the kabupaten's app, or fails as told."""

    def __init__(self, kabupaten: Flask) -> None:
        self.kabupaten = kabupaten
        self.putus: str | None = None  # sebelum | sesudah
        self.status: int | None = None
        self.ubah: Callable[[bytes], bytes] = lambda data: data
        self.kiriman: list[tuple[str, bytes]] = []

    def __call__(self, alamat: str, data: bytes, kepala: dict[str, str]) -> jaringan.Jawaban:
        if self.putus == "sebelum":
            raise jaringan.TidakTersambung("127.0.0.1 sedang tidak melayani")
        if self.status is not None:
            return jaringan.Jawaban(self.status, {"retry-after": "7200"}, b"")
        jalur = alamat.removeprefix(ALAMAT_KAB)
        self.kiriman.append((jalur, data))
        jawab = self.kabupaten.test_client().post(jalur, data=self.ubah(data), headers=kepala)
        if self.putus == "sesudah":
            raise jaringan.TidakTersambung("sambungan ke 127.0.0.1 terputus di tengah")
        return jaringan.Jawaban(jawab.status_code, {k.lower(): v for k, v in jawab.headers}, jawab.get_data())


@contextmanager
def menulis(app: Flask) -> Iterator[Any]:
    """An app context with a write transaction."""
    with app.app_context(), basis.transaksi() as sesi:
        yield sesi


def undang(kabupaten: Flask, kode: str = KODE_DESA) -> str:
    with menulis(kabupaten):
        return pendaftaran.undang(kode)[1]


def tujuan_http(app: Flask, kabupaten: Flask) -> int:
    """A joined kabupaten destination of the village."""
    from smartkampung.rekap.gabung import gabung

    kode = undang(kabupaten)
    with menulis(app):
        nomor = simpan_tujuan(None, nama="Kabupaten", kanal=HTTP, alamat=ALAMAT_KAB).id
    with app.app_context():
        gabung(nomor, kode)
    return nomor


def buat_tujuan(app: Flask, kanal: str, alamat: str, nama: str = "") -> int:
    with menulis(app):
        return simpan_tujuan(None, nama=nama or kanal, kanal=kanal, alamat=alamat).id


def buat_jadwal(app: Flask, tujuan: list[int], *, jenis: str = "bulanan", hari: int = 1, mulai: str = "2026-10",
                jam: time = time(8), **lain: Any) -> int:
    with menulis(app):
        return services.simpan_jadwal(None, jenis=jenis, hari=hari, jam=jam, tujuan=tujuan,
                                      mulai=Periode.baca(mulai), **lain).id


def putar(app: Flask) -> None:
    """One tick of the recap job."""
    with app.app_context():
        detik()
        db.session.rollback()


def keluar(app: Flask) -> list[KotakKeluar]:
    with app.app_context():
        return list(db.session.scalars(db.select(KotakKeluar).order_by(KotakKeluar.periode, KotakKeluar.revisi,
                                                                       KotakKeluar.id)))


def keadaan(app: Flask) -> list[str]:
    return [b.keadaan for b in keluar(app)]


def susun(app: Flask, bulan: str = "2026-10", jenis: str = "bulanan", alasan: str = "") -> int:
    with menulis(app):
        return services.susun_rekap(jenis, Periode.baca(bulan), alasan=alasan).id


def paket_dari(app: Flask, rekap_id: int) -> bytes:
    from smartkampung.inti.berkas import baca_berkas

    with app.app_context():
        return baca_berkas(db.session.get_one(Rekap, rekap_id).json)


def xlsx_dari(app: Flask, rekap_id: int) -> bytes:
    from smartkampung.inti.berkas import baca_berkas

    with app.app_context():
        return baca_berkas(db.session.get_one(Rekap, rekap_id).xlsx)


def tujuan_satu(app: Flask, nomor: int) -> TujuanRekap:
    with app.app_context():
        return db.session.get_one(TujuanRekap, nomor)
