"""Posting many documents that happened elsewhere: from another program or a workbook. The same document comes once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import groupby

from sqlalchemy import update

from smartkampung.extensions import db
from smartkampung.inti.penomoran import nomor_berderet
from smartkampung.inti.tanggal import sekarang
from smartkampung.inti.uang import NOL, rupiah
from smartkampung.keuangan.anggaran.isi import Kunci
from smartkampung.keuangan.kas.bukukan import Gerak, kunci_kas
from smartkampung.keuangan.kas.bulan import pastikan_tahun_dibuka, pastikan_tanggal, pastikan_terbuka
from smartkampung.keuangan.kas.galat import TidakBerimbang
from smartkampung.keuangan.kas.models import (
    DI_BANK,
    DIAJUKAN,
    DIBUKUKAN,
    DICAIRKAN,
    BarisDokumen,
    DokumenKas,
    JurnalKas,
    PotonganDokumen,
)
from smartkampung.keuangan.kas.nomor import beri_nomor_ini, pola_nomor
from smartkampung.keuangan.kas.saldo import posisi
from smartkampung.keuangan.langkah import Pelaku


@dataclass(eq=False)
class BarisLuar:
    """A line as it came; `id` is set once it is written."""

    kunci: Kunci
    nilai: Decimal
    uraian: str = ""
    pajak: str = ""
    penerima: str = ""
    bukti: str = ""
    bukti_tanggal: date | None = None
    id: int | None = None


@dataclass(eq=False)
class PotonganLuar:
    """A tax withheld from a line; what it was computed from is often not known (base and rate nought)."""

    kode: str
    nilai: Decimal
    sumber_dana: str
    baris: BarisLuar | None = None
    dasar: Decimal = NOL
    tarif: Decimal = NOL
    id: int | None = None


@dataclass(eq=False)
class DokumenLuar:
    """A document as it came. `sumber` is its key over there; `induk` the key of what it belongs to.

    `gerak` are its rows, each with the line or deduction it comes from. Without rows it is kept as handed in.
    """

    sumber: str
    jenis: str
    tanggal: date
    uraian: str
    nomor: str = ""
    cara: str = ""
    kegiatan: str = ""
    media: str = ""
    rekening_id: int | None = None
    tujuan_id: int | None = None
    pihak: str = ""
    nilai: Decimal = NOL
    potongan_jumlah: Decimal = NOL
    induk: str = ""
    ntpn: str = ""
    keadaan: str = DIBUKUKAN
    pka_id: int | None = None
    dokumen_id: int | None = None  # set once it is written
    baris: list[BarisLuar] = field(default_factory=list)
    potongan: list[PotonganLuar] = field(default_factory=list)
    gerak: list[tuple[Gerak, BarisLuar | PotonganLuar | None]] = field(default_factory=list)


def sudah_ada(sumber: Iterable[str]) -> dict[str, DokumenKas]:
    """Which of these keys were taken over before, with their documents."""
    kunci, hasil = sorted(set(sumber)), dict[str, DokumenKas]()
    for awal in range(0, len(kunci), 500):
        pilih = db.select(DokumenKas).where(DokumenKas.sumber.in_(kunci[awal : awal + 500]))
        hasil |= {d.sumber or "": d for d in db.session.scalars(pilih)}
    return hasil


def bukukan_massal(semua: Sequence[DokumenLuar], *, oleh: Pelaku) -> int:
    """Post what is not here yet, in the order given within each day; answers how many documents.

    All or nothing. Days must be of open months; the identity of the books must hold afterwards. A balance below
    nought at the end of a day is no reason to refuse what already happened: `saldo.minus_pada` lists it.
    """
    ada = sudah_ada(d.sumber for d in semua)
    baru = sorted((d for d in semua if d.sumber not in ada), key=lambda d: d.tanggal)
    for tahun in sorted({d.tanggal.year for d in baru}):
        kunci_kas(tahun)
        pastikan_tahun_dibuka(tahun)
    for hari in sorted({d.tanggal for d in baru if d.gerak}):
        pastikan_tanggal(hari.year, hari)
        pastikan_terbuka(hari.year, hari)
    tertulis = {d.sumber: _dokumen(d, oleh) for d in baru}
    _nomori(list(tertulis.values()))
    db.session.add_all(tertulis.values())
    db.session.flush()
    for d in baru:
        d.dokumen_id = tertulis[d.sumber].id
        if d.induk:
            tertulis[d.sumber].induk_id = (tertulis.get(d.induk) or ada[d.induk]).id
    _tulis_isi(baru, tertulis)
    _tulis_jurnal(baru, tertulis, oleh)
    _kunci(baru, tertulis, ada)
    for tahun in sorted({d.tanggal.year for d in baru}):
        selisih = posisi(tahun).selisih
        if selisih:
            raise TidakBerimbang(nama=f"kas {tahun}", sebab=f"selisih {rupiah(selisih)}")
    return len(baru)


def _dokumen(d: DokumenLuar, oleh: Pelaku) -> DokumenKas:
    return DokumenKas(
        tahun=d.tanggal.year, jenis=d.jenis, cara=d.cara, tanggal=d.tanggal, uraian=d.uraian[:300],
        nomor_teks=d.nomor[:60] or None, kegiatan=d.kegiatan, media=d.media, rekening_id=d.rekening_id,
        tujuan_id=d.tujuan_id, pihak_nama=d.pihak[:120], nilai=d.nilai, potongan=d.potongan_jumlah,
        ntpn=d.ntpn or None, pka_id=d.pka_id, sumber=d.sumber, keadaan=d.keadaan, dibuat_pada=sekarang(),
        dibuat_oleh_id=oleh.id, dibuat_oleh=oleh.nama,
    )  # fmt: skip


def _nomori(dokumen: Sequence[DokumenKas]) -> None:
    urut = sorted(dokumen, key=lambda d: (d.tahun, d.jenis))
    for (tahun, jenis), isi in groupby(urut, key=lambda d: (d.tahun, d.jenis)):
        satu, pola = list(isi), pola_nomor(tahun)
        for d, nomor in zip(satu, nomor_berderet(f"keuangan:{jenis}", tahun, len(satu)), strict=True):
            beri_nomor_ini(d, nomor, pola)


def _tulis_isi(baru: Sequence[DokumenLuar], tertulis: dict[str, DokumenKas]) -> None:
    pasangan: list[tuple[BarisLuar, BarisDokumen]] = []
    for d in baru:
        for urut, b in enumerate(d.baris, start=1):
            pasangan.append((b, BarisDokumen(
                dokumen_id=tertulis[d.sumber].id, urut=urut, kegiatan=b.kunci.kegiatan, rekening=b.kunci.rekening,
                sumber_dana=b.kunci.sumber_dana, pajak=b.pajak, uraian=b.uraian[:300], nilai=b.nilai,
                pihak_nama=b.penerima[:120], bukti_nomor=b.bukti[:60], bukti_tanggal=b.bukti_tanggal)))  # fmt: skip
    db.session.add_all(b for _, b in pasangan)
    db.session.flush()
    for luar, dalam in pasangan:
        luar.id = dalam.id
    potong = [(p, PotonganDokumen(dokumen_id=tertulis[d.sumber].id, baris_id=p.baris.id if p.baris else None,
                                  kode=p.kode, sumber_dana=p.sumber_dana, dasar=p.dasar, tarif=p.tarif,
                                  nilai=p.nilai)) for d in baru for p in d.potongan]  # fmt: skip
    db.session.add_all(p for _, p in potong)
    db.session.flush()
    for tajuk, isi in potong:
        tajuk.id = isi.id


def _tulis_jurnal(baru: Sequence[DokumenLuar], tertulis: dict[str, DokumenKas], oleh: Pelaku) -> None:
    saat, baris = sekarang(), []
    for d in baru:
        dokumen = tertulis[d.sumber]
        for g, asal in d.gerak:
            baris.append(JurnalKas(
                tahun=dokumen.tahun, tanggal=dokumen.tanggal, dokumen_id=dokumen.id, jenis=g.jenis, media=g.media,
                rekening_id=g.rekening_id if g.media == DI_BANK else None, kegiatan=g.kunci.kegiatan,
                rekening=g.kunci.rekening, sumber_dana=g.kunci.sumber_dana, pajak=g.pajak, masuk=g.masuk,
                keluar=g.keluar, uraian=(g.uraian or dokumen.uraian)[:300], pada=saat, oleh=oleh.nama,
                baris_id=asal.id if isinstance(asal, BarisLuar) else None,
                potongan_id=asal.id if isinstance(asal, PotonganLuar) else None))  # fmt: skip
    db.session.add_all(baris)
    db.session.flush()


def _kunci(baru: Sequence[DokumenLuar], tertulis: dict[str, DokumenKas], ada: dict[str, DokumenKas]) -> None:
    """Lock what was posted, and an SPP that was taken over unpaid before and is paid now."""
    pada = sekarang()
    nomor = [tertulis[d.sumber].id for d in baru if d.keadaan != DIAJUKAN]
    for awal in range(0, len(nomor), 500):
        db.session.execute(update(DokumenKas).where(DokumenKas.id.in_(nomor[awal : awal + 500]))
                           .values(terkunci_pada=pada))  # fmt: skip
    for d in baru:
        lama = ada.get(d.induk)
        if lama is not None and lama.keadaan == DIAJUKAN and d.gerak:
            lama.keadaan, lama.terkunci_pada = DICAIRKAN, pada
    db.session.flush()
