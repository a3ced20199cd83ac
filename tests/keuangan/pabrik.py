"""Makers of budgets for tests."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from smartkampung.akun.models import Pengguna
from smartkampung.extensions import db
from smartkampung.keuangan.anggaran.isi import Kunci
from smartkampung.keuangan.anggaran.models import (
    BERLAKU,
    DITETAPKAN,
    RKP,
    DokumenRencana,
    RencanaKegiatan,
    VersiAnggaran,
)
from smartkampung.keuangan.anggaran.tulis import ButirBaru, KegiatanBaru, tulis_massal
from smartkampung.keuangan.anggaran.versi import buat_versi_awal, kunci_versi

TAHUN = 2026
# (kegiatan, rekening, sumber dana, rupiah): income 1,000 million, spending 1,050, SiLPA 60, capital 10;
# each source of funds comes to nought.
SEIMBANG = (
    ("", "4.1.2.01", "PAD", 50_000_000), ("", "4.2.1.01", "DDS", 600_000_000), ("", "4.2.3.01", "ADD", 350_000_000),
    ("01.01.01", "5.1.1.01", "ADD", 60_000_000), ("01.01.02", "5.1.2.01", "ADD", 180_000_000),
    ("01.01.04", "5.2.1.01", "ADD", 110_000_000), ("01.01.04", "5.2.1.02", "PAD", 40_000_000),
    ("02.03.11", "5.3.5.03", "DDS", 400_000_000), ("02.02.02", "5.2.1.06", "DDS", 100_000_000),
    ("04.02.01", "5.2.7.01", "DDS", 124_000_000), ("05.03.00", "5.4.1.01", "DDS", 36_000_000),
    ("", "6.1.1.01", "DDS", 60_000_000), ("", "6.2.2.01", "PAD", 10_000_000),
)  # fmt: skip


def orang(nama: str) -> Pengguna:
    """An account of the test office (kades, sekdes, kasi, keuangan, bpd, …)."""
    dikenal = db.session().info.setdefault("orang_uji", {})
    if nama not in dikenal:
        dikenal[nama] = db.session.execute(db.select(Pengguna).filter_by(nama_pengguna=nama)).scalar_one()
    hasil: Pengguna = dikenal[nama]
    return hasil


def butir(kegiatan: str, rekening: str, sumber: str, nilai: int | Decimal, **lain: object) -> ButirBaru:
    """One RAB line: 1 paket at this price."""
    return ButirBaru(Kunci(kegiatan, rekening, sumber), "Uraian", Decimal(1), "paket", Decimal(nilai), **lain)  # type: ignore[arg-type]


def buat_anggaran(baris: Iterable[tuple[str, str, str, int]] = SEIMBANG, *, tahun: int = TAHUN, berlaku: bool = False,
                  kegiatan: Iterable[KegiatanBaru] = ()) -> VersiAnggaran:  # fmt: skip
    """A budget (draft, or in force) with these lines; needs `kantor` and a write transaction."""
    versi = buat_versi_awal(tahun, oleh=orang("sekdes"))
    tulis_massal(versi, kegiatan, [butir(*b) for b in baris])
    if berlaku:
        kunci_versi(versi)
        versi.keadaan = BERLAKU
        db.session.flush()
    return versi


def rkp(kegiatan: Iterable[str] = sorted({b[0] for b in SEIMBANG} - {""}), *, tahun: int = TAHUN) -> None:
    """An RKP Desa that was set, with these kegiatan and no pagu."""
    db.session.add(DokumenRencana(jenis=RKP, tahun=tahun, sampai=tahun, keadaan=DITETAPKAN))
    db.session.add_all(RencanaKegiatan(jenis=RKP, tahun=tahun, kode=k, nama=k) for k in kegiatan)
    db.session.flush()
