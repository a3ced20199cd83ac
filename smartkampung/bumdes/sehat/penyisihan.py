"""Receivables that may not come in: their age per party, and the allowance the books should hold for them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from smartkampung.bumdes.akses import Pelaku
from smartkampung.bumdes.buku import pos, saldo
from smartkampung.bumdes.buku.bagan import akun_kode, akun_peran
from smartkampung.bumdes.buku.konsep import Konsep, baris_dua
from smartkampung.bumdes.buku.konteks import Buku
from smartkampung.bumdes.buku.models import PENYESUAIAN, PENYISIHAN, PIUTANG, BarisJurnal, JurnalBumdes, PihakBumdes
from smartkampung.bumdes.galat import IsianSalah
from smartkampung.bumdes.lembaga.models import EntitasBumdes
from smartkampung.extensions import db
from smartkampung.inti.uang import NOL

UMUR = ((30, "sampai 30 hari"), (90, "31–90 hari"), (180, "91–180 hari"), (365, "181–365 hari"),
        (100_000, "lebih dari setahun"))  # fmt: skip
TARIF_AWAL = (1, 5, 15, 50, 100)  # percent per age; the office sets its own
BEBAN = "6.1.07.01"


@dataclass(frozen=True, slots=True)
class Umur:
    """What one party owes, by age."""

    nama: str
    bagian: tuple[Decimal, ...]

    @property
    def jumlah(self) -> Decimal:
        """All of it."""
        return sum(self.bagian, NOL)


def umur_piutang(buku: Buku, entitas: EntitasBumdes, hari: date) -> list[Umur]:
    """Open receivables per party; payments settle the oldest first."""
    b = BarisJurnal
    akun = [a.id for a in buku.dengan_peran(PIUTANG)]
    pilih = db.select(PihakBumdes.nama, b.tanggal, saldo.sen(b.debit), saldo.sen(b.kredit)).outerjoin(
        PihakBumdes, PihakBumdes.id == b.pihak_id).where(
        b.entitas_id == entitas.id, b.akun_id.in_(akun), b.tanggal <= hari, b.unit_lawan_id.is_(None)
    ).order_by(b.tanggal, b.id)  # fmt: skip
    masuk: dict[str, list[list[int]]] = defaultdict(list)
    bayar: dict[str, int] = defaultdict(int)
    for nama, tanggal, d, c in db.session.execute(pilih):
        kunci = nama or "(tanpa nama)"
        if d:
            masuk[kunci].append([(hari - tanggal).days, int(d)])
        bayar[kunci] += int(c)
    hasil = [Umur(n, _menurut_umur(isi, bayar[n])) for n, isi in masuk.items()]
    return sorted((u for u in hasil if u.jumlah), key=lambda u: -u.jumlah)


def _menurut_umur(masuk: Sequence[Sequence[int]], bayar: int) -> tuple[Decimal, ...]:
    bagian = [0] * len(UMUR)
    for hari, nilai in masuk:
        lunas = min(nilai, bayar)
        bayar -= lunas
        bagian[next(n for n, (batas, _) in enumerate(UMUR) if hari <= batas)] += nilai - lunas
    return tuple(saldo.uang(n) for n in bagian)


def seharusnya(umur: Sequence[Umur], tarif: Sequence[int]) -> Decimal:
    """The allowance by these percentages, in whole rupiah."""
    nilai = sum((u.bagian[n] * t for u in umur for n, t in enumerate(tarif)), NOL) / 100
    return nilai.quantize(Decimal(1), ROUND_HALF_UP).quantize(NOL)


def sekarang_disisihkan(buku: Buku, entitas: EntitasBumdes, hari: date) -> Decimal:
    """What the books hold as allowance."""
    return saldo.uang(-sum(saldo.saldo_akun([entitas.id], a.id, hari) for a in buku.dengan_peran(PENYISIHAN)))


def sesuaikan(buku: Buku, entitas: EntitasBumdes, hari: date, tarif: Sequence[int], *,
              oleh: Pelaku) -> JurnalBumdes | None:  # fmt: skip
    """Book the difference between what should be and what is; None when they agree."""
    if len(tarif) != len(UMUR) or any(not 0 <= t <= 100 for t in tarif):
        raise IsianSalah(apa="Isi persen antara 0 dan 100 untuk setiap umur.")
    beda = seharusnya(umur_piutang(buku, entitas, hari), tarif) - sekarang_disisihkan(buku, entitas, hari)
    if not beda:
        return None
    beban, sisih = akun_kode(buku.bumdes_id, BEBAN).id, akun_peran(buku.bumdes_id, PENYISIHAN).id
    baris = baris_dua(beban, sisih, beda) if beda > 0 else baris_dua(sisih, beban, -beda)
    return pos.bukukan(Konsep(entitas.id, hari, "Penyisihan piutang menurut umurnya", baris, jenis=PENYESUAIAN),
                       oleh=oleh)  # fmt: skip


