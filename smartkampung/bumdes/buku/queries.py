"""Reads of the books: journals, ledger, trial balance, worksheet, subledgers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import Select

from smartkampung.bumdes.buku import saldo
from smartkampung.bumdes.buku.bagan import NERACA
from smartkampung.bumdes.buku.konteks import Buku
from smartkampung.bumdes.buku.models import (
    BUKU_PEMBANTU,
    JENIS_JURNAL,
    AkunBumdes,
    BarisJurnal,
    JurnalBumdes,
    PihakBumdes,
)
from smartkampung.bumdes.lembaga.models import EntitasBumdes
from smartkampung.extensions import db
from smartkampung.inti.lembar import Kolom, Lembar


@dataclass(frozen=True, slots=True)
class SaringJurnal:
    """What narrows the journal list."""

    entitas: tuple[int, ...]
    dari: date
    sampai: date
    q: str = ""
    jenis: str = ""
    arus: str = ""  # a row of the cash flow: journals with a line on it


def pilih_jurnal(s: SaringJurnal) -> Select[Any]:
    """Journals, newest first."""
    j = JurnalBumdes
    pilih = db.select(j).where(j.entitas_id.in_(s.entitas), j.tanggal.between(s.dari, s.sampai))
    if s.jenis:
        pilih = pilih.where(j.jenis == s.jenis)
    if s.arus:
        pilih = pilih.where(j.id.in_(db.select(BarisJurnal.jurnal_id).where(BarisJurnal.arus_kas == s.arus)))
    for kata in s.q.split()[:5]:
        cari = [j.uraian.icontains(kata, autoescape=True), j.bukti.icontains(kata, autoescape=True)]
        if kata.isdecimal() and len(kata) <= 9:
            cari.append(j.nomor == int(kata))
        pilih = pilih.where(db.or_(*cari))
    return pilih.order_by(j.tanggal.desc(), j.id.desc())


def nilai_jurnal(ids: Sequence[int]) -> dict[int, Decimal]:
    """The debit sum of each journal."""
    pilih = db.select(BarisJurnal.jurnal_id, db.func.sum(saldo.sen(BarisJurnal.debit))).where(
        BarisJurnal.jurnal_id.in_(ids)).group_by(BarisJurnal.jurnal_id)  # fmt: skip
    return {j: saldo.uang(int(n)) for j, n in db.session.execute(pilih)}


def lembar_jurnal(buku: Buku, s: SaringJurnal, batas: int) -> Lembar:
    """Journals line by line, in the columns an import reads."""
    b, j = BarisJurnal, JurnalBumdes
    pilih = db.select(j.tanggal, j.entitas_id, j.nomor, j.tahun, b.akun_id, b.debit, b.kredit, j.uraian, b.uraian,
                      b.unit_lawan_id, PihakBumdes.nama, b.arus_kas, j.jenis, j.bukti).join(
        j, j.id == b.jurnal_id).outerjoin(PihakBumdes, PihakBumdes.id == b.pihak_id).where(
        j.entitas_id.in_(s.entitas), j.tanggal.between(s.dari, s.sampai)).order_by(
        j.tanggal, j.id, b.id).limit(batas)  # fmt: skip
    e = {k: v.kode for k, v in buku.entitas.items()}
    baris = [(x[0], e[x[1]], f"{e[x[1]]}/{x[3]}/{x[2]:04d}", buku.akun[x[4]].kode, buku.akun[x[4]].nama,
              x[5] or None, x[6] or None, x[8] or x[7], e.get(x[9], ""), x[10] or "", x[11] or "", x[12], x[13])
             for x in db.session.execute(pilih)]  # fmt: skip
    kolom = (Kolom("tanggal", "tanggal", "tanggal"), Kolom("entitas", "entitas"), Kolom("nomor", "nomor"),
             Kolom("akun", "akun"), Kolom("nama_akun", "nama_akun", lebar=34),
             Kolom("debit", "debit", "rupiah", jumlah=True), Kolom("kredit", "kredit", "rupiah", jumlah=True),
             Kolom("uraian", "uraian", lebar=40), Kolom("unit_lawan", "unit_lawan"), Kolom("pihak", "pihak"),
             Kolom("arus_kas", "arus_kas"), Kolom("jenis", "jenis"), Kolom("bukti", "bukti"))  # fmt: skip
    return Lembar("jurnal", "Jurnal", kolom, baris, subjudul=f"{buku.bumdes.nama}, {s.dari:%d-%m-%Y} sampai "
                                                             f"{s.sampai:%d-%m-%Y}")  # fmt: skip


# --- ledger ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class BarisBuku:
    """One line of a ledger with the balance after it (debit minus credit)."""

    tanggal: date
    jurnal_id: int
    nomor: str
    uraian: str
    debit: Decimal
    kredit: Decimal
    saldo: Decimal


@dataclass(frozen=True, slots=True)
class HalamanBuku:
    """One page of a ledger."""

    akun: AkunBumdes
    awal: Decimal
    butir: list[BarisBuku]
    nomor: int
    ada_lagi: bool

    def tampil(self, nilai: Decimal) -> Decimal:
        """A balance the way the account counts it."""
        return nilai if self.akun.saldo_normal == "D" else -nilai


def buku_besar(buku: Buku, akun: AkunBumdes, entitas: Sequence[int], dari: date, sampai: date, *, ke: int = 1,
               per: int = 50, pihak_id: int | None = None) -> HalamanBuku:  # fmt: skip
    """One page of the ledger of an account; the balance before it comes from the monthly sums."""
    b, j = BarisJurnal, JurnalBumdes
    syarat = [b.akun_id == akun.id, b.entitas_id.in_(entitas), b.tanggal.between(dari, sampai)]
    awal = 0
    if pihak_id is not None:
        syarat.append(b.pihak_id == pihak_id)
        awal = int(db.session.scalar(db.select(db.func.coalesce(db.func.sum(sen_neto()), 0)).where(
            b.pihak_id == pihak_id, b.akun_id == akun.id, b.entitas_id.in_(entitas), b.tanggal < dari)) or 0)
    else:
        awal = saldo.saldo_akun(entitas, akun.id, dari - timedelta(days=1))
    urut = db.select(b.id, saldo.sen(b.debit).label("d"), saldo.sen(b.kredit).label("c"), b.jurnal_id, b.tanggal,
                     b.uraian).where(*syarat).order_by(b.tanggal, b.id)  # fmt: skip
    lewat = (ke - 1) * per
    if lewat:
        sebelum = urut.limit(lewat).subquery()
        awal += int(db.session.scalar(db.select(db.func.coalesce(db.func.sum(sebelum.c.d - sebelum.c.c), 0))) or 0)
    isi = db.session.execute(urut.limit(per + 1).offset(lewat)).all()
    kepala = {x.id: x for x in db.session.execute(db.select(j.id, j.entitas_id, j.tahun, j.nomor, j.uraian).where(
        j.id.in_({x.jurnal_id for x in isi})))}  # fmt: skip
    jalan, butir = awal, []
    for x in isi[:per]:
        jalan += x.d - x.c
        h = kepala[x.jurnal_id]
        nomor = f"{buku.entitas[h.entitas_id].kode}/{h.tahun}/{h.nomor:04d}"
        butir.append(BarisBuku(x.tanggal, x.jurnal_id, nomor, x.uraian or h.uraian, saldo.uang(x.d), saldo.uang(x.c),
                               saldo.uang(jalan)))  # fmt: skip
    return HalamanBuku(akun, saldo.uang(awal), butir, ke, len(isi) > per)


def sen_neto() -> Any:
    """Debit minus credit of a line, in sen."""
    return saldo.sen(BarisJurnal.debit) - saldo.sen(BarisJurnal.kredit)


def lembar_buku_besar(h: HalamanBuku, sub: str) -> Lembar:
    """A ledger as a sheet."""
    kolom = (Kolom("tanggal", "Tanggal", "tanggal"), Kolom("nomor", "Nomor"), Kolom("uraian", "Uraian", lebar=40),
             Kolom("debit", "Debit", "rupiah", jumlah=True), Kolom("kredit", "Kredit", "rupiah", jumlah=True),
             Kolom("saldo", "Saldo", "rupiah"))  # fmt: skip
    awal = (None, "", "Saldo awal", None, None, h.tampil(h.awal))
    baris = [awal, *((b.tanggal, b.nomor, b.uraian, b.debit or None, b.kredit or None, h.tampil(b.saldo))
                     for b in h.butir)]  # fmt: skip
    return Lembar("buku_besar", f"Buku besar {h.akun.sebutan}"[:80], kolom, baris, subjudul=sub)


# --- trial balance and worksheet ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class BarisSaldo:
    """One account of the trial balance, in rupiah."""

    akun: AkunBumdes
    awal: Decimal
    debit: Decimal
    kredit: Decimal

    @property
    def akhir(self) -> Decimal:
        """Debit minus credit at the end."""
        return self.awal + self.debit - self.kredit


def neraca_saldo(buku: Buku, entitas: Sequence[int], dari: date, sampai: date) -> list[BarisSaldo]:
    """Accounts that hold or moved anything: opening, movement, end; opening + end each add up to nothing."""
    awal: dict[int, int] = {}
    for (_e, a), (d, c) in saldo.jumlah(entitas, None, dari - timedelta(days=1)).items():
        awal[a] = awal.get(a, 0) + d - c
    gerak: dict[int, list[int]] = {}
    for (_e, a), (d, c) in saldo.jumlah(entitas, dari, sampai).items():
        sel = gerak.setdefault(a, [0, 0])
        sel[0], sel[1] = sel[0] + d, sel[1] + c
    hasil = []
    for a in buku.akun.values():
        d, c = gerak.get(a.id, (0, 0))
        if awal.get(a.id) or d or c:
            hasil.append(BarisSaldo(a, saldo.uang(awal.get(a.id, 0)), saldo.uang(d), saldo.uang(c)))
    return hasil


def lembar_neraca_saldo(baris: Sequence[BarisSaldo], sub: str) -> Lembar:
    """The trial balance as a sheet."""
    kolom = (Kolom("kode", "Kode"), Kolom("nama", "Akun", lebar=40), Kolom("awal_d", "Awal debit", "rupiah",
                                                                           jumlah=True),
             Kolom("awal_k", "Awal kredit", "rupiah", jumlah=True), Kolom("debit", "Debit", "rupiah", jumlah=True),
             Kolom("kredit", "Kredit", "rupiah", jumlah=True), Kolom("akhir_d", "Akhir debit", "rupiah", jumlah=True),
             Kolom("akhir_k", "Akhir kredit", "rupiah", jumlah=True))  # fmt: skip
    isi = [(b.akun.kode, b.akun.nama, *_sisi(b.awal), b.debit or None, b.kredit or None, *_sisi(b.akhir))
           for b in baris]  # fmt: skip
    return Lembar("neraca_saldo", "Neraca saldo", kolom, isi, subjudul=sub)


def _sisi(nilai: Decimal) -> tuple[Decimal | None, Decimal | None]:
    return (nilai or None, None) if nilai >= 0 else (None, -nilai)


def neraca_lajur(buku: Buku, entitas: Sequence[int], dari: date, sampai: date,
                 lepas: Mapping[int, int] | None = None) -> Lembar:  # fmt: skip
    """The worksheet of ten columns: before adjustments, adjustments, after, income, balance sheet.

    `lepas` is what cancels between the units, debit minus credit in sen per account.
    """
    b = BarisJurnal
    jurnal = db.select(b.akun_id, db.func.sum(saldo.sen(b.debit)), db.func.sum(saldo.sen(b.kredit))).join(
        JurnalBumdes, JurnalBumdes.id == b.jurnal_id).where(
        b.entitas_id.in_(entitas), b.tanggal.between(dari, sampai), JurnalBumdes.jenis == "PENYESUAIAN")
    sesuai = {a: (int(d), int(c)) for a, d, c in db.session.execute(jurnal.group_by(b.akun_id))}
    total: dict[int, int] = {}
    for (_e, a), (d, c) in saldo.jumlah(entitas, None, sampai, tanpa_penutup=sampai.year).items():
        total[a] = total.get(a, 0) + d - c
    for a, n in (lepas or {}).items():
        total[a] = total.get(a, 0) - n
    kolom = [Kolom("kode", "Kode"), Kolom("nama", "Akun", lebar=34)]
    for kunci, judul in (("ns", "Neraca saldo"), ("ps", "Penyesuaian"), ("nd", "Disesuaikan"), ("lr", "Laba rugi"),
                         ("nr", "Neraca")):  # fmt: skip
        kolom += [Kolom(f"{kunci}_d", f"{judul} D", "rupiah", jumlah=True),
                  Kolom(f"{kunci}_k", f"{judul} K", "rupiah", jumlah=True)]  # fmt: skip
    baris, laba = [], 0
    for a in buku.akun.values():
        akhir, (d, c) = total.get(a.id, 0), sesuai.get(a.id, (0, 0))
        if not (akhir or d or c):
            continue
        laba += 0 if a.kelompok in NERACA else -akhir
        sebelum, di_neraca = saldo.uang(akhir - d + c), a.kelompok in NERACA
        baris.append((a.kode, a.nama, *_sisi(sebelum), saldo.uang(d) or None, saldo.uang(c) or None,
                      *_sisi(saldo.uang(akhir)), *(_sisi(saldo.uang(akhir)) if not di_neraca else (None, None)),
                      *(_sisi(saldo.uang(akhir)) if di_neraca else (None, None))))  # fmt: skip
    sisi = saldo.uang(laba)
    tutup = (sisi, None, None, sisi) if laba >= 0 else (None, -sisi, -sisi, None)
    baris.append(("", "Laba (rugi) berjalan", *([None] * 6), *tutup))
    return Lembar("neraca_lajur", "Neraca lajur", tuple(kolom), baris)


# --- subledgers -----------------------------------------------------------------------------------


def buku_pembantu(buku: Buku, entitas: Sequence[EntitasBumdes], sampai: date) -> list[tuple[AkunBumdes, str, int | None,
                                                                                            Decimal]]:  # fmt: skip
    """(account, party, party id, what is open) of receivables and debts; lines without a party together."""
    b = BarisJurnal
    akun = [a.id for a in buku.dengan_peran(*BUKU_PEMBANTU)]
    pilih = db.select(b.akun_id, b.pihak_id, PihakBumdes.nama, db.func.sum(sen_neto())).outerjoin(
        PihakBumdes, PihakBumdes.id == b.pihak_id).where(
        b.akun_id.in_(akun), b.entitas_id.in_([e.id for e in entitas]), b.tanggal <= sampai).group_by(
        b.akun_id, b.pihak_id, PihakBumdes.nama)  # fmt: skip
    hasil = [(buku.akun[a], nama or "(tanpa nama)", p, saldo.uang(int(n))) for a, p, nama, n in
             db.session.execute(pilih) if n]  # fmt: skip
    return sorted(((a, n, p, x if a.saldo_normal == "D" else -x) for a, n, p, x in hasil),
                  key=lambda x: (x[0].kode, x[1].lower()))  # fmt: skip


def lembar_pembantu(baris: Sequence[tuple[AkunBumdes, str, int | None, Decimal]], sub: str) -> Lembar:
    """Subledgers as a sheet."""
    kolom = (Kolom("akun", "Akun", lebar=36), Kolom("pihak", "Nama", lebar=30),
             Kolom("saldo", "Saldo", "rupiah", jumlah=True))  # fmt: skip
    return Lembar("buku_pembantu", "Buku pembantu piutang dan utang", kolom,
                  [(a.sebutan, n, x) for a, n, _, x in baris], subjudul=sub)


def daftar_pihak(bumdes_id: int) -> list[str]:
    """Names for the picker."""
    return list(db.session.scalars(db.select(PihakBumdes.nama).filter_by(bumdes_id=bumdes_id, aktif=True).order_by(
        PihakBumdes.nama).limit(500)))  # fmt: skip


def pilihan_jenis() -> list[tuple[str, str]]:
    """The kinds of journals for a select."""
    return [("", "Semua"), *JENIS_JURNAL.items()]


