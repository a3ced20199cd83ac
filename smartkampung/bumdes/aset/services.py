"""Acts on assets: register, depreciate a month, dispose; spread what was paid ahead."""

from __future__ import annotations

import secrets
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from smartkampung.audit.services import catat
from smartkampung.bumdes.akses import Pelaku, pastikan
from smartkampung.bumdes.aset.models import TANPA, AsetBumdes, DimukaBumdes, SusutBumdes
from smartkampung.bumdes.aset.susut import jadwal
from smartkampung.bumdes.buku import pos
from smartkampung.bumdes.buku.bagan import akun_kode
from smartkampung.bumdes.buku.konsep import Baris, Konsep
from smartkampung.bumdes.buku.models import ASET, PENYESUAIAN, AkunBumdes, JurnalBumdes
from smartkampung.bumdes.galat import AkunTidakDapatDipakai, IsianSalah
from smartkampung.bumdes.lembaga.models import EntitasBumdes
from smartkampung.extensions import db
from smartkampung.inti.tanggal import Periode
from smartkampung.inti.uang import NOL, bagi_rupiah

# Asset account -> (accumulated depreciation, expense); lives in months as BUMDes books use them.
PASANGAN = {
    "1.3.02": ("1.3.07.01", "6.1.07.02", 120), "1.3.03": ("1.3.07.02", "6.1.07.03", 60),
    "1.3.04": ("1.3.07.03", "6.1.07.04", 60), "1.3.05": ("1.3.07.04", "6.1.07.05", 240),
    "1.3.08.01": ("1.3.07.05", "6.1.07.07", 60), "1.3.08.02": ("1.3.07.06", "6.1.07.08", 120),
    "1.3.08.03": ("1.3.07.07", "6.1.07.09", 240), "1.4.01": ("1.4.02.01", "6.1.07.06", 48),
    "1.9.01": ("1.9.02.01", "6.1.07.03", 60), "1.3.99": ("1.3.07.02", "6.1.07.03", 60),
}  # fmt: skip
LABA_JUAL, RUGI_JUAL = "7.1.05.01", "7.2.04.01"


@dataclass(frozen=True, slots=True)
class IsiAset:
    """An asset to be registered."""

    nama: str
    tanggal: date
    harga: Decimal
    akun_aset_id: int
    umur: int
    metode: str
    residu: Decimal = NOL
    akumulasi_awal: Decimal = NOL
    kode: str = ""
    bayar_id: int | None = None  # the account it was paid from; None: it is in the books already


def daftarkan(entitas: EntitasBumdes, isi: IsiAset, *, oleh: Pelaku) -> AsetBumdes:
    """Put an asset into the register, with the journal of its purchase unless the books have it already."""
    pastikan(oleh, "bumdes.catat", entitas.bumdes_id, entitas.id)
    akun = db.session.get(AkunBumdes, isi.akun_aset_id)
    if akun is None or akun.bumdes_id != entitas.bumdes_id or akun.peran != ASET or akun.jenis != "D":
        raise IsianSalah(apa="Pilih akun aset tetap dari daftar.", medan="akun_aset_id")
    if isi.harga <= 0 or isi.residu + isi.akumulasi_awal > isi.harga:
        raise IsianSalah(apa="Nilai sisa dan penyusutan yang lalu tidak boleh melebihi harga.", medan="residu")
    if isi.metode != TANPA and isi.umur < 1:
        raise IsianSalah(apa="Isi umur manfaat dalam bulan.", medan="umur")
    akumulasi, beban = _akun_susut(entitas, akun, isi.metode)
    jurnal_id = None
    if isi.bayar_id is not None:
        baris = (Baris(akun.id, debit=isi.harga), Baris(isi.bayar_id, kredit=isi.harga))
        jurnal_id = pos.bukukan(Konsep(entitas.id, isi.tanggal, f"Perolehan {isi.nama}"[:300], baris,
                                       sumber=f"aset:{secrets.token_hex(8)}:beli"), oleh=oleh).id  # fmt: skip
    aset = AsetBumdes(
        entitas_id=entitas.id, nama=isi.nama, kode=isi.kode, tanggal=isi.tanggal, harga=isi.harga, residu=isi.residu,
        mulai_susut=isi.tanggal if isi.akumulasi_awal else Periode.dari(isi.tanggal).sesudah().awal, umur=isi.umur,
        akumulasi_awal=isi.akumulasi_awal, metode=isi.metode, akun_aset_id=akun.id, akun_akumulasi_id=akumulasi,
        akun_beban_id=beban, jurnal_id=jurnal_id)  # fmt: skip
    db.session.add(aset)
    db.session.flush()
    catat("bumdes.aset_didaftarkan", oleh=oleh if oleh.id else None, objek=("aset_bumdes", aset.id), nama=isi.nama)
    return aset


def _akun_susut(entitas: EntitasBumdes, akun: AkunBumdes, metode: str) -> tuple[int | None, int | None]:
    if metode == TANPA:
        return None, None
    cocok = [k for k in PASANGAN if akun.kode.startswith(k)]
    if not cocok:
        raise IsianSalah(apa="Akun ini tidak disusutkan. Pilih “Tidak disusutkan”, atau akun aset lain.",
                         medan="akun_aset_id")  # fmt: skip
    akumulasi, beban, _umur = PASANGAN[max(cocok, key=len)]
    return akun_kode(entitas.bumdes_id, akumulasi).id, akun_kode(entitas.bumdes_id, beban).id


def nilai_bulan(aset: AsetBumdes, bulan: Periode) -> Decimal:
    """What an asset loses in a month by its schedule."""
    if aset.metode == TANPA or (aset.dilepas is not None and aset.dilepas < bulan.akhir):
        return NOL
    semua = jadwal(aset.harga - aset.akumulasi_awal, aset.residu, aset.umur, aset.metode)
    ke = (bulan.tahun - aset.mulai_susut.year) * 12 + bulan.bulan - aset.mulai_susut.month
    return semua[ke] if 0 <= ke < len(semua) else NOL


def akumulasi(aset: AsetBumdes, sampai: date | None = None) -> Decimal:
    """What was booked as its depreciation so far."""
    pilih = db.select(db.func.sum(SusutBumdes.nilai)).filter_by(aset_id=aset.id)
    if sampai is not None:
        pilih = pilih.where(SusutBumdes.bulan <= sampai.year * 100 + sampai.month)
    return aset.akumulasi_awal + (db.session.scalar(pilih) or NOL)


def susutkan(entitas: EntitasBumdes, bulan: Periode, *, oleh: Pelaku) -> JurnalBumdes | None:
    """Book the depreciation of a month: one journal for all assets of a book; None when nothing is left to book.

    A month may be asked for again: assets registered meanwhile are added by another journal.
    """
    pastikan(oleh, "bumdes.catat", entitas.bumdes_id, entitas.id)
    kunci = bulan.tahun * 100 + bulan.bulan
    sudah = set(db.session.scalars(db.select(SusutBumdes.aset_id).join(
        AsetBumdes, AsetBumdes.id == SusutBumdes.aset_id).where(
        AsetBumdes.entitas_id == entitas.id, SusutBumdes.bulan == kunci)))  # fmt: skip
    isi = [(a, nilai_bulan(a, bulan)) for a in daftar_aset(entitas) if a.id not in sudah]
    isi = [(a, n) for a, n in isi if n]
    if not isi:
        return None
    jumlah: dict[tuple[int, int], Decimal] = defaultdict(lambda: NOL)
    for a, n in isi:
        assert a.akun_beban_id is not None and a.akun_akumulasi_id is not None
        jumlah[a.akun_beban_id, a.akun_akumulasi_id] += n
    baris = tuple(b for (beban, akum), n in jumlah.items() for b in (Baris(beban, debit=n), Baris(akum, kredit=n)))
    jurnal = pos.bukukan(Konsep(entitas.id, bulan.akhir, f"Penyusutan {bulan.nama}", baris, jenis=PENYESUAIAN,
                                sumber=f"susut:{entitas.id}:{kunci}:{len(sudah)}"), oleh=oleh)  # fmt: skip
    db.session.add_all(SusutBumdes(aset_id=a.id, bulan=kunci, nilai=n, jurnal_id=jurnal.id) for a, n in isi)
    db.session.flush()
    return jurnal


def lepas(aset: AsetBumdes, tanggal: date, hasil: Decimal, kas_id: int | None, uraian: str, *,
          oleh: Pelaku) -> JurnalBumdes:  # fmt: skip
    """Sell or discard an asset: cost and depreciation leave the books, the rest is gain or loss."""
    pastikan(oleh, "bumdes.catat", aset.entitas.bumdes_id, aset.entitas_id)
    db.session.refresh(aset, with_for_update=True)
    if aset.dilepas is not None:
        raise IsianSalah(apa="Aset ini sudah dilepas.")
    if tanggal < aset.tanggal:
        raise IsianSalah(apa="Tanggal pelepasan lebih awal daripada perolehannya.", medan="tanggal")
    if hasil and kas_id is None:
        raise IsianSalah(apa="Pilih kas yang menerima uangnya.", medan="kas")
    bumdes_id, susut = aset.entitas.bumdes_id, akumulasi(aset)
    beda = hasil - (aset.harga - susut)
    baris = [Baris(aset.akun_aset_id, kredit=aset.harga, arus_kas="IM1")]
    if susut:
        assert aset.akun_akumulasi_id is not None
        baris.append(Baris(aset.akun_akumulasi_id, debit=susut, arus_kas="IM1"))
    if hasil:
        assert kas_id is not None
        baris.append(Baris(kas_id, debit=hasil))
    if beda > 0:
        baris.append(Baris(akun_kode(bumdes_id, LABA_JUAL).id, kredit=beda, arus_kas="IM1"))
    elif beda < 0:
        baris.append(Baris(akun_kode(bumdes_id, RUGI_JUAL).id, debit=-beda, arus_kas="IM1"))
    jurnal = pos.bukukan(Konsep(aset.entitas_id, tanggal, f"Pelepasan {aset.nama}: {uraian}"[:300], tuple(baris),
                                sumber=f"aset:{aset.id}:lepas"), oleh=oleh)  # fmt: skip
    aset.dilepas, aset.jurnal_lepas_id = tanggal, jurnal.id
    db.session.flush()
    catat("bumdes.aset_dilepas", oleh=oleh, objek=("aset_bumdes", aset.id), nama=aset.nama)
    return jurnal


def batalkan(aset: AsetBumdes, alasan: str, tanggal: date, *, oleh: Pelaku) -> None:
    """Take a mistaken asset out again, with the journal of its purchase; not once it was depreciated."""
    pastikan(oleh, "bumdes.catat", aset.entitas.bumdes_id, aset.entitas_id)
    db.session.refresh(aset, with_for_update=True)
    if aset.dilepas is not None or db.session.scalar(db.select(SusutBumdes.bulan).filter_by(aset_id=aset.id).limit(1)):
        raise IsianSalah(apa="Aset ini sudah disusutkan atau dilepas. Catat pelepasannya.")
    if aset.jurnal_id is not None:
        pos.balik(db.session.get_one(JurnalBumdes, aset.jurnal_id), alasan, tanggal, oleh=oleh, paksa=True)
    aset.dilepas = aset.tanggal
    db.session.flush()
    catat("bumdes.aset_dilepas", oleh=oleh, objek=("aset_bumdes", aset.id), nama=aset.nama)


def daftar_aset(entitas: EntitasBumdes) -> list[AsetBumdes]:
    """The register of one book."""
    return list(db.session.scalars(db.select(AsetBumdes).filter_by(entitas_id=entitas.id).order_by(AsetBumdes.tanggal)))


# --- paid ahead -----------------------------------------------------------------------------------


def sebar(entitas: EntitasBumdes, nama: str, mulai: date, nilai: Decimal, bulan: int, akun_id: int, hasil_id: int, *,
          oleh: Pelaku) -> DimukaBumdes:  # fmt: skip
    """Spread an amount that stands on a prepaid (or received-ahead) account over months."""
    pastikan(oleh, "bumdes.catat", entitas.bumdes_id, entitas.id)
    for ke in (akun_id, hasil_id):
        akun = db.session.get(AkunBumdes, ke)
        if akun is None or akun.bumdes_id != entitas.bumdes_id or akun.jenis != "D" or not akun.aktif:
            raise AkunTidakDapatDipakai(akun="Akun itu", sebab="bukan akun rincian BUMDes ini")
    if nilai <= 0 or not 1 <= bulan <= 600:
        raise IsianSalah(apa="Isi nilai lebih dari nol dan 1 sampai 600 bulan.", medan="nilai")
    baru = DimukaBumdes(entitas_id=entitas.id, nama=nama, mulai=mulai.replace(day=1), nilai=nilai, bulan=bulan,
                        akun_id=akun_id, akun_hasil_id=hasil_id)  # fmt: skip
    db.session.add(baru)
    db.session.flush()
    catat("bumdes.dimuka_dicatat", oleh=oleh if oleh.id else None, objek=("dimuka_bumdes", baru.id), nama=nama)
    return baru


def bagian_bulan(d: DimukaBumdes, bulan: Periode) -> Decimal:
    """What of it belongs to a month."""
    ke = (bulan.tahun - d.mulai.year) * 12 + bulan.bulan - d.mulai.month
    return bagi_rupiah(d.nilai, [1] * d.bulan)[ke] if 0 <= ke < d.bulan else NOL


def akui_dimuka(entitas: EntitasBumdes, bulan: Periode, *, oleh: Pelaku) -> list[JurnalBumdes]:
    """Book the month's part of everything paid or received ahead; what is booked already is left alone."""
    pastikan(oleh, "bumdes.catat", entitas.bumdes_id, entitas.id)
    hasil = []
    for d in daftar_dimuka(entitas):
        nilai, sumber = bagian_bulan(d, bulan), f"dimuka:{d.id}:{bulan.tahun}{bulan.bulan:02d}"
        ada = db.session.scalar(db.select(JurnalBumdes.id).filter_by(bumdes_id=entitas.bumdes_id, sumber=sumber))
        if not nilai or ada is not None:
            continue
        beban = d.akun.kelompok == "ASET"
        baris = ((Baris(d.akun_hasil_id, debit=nilai), Baris(d.akun_id, kredit=nilai)) if beban
                 else (Baris(d.akun_id, debit=nilai), Baris(d.akun_hasil_id, kredit=nilai)))  # fmt: skip
        hasil.append(pos.bukukan(Konsep(entitas.id, bulan.akhir, f"{d.nama}, {bulan.nama}"[:300], baris,
                                        jenis=PENYESUAIAN, sumber=sumber), oleh=oleh))  # fmt: skip
    return hasil


def daftar_dimuka(entitas: EntitasBumdes) -> list[DimukaBumdes]:
    """What is spread in one book."""
    return list(db.session.scalars(db.select(DimukaBumdes).filter_by(entitas_id=entitas.id).order_by(
        DimukaBumdes.id)))  # fmt: skip
