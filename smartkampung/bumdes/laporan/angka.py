"""The figures behind every statement, read once per period: balances, movements, eliminations. All in sen.

Signs are debit minus credit. The closing journals of the year of `sampai` are left out, so a closed year still shows
its income; those of earlier years count. With several entities the RK accounts and the lines between units cancel.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from smartkampung.bumdes.buku import arus, saldo
from smartkampung.bumdes.buku.bagan import NERACA
from smartkampung.bumdes.buku.konteks import Buku
from smartkampung.bumdes.buku.models import KAS, PIUTANG, RK_PUSAT, RK_UNIT, UTANG, AkunBumdes, BarisJurnal
from smartkampung.extensions import db

HPP_ANTAR = "5.1.01.01"
Per = Mapping[int, int]  # account -> sen


@dataclass(frozen=True, slots=True)
class Angka:
    """One period of one set of books."""

    buku: Buku
    entitas: tuple[int, ...]
    dari: date
    sampai: date
    awal: Per  # balances on the day before `dari`
    akhir: Per  # balances on `sampai`
    gerak: Per  # movements of the period
    tahun_ini: Per  # movements since 1 January of `sampai`

    @property
    def arus(self) -> Mapping[str, int]:
        """Cash-flow row -> what came in minus what went out."""
        return arus_kas(self.entitas, self.dari, self.sampai)

    @property
    def gabungan(self) -> bool:
        """Whether this is more than one book."""
        return len(self.entitas) > 1

    def jumlah(self, per: Per, uji: Callable[[AkunBumdes], bool]) -> int:
        """The sum of the accounts that pass."""
        return sum(n for a, n in per.items() if uji(self.buku.akun[a]))

    def peran(self, per: Per, *peran: str) -> int:
        """The sum of accounts with these meanings."""
        return self.jumlah(per, lambda a: a.peran in peran)

    def laba(self, per: Per) -> int:
        """Profit: credit minus debit of everything that is not balance sheet."""
        return -self.jumlah(per, lambda a: a.kelompok not in NERACA)

    @property
    def laba_lalu(self) -> int:
        """Profit of earlier years that was never closed."""
        return self.laba(self.akhir) - self.laba(self.tahun_ini)


def baca(buku: Buku, entitas: Sequence[int], dari: date, sampai: date) -> Angka:
    """Read one period."""
    ids, tahun = tuple(entitas), sampai.year
    awal_tahun = date(tahun, 1, 1)
    akhir = _gabung(buku, ids, saldo.jumlah(ids, None, sampai, tanpa_penutup=tahun), None, sampai)
    awal = _gabung(buku, ids, saldo.jumlah(ids, None, dari - timedelta(days=1)), None, dari - timedelta(days=1))
    gerak = _gabung(buku, ids, saldo.jumlah(ids, dari, sampai, tanpa_penutup=tahun), dari, sampai)
    ini = gerak if dari == awal_tahun else _gabung(
        buku, ids, saldo.jumlah(ids, awal_tahun, sampai, tanpa_penutup=tahun), awal_tahun, sampai)
    return Angka(buku, ids, dari, sampai, awal, akhir, gerak, ini)


def _gabung(buku: Buku, ids: tuple[int, ...], jumlah: saldo.Jumlah, dari: date | None, sampai: date) -> dict[int, int]:
    hasil: dict[int, int] = defaultdict(int)
    for (_e, a), (d, c) in jumlah.items():
        hasil[a] += d - c
    if len(ids) > 1:
        for a, n in eliminasi(buku, ids, dari, sampai, jumlah).items():
            hasil[a] -= n
    return {a: n for a, n in hasil.items() if n}


def eliminasi(buku: Buku, ids: Sequence[int], dari: date | None, sampai: date,
              jumlah: saldo.Jumlah | None = None) -> dict[int, int]:  # fmt: skip
    """What cancels between the units: debit minus credit per account, to be taken off.

    RK accounts cancel altogether; income, cost, receivables and debts by their lines with a `unit_lawan`. Goods or
    assets bought from another unit cancel against cost of sales (profit still inside the stock is not taken out).
    """
    hasil: dict[int, int] = defaultdict(int)
    rk = [a.id for a in buku.dengan_peran(RK_UNIT, RK_PUSAT)]
    semua = saldo.jumlah(ids, dari, sampai, tanpa_penutup=sampai.year) if jumlah is None else jumlah
    for (_e, a), (d, c) in semua.items():
        if a in rk:
            hasil[a] += d - c
    hpp = next((a.id for a in buku.akun.values() if a.kode == HPP_ANTAR), None)
    for a, n in _baris_antar(ids, dari, sampai).items():
        akun = buku.akun[a]
        barang = akun.kelompok == "ASET" and akun.peran not in (PIUTANG, UTANG)
        hasil[hpp if barang and hpp is not None else a] += n
    return {a: n for a, n in hasil.items() if n}


def _baris_antar(ids: Sequence[int], dari: date | None, sampai: date) -> dict[int, int]:
    b = BarisJurnal
    pilih = db.select(b.akun_id, db.func.sum(saldo.sen(b.debit) - saldo.sen(b.kredit))).where(
        b.unit_lawan_id.is_not(None), b.entitas_id.in_(ids), b.unit_lawan_id.in_(ids), b.tanggal <= sampai,
        b.penutup.is_(False)).group_by(b.akun_id)  # fmt: skip
    if dari is not None:
        pilih = pilih.where(b.tanggal >= dari)
    return {a: int(n) for a, n in db.session.execute(pilih)}


def arus_kas(ids: Sequence[int], dari: date, sampai: date) -> dict[str, int]:
    """Cash-flow row -> what came in minus what went out; lines between these books are left out."""
    b = BarisJurnal
    pilih = db.select(b.arus_kas, db.func.sum(saldo.sen(b.kredit) - saldo.sen(b.debit))).where(
        b.arus_kas.is_not(None), b.entitas_id.in_(ids), b.tanggal.between(dari, sampai)).group_by(b.arus_kas)
    if len(ids) > 1:
        pilih = pilih.where(db.or_(b.unit_lawan_id.is_(None), b.unit_lawan_id.not_in(ids)))
    hasil = {k: int(n) for k, n in db.session.execute(pilih) if n}
    sisa = hasil.pop(arus.NONKAS, 0)
    if sisa:
        hasil[arus.PERIKSA] = hasil.get(arus.PERIKSA, 0) + sisa
    return hasil


def kas(angka: Angka, per: Per) -> int:
    """Cash and its equivalents."""
    return angka.peran(per, KAS)
