"""What the pages of a version show."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from smartkampung.akun.models import Pengguna
from smartkampung.extensions import db
from smartkampung.inti.tanggal import tanggal_panjang
from smartkampung.inti.uang import NOL
from smartkampung.keuangan.acuan.queries import Acuan
from smartkampung.keuangan.anggaran.alur import batas_evaluasi, evaluasi_lewat
from smartkampung.keuangan.anggaran.isi import PENERIMAAN, IsiAnggaran, Neraca
from smartkampung.keuangan.anggaran.models import (
    BERLAKU,
    DIEVALUASI,
    DIGANTIKAN,
    DISEPAKATI,
    DITETAPKAN,
    DRAF,
    GESER,
    PERBAIKAN,
    BarisAnggaran,
    VersiAnggaran,
)

_URUT = {DRAF: 0, DISEPAKATI: 1, PERBAIKAN: 2, DIEVALUASI: 3, DITETAPKAN: 4, BERLAKU: 5, DIGANTIKAN: 6}


@dataclass(frozen=True, slots=True)
class Bilah:
    """The totals that stay in view while lines are typed."""

    pendapatan: Decimal
    belanja: Decimal
    pembiayaan: Decimal
    selisih: Decimal
    per_sumber: dict[str, Neraca]
    per_bidang: dict[str, Decimal]
    kegiatan: Decimal | None = None
    pagu: Decimal = NOL


def bilah(versi: VersiAnggaran, kegiatan: str = "", pagu: Decimal = NOL) -> Bilah:
    """Totals of a version, and of the kegiatan that is open; added up by the database, for each save asks for them."""
    b = BarisAnggaran
    bidang, akun = db.func.substr(b.kegiatan, 1, 2), db.func.substr(b.rekening, 1, 3)
    pilih = db.select(bidang, akun, b.sumber_dana, db.func.sum(b.nilai)).where(b.versi_id == versi.id)
    sisi: dict[str, list[Decimal]] = {}
    per_bidang: dict[str, Decimal] = {}
    pilih = pilih.group_by(bidang, akun, b.sumber_dana).order_by(bidang)
    for satu, rekening, sumber, nilai in db.session.execute(pilih):
        ke = {"4": 0, "5": 1}.get(rekening[0], 2 if rekening == PENERIMAAN else 3)
        sisi.setdefault(sumber, [NOL, NOL, NOL, NOL])[ke] += nilai
        if ke == 1:
            per_bidang[satu] = per_bidang.get(satu, NOL) + nilai
    jumlah = Neraca(*(sum((n[ke] for n in sisi.values()), NOL) for ke in range(4)))
    isi = db.select(db.func.sum(b.nilai)).where(b.versi_id == versi.id, b.kegiatan == kegiatan)
    return Bilah(
        jumlah.pendapatan, jumlah.belanja, jumlah.penerimaan - jumlah.pengeluaran, jumlah.selisih,
        {s: Neraca(*n) for s, n in sorted(sisi.items())}, per_bidang,
        (db.session.scalar(isi) or NOL) if kegiatan else None, pagu,
    )


def langkah_versi(versi: VersiAnggaran) -> list[tuple[str, str, str]]:
    """The stepper: (title, when, sudah|kini|nanti)."""
    kini = _URUT[versi.keadaan]
    tanggal = tanggal_panjang
    batas = batas_evaluasi(versi)
    semua = [
        (1, "Draf", ""),
        (2, "Disepakati BPD", tanggal(versi.tanggal_kesepakatan) if versi.tanggal_kesepakatan else ""),
        (4, "Dievaluasi camat", tanggal(versi.tanggal_evaluasi) if versi.tanggal_evaluasi else
         ("dianggap sesuai" if evaluasi_lewat(versi) else f"sampai {tanggal(batas)}") if batas and kini == 1 else ""),
        (5, "Ditetapkan", tanggal(versi.tanggal_perdes or versi.tanggal_perkades)
         if versi.tanggal_perkades else ""),
        (6, "Berlaku", tanggal(versi.berlaku_pada) if versi.berlaku_pada else ""),
    ]  # fmt: skip
    if versi.jenis == GESER:
        semua = [s for s in semua if s[0] not in (2, 4)]
    hasil, sudah_kini = [], False
    for sampai, judul, ket in semua:
        selesai = kini >= sampai or (sampai == 6 and kini == 5)
        keadaan = "sudah" if selesai else "nanti" if sudah_kini else "kini"
        sudah_kini = sudah_kini or not selesai
        hasil.append((judul, ket, keadaan))
    return hasil


@dataclass(frozen=True, slots=True)
class BarisKegiatan:
    """One kegiatan in the list of a version."""

    kode: str
    nama: str
    pka: str
    jumlah: Decimal
    pagu: Decimal
    temuan: int


@dataclass(frozen=True, slots=True)
class KelompokBidang:
    """A bidang with its kegiatan."""

    kode: str
    nama: str
    jumlah: Decimal
    kegiatan: tuple[BarisKegiatan, ...]


def daftar_bidang(isi: IsiAnggaran, daftar: Acuan, temuan: Counter[str], *, pka_id: int | None = None,
                  cari: str = "") -> list[KelompokBidang]:  # fmt: skip
    """The kegiatan of a version by bidang; those of one PKA, those whose code or name holds a text."""
    nama = nama_orang({k.pka_id for k in isi.kegiatan.values() if k.pka_id})
    per: dict[str, list[BarisKegiatan]] = {}
    for k in isi.kegiatan.values():
        if (pka_id and k.pka_id != pka_id) or (cari and cari.lower() not in f"{k.kode} {k.nama}".lower()):
            continue
        per.setdefault(k.kode[:2], []).append(
            BarisKegiatan(k.kode, k.nama, nama.get(k.pka_id or 0, ""), isi.per_kegiatan[k.kode], k.pagu, temuan[k.kode])
        )
    return [KelompokBidang(b, daftar.nama_kegiatan(b), sum((k.jumlah for k in isi_bidang), NOL), tuple(isi_bidang))
            for b, isi_bidang in per.items()]  # fmt: skip


def nama_orang(siapa: set[int]) -> dict[int, str]:
    """Names of accounts."""
    if not siapa:
        return {}
    pilih = db.select(Pengguna.id, Pengguna.nama).where(Pengguna.id.in_(siapa))
    return dict(db.session.execute(pilih).tuples().all())
