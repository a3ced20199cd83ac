"""What the books tell other areas: capital paid, an announced income received, and that either was reversed."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from smartkampung.desa.queries import profil
from smartkampung.extensions import db
from smartkampung.inti.siaran import siarkan
from smartkampung.inti.uang import NOL
from smartkampung.keuangan.kas.models import (
    CAIR,
    DIBUKUKAN,
    KOREKSI,
    TBP,
    BarisDokumen,
    DokumenKas,
    JurnalKas,
    RencanaPenerimaan,
)
from smartkampung.peristiwa import (
    PenerimaanDibukukan,
    PenerimaanDikoreksi,
    PenyertaanModalDicairkan,
    PenyertaanModalDikoreksi,
)

PENYERTAAN = "6.2.2"


def kabarkan_modal(cair: DokumenKas, baris: Iterable[JurnalKas]) -> None:
    """Announce what a payment holds of penyertaan modal."""
    nilai = _modal(baris)
    if nilai:
        siarkan(PenyertaanModalDicairkan(cair.pihak_nama, cair.tanggal, nilai, cair.sebutan, _sumber_modal(cair)))


def kabarkan_penerimaan(tbp: DokumenKas) -> None:
    """Announce that income another area told us to expect was received."""
    untuk = _ditunggu(tbp)
    if untuk:
        siarkan(PenerimaanDibukukan(untuk, tbp.tanggal, _baris_pertama(tbp), tbp.sebutan, f"kas:{tbp.id}"))


def kabarkan_koreksi(asal: DokumenKas, baris: Iterable[JurnalKas], balik: DokumenKas) -> None:
    """Announce that a document is reversed, if it was one that is announced.

    Receipts of the same expected income that still stand are announced anew: whoever held the reversed one for the
    receipt finds another. Hearing a receipt twice changes nothing.
    """
    if asal.jenis == CAIR and (nilai := _modal(baris)):
        siarkan(PenyertaanModalDikoreksi(asal.pihak_nama, balik.tanggal, nilai, asal.sebutan, _sumber_modal(asal),
                                         balik.sebutan, balik.alasan))  # fmt: skip
    if asal.jenis == TBP and (untuk := _ditunggu(asal)):
        siarkan(PenerimaanDikoreksi(untuk, balik.tanggal, _baris_pertama(asal), asal.sebutan, f"kas:{asal.id}",
                                    balik.sebutan, balik.alasan))  # fmt: skip
        for lain in _masih_berdiri(asal):
            kabarkan_penerimaan(lain)


def _modal(baris: Iterable[JurnalKas]) -> Decimal:
    return sum((b.keluar - b.masuk for b in baris if b.rekening.startswith(PENYERTAAN)), NOL)


def _sumber_modal(cair: DokumenKas) -> str:
    return f"{profil().kode}:cair:{cair.id}"


def _ditunggu(tbp: DokumenKas) -> str:
    """The key of the area that announced this income; "" when a person typed the plan, or there is none."""
    rencana = db.session.get(RencanaPenerimaan, tbp.rencana_id) if tbp.rencana_id else None
    return (rencana.sumber or "") if rencana else ""


def _baris_pertama(tbp: DokumenKas) -> Decimal:
    """What a receipt holds of its plan: its other lines are other income."""
    pilih = db.select(BarisDokumen.nilai).filter_by(dokumen_id=tbp.id, urut=1)
    return db.session.scalars(pilih).one()


def _masih_berdiri(tbp: DokumenKas) -> list[DokumenKas]:
    """The other receipts of the same plan that nobody reversed, oldest first."""
    balik = db.aliased(DokumenKas)
    pilih = db.select(DokumenKas).where(
        DokumenKas.rencana_id == tbp.rencana_id, DokumenKas.id != tbp.id, DokumenKas.jenis == TBP,
        DokumenKas.keadaan == DIBUKUKAN, ~db.exists().where(balik.induk_id == DokumenKas.id, balik.jenis == KOREKSI))
    return list(db.session.scalars(pilih.order_by(DokumenKas.id)))
