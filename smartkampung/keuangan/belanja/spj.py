"""SPJ of an advance: what it was spent on, taxes withheld, the rest handed back; posted when it is disahkan.

One SPJ settles an advance whole: what is not spent comes back in full (K-PJR-01), also all of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from smartkampung.extensions import db
from smartkampung.inti.galat import TidakDitemukan
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.uang import NOL, rupiah
from smartkampung.keuangan.anggaran.isi import Kunci
from smartkampung.keuangan.belanja import lampiran, spp
from smartkampung.keuangan.belanja.aturan import Langgar, simpan_peringatan
from smartkampung.keuangan.belanja.galat import (
    BukanPanjarTerbuka,
    PanjarSudahSPJ,
    PerluRekening,
    SPJLebih,
    SPPBentrok,
)
from smartkampung.keuangan.belanja.jenjang import AJUKAN, maju, pastikan_berhak
from smartkampung.keuangan.belanja.panjar import cair_spp, spj_panjar, tenggat_panjar
from smartkampung.keuangan.kas.bukukan import Gerak, bukukan, catat_dokumen, dokumen_baru, kunci_dokumen, kunci_kas
from smartkampung.keuangan.kas.bulan import pastikan_sesudah, pastikan_tanggal
from smartkampung.keuangan.kas.models import (
    DI_BANK,
    DI_PANJAR,
    DIAJUKAN,
    DISAHKAN,
    DIVERIFIKASI,
    DRAF,
    R_BELANJA,
    R_POTONGAN,
    R_SISA,
    SPJ,
    TUNAI,
    BarisDokumen,
    DokumenKas,
    RekeningBank,
)
from smartkampung.keuangan.kas.nomor import beri_nomor
from smartkampung.keuangan.kas.saldo import panjar_terbuka
from smartkampung.keuangan.langkah import KADES, PKA, Pelaku, pemegang

SAHKAN = "sahkan"


@dataclass(frozen=True, slots=True)
class IsianSPJ:
    """The head of an SPJ and its lines; `media` is where what is left and the taxes go back to."""

    tanggal: date
    uraian: str
    baris: Sequence[spp.BarisIsian]
    media: str = TUNAI
    rekening_id: int | None = None


def induk_spj(spj: DokumenKas) -> DokumenKas:
    """The SPP whose advance an SPJ accounts for."""
    if spj.jenis != SPJ or spj.induk is None:
        raise TidakDitemukan()
    return spj.induk


def baris_panjar(panjar: DokumenKas) -> dict[Kunci, Decimal]:
    """What was advanced under each key."""
    hasil: dict[Kunci, Decimal] = defaultdict(lambda: NOL)
    for b in spp.baris_dokumen(panjar):
        hasil[Kunci(b.kegiatan, b.rekening, b.sumber_dana)] += b.nilai
    return dict(hasil)


def sisa_kunci(spj: DokumenKas) -> dict[Kunci, Decimal]:
    """What comes back of each key."""
    sisa = defaultdict(lambda: NOL, baris_panjar(induk_spj(spj)))
    for b in spp.baris_dokumen(spj):
        sisa[Kunci(b.kegiatan, b.rekening, b.sumber_dana)] -= b.nilai
    return {k: n for k, n in sisa.items() if n}


def buat(panjar: DokumenKas, isian: IsianSPJ, *, oleh: Pelaku) -> DokumenKas:
    """Begin the SPJ of an open advance."""
    spp.pastikan_pka(panjar.tahun, panjar.kegiatan, oleh)
    kunci_kas(panjar.tahun)
    if panjar.id not in panjar_terbuka(panjar.tahun):
        raise BukanPanjarTerbuka(nama=panjar.sebutan)
    lama = spj_panjar(panjar)
    if lama is not None:
        raise PanjarSudahSPJ(nama=panjar.sebutan, spj=lama.sebutan)
    spj = dokumen_baru(SPJ, isian.tanggal, oleh=oleh, tahun=panjar.tahun, induk_id=panjar.id,
                       kegiatan=panjar.kegiatan, pka_id=oleh.id, pihak_nama=panjar.pihak_nama)  # fmt: skip
    _tulis(spj, panjar, isian)
    catat_dokumen("spj_dibuat", spj, oleh=oleh)
    return spj


def simpan(spj: DokumenKas, isian: IsianSPJ, versi: int, *, oleh: Pelaku) -> None:
    """Write a draft anew."""
    spp.pastikan_draf(spj)
    spp.pastikan_pka(spj.tahun, spj.kegiatan, oleh)
    if versi != spj.versi:
        raise SPPBentrok(nama=spj.sebutan)
    spj.versi += 1
    _tulis(spj, induk_spj(spj), isian)
    catat_dokumen("spj_disimpan", spj, oleh=oleh)


def _tulis(spj: DokumenKas, panjar: DokumenKas, isian: IsianSPJ) -> None:
    pastikan_tanggal(spj.tahun, isian.tanggal)
    _pastikan_sesudah_cair(panjar, isian.tanggal)
    rekening = db.session.get(RekeningBank, isian.rekening_id) if isian.rekening_id else None
    if isian.media not in (TUNAI, DI_BANK) or (isian.media == DI_BANK and (rekening is None or not rekening.aktif)):
        raise PerluRekening()
    spj.tanggal, spj.uraian, spj.media = isian.tanggal, isian.uraian[:300], isian.media
    spj.rekening_id = rekening.id if rekening and isian.media == DI_BANK else None
    batas = baris_panjar(panjar)
    if any(b.nilai for b in isian.baris):
        spp.tulis_baris(spj, isian.baris, set(batas), berpihak=True)
    else:  # nothing was spent: the whole advance comes back
        db.session.execute(db.delete(BarisDokumen).where(BarisDokumen.dokumen_id == spj.id))
        spp.hitung_ulang(spj)
    _pastikan_cukup(spj, batas)


def _pastikan_sesudah_cair(panjar: DokumenKas, tanggal: date) -> None:
    cair = cair_spp(panjar)
    if cair is not None:
        pastikan_sesudah(tanggal, cair)


def _pastikan_cukup(spj: DokumenKas, batas: dict[Kunci, Decimal]) -> None:
    """K-PJR-01: per key at most what was advanced."""
    pakai: dict[Kunci, Decimal] = defaultdict(lambda: NOL)
    for b in spp.baris_dokumen(spj):
        pakai[Kunci(b.kegiatan, b.rekening, b.sumber_dana)] += b.nilai
    for kunci, nilai in pakai.items():
        if nilai > batas.get(kunci, NOL):
            raise SPJLebih(rekening=kunci.rekening, sumber=kunci.sumber_dana, spj=rupiah(nilai),
                           panjar=rupiah(batas.get(kunci, NOL)))  # fmt: skip


def ajukan(spj: DokumenKas, *, oleh: Pelaku) -> list[Langgar]:
    """The PKA hands the account in; late ones are warned about and counted."""
    kunci_kas(spj.tahun)
    kunci_dokumen(spj, DRAF)
    spp.pastikan_pka(spj.tahun, spj.kegiatan, oleh)
    if spj.nilai:
        lampiran.pastikan_lengkap(spj)
    spp.hitung_ulang(spj)
    _pastikan_cukup(spj, baris_panjar(induk_spj(spj)))
    waspada = _terlambat(spj)
    beri_nomor(spj)
    spj.alasan = ""
    maju(spj, AJUKAN, DIAJUKAN, oleh=oleh, tugas=pemegang(oleh, PKA))
    simpan_peringatan(spj, waspada, oleh=oleh)
    return waspada


def _terlambat(spj: DokumenKas) -> list[Langgar]:
    cair = cair_spp(induk_spj(spj))
    if cair is None:
        return []
    tenggat = tenggat_panjar(spj.tahun, cair.tanggal)
    lewat = (hari_desa() - tenggat).days
    kalimat = f"Panjar {induk_spj(spj).sebutan} dipertanggungjawabkan {lewat} hari sesudah batasnya"
    return [Langgar("K-PJR-02", kalimat)] if lewat > 0 else []


def sahkan(spj: DokumenKas, *, oleh: Pelaku, tanggal: date | None = None) -> None:
    """The head acknowledges what was verified; it is posted on that day, in an open month."""
    kunci_kas(spj.tahun)
    kunci_dokumen(spj, DIVERIFIKASI)
    tugas = pastikan_berhak(spj, oleh, KADES)
    panjar = induk_spj(spj)
    if panjar_terbuka(spj.tahun).get(panjar.id) != panjar.nilai:
        raise BukanPanjarTerbuka(nama=panjar.sebutan)
    _pastikan_cukup(spj, baris_panjar(panjar))
    spj.tanggal = tanggal or max(spj.tanggal, min(hari_desa(), date(spj.tahun, 12, 31)))
    _pastikan_sesudah_cair(panjar, spj.tanggal)
    maju(spj, SAHKAN, DISAHKAN, oleh=oleh, tugas=tugas)
    bukukan(spj, _gerak(spj), oleh=oleh, keadaan=DISAHKAN)


def _gerak(spj: DokumenKas) -> Iterator[Gerak]:
    for b in spp.baris_dokumen(spj):
        yield Gerak(R_BELANJA, DI_PANJAR, keluar=b.nilai, kunci=Kunci(b.kegiatan, b.rekening, b.sumber_dana),
                    uraian=b.uraian, baris_id=b.id)  # fmt: skip
    for p in spp.potongan_dokumen(spj):
        if p.nilai:
            yield Gerak(R_POTONGAN, spj.media, masuk=p.nilai, kunci=Kunci("", "", p.sumber_dana), pajak=p.kode,
                        uraian=f"{p.kode} {spj.uraian}", rekening_id=spj.rekening_id, potongan_id=p.id)  # fmt: skip
    for kunci, nilai in sisa_kunci(spj).items():
        yield Gerak(R_SISA, spj.media, masuk=nilai, kunci=kunci, uraian=f"Sisa panjar {spj.uraian}",
                    rekening_id=spj.rekening_id)  # fmt: skip
