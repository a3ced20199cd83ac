"""Profit shared and capital received: decided once, paid once, matched with what the village booked.

Desa and masyarakat take through equity; pengurus, pengawas, penasihat, sosial and pendidikan are expense of the month
of the Musdes; cadangan moves inside saldo laba. The parts always add up to the amount shared (largest remainder).
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal

from smartkampung.audit.services import catat
from smartkampung.bumdes.akses import Pelaku, pastikan
from smartkampung.bumdes.buku import pos
from smartkampung.bumdes.buku.bagan import akun_kode, akun_peran
from smartkampung.bumdes.buku.konsep import Baris, Konsep, baris_dua
from smartkampung.bumdes.buku.konteks import buku
from smartkampung.bumdes.buku.models import (
    CADANGAN,
    KAS,
    LABA,
    MODAL_DESA,
    PRIVE_DESA,
    PRIVE_WARGA,
    AkunBumdes,
    JurnalBumdes,
)
from smartkampung.bumdes.buku.periode import terkunci
from smartkampung.bumdes.buku.saldo import saldo_akun, uang
from smartkampung.bumdes.catat.models import DIBUKUKAN, DITOLAK, MENUNGGU, DrafJurnal
from smartkampung.bumdes.galat import IsianSalah
from smartkampung.bumdes.hubungan.bagian import bagian_desa, sumber_hasil
from smartkampung.bumdes.hubungan.koreksi import pembalik_menunggu, tutup_draf
from smartkampung.bumdes.hubungan.models import BagianHasil, BagiHasil
from smartkampung.bumdes.laporan.angka import baca
from smartkampung.bumdes.lembaga.models import Bumdes
from smartkampung.bumdes.lembaga.services import daftar_pos
from smartkampung.extensions import db
from smartkampung.inti.db import kunci_penasihat
from smartkampung.inti.galat import Bentrok
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.siaran import siarkan
from smartkampung.inti.tanggal import sekarang
from smartkampung.inti.uang import NOL, bagi_rupiah, rupiah
from smartkampung.peristiwa import BagiHasilDitetapkan, PenerimaanDibukukan, PenyertaanModalDicairkan

# Share -> (debit, credit): codes, or meanings of accounts.
AKUN = {
    "desa": (PRIVE_DESA, "2.1.08.01"), "masyarakat": (PRIVE_WARGA, "2.1.08.02"), "cadangan": (LABA, CADANGAN),
    "pengurus": ("6.1.01.04", "2.1.08.03"), "pengawas": ("6.1.01.04", "2.1.08.03"),
    "penasihat": ("6.1.01.04", "2.1.08.03"), "sosial": ("6.3.02.03", "2.1.08.04"),
    "pendidikan": ("6.1.99.90", "2.1.08.04"),
}  # fmt: skip
_PERAN = (PRIVE_DESA, PRIVE_WARGA, LABA, CADANGAN)
ARUS = {"desa": "PK1", "masyarakat": "PK2"}


class LabaTidakAda(IsianSalah):
    """A loss, or nothing to share."""

    pesan = "Tahun %(tahun)s tidak berlaba (%(laba)s), jadi tidak ada yang dibagi. Kerugian mengurangi saldo laba."


def laba_tahun(bumdes: Bumdes, tahun: int) -> Decimal:
    """The consolidated profit of a year."""
    isi = buku(bumdes)
    a = baca(isi, list(isi.entitas), date(tahun, 1, 1), date(tahun, 12, 31))
    return uang(a.laba(a.gerak))


def rencana(bumdes: Bumdes, nilai: Decimal) -> list[tuple[str, str, int, Decimal]]:
    """(code, name, weight, amount) of each share; whole rupiah, the parts make exactly `nilai`."""
    pos_hasil = [p for p in daftar_pos(bumdes) if p.bobot]
    if sum(p.bobot for p in pos_hasil) != 10_000:
        raise IsianSalah(apa="Persentase bagi hasil belum berjumlah 100 %. Betulkan di halaman Identitas.")
    utuh = nilai.quantize(Decimal(1), "ROUND_DOWN")
    bagian = [x * 100 for x in bagi_rupiah(utuh / 100, [p.bobot for p in pos_hasil])]
    bagian[-1] += nilai - utuh  # sen of the amount itself
    return [(p.kode, p.nama, p.bobot, n) for p, n in zip(pos_hasil, bagian, strict=True)]


def tetapkan(bumdes: Bumdes, tahun: int, nilai: Decimal, musdes_nomor: str, tanggal: date, *,
             oleh: Pelaku) -> BagiHasil:  # fmt: skip
    """Book what the Musdes decided about a year; a second decision about the same year is refused."""
    pastikan(oleh, "bumdes.bagi_hasil", bumdes.id)
    kunci_penasihat(f"bumdes:{bumdes.id}")
    if db.session.scalar(db.select(BagiHasil.id).filter_by(bumdes_id=bumdes.id, tahun=tahun)):
        raise Bentrok(f"Bagi hasil tahun {tahun} sudah ditetapkan, jadi tidak ditetapkan lagi.")
    laba = laba_tahun(bumdes, tahun)
    if laba <= 0:
        raise LabaTidakAda(tahun=tahun, laba=rupiah(laba))
    if not 0 < nilai <= laba:
        raise IsianSalah(apa=f"Yang dibagi paling banyak laba tahun itu, {rupiah(laba)}.", medan="nilai")
    if (tahun, 0) not in terkunci(bumdes):
        raise IsianSalah(apa=f"Tutup dulu buku tahun {tahun}, supaya labanya tetap.", medan="tahun")
    if tanggal <= date(tahun, 12, 31) or tanggal > hari_desa():
        raise IsianSalah(apa="Tanggal Musdes harus sesudah tahun itu dan paling lambat hari ini.", medan="tanggal")
    bagian = rencana(bumdes, nilai)
    hasil = _bukukan(bumdes, tahun, laba, nilai, musdes_nomor, tanggal, bagian, oleh)
    desa = next((n for k, _n, _b, n in bagian if k == "desa"), NOL)
    catat("bumdes.hasil_ditetapkan", oleh=oleh, objek=("bagi_hasil", hasil.id), tahun=tahun, nilai=rupiah(nilai))
    if desa:
        siarkan(BagiHasilDitetapkan(bumdes.nama, tahun, desa, musdes_nomor, tanggal, sumber_hasil(hasil)))
    return hasil


def _bukukan(bumdes: Bumdes, tahun: int, laba: Decimal, nilai: Decimal, nomor: str, tanggal: date,
             bagian: list[tuple[str, str, int, Decimal]], oleh: Pelaku) -> BagiHasil:  # fmt: skip
    jumlah: dict[tuple[int, bool], Decimal] = defaultdict(lambda: NOL)
    for kode, _nama, _bobot, n in bagian:
        if kode in AKUN and n:
            debit, kredit = (_akun(bumdes, x) for x in AKUN[kode])
            jumlah[debit.id, True] += n
            jumlah[kredit.id, False] += n
    baris = tuple(Baris(a, debit=n) if d else Baris(a, kredit=n) for (a, d), n in jumlah.items())
    if not baris:
        raise IsianSalah(apa="Semua laba tetap menjadi saldo laba, jadi tidak ada yang dijurnal.")
    jurnal = pos.bukukan(Konsep(bumdes.pusat.id, tanggal, f"Bagi hasil tahun {tahun}, Musdes {nomor}"[:300], baris,
                                bukti=nomor[:60], sumber=f"hasil:{bumdes.id}:{tahun}"), oleh=oleh,
                         izin="bumdes.bagi_hasil")  # fmt: skip
    hasil = BagiHasil(bumdes_id=bumdes.id, tahun=tahun, laba=laba, nilai=nilai, musdes_nomor=nomor,
                      musdes_tanggal=tanggal, jurnal_id=jurnal.id, dibuat_pada=sekarang(), dibuat_oleh=oleh.nama)
    db.session.add(hasil)
    db.session.flush()
    db.session.add_all(BagianHasil(bagi_hasil_id=hasil.id, kode=k, bobot=b, nilai=n) for k, _n, b, n in bagian)
    db.session.flush()
    return hasil


def _akun(bumdes: Bumdes, apa: str) -> AkunBumdes:
    return akun_peran(bumdes.id, apa) if apa in _PERAN else akun_kode(bumdes.id, apa)


def bayar(bagian: BagianHasil, tanggal: date, kas_id: int, *, oleh: Pelaku) -> JurnalBumdes:
    """Pay a share; a second payment is refused."""
    hasil = db.session.get_one(BagiHasil, bagian.bagi_hasil_id)
    pastikan(oleh, "bumdes.catat", hasil.bumdes_id)
    db.session.refresh(bagian, with_for_update=True)
    if bagian.dibayar_jurnal_id is not None:
        raise Bentrok(f"{bagian.nama} tahun {hasil.tahun} sudah dibayar, jadi tidak dibayar lagi.")
    if bagian.kode in ("cadangan", "ditahan"):
        raise IsianSalah(apa="Bagian ini tetap di BUMDes, jadi tidak dibayar.")
    if tanggal < hasil.musdes_tanggal:
        raise IsianSalah(apa="Tanggal bayar lebih awal daripada Musdes.", medan="tanggal")
    bumdes = db.session.get_one(Bumdes, hasil.bumdes_id)
    kas = db.session.get(AkunBumdes, kas_id)
    if kas is None or kas.bumdes_id != bumdes.id or kas.peran != KAS:
        raise IsianSalah(apa="Pilih kas atau rekening pembayarnya.", medan="kas")
    utang = akun_kode(bumdes.id, AKUN[bagian.kode][1])
    sumber = f"hasil:bayar:{bagian.id}"
    ke = db.session.scalar(db.select(db.func.count()).where(JurnalBumdes.bumdes_id == bumdes.id, db.or_(
        JurnalBumdes.sumber == sumber, JurnalBumdes.sumber.startswith(sumber + ":"))))  # fmt: skip
    jurnal = pos.bukukan(Konsep(bumdes.pusat.id, tanggal, f"Pembayaran {bagian.nama} tahun {hasil.tahun}",
                                baris_dua(utang.id, kas_id, bagian.nilai),
                                sumber=f"{sumber}:{ke}" if ke else sumber), oleh=oleh)  # fmt: skip
    bagian.dibayar_jurnal_id = jurnal.id
    if bagian.kode == "desa":
        _tutup_draf(hasil, jurnal)
    db.session.flush()
    catat("bumdes.hasil_dibayar", oleh=oleh, objek=("bagian_hasil", bagian.id), bagian=bagian.nama, tahun=hasil.tahun)
    return jurnal


def batal_bayar(bagian: BagianHasil, alasan: str, *, oleh: Pelaku) -> JurnalBumdes:
    """Reverse the payment of a share that was booked by mistake; it may be paid again then.

    Refused once the village has received it: then the village corrects its own books first.
    """
    hasil = db.session.get_one(BagiHasil, bagian.bagi_hasil_id)
    pastikan(oleh, "bumdes.catat", hasil.bumdes_id)
    db.session.refresh(bagian, with_for_update=True)
    if bagian.dibayar is None:
        raise Bentrok(f"{bagian.nama} tahun {hasil.tahun} belum dibayar.")
    if bagian.diterima_nomor is not None:
        raise IsianSalah(apa=f"Kas desa sudah menerimanya ({bagian.diterima_nomor}), jadi pembayaran ini benar. Bila "
                             "keliru, minta kaur keuangan mengoreksi penerimaannya dulu.")  # fmt: skip
    if not alasan.strip():
        raise IsianSalah(apa="Tulis alasan pembatalannya.", medan="alasan")
    menunggu = pembalik_menunggu(bagian.dibayar.id)
    balik = pos.balik(bagian.dibayar, alasan, oleh=oleh, paksa=True)
    for draf in menunggu:
        draf.keadaan, draf.jurnal_id = DIBUKUKAN, balik.id
    bagian.dibayar_jurnal_id = None
    db.session.flush()
    db.session.expire(bagian, ["dibayar"])
    catat("bumdes.hasil_batal_bayar", oleh=oleh, objek=("bagian_hasil", bagian.id), bagian=bagian.nama,
          tahun=hasil.tahun, alasan=alasan.strip()[:200])  # fmt: skip
    return balik


def _tutup_draf(hasil: BagiHasil, jurnal: JurnalBumdes) -> None:
    """A draft of the same payment must not be booked as well."""
    pilih = db.select(DrafJurnal).where(DrafJurnal.bumdes_id == hasil.bumdes_id, DrafJurnal.keadaan == MENUNGGU,
                                        DrafJurnal.sumber.startswith(sumber_hasil(hasil) + "|"))  # fmt: skip
    for draf in db.session.scalars(pilih.with_for_update()):
        draf.keadaan, draf.alasan = DITOLAK, f"Sudah dibayar dengan {jurnal.nomor_teks}."


def daftar(bumdes: Bumdes) -> list[BagiHasil]:
    """All decisions, newest first."""
    return list(db.session.scalars(db.select(BagiHasil).filter_by(bumdes_id=bumdes.id).order_by(
        BagiHasil.tahun.desc())))  # fmt: skip


# --- what the village announces -------------------------------------------------------------------


def saat_modal_dicairkan(p: PenyertaanModalDicairkan) -> None:
    """Draft the journal of capital the village paid; the bendahara chooses the account and books it."""
    bumdes = _cari(p.bumdes)
    if bumdes is not None:
        _draf(bumdes, "modal", p.sumber, p.tanggal, p.nilai, f"Penyertaan modal desa, {p.dokumen}", p.dokumen)


def saat_penerimaan_dibukukan(p: PenerimaanDibukukan) -> None:
    """The village booked its share: match it, and draft the payment where the BUMDes has not booked it yet.

    Where it has, and the village had reversed an earlier receipt of it, that reversal needs no booking any more.
    """
    bagian = bagian_desa(p.untuk)
    if bagian is None:
        return
    if bagian.diterima_nomor is None:
        bagian.diterima_nomor, bagian.diterima_tanggal = p.dokumen[:120], p.tanggal
    if bagian.dibayar_jurnal_id is None:
        hasil = db.session.get_one(BagiHasil, bagian.bagi_hasil_id)
        bumdes = db.session.get_one(Bumdes, hasil.bumdes_id)
        _draf(bumdes, "setoran", f"{p.untuk}|{p.sumber}"[:60], p.tanggal, p.nilai,
              f"Bagi hasil desa tahun {hasil.tahun} diterima kas desa, "
              f"{p.dokumen}", p.dokumen)  # fmt: skip
    elif bagian.diterima_nomor == p.dokumen[:120] and bagian.nilai == p.nilai:
        for draf in pembalik_menunggu(bagian.dibayar_jurnal_id):
            tutup_draf(draf, f"Desa menerimanya lagi dengan {p.dokumen}, jadi jurnalnya tetap benar.")
    db.session.flush()


def _cari(nama: str) -> Bumdes | None:
    semua = list(db.session.scalars(db.select(Bumdes).order_by(Bumdes.id)))
    cocok = [b for b in semua if nama and nama.casefold() in (b.kode.casefold(), b.nama.casefold())]
    return cocok[0] if cocok else semua[0] if len(semua) == 1 else None


def _draf(bumdes: Bumdes, jenis: str, sumber: str, tanggal: date, nilai: Decimal, uraian: str, dokumen: str) -> None:
    if db.session.scalar(db.select(DrafJurnal.id).filter_by(sumber=sumber)) is None:
        db.session.add(DrafJurnal(bumdes_id=bumdes.id, jenis=jenis, sumber=sumber, tanggal=tanggal, nilai=nilai,
                                  uraian=uraian[:300], dokumen=dokumen[:120], keadaan=MENUNGGU,
                                  dibuat_pada=sekarang()))  # fmt: skip
        db.session.flush()


def kekayaan_dipisahkan(bumdes: Bumdes, hari: date) -> Decimal:
    """The village's stake: what stands on penyertaan modal desa."""
    akun = db.session.scalars(db.select(AkunBumdes.id).filter_by(bumdes_id=bumdes.id, peran=MODAL_DESA, jenis="D"))
    ids = [e.id for e in bumdes.entitas]
    return uang(-sum(saldo_akun(ids, a, hari) for a in akun))


