"""Bank interest with the tax and the charge the bank took: one document per account and month."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from smartkampung.extensions import db
from smartkampung.inti.uang import NOL
from smartkampung.keuangan.anggaran.isi import Kunci
from smartkampung.keuangan.kas.bukukan import Gerak, bukukan, catat_dokumen, dokumen_baru, kunci_kas
from smartkampung.keuangan.kas.models import (
    BANK,
    DI_BANK,
    DIBUKUKAN,
    R_BELANJA,
    R_TERIMA,
    BarisDokumen,
    DokumenKas,
)
from smartkampung.keuangan.koran.models import PengaturanRekening
from smartkampung.keuangan.langkah import KEUANGAN, Pelaku, pemegang, tambah_langkah
from smartkampung.keuangan.penerimaan.dasar import (
    ambil_rekening,
    baca_kunci,
    pastikan_dianggarkan,
    pastikan_pagu,
    teks_kunci,
)
from smartkampung.keuangan.penerimaan.galat import NilaiNol, PilihBelanja

BUNGA = "4.3.6.01"
PAJAK_BUNGA, BIAYA_BANK = "Pajak bunga bank", "Biaya administrasi bank"


def pengaturan_rekening(rekening_id: int) -> PengaturanRekening:
    """What was chosen for an account before (not yet written when it is new)."""
    return db.session.get(PengaturanRekening, rekening_id) or PengaturanRekening(
        rekening_id=rekening_id, kunci_bunga="", kunci_biaya="", peta={})  # fmt: skip


def bukukan_bunga(tanggal: date, rekening_id: int | None, bunga: Decimal, pajak: Decimal, biaya: Decimal,
                  kunci_bunga: str, kunci_biaya: str, *, oleh: Pelaku) -> DokumenKas:  # fmt: skip
    """Post what the bank added and took; the keys are remembered for the account."""
    tugas = pemegang(oleh, KEUANGAN)
    kunci_kas(tanggal.year)
    rekening = ambil_rekening(rekening_id)
    if not (bunga or pajak or biaya):
        raise NilaiNol()
    bagian = _bagian(tanggal.year, bunga, pajak, biaya, baca_kunci(kunci_bunga), baca_kunci(kunci_biaya))
    dokumen = dokumen_baru(BANK, tanggal, oleh=oleh, media=DI_BANK, rekening_id=rekening.id,
                           nilai=bunga + pajak + biaya, uraian=f"Bunga dan biaya {rekening.sebutan}"[:300])  # fmt: skip
    gerak = []
    for urut, (uraian, kunci, nilai) in enumerate(bagian, start=1):
        baris = BarisDokumen(dokumen_id=dokumen.id, urut=urut, kegiatan=kunci.kegiatan, rekening=kunci.rekening,
                             sumber_dana=kunci.sumber_dana, uraian=uraian, nilai=nilai)  # fmt: skip
        db.session.add(baris)
        db.session.flush()
        masuk = kunci.rekening.startswith("4")
        gerak.append(Gerak(R_TERIMA if masuk else R_BELANJA, DI_BANK, masuk=nilai if masuk else NOL,
                           keluar=NOL if masuk else nilai, kunci=kunci, uraian=uraian, rekening_id=rekening.id,
                           baris_id=baris.id))  # fmt: skip
    bukukan(dokumen, gerak, oleh=oleh)
    _ingat(rekening.id, bagian)
    tambah_langkah("kas", dokumen.id, "bukukan", DIBUKUKAN, oleh=oleh, tugas=tugas)
    catat_dokumen("bunga_dibukukan", dokumen, oleh=oleh)
    return dokumen


def _bagian(tahun: int, bunga: Decimal, pajak: Decimal, biaya: Decimal, kunci_bunga: Kunci | None,
            kunci_biaya: Kunci | None) -> list[tuple[str, Kunci, Decimal]]:  # fmt: skip
    """The parts that are not nought, with their keys."""
    hasil = []
    if bunga:
        kunci = kunci_bunga or Kunci("", BUNGA, "DLL")
        pastikan_dianggarkan(kunci, tahun)
        hasil.append(("Bunga bank", kunci, bunga))
    if pajak or biaya:
        if kunci_biaya is None or not kunci_biaya.rekening.startswith("5"):
            raise PilihBelanja(medan="kunci_biaya")
        pastikan_pagu(kunci_biaya, pajak + biaya, tahun)
        hasil += [(u, kunci_biaya, n) for u, n in ((PAJAK_BUNGA, pajak), (BIAYA_BANK, biaya)) if n]
    return hasil


def _ingat(rekening_id: int, bagian: list[tuple[str, Kunci, Decimal]]) -> None:
    satu = pengaturan_rekening(rekening_id)
    for _uraian, kunci, _nilai in bagian:
        if kunci.kegiatan:
            satu.kunci_biaya = teks_kunci(kunci)
        else:
            satu.kunci_bunga = teks_kunci(kunci)
    db.session.add(satu)
    db.session.flush()
