"""What becomes of a draft when the village reverses the document it came from.

A draft that waits is closed with the reason. One that was booked gets a second draft, which reverses its journal once
the bendahara says so: money that moved is never unbooked by itself. What was booked by hand, without a draft, is
left to the bendahara as well; the reconciliation shows that only one side has it. A KOREKSI is never corrected; the
village posts a new document, which is announced like the first.
"""

from __future__ import annotations

from smartkampung.audit.services import catat
from smartkampung.bumdes.buku.models import JurnalBumdes
from smartkampung.bumdes.catat.models import DIBUKUKAN, DITOLAK, MENUNGGU, DrafJurnal
from smartkampung.bumdes.hubungan.bagian import bagian_desa
from smartkampung.bumdes.hubungan.models import BagianHasil
from smartkampung.extensions import db
from smartkampung.inti.tanggal import sekarang
from smartkampung.peristiwa import PenerimaanDikoreksi, PenyertaanModalDikoreksi


def saat_modal_dikoreksi(p: PenyertaanModalDikoreksi) -> None:
    """Close the draft of this payment, or let the reversal of its journal wait."""
    draf = _draf_sumber(p.sumber)
    if draf is None:
        return
    if draf.keadaan == MENUNGGU:
        tutup_draf(draf, _sebab(p))
    elif draf.keadaan == DIBUKUKAN:
        _tunggu_pembalik(draf, p)


def saat_penerimaan_dikoreksi(p: PenerimaanDikoreksi) -> None:
    """The share is not received any more, if this was the receipt it names; what was booked from it is to be reversed.

    Receipts of a part count like the whole: the share names the first that stands. When another stands, keuangan
    announces it right after this, so the share names that one and the reversal is closed again.
    """
    draf = _draf_sumber(f"{p.untuk}|{p.sumber}"[:60])
    if draf is not None and draf.keadaan == MENUNGGU:
        tutup_draf(draf, _sebab(p))
    bagian = bagian_desa(p.untuk)
    if bagian is None or bagian.diterima_nomor != p.dokumen[:120]:
        return
    bagian.diterima_nomor = bagian.diterima_tanggal = None
    db.session.flush()
    catat("bumdes.hasil_tidak_diterima", oleh=None, objek=("bagian_hasil", bagian.id), bagian=bagian.nama,
          sebab=_sebab(p))  # fmt: skip
    asal = _draf_pembayar(bagian)
    if asal is not None and not _tunggu_pembalik(asal, p):
        bagian.dibayar_jurnal_id = None
    db.session.flush()


def tutup_draf(draf: DrafJurnal, sebab: str) -> None:
    """Nobody needs to book it any more, and why."""
    draf.keadaan, draf.alasan = DITOLAK, sebab[:300]
    db.session.flush()
    catat("bumdes.draf_ditutup", oleh=None, objek=("draf_jurnal", draf.id), apa=draf.dokumen, sebab=sebab[:200])


def pembalik_menunggu(jurnal_id: int) -> list[DrafJurnal]:
    """The drafts that wait to reverse a journal, locked."""
    asal = db.aliased(DrafJurnal)
    pilih = db.select(DrafJurnal).join(asal, asal.id == DrafJurnal.membalik_id).where(
        asal.jurnal_id == jurnal_id, DrafJurnal.keadaan == MENUNGGU)  # fmt: skip
    return list(db.session.scalars(pilih.with_for_update(of=DrafJurnal)))


def _sebab(p: PenyertaanModalDikoreksi | PenerimaanDikoreksi) -> str:
    return f"Desa mengoreksi {p.dokumen} dengan {p.koreksi}: {p.alasan}"


def _draf_sumber(sumber: str) -> DrafJurnal | None:
    pilih = db.select(DrafJurnal).filter_by(sumber=sumber).execution_options(populate_existing=True)
    return db.session.scalars(pilih.with_for_update(of=DrafJurnal)).first()


def _draf_pembayar(bagian: BagianHasil) -> DrafJurnal | None:
    """The draft a share was paid with; None when it is not paid, or was paid by hand."""
    if bagian.dibayar_jurnal_id is None:
        return None
    pilih = db.select(DrafJurnal).where(DrafJurnal.jurnal_id == bagian.dibayar_jurnal_id,
                                        DrafJurnal.keadaan == DIBUKUKAN)  # fmt: skip
    return db.session.scalars(pilih).first()


def _tunggu_pembalik(asal: DrafJurnal, p: PenyertaanModalDikoreksi | PenerimaanDikoreksi) -> bool:
    """A draft that reverses what was booked, once per reversed document; False when the journal was reversed by hand.

    Then the draft is there all the same, as one that is booked: the reconciliation finds both sides.
    """
    sumber = f"{p.sumber}|balik"[:60]
    if _draf_sumber(sumber) is not None or pembalik_menunggu(asal.jurnal_id or 0):
        return True
    balik = db.session.scalar(db.select(JurnalBumdes.id).filter_by(membalik_id=asal.jurnal_id))
    db.session.add(DrafJurnal(
        bumdes_id=asal.bumdes_id, jenis=asal.jenis, sumber=sumber, tanggal=p.tanggal, nilai=asal.nilai,
        uraian=_sebab(p)[:300], dokumen=p.koreksi[:120], keadaan=DIBUKUKAN if balik else MENUNGGU, jurnal_id=balik,
        membalik_id=asal.id, dibuat_pada=sekarang()))  # fmt: skip
    db.session.flush()
    return balik is None
