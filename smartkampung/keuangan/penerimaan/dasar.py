"""What every act of the treasurer asks first: who acts, which account, which budget key, how much of it is left."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from smartkampung.extensions import db
from smartkampung.inti.uang import NOL, rupiah
from smartkampung.keuangan.acuan.queries import acuan
from smartkampung.keuangan.anggaran.isi import Kunci, isi_versi, versi_berlaku
from smartkampung.keuangan.aturan.parameter import aturan_tahun
from smartkampung.keuangan.belanja.plafon import terpakai
from smartkampung.keuangan.kas.models import RekeningBank
from smartkampung.keuangan.kas.saldo import posisi
from smartkampung.keuangan.penerimaan.galat import BelumAdaAnggaran, DiLuarAnggaran, PaguKurang, PilihRekening

SILPA = "6.1.1.01"
MATI, TOLAK = "mati", "tolak"


def anggaran(tahun: int) -> dict[Kunci, Decimal]:
    """The budget in force by key; BelumAdaAnggaran without one."""
    versi = versi_berlaku(tahun)
    if versi is None:
        raise BelumAdaAnggaran(tahun=tahun)
    return isi_versi(versi).per_kunci


def teks_kunci(kunci: Kunci) -> str:
    """A key as a form carries it."""
    return "|".join(kunci)


def baca_kunci(teks: str | None) -> Kunci | None:
    """The key a form carried; None when it is none."""
    bagian = (teks or "").split("|")
    return Kunci(*bagian) if len(bagian) == 3 else None


def sebut_kunci(kunci: Kunci, tahun: int) -> str:
    """`4.1.2.01 Pengelolaan Tanah Kas Desa (PAD)`; spending with its kegiatan in front."""
    nama = f"{kunci.rekening} {acuan(tahun).nama_rekening(kunci.rekening)} ({kunci.sumber_dana})"
    return f"{kunci.kegiatan} · {nama}" if kunci.kegiatan else nama


def pilihan_kunci(tahun: int, *awalan: str) -> list[tuple[str, str]]:
    """The keys of the budget in force below these codes, as choices of a form."""
    versi = versi_berlaku(tahun)
    if versi is None:
        return []
    semua = (b.kunci for b in isi_versi(versi).baris if b.kunci.rekening.startswith(awalan))
    return [(teks_kunci(k), sebut_kunci(k, tahun)) for k in semua if k.rekening != SILPA]


def pastikan_dianggarkan(kunci: Kunci, tahun: int) -> Decimal:
    """The budget of a key; DiLuarAnggaran when it has none."""
    semua = anggaran(tahun)
    if kunci not in semua:
        raise DiLuarAnggaran(kunci=sebut_kunci(kunci, tahun), tahun=tahun)
    return semua[kunci]


def pastikan_pagu(kunci: Kunci, nilai: Decimal, tahun: int) -> None:
    """Raise PaguKurang when spending outside SPP is more than what is left of its key (K-SPP-02)."""
    sisa = pastikan_dianggarkan(kunci, tahun) - terpakai(tahun).get(kunci, NOL)
    if nilai > sisa:
        raise PaguKurang(kunci=sebut_kunci(kunci, tahun), sisa=rupiah(max(sisa, NOL)), nilai=rupiah(nilai))


def rekening_aktif() -> list[RekeningBank]:
    """The accounts in use, the main one first."""
    pilih = db.select(RekeningBank).where(RekeningBank.aktif.is_(True))
    return list(db.session.scalars(pilih.order_by(RekeningBank.utama.desc(), RekeningBank.id)))


def pilihan_rekening() -> list[tuple[str, str]]:
    """The accounts in use as choices of a form."""
    return [(str(r.id), r.sebutan) for r in rekening_aktif()]


def ambil_rekening(rekening_id: int | None) -> RekeningBank:
    """An account in use; PilihRekening otherwise."""
    satu = db.session.get(RekeningBank, rekening_id) if rekening_id else None
    if satu is None or not satu.aktif:
        raise PilihRekening()
    return satu


def peringatan_tunai(tahun: int, tanggal: date) -> str:
    """K-KAS-02: a sentence when the till holds more than its limit at the end of a day."""
    aturan = aturan_tahun(tahun)
    batas = aturan.angka("batas_tunai")
    if batas is None or aturan.sikap("K-KAS-02") == MATI:
        return ""
    tunai = posisi(tahun, tanggal).tunai
    if tunai <= batas:
        return ""
    return f"K-KAS-02: kas tunai {rupiah(tunai)} melebihi batas {rupiah(batas)}. Setorkan kelebihannya ke bank."
