"""Writing many lines at once: imports, copies from elsewhere, demo data. Codes are checked, sums are made here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from sqlalchemy import insert

from smartkampung.extensions import db
from smartkampung.inti.uang import NOL, SEN
from smartkampung.inti.uang import angka as tulis_angka
from smartkampung.keuangan.acuan.kode import induk
from smartkampung.keuangan.acuan.models import KEGIATAN, OBJEK
from smartkampung.keuangan.acuan.queries import Acuan, acuan
from smartkampung.keuangan.anggaran.isi import Kunci
from smartkampung.keuangan.anggaran.models import (
    SWAKELOLA,
    TANPA_KEGIATAN,
    BarisAnggaran,
    BarisRAB,
    KegiatanAnggaran,
    VersiAnggaran,
)
from smartkampung.keuangan.galat import AnggaranNegatif, BukanObjek, KodeTidakDikenal

TERBESAR = Decimal(10**13)  # rupiah on one line: a thousand times the budget of the largest village


@dataclass(frozen=True, slots=True)
class KegiatanBaru:
    """A kegiatan to be written; the fields of `KegiatanAnggaran`."""

    kode: str
    nama: str = ""
    pagu: Decimal = NOL
    pka_id: int | None = None
    lokasi: str = ""
    keluaran: str = ""
    volume: Decimal = NOL
    satuan: str = ""
    mulai: date | None = None
    selesai: date | None = None
    laki: int = 0
    perempuan: int = 0
    artm: int = 0
    tim: str = ""
    cara: str = SWAKELOLA
    padat_karya: bool = False
    penanda: str = ""


@dataclass(frozen=True, slots=True)
class ButirBaru:
    """A RAB line to be written under its key."""

    kunci: Kunci
    uraian: str
    volume: Decimal
    satuan: str
    harga: Decimal
    bengkok: bool = False
    harga_id: int | None = None
    alasan_harga: str = ""
    jumlah: Decimal = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "jumlah", jumlah_rab(self.volume, self.harga))


def jumlah_rab(volume: Decimal, harga: Decimal) -> Decimal:
    """Volume × harga satuan in rupiah, rounded half up to the sen."""
    return (volume * harga).quantize(SEN, ROUND_HALF_UP)


def periksa_kunci(daftar: Acuan, kunci: Kunci) -> None:
    """K-APB-12: known codes, amounts on objek only, a kegiatan for spending and none for the rest."""
    kegiatan, rekening, sumber = kunci
    if rekening not in daftar.rekening:
        raise KodeTidakDikenal(kode=rekening, daftar="rekening", tahun=daftar.tahun, medan="rekening")
    if rekening.count(".") != OBJEK - 1 or rekening[0] not in "456":
        raise BukanObjek(kode=rekening)
    if sumber not in daftar.sumber_dana:
        raise KodeTidakDikenal(kode=sumber, daftar="sumber dana", tahun=daftar.tahun, medan="sumber_dana")
    if rekening[0] == "5":
        if kegiatan not in daftar.kegiatan or kegiatan.count(".") != KEGIATAN - 1:
            raise KodeTidakDikenal(kode=kegiatan or "(kosong)", daftar="kegiatan", tahun=daftar.tahun, medan="kegiatan")
    elif kegiatan != TANPA_KEGIATAN:
        raise KodeTidakDikenal("Rekening %(kode)s bukan belanja, jadi tidak memakai kegiatan. Kosongkan kegiatannya.",
                               kode=rekening, medan="kegiatan")  # fmt: skip


def periksa_nilai(*nilai: Decimal, medan: str | None = None) -> None:
    """K-APB-12: no amount below nought, none that no village can have."""
    for satu in nilai:
        if satu < 0:
            raise AnggaranNegatif(jumlah=tulis_angka(satu), medan=medan)
        if satu > TERBESAR:
            raise AnggaranNegatif("Jumlah %(jumlah)s terlalu besar. Periksa banyaknya nol.", jumlah=tulis_angka(satu),
                                  medan=medan)


def tulis_massal(versi: VersiAnggaran, kegiatan: Iterable[KegiatanBaru], butir: Sequence[ButirBaru]) -> None:
    """Write kegiatan and RAB lines into a version that has none of them yet; the lines are the sums of their RAB."""
    daftar = acuan(versi.tahun)
    per_kunci: dict[Kunci, list[ButirBaru]] = defaultdict(list)
    for satu in butir:
        per_kunci[satu.kunci].append(satu)
    for kunci in per_kunci:
        periksa_kunci(daftar, kunci)
    periksa_nilai(*(b.jumlah for b in butir), *(b.volume for b in butir), *(b.harga for b in butir))
    _tulis_kegiatan(versi, daftar, kegiatan, per_kunci)
    id_baris = _tulis_baris(versi, per_kunci)
    baris = [{"versi_id": versi.id, "baris_id": id_baris[k], "urut": n, "uraian": b.uraian, "volume": b.volume,
              "satuan": b.satuan, "harga": b.harga, "jumlah": b.jumlah, "harga_id": b.harga_id,
              "alasan_harga": b.alasan_harga}
             for k, isi in per_kunci.items() for n, b in enumerate(isi, start=1)]  # fmt: skip
    if baris:
        db.session.execute(insert(BarisRAB), baris)
    versi.catatan += 1
    db.session.flush()


def _tulis_kegiatan(versi: VersiAnggaran, daftar: Acuan, kegiatan: Iterable[KegiatanBaru],
                    per_kunci: dict[Kunci, list[ButirBaru]]) -> None:  # fmt: skip
    semua = {k.kode: k for k in kegiatan}
    for kunci in per_kunci:
        if kunci.kegiatan and kunci.kegiatan not in semua:
            semua[kunci.kegiatan] = KegiatanBaru(kunci.kegiatan)
    for kode in semua:
        if kode not in daftar.kegiatan or kode.count(".") != KEGIATAN - 1 or induk(kode) not in daftar.kegiatan:
            raise KodeTidakDikenal(kode=kode, daftar="kegiatan", tahun=daftar.tahun, medan="kegiatan")
    baris = [asdict(k) | {"versi_id": versi.id, "nama": k.nama or daftar.nama_kegiatan(k.kode), "versi": 1}
             for k in semua.values()]  # fmt: skip
    if baris:
        db.session.execute(insert(KegiatanAnggaran), baris)


def _tulis_baris(versi: VersiAnggaran, per_kunci: dict[Kunci, list[ButirBaru]]) -> dict[Kunci, int]:
    baris = [{"versi_id": versi.id, **k._asdict(), "nilai": sum((b.jumlah for b in isi), NOL),
              "bengkok": any(b.bengkok for b in isi)} for k, isi in per_kunci.items()]  # fmt: skip
    if baris:
        db.session.execute(insert(BarisAnggaran), baris)
    pilih = db.select(BarisAnggaran.id, BarisAnggaran.kegiatan, BarisAnggaran.rekening, BarisAnggaran.sumber_dana)
    return {Kunci(k, r, s): i for i, k, r, s in db.session.execute(pilih.where(BarisAnggaran.versi_id == versi.id))}
