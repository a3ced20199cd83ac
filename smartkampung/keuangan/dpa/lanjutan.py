"""DPAL: what last year's kegiatan left undone, paid from SiLPA."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from smartkampung.audit.services import catat
from smartkampung.extensions import db
from smartkampung.inti.db import kunci_penasihat
from smartkampung.inti.izin import periksa_izin
from smartkampung.inti.tanggal import sekarang
from smartkampung.inti.uang import NOL, rupiah
from smartkampung.keuangan.anggaran.isi import Kunci
from smartkampung.keuangan.belanja.plafon import terpakai
from smartkampung.keuangan.dpa.bulan import bobot_jadwal, sebar
from smartkampung.keuangan.dpa.galat import DPALSalah
from smartkampung.keuangan.dpa.models import BERLAKU, DIGANTIKAN, DPA, DPAL, DRAF, BarisDPA
from smartkampung.keuangan.dpa.queries import Pos, baris_dpa, sasaran
from smartkampung.keuangan.langkah import Pelaku, tambah_langkah


def dpa_tahun_lalu(tahun: int) -> list[DPA]:
    """The DPA in force at the end of last year, from which a DPAL may carry on."""
    pilih = db.select(DPA).filter_by(tahun=tahun - 1, keadaan=BERLAKU).order_by(DPA.kegiatan, DPA.lanjutan)
    return list(db.session.scalars(pilih))


def sisa_menurut_buku(lalu: DPA) -> dict[Pos, Decimal]:
    """What the books of last year left of each line: its DPA less what was spent, advanced and asked for.

    The whole line for a year whose cash was not kept here.
    """
    pakai = terpakai(lalu.tahun)
    return {(b.rekening, b.sumber_dana): b.nilai - pakai.get(Kunci(lalu.kegiatan, b.rekening, b.sumber_dana), NOL)
            for b in baris_dpa(lalu)}  # fmt: skip


def buat_dpal(lalu: DPA, sisa: Mapping[Pos, Decimal], *, dasar_silpa: str, persen_fisik: int, oleh: Pelaku) -> DPA:
    """Carry what is left of last year's kegiatan into this year's budget, as far as it holds it.

    `sisa` is the rest per line: not above what last year's books left of it, nor this year's budget of the same key.
    """
    periksa_izin(oleh, "keuangan.susun", "keuangan.koordinasi")
    tahun, target = lalu.tahun + 1, sasaran(lalu.tahun + 1)
    kunci_penasihat(f"dpa:{tahun}")
    _periksa(lalu, sisa, target.anggaran.get(lalu.kegiatan, {}), dasar_silpa)
    ada = db.select(DPA).filter_by(tahun=tahun, kegiatan=lalu.kegiatan, lanjutan=True).where(DPA.keadaan != DIGANTIKAN)
    if db.session.scalar(ada.limit(1)) is not None:
        raise DPALSalah(sebab=f"Kegiatan {lalu.kegiatan} sudah punya DPAL {tahun}.")
    satu = target.kegiatan(lalu.kegiatan)
    dpal = DPA(
        tahun=tahun, kegiatan=lalu.kegiatan, lanjutan=True, urut=0, jenis=DPAL, nama=lalu.nama, keadaan=DRAF, versi=1,
        versi_id=target.versi.id, dasar_id=lalu.id, pka_id=(satu.pka_id if satu else None) or lalu.pka_id,
        dasar_silpa=" ".join(dasar_silpa.split())[:160], persen_fisik=persen_fisik, alasan_tolak="",
        dibuat_pada=sekarang(), dibuat_oleh_id=oleh.id,
    )  # fmt: skip
    db.session.add(dpal)
    db.session.flush()
    semula = {(b.rekening, b.sumber_dana): b.nilai for b in baris_dpa(lalu)}
    bobot = bobot_jadwal(tahun, satu.mulai if satu else None, satu.selesai if satu else None)
    for (rekening, sumber), nilai in sorted(sisa.items()):
        if nilai:
            baris = BarisDPA(dpa_id=dpal.id, rekening=rekening, sumber_dana=sumber, nilai=nilai,
                             semula=semula[rekening, sumber])  # fmt: skip
            baris.bulan = sebar(nilai, bobot)
            db.session.add(baris)
    db.session.flush()
    tambah_langkah("dpa", dpal.id, "buat", DRAF, oleh=oleh)
    catat("keuangan.dpal_dibuat", oleh=oleh, objek=("dpa", dpal.id), apa=dpal.sebutan, nilai=rupiah(sum(sisa.values())))
    return dpal


def _periksa(lalu: DPA, sisa: Mapping[Pos, Decimal], anggaran: Mapping[Pos, Decimal], dasar_silpa: str) -> None:
    ada = sisa_menurut_buku(lalu)
    if not any(sisa.values()):
        raise DPALSalah(sebab="Isi sisa anggaran paling sedikit pada satu baris.")
    if not dasar_silpa.strip():
        raise DPALSalah(sebab="Tulis dasar SiLPA, misalnya nomor Perdes LPJ tahun lalu.", medan="dasar_silpa")
    for (rekening, sumber), nilai in sisa.items():
        if nilai > ada.get((rekening, sumber), NOL):
            raise DPALSalah(sebab=f"Sisa {rekening} {sumber} {rupiah(nilai)} lebih besar dari yang tersisa tahun lalu "
                                  f"{rupiah(ada.get((rekening, sumber), NOL))}.")  # fmt: skip
        if nilai > anggaran.get((rekening, sumber), NOL):
            raise DPALSalah(sebab=f"APBDes {lalu.tahun + 1} untuk {lalu.kegiatan} {rekening} {sumber} hanya "
                                  f"{rupiah(anggaran.get((rekening, sumber), NOL))}; sisanya {rupiah(nilai)}. "
                                  "Masukkan dulu ke perubahan APBDes.")  # fmt: skip
