"""The invariants of the books (I-1 to I-8), checked after every posting in tests and every night."""

from __future__ import annotations

from smartkampung.extensions import db
from smartkampung.inti.konteks import pengaturan
from smartkampung.inti.periksa import Pemeriksaan
from smartkampung.inti.tanggal import tanggal_panjang
from smartkampung.inti.uang import rupiah
from smartkampung.keuangan.anggaran.isi import isi_versi, versi_berlaku
from smartkampung.keuangan.kas.models import (
    DIBATALKAN,
    DIBUKUKAN,
    DICAIRKAN,
    DISAHKAN,
    R_PAJAK_AWAL,
    R_SALDO,
    R_SILPA,
    SETAHUN,
    BulanBuku,
    DokumenKas,
    JurnalKas,
)
from smartkampung.keuangan.kas.saldo import Posisi, minus_pada, posisi, realisasi

BATAS = 50
TERBUKU = (DIBUKUKAN, DICAIRKAN, DISAHKAN)


def daftar_pemeriksaan() -> list[Pemeriksaan]:
    """The checks, in order; none in a kabupaten app."""
    if pengaturan().mode != "desa":
        return []
    return [
        Pemeriksaan("Kas = SiLPA berjalan + utang pajak − panjar, setiap hari", _identitas),
        Pemeriksaan("Tidak ada kas, sumber dana, atau utang pajak yang minus di akhir hari", _minus),
        Pemeriksaan("Setiap koreksi membalik satu baris dengan nilai yang sama", _koreksi),
        Pemeriksaan("Realisasi tidak melebihi anggaran", _anggaran),
        Pemeriksaan("Nomor bukti kas urut tanpa lompatan", _nomor),
        Pemeriksaan("Saldo akhir tahun sama dengan saldo awal tahun berikutnya", _sambung),
    ]


def tahun_buku() -> list[int]:
    """The fiscal years that have rows, oldest first."""
    return sorted(db.session.scalars(db.select(JurnalKas.tahun).distinct()))


def _identitas() -> list[str]:
    """The difference is linear in rows, so the days where it changes are the days that are wrong."""
    salah = []
    for tahun in tahun_buku():
        for hari in db.session.scalars(
            db.select(JurnalKas.tanggal).filter_by(tahun=tahun).distinct().order_by(JurnalKas.tanggal)):
            p = posisi(tahun, hari, dari=hari)
            if p.selisih:
                salah.append(f"{tanggal_panjang(hari)}: selisih {rupiah(p.selisih)}")
    return salah[:BATAS]


def _minus() -> list[str]:
    return [k for tahun in tahun_buku() for k in minus_pada(tahun)][:BATAS]


def _koreksi() -> list[str]:
    asal, balik = JurnalKas.__table__.alias("asal"), JurnalKas.__table__.alias("balik")
    sama = db.and_(*(asal.c[k] == balik.c[k] for k in ("jenis", "media", "kegiatan", "rekening", "sumber_dana",
                                                      "pajak", "tahun")),
                   asal.c.masuk == balik.c.keluar, asal.c.keluar == balik.c.masuk)  # fmt: skip
    pilih = db.select(balik.c.id).join(asal, asal.c.id == balik.c.membalik_id).where(db.not_(sama))
    return [f"Baris jurnal {n} tidak membalik barisnya" for n in db.session.scalars(pilih.limit(BATAS))]


def _anggaran() -> list[str]:
    salah = []
    for tahun in tahun_buku():
        versi = versi_berlaku(tahun)
        pagu = isi_versi(versi).per_kunci if versi else {}
        for kunci, nilai in sorted(realisasi(tahun).items()):
            if kunci.rekening[0] == "5" and nilai > pagu.get(kunci, 0):
                salah.append(f"{tahun} {'/'.join(kunci)}: realisasi {rupiah(nilai)}, pagu {rupiah(pagu.get(kunci, 0))}")
    return salah[:BATAS]


def _nomor() -> list[str]:
    d = DokumenKas
    pilih = db.select(d.tahun, d.jenis, db.func.count(), db.func.max(d.nomor), db.func.min(d.nomor)).where(
        d.nomor.is_not(None)).group_by(d.tahun, d.jenis)  # fmt: skip
    salah = [f"{jenis} {tahun}: {banyak} nomor, tertinggi {akhir}"
             for tahun, jenis, banyak, akhir, awal in db.session.execute(pilih) if (banyak, awal) != (akhir, 1)]
    tanpa = db.select(d.id).where(d.nomor.is_(None), d.keadaan.in_((*TERBUKU, DIBATALKAN)))
    return salah + [f"Dokumen {n} dibukukan tanpa nomor" for n in db.session.scalars(tanpa.limit(BATAS))]


def _sambung() -> list[str]:
    """I-7: what a closed year ends with is what the next one opens with, by account, tax and source."""
    salah = []
    for tahun in tahun_buku():
        if not db.session.scalar(db.select(BulanBuku.tahun).filter_by(tahun=tahun - 1, bulan=SETAHUN)):
            continue
        akhir, awal = posisi(tahun - 1), _pembuka(tahun)
        if (akhir.kas, akhir.silpa, akhir.utang_pajak) != (awal.kas, awal.silpa, awal.utang_pajak):
            salah.append(f"Akhir {tahun - 1}: kas {rupiah(akhir.kas)}, SiLPA {rupiah(akhir.silpa)}; "
                         f"awal {tahun}: kas {rupiah(awal.kas)}, SiLPA {rupiah(awal.silpa)}")  # fmt: skip
    return salah


def _pembuka(tahun: int) -> Posisi:
    return posisi(tahun, jenis=(R_SALDO, R_SILPA, R_PAJAK_AWAL))
