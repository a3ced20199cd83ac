"""A small BUMDes and short words for its books."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from smartkampung.bumdes.akses import Program
from smartkampung.bumdes.buku import pos, saldo
from smartkampung.bumdes.buku.bagan import akun_kode
from smartkampung.bumdes.buku.konsep import Baris, Konsep
from smartkampung.bumdes.buku.models import UMUM, JurnalBumdes
from smartkampung.bumdes.lembaga import services
from smartkampung.bumdes.lembaga.models import Bumdes, EntitasBumdes

PROGRAM = Program()
KAS, BANK, MODAL, JUAL, JASA, ATK = "1.1.01.01", "1.1.01.04", "3.1.01.01", "4.2.01.90", "4.1.04.99", "6.1.02.01"
PIUTANG, UTANG, STOK, HPP = "1.1.03.01", "2.1.01.01", "1.1.05.01", "5.1.01.01"


def dirikan(mulai: date = date(2026, 1, 1), nama: str = "Karya Wangi", unit: bool = True) -> Bumdes:
    """An enterprise with a shop and a rental unit."""
    b = services.dirikan(services.IsiBumdes(nama, mulai), oleh=PROGRAM)
    if unit:
        services.tambah_unit(b, services.IsiUnit("Toko Desa", "TOKO", "dagang", mulai), oleh=PROGRAM)
        services.tambah_unit(b, services.IsiUnit("Sewa Tenda", "SEWA", "sewa", mulai), oleh=PROGRAM)
    return b


def entitas(b: Bumdes, kode: str) -> EntitasBumdes:
    return next(e for e in b.entitas if e.kode == kode)


def baris(b: Bumdes, kode: str, nilai: Any, **lain: Any) -> Baris:
    """A debit line for a positive amount, a credit line for a negative one."""
    n = Decimal(str(nilai))
    akun = akun_kode(b.id, kode).id
    return Baris(akun, debit=n, **lain) if n > 0 else Baris(akun, kredit=-n, **lain)


def konsep(b: Bumdes, kode: str, hari: date, *isi: tuple[str, Any], uraian: str = "uji", **lain: Any) -> Konsep:
    """konsep(b, "TOKO", hari, (KAS, 100), (JUAL, -100)): amounts above zero are debit."""
    semua = tuple(x if isinstance(x, Baris) else baris(b, *x) for x in isi)
    return Konsep(entitas(b, kode).id, hari, uraian, semua, **{"jenis": UMUM, **lain})


def jurnal(b: Bumdes, kode: str, hari: date, *isi: tuple[str, Any], **lain: Any) -> JurnalBumdes:
    """Post one journal."""
    return pos.bukukan(konsep(b, kode, hari, *isi, **lain), oleh=PROGRAM)


def pindah(b: Bumdes, dari: str, ke: str, hari: date, nilai: Any) -> list[JurnalBumdes]:
    """Cash from one book to another, through the pusat's RK."""
    rk = {e.kode: next(a for a in [e.akun_rk_id]) for e in b.unit}
    n, rk_pusat = Decimal(nilai), akun_kode(b.id, "3.8.01.01").id
    kas = akun_kode(b.id, KAS).id
    isi = []
    for sisi, tanda in ((dari, -1), (ke, 1)):
        e = entitas(b, sisi)
        lawan = rk[ke if dari == sisi else dari] if e.pusat else rk_pusat
        kasnya = Baris(kas, debit=n) if tanda > 0 else Baris(kas, kredit=n)
        lawannya = Baris(lawan, kredit=n) if tanda > 0 else Baris(lawan, debit=n)
        isi.append(Konsep(e.id, hari, "pindah kas", (kasnya, lawannya)))
    return pos.bukukan_pasangan(isi, oleh=PROGRAM)


def saldo_kode(b: Bumdes, kode: str, sampai: date, *unit: str) -> Decimal:
    """Debit minus credit of an account over the named entities (all when none is named)."""
    ids = [e.id for e in b.entitas if not unit or e.kode in unit]
    return saldo.uang(saldo.saldo_akun(ids, akun_kode(b.id, kode).id, sampai))


def isi_tahun(b):
    """Capital, cash to the units, sales on both, stock, a debt, an inter-unit rental, wages, a tax."""
    jurnal(b, "PUSAT", date(2025, 1, 1), (KAS, 50_000_000), (MODAL, -50_000_000))
    jurnal(b, "PUSAT", date(2025, 1, 1), (KAS, 5_000_000), ("3.1.02.01", -5_000_000))
    pindah(b, "PUSAT", "TOKO", date(2025, 1, 5), 20_000_000)
    pindah(b, "PUSAT", "SEWA", date(2025, 1, 6), 10_000_000)
    jurnal(b, "TOKO", date(2025, 2, 1), (STOK, 12_000_000), (UTANG, -12_000_000))
    jurnal(b, "TOKO", date(2025, 3, 1), (KAS, 9_000_000), (PIUTANG, 1_000_000), (JUAL, -10_000_000),
           (HPP, 7_000_000), (STOK, -7_000_000))
    jurnal(b, "TOKO", date(2025, 4, 1), (UTANG, 4_000_000), (KAS, -4_000_000))
    jurnal(b, "SEWA", date(2025, 5, 1), (KAS, 3_000_000), (JASA, -3_000_000))
    jurnal(b, "SEWA", date(2025, 5, 2), ("1.3.03.01", 6_000_000), (KAS, -6_000_000))
    pos.bukukan_pasangan([
        konsep(b, "SEWA", date(2025, 6, 1), (KAS, 500_000), baris(b, JASA, -500_000, unit_lawan_id=entitas(b,
                                                                                                           "TOKO").id)),
        konsep(b, "TOKO", date(2025, 6, 1), baris(b, "6.1.05.01", 500_000, unit_lawan_id=entitas(b, "SEWA").id),
               (KAS, -500_000))], oleh=PROGRAM)
    jurnal(b, "TOKO", date(2025, 7, 1), ("6.2.01.01", 1_200_000), (KAS, -1_200_000))
    jurnal(b, "PUSAT", date(2025, 8, 1), (ATK, 300_000), (KAS, -300_000))
    jurnal(b, "PUSAT", date(2025, 9, 1), ("7.3.01.10", 50_000), (KAS, -50_000))
    pindah(b, "TOKO", "PUSAT", date(2025, 10, 1), 1_500_000)
