"""The identities every book must keep, each with its difference and how to repair it. They are proved, not assumed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from smartkampung.bumdes.aset.models import AsetBumdes
from smartkampung.bumdes.aset.services import akumulasi
from smartkampung.bumdes.buku import arus, saldo
from smartkampung.bumdes.buku.konteks import Buku
from smartkampung.bumdes.buku.models import (
    AKUMULASI,
    ASET,
    BUKU_PEMBANTU,
    KAS,
    PERSEDIAAN,
    RK_PUSAT,
    UTANG,
    UTANG_HASIL,
    BarisJurnal,
    JurnalBumdes,
)
from smartkampung.bumdes.laporan.angka import baca, eliminasi, kas
from smartkampung.bumdes.laporan.susun import susun
from smartkampung.bumdes.lembaga.models import EntitasBumdes
from smartkampung.bumdes.persediaan.models import BarangBumdes, MutasiBarang
from smartkampung.extensions import db
from smartkampung.inti.uang import NOL, rupiah


@dataclass(frozen=True, slots=True)
class Uji:
    """One identity: what it says, by how much it fails, what to do then. `ingat` only warns."""

    nama: str
    selisih: Decimal
    jalan: str
    rinci: str = ""
    ingat: bool = False

    @property
    def baik(self) -> bool:
        """Whether it holds."""
        return not self.selisih


def validasi(buku: Buku, sampai: date) -> list[Uji]:
    """All identities of an enterprise on a day."""
    semua = list(buku.entitas.values())
    hasil = [_jurnal_seimbang(buku), _nomor(buku), _bulanan(semua, sampai)]
    for kelompok in ([e] for e in semua):
        hasil += _laporan(buku, kelompok, kelompok[0].nama, sampai)
    if len(semua) > 1:
        hasil += _laporan(buku, semua, "Konsolidasi", sampai)
        hasil += _rk(buku, sampai) + [_eliminasi(buku, sampai)]
    for e in semua:
        hasil += _pembantu(buku, e, sampai) + _arah(buku, e, sampai)
    return hasil


def _jurnal_seimbang(buku: Buku) -> Uji:
    b = BarisJurnal
    beda = saldo.sen(b.debit) - saldo.sen(b.kredit)
    timpang = db.select(db.func.sum(beda).label("n")).where(b.entitas_id.in_(buku.entitas)).group_by(
        b.jurnal_id).having(db.func.sum(beda) != 0).subquery()  # fmt: skip
    n = db.session.scalar(db.select(db.func.coalesce(db.func.sum(db.func.abs(timpang.c.n)), 0)))
    return Uji("Setiap jurnal: debit = kredit", saldo.uang(int(n or 0)),
               "Basis data diubah dari luar program. Pulihkan cadangan terakhir yang baik.")  # fmt: skip


def _nomor(buku: Buku) -> Uji:
    j = JurnalBumdes
    pilih = db.select(db.func.max(j.nomor) - db.func.count()).where(j.bumdes_id == buku.bumdes_id).group_by(
        j.entitas_id, j.tahun)  # fmt: skip
    lubang = sum(abs(n) for n in db.session.scalars(pilih))
    return Uji("Nomor jurnal urut tanpa lubang", Decimal(lubang),
               "Ada baris jurnal yang hilang dari basis data. Pulihkan cadangan terakhir yang baik.")  # fmt: skip


def _bulanan(semua: Sequence[EntitasBumdes], sampai: date) -> Uji:
    ids = [e.id for e in semua]
    cepat, baris = saldo.jumlah(ids, None, sampai), saldo.dari_baris(ids, sampai)
    beda = sum(abs((cepat.get(k, (0, 0))[s]) - baris.get(k, (0, 0))[s]) for k in {*cepat, *baris} for s in (0, 1))
    return Uji("Saldo bulanan = jumlah baris jurnal", saldo.uang(beda),
               "Simpanan saldo tidak cocok dengan barisnya. Jalankan “smartkampung bumdes hitung-ulang”.")  # fmt: skip


def _laporan(buku: Buku, entitas: Sequence[EntitasBumdes], nama: str, sampai: date) -> list[Uji]:
    a = baca(buku, [e.id for e in entitas], date(sampai.year, 1, 1), sampai)
    neraca, lpe, alir = susun("neraca", [a]), susun("ekuitas", [a]), susun("arus-kas", [a])
    belum = Decimal(abs(a.arus.get(arus.PERIKSA, 0))) / 100
    return [
        Uji(f"{nama}: neraca saldo berjumlah nol", saldo.uang(sum(a.akhir.values())),
            "Buka Neraca saldo unit ini; jurnal yang berselisih ada di daftar jurnal."),
        Uji(f"{nama}: aset = kewajiban + ekuitas", neraca.nilai("jumlah_aset") - neraca.nilai("jumlah_pasiva"),
            "Periksa akun yang kelompoknya keliru pada bagan yang diimpor."),
        Uji(f"{nama}: ekuitas akhir = ekuitas di neraca", lpe.nilai("ekuitas_akhir") - neraca.nilai("jumlah_ekuitas"),
            "Ada akun ekuitas tanpa arti di bagan akun. Pakai akun modal, saldo laba, atau donasi yang ada."),
        Uji(f"{nama}: arus kas = perubahan kas", alir.nilai("kas_akhir") - saldo.uang(kas(a, a.akhir)),
            "Ada jurnal kas tanpa baris arus kas. Buka jurnalnya, lalu pilih baris arus kasnya."),
        Uji(f"{nama}: semua arus kas terklasifikasi", belum, "Buka baris “Belum terklasifikasi” di arus kas, lalu "
            "pilih barisnya pada jurnal itu.", ingat=True),
    ]  # fmt: skip


def _rk(buku: Buku, sampai: date) -> list[Uji]:
    pusat = buku.bumdes.pusat
    rk_pusat = [a.id for a in buku.dengan_peran(RK_PUSAT)]
    per = saldo.neto(saldo.jumlah(list(buku.entitas), None, sampai))
    hasil = []
    for e in buku.entitas.values():
        if not e.pusat:
            jumlah = per.get((pusat.id, e.akun_rk_id or 0), 0) + sum(per.get((e.id, a), 0) for a in rk_pusat)
            hasil.append(Uji(f"RK pusat dan {e.nama} saling hapus", saldo.uang(jumlah),
                             "Satu sisi kiriman belum tercatat. Balik jurnalnya, lalu catat lewat Pindah uang."))
    return hasil


def _eliminasi(buku: Buku, sampai: date) -> Uji:
    jumlah = sum(eliminasi(buku, list(buku.entitas), None, sampai).values())
    return Uji("Eliminasi antar unit berimbang", saldo.uang(jumlah),
               "Transaksi antar unit tercatat di satu buku saja. Balik, lalu catat lewat Antar unit.")  # fmt: skip


def _pembantu(buku: Buku, e: EntitasBumdes, sampai: date) -> list[Uji]:
    """Stock cards and the asset register against their control accounts; parties against receivables and debts."""
    per = saldo.neto(saldo.jumlah([e.id], None, sampai))
    kartu = db.session.scalar(db.select(db.func.sum(MutasiBarang.nilai)).join(
        BarangBumdes, BarangBumdes.id == MutasiBarang.barang_id).where(
        BarangBumdes.entitas_id == e.id, MutasiBarang.tanggal <= sampai)) or NOL  # fmt: skip
    hasil = []
    akun_stok = set(db.session.scalars(db.select(BarangBumdes.akun_stok_id).filter_by(entitas_id=e.id)))
    if akun_stok:
        buku_stok = saldo.uang(sum(per.get((e.id, a), 0) for a in akun_stok))
        hasil.append(Uji(f"{e.nama}: kartu barang = akun persediaan", buku_stok - kartu,
                         "Pembelian atau penjualan dicatat tanpa kartu barang. Catat lewat Jual atau Beli dengan "
                         "barangnya, atau lakukan opname.", ingat=True))  # fmt: skip
    aset = [a for a in db.session.scalars(db.select(AsetBumdes).filter_by(entitas_id=e.id))
            if a.tanggal <= sampai and (a.dilepas is None or a.dilepas > sampai)]  # fmt: skip
    if aset:
        harga = sum((a.harga for a in aset), NOL)
        susut = sum((akumulasi(a, sampai) for a in aset), NOL)
        di_buku = _per_peran(buku, e, per, ASET)
        di_akum = -_per_peran(buku, e, per, AKUMULASI)
        hasil += [Uji(f"{e.nama}: daftar aset = akun aset tetap", di_buku - harga,
                      "Ada aset yang dijurnal tetapi belum didaftarkan di halaman Aset.", ingat=True),
                  Uji(f"{e.nama}: penyusutan di daftar = akumulasi penyusutan", di_akum - susut,
                      "Penyusutan dijurnal sendiri. Balik jurnalnya, lalu jalankan dari halaman Aset.", ingat=True)]
    tanpa = _tanpa_pihak(buku, e, sampai)
    if tanpa:
        hasil.append(Uji(f"{e.nama}: piutang dan utang bernama", tanpa,
                         "Ada baris tanpa nama pelanggan atau pemasok; isi namanya saat mencatat.", ingat=True))
    return hasil


def _per_peran(buku: Buku, e: EntitasBumdes, per: dict[tuple[int, int], int], *peran: str) -> Decimal:
    return saldo.uang(sum(per.get((e.id, a.id), 0) for a in buku.dengan_peran(*peran)))


def _tanpa_pihak(buku: Buku, e: EntitasBumdes, sampai: date) -> Decimal:
    b = BarisJurnal
    akun = [a.id for a in buku.dengan_peran(*BUKU_PEMBANTU)]
    n = db.session.scalar(db.select(db.func.sum(saldo.sen(b.debit) - saldo.sen(b.kredit))).where(
        b.entitas_id == e.id, b.akun_id.in_(akun), b.pihak_id.is_(None), b.unit_lawan_id.is_(None),
        b.tanggal <= sampai))  # fmt: skip
    return saldo.uang(int(n or 0))


def _arah(buku: Buku, e: EntitasBumdes, sampai: date) -> list[Uji]:
    """Balances on the wrong side: cash or stock below nothing, debts that were overpaid."""
    hasil = []
    for (_x, a), n in sorted(saldo.neto(saldo.jumlah([e.id], None, sampai)).items()):
        akun = buku.akun[a]
        salah = (akun.peran in (KAS, PERSEDIAAN, "piutang") and n < 0) or (akun.peran in (UTANG, UTANG_HASIL) and n > 0)
        if salah:
            hasil.append(Uji(f"{e.nama}: {akun.nama} tidak minus", saldo.uang(abs(n)),
                             "Buka buku besarnya; cari jurnal yang salah akun, terbalik, atau tercatat dua kali.",
                             rinci=f"saldo {rupiah(saldo.uang(n if akun.saldo_normal == 'D' else -n))}", ingat=True))
    return hasil
