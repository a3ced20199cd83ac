"""The statement of the demo's bank account: last month and this, matched but for two lines that somebody explains."""

from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal

from smartkampung.contoh.bahan import Bahan, pengguna
from smartkampung.extensions import db
from smartkampung.inti.berkas import Berkas, folder_unggahan
from smartkampung.inti.db import transaksi
from smartkampung.inti.tanggal import Periode
from smartkampung.inti.uang import NOL
from smartkampung.keuangan.kas.models import RekeningBank
from smartkampung.keuangan.kas.saldo import posisi
from smartkampung.keuangan.koran.rekon import Bukti, bukti_rekening
from smartkampung.keuangan.koran.services import ambil_baris, terima_berkas, usul_peta

ADMIN = Decimal(12_500)  # taken by the bank, not yet in the book


def isi_koran(bahan: Bahan) -> None:
    """Bring the statement in; nothing where there is no account yet."""
    bahan.ke(bahan.kini)
    with transaksi():
        bank = db.session.scalar(db.select(RekeningBank).filter_by(utama=True))
        awal = max(Periode.dari(bahan.hari).sebelum().awal, date(bahan.hari.year, 1, 1))
        bukti = [b for b in bukti_rekening(bank.id, awal.year, bahan.hari) if b.tanggal >= awal] if bank else []
        if bank is None or len(bukti) < 2:
            return
        mulai = posisi(awal.year, bahan.hari).bank[bank.id] - sum((b.nilai for b in bukti), NOL)
        impor = terima_berkas(bank, _csv(bukti[:-1], mulai), f"koran-{awal:%Y-%m}.csv", oleh=pengguna("keuangan"))
        berkas = db.session.get_one(Berkas, impor.berkas_id)
        ambil_baris(impor, folder_unggahan() / berkas.lokasi, usul_peta(impor), oleh=pengguna("keuangan"))


def _csv(bukti: list[Bukti], saldo: Decimal) -> bytes:
    """The lines as a bank writes them, with its charge at the end."""
    keluar = io.StringIO()
    tulis = csv.writer(keluar, delimiter=";")
    tulis.writerow(("Tanggal", "Uraian", "Debet", "Kredit", "Saldo"))
    for hari, uraian, nilai in (*((b.tanggal, " ".join((b.uraian, b.acuan)).strip(), b.nilai) for b in bukti),
                                (bukti[-1].tanggal, "BIAYA ADMINISTRASI", -ADMIN)):  # fmt: skip
        saldo += nilai
        tulis.writerow((f"{hari:%d/%m/%Y}", uraian, *(f"{x:.2f}" for x in (max(-nilai, NOL), max(nilai, NOL), saldo))))
    return keluar.getvalue().encode()
