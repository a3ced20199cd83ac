"""Posting: the one way rows come into the cash journal. A document is posted whole or not at all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from smartkampung.akun.models import Penugasan
from smartkampung.audit.services import catat
from smartkampung.extensions import db
from smartkampung.inti.db import kunci_penasihat
from smartkampung.inti.tanggal import sekarang
from smartkampung.inti.uang import NOL, rupiah
from smartkampung.keuangan.anggaran.isi import Kunci
from smartkampung.keuangan.kas.bulan import pastikan_sesudah, pastikan_tahun_dibuka, pastikan_tanggal, pastikan_terbuka
from smartkampung.keuangan.kas.galat import (
    DokumenBergerak,
    MasihDipakai,
    PajakSudahDisetor,
    SudahDikoreksi,
    TidakBerimbang,
    TidakBisaDikoreksi,
)
from smartkampung.keuangan.kas.kabar import kabarkan_koreksi
from smartkampung.keuangan.kas.models import (
    CAIR,
    DI_BANK,
    DIBATALKAN,
    DIBUKUKAN,
    KOREKSI,
    NAMA_KEADAAN,
    R_POTONGAN,
    SPJ,
    DokumenKas,
    JurnalKas,
)
from smartkampung.keuangan.kas.nomor import beri_nomor
from smartkampung.keuangan.kas.saldo import pastikan_tidak_minus, utang_pajak
from smartkampung.keuangan.langkah import KEUANGAN, Pelaku, pemegang, tambah_langkah

KOSONG = Kunci("", "", "")


@dataclass(frozen=True, slots=True)
class Gerak:
    """One row to be posted: what it is, where it stands, under which key, and how much on which side (rupiah)."""

    jenis: str
    media: str
    masuk: Decimal = NOL
    keluar: Decimal = NOL
    kunci: Kunci = KOSONG
    uraian: str = ""  # that of the document when empty
    pajak: str = ""
    rekening_id: int | None = None
    baris_id: int | None = None
    potongan_id: int | None = None
    membalik_id: int | None = None


def kunci_kas(tahun: int) -> None:
    """Only one act at a time writes to the books of a year: sums that were checked are the sums that are committed."""
    kunci_penasihat(f"kas:{tahun}")


def kunci_dokumen(dokumen: DokumenKas, *keadaan: str) -> DokumenKas:
    """Read a document anew under a lock; DokumenBergerak unless it is in one of these states."""
    db.session.refresh(dokumen, with_for_update=True)
    if dokumen.keadaan not in keadaan:
        raise DokumenBergerak(nama=dokumen.sebutan, keadaan=NAMA_KEADAAN[dokumen.keadaan].lower())
    return dokumen


def bukukan(dokumen: DokumenKas, gerak: Iterable[Gerak], *, oleh: Pelaku, keadaan: str = DIBUKUKAN,
            periksa_saldo: bool = True) -> list[JurnalKas]:  # fmt: skip
    """Post a document on its date: number it, write its rows, lock it. The caller has checked who may.

    Raises what K-BKU-02, K-BKU-03 and K-KAS-01 refuse; then nothing of it stays. `periksa_saldo=False` is for bulk
    loads that check once at their end. Call `kunci_kas` first when sums were looked at to decide on the act.
    """
    kunci_kas(dokumen.tahun)
    pastikan_tanggal(dokumen.tahun, dokumen.tanggal)
    pastikan_tahun_dibuka(dokumen.tahun)
    pastikan_terbuka(dokumen.tahun, dokumen.tanggal)
    if dokumen.induk is not None:
        pastikan_sesudah(dokumen.tanggal, dokumen.induk)
    beri_nomor(dokumen)
    db.session.flush()
    baris = [_baris(dokumen, g, oleh) for g in gerak]
    db.session.add_all(baris)
    dokumen.keadaan, dokumen.terkunci_pada = keadaan, sekarang()
    db.session.flush()
    if periksa_saldo:
        pastikan_tidak_minus(dokumen.tahun, dokumen.tanggal)
    return baris


def _baris(dokumen: DokumenKas, g: Gerak, oleh: Pelaku) -> JurnalKas:
    if (g.masuk > 0) == (g.keluar > 0):
        raise TidakBerimbang(nama=dokumen.sebutan, sebab=f"baris {g.uraian or dokumen.uraian} bernilai nol")
    return JurnalKas(
        tahun=dokumen.tahun, tanggal=dokumen.tanggal, dokumen_id=dokumen.id, jenis=g.jenis, media=g.media,
        rekening_id=g.rekening_id if g.media == DI_BANK else None, kegiatan=g.kunci.kegiatan, rekening=g.kunci.rekening,
        sumber_dana=g.kunci.sumber_dana, pajak=g.pajak, uraian=(g.uraian or dokumen.uraian)[:300], masuk=g.masuk,
        keluar=g.keluar, baris_id=g.baris_id, potongan_id=g.potongan_id, membalik_id=g.membalik_id, pada=sekarang(),
        oleh=oleh.nama,
    )  # fmt: skip


def dokumen_baru(jenis: str, tanggal: date, *, oleh: Pelaku, **isi: Any) -> DokumenKas:
    """A new document (a draft) of the fiscal year of its date, written into the session."""
    tahun = isi.pop("tahun", tanggal.year)
    dokumen = DokumenKas(jenis=jenis, tahun=tahun, tanggal=tanggal, dibuat_pada=sekarang(), dibuat_oleh_id=oleh.id,
                         dibuat_oleh=oleh.nama, **isi)  # fmt: skip
    db.session.add(dokumen)
    db.session.flush()
    return dokumen


def baris_jurnal(dokumen: DokumenKas) -> list[JurnalKas]:
    """The rows a document was posted with, in order."""
    return list(db.session.scalars(db.select(JurnalKas).filter_by(dokumen_id=dokumen.id).order_by(JurnalKas.id)))


def koreksi(dokumen: DokumenKas, tanggal: date, alasan: str, *, oleh: Pelaku) -> DokumenKas:
    """Reverse a whole posted document on a day of an open month (K-BKU-02); its number and its rows stay.

    Areas that were told of the document are told of this. A reversal is never reversed: what should have stood is
    posted again as a new document.

    Refused when it was reversed before, or when another posted document rests on it.
    """
    return balikkan(dokumen, tanggal, alasan, oleh=oleh, tugas=pemegang(oleh, KEUANGAN))


def balikkan(dokumen: DokumenKas, tanggal: date, alasan: str, *, oleh: Pelaku, tugas: Penugasan) -> DokumenKas:
    """What `koreksi` does, for whoever the caller has checked."""
    kunci_kas(dokumen.tahun)
    kunci_dokumen(dokumen, DIBUKUKAN, "dicairkan", "disahkan")
    asal = baris_jurnal(dokumen)
    if dokumen.jenis == KOREKSI or not asal:
        raise TidakBisaDikoreksi(nama=dokumen.sebutan)
    for lain in _yang_bersandar(dokumen):
        if lain.jenis == KOREKSI:
            raise SudahDikoreksi(nama=dokumen.sebutan)
        if lain.terkunci_pada is not None and koreksi_dari(lain) is None:
            raise MasihDipakai(nama=dokumen.sebutan, lain=lain.sebutan)
    _pastikan_belum_disetor(dokumen, asal)
    balik = dokumen_baru(KOREKSI, tanggal, oleh=oleh, tahun=dokumen.tahun, induk_id=dokumen.id, nilai=dokumen.nilai,
                         uraian=f"Koreksi {dokumen.sebutan}: {alasan}"[:300], alasan=alasan[:300],
                         kegiatan=dokumen.kegiatan)  # fmt: skip
    bukukan(balik, [_balik(b, balik.uraian) for b in asal], oleh=oleh)
    tambah_langkah("kas", balik.id, "koreksi", DIBUKUKAN, oleh=oleh, tugas=tugas, alasan=alasan)
    catat("keuangan.kas_dikoreksi", oleh=oleh, objek=("kas", balik.id), apa=dokumen.sebutan, nomor=balik.sebutan,
          alasan=alasan[:300])  # fmt: skip
    kabarkan_koreksi(dokumen, asal, balik)
    return balik


def _pastikan_belum_disetor(dokumen: DokumenKas, asal: Iterable[JurnalKas]) -> None:
    """PajakSudahDisetor when what the document withheld is no longer owed in full, by kind and source of funds."""
    pungut: dict[tuple[str, str], Decimal] = defaultdict(lambda: NOL)
    for b in asal:
        if b.jenis == R_POTONGAN:
            pungut[b.pajak, b.sumber_dana] += b.masuk - b.keluar
    utang = utang_pajak(dokumen.tahun) if pungut else {}
    for kunci, nilai in pungut.items():
        kurang = nilai - utang.get(kunci, NOL)
        if kurang > 0:
            raise PajakSudahDisetor(kode=kunci[0], sumber=kunci[1], nama=dokumen.sebutan, kurang=rupiah(kurang))


def _balik(b: JurnalKas, uraian: str) -> Gerak:
    return Gerak(b.jenis, b.media, masuk=b.keluar, keluar=b.masuk, kunci=Kunci(b.kegiatan, b.rekening, b.sumber_dana),
                 uraian=uraian, pajak=b.pajak, rekening_id=b.rekening_id, membalik_id=b.id)  # fmt: skip


def turunan(dokumen: DokumenKas) -> Sequence[DokumenKas]:
    """The documents that name this one as what they belong to, except voided ones."""
    pilih = db.select(DokumenKas).where(DokumenKas.induk_id == dokumen.id, DokumenKas.keadaan != DIBATALKAN)
    return db.session.scalars(pilih.order_by(DokumenKas.id)).all()


def _yang_bersandar(dokumen: DokumenKas) -> list[DokumenKas]:
    """What rests on a document; on the payment of an advance also its SPJ, which names the SPP."""
    spj = [d for d in turunan(dokumen.induk) if d.jenis == SPJ] if dokumen.jenis == CAIR and dokumen.induk else []
    return [*turunan(dokumen), *spj]


def koreksi_dari(dokumen: DokumenKas) -> DokumenKas | None:
    """The document that reverses this one."""
    return next((d for d in turunan(dokumen) if d.jenis == KOREKSI), None)


def catat_dokumen(peristiwa: str, dokumen: DokumenKas, *, oleh: Pelaku, **lain: Any) -> None:
    """Write an act on a document into the audit log with its number and amount."""
    catat(f"keuangan.{peristiwa}", oleh=oleh, objek=("kas", dokumen.id), apa=dokumen.sebutan,
          nilai=rupiah(dokumen.nilai), **lain)  # fmt: skip
