"""Programs of others that came into the village without passing its treasury: kept here, listed in the LPJ."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from smartkampung.audit.services import catat
from smartkampung.extensions import db
from smartkampung.inti.galat import Bentrok
from smartkampung.inti.izin import periksa_izin
from smartkampung.inti.tanggal import sekarang
from smartkampung.inti.uang import NOL
from smartkampung.keuangan.kertas.bentuk import BagianKertas, BarisKertas, Kertas, judul_tata, tata
from smartkampung.keuangan.kertas.penanda import blok_tanda
from smartkampung.keuangan.langkah import Pelaku
from smartkampung.keuangan.laporan.kekayaan import PENYUSUN
from smartkampung.keuangan.laporan.minta import Minta
from smartkampung.keuangan.laporan.models import ProgramMasuk


class ProgramBentrok(Bentrok):
    """Somebody saved meanwhile."""

    pesan = "Program ini baru saja diubah orang lain. Isian Anda masih ada di layar; bandingkan, lalu simpan lagi."


@dataclass(frozen=True, slots=True)
class IsiProgram:
    """What is known of a program."""

    program: str
    kegiatan: str
    lokasi: str
    sumber: str
    nilai: Decimal


def program_tahun(tahun: int) -> list[ProgramMasuk]:
    """The programs of a year, in the order they were written."""
    return list(db.session.scalars(db.select(ProgramMasuk).filter_by(tahun=tahun).order_by(ProgramMasuk.id)))


def simpan_program(tahun: int, isi: IsiProgram, *, oleh: Pelaku, lama: ProgramMasuk | None = None, versi: int = 0
                   ) -> ProgramMasuk:  # fmt: skip
    """Write a program, or change one."""
    periksa_izin(oleh, *PENYUSUN, "keuangan.susun")
    if lama is not None:
        db.session.refresh(lama, with_for_update=True)
        if lama.versi != versi:
            raise ProgramBentrok()
    satu = lama or ProgramMasuk(tahun=tahun, versi=0, dibuat_pada=sekarang(), dibuat_oleh=oleh.nama)
    for nama in IsiProgram.__slots__:
        setattr(satu, nama, getattr(isi, nama))
    satu.versi += 1
    db.session.add(satu)
    db.session.flush()
    catat("keuangan.program_disimpan", oleh=oleh, objek=("program_masuk", satu.id), apa=satu.program, tahun=satu.tahun)
    return satu


def hapus_program(satu: ProgramMasuk, *, oleh: Pelaku) -> None:
    """Take a program off the list."""
    periksa_izin(oleh, *PENYUSUN, "keuangan.susun")
    catat("keuangan.program_dihapus", oleh=oleh, apa=satu.program, tahun=satu.tahun)
    db.session.delete(satu)
    db.session.flush()


def kertas_program(minta: Minta) -> Kertas:
    """The list, ready to go out."""
    bentuk, semua = tata("program-masuk"), program_tahun(minta.tahun)
    baris = [BarisKertas(2, {"nomor": n, "uraian": p.program, "kegiatan": p.kegiatan, "lokasi": p.lokasi,
                             "sumber": p.sumber, "jumlah": p.nilai}) for n, p in enumerate(semua, start=1)]  # fmt: skip
    if semua:
        baris.append(BarisKertas(0, {"uraian": "Jumlah", "jumlah": sum((p.nilai for p in semua), NOL)}))
    return Kertas(bentuk, judul_tata(bentuk, minta.tahun), minta.tahun, f"program-masuk-{minta.tahun}",
                  (BagianKertas(baris),), tanda_tangan=blok_tanda(bentuk.tanda_tangan))  # fmt: skip
