"""What must be true of a journal before it is posted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from smartkampung.bumdes.buku.arus import beri_arus
from smartkampung.bumdes.buku.bagan import pastikan_bukan_penyeimbang
from smartkampung.bumdes.buku.konsep import Baris, Konsep
from smartkampung.bumdes.buku.konteks import Buku
from smartkampung.bumdes.buku.models import RK_PUSAT, RK_UNIT, SALDO_AWAL
from smartkampung.bumdes.galat import (
    AkunTidakDapatDipakai,
    BarisSalah,
    JurnalKurang,
    JurnalTimpang,
    PasanganTimpang,
    PeriodeTerkunci,
    PerluPasangan,
    TanggalJurnalSalah,
    UnitTutup,
)
from smartkampung.inti.tanggal import Periode, tanggal_panjang
from smartkampung.inti.uang import NOL, SEN, rupiah

TERBESAR = Decimal(10**13)


def periksa_konsep(buku: Buku, k: Konsep) -> Konsep:
    """Answer the journal ready to be written, its cash-flow rows filled in; raise the first thing wrong with it."""
    _periksa_hari(buku, k)
    if not k.sistem:
        pastikan_bukan_penyeimbang(k.uraian)
    for ke, b in enumerate(k.baris, 1):
        _periksa_baris(buku, k, b, ke)
    debit, kredit = sum((b.debit for b in k.baris), NOL), sum((b.kredit for b in k.baris), NOL)
    if len(k.baris) < 2 or not debit or not kredit:
        raise JurnalKurang()
    if debit != kredit:
        raise JurnalTimpang(debit=rupiah(debit), kredit=rupiah(kredit), selisih=rupiah(abs(debit - kredit)))
    return replace(k, baris=beri_arus(k.baris, buku.akun, buku.entitas[k.entitas_id]))


def _periksa_hari(buku: Buku, k: Konsep) -> None:
    entitas = buku.entitas.get(k.entitas_id)
    if entitas is None:
        raise UnitTutup(unit="Unit ini", tanggal=tanggal_panjang(k.tanggal))
    awal = buku.bumdes.mulai_buku - timedelta(days=1 if k.jenis == SALDO_AWAL else 0)
    if not awal <= k.tanggal <= buku.hari:
        raise TanggalJurnalSalah(dari=tanggal_panjang(awal), sampai=tanggal_panjang(buku.hari))
    if not k.sistem and k.jenis != SALDO_AWAL and not entitas.buka(k.tanggal):
        raise UnitTutup(unit=entitas.nama, tanggal=tanggal_panjang(k.tanggal))
    if not k.sistem and (buku.kunci(k.tanggal) or (k.jenis == SALDO_AWAL and buku.terkunci)):
        raise PeriodeTerkunci(bulan=Periode.dari(k.tanggal).nama)


def _periksa_baris(buku: Buku, k: Konsep, b: Baris, ke: int) -> None:
    akun = buku.akun.get(b.akun_id)
    if akun is None:
        raise AkunTidakDapatDipakai(akun=f"baris {ke}", sebab="bukan akun BUMDes ini")
    if akun.jenis != "D":
        raise AkunTidakDapatDipakai(akun=akun.sebutan, sebab="itu judul kelompok; pilih akun rinciannya")
    if not akun.aktif:
        raise AkunTidakDapatDipakai(akun=akun.sebutan, sebab="sudah dinonaktifkan")
    if not k.sistem:
        pastikan_bukan_penyeimbang(akun.nama)
    pecah = b.debit.quantize(SEN) != b.debit or b.kredit.quantize(SEN) != b.kredit
    besar = not NOL <= max(b.debit, b.kredit) <= TERBESAR
    if pecah or besar or min(b.debit, b.kredit) != NOL or not max(b.debit, b.kredit):
        raise BarisSalah(ke=ke, akun=akun.kode)
    if b.unit_lawan_id is not None and (b.unit_lawan_id not in buku.entitas or b.unit_lawan_id == k.entitas_id):
        raise AkunTidakDapatDipakai(akun=akun.sebutan, sebab="unit lawannya bukan unit lain BUMDes ini")
    if k.pasangan is None and (b.unit_lawan_id is not None or akun.peran in (RK_UNIT, RK_PUSAT)):
        raise PerluPasangan()


def periksa_pasangan(buku: Buku, konsep: Sequence[Konsep]) -> None:
    """The halves of each pair mirror: RK accounts per unit to zero, lines between two units to zero."""
    semua: dict[str, list[Konsep]] = defaultdict(list)
    for k in konsep:
        if k.pasangan is not None:
            semua[k.pasangan].append(k)
    rk = {e.akun_rk_id: e.id for e in buku.entitas.values() if e.akun_rk_id}
    for milik in semua.values():
        jumlah: dict[tuple[str, int, int], Decimal] = defaultdict(lambda: NOL)
        for k in milik:
            for b in k.baris:
                for kunci in _kunci_pasangan(buku, rk, k, b):
                    jumlah[kunci] += b.debit - b.kredit
        for (jenis, a, lawan), selisih in jumlah.items():
            if selisih:
                nama = buku.entitas[a].nama + (f" dan {buku.entitas[lawan].nama}" if lawan != a else "")
                raise PasanganTimpang(apa=f"{jenis} {nama}", selisih=rupiah(abs(selisih)))


def _kunci_pasangan(buku: Buku, rk: dict[int, int], k: Konsep, b: Baris) -> list[tuple[str, int, int]]:
    peran = buku.akun[b.akun_id].peran
    if peran == RK_UNIT:
        unit = rk.get(b.akun_id)
        if unit is None or not buku.entitas[k.entitas_id].pusat:
            raise PerluPasangan()
        return [("RK", unit, unit)]
    if peran == RK_PUSAT:
        if buku.entitas[k.entitas_id].pusat:
            raise PerluPasangan()
        return [("RK", k.entitas_id, k.entitas_id)]
    if b.unit_lawan_id is None:
        return []
    a, lawan = sorted((k.entitas_id, b.unit_lawan_id))
    return [("Antar unit", a, lawan)]
