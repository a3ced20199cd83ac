"""Makers of spending for tests: a year ready to spend (budget, DPA, RAK, cash), payees, SPP through the chain."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, date, datetime
from decimal import Decimal

from flask import Flask

from smartkampung.audit.jam import TidakPerlu, betulkan_jam
from smartkampung.extensions import db
from smartkampung.inti import db as basis
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.tanggal import jam
from smartkampung.keuangan.anggaran.isi import Kunci
from smartkampung.keuangan.belanja import jenjang, spp
from smartkampung.keuangan.belanja.cair import cairkan
from smartkampung.keuangan.kas.models import DEFINITIF, DI_BANK, DokumenKas, Pihak, RekeningBank
from tests.acuan import KANTOR, Acuan
from tests.keuangan.dpa_pabrik import buat_berlaku, rak_disetujui, semua_disetujui
from tests.keuangan.kas_pabrik import hari, rekening_bank, saldo_awal, terima
from tests.keuangan.pabrik import orang

TAHUN = 2026
BAHAN = Kunci("02.03.11", "5.3.5.03", "DDS")  # 400 million, April to August
MAKAN = Kunci("02.02.02", "5.2.1.06", "DDS")  # 100 million
KANTOR_ATK = Kunci("01.01.04", "5.2.1.01", "ADD")
MODAL = Kunci("", "6.2.2.01", "PAD")


def isi_belanja(app: Flask) -> None:
    """2026: budget in force, DPA and RAK approved, 60 million SiLPA DDS and 800 million received."""
    with app.app_context(), basis.transaksi():
        buat_berlaku(TAHUN)
        semua_disetujui(TAHUN)
        rak_disetujui(TAHUN)
        bank = rekening_bank()
        saldo_awal(bank, {"DDS": 60_000_000})
        terima(bank, "4.2.1.01", "DDS", 500_000_000, hari(3, 2))
        terima(bank, "4.2.3.01", "ADD", 300_000_000, hari(3, 2))
        terima(bank, "4.1.2.01", "PAD", 50_000_000, hari(3, 2))


BELANJA = Acuan("belanja", isi_belanja, KANTOR)


def bank() -> RekeningBank:
    """The village's account."""
    return db.session.scalars(db.select(RekeningBank)).first()  # type: ignore[return-value]


def pihak(nama: str = "Toko Makmur", **lain: object) -> Pihak:
    """A vendor: PKP with NPWP and an account unless told otherwise."""
    isi: dict[str, object] = {"npwp": "0123456789012345", "pkp": True, "bank": "Bank Jatim", "nomor_rekening": "777"}
    satu = Pihak(nama=nama, **(isi | lain))
    db.session.add(satu)
    db.session.flush()
    return satu


def baris(kunci: Kunci, nilai: int | Decimal, penerima: str = "", **lain: object) -> spp.BarisIsian:
    """One line."""
    return spp.BarisIsian(kunci, Decimal(nilai), pihak=penerima, **lain)  # type: ignore[arg-type]


def buat(*isi: spp.BarisIsian, cara: str = DEFINITIF, tanggal: date | None = None, oleh: str = "kasi",
         **lain: object) -> DokumenKas:  # fmt: skip
    """A draft SPP of the kegiatan of its first line, of today."""
    isian = spp.IsianSPP(tanggal or hari(11, 21), str(lain.pop("uraian", "Belanja")), cara, isi, **lain)  # type: ignore[arg-type]
    return spp.buat(isi[0].kunci.kegiatan, isian, oleh=orang(oleh))


def ajukan(*isi: spp.BarisIsian, **lain: object) -> DokumenKas:
    """Handed in."""
    satu = buat(*isi, **lain)  # type: ignore[arg-type]
    jenjang.ajukan(satu, oleh=orang("kasi"), sptb=True)
    return satu


@contextmanager
def pada_hari(tanggal: date | None) -> Iterator[None]:
    """The clock at ten in the morning of a day meanwhile: an SPP is not paid before it was approved."""
    with jam.sementara():
        if tanggal is not None and tanggal != hari_desa():
            jam.atur(datetime(tanggal.year, tanggal.month, tanggal.day, 3, tzinfo=UTC))
            with suppress(TidakPerlu):  # acts of a later day are recorded: this clock is said to be right
                betulkan_jam(oleh=None, alasan="Uji")
        yield


def disetujui(*isi: spp.BarisIsian, **lain: object) -> DokumenKas:
    """Approved, to be paid."""
    satu = ajukan(*isi, **lain)
    jenjang.verifikasi(satu, oleh=orang("sekdes"))
    jenjang.setujui(satu, oleh=orang("kades"))
    return satu


def dicairkan(*isi: spp.BarisIsian, tanggal_cair: date | None = None, media: str = DI_BANK,
              **lain: object) -> DokumenKas:  # fmt: skip
    """Paid from the bank (or in cash), approved on its own day; answers the SPP."""
    with pada_hari(lain.get("tanggal")):  # type: ignore[arg-type]
        satu = disetujui(*isi, **lain)
    cairkan(satu, tanggal_cair or satu.tanggal, media, bank().id, oleh=orang("keuangan"))
    return satu
