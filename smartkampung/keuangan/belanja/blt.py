"""BLT: lists of recipients, what each gets per payment, and the SPP made from it (K-APB-05).

A month is paid once to a recipient: payments whose SPP was voided, deleted, or corrected do not count.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from smartkampung.audit.services import catat
from smartkampung.extensions import db
from smartkampung.inti.berkas import BerkasDitolak, simpan_gambar
from smartkampung.inti.galat import GalatDomain
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.tanggal import BULAN, sekarang
from smartkampung.inti.uang import NOL
from smartkampung.keuangan.anggaran.isi import Kunci
from smartkampung.keuangan.belanja import spp
from smartkampung.keuangan.belanja.galat import BLTBelumCair
from smartkampung.keuangan.belanja.models import BagianBLT, BayarBLT, DaftarBLT, PenerimaBLT
from smartkampung.keuangan.belanja.panjar import cair_spp
from smartkampung.keuangan.belanja.plafon import isi_berlaku
from smartkampung.keuangan.kas.bukukan import catat_dokumen, kunci_kas
from smartkampung.keuangan.kas.models import DEFINITIF, DIBATALKAN, DICAIRKAN, DokumenKas
from smartkampung.keuangan.langkah import Pelaku
from smartkampung.penduduk.nik import cela_nik, rapikan_nomor
from smartkampung.penduduk.queries import fakta


class KunciBLT(GalatDomain):
    """The list would be paid from a line that is not in the budget."""

    pesan = "Pilih rekening yang ada dalam anggaran kegiatan."
    medan = "kunci"


class PenerimaSalah(GalatDomain):
    """A recipient that cannot be on the list."""

    pesan = "%(sebab)s"
    medan = "penduduk_id"


class TidakAdaYangDibayar(GalatDomain):
    """Nobody on the list is unpaid in those months."""

    pesan = "Tidak ada penerima yang belum dibayar untuk %(bulan)s."
    medan = "sampai"


class BulanTerbalik(GalatDomain):
    """A span of months that ends before it begins."""

    pesan = "Bulan terakhir lebih awal daripada bulan pertama."
    medan = "sampai"


@dataclass(frozen=True, slots=True)
class IsianBLT:
    """A list: its year, name, ground, budget key, amount per month."""

    tahun: int
    nama: str
    dasar: str
    kunci: Kunci
    nilai_bulan: Decimal


@dataclass(frozen=True, slots=True)
class IsianPenerima:
    """A recipient: from the register, or (who is not in it) by name and NIK."""

    dasar: str
    mulai: int
    sampai: int
    penduduk_id: int | None = None
    nama: str = ""
    nik: str = ""
    alamat: str = ""


def simpan_daftar(daftar: DaftarBLT | None, isi: IsianBLT, *, oleh: Pelaku) -> DaftarBLT:
    """Begin a list, or change its head; the PKA of its kegiatan only, before and after."""
    for kegiatan in {isi.kunci.kegiatan} | ({daftar.kegiatan} if daftar else set()):
        spp.pastikan_pka(isi.tahun, kegiatan, oleh)
    if isi.kunci not in isi_berlaku(isi.tahun).per_kunci:
        raise KunciBLT()
    satu = daftar or DaftarBLT(tahun=isi.tahun, dibuat_pada=sekarang(), dibuat_oleh=oleh.nama)
    satu.nama, satu.dasar, satu.nilai_bulan = isi.nama[:120], isi.dasar[:160], isi.nilai_bulan
    satu.kegiatan, satu.rekening, satu.sumber_dana = isi.kunci
    db.session.add(satu)
    db.session.flush()
    catat("keuangan.blt_disimpan", oleh=oleh, objek=("blt", satu.id), nama=satu.nama)
    return satu


def tambah_penerima(daftar: DaftarBLT, isi: IsianPenerima, *, oleh: Pelaku) -> PenerimaBLT:
    """Put somebody on a list, once."""
    spp.pastikan_pka(daftar.tahun, daftar.kegiatan, oleh)
    satu = penerima_baru(daftar, isi)
    db.session.add(satu)
    db.session.flush()
    catat("keuangan.blt_penerima", oleh=oleh, objek=("blt", daftar.id), nama=daftar.nama,
          banyak=str(len(penerima(daftar))))  # fmt: skip
    return satu


def penerima_baru(daftar: DaftarBLT, isi: IsianPenerima) -> PenerimaBLT:
    """A recipient as they would stand on a list, not written yet; raises why somebody cannot be on it."""
    if isi.sampai < isi.mulai:
        raise BulanTerbalik()
    nama, nik, alamat = _orang(isi)
    if db.session.scalar(db.select(PenerimaBLT.id).filter_by(daftar_id=daftar.id, nik=nik)) is not None:
        raise PenerimaSalah(sebab=f"{nama} sudah ada di daftar ini.")
    _pastikan_sekali(daftar, isi, nama, nik)
    return PenerimaBLT(daftar_id=daftar.id, penduduk_id=isi.penduduk_id, nama=nama[:120], nik=nik,
                       alamat=alamat[:200], dasar=isi.dasar[:160], mulai=isi.mulai, sampai=isi.sampai)  # fmt: skip


def _pastikan_sekali(daftar: DaftarBLT, isi: IsianPenerima, nama: str, nik: str) -> None:
    """K-APB-05 is per household and month: two lists of one source may not both pay a month.

    A month that another list has paid stays paid, also when the recipient was stopped there before it.
    """
    pilih = db.select(PenerimaBLT, DaftarBLT).join(DaftarBLT, DaftarBLT.id == PenerimaBLT.daftar_id).where(
        DaftarBLT.tahun == daftar.tahun, DaftarBLT.sumber_dana == daftar.sumber_dana, DaftarBLT.id != daftar.id,
        PenerimaBLT.nik == nik)  # fmt: skip
    for satu, lain in db.session.execute(pilih.order_by(DaftarBLT.id)):
        if satu.mulai <= isi.sampai and satu.sampai >= isi.mulai:
            raise PenerimaSalah(sebab=f"{nama} sudah menerima dari daftar “{lain.nama}” dalam bulan-bulan itu. Pilih "
                                      "bulan yang lain, atau hentikan dulu di daftar itu.")  # fmt: skip
        sudah = bulan_dibayar(lain).get(satu.id, set()) & set(range(isi.mulai, isi.sampai + 1))
        if sudah:
            raise PenerimaSalah(sebab=f"{nama} sudah dibayar untuk {sebut_banyak(sudah)} dari daftar “{lain.nama}”. "
                                      "Pilih bulan yang lain.")  # fmt: skip


def _orang(isi: IsianPenerima) -> tuple[str, str, str]:
    if isi.penduduk_id:
        f = fakta(isi.penduduk_id)
        if f is None or not f.hidup:
            raise PenerimaSalah(sebab="Warga ini tidak lagi tercatat hidup di desa. Pilih warga lain.")
        if not f.nik:
            raise PenerimaSalah(sebab=f"{f.nama} belum punya NIK di buku induk. Lengkapi dulu datanya.")
        return f.nama, f.nik, ", ".join(x for x in (f.alamat, f"{f.dusun} RT {f.rt} RW {f.rw}") if x)
    nik = rapikan_nomor(isi.nik)
    if not isi.nama or cela_nik(nik):
        raise PenerimaSalah(sebab="Pilih warga dari buku induk, atau isi nama dan NIK 16 angka.")
    return isi.nama, nik, isi.alamat


def hentikan(satu: PenerimaBLT, sampai: int, alasan: str, *, oleh: Pelaku) -> None:
    """Let a recipient leave the list after a month, with the reason."""
    daftar = db.session.get_one(DaftarBLT, satu.daftar_id)
    spp.pastikan_pka(daftar.tahun, daftar.kegiatan, oleh)
    if not alasan.strip():
        raise GalatDomain("Tulis alasannya, misalnya “meninggal” atau “pindah”.", medan="alasan")
    if sampai < satu.mulai:
        raise BulanTerbalik()
    satu.sampai, satu.alasan = sampai, alasan.strip()[:200]
    db.session.flush()
    catat("keuangan.blt_penerima", oleh=oleh, objek=("blt", daftar.id), nama=daftar.nama,
          banyak=str(len(penerima(daftar))))  # fmt: skip


def daftar_tahun(tahun: int) -> list[tuple[DaftarBLT, int]]:
    """The lists of a year, with how many are on each."""
    banyak = db.select(db.func.count()).where(PenerimaBLT.daftar_id == DaftarBLT.id).scalar_subquery()
    pilih = db.select(DaftarBLT, banyak).filter_by(tahun=tahun).order_by(DaftarBLT.nama, DaftarBLT.id)
    return [(d, n) for d, n in db.session.execute(pilih)]


def penerima(daftar: DaftarBLT) -> list[PenerimaBLT]:
    """Who is on a list, by name."""
    pilih = db.select(PenerimaBLT).filter_by(daftar_id=daftar.id).order_by(PenerimaBLT.nama, PenerimaBLT.id)
    return list(db.session.scalars(pilih))


def pembayaran(daftar: DaftarBLT) -> list[BayarBLT]:
    """The payments of a list that stand, first to last."""
    semua = db.session.scalars(db.select(BayarBLT).filter_by(daftar_id=daftar.id).order_by(BayarBLT.id))
    return [b for b in semua if _berlaku(b.dokumen)]


def _berlaku(d: DokumenKas | None) -> bool:
    return d is not None and d.keadaan != DIBATALKAN and (d.keadaan != DICAIRKAN or cair_spp(d) is not None)


def bagian(bayar: BayarBLT) -> list[BagianBLT]:
    """The shares of a payment, by name."""
    pilih = db.select(BagianBLT).join(PenerimaBLT).where(BagianBLT.bayar_id == bayar.id)
    return list(db.session.scalars(pilih.order_by(PenerimaBLT.nama, BagianBLT.id)))


def bulan_dibayar(daftar: DaftarBLT) -> dict[int, set[int]]:
    """The months each recipient was paid for."""
    hasil: dict[int, set[int]] = defaultdict(set)
    for bayar in pembayaran(daftar):
        for b in bagian(bayar):
            hasil[b.penerima_id] |= set(b.bulan_dibayar)
    return hasil


def rencana(daftar: DaftarBLT, dari: int, sampai: int) -> list[tuple[PenerimaBLT, list[int]]]:
    """Who gets which months of a span: those on the list then, for months not yet paid."""
    if sampai < dari:
        raise BulanTerbalik()
    sudah = bulan_dibayar(daftar)
    hasil = []
    for p in penerima(daftar):
        bulan = set(range(max(dari, p.mulai), min(sampai, p.sampai) + 1)) - sudah.get(p.id, set())
        if bulan:
            hasil.append((p, sorted(bulan)))
    return hasil


def sebut_bulan(dari: int, sampai: int) -> str:
    """`Januari–Maret`."""
    return BULAN[dari - 1] if dari == sampai else f"{BULAN[dari - 1]}–{BULAN[sampai - 1]}"


def sebut_banyak(bulan: Iterable[int]) -> str:
    """`Januari–Maret, Mei`: months in a row named by their first and last."""
    urut = sorted(bulan)
    runtun = [[b for _n, b in isi] for _awal, isi in groupby(enumerate(urut), key=lambda nb: nb[1] - nb[0])]
    return ", ".join(sebut_bulan(r[0], r[-1]) for r in runtun)


def bayar(daftar: DaftarBLT, dari: int, sampai: int, *, oleh: Pelaku) -> BayarBLT:
    """Make the payment of a span of months, and its SPP as a draft of the PKA."""
    kunci_kas(daftar.tahun)
    siapa = rencana(daftar, dari, sampai)
    if not siapa:
        raise TidakAdaYangDibayar(bulan=sebut_bulan(dari, sampai))
    jumlah = sum((daftar.nilai_bulan * len(bulan) for _p, bulan in siapa), NOL)
    uraian = f"{daftar.nama} {sebut_bulan(dari, sampai)} {daftar.tahun} untuk {len(siapa)} penerima"
    baris = spp.BarisIsian(Kunci(daftar.kegiatan, daftar.rekening, daftar.sumber_dana), jumlah, uraian, objek="tanpa")
    tanggal = min(hari_desa(), hari_desa().replace(year=daftar.tahun, month=12, day=31))
    dokumen = spp.buat(daftar.kegiatan, spp.IsianSPP(tanggal, uraian, DEFINITIF, [baris]), oleh=oleh,
                       tahun=daftar.tahun)  # fmt: skip
    satu = BayarBLT(daftar_id=daftar.id, dokumen_id=dokumen.id, dari=dari, sampai=sampai, dibuat_pada=sekarang(),
                    dibuat_oleh=oleh.nama)  # fmt: skip
    db.session.add(satu)
    db.session.flush()
    db.session.add_all(BagianBLT(bayar_id=satu.id, penerima_id=p.id, bulan_dibayar=bulan,
                                 nilai=daftar.nilai_bulan * len(bulan)) for p, bulan in siapa)  # fmt: skip
    db.session.flush()
    return satu


def terima(satu: BagianBLT, data: bytes, nama: str, *, oleh: Pelaku) -> None:
    """The photo of a recipient who got the money."""
    bayar = db.session.get_one(BayarBLT, satu.bayar_id)
    spp.pastikan_pka(bayar.daftar.tahun, bayar.daftar.kegiatan, oleh)
    if bayar.dokumen is None or cair_spp(bayar.dokumen) is None:
        raise BLTBelumCair(nama=satu.penerima.nama)
    if not data:
        raise BerkasDitolak("Ambil fotonya dulu.", medan="foto")
    catat_dokumen("blt_diterima", bayar.dokumen, oleh=oleh, penerima=satu.penerima.nama)
    satu.berkas_id = simpan_gambar(data, nama).id
    satu.diterima_pada = sekarang()
    db.session.flush()
