"""Payment of an approved SPP by the Kaur Keuangan: exactly what was approved, once, not before (K-SPP-01, K-SPP-08,
K-ROL-02)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from smartkampung.extensions import db
from smartkampung.inti.galat import TidakDitemukan
from smartkampung.inti.tanggal import tanggal_panjang
from smartkampung.inti.uang import NOL, rupiah
from smartkampung.keuangan.anggaran.isi import Kunci
from smartkampung.keuangan.belanja.aturan import pastikan
from smartkampung.keuangan.belanja.galat import BedaNilai, MendahuluiPersetujuan, PerluRekening, PerluRekeningPihak
from smartkampung.keuangan.belanja.jenjang import SETUJUI, kunci_bersih, maju, pastikan_berhak
from smartkampung.keuangan.belanja.spp import baris_dokumen, potongan_dokumen
from smartkampung.keuangan.kas.bukukan import Gerak, bukukan, catat_dokumen, dokumen_baru, kunci_dokumen, kunci_kas
from smartkampung.keuangan.kas.kabar import kabarkan_modal
from smartkampung.keuangan.kas.models import (
    CAIR,
    DI_BANK,
    DICAIRKAN,
    DISETUJUI,
    PANJAR,
    R_BELANJA,
    R_PANJAR,
    R_POTONGAN,
    TUNAI,
    BarisDokumen,
    DokumenKas,
    PotonganDokumen,
    RekeningBank,
)
from smartkampung.keuangan.langkah import KEUANGAN, Pelaku, hari_langkah, tambah_langkah

CAIRKAN = "cairkan"


def cairkan(spp: DokumenKas, tanggal: date, media: str, rekening_id: int | None, *, oleh: Pelaku,
            nilai: Decimal | None = None) -> DokumenKas:  # fmt: skip
    """Pay an approved SPP and post it; answers the payment. Of two who press at once, the second is told it was paid.

    `nilai` is the amount the payer saw; it must be what was approved (K-SPP-08).
    """
    kunci_kas(spp.tahun)
    kunci_dokumen(spp, DISETUJUI)
    tugas = pastikan_berhak(spp, oleh, KEUANGAN)
    _pastikan_sesudah_disetujui(spp, tanggal)
    baris, potongan = baris_dokumen(spp), potongan_dokumen(spp)
    _pastikan_sama(spp, baris, potongan, nilai)
    pastikan(spp, baris)
    rekening = _rekening(spp, baris, media, rekening_id)
    cair = dokumen_baru(
        CAIR, tanggal, oleh=oleh, tahun=spp.tahun, induk_id=spp.id, cara=spp.cara, kegiatan=spp.kegiatan,
        uraian=spp.uraian, nilai=spp.nilai, potongan=spp.potongan, media=media, pihak_id=spp.pihak_id,
        pihak_nama=spp.pihak_nama, pka_id=spp.pka_id, rekening_id=rekening.id if rekening else None,
    )  # fmt: skip
    jurnal = bukukan(cair, _gerak(spp, cair, baris, potongan), oleh=oleh, keadaan=DICAIRKAN)
    maju(spp, CAIRKAN, DICAIRKAN, oleh=oleh, tugas=tugas)
    kunci_bersih(spp)
    db.session.flush()
    tambah_langkah("kas", cair.id, CAIRKAN, DICAIRKAN, oleh=oleh, tugas=tugas)
    catat_dokumen("spp_dicairkan", cair, oleh=oleh, spp=spp.sebutan)
    kabarkan_modal(cair, jurnal)
    return cair


def cair_terawal(spp: DokumenKas) -> date | None:
    """The first day an SPP may be paid on: that of its approval here (K-SPP-01).

    One of last year's budget that is approved in January is paid on 31 December at the earliest: its year has no later
    day. What was imported as paid never comes through here.
    """
    hari = hari_langkah("kas", spp.id, SETUJUI)
    return min(hari, date(spp.tahun, 12, 31)) if hari else None


def _pastikan_sesudah_disetujui(spp: DokumenKas, tanggal: date) -> None:
    awal = cair_terawal(spp)
    if awal is not None and tanggal < awal:
        raise MendahuluiPersetujuan(tanggal=tanggal_panjang(tanggal), nama=spp.sebutan, awal=tanggal_panjang(awal))


def _pastikan_sama(spp: DokumenKas, baris: Sequence[BarisDokumen], potongan: Sequence[PotonganDokumen],
                   nilai: Decimal | None) -> None:  # fmt: skip
    jumlah, pajak = sum((b.nilai for b in baris), NOL), sum((p.nilai for p in potongan), NOL)
    for bayar in (jumlah, jumlah if nilai is None else nilai):
        if bayar != spp.nilai or pajak != spp.potongan:
            raise BedaNilai(bayar=rupiah(bayar), setuju=rupiah(spp.nilai))


def _rekening(spp: DokumenKas, baris: Sequence[BarisDokumen], media: str, rekening_id: int | None,
              ) -> RekeningBank | None:  # fmt: skip
    """The account paid from; None for cash. By bank, payees with a profile have an account."""
    if media == TUNAI:
        return None
    if media != DI_BANK:
        raise TidakDitemukan()
    rekening = db.session.get(RekeningBank, rekening_id) if rekening_id else None
    if rekening is None or not rekening.aktif:
        raise PerluRekening()
    for pihak in {b.pihak for b in baris if b.pihak is not None} | ({spp.pihak} if spp.pihak else set()):
        if not pihak.nomor_rekening:
            raise PerluRekeningPihak(nama=pihak.nama)
    return rekening


def _gerak(spp: DokumenKas, cair: DokumenKas, baris: Sequence[BarisDokumen],
           potongan: Sequence[PotonganDokumen]) -> Iterator[Gerak]:  # fmt: skip
    jenis = R_PANJAR if spp.cara == PANJAR else R_BELANJA
    for b in baris:
        yield Gerak(jenis, cair.media, keluar=b.nilai, kunci=Kunci(b.kegiatan, b.rekening, b.sumber_dana),
                    uraian=b.uraian, rekening_id=cair.rekening_id, baris_id=b.id)  # fmt: skip
    for p in potongan:
        if p.nilai:
            yield Gerak(R_POTONGAN, cair.media, masuk=p.nilai, kunci=Kunci("", "", p.sumber_dana), pajak=p.kode,
                        uraian=f"{p.kode} {spp.uraian}", rekening_id=cair.rekening_id, potongan_id=p.id)  # fmt: skip
