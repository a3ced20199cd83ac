"""Acts on stock: a new kind of goods, buying, selling, counting; each books its journal in the same transaction."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal, InvalidOperation

from smartkampung.audit.services import catat
from smartkampung.bumdes.akses import Pelaku, pastikan
from smartkampung.bumdes.buku import pos
from smartkampung.bumdes.buku.bagan import akun_kode
from smartkampung.bumdes.buku.konsep import Baris, Konsep
from smartkampung.bumdes.buku.models import PERSEDIAAN, AkunBumdes, JurnalBumdes
from smartkampung.bumdes.galat import IsianSalah, SudahAda
from smartkampung.bumdes.lembaga.models import EntitasBumdes
from smartkampung.bumdes.persediaan.models import BATAL, KELUAR, MASUK, OPNAME, BarangBumdes, MutasiBarang
from smartkampung.bumdes.persediaan.nilai import Gerak, Stok, harga_keluar, stok
from smartkampung.extensions import db
from smartkampung.inti.berkas import Berkas
from smartkampung.inti.db import kunci_penasihat
from smartkampung.inti.tanggal import tanggal_panjang
from smartkampung.inti.uang import NOL

KURANG, LEBIH = "7.2.99.01", "7.1.99.01"


class StokKurang(IsianSalah):
    """More goes out than there is."""

    pesan = "Stok %(barang)s tinggal %(ada)s %(satuan)s. Catat pembeliannya dulu, atau lakukan opname."
    medan = "banyak"


class TanggalStok(IsianSalah):
    """Stock moves in the order of days, or its cost would change behind booked journals."""

    pesan = "Kartu %(barang)s sudah berisi sampai %(tanggal)s. Pakai tanggal itu atau sesudahnya."
    medan = "tanggal"


@dataclass(frozen=True, slots=True)
class IsiBarang:
    """A kind of goods."""

    nama: str
    satuan: str
    akun_stok_id: int
    akun_hpp_id: int
    harga_jual: Decimal = NOL
    stok_minimum: int = 0
    aktif: bool = True


def baca_banyak(teks: str) -> int:
    """`12`, `2,5` as thousandths; IsianSalah when it is no quantity."""
    try:
        nilai = Decimal(teks.replace(".", "").replace(",", ".")) * 1000
        if nilai.is_finite() and nilai == nilai.to_integral_value() and 0 <= nilai < 10**12:
            return int(nilai)
    except InvalidOperation:
        pass
    raise IsianSalah(apa="Tulis banyaknya dengan angka, misalnya 12 atau 2,5.", medan="banyak")


def tulis_banyak(banyak: int) -> str:
    """Thousandths as people write them."""
    utuh, pecah = divmod(abs(banyak), 1000)
    teks = f"{utuh:,}".replace(",", ".") + (f",{pecah:03d}".rstrip("0") if pecah else "")
    return ("−" if banyak < 0 else "") + teks


def simpan_barang(entitas: EntitasBumdes, isi: IsiBarang, barang: BarangBumdes | None = None, *,
                  oleh: Pelaku) -> BarangBumdes:  # fmt: skip
    """Make or change a kind of goods; with stock on the shelf its accounts stay."""
    pastikan(oleh, "bumdes.catat", entitas.bumdes_id, entitas.id)
    stok_akun = db.session.get(AkunBumdes, isi.akun_stok_id)
    if stok_akun is None or stok_akun.bumdes_id != entitas.bumdes_id or stok_akun.peran != PERSEDIAAN:
        raise IsianSalah(apa="Pilih akun persediaan dari daftar.", medan="akun_stok_id")
    kembar = db.session.scalar(db.select(BarangBumdes).where(
        BarangBumdes.entitas_id == entitas.id, db.func.lower(BarangBumdes.nama) == isi.nama.lower()))  # fmt: skip
    if kembar is not None and kembar is not barang:
        raise SudahAda(apa=f"Barang {isi.nama}", medan="nama")
    if barang is None:
        barang = BarangBumdes(entitas_id=entitas.id)
        db.session.add(barang)
    elif barang.akun_stok_id != isi.akun_stok_id and stok_kini(barang).banyak:
        raise IsianSalah(apa="Masih ada stoknya, jadi akun persediaannya tetap.", medan="akun_stok_id")
    for nama in isi.__dataclass_fields__:
        setattr(barang, nama, getattr(isi, nama))
    db.session.flush()
    catat("bumdes.barang_disimpan", oleh=oleh if oleh.id else None, objek=("barang_bumdes", barang.id), nama=isi.nama)
    return barang


def gerak(barang: BarangBumdes) -> list[Gerak]:
    """All movements in order."""
    pilih = db.select(MutasiBarang.banyak, MutasiBarang.nilai).filter_by(barang_id=barang.id)
    return [Gerak(b, n) for b, n in db.session.execute(pilih.order_by(MutasiBarang.tanggal, MutasiBarang.id))]


def stok_kini(barang: BarangBumdes) -> Stok:
    """What lies on the shelf now."""
    b, n = db.session.execute(db.select(db.func.coalesce(db.func.sum(MutasiBarang.banyak), 0), db.func.sum(
        MutasiBarang.nilai)).filter_by(barang_id=barang.id)).one()  # fmt: skip
    return Stok(int(b), n or NOL)


def _jaga(barang: BarangBumdes, tanggal: date) -> None:
    kunci_penasihat(f"bumdes:{barang.entitas.bumdes_id}")
    akhir = db.session.scalar(db.select(db.func.max(MutasiBarang.tanggal)).filter_by(barang_id=barang.id))
    if akhir is not None and tanggal < akhir:
        raise TanggalStok(barang=barang.nama, tanggal=tanggal_panjang(akhir))


def konsep_beli(barang: BarangBumdes, konsep: Konsep) -> Konsep:
    """The journal of buying, on the stock account of the goods."""
    debit = next(b for b in konsep.baris if b.debit)
    return replace(konsep, baris=tuple(replace(b, akun_id=barang.akun_stok_id) if b is debit else b
                                       for b in konsep.baris))  # fmt: skip


def konsep_jual(barang: BarangBumdes, konsep: Konsep, banyak: int) -> Konsep:
    """The journal of selling with the cost of what went out beside it."""
    harga = harga_pokok(barang, banyak)
    if not harga:
        return konsep
    return replace(konsep, baris=(*konsep.baris, Baris(barang.akun_hpp_id, debit=harga, arus_kas="NONKAS"),
                                  Baris(barang.akun_stok_id, kredit=harga, arus_kas="NONKAS")))  # fmt: skip


def harga_pokok(barang: BarangBumdes, banyak: int) -> Decimal:
    """The cost of so much of it, by the method of its unit."""
    semua = gerak(barang)
    if banyak <= 0:
        raise IsianSalah(apa="Isi banyaknya, lebih dari nol.", medan="banyak")
    if banyak > stok(semua).banyak:
        raise StokKurang(barang=barang.nama, ada=tulis_banyak(stok(semua).banyak), satuan=barang.satuan)
    return harga_keluar(barang.entitas.persediaan, semua, banyak)


def beli(barang: BarangBumdes, konsep: Konsep, banyak: int, *, oleh: Pelaku,
         berkas: Sequence[Berkas] = ()) -> JurnalBumdes:  # fmt: skip
    """Book a purchase and put the goods on the shelf."""
    _jaga(barang, konsep.tanggal)
    if banyak <= 0:
        raise IsianSalah(apa="Isi banyaknya, lebih dari nol.", medan="banyak")
    siap = konsep_beli(barang, konsep)
    return _bukukan(barang, siap, MASUK, banyak, siap.nilai, oleh, berkas)


def jual(barang: BarangBumdes, konsep: Konsep, banyak: int, *, oleh: Pelaku,
         berkas: Sequence[Berkas] = ()) -> JurnalBumdes:  # fmt: skip
    """Book a sale and take the goods off the shelf at their cost."""
    _jaga(barang, konsep.tanggal)
    siap = konsep_jual(barang, konsep, banyak)
    return _bukukan(barang, siap, KELUAR, -banyak, -(siap.nilai - konsep.nilai), oleh, berkas)


def _bukukan(barang: BarangBumdes, konsep: Konsep, jenis: str, banyak: int, nilai: Decimal, oleh: Pelaku,
             berkas: Sequence[Berkas] = ()) -> JurnalBumdes:  # fmt: skip
    jurnal = pos.bukukan(replace(konsep, sumber=f"stok:{secrets.token_hex(12)}"), oleh=oleh, berkas=berkas)
    db.session.add(MutasiBarang(barang_id=barang.id, jurnal_id=jurnal.id, tanggal=konsep.tanggal, jenis=jenis,
                                banyak=banyak, nilai=nilai, keterangan=konsep.uraian[:200]))  # fmt: skip
    db.session.flush()
    return jurnal


def opname(barang: BarangBumdes, tanggal: date, dihitung: int, keterangan: str, *, oleh: Pelaku) -> MutasiBarang | None:
    """Count the shelf: what is missing or found becomes a loss or gain; None when the count agrees."""
    pastikan(oleh, "bumdes.catat", barang.entitas.bumdes_id, barang.entitas_id)
    _jaga(barang, tanggal)
    kini = stok_kini(barang)
    beda = dihitung - kini.banyak
    if not beda:
        return None
    if beda < 0:
        nilai = -harga_pokok(barang, -beda)
    elif kini.banyak:
        nilai = (kini.nilai * beda / kini.banyak).quantize(Decimal("0.01"))
    else:
        raise IsianSalah(apa="Stoknya nol, jadi harganya tidak diketahui. Catat sebagai pembelian.", medan="banyak")
    jurnal_id = None
    if nilai:
        lawan = akun_kode(barang.entitas.bumdes_id, KURANG if nilai < 0 else LEBIH).id
        sisi = (Baris(lawan, debit=-nilai), Baris(barang.akun_stok_id, kredit=-nilai)) if nilai < 0 else (
            Baris(barang.akun_stok_id, debit=nilai), Baris(lawan, kredit=nilai))  # fmt: skip
        jurnal_id = pos.bukukan(Konsep(
            barang.entitas_id, tanggal, f"Opname {barang.nama}: {keterangan}"[:300], sisi, jenis="PENYESUAIAN",
            sumber=f"stok:{secrets.token_hex(12)}"), oleh=oleh).id  # fmt: skip
    mutasi = MutasiBarang(barang_id=barang.id, jurnal_id=jurnal_id, tanggal=tanggal, jenis=OPNAME, banyak=beda,
                          nilai=nilai, keterangan=keterangan[:200])  # fmt: skip
    db.session.add(mutasi)
    db.session.flush()
    return mutasi


def batalkan(mutasi: MutasiBarang, alasan: str, tanggal: date, *, oleh: Pelaku) -> None:
    """Undo a movement with its journal: the goods come back at the cost they left with."""
    pastikan(oleh, "bumdes.catat", mutasi.barang.entitas.bumdes_id, mutasi.barang.entitas_id)
    _jaga(mutasi.barang, tanggal)
    sudah = db.session.scalar(db.select(MutasiBarang.id).filter_by(membalik_id=mutasi.id))
    if sudah is not None or mutasi.jenis == BATAL:
        raise IsianSalah(apa="Gerakan ini sudah dibatalkan.")
    if mutasi.banyak > stok_kini(mutasi.barang).banyak:
        raise IsianSalah(apa="Barangnya sudah terjual, jadi pembeliannya tidak dapat dibatalkan. Lakukan opname.")
    jurnal_id = pos.balik(mutasi.jurnal, alasan, tanggal, oleh=oleh, paksa=True).id if mutasi.jurnal else None
    db.session.add(MutasiBarang(barang_id=mutasi.barang_id, jurnal_id=jurnal_id, tanggal=tanggal, jenis=BATAL,
                                banyak=-mutasi.banyak, nilai=-mutasi.nilai, keterangan=alasan[:200],
                                membalik_id=mutasi.id))  # fmt: skip
    db.session.flush()
