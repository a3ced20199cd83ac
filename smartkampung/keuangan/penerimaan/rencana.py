"""Income that is expected: typed, or announced by another area; the TBP that receives it names it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from smartkampung.audit.services import catat
from smartkampung.extensions import db
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.tanggal import sekarang
from smartkampung.inti.uang import NOL, rupiah
from smartkampung.keuangan.anggaran.isi import Kunci
from smartkampung.keuangan.kas.models import DIBUKUKAN, KOREKSI, TBP, BarisDokumen, DokumenKas, RencanaPenerimaan
from smartkampung.keuangan.langkah import KEUANGAN, Pelaku, pemegang
from smartkampung.keuangan.penerimaan.galat import AlasanKosong, BukanPenerimaan, NilaiNol, RencanaDipakai
from smartkampung.peristiwa import BagiHasilDitetapkan

BAGI_HASIL, PAD = "4.1.1.01", "PAD"


@dataclass(frozen=True)
class BarisRencana:
    """An expected income and what came of it."""

    rencana: RencanaPenerimaan
    diterima: Decimal

    @property
    def sisa(self) -> Decimal:
        """What has not come yet."""
        return max(self.rencana.nilai - self.diterima, NOL)

    @property
    def lewat(self) -> bool:
        """Whether it should have come."""
        return not self.rencana.batal and self.sisa > 0 and self.rencana.tanggal < hari_desa()

    @property
    def lencana(self) -> tuple[str, str]:
        """Its state as (word, look)."""
        if self.rencana.batal:
            return "Dibatalkan", "buruk"
        if not self.sisa:
            return "Diterima", "baik"
        if self.diterima:
            return "Sebagian", "jalan"
        return ("Lewat waktu", "buruk") if self.lewat else ("Ditunggu", "tunggu")


def tbp_berlaku() -> list[object]:
    """The condition: posted receipts that were not reversed."""
    balik = db.aliased(DokumenKas)
    dibalik = db.exists().where(balik.induk_id == DokumenKas.id, balik.jenis == KOREKSI)
    return [DokumenKas.jenis == TBP, DokumenKas.keadaan == DIBUKUKAN, ~dibalik]


def diterima_per_rencana(nomor: Sequence[int]) -> dict[int, Decimal]:
    """What was received of each plan: the first line of each of its receipts; other lines are other income."""
    pilih = db.select(DokumenKas.rencana_id, db.func.sum(BarisDokumen.nilai)).join(
        BarisDokumen, BarisDokumen.dokumen_id == DokumenKas.id).where(
        BarisDokumen.urut == 1, DokumenKas.rencana_id.in_(nomor), *tbp_berlaku()).group_by(DokumenKas.rencana_id)  # type: ignore[arg-type]  # fmt: skip
    return dict(db.session.execute(pilih).tuples().all()) if nomor else {}


def daftar_rencana(tahun: int) -> list[BarisRencana]:
    """The expected income of a year, by day."""
    pilih = db.select(RencanaPenerimaan).filter_by(tahun=tahun).order_by(
        RencanaPenerimaan.batal, RencanaPenerimaan.tanggal, RencanaPenerimaan.id)  # fmt: skip
    semua = list(db.session.scalars(pilih))
    masuk = diterima_per_rencana([r.id for r in semua])
    return [BarisRencana(r, masuk.get(r.id, NOL)) for r in semua]


def simpan_rencana(rencana: RencanaPenerimaan | None, kunci: Kunci, nilai: Decimal, tanggal: date, uraian: str,
                   dasar: str, *, oleh: Pelaku) -> RencanaPenerimaan:  # fmt: skip
    """Write an expected income; one that was received stays as it is."""
    pemegang(oleh, KEUANGAN)
    if nilai <= 0:
        raise NilaiNol()
    if not kunci.rekening.startswith(("4", "6.1")):
        raise BukanPenerimaan(rekening=kunci.rekening or "Rekening kosong")
    if rencana is None:
        rencana = RencanaPenerimaan(dibuat_pada=sekarang(), dibuat_oleh=oleh.nama)
        db.session.add(rencana)
    else:
        _pastikan_belum_diterima(rencana)
    rencana.tahun, rencana.tanggal, rencana.nilai = tanggal.year, tanggal, nilai
    rencana.rekening, rencana.sumber_dana = kunci.rekening, kunci.sumber_dana
    rencana.uraian, rencana.dasar = uraian[:300], dasar[:120]
    db.session.flush()
    catat("keuangan.rencana_terima_disimpan", oleh=oleh, objek=("rencana_penerimaan", rencana.id),
          apa=rencana.uraian[:80], nilai=rupiah(nilai))  # fmt: skip
    return rencana


def batalkan_rencana(rencana: RencanaPenerimaan, alasan: str, *, oleh: Pelaku) -> None:
    """It will not come: it stays in the list with the reason."""
    pemegang(oleh, KEUANGAN)
    rapi = " ".join(alasan.split())[:300]
    if not rapi:
        raise AlasanKosong()
    _pastikan_belum_diterima(rencana)
    rencana.batal, rencana.alasan = True, rapi
    db.session.flush()
    catat("keuangan.rencana_terima_dibatalkan", oleh=oleh, objek=("rencana_penerimaan", rencana.id),
          apa=rencana.uraian[:80], alasan=rapi)  # fmt: skip


def _pastikan_belum_diterima(rencana: RencanaPenerimaan) -> None:
    db.session.refresh(rencana, with_for_update=True)
    pilih = db.select(DokumenKas).where(DokumenKas.rencana_id == rencana.id, *tbp_berlaku())  # type: ignore[arg-type]
    ada = db.session.scalars(pilih.limit(1)).first()
    if ada is not None:
        raise RencanaDipakai(nomor=ada.sebutan)


def saat_bagi_hasil(fakta: BagiHasilDitetapkan) -> None:
    """The Musdes gave the village a share of profit: expect it under 4.1.1.01, once."""
    if db.session.scalar(db.select(RencanaPenerimaan.id).filter_by(sumber=fakta.sumber)):
        return
    db.session.add(RencanaPenerimaan(
        tahun=fakta.tanggal.year, tanggal=fakta.tanggal, rekening=BAGI_HASIL, sumber_dana=PAD, nilai=fakta.nilai,
        uraian=f"Bagi hasil {fakta.bumdes} tahun {fakta.tahun}"[:300], dasar=f"Musdes {fakta.dokumen}"[:120],
        sumber=fakta.sumber, dibuat_pada=sekarang(), dibuat_oleh="BUM Desa"))  # fmt: skip
    db.session.flush()
