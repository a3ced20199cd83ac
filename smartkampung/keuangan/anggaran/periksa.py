"""What must be true of every budget: lines are the sum of their RAB, set versions are as they were set."""

from __future__ import annotations

from smartkampung.extensions import db
from smartkampung.inti.konteks import pengaturan
from smartkampung.inti.periksa import Pemeriksaan
from smartkampung.inti.uang import rupiah
from smartkampung.keuangan.anggaran.models import BERLAKU, BarisAnggaran, BarisRAB, VersiAnggaran
from smartkampung.keuangan.anggaran.versi import sidik_versi


def daftar_pemeriksaan() -> list[Pemeriksaan]:
    """The checks, in order; none in a kabupaten app."""
    if pengaturan().mode != "desa":
        return []
    return [
        Pemeriksaan("Setiap baris anggaran sama dengan jumlah RAB-nya", _baris),
        Pemeriksaan("Anggaran yang ditetapkan masih seperti saat ditetapkan", _sidik),
        Pemeriksaan("Satu versi anggaran yang berlaku per tahun", _satu_berlaku),
    ]


def _baris() -> list[str]:
    jumlah = db.func.coalesce(db.func.sum(BarisRAB.jumlah), 0)
    pilih = (
        db.select(BarisAnggaran.versi_id, BarisAnggaran.kegiatan, BarisAnggaran.rekening, BarisAnggaran.nilai, jumlah)
        .outerjoin(BarisRAB, BarisRAB.baris_id == BarisAnggaran.id)
        .group_by(BarisAnggaran.id, BarisAnggaran.versi_id, BarisAnggaran.kegiatan, BarisAnggaran.rekening,
                  BarisAnggaran.nilai)
        .having(jumlah != BarisAnggaran.nilai)
    )
    return [f"versi {v}, {k or '–'} / {r}: anggaran {rupiah(n)}, RAB {rupiah(j)}" for v, k, r, n, j in
            db.session.execute(pilih)]


def _sidik() -> list[str]:
    pilih = db.select(VersiAnggaran).where(VersiAnggaran.terkunci_pada.is_not(None))
    return [f"{v.nama}: sidiknya berubah" for v in db.session.scalars(pilih) if sidik_versi(v) != v.sidik]


def _satu_berlaku() -> list[str]:
    banyak = db.func.count()
    pilih = db.select(VersiAnggaran.tahun, banyak).filter_by(keadaan=BERLAKU).group_by(VersiAnggaran.tahun)
    return [f"tahun {t}: {n} versi berlaku" for t, n in db.session.execute(pilih.having(banyak > 1))]
