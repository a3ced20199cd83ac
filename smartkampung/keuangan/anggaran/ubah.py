"""Changing a draft line by line: kegiatan and RAB lines, who may, and two people at once."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from typing import Any, Protocol

from smartkampung.akun.models import Pengguna
from smartkampung.audit.services import catat
from smartkampung.extensions import db
from smartkampung.inti.galat import GalatDomain
from smartkampung.inti.izin import periksa_izin
from smartkampung.inti.uang import NOL
from smartkampung.keuangan.acuan.models import HargaSatuan
from smartkampung.keuangan.acuan.queries import Acuan, acuan
from smartkampung.keuangan.anggaran.isi import Kunci
from smartkampung.keuangan.anggaran.models import (
    RKP,
    TANPA_KEGIATAN,
    BarisAnggaran,
    BarisRAB,
    KegiatanAnggaran,
    RencanaKegiatan,
    VersiAnggaran,
)
from smartkampung.keuangan.anggaran.tulis import KegiatanBaru, jumlah_rab, periksa_kunci, periksa_nilai
from smartkampung.keuangan.anggaran.versi import pastikan_bisa_ditulis
from smartkampung.keuangan.galat import BarisBentrok, KegiatanLain, KodeTidakDikenal
from smartkampung.keuangan.langkah import PKA, Pelaku

LAIN = "pendapatan dan pembiayaan"  # what the lines without a kegiatan are called


class KegiatanSudahAda(GalatDomain):
    """One kegiatan, one row."""

    pesan = "Kegiatan %(kode)s sudah ada dalam anggaran ini."
    medan = "kode"


class KegiatanBerisi(GalatDomain):
    """It still has lines."""

    pesan = "Kegiatan %(kode)s masih berisi %(banyak)s baris anggaran. Hapus barisnya dulu."


class PerluUraian(GalatDomain):
    """A RAB line says what it is for."""

    pesan = "Tulis uraian barisnya."
    medan = "uraian"


class BukanPKA(GalatDomain):
    """The PKA is somebody who can be one."""

    pesan = "Pilih PKA dari daftar Kaur/Kasi yang akunnya aktif."
    medan = "pka_id"


@dataclass(frozen=True, slots=True)
class IsianButir:
    """A RAB line as it was typed; `id` and `sidik` name the line it replaces and what it was when it was read."""

    rekening: str
    sumber_dana: str
    uraian: str
    volume: Decimal
    satuan: str
    harga: Decimal
    bengkok: bool = False
    harga_id: int | None = None
    alasan_harga: str = ""
    id: int | None = None
    sidik: str = ""
    tanda: str = ""


class BerUraian(Protocol):
    """A RAB line, as kept or as typed."""

    @property
    def uraian(self) -> str: ...
    @property
    def volume(self) -> Decimal: ...
    @property
    def satuan(self) -> str: ...
    @property
    def harga(self) -> Decimal: ...
    @property
    def alasan_harga(self) -> str: ...


def sidik_butir(butir: BerUraian, kunci: Kunci, bengkok: bool = False) -> str:
    """A short fingerprint of a line, to notice that somebody else changed it; its last sign is the flag of the key."""
    isi = [*kunci, butir.uraian, f"{butir.volume:.4f}", butir.satuan, f"{butir.harga:.2f}", butir.alasan_harga]
    return hashlib.sha256("\x1f".join(isi).encode()).hexdigest()[:16] + ("+" if bengkok else "-")


def boleh_ubah(versi: VersiAnggaran, pka_id: int | None, oleh: Pelaku, *, kegiatan: str) -> bool:
    """Whether a person may change a kegiatan ("" for income and financing): its PKA, or the coordinator."""
    if not versi.bisa_ditulis:
        return False
    if oleh.punya_izin("keuangan.koordinasi"):
        return True
    if kegiatan == TANPA_KEGIATAN:
        return oleh.punya_izin("keuangan.bendahara")
    return oleh.punya_izin("keuangan.susun") and pka_id == oleh.id


def _pastikan_boleh(versi: VersiAnggaran, kode: str, oleh: Pelaku) -> KegiatanAnggaran | None:
    """The kegiatan, once the version is writable and the person may change it (K-ROL-03)."""
    pastikan_bisa_ditulis(versi)
    if kode == TANPA_KEGIATAN:
        periksa_izin(oleh, "keuangan.koordinasi", "keuangan.bendahara")
        return None
    kegiatan = db.session.scalar(db.select(KegiatanAnggaran).filter_by(versi_id=versi.id, kode=kode))
    if kegiatan is None:
        raise KodeTidakDikenal("Kegiatan %(kode)s belum ada dalam anggaran ini. Tambahkan dulu.", kode=kode)
    if not boleh_ubah(versi, kegiatan.pka_id, oleh, kegiatan=kode):
        pka = db.session.get(Pengguna, kegiatan.pka_id) if kegiatan.pka_id else None
        raise KegiatanLain(kode=kode, pka=pka.nama if pka else "belum ada PKA")
    return kegiatan


# --- kegiatan ----------------------------------------------------------------------------------------


def calon_pka() -> list[Pengguna]:
    """Who can be PKA: active accounts that hold the role of Kaur/Kasi today (Ps 6)."""
    semua = db.session.scalars(db.select(Pengguna).filter_by(aktif=True).order_by(Pengguna.nama))
    return [p for p in semua if p.memegang(PKA)]


def tambah_kegiatan(versi: VersiAnggaran, isi: KegiatanBaru, *, oleh: Pelaku) -> KegiatanAnggaran:
    """Add a kegiatan to a draft; a PKA adds only its own, with the pagu of the RKP Desa."""
    periksa_izin(oleh, "keuangan.susun")
    pastikan_bisa_ditulis(versi)
    daftar = acuan(versi.tahun)
    if isi.kode not in daftar.kegiatan or isi.kode.count(".") != 2:
        raise KodeTidakDikenal(kode=isi.kode or "(kosong)", daftar="kegiatan", tahun=versi.tahun, medan="kode")
    if db.session.scalar(db.select(KegiatanAnggaran.id).filter_by(versi_id=versi.id, kode=isi.kode)) is not None:
        raise KegiatanSudahAda(kode=isi.kode)
    isi = _periksa_isi(isi, oleh)
    if not oleh.punya_izin("keuangan.koordinasi"):
        isi = replace(isi, pagu=_pagu_rkp(versi.tahun, isi.kode))
    baris = KegiatanAnggaran(**asdict(isi) | {"nama": isi.nama or daftar.nama_kegiatan(isi.kode)}, versi_id=versi.id)
    db.session.add(baris)
    _selesai(versi, "keuangan.kegiatan_disimpan", oleh, kode=isi.kode)
    return baris


def _pagu_rkp(tahun: int, kode: str) -> Decimal:
    return db.session.scalar(db.select(RencanaKegiatan.pagu).filter_by(jenis=RKP, tahun=tahun, kode=kode)) or NOL


def _periksa_isi(isi: KegiatanBaru, oleh: Pelaku) -> KegiatanBaru:
    periksa_nilai(isi.pagu, isi.volume)
    if isi.mulai and isi.selesai and isi.selesai < isi.mulai:
        raise GalatDomain("Tanggal selesai tidak boleh sebelum tanggal mulai.", medan="selesai")
    if not oleh.punya_izin("keuangan.koordinasi"):
        return replace(isi, pka_id=oleh.id)
    if isi.pka_id is not None and isi.pka_id not in {p.id for p in calon_pka()}:
        raise BukanPKA()
    return isi


def ubah_kegiatan(versi: VersiAnggaran, kode: str, isi: KegiatanBaru, *, cacah: int, oleh: Pelaku) -> None:
    """Change the facts of a kegiatan; only the coordinator gives it to another PKA or changes its pagu."""
    kegiatan = _pastikan_boleh(versi, kode, oleh)
    assert kegiatan is not None
    if kegiatan.versi != cacah:
        raise BarisBentrok()
    isi = _periksa_isi(isi, oleh)
    baru = asdict(isi) | {"kode": kode, "nama": isi.nama or acuan(versi.tahun).nama_kegiatan(kode)}
    if not oleh.punya_izin("keuangan.koordinasi"):
        baru |= {"pagu": kegiatan.pagu, "pka_id": kegiatan.pka_id}
    for nama, nilai in baru.items():
        setattr(kegiatan, nama, nilai)
    kegiatan.versi += 1
    _selesai(versi, "keuangan.kegiatan_disimpan", oleh, kode=kode)


def hapus_kegiatan(versi: VersiAnggaran, kode: str, *, oleh: Pelaku) -> None:
    """Take an empty kegiatan out of a draft."""
    kegiatan = _pastikan_boleh(versi, kode, oleh)
    banyak = db.session.scalar(
        db.select(db.func.count()).select_from(BarisAnggaran).filter_by(versi_id=versi.id, kegiatan=kode)
    )
    if banyak:
        raise KegiatanBerisi(kode=kode, banyak=banyak)
    db.session.delete(kegiatan)
    _selesai(versi, "keuangan.kegiatan_dihapus", oleh, kode=kode)


# --- RAB lines ---------------------------------------------------------------------------------------


def periksa_isian(versi: VersiAnggaran, kegiatan: str, isi: IsianButir, daftar: Acuan) -> BarisRAB | None:
    """Raise what is wrong with a line as typed, given the codes of the year; answer the line it replaces."""
    periksa_kunci(daftar, Kunci(kegiatan, isi.rekening, isi.sumber_dana))
    periksa_nilai(isi.volume, medan="volume")
    periksa_nilai(isi.harga, jumlah_rab(isi.volume, isi.harga), medan="harga")
    if not isi.uraian.strip():
        raise PerluUraian()
    return _butir_lama(versi, kegiatan, isi)


def pagu_kegiatan(versi: VersiAnggaran, kode: str) -> Decimal | None:
    """The pagu of a kegiatan (nought for income and financing); None when the version has no such kegiatan."""
    if kode == TANPA_KEGIATAN:
        return NOL
    return db.session.scalar(db.select(KegiatanAnggaran.pagu).filter_by(versi_id=versi.id, kode=kode))


def simpan_butir(versi: VersiAnggaran, kegiatan: str, isian: Sequence[IsianButir], *, oleh: Pelaku,
                 daftar: Acuan | None = None) -> list[BarisRAB]:
    """Add or replace RAB lines of one kegiatan; each line belongs to the budget line of its key, which is their sum.

    Answers the lines in the order of `isian`; a new row that was already kept (`tanda`) is the row that is there.
    """
    _pastikan_boleh(versi, kegiatan, oleh)
    daftar = daftar or acuan(versi.tahun)
    lama = [periksa_isian(versi, kegiatan, isi, daftar) for isi in isian]
    sudah = _sudah_ada(versi, isian)
    kena = {b.baris_id for b in lama if b is not None}
    baris = {k: _baris(versi, k) for k in dict.fromkeys(Kunci(kegiatan, i.rekening, i.sumber_dana) for i in isian)}
    urut = _urut_terakhir(versi, [b.id for b in baris.values()])
    hasil = []
    for isi, ada in zip(isian, lama, strict=True):
        induk = baris[Kunci(kegiatan, isi.rekening, isi.sumber_dana)]
        butir = ada or sudah.get(isi.tanda) or BarisRAB(versi_id=versi.id, tanda=isi.tanda or None)
        if butir.urut is None:
            urut[induk.id] = butir.urut = urut.get(induk.id, 0) + 1
        _isi_butir(butir, induk, isi)
        hasil.append(butir)
    db.session.add_all(hasil)
    db.session.flush()
    _jumlahkan(kena | {b.id for b in baris.values()})
    _selesai(versi, "keuangan.rab_disimpan", oleh, kode=kegiatan or LAIN, banyak=len(hasil))
    return hasil


def _isi_butir(butir: BarisRAB, induk: BarisAnggaran, isi: IsianButir) -> None:
    butir.baris_id, butir.uraian = induk.id, isi.uraian.strip()[:300]
    butir.volume, butir.satuan = isi.volume, isi.satuan.strip()[:30]
    butir.harga, butir.jumlah = isi.harga, jumlah_rab(isi.volume, isi.harga)
    butir.harga_id = isi.harga_id if isi.harga_id and db.session.get(HargaSatuan, isi.harga_id) else None
    butir.alasan_harga = isi.alasan_harga.strip()[:200]
    if isi.id is None or isi.bengkok != isi.sidik.endswith("+"):  # the flag is the key's: a row that left it alone says
        induk.bengkok = isi.bengkok or (isi.id is None and induk.bengkok)  # nothing about it, a new row only sets it


def _sudah_ada(versi: VersiAnggaran, isian: Sequence[IsianButir]) -> dict[str, BarisRAB]:
    tanda = [i.tanda for i in isian if i.tanda and i.id is None]
    if not tanda:
        return {}
    pilih = db.select(BarisRAB).where(BarisRAB.versi_id == versi.id, BarisRAB.tanda.in_(tanda[:500]))
    return {b.tanda: b for b in db.session.scalars(pilih) if b.tanda}


def _butir_lama(versi: VersiAnggaran, kegiatan: str, isi: IsianButir) -> BarisRAB | None:
    """The line that is replaced, unless somebody else changed or removed it meanwhile."""
    if isi.id is None:
        return None
    butir = db.session.get(BarisRAB, isi.id)
    baris = db.session.get(BarisAnggaran, butir.baris_id) if butir else None
    if butir is None or baris is None or butir.versi_id != versi.id or baris.kegiatan != kegiatan:
        raise BarisBentrok("Baris “%(uraian)s” sudah dihapus orang lain. Isian Anda masih ada di layar.",
                           uraian=isi.uraian)
    kini = sidik_butir(butir, Kunci(baris.kegiatan, baris.rekening, baris.sumber_dana))[:-1]
    diminta = sidik_butir(isi, Kunci(kegiatan, isi.rekening, isi.sumber_dana))[:-1]
    if kini not in (isi.sidik[:-1], diminta):  # the same once more is no conflict: the first answer may have been lost
        raise BarisBentrok()
    return butir


def _baris(versi: VersiAnggaran, kunci: Kunci) -> BarisAnggaran:
    baris = db.session.scalar(db.select(BarisAnggaran).filter_by(versi_id=versi.id, **kunci._asdict()))
    if baris is None:
        baris = BarisAnggaran(versi_id=versi.id, **kunci._asdict(), nilai=NOL)
        db.session.add(baris)
        db.session.flush()
    return baris


def _urut_terakhir(versi: VersiAnggaran, baris_id: Sequence[int]) -> dict[int, int]:
    pilih = db.select(BarisRAB.baris_id, db.func.max(BarisRAB.urut)).where(BarisRAB.baris_id.in_(baris_id))
    return dict(db.session.execute(pilih.group_by(BarisRAB.baris_id)).tuples().all())


def _jumlahkan(baris_id: set[int]) -> None:
    """A budget line is the sum of its RAB lines; without any it is gone."""
    pilih = db.select(BarisRAB.baris_id, db.func.sum(BarisRAB.jumlah)).where(BarisRAB.baris_id.in_(baris_id))
    jumlah: dict[int, Decimal] = dict(db.session.execute(pilih.group_by(BarisRAB.baris_id)).tuples().all())
    periksa_nilai(*jumlah.values(), medan="harga")
    for satu in baris_id:
        baris = db.session.get_one(BarisAnggaran, satu)
        if satu in jumlah:
            baris.nilai = jumlah[satu]
        else:
            db.session.delete(baris)
    db.session.flush()


def hapus_butir(versi: VersiAnggaran, kegiatan: str, butir_id: int, sidik: str, *, oleh: Pelaku) -> None:
    """Take one RAB line away."""
    _pastikan_boleh(versi, kegiatan, oleh)
    butir = _butir_lama(versi, kegiatan, IsianButir("", "", "", NOL, "", NOL, id=butir_id, sidik=sidik))
    assert butir is not None
    induk = butir.baris_id
    db.session.delete(butir)
    db.session.flush()
    _jumlahkan({induk})
    _selesai(versi, "keuangan.rab_disimpan", oleh, kode=kegiatan or LAIN, banyak=1)


def _selesai(versi: VersiAnggaran, peristiwa: str, oleh: Pelaku, **fakta: Any) -> None:
    versi.catatan += 1
    db.session.flush()
    catat(peristiwa, oleh=oleh, objek=("versi_anggaran", versi.id), nama=versi.nama, **fakta)
