"""A kaur keuangan in a process of its own who posts without end, so that a test can kill them at any instant."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date
from decimal import Decimal

from smartkampung import create_app
from smartkampung.extensions import db
from smartkampung.inti.db import transaksi
from smartkampung.inti.tanggal import Periode
from smartkampung.keuangan.anggaran.isi import Kunci
from smartkampung.keuangan.bku.tutup import buka, tutup
from smartkampung.keuangan.kas import models as m
from smartkampung.keuangan.kas.bukukan import Gerak, bukukan, dokumen_baru, koreksi
from smartkampung.pengaturan import Pengaturan
from tests.keuangan.pabrik import orang

HARI = date(2026, 3, 5)


def bukukan_terus(lapor: Callable[[str], None], atur: Pengaturan, benih: int) -> None:
    """Pay with a tax withheld, move cash, correct, close a month or open it again; reports each act that was committed.

    What is reported of a document is its number, of a month its state.
    """
    app, acak = create_app(atur), random.Random(benih)
    with app.app_context():
        bank = db.session.scalars(db.select(m.RekeningBank.id)).one()
        while True:
            with transaksi():
                nomor = acak.choice((_bayar, _pindah, _koreksi, _tutup))(bank)
            lapor(nomor)


def _bayar(bank: int) -> str:
    kaur = orang("keuangan")
    d = dokumen_baru(m.CAIR, HARI, oleh=kaur, uraian="Batu", nilai=Decimal(111))
    kunci = Kunci("02.03.11", "5.3.5.03", "DDS")
    bukukan(d, [Gerak(m.R_BELANJA, m.DI_BANK, keluar=Decimal(111), kunci=kunci, rekening_id=bank),
                Gerak(m.R_POTONGAN, m.DI_BANK, masuk=Decimal(11), pajak="PPN", kunci=Kunci("", "", "DDS"),
                      rekening_id=bank)], oleh=kaur)  # fmt: skip
    return d.sebutan


def _pindah(bank: int) -> str:
    kaur = orang("keuangan")
    d = dokumen_baru(m.MUTASI, HARI, oleh=kaur, uraian="Tarik tunai", nilai=Decimal(7))
    bukukan(d, [Gerak(m.R_MUTASI, m.DI_BANK, keluar=Decimal(7), rekening_id=bank),
                Gerak(m.R_MUTASI, m.TUNAI, masuk=Decimal(7))], oleh=kaur)  # fmt: skip
    return d.sebutan


def _koreksi(bank: int) -> str:
    sudah = db.select(m.DokumenKas.induk_id).where(m.DokumenKas.jenis == m.KOREKSI)
    d = db.session.scalar(db.select(m.DokumenKas).where(
        m.DokumenKas.jenis == m.CAIR, m.DokumenKas.id.not_in(sudah)).order_by(m.DokumenKas.id).limit(1))  # fmt: skip
    return koreksi(d, HARI, "Uji", oleh=orang("keuangan")).sebutan if d else _bayar(bank)


def _tutup(_bank: int) -> str:
    """January, which nothing is posted to any more."""
    januari = Periode(2026, 1)
    if db.session.get(m.BulanBuku, (2026, 1)) is None:
        return tutup(januari, oleh=orang("keuangan")).keadaan
    buka(januari, "Uji", oleh=orang("kades"))
    return m.TERBUKA
