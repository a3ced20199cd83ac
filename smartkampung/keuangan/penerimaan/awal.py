"""Opening balance of a year: cash per account and in the till, SiLPA per source, taxes owed (keuangan.md 0.2)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from smartkampung.extensions import db
from smartkampung.inti.konteks import hari_desa
from smartkampung.inti.uang import NOL, rupiah
from smartkampung.keuangan.anggaran.isi import Kunci
from smartkampung.keuangan.kas.bukukan import (
    Gerak,
    baris_jurnal,
    bukukan,
    catat_dokumen,
    dokumen_baru,
    koreksi,
    koreksi_dari,
    kunci_kas,
)
from smartkampung.keuangan.kas.models import (
    AWAL,
    DI_BANK,
    DIBUKUKAN,
    MEDIA_AWAL,
    R_PAJAK_AWAL,
    R_SALDO,
    R_SILPA,
    SETAHUN,
    TUNAI,
    BulanBuku,
    DokumenKas,
    JurnalKas,
)
from smartkampung.keuangan.langkah import KEUANGAN, Pelaku, pemegang, tambah_langkah
from smartkampung.keuangan.penerimaan.dasar import SILPA
from smartkampung.keuangan.penerimaan.galat import (
    AwalDariTutupTahun,
    AwalSudahAda,
    AwalTidakSeimbang,
    NilaiNol,
    TahunBelumTiba,
)


@dataclass(frozen=True)
class IsiAwal:
    """What a year begins with: by account, in the till, by source, by (kind of tax, source)."""

    bank: dict[int, Decimal] = field(default_factory=dict)
    tunai: Decimal = NOL
    silpa: dict[str, Decimal] = field(default_factory=dict)
    pajak: dict[tuple[str, str], Decimal] = field(default_factory=dict)

    @property
    def kas(self) -> Decimal:
        return sum(self.bank.values(), self.tunai)

    @property
    def jumlah_silpa(self) -> Decimal:
        return sum(self.silpa.values(), NOL)

    @property
    def jumlah_pajak(self) -> Decimal:
        return sum(self.pajak.values(), NOL)


def dokumen_awal(tahun: int) -> DokumenKas | None:
    """The opening balance in force of a year."""
    pilih = db.select(DokumenKas).filter_by(tahun=tahun, jenis=AWAL, keadaan=DIBUKUKAN).order_by(DokumenKas.id.desc())
    return next((d for d in db.session.scalars(pilih) if koreksi_dari(d) is None), None)


def dari_tutup_tahun(tahun: int) -> bool:
    """Whether the closing of the year before makes the opening balance."""
    ada_buku = db.session.scalar(db.select(JurnalKas.id).filter_by(tahun=tahun - 1).limit(1))
    return ada_buku is not None or db.session.get(BulanBuku, (tahun - 1, SETAHUN)) is not None


def isi_dari(dokumen: DokumenKas) -> IsiAwal:
    """What an opening balance said."""
    bank: dict[int, Decimal] = defaultdict(lambda: NOL)
    silpa: dict[str, Decimal] = defaultdict(lambda: NOL)
    pajak: dict[tuple[str, str], Decimal] = defaultdict(lambda: NOL)
    tunai = NOL
    for b in baris_jurnal(dokumen):
        nilai = b.masuk - b.keluar
        if b.jenis == R_SILPA:
            silpa[b.sumber_dana] += nilai
        elif b.jenis == R_PAJAK_AWAL:
            pajak[b.pajak, b.sumber_dana] += nilai
        elif b.rekening_id:
            bank[b.rekening_id] += nilai
        else:
            tunai += nilai
    return IsiAwal(dict(bank), tunai, dict(silpa), dict(pajak))


def bukukan_awal(tahun: int, isi: IsiAwal, *, oleh: Pelaku) -> DokumenKas:
    """Post the opening balance of the first year of the books."""
    tugas = pemegang(oleh, KEUANGAN)
    kunci_kas(tahun)
    _pastikan_boleh(tahun)
    ada = dokumen_awal(tahun)
    if ada is not None:
        raise AwalSudahAda(tahun=tahun, nomor=ada.sebutan)
    dokumen = tulis_awal(tahun, isi, oleh=oleh)
    tambah_langkah("kas", dokumen.id, "bukukan", DIBUKUKAN, oleh=oleh, tugas=tugas)
    catat_dokumen("saldo_awal_dibukukan", dokumen, oleh=oleh)
    return dokumen


def betulkan_awal(lama: DokumenKas, isi: IsiAwal, alasan: str, *, oleh: Pelaku) -> DokumenKas:
    """Put another opening balance in the place of one: the new one is posted, the old one reversed, in one act."""
    tugas = pemegang(oleh, KEUANGAN)
    kunci_kas(lama.tahun)
    _pastikan_boleh(lama.tahun)
    baru = tulis_awal(lama.tahun, isi, oleh=oleh)
    koreksi(lama, lama.tanggal, alasan, oleh=oleh)
    tambah_langkah("kas", baru.id, "bukukan", DIBUKUKAN, oleh=oleh, tugas=tugas, alasan=alasan)
    catat_dokumen("saldo_awal_dibukukan", baru, oleh=oleh)
    return baru


def _pastikan_boleh(tahun: int) -> None:
    if tahun > hari_desa().year:
        raise TahunBelumTiba(tahun=tahun)
    if dari_tutup_tahun(tahun):
        raise AwalDariTutupTahun(tahun=tahun, lalu=tahun - 1)


def tulis_awal(tahun: int, isi: IsiAwal, *, oleh: Pelaku) -> DokumenKas:
    """Post an opening balance on 1 January; AwalTidakSeimbang unless cash = SiLPA + taxes owed."""
    selisih = isi.kas - isi.jumlah_silpa - isi.jumlah_pajak
    if selisih:
        raise AwalTidakSeimbang(kas=rupiah(isi.kas), silpa=rupiah(isi.jumlah_silpa), pajak=rupiah(isi.jumlah_pajak),
                                selisih=rupiah(abs(selisih)))  # fmt: skip
    gerak = list(_gerak(isi))
    if not gerak:
        raise NilaiNol()
    dokumen = dokumen_baru(AWAL, date(tahun, 1, 1), oleh=oleh, nilai=isi.kas, uraian=f"Saldo awal {tahun}")
    bukukan(dokumen, gerak, oleh=oleh)
    return dokumen


def _gerak(isi: IsiAwal) -> Iterator[Gerak]:
    for rekening_id, nilai in isi.bank.items():
        yield from _satu(R_SALDO, DI_BANK, nilai, uraian="Saldo awal bank", rekening_id=rekening_id)
    yield from _satu(R_SALDO, TUNAI, isi.tunai, uraian="Saldo awal kas tunai")
    for sumber, nilai in isi.silpa.items():
        yield from _satu(R_SILPA, MEDIA_AWAL, nilai, uraian="SiLPA tahun lalu", kunci=Kunci("", SILPA, sumber))
    for (kode, sumber), nilai in isi.pajak.items():
        yield from _satu(R_PAJAK_AWAL, MEDIA_AWAL, nilai, uraian=f"Utang {kode} tahun lalu", pajak=kode,
                         kunci=Kunci("", "", sumber))  # fmt: skip


def _satu(jenis: str, media: str, nilai: Decimal, **isi: object) -> Iterator[Gerak]:
    if nilai:
        yield Gerak(jenis, media, masuk=max(nilai, NOL), keluar=max(-nilai, NOL), **isi)  # type: ignore[arg-type]
