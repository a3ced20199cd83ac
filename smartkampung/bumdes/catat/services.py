"""Acts of daily entry: parties, booking what a form says, recurring entries, drafts."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from smartkampung.audit.services import catat
from smartkampung.bumdes.akses import Pelaku, pastikan
from smartkampung.bumdes.buku import pos
from smartkampung.bumdes.buku.konsep import Baris, Konsep
from smartkampung.bumdes.buku.models import JurnalBumdes, PihakBumdes
from smartkampung.bumdes.buku.saldo import uang
from smartkampung.bumdes.catat.models import DIBUKUKAN, DITOLAK, MENUNGGU, DrafJurnal, JurnalBerulang
from smartkampung.bumdes.galat import IsianSalah
from smartkampung.bumdes.hubungan.koreksi import pembalik_menunggu
from smartkampung.bumdes.hubungan.models import BagianHasil, BagiHasil
from smartkampung.bumdes.lembaga.models import EntitasBumdes
from smartkampung.extensions import db
from smartkampung.inti.berkas import Berkas
from smartkampung.inti.galat import Bentrok
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.tanggal import Periode
from smartkampung.inti.uang import rupiah


class PerluYakin(IsianSalah):
    """Something looks wrong; the person must say that it is right."""

    pesan = "Baca dulu peringatan di bawah. Bila memang benar, centang pernyataannya lalu simpan."
    medan = "yakin"


def cari_pihak(bumdes_id: int, nama: str) -> PihakBumdes | None:
    """The party of this name, whatever its capitals."""
    pilih = db.select(PihakBumdes).where(PihakBumdes.bumdes_id == bumdes_id,
                                         db.func.lower(PihakBumdes.nama) == nama.lower())  # fmt: skip
    return db.session.scalars(pilih).first()


def pihak(bumdes_id: int, nama: str) -> PihakBumdes | None:
    """The party of this name, made when it is new; None for no name."""
    if not nama:
        return None
    ada = cari_pihak(bumdes_id, nama)
    if ada is None:
        ada = PihakBumdes(bumdes_id=bumdes_id, nama=nama[:120])
        db.session.add(ada)
        db.session.flush()
    return ada


def bukukan(konsep: Sequence[Konsep], *, oleh: Pelaku, berkas: Sequence[Berkas] = ()) -> JurnalBumdes:
    """Book one journal or a pair; answers the first."""
    if len(konsep) > 1:
        return pos.bukukan_pasangan(konsep, oleh=oleh, berkas=berkas)[0]
    return pos.bukukan(konsep[0], oleh=oleh, berkas=berkas)


# --- recurring ------------------------------------------------------------------------------------


def ulangi(jurnal: JurnalBumdes, nama: str, hari: int, sampai: date | None, *, oleh: Pelaku) -> JurnalBerulang:
    """Let a journal come back every month on a day (the last one in shorter months), from next month on."""
    pastikan(oleh, "bumdes.catat", jurnal.bumdes_id, jurnal.entitas_id)
    if jurnal.pasangan is not None:
        raise IsianSalah(apa="Jurnal berpasangan tidak dapat diulang sendiri; pakai Pindah uang setiap kali.")
    isi = [[b.akun_id, int(b.debit * 100), int(b.kredit * 100), b.uraian, b.pihak_id] for b in jurnal.baris]
    baru = JurnalBerulang(entitas_id=jurnal.entitas_id, nama=nama, hari=hari, sampai=sampai, isi=isi,
                          mulai=Periode.dari(jurnal.tanggal).sesudah().awal, dibuat_oleh=oleh.nama)  # fmt: skip
    db.session.add(baru)
    db.session.flush()
    catat("bumdes.berulang_dibuat", oleh=oleh, objek=("jurnal_berulang", baru.id), nama=nama)
    return baru


@dataclass(frozen=True, slots=True)
class Giliran:
    """One month in which a recurring entry is due and not booked."""

    berulang: JurnalBerulang
    tanggal: date

    @property
    def sumber(self) -> str:
        """The key under which it is booked once."""
        return f"berulang:{self.berulang.id}:{self.tanggal:%Y%m}"


def giliran(entitas: Sequence[EntitasBumdes], hari: date | None = None) -> list[Giliran]:
    """What is due up to a day, oldest first."""
    sampai, ids = hari or hari_desa(), [e.id for e in entitas]
    semua = list(db.session.scalars(db.select(JurnalBerulang).where(JurnalBerulang.entitas_id.in_(ids))))
    calon = [Giliran(b, t) for b in semua for t in _tanggal(b, sampai)]
    if not calon:
        return []
    sudah = set(db.session.scalars(db.select(JurnalBumdes.sumber).where(
        JurnalBumdes.entitas_id.in_(ids), JurnalBumdes.sumber.startswith("berulang:"))))  # fmt: skip
    return sorted((g for g in calon if g.sumber not in sudah), key=lambda g: g.tanggal)


def _tanggal(b: JurnalBerulang, sampai: date) -> list[date]:
    hasil, bulan = [], Periode.dari(b.mulai)
    akhir = min(sampai, b.sampai or sampai)
    while bulan.awal <= akhir:
        hari = date(bulan.tahun, bulan.bulan, min(b.hari, calendar.monthrange(bulan.tahun, bulan.bulan)[1]))
        if b.mulai <= hari <= akhir:
            hasil.append(hari)
        bulan = bulan.sesudah()
    return hasil


def bukukan_giliran(g: Giliran, *, oleh: Pelaku) -> JurnalBumdes:
    """Book a due entry; a second time is refused by its key."""
    baris = tuple(Baris(a, uang(d), uang(c), u, p) for a, d, c, u, p in g.berulang.isi)
    return pos.bukukan(Konsep(g.berulang.entitas_id, g.tanggal, g.berulang.nama, baris, sumber=g.sumber), oleh=oleh)


def hentikan(b: JurnalBerulang, *, oleh: Pelaku) -> None:
    """No more of it after today."""
    pastikan(oleh, "bumdes.catat", b.entitas.bumdes_id, b.entitas_id)
    b.sampai = min(b.sampai or hari_desa(), hari_desa())
    db.session.flush()
    catat("bumdes.berulang_dihentikan", oleh=oleh, objek=("jurnal_berulang", b.id), nama=b.nama)


# --- drafts ---------------------------------------------------------------------------------------


def draf_menunggu(bumdes_id: int) -> list[DrafJurnal]:
    """The drafts that wait, oldest first."""
    return list(db.session.scalars(db.select(DrafJurnal).filter_by(
        bumdes_id=bumdes_id, keadaan=MENUNGGU).order_by(DrafJurnal.id)))  # fmt: skip


def bukukan_draf(draf: DrafJurnal, entitas: EntitasBumdes, debit: int, kredit: int, *, oleh: Pelaku) -> JurnalBumdes:
    """Book what was announced, with the accounts the bendahara chose."""
    pastikan(oleh, "bumdes.catat", draf.bumdes_id, entitas.id)
    _pastikan_menunggu(draf)
    if draf.membalik is not None:
        raise Bentrok("Draf ini membalik jurnal yang sudah ada, jadi tidak dibukukan dengan akun lain.")
    bagian = _bagian_desa(draf)
    baris = (Baris(debit, debit=draf.nilai), Baris(kredit, kredit=draf.nilai))
    jurnal = pos.bukukan(Konsep(entitas.id, draf.tanggal, draf.uraian, baris, bukti=draf.dokumen[:60],
                                sumber=f"draf:{draf.id}"), oleh=oleh)  # fmt: skip
    draf.keadaan, draf.jurnal_id = DIBUKUKAN, jurnal.id
    if bagian is not None:
        bagian.dibayar_jurnal_id = jurnal.id
    db.session.flush()
    return jurnal


def bukukan_pembalik(draf: DrafJurnal, tanggal: date, *, oleh: Pelaku) -> JurnalBumdes:
    """Reverse the journal whose document the village reversed; one that is reversed already is taken as it is.

    A share that was paid with it is to be paid again.
    """
    pastikan(oleh, "bumdes.catat", draf.bumdes_id)
    _pastikan_menunggu(draf)
    asal = draf.membalik.jurnal if draf.membalik else None
    if asal is None:
        raise Bentrok()
    balik = db.session.scalars(db.select(JurnalBumdes).filter_by(membalik_id=asal.id)).first()
    balik = balik or pos.balik(asal, draf.uraian, tanggal, oleh=oleh)
    for satu in pembalik_menunggu(asal.id):
        satu.keadaan, satu.jurnal_id = DIBUKUKAN, balik.id
    for bagian in db.session.scalars(db.select(BagianHasil).filter_by(dibayar_jurnal_id=asal.id).with_for_update()):
        bagian.dibayar_jurnal_id = None
    db.session.flush()
    return balik


def _bagian_desa(draf: DrafJurnal) -> BagianHasil | None:
    """The village's share a draft pays, locked; refused when it is paid already or of another amount."""
    depan, _, ekor = draf.sumber.partition("|")
    potong = depan.split(":")
    if draf.jenis != "setoran" or not ekor or len(potong) != 3:
        return None
    pilih = db.select(BagianHasil).join(BagiHasil, BagiHasil.id == BagianHasil.bagi_hasil_id).where(
        BagiHasil.bumdes_id == draf.bumdes_id, BagiHasil.tahun == int(potong[2]), BagianHasil.kode == "desa")
    bagian = db.session.scalars(pilih.with_for_update(of=BagianHasil).execution_options(populate_existing=True)).first()
    if bagian is not None and bagian.dibayar_jurnal_id is not None:
        raise Bentrok("Bagi hasil ini sudah dibayar, jadi tidak dibukukan lagi. Tolak draf ini.")
    if bagian is not None and bagian.nilai != draf.nilai:
        raise IsianSalah(apa=f"Yang diterima kas desa {rupiah(draf.nilai)}, bagian desa {rupiah(bagian.nilai)}. "
                             "Cocokkan dulu dengan Kaur Keuangan, lalu tolak draf ini atau bayar dari Bagi hasil.")
    return bagian


def tolak_draf(draf: DrafJurnal, alasan: str, *, oleh: Pelaku) -> None:
    """It is not ours, or it is booked already by hand."""
    pastikan(oleh, "bumdes.catat", draf.bumdes_id)
    _pastikan_menunggu(draf)
    draf.keadaan, draf.alasan = DITOLAK, alasan[:300]
    db.session.flush()
    catat("bumdes.draf_ditolak", oleh=oleh, objek=("draf_jurnal", draf.id), alasan=alasan[:200])


def _pastikan_menunggu(draf: DrafJurnal) -> None:
    db.session.refresh(draf, with_for_update=True)
    if draf.keadaan != MENUNGGU:
        raise Bentrok()
