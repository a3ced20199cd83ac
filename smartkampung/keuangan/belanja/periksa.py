"""The invariants of spending, checked every night."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

from smartkampung.extensions import db
from smartkampung.inti.konteks import pengaturan
from smartkampung.inti.periksa import Pemeriksaan
from smartkampung.inti.uang import NOL, rupiah
from smartkampung.keuangan.anggaran.isi import isi_versi, versi_berlaku
from smartkampung.keuangan.belanja.blt import bagian, pembayaran, sebut_banyak
from smartkampung.keuangan.belanja.models import DaftarBLT
from smartkampung.keuangan.belanja.plafon import terpakai
from smartkampung.keuangan.kas.models import CAIR, DICAIRKAN, SPP, BarisDokumen, DokumenKas, PotonganDokumen
from smartkampung.keuangan.kas.periksa import tahun_buku
from smartkampung.keuangan.kas.saldo import panjar_terbuka

BATAS = 50


def daftar_pemeriksaan() -> list[Pemeriksaan]:
    """The checks, in order; none in a kabupaten app."""
    if pengaturan().mode != "desa":
        return []
    return [
        Pemeriksaan("Setiap SPP yang dicairkan dibayar sekali, persis sebesar yang disetujui", _dibayar),
        Pemeriksaan("SPP dan realisasi tidak melebihi anggaran", _pagu),
        Pemeriksaan("Pertanggungjawaban tidak melebihi panjarnya", _panjar),
        Pemeriksaan("Nilai dan potongan SPP sama dengan jumlah barisnya", _jumlah),
        Pemeriksaan("Satu bulan BLT dibayar sekali kepada satu penerima", _blt),
    ]


def _dibayar() -> list[str]:
    spp, cair = DokumenKas, db.aliased(DokumenKas)
    pilih = (
        db.select(spp.nomor_teks, spp.nilai, db.func.count(cair.id), db.func.max(cair.nilai))
        .outerjoin(cair, db.and_(cair.induk_id == spp.id, cair.jenis == CAIR))
        .where(spp.jenis == SPP, spp.keadaan == DICAIRKAN)
        .group_by(spp.id, spp.nomor_teks, spp.nilai)
        .having(db.or_(db.func.count(cair.id) != 1, db.func.max(cair.nilai) != spp.nilai))
    )
    return [f"{nomor}: disetujui {rupiah(nilai)}, {banyak} pencairan {rupiah(bayar or NOL)}"
            for nomor, nilai, banyak, bayar in db.session.execute(pilih.limit(BATAS))]  # fmt: skip


def _pagu() -> list[str]:
    salah = []
    for tahun in tahun_buku():
        versi = versi_berlaku(tahun)
        pagu = isi_versi(versi).per_kunci if versi else {}
        for kunci, nilai in sorted(terpakai(tahun).items()):
            if nilai > pagu.get(kunci, NOL):
                salah.append(f"{tahun} {'/'.join(kunci)}: terpakai {rupiah(nilai)}, anggaran "
                             f"{rupiah(pagu.get(kunci, NOL))}")  # fmt: skip
    return salah[:BATAS]


def _panjar() -> list[str]:
    return [f"{tahun}: panjar SPP {n} {rupiah(nilai)}" for tahun in tahun_buku()
            for n, nilai in panjar_terbuka(tahun).items() if nilai < 0][:BATAS]  # fmt: skip


def _jumlah() -> list[str]:
    baris: dict[int, Decimal] = defaultdict(lambda: NOL)
    pajak: dict[int, Decimal] = defaultdict(lambda: NOL)
    for isi, model in ((baris, BarisDokumen), (pajak, PotonganDokumen)):
        pilih = db.select(model.dokumen_id, db.func.sum(model.nilai)).group_by(model.dokumen_id)
        isi.update(db.session.execute(pilih).tuples().all())
    pilih_spp = db.select(DokumenKas.id, DokumenKas.nomor_teks, DokumenKas.nilai, DokumenKas.potongan).where(
        DokumenKas.jenis == SPP)  # fmt: skip
    salah = [f"{nomor or n}: {rupiah(nilai)}, barisnya {rupiah(baris[n])}" for n, nomor, nilai, potongan
             in db.session.execute(pilih_spp) if (baris[n], pajak[n]) != (nilai, potongan)]  # fmt: skip
    return salah[:BATAS]


def _blt() -> list[str]:
    salah = []
    for daftar in db.session.scalars(db.select(DaftarBLT).order_by(DaftarBLT.id)):
        sudah: dict[int, set[int]] = defaultdict(set)
        for b in (b for bayar in pembayaran(daftar) for b in bagian(bayar)):
            dua_kali = sudah[b.penerima_id] & set(b.bulan_dibayar)
            if dua_kali:
                salah.append(f"{daftar.nama} {daftar.tahun}, penerima {b.penerima_id}: {sebut_banyak(dua_kali)} "
                             "dibayar dua kali")  # fmt: skip
            sudah[b.penerima_id] |= set(b.bulan_dibayar)
    return salah[:BATAS]
