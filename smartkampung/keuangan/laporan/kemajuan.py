"""How far each kegiatan is on the ground: recorded by its PKA, history kept, compared with the money."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from smartkampung.audit.services import catat
from smartkampung.extensions import db
from smartkampung.inti.berkas import Berkas
from smartkampung.inti.db import kunci_penasihat
from smartkampung.inti.galat import GalatDomain
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.tanggal import sekarang, tanggal_panjang
from smartkampung.inti.uang import NOL
from smartkampung.keuangan.anggaran.isi import Kegiatan, isi_versi, versi_berlaku
from smartkampung.keuangan.dpa.models import DIGANTIKAN, DPA
from smartkampung.keuangan.langkah import PKA, Pelaku, pemegang
from smartkampung.keuangan.laporan.models import DPAL, KETERANGAN, SELESAI, TIDAK, KemajuanKegiatan


@dataclass(frozen=True, slots=True)
class Fisik:
    """The state of one kegiatan on the ground on a day."""

    persen: int = 0
    volume: Decimal = NOL
    keterangan: str = ""
    catatan: str = ""
    tanggal: date | None = None

    @property
    def sebutan(self) -> str:
        """Selesai, Dilanjutkan dengan DPAL, …; "Belum dilaporkan" when nobody said anything."""
        return KETERANGAN[self.keterangan] if self.tanggal else "Belum dilaporkan"

    @property
    def akhir(self) -> bool:
        """Whether nothing more is expected of it this year."""
        return self.keterangan in (SELESAI, DPAL, TIDAK)


BELUM = Fisik()


def fisik_tahun(tahun: int, sampai: date | None = None) -> dict[str, Fisik]:
    """The newest record of each kegiatan up to a day."""
    m = KemajuanKegiatan
    pilih = db.select(m.kegiatan, m.persen, m.volume, m.keterangan, m.catatan, m.tanggal).where(m.tahun == tahun)
    if sampai:
        pilih = pilih.where(m.tanggal <= sampai)
    return {k: Fisik(*isi) for k, *isi in db.session.execute(pilih.order_by(m.tanggal, m.id))}


def riwayat_kemajuan(tahun: int, kegiatan: str) -> list[KemajuanKegiatan]:
    """The records of a kegiatan, newest first."""
    m = KemajuanKegiatan
    pilih = db.select(m).filter_by(tahun=tahun, kegiatan=kegiatan).order_by(m.tanggal.desc(), m.id.desc())
    return list(db.session.scalars(pilih))


@dataclass(frozen=True, slots=True)
class Deviasi:
    """One kegiatan whose money and work are far apart. Percents of 100; `beda` is money less work."""

    kegiatan: str
    nama: str
    uang: Decimal
    fisik: int

    @property
    def beda(self) -> Decimal:
        return self.uang - self.fisik


def deviasi(serapan: Iterable[tuple[str, str, Decimal, Decimal]], fisik: dict[str, Fisik], batas: Decimal
            ) -> list[Deviasi]:  # fmt: skip
    """The kegiatan (code, name, pagu, realised) whose two percents differ by more than `batas`, the widest first."""
    hasil = []
    for kode, nama, pagu, nyata in serapan:
        satu = Deviasi(kode, nama, nyata * 100 / pagu if pagu else NOL, fisik.get(kode, BELUM).persen)
        if abs(satu.beda) > batas:
            hasil.append(satu)
    return sorted(hasil, key=lambda d: (-abs(d.beda), d.kegiatan))


class BukanPelaksana(GalatDomain):
    """K-ROL-03 for work: progress is told by who carries it out."""

    pesan = "Kemajuan kegiatan ini dicatat oleh pelaksananya, %(nama)s."
    status = 403


class KegiatanTidakAda(GalatDomain):
    """No such kegiatan in the budget in force."""

    pesan = "Kegiatan %(kode)s tidak ada dalam anggaran %(tahun)s yang berlaku."
    status = 404


class TanggalKemajuan(GalatDomain):
    """A day that cannot be."""

    pesan = "Tulis tanggal antara %(dari)s dan %(sampai)s: sesudah catatan terakhir, dalam tahun anggaran, bukan nanti."
    medan = "tanggal"


class PerluAlasan(GalatDomain):
    """Work does not shrink without a reason."""

    pesan = "Kemajuan turun dari %(lama)s %% menjadi %(baru)s %%. Tulis alasannya."
    medan = "alasan"


class BelumSelesai(GalatDomain):
    """What is finished is at one hundred."""

    pesan = "Kegiatan yang selesai kemajuannya 100 %%. Isi 100, atau pilih keterangan lain."
    medan = "persen"


@dataclass(frozen=True, slots=True)
class IsiKemajuan:
    """What a PKA records."""

    tanggal: date
    persen: int
    volume: Decimal = NOL
    keterangan: str = ""
    catatan: str = ""
    alasan: str = ""


def pka_tahun(tahun: int, kegiatan: Mapping[str, Kegiatan]) -> dict[str, int]:
    """Who carries out each kegiatan: the PKA of its DPA, else the one the budget names."""
    pilih = db.select(DPA.kegiatan, DPA.pka_id).where(DPA.tahun == tahun, DPA.keadaan != DIGANTIKAN)
    dpa = {k: n for k, n in db.session.execute(pilih.order_by(DPA.lanjutan, DPA.urut)) if n}
    return {k: satu.pka_id for k, satu in kegiatan.items() if satu.pka_id} | dpa


def pka_kegiatan(tahun: int, satu: Kegiatan) -> int | None:
    """Who carries out one kegiatan."""
    return pka_tahun(tahun, {satu.kode: satu}).get(satu.kode)


def kegiatan_tahun(tahun: int, kode: str) -> Kegiatan:
    """A kegiatan of the budget in force; KegiatanTidakAda when there is none."""
    versi = versi_berlaku(tahun)
    satu = isi_versi(versi).kegiatan.get(kode) if versi else None
    if satu is None:
        raise KegiatanTidakAda(kode=kode, tahun=tahun)
    return satu


def catat_kemajuan(tahun: int, kode: str, isi: IsiKemajuan, *, oleh: Pelaku, foto: Berkas | None = None,
                   nama_pka: str = "") -> KemajuanKegiatan:  # fmt: skip
    """Record how far a kegiatan is. Only its PKA; days go forward; going down needs a reason."""
    pemegang(oleh, PKA)
    satu = kegiatan_tahun(tahun, kode)
    if pka_kegiatan(tahun, satu) != oleh.id:
        raise BukanPelaksana(nama=nama_pka or "PKA kegiatan ini")
    kunci_penasihat(f"kemajuan:{tahun}:{kode}")
    lama = next(iter(riwayat_kemajuan(tahun, kode)), None)
    _periksa(tahun, isi, lama)
    baris = KemajuanKegiatan(
        tahun=tahun, kegiatan=kode, tanggal=isi.tanggal, persen=isi.persen, volume=isi.volume,
        keterangan=isi.keterangan, catatan=isi.catatan[:500], alasan=isi.alasan[:300], pada=sekarang(),
        foto_id=foto.id if foto else None, oleh_id=oleh.id, oleh=oleh.nama,
    )  # fmt: skip
    db.session.add(baris)
    db.session.flush()
    catat("keuangan.kemajuan_dicatat", oleh=oleh, objek=("kemajuan", baris.id), kegiatan=kode, persen=isi.persen,
          keterangan=KETERANGAN[isi.keterangan].lower())  # fmt: skip
    return baris


def _periksa(tahun: int, isi: IsiKemajuan, lama: KemajuanKegiatan | None) -> None:
    dari = lama.tanggal if lama else date(tahun, 1, 1)
    sampai = min(hari_desa(), date(tahun + 1, 3, 31))  # the report of a year is made until March
    if not dari <= isi.tanggal <= sampai:
        raise TanggalKemajuan(dari=tanggal_panjang(dari), sampai=tanggal_panjang(sampai))
    if lama and isi.persen < lama.persen and len(isi.alasan.strip()) < 5:
        raise PerluAlasan(lama=lama.persen, baru=isi.persen)
    if isi.keterangan == SELESAI and isi.persen != 100:
        raise BelumSelesai()
