"""The RAK: income and financing per month by the kaur keuangan, spending from the approved DPA, balance per month."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate

from smartkampung.audit.services import catat
from smartkampung.extensions import db
from smartkampung.inti.db import kunci_penasihat
from smartkampung.inti.izin import periksa_izin
from smartkampung.inti.tanggal import BULAN, sekarang
from smartkampung.inti.uang import NOL, rupiah
from smartkampung.keuangan.acuan.queries import acuan
from smartkampung.keuangan.anggaran.isi import Baris
from smartkampung.keuangan.dpa import jenjang
from smartkampung.keuangan.dpa.bulan import RATA, sebar, sebar_sisa
from smartkampung.keuangan.dpa.galat import (
    AnggaranBerubah,
    BelumHabis,
    DPABentrok,
    KasMinus,
    RAKBelumSiap,
    SudahDiajukan,
)
from smartkampung.keuangan.dpa.models import (
    BERLAKU,
    DIAJUKAN,
    DIVERIFIKASI,
    DPA,
    DRAF,
    KELUAR,
    MASUK,
    NAMA_KEADAAN,
    RAK,
    BarisDPA,
    BarisRAK,
)
from smartkampung.keuangan.dpa.queries import Sasaran, baris_banyak, daftar_dpa, jumlah_bulan, sasaran
from smartkampung.keuangan.dpa.services import bulan_lewat
from smartkampung.keuangan.langkah import KADES, KEUANGAN, Pelaku, pemegang, tambah_langkah

SILPA = "6.1.1.01"


@dataclass(frozen=True)
class BarisArus:
    """One line of the cash plan as it is shown: typed (`id`) or taken from a DPA."""

    arah: str
    kegiatan: str
    rekening: str
    sumber_dana: str
    uraian: str
    nilai: Decimal
    bulan: list[Decimal]
    id: int = 0


@dataclass(frozen=True)
class ArusKas:
    """A whole cash plan: what comes in, what goes out, what is left at the end of each month."""

    masuk: list[BarisArus]
    keluar: list[BarisArus]

    @property
    def jumlah_masuk(self) -> list[Decimal]:
        return _jumlah(self.masuk)

    @property
    def jumlah_keluar(self) -> list[Decimal]:
        return _jumlah(self.keluar)

    @property
    def saldo(self) -> list[Decimal]:
        """The balance at the end of each month; SiLPA comes in as financing of January."""
        return list(accumulate(a - b for a, b in zip(self.jumlah_masuk, self.jumlah_keluar, strict=True)))

    @property
    def minus(self) -> list[tuple[str, Decimal]]:
        """The months that end below nought, with the figure."""
        return [(BULAN[n], s) for n, s in enumerate(self.saldo) if s < 0]


def _jumlah(baris: Sequence[BarisArus]) -> list[Decimal]:
    return [sum((b.bulan[n] for b in baris), NOL) for n in range(12)]


def rak_tahun(tahun: int) -> list[RAK]:
    """The cash plans of a year, first to last."""
    return list(db.session.scalars(db.select(RAK).filter_by(tahun=tahun).order_by(RAK.urut)))


def baris_rak(rak: RAK) -> list[BarisRAK]:
    """The lines of a plan: income and financing as typed, spending once it was handed in."""
    pilih = db.select(BarisRAK).filter_by(rak_id=rak.id)
    return sorted(db.session.scalars(pilih), key=lambda b: (b.arah != MASUK, b.kegiatan, b.rekening, b.sumber_dana))


def arus_kas(rak: RAK, baris: Sequence[BarisRAK] | None = None) -> ArusKas:
    """The plan as it stands: a draft sees the DPA of today, the others what was handed in."""
    semua = [BarisArus(b.arah, b.kegiatan, b.rekening, b.sumber_dana, b.uraian, b.nilai, b.bulan, b.id)
             for b in (baris_rak(rak) if baris is None else baris)]  # fmt: skip
    if rak.bisa_ditulis:
        semua = [b for b in semua if not b.kegiatan] + belanja_rencana(rak.tahun)
    keluar = sorted((b for b in semua if b.arah == KELUAR), key=lambda b: (not b.kegiatan, b.kegiatan, b.rekening))
    return ArusKas([b for b in semua if b.arah == MASUK], keluar)


def belanja_rencana(tahun: int) -> list[BarisArus]:
    """Spending per kegiatan and month from the DPA and DPAL in force."""
    pilih = db.select(DPA).filter_by(tahun=tahun, keadaan=BERLAKU).order_by(DPA.kegiatan, DPA.lanjutan)
    dokumen = list(db.session.scalars(pilih))
    isi = baris_banyak(dokumen)
    per: dict[str, list[BarisDPA]] = {}
    nama: dict[str, str] = {}
    for satu in dokumen:
        per.setdefault(satu.kegiatan, []).extend(isi[satu.id])
        nama[satu.kegiatan] = satu.nama
    return [BarisArus(KELUAR, kode, "", "", nama[kode], sum((b.nilai for b in baris), NOL), jumlah_bulan(baris))
            for kode, baris in per.items()]  # fmt: skip


def susun(tahun: int, *, oleh: Pelaku) -> RAK:
    """Begin the plan of a year, or the next one: income keeps its months where the amount stayed the same."""
    periksa_izin(oleh, "keuangan.bendahara")
    kunci_penasihat(f"rak:{tahun}")
    target, semua = sasaran(tahun), rak_tahun(tahun)
    if semua and semua[-1].keadaan != BERLAKU:
        raise SudahDiajukan("%(nama)s masih berjalan. Lanjutkan yang itu.", nama=semua[-1].nama)
    lama = semua[-1] if semua else None
    rak = RAK(tahun=tahun, urut=len(semua), versi_id=target.versi.id, dasar_id=lama.id if lama else None, keadaan=DRAF,
              versi=1, alasan_tolak="", catatan="", dibuat_pada=sekarang(), dibuat_oleh_id=oleh.id)  # fmt: skip
    db.session.add(rak)
    db.session.flush()
    _isi(rak, target, {_kunci(b): b for b in baris_rak(lama)} if lama else {})
    tambah_langkah("rak", rak.id, "buat", DRAF, oleh=oleh)
    catat("keuangan.rak_disusun", oleh=oleh, objek=("rak", rak.id), apa=rak.nama)
    return rak


def _kunci(b: BarisRAK | Baris) -> tuple[str, str]:
    return (b.rekening, b.sumber_dana) if isinstance(b, BarisRAK) else (b.kunci.rekening, b.kunci.sumber_dana)


def _dianggarkan(target: Sasaran) -> list[Baris]:
    """The lines of income and financing that have an amount."""
    return [b for b in target.isi.baris if b.nilai and not b.kunci.kegiatan]


def _isi(rak: RAK, target: Sasaran, lama: Mapping[tuple[str, str], BarisRAK]) -> None:
    daftar = acuan(rak.tahun)
    ada = {_kunci(b): b for b in baris_rak(rak)}
    sisa = dict(ada)
    for b in _dianggarkan(target):
        kunci = _kunci(b)
        baris = sisa.pop(kunci, None) or BarisRAK(
            rak_id=rak.id, arah=KELUAR if kunci[0].startswith("6.2") else MASUK, rekening=kunci[0],
            sumber_dana=kunci[1], uraian=daftar.nama_rekening(kunci[0]),
        )  # fmt: skip
        if baris.id is None or baris.nilai != b.nilai:
            baris.bulan = _sebar_awal(rak, b, ada.get(kunci) or lama.get(kunci))
        baris.nilai = b.nilai
        db.session.add(baris)
    for usang in sisa.values():
        db.session.delete(usang)
    db.session.flush()


def _sebar_awal(rak: RAK, baris: Baris, lama: BarisRAK | None) -> list[Decimal]:
    """SiLPA is there in January; else what was planned before, or evenly."""
    if lama is not None and lama.nilai == baris.nilai:
        return lama.bulan
    if baris.kunci.rekening == SILPA:
        return [baris.nilai, *[NOL] * 11]
    if lama is not None:
        return sebar_sisa(baris.nilai, lama.bulan, RATA, bulan_lewat(rak.tahun))
    return sebar(baris.nilai, RATA)


def selaraskan(rak: RAK, *, oleh: Pelaku) -> None:
    """Bring a draft up to the budget in force."""
    periksa_izin(oleh, "keuangan.bendahara")
    _pastikan_draf(rak)
    target = sasaran(rak.tahun)
    rak.versi_id, rak.versi = target.versi.id, rak.versi + 1
    _isi(rak, target, {})
    catat("keuangan.rak_disimpan", oleh=oleh, objek=("rak", rak.id), apa=rak.nama)


def _pastikan_draf(rak: RAK) -> None:
    db.session.refresh(rak, with_for_update=True)
    pastikan_draf(rak)


def pastikan_draf(rak: RAK) -> None:
    """Raise SudahDiajukan unless the plan is a draft."""
    if not rak.bisa_ditulis:
        raise SudahDiajukan(nama=rak.nama, keadaan=NAMA_KEADAAN[rak.keadaan].lower())


def simpan(rak: RAK, isi: Mapping[int, Sequence[Decimal]], catatan: str, versi: int, *, oleh: Pelaku) -> None:
    """Write the months of income and financing of a draft, and the note."""
    periksa_izin(oleh, "keuangan.bendahara")
    pemegang(oleh, KEUANGAN)
    _pastikan_draf(rak)
    if rak.versi != versi:
        raise DPABentrok(nama=rak.nama)
    for baris in baris_rak(rak):
        if baris.id in isi and not baris.kegiatan:
            baris.bulan = list(isi[baris.id])
    rak.catatan, rak.versi = " ".join(catatan.split())[:300], rak.versi + 1
    db.session.flush()
    catat("keuangan.rak_disimpan", oleh=oleh, objek=("rak", rak.id), apa=rak.nama)


def ajukan(rak: RAK, *, oleh: Pelaku) -> None:
    """Hand the plan in: every DPA is approved, lines add up, no month is below nought without a word about it."""
    periksa_izin(oleh, "keuangan.bendahara")
    jenjang.kunci_dokumen(rak, DRAF)
    baris = [b for b in baris_rak(rak) if not b.kegiatan]
    _pastikan_lengkap(rak, baris)
    arus = arus_kas(rak, baris)
    if arus.minus and not rak.catatan:
        raise KasMinus(bulan=arus.minus[0][0], saldo=rupiah(arus.minus[0][1]))
    tugas = jenjang.pastikan_berhak(rak, oleh, KEUANGAN)
    _simpan_belanja(rak, arus)
    rak.alasan_tolak = ""
    jenjang.maju(rak, "ajukan", DIAJUKAN, oleh=oleh, tugas=tugas)


def _pastikan_lengkap(rak: RAK, baris: Sequence[BarisRAK]) -> None:
    belum = [b.kode for b in daftar_dpa(rak.tahun)
             if b.kurang or any(d.keadaan != BERLAKU for d in b.dokumen)]  # fmt: skip
    if belum:
        raise RAKBelumSiap(banyak=len(belum), contoh=", ".join(belum[:3]))
    anggaran = {_kunci(b): b.nilai for b in _dianggarkan(sasaran(rak.tahun))}
    if {_kunci(b): b.nilai for b in baris} != anggaran:
        raise AnggaranBerubah("Pendapatan atau pembiayaan berubah sejak RAK ini dibuat. Tekan “Sesuaikan dengan "
                              "anggaran” dulu.")  # fmt: skip
    for b in baris:
        if b.jumlah != b.nilai:
            raise BelumHabis(rekening=b.rekening, sumber=b.sumber_dana, jumlah=rupiah(b.jumlah), nilai=rupiah(b.nilai),
                             selisih=rupiah(b.nilai - b.jumlah))  # fmt: skip


def _simpan_belanja(rak: RAK, arus: ArusKas) -> None:
    for usang in baris_rak(rak):
        if usang.kegiatan:
            db.session.delete(usang)
    db.session.flush()
    for b in arus.keluar:
        if b.kegiatan:
            baris = BarisRAK(rak_id=rak.id, arah=KELUAR, kegiatan=b.kegiatan, rekening="", sumber_dana="",
                             uraian=b.uraian, nilai=b.nilai)  # fmt: skip
            baris.bulan = b.bulan
            db.session.add(baris)
    db.session.flush()


def setujui(rak: RAK, *, oleh: Pelaku) -> None:
    """The head approves: the plan is frozen and in force, the one before is replaced."""
    jenjang.kunci_dokumen(rak, DIVERIFIKASI)
    tugas = jenjang.pastikan_berhak(rak, oleh, KADES)
    jenjang.gantikan(rak, oleh=oleh)
    jenjang.maju(rak, "setujui", BERLAKU, oleh=oleh, tugas=tugas)
    jenjang.bekukan(rak, baris_rak(rak))


def perlu_disusun_ulang(rak: RAK) -> bool:
    """Whether a plan in force no longer is what the DPA and the budget of today say."""
    if rak.keadaan != BERLAKU:
        return False
    baris = baris_rak(rak)
    kini = {b.kegiatan: b.bulan for b in belanja_rencana(rak.tahun)}
    anggaran = {_kunci(b): b.nilai for b in _dianggarkan(sasaran(rak.tahun))}
    return {b.kegiatan: b.bulan for b in baris if b.kegiatan} != kini or anggaran != {
        _kunci(b): b.nilai for b in baris if not b.kegiatan
    }
