"""Rows of somebody's cash book as documents: what rows of one receipt are together."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from smartkampung.inti.uang import NOL
from smartkampung.keuangan.anggaran.isi import Kunci
from smartkampung.keuangan.kas import models as m
from smartkampung.keuangan.kas.bukukan import Gerak
from smartkampung.keuangan.kas.massal import BarisLuar, DokumenLuar, PotonganLuar

# What a receipt may hold, in words for the sheet of instructions.
KASUS = (
    ("Saldo awal", "Satu baris per rekening bank dan kas tunai; bersama baris “SiLPA tahun lalu” per sumber dana dan "
                   "“Utang pajak tahun lalu” per jenis pajak (media “Saldo awal”), jumlahnya sama."),
    ("Penerimaan", "Uang masuk ke bank atau tunai, dengan rekening 4.… atau 6.1.… dan sumber dana."),
    ("Belanja", "Uang keluar per kegiatan, rekening, dan sumber dana; “Potongan pajak” sebagai masuk pada bukti yang "
                "sama."),
    ("Panjar", "Uang muka keluar. “Belanja” dengan media “Dari panjar” adalah SPJ-nya; “Sisa panjar” kembali masuk."),
    ("Setoran pajak", "Keluar per jenis pajak dan sumber dana, dengan NTPN bila ada."),
    ("Mutasi", "Dua baris: keluar dari satu media dan masuk ke yang lain, sama besar."),
)
AWAL = {m.R_SALDO, m.R_SILPA, m.R_PAJAK_AWAL}
PANJANG_NTPN = 16
Galat = Callable[["Baris", str], None]


@dataclass(frozen=True, slots=True)
class Baris:
    """One row of the book."""

    nomor: int
    tanggal: date
    bukti: str
    jenis: str
    media: str
    kunci: Kunci
    masuk: Decimal
    keluar: Decimal
    uraian: str = ""
    pajak: str = ""
    bank: str = ""
    pihak: str = ""
    rujukan: str = ""
    ntpn: str = ""


def rakit(grup: Mapping[tuple[date, str], Sequence[Baris]], bank: Mapping[str, int], galat: Galat) -> list[DokumenLuar]:
    """The documents of a book; a group that is nothing we know is refused at its first row."""
    hasil: list[DokumenLuar] = []
    for (hari, bukti), baris in sorted(grup.items()):
        jenis = _jenis(baris)
        if not jenis:
            galat(baris[0], "Baris-baris bukti ini tidak dapat menjadi satu dokumen. Lihat lembar petunjuk.")
            continue
        if any(b.media == m.DI_BANK and b.bank not in bank for b in baris):
            galat(baris[0], f"Rekening bank “{baris[0].bank}” belum terdaftar. Daftarkan dulu, atau perbaiki nomornya.")
            continue
        hasil += _dokumen(jenis, hari, bukti, baris, bank)
    ada = {d.sumber for d in hasil}
    for (_, _), baris in grup.items():
        if any(b.jenis == m.R_SISA or b.media == m.DI_PANJAR for b in baris) and not _rujukan(baris) & ada:
            galat(baris[0], f"Panjar “{baris[0].rujukan}” tidak ada dalam berkas ini. Isi kolom rujukan dengan nomor "
                            "bukti panjarnya.")  # fmt: skip
    return hasil


def _rujukan(baris: Sequence[Baris]) -> set[str]:
    return {_sumber(b.tanggal.year, m.SPP, b.rujukan) for b in baris if b.rujukan}


def _sumber(tahun: int, jenis: str, bukti: str) -> str:
    return f"buku:{tahun}:{jenis}:{bukti}"[:120]


def _jenis(baris: Sequence[Baris]) -> str:
    """Which document these rows are together; "" when none."""
    ada = {b.jenis for b in baris}
    seimbang = sum((b.masuk - b.keluar for b in baris), NOL) == 0
    if ada <= AWAL:
        isi = sum((b.masuk - b.keluar for b in baris if b.jenis == m.R_SALDO), NOL)
        return m.AWAL if isi == sum((b.masuk - b.keluar for b in baris if b.jenis != m.R_SALDO), NOL) else ""
    if ada == {m.R_MUTASI}:
        return m.MUTASI if seimbang else ""
    if ada == {m.R_SETOR}:
        return m.SETOR
    if ada == {m.R_TERIMA}:
        return m.TBP
    if ada == {m.R_TERIMA, m.R_BELANJA}:
        if all(b.media == m.BARANG for b in baris):
            return m.TBP if seimbang else ""
        return m.BANK if all(b.media == m.DI_BANK for b in baris) else ""
    if ada == {m.R_PANJAR}:
        return m.CAIR
    if all(b.media == m.DI_PANJAR for b in baris if b.jenis == m.R_BELANJA) and ada <= {
            m.R_BELANJA, m.R_POTONGAN, m.R_SISA}:  # fmt: skip
        return m.SPJ if ada - {m.R_POTONGAN} else ""
    return m.CAIR if ada in ({m.R_BELANJA}, {m.R_BELANJA, m.R_POTONGAN}) else ""


def _dokumen(jenis: str, hari: date, bukti: str, baris: Sequence[Baris], bank: Mapping[str, int]) -> list[DokumenLuar]:
    kepala = baris[0]
    kas = next((b for b in baris if b.media in m.KAS), kepala)
    d = DokumenLuar(
        _sumber(hari.year, jenis, bukti), jenis, hari, kepala.uraian, nomor=bukti,
        kegiatan=next((b.kunci.kegiatan for b in baris if b.kunci.kegiatan), ""), pihak=kepala.pihak,
        media=kas.media if kas.media in m.KAS else "", rekening_id=bank[kas.bank] if kas.media == m.DI_BANK else None,
        ntpn=kepala.ntpn if len(kepala.ntpn) == PANJANG_NTPN else "", nilai=_nilai(jenis, baris),
        keadaan={m.SPJ: m.DISAHKAN}.get(jenis, m.DIBUKUKAN))  # fmt: skip
    if jenis == m.SPJ:
        d.induk = _sumber(hari.year, m.SPP, kepala.rujukan)
    spp = _spp(d, baris) if jenis == m.CAIR else None
    pemilik, potongan = spp or d, [b for b in baris if b.jenis == m.R_POTONGAN]
    for b in baris:
        asal: BarisLuar | PotonganLuar | None = None
        if b.jenis in (m.R_BELANJA, m.R_PANJAR, m.R_TERIMA, m.R_SETOR):
            asal = BarisLuar(b.kunci, b.masuk + b.keluar, b.uraian, pajak=b.pajak, penerima=b.pihak)
            pemilik.baris.append(asal)
        elif b in potongan:
            asal = PotonganLuar(b.pajak, b.masuk, b.kunci.sumber_dana)
            pemilik.potongan.append(asal)
        d.gerak.append((Gerak(b.jenis, b.media, masuk=b.masuk, keluar=b.keluar, kunci=b.kunci, uraian=b.uraian,
                              pajak=b.pajak, rekening_id=bank[b.bank] if b.media == m.DI_BANK else None),
                        asal))  # fmt: skip
    d.potongan_jumlah = sum((b.masuk for b in potongan), NOL)
    if spp is not None:
        spp.potongan_jumlah, d.induk = d.potongan_jumlah, spp.sumber
        return [spp, d]
    return [d]


def _nilai(jenis: str, baris: Sequence[Baris]) -> Decimal:
    """The gross amount of a document."""
    if jenis in (m.AWAL, m.MUTASI):
        return sum((b.masuk for b in baris if b.jenis in (m.R_SALDO, m.R_MUTASI)), NOL)
    if jenis in (m.TBP, m.BANK):
        return sum((b.masuk for b in baris if b.jenis == m.R_TERIMA), NOL)
    return sum((b.keluar for b in baris), NOL)


def _spp(cair: DokumenLuar, baris: Sequence[Baris]) -> DokumenLuar:
    """The SPP behind a payment: a book has only the payment, the registers have both."""
    panjar = baris[0].jenis == m.R_PANJAR
    cara = m.PANJAR if panjar else m.PEMBIAYAAN if baris[0].kunci.rekening.startswith("6") else m.DEFINITIF
    return DokumenLuar(_sumber(cair.tanggal.year, m.SPP, cair.nomor), m.SPP, cair.tanggal, cair.uraian,
                       nomor=cair.nomor, cara=cara, kegiatan=cair.kegiatan, pihak=cair.pihak, nilai=cair.nilai,
                       keadaan=m.DICAIRKAN)  # fmt: skip
