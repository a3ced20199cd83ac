"""What the codes of a fiscal year are called."""

from __future__ import annotations

from dataclasses import dataclass

from smartkampung.audit.simpanan import ingat
from smartkampung.extensions import db
from smartkampung.keuangan.acuan.models import KEGIATAN, OBJEK, AcuanKegiatan, Rekening, SumberDana


@dataclass(frozen=True)
class Acuan:
    """The codes in force in one fiscal year, code -> name; the order is the order of the codes."""

    tahun: int
    rekening: dict[str, str]
    kegiatan: dict[str, str]
    sumber_dana: dict[str, str]
    kelompok_30: dict[str, str]
    rekening_sumber: dict[str, str]

    def objek(self, awalan: str = "") -> list[tuple[str, str]]:
        """The accounts that carry amounts, below a code."""
        return [(k, n) for k, n in self.rekening.items() if k.count(".") == OBJEK - 1 and k.startswith(awalan)]

    def daftar_kegiatan(self, awalan: str = "") -> list[tuple[str, str]]:
        """The kegiatan (level 3), below a code."""
        return [(k, n) for k, n in self.kegiatan.items() if k.count(".") == KEGIATAN - 1 and k.startswith(awalan)]

    def nama_kegiatan(self, kode: str) -> str:
        """The name of a bidang, sub bidang or kegiatan; the code itself when it is unknown."""
        return self.kegiatan.get(kode, kode)

    def nama_rekening(self, kode: str) -> str:
        """The name of an account; the code itself when it is unknown."""
        return self.rekening.get(kode, kode)

    def nama_sumber(self, kode: str) -> str:
        """The name of a source of funds; the code itself when it is unknown."""
        return self.sumber_dana.get(kode, kode)


def acuan(tahun: int) -> Acuan:
    """The codes of a fiscal year; remembered until the next act."""
    return ingat(("keuangan.acuan", tahun), lambda: _baca(tahun))


def _baca(tahun: int) -> Acuan:
    rekening: dict[str, str] = {}
    for kode, nama in db.session.execute(_berlaku(Rekening, tahun, Rekening.kode, Rekening.nama)):
        rekening[kode] = nama
    kegiatan: dict[str, str] = {}
    tiga: dict[str, str] = {}
    kolom = (AcuanKegiatan.kode, AcuanKegiatan.nama, AcuanKegiatan.kelompok_30)
    for kode, nama, kelompok in db.session.execute(_berlaku(AcuanKegiatan, tahun, *kolom)):
        kegiatan[kode], tiga[kode] = nama, kelompok
    pilih = db.select(SumberDana).where(SumberDana.tahun_mulai <= tahun, SumberDana.tahun_sampai >= tahun)
    sumber = list(db.session.scalars(pilih.order_by(SumberDana.urut, SumberDana.kode)))
    return Acuan(tahun, rekening, kegiatan, {s.kode: s.nama for s in sumber}, tiga,
                 {s.kode: s.rekening for s in sumber})  # fmt: skip


def _berlaku(model: type[Rekening] | type[AcuanKegiatan], tahun: int, *kolom: object):  # type: ignore[no-untyped-def]
    syarat = (model.tahun_mulai <= tahun, model.tahun_sampai >= tahun)
    return db.select(*kolom).where(*syarat).order_by(model.kode, model.tahun_mulai)  # type: ignore[call-overload]
