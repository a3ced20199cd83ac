"""The list of transfers handed to the bank: approved SPP and payments of a day, net per payee, with their accounts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from smartkampung.extensions import db
from smartkampung.inti.lembar import Kolom, Lembar
from smartkampung.inti.tanggal import tanggal_panjang
from smartkampung.inti.uang import NOL
from smartkampung.keuangan.belanja.spp import baris_dokumen, potongan_dokumen
from smartkampung.keuangan.kas.models import (
    CAIR,
    DI_BANK,
    DISETUJUI,
    KOREKSI,
    PANJAR,
    SPP,
    DokumenKas,
    Pihak,
)

BATAS = 300
KOLOM = (Kolom("nomor", "No", "angka"), Kolom("nama", "Nama penerima"), Kolom("bank", "Bank"),
         Kolom("rekening", "Nomor rekening"), Kolom("nilai", "Nilai", "rupiah", jumlah=True),
         Kolom("berita", "Berita"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Transfer:
    """One transfer: to whom, how much, for which document; `pihak` None has no account to send it to."""

    spp: DokumenKas
    nama: str
    pihak: Pihak | None
    nilai: Decimal
    bukti: str  # the number of the payment, or of the SPP that waits

    @property
    def bisa(self) -> bool:
        """Whether the bank can be asked to send it."""
        return self.pihak is not None and bool(self.pihak.nomor_rekening)


def calon(tanggal: date) -> list[DokumenKas]:
    """The SPP that can be on the list of a day: approved and not paid, or paid that day by bank."""
    cair, balik = db.aliased(DokumenKas), db.aliased(DokumenKas)
    dibalik = db.exists().where(balik.induk_id == cair.id, balik.jenis == KOREKSI)
    hari_itu = db.select(cair.induk_id).where(cair.jenis == CAIR, cair.tanggal == tanggal, cair.media == DI_BANK,
                                              db.not_(dibalik))  # fmt: skip
    pilih = db.select(DokumenKas).where(
        DokumenKas.jenis == SPP, db.or_(DokumenKas.keadaan == DISETUJUI, DokumenKas.id.in_(hari_itu)))  # fmt: skip
    return list(db.session.scalars(pilih.order_by(DokumenKas.tahun, DokumenKas.nomor).limit(BATAS)))


def transfer(spp: DokumenKas) -> list[Transfer]:
    """The transfers of an SPP: net per payee; an advance goes to the one named on the SPP."""
    cair = db.session.scalar(db.select(DokumenKas.nomor_teks).filter_by(induk_id=spp.id, jenis=CAIR))
    bukti = cair or spp.sebutan
    if spp.cara == PANJAR:
        return [Transfer(spp, spp.pihak_nama or "PKA", spp.pihak, spp.nilai, bukti)]
    pajak: dict[int | None, Decimal] = defaultdict(lambda: NOL)
    for p in potongan_dokumen(spp):
        pajak[p.baris_id] += p.nilai
    nilai: dict[tuple[str, int | None], Decimal] = defaultdict(lambda: NOL)
    for b in baris_dokumen(spp):
        orang = (b.pihak_nama, b.pihak_id) if b.pihak_nama else (spp.pihak_nama, spp.pihak_id)
        nilai[orang] += b.nilai - pajak[b.id]
    return [Transfer(spp, nama or "Tanpa nama", db.session.get(Pihak, kunci) if kunci else None, n, bukti)
            for (nama, kunci), n in nilai.items()]  # fmt: skip


def lembar_bayar(semua: Iterable[Transfer], tanggal: date) -> Lembar:
    """The transfers that have an account, as the bank's sheet."""
    isi: Sequence[Transfer] = [t for t in semua if t.bisa]
    baris = [(n, t.pihak.atas_nama or t.pihak.nama, t.pihak.bank, t.pihak.nomor_rekening, t.nilai,
              f"{t.bukti} {t.spp.uraian}"[:80])
             for n, t in enumerate(isi, start=1) if t.pihak is not None]  # fmt: skip
    return Lembar("daftar-bayar", f"Daftar transfer {tanggal_panjang(tanggal)}", KOLOM, baris)
