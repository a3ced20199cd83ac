"""The balance proof of an account at the end of a month: book, statement, and what explains the difference."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from smartkampung.audit.services import catat
from smartkampung.extensions import db
from smartkampung.inti.galat import GalatDomain
from smartkampung.inti.tanggal import Periode, sekarang
from smartkampung.inti.uang import rupiah
from smartkampung.keuangan.kas.bukukan import kunci_kas
from smartkampung.keuangan.kas.models import BulanBuku, RekeningBank
from smartkampung.keuangan.koran.models import SaldoKoran
from smartkampung.keuangan.koran.rekon import rekonsiliasi
from smartkampung.keuangan.langkah import KEUANGAN, Pelaku, pemegang


class BulanSudahDitutup(GalatDomain):
    """The proof of a closed month stays."""

    pesan = "Buku %(bulan)s sudah ditutup, jadi saldo rekening korannya tidak diubah lagi."
    status = 409


@dataclass(frozen=True)
class BuktiSaldo:
    """One account at the end of one month."""

    rekening: RekeningBank
    periode: Periode
    buku: Decimal
    koran: Decimal | None
    penjelasan: str

    @property
    def selisih(self) -> Decimal | None:
        """Statement less book."""
        return None if self.koran is None else self.koran - self.buku

    @property
    def beres(self) -> bool:
        """Whether they agree, or the difference is explained (K-BNK-01)."""
        return self.selisih is not None and (not self.selisih or bool(self.penjelasan))

    @property
    def kalimat(self) -> str:
        """What is wrong, with the figures."""
        if self.koran is None:
            return f"saldo rekening koran {self.rekening.sebutan} belum diisi (buku {rupiah(self.buku)})"
        return (f"{self.rekening.sebutan}: rekening koran {rupiah(self.koran)}, buku bank {rupiah(self.buku)}, selisih "
                f"{rupiah(self.koran - self.buku)}")  # fmt: skip


def saldo_koran(rekening_id: int, p: Periode) -> SaldoKoran | None:
    """The newest balance that was entered for an account and a month."""
    pilih = db.select(SaldoKoran).filter_by(rekening_id=rekening_id, tahun=p.tahun, bulan=p.bulan)
    return db.session.scalars(pilih.order_by(SaldoKoran.id.desc()).limit(1)).first()


def bukti_saldo(rekening: RekeningBank, p: Periode, buku: Decimal) -> BuktiSaldo:
    """The proof of an account whose book says `buku`; differences that were explained one by one explain it too."""
    isi = saldo_koran(rekening.id, p)
    saldo, penjelasan = (isi.saldo, isi.penjelasan) if isi else (None, "")
    if not penjelasan and saldo != buku:
        rekon = rekonsiliasi(rekening, p, buku)
        saldo = rekon.koran if saldo is None else saldo
        if rekon.terbukti and rekon.koran == saldo and rekon.dijelaskan and saldo != buku:
            penjelasan = f"Rekonsiliasi: {len(rekon.di_koran) + len(rekon.di_buku)} selisih dijelaskan satu per satu."
    return BuktiSaldo(rekening, p, buku, saldo, penjelasan)


def catat_saldo(rekening: RekeningBank, p: Periode, saldo: Decimal, penjelasan: str, *, oleh: Pelaku) -> None:
    """Enter what the statement shows at the end of a month; an earlier entry stays in the table."""
    pemegang(oleh, KEUANGAN)
    kunci_kas(p.tahun)
    if db.session.get(BulanBuku, (p.tahun, p.bulan)) is not None:
        raise BulanSudahDitutup(bulan=p.nama)
    lama, rapi = saldo_koran(rekening.id, p), " ".join(penjelasan.split())[:500]
    if lama is not None and (lama.saldo, lama.penjelasan) == (saldo, rapi):
        return
    db.session.add(SaldoKoran(rekening_id=rekening.id, tahun=p.tahun, bulan=p.bulan, saldo=saldo, penjelasan=rapi,
                              pada=sekarang(), oleh=oleh.nama))  # fmt: skip
    db.session.flush()
    catat("keuangan.saldo_koran_dicatat", oleh=oleh, objek=("rekening_bank", rekening.id), apa=rekening.sebutan,
          bulan=p.nama, nilai=rupiah(saldo))  # fmt: skip
