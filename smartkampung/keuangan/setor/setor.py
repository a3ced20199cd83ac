"""Depositing a tax: billing, NTPN, never more than is owed, the oldest withholdings first."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from smartkampung.extensions import db
from smartkampung.inti.tanggal import tanggal_panjang
from smartkampung.inti.uang import NOL, rupiah
from smartkampung.keuangan.anggaran.isi import Kunci
from smartkampung.keuangan.kas.bukukan import (
    Gerak,
    bukukan,
    catat_dokumen,
    dokumen_baru,
    koreksi_dari,
    kunci_kas,
)
from smartkampung.keuangan.kas.models import (
    DI_BANK,
    DIBUKUKAN,
    R_SETOR,
    SETOR,
    TUNAI,
    BarisDokumen,
    DokumenKas,
)
from smartkampung.keuangan.langkah import KEUANGAN, Pelaku, pemegang, tambah_langkah
from smartkampung.keuangan.penerimaan.dasar import ambil_rekening
from smartkampung.keuangan.penerimaan.galat import NilaiNol
from smartkampung.keuangan.setor.galat import BillingSalah, NTPNDipakai, NTPNSalah, SetoranLebih
from smartkampung.keuangan.setor.kode import jenis_pajak
from smartkampung.keuangan.setor.utang import Pungutan, pungutan_tahun

_NTPN = re.compile(r"[0-9A-Z]{16}")
PANJANG_BILLING = 15


@dataclass(frozen=True, slots=True)
class IsiSetor:
    """A deposit of one kind of tax; no account means it was paid in cash."""

    tanggal: date
    kode: str
    nilai: Decimal
    ntpn: str
    billing: str = ""
    rekening_id: int | None = None


def rapikan_ntpn(teks: str) -> str:
    """An NTPN without blanks, in capitals; NTPNSalah when it is none."""
    rapi = re.sub(r"[\s.-]", "", teks).upper()
    if not _NTPN.fullmatch(rapi):
        raise NTPNSalah(banyak=len(rapi))
    return rapi


def _rapikan_billing(teks: str) -> str:
    rapi = re.sub(r"[\s.-]", "", teks)
    if rapi and (len(rapi) != PANJANG_BILLING or not (rapi.isascii() and rapi.isdecimal())):
        raise BillingSalah(banyak=len(rapi))
    return rapi


def setor(isi: IsiSetor, *, oleh: Pelaku) -> DokumenKas:
    """Post a deposit; its sources of funds are those of the withholdings it covers."""
    tugas = pemegang(oleh, KEUANGAN)
    kunci_kas(isi.tanggal.year)
    if isi.nilai <= 0:
        raise NilaiNol()
    ntpn, billing = rapikan_ntpn(isi.ntpn), _rapikan_billing(isi.billing)
    dipakai = _dipakai(ntpn)
    per_sumber = _bagi(isi)
    rekening = ambil_rekening(isi.rekening_id) if isi.rekening_id else None
    dokumen = dokumen_baru(
        SETOR, isi.tanggal, oleh=oleh, nilai=isi.nilai, billing=billing, ntpn=None if dipakai else ntpn,
        media=DI_BANK if rekening else TUNAI, rekening_id=rekening.id if rekening else None,
        uraian=f"Setoran {jenis_pajak(isi.kode).nama}"[:300])  # fmt: skip
    for urut, (sumber, nilai) in enumerate(per_sumber.items(), start=1):
        db.session.add(BarisDokumen(dokumen_id=dokumen.id, urut=urut, pajak=isi.kode, sumber_dana=sumber, nilai=nilai,
                                    uraian=dokumen.uraian, bukti_nomor=ntpn))  # fmt: skip
    gerak = [Gerak(R_SETOR, dokumen.media, keluar=nilai, kunci=Kunci("", "", sumber), pajak=isi.kode,
                   rekening_id=dokumen.rekening_id) for sumber, nilai in per_sumber.items()]  # fmt: skip
    bukukan(dokumen, gerak, oleh=oleh)
    tambah_langkah("kas", dokumen.id, "bukukan", DIBUKUKAN, oleh=oleh, tugas=tugas)
    catat_dokumen("pajak_disetor", dokumen, oleh=oleh, ntpn=ntpn)
    return dokumen


def _dipakai(ntpn: str) -> bool:
    """Whether a deposit that was reversed had this NTPN; NTPNDipakai when one in force has it."""
    pilih = db.select(DokumenKas).where(DokumenKas.jenis == SETOR, db.or_(
        DokumenKas.ntpn == ntpn, DokumenKas.id.in_(db.select(BarisDokumen.dokumen_id).where(
            BarisDokumen.bukti_nomor == ntpn))))  # fmt: skip
    lama = list(db.session.scalars(pilih))
    for satu in lama:
        if koreksi_dari(satu) is None:
            raise NTPNDipakai(ntpn=ntpn, nomor=satu.sebutan)
    return any(d.ntpn == ntpn for d in lama)


def _bagi(isi: IsiSetor) -> dict[str, Decimal]:
    """The amount by source of funds, from the oldest withholdings on (K-PJK-03)."""
    milik = utang_jenis(isi.kode, isi.tanggal)
    utang = sum((p.sisa for p in milik), NOL)
    if isi.nilai > utang:
        raise SetoranLebih(kode=isi.kode, tanggal=tanggal_panjang(isi.tanggal), utang=rupiah(utang),
                           nilai=rupiah(isi.nilai))  # fmt: skip
    hasil: dict[str, Decimal] = defaultdict(lambda: NOL)
    sisa = isi.nilai
    for p in milik:
        pakai = min(sisa, p.sisa)
        if pakai > 0:
            hasil[p.sumber_dana] += pakai
            sisa -= pakai
    return dict(hasil)


def utang_jenis(kode: str, sampai: date) -> list[Pungutan]:
    """The withholdings of a kind up to a day that are not deposited, oldest first."""
    return [p for p in pungutan_tahun(sampai.year, None) if p.kode == kode and p.tanggal <= sampai and p.sisa]
