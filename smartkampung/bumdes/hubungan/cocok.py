"""Both ledgers side by side: capital the village paid, shares it was given, year by year; it blocks nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from smartkampung.bumdes.buku import saldo
from smartkampung.bumdes.buku.konteks import Buku
from smartkampung.bumdes.buku.models import MODAL_DESA, BarisJurnal, JurnalBumdes
from smartkampung.bumdes.catat.models import DITOLAK, DrafJurnal
from smartkampung.bumdes.hubungan.models import BagianHasil, BagiHasil
from smartkampung.extensions import db
from smartkampung.inti.lembar import Kolom, Lembar
from smartkampung.inti.uang import NOL


@dataclass(frozen=True, slots=True)
class BarisCocok:
    """One fact: what the village says, what the BUMDes booked."""

    arah: str
    tanggal: date
    uraian: str
    desa: Decimal | None
    bumdes: Decimal | None
    jurnal_id: int | None = None

    @property
    def cocok(self) -> bool:
        """Whether both say the same."""
        return self.desa is not None and self.desa == self.bumdes


MODAL, HASIL = "Penyertaan modal (6.2.2 ↔ 3.1.01)", "Bagi hasil (4.1.1 ↔ 2.1.08.01)"


def cocokkan(buku: Buku, tahun: int) -> list[BarisCocok]:
    """The facts of a year, capital first."""
    return _modal(buku, tahun) + _hasil(buku, tahun)


def _modal(buku: Buku, tahun: int) -> list[BarisCocok]:
    b, j = BarisJurnal, JurnalBumdes
    awal, akhir = date(tahun, 1, 1), date(tahun, 12, 31)
    akun = [a.id for a in buku.dengan_peran(MODAL_DESA)]
    semua = _draf_modal(buku)
    draf = [d for d in semua if awal <= d.tanggal <= akhir]
    pilih = db.select(j.id, j.tanggal, j.uraian, db.func.sum(saldo.sen(b.kredit) - saldo.sen(b.debit))).join(
        j, j.id == b.jurnal_id).where(b.akun_id.in_(akun), b.penutup.is_(False), db.or_(
            b.tanggal.between(awal, akhir), j.id.in_([d.jurnal_id for d in draf if d.jurnal_id]))
    ).group_by(j.id, j.tanggal, j.uraian).order_by(j.tanggal, j.id)  # fmt: skip
    lain = {d.jurnal_id for d in semua} - {d.jurnal_id for d in draf}  # stands in the year of its draft
    jurnal = {x[0]: x for x in db.session.execute(pilih) if x[3] and x[0] not in lain}
    hasil = []
    for d in draf:
        punya: Any = jurnal.pop(d.jurnal_id, None)
        hasil.append(BarisCocok(MODAL, d.tanggal, d.uraian, -d.nilai if d.membalik_id else d.nilai,
                                saldo.uang(int(punya[3])) if punya else None, d.jurnal_id))  # fmt: skip
    return hasil + [BarisCocok(MODAL, t, u, None, saldo.uang(int(n)), i) for i, t, u, n in jurnal.values()]


def _draf_modal(buku: Buku) -> list[DrafJurnal]:
    """What the village paid and took back; a payment that was refused is not ours, one taken back is missing anyhow."""
    pilih = db.select(DrafJurnal).where(
        DrafJurnal.bumdes_id == buku.bumdes_id, DrafJurnal.jenis == "modal",
        db.or_(DrafJurnal.keadaan != DITOLAK, DrafJurnal.membalik_id.is_not(None)))
    return list(db.session.scalars(pilih.order_by(DrafJurnal.tanggal, DrafJurnal.id)))


def _hasil(buku: Buku, tahun: int) -> list[BarisCocok]:
    pilih = db.select(BagianHasil, BagiHasil).join(BagiHasil, BagiHasil.id == BagianHasil.bagi_hasil_id).where(
        BagiHasil.bumdes_id == buku.bumdes_id, BagianHasil.kode == "desa")  # fmt: skip
    hasil = []
    for bagian, induk in db.session.execute(pilih):
        hari = bagian.dibayar.tanggal if bagian.dibayar else bagian.diterima_tanggal or induk.musdes_tanggal
        if hari.year == tahun:
            hasil.append(BarisCocok(HASIL, hari, f"Bagi hasil tahun {induk.tahun}, Musdes {induk.musdes_nomor}",
                                    bagian.nilai if bagian.diterima_nomor else None,
                                    bagian.nilai if bagian.dibayar else None, bagian.dibayar_jurnal_id))  # fmt: skip
    return hasil


def lembar_cocok(baris: list[BarisCocok], sub: str) -> Lembar:
    """The same as a sheet."""
    kolom = (Kolom("arah", "Arah", lebar=34), Kolom("tanggal", "Tanggal", "tanggal"), Kolom("uraian", "Uraian",
                                                                                            lebar=40),
             Kolom("desa", "Keuangan desa", "rupiah", jumlah=True), Kolom("bumdes", "BUMDes", "rupiah", jumlah=True),
             Kolom("selisih", "Selisih", "rupiah", jumlah=True))  # fmt: skip
    isi = [(b.arah, b.tanggal, b.uraian, b.desa, b.bumdes, (b.desa or NOL) - (b.bumdes or NOL)) for b in baris]
    return Lembar("rekonsiliasi", "Rekonsiliasi desa dan BUMDes", kolom, isi, subjudul=sub)
