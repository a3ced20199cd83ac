"""The treasury of an export: its documents looked at, compared with the totals of Siskeudes, and taken over."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from smartkampung.extensions import db
from smartkampung.inti.uang import NOL, rupiah
from smartkampung.keuangan.anggaran.isi import Kunci
from smartkampung.keuangan.kas import models as m
from smartkampung.keuangan.kas.massal import DokumenLuar, bukukan_massal, sudah_ada
from smartkampung.keuangan.kas.saldo import REALISASI, minus_pada
from smartkampung.keuangan.langkah import Pelaku
from smartkampung.keuangan.siskeudes import kas_keluar, kas_masuk
from smartkampung.keuangan.siskeudes import nilai as n
from smartkampung.keuangan.siskeudes.berkas import Kiriman
from smartkampung.keuangan.siskeudes.kas_baca import TABEL_KAS, Bacaan

TANPA_NAMA = "-"
PENTING = ("Ta_SaldoAwal", "Ta_TBP", "Ta_TBPRinci", "Ta_SPP", "Ta_SPPRinci", "Ta_SPPBukti", "Ta_SPPPot", "Ta_Pencairan",
           "Ta_SPJ", "Ta_SPJRinci", "Ta_SPJPot", "Ta_SPJSisa", "Ta_Mutasi", "Ta_Pajak", "Ta_PajakRinci",
           "Ta_JurnalUmumRinci")  # fmt: skip


@dataclass
class KasTahun:
    """The treasury of one year of an export."""

    tahun: int
    dokumen: list[DokumenLuar] = field(default_factory=list)
    tolak: list[str] = field(default_factory=list)
    catatan: list[str] = field(default_factory=list)

    @property
    def baris(self) -> int:
        return sum(len(d.gerak) for d in self.dokumen)


def susun_kas(kiriman: Kiriman, tahun: int, kode_desa: str, bank: dict[str, int | None] | None = None) -> KasTahun:
    """The documents of a year, in the order they are posted within a day."""
    k = Bacaan(kiriman, tahun, kode_desa, bank or {"": None})
    if any(kiriman.baris(t) for t in TABEL_KAS):
        k.catatan += [f"{t}.csv tidak ada di dalam berkas." for t in PENTING if t not in kiriman.tabel]
    semua = [d for bagian in (kas_masuk.awal, kas_masuk.tbp, kas_masuk.mutasi, kas_masuk.sts, kas_keluar.spp,
                              kas_keluar.spj, kas_keluar.sisa) for d in bagian(k)]  # fmt: skip
    semua += kas_keluar.setor(k, semua)
    hasil = KasTahun(tahun, _berinduk(k, semua), k.tolak, k.catatan)
    hasil.catatan += _banding_jurnal(k, hasil.dokumen)
    return hasil


def _berinduk(k: Bacaan, semua: list[DokumenLuar]) -> list[DokumenLuar]:
    """Refuse what names an SPP that is not there; keys that stand twice in the export."""
    ada: set[str] = set()
    for d in semua:
        if d.sumber in ada:
            k.tolak.append(f"Nomor {d.nomor or d.sumber} dipakai dua dokumen {m.NAMA_DOKUMEN[d.jenis]} yang berbeda.")
        ada.add(d.sumber)
    for d in semua:
        if d.induk and d.induk not in ada:
            k.tolak.append(f"{m.NAMA_DOKUMEN[d.jenis]} {d.nomor}: SPP {d.induk.rpartition(':')[2]} tidak ada.")
    return semua


def _banding_jurnal(k: Bacaan, dokumen: list[DokumenLuar]) -> list[str]:
    """Totals of the rebuilt journal beside Siskeudes' own, per account; 6.1.1.01 was taken from there."""
    asli, di = defaultdict[str, Decimal](lambda: NOL), "Ta_JurnalUmumRinci"
    for b in k.baris(di):
        rekening = n.rekening(b.get("Kd_Rincian", ""))
        if rekening[:1] in ("4", "5", "6") and rekening != kas_masuk.SILPA:
            tanda = 1 if rekening.startswith(("5", "6.2")) else -1
            asli[rekening] += tanda * (k.uang(b, "Debet", di) - k.uang(b, "Kredit", di))
    kita: dict[str, Decimal] = defaultdict(lambda: NOL)
    for d in dokumen:
        for g, _ in d.gerak:
            if g.jenis in REALISASI:
                kita[g.kunci.rekening] += g.keluar - g.masuk if g.jenis == m.R_BELANJA else g.masuk - g.keluar
    return [f"Rekening {r}: dari dokumen {rupiah(kita[r])}, menurut jurnal Siskeudes {rupiah(asli[r])}, selisih "
            f"{rupiah(kita[r] - asli[r])}." for r in sorted(asli) if asli[r] != kita[r]]  # fmt: skip


def kunci_terpakai(kas: KasTahun) -> set[Kunci]:
    """The keys documents are booked under."""
    return {g.kunci for d in kas.dokumen for g, _ in d.gerak if g.jenis in (*REALISASI, m.R_PANJAR)}


def ringkas_kas(kas: KasTahun) -> dict[str, Any]:
    """What there is to see of it before it is taken over: documents per kind, rows, totals, what is new or differs."""
    ada = sudah_ada(d.sumber for d in kas.dokumen)
    jenis: dict[str, list[DokumenLuar]] = defaultdict(list)
    for d in kas.dokumen:
        jenis[d.jenis].append(d)
    beda = [f"{m.NAMA_DOKUMEN[d.jenis]} {d.nomor}: di sini {rupiah(ada[d.sumber].nilai)}, di berkas {rupiah(d.nilai)}"
            for d in kas.dokumen if d.sumber in ada and ada[d.sumber].nilai != d.nilai]  # fmt: skip
    return {
        "tahun": kas.tahun, "dokumen": len(kas.dokumen), "baris": kas.baris,
        "baru": sum(1 for d in kas.dokumen if d.sumber not in ada), "beda": beda[:50],
        "jenis": [{"jenis": j, "nama": m.NAMA_DOKUMEN[j], "banyak": len(isi),
                   "nilai": f"{sum((d.nilai for d in isi), NOL):.2f}"} for j, isi in jenis.items()],
    }  # fmt: skip


def ambil_kas(kiriman: Kiriman, tahun: int, kode_desa: str, *, oleh: Pelaku) -> tuple[int, list[str]]:
    """Post what is new; answers how many documents, and the days that end below nought (they happened; they stand)."""
    kas = susun_kas(kiriman, tahun, kode_desa, rekening_bank(kiriman, tahun))
    baru = bukukan_massal(kas.dokumen, oleh=oleh)
    return baru, minus_pada(tahun) if baru else []


def rekening_bank(kiriman: Kiriman, tahun: int) -> dict[str, int | None]:
    """Bank accounts of the export, found here by their number or made; "" is the main one."""
    hasil: dict[str, int | None] = {}
    for b in kiriman.baris("Ref_Bank_Desa"):
        if n.tahun(b.get("Tahun", "")) in (tahun, None) and b.get("NoRek_Bank"):
            satu = _rekening(b["NoRek_Bank"], b.get("Nama_Bank", "") or "Bank", b.get("Nama_Pemilik", ""))
            hasil[b.get("ID_Bank", "")] = satu.id
    if not hasil:
        utama = db.session.scalar(db.select(m.RekeningBank).order_by(m.RekeningBank.utama.desc(), m.RekeningBank.id))
        hasil[""] = (utama or _rekening(TANPA_NAMA, "Bank", "")).id
    hasil.setdefault("", next(iter(hasil.values())))
    return hasil


def _rekening(nomor: str, bank: str, atas_nama: str) -> m.RekeningBank:
    ada = db.session.scalar(db.select(m.RekeningBank).filter_by(nomor=nomor[:40]))
    if ada is not None:
        return ada
    lain = db.session.scalar(db.select(m.RekeningBank.id).limit(1))
    satu = m.RekeningBank(bank=bank[:80], nomor=nomor[:40], atas_nama=atas_nama[:120], utama=lain is None)
    db.session.add(satu)
    db.session.flush()
    return satu
