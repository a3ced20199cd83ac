"""The books leaving the program: every line as CSV or workbook, and as plain text that Beancount checks on its own."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from smartkampung.bumdes.buku.konteks import Buku
from smartkampung.bumdes.buku.models import BarisJurnal, JurnalBumdes, PihakBumdes
from smartkampung.extensions import db
from smartkampung.inti.lembar import netralkan_rumus

JUDUL = ("tanggal", "entitas", "nomor", "akun", "debit", "kredit", "uraian", "unit_lawan", "pihak", "arus_kas",
         "pasangan", "jenis", "bukti")  # fmt: skip
AKAR = {"ASET": "Assets", "KEWAJIBAN": "Liabilities", "EKUITAS": "Equity", "PENDAPATAN": "Income",
        "PENDAPATAN_LAIN": "Income"}  # fmt: skip


def _baris(buku: Buku) -> Iterator[Any]:
    j, b = JurnalBumdes, BarisJurnal
    pilih = db.select(j.id, j.tanggal, j.entitas_id, j.tahun, j.nomor, b.akun_id, b.debit, b.kredit, b.uraian, j.uraian,
                      b.unit_lawan_id, PihakBumdes.nama, b.arus_kas, j.pasangan, j.jenis, j.bukti).select_from(j).join(
        b, b.jurnal_id == j.id).outerjoin(PihakBumdes, PihakBumdes.id == b.pihak_id).where(
        j.bumdes_id == buku.bumdes_id).order_by(j.tanggal, j.id, b.id)  # fmt: skip
    yield from db.session.execute(pilih.execution_options(yield_per=5000))


def jurnal_csv(buku: Buku) -> bytes:
    """Every line, in the columns an import reads; amounts with a point and two places."""
    keluar = io.StringIO(newline="")
    tulis = csv.writer(keluar, lineterminator="\r\n")
    tulis.writerow(JUDUL)
    e = {k: v.kode for k, v in buku.entitas.items()}
    for _i, tanggal, ent, tahun, nomor, akun, d, c, u, uj, lawan, pihak, arus, pasangan, jenis, bukti in _baris(buku):
        teks = (u or uj, e.get(lawan, ""), pihak or "", arus or "", pasangan or "", jenis, bukti)
        tulis.writerow((tanggal.isoformat(), e[ent], f"{e[ent]}/{tahun}/{nomor:04d}", buku.akun[akun].kode,
                        f"{d:.2f}" if d else "", f"{c:.2f}" if c else "",
                        *(netralkan_rumus(x) for x in teks)))  # fmt: skip
    return keluar.getvalue().encode("utf-8-sig")


def akun_beancount(buku: Buku, akun_id: int, entitas_id: int) -> str:
    """An account of an entity as Beancount names it: `Assets:TOKO:A1-1-01-01`."""
    akun = buku.akun[akun_id]
    akar = AKAR.get(akun.kelompok, "Expenses")
    return f"{akar}:U{re.sub(r'[^A-Za-z0-9]', '', buku.entitas[entitas_id].kode)}:A{akun.kode.replace('.', '-')}"


def beancount(buku: Buku) -> str:
    """All journals as a Beancount ledger: each entity's accounts opened, each journal one transaction."""
    isi: list[str] = []
    buka: dict[str, tuple[Any, str]] = {}
    kini = None
    for i, tanggal, ent, tahun, nomor, akun, d, c, _u, uj, _l, _p, _a, _ps, jenis, _b in _baris(buku):
        nama = akun_beancount(buku, akun, ent)
        buka.setdefault(nama, (min(tanggal, buka.get(nama, (tanggal,))[0]), buku.akun[akun].nama))
        if i != kini:
            kini = i
            judul = f"{buku.entitas[ent].kode}/{tahun}/{nomor:04d} {jenis} {uj}"
            isi.append(f'\n{tanggal.isoformat()} * "{_kutip(judul)}"')
        isi.append(f"  {nama}  {_jumlah(d - c)} IDR")
    kepala = ['option "title" "' + _kutip(buku.bumdes.nama) + '"', 'option "operating_currency" "IDR"', ""]
    kepala += [f'{hari.isoformat()} open {nama} IDR\n  nama: "{_kutip(teks)}"' for nama, (hari, teks) in
               sorted(buka.items())]  # fmt: skip
    return "\n".join(kepala + isi) + "\n"


def _kutip(teks: str) -> str:
    return " ".join(teks.replace("\\", "\\\\").replace('"', '\\"').split())


def _jumlah(nilai: Decimal) -> str:
    return f"{nilai:.2f}"
