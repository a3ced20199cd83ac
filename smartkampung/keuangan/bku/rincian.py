"""The control card of one budget key: what was realised, how much in all, how much is left (rincian objek)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from smartkampung.desa.queries import profil
from smartkampung.inti.galat import TidakDitemukan
from smartkampung.inti.uang import NOL
from smartkampung.keuangan.acuan.queries import acuan
from smartkampung.keuangan.anggaran.isi import Kunci, isi_versi, versi_berlaku
from smartkampung.keuangan.bku.gerak import gerakan
from smartkampung.keuangan.kas.models import R_BELANJA, JurnalKas
from smartkampung.keuangan.kas.saldo import REALISASI, realisasi
from smartkampung.keuangan.kertas.bentuk import BagianKertas, BarisKertas, Kertas, judul_tata, tata
from smartkampung.keuangan.kertas.penanda import blok_tanda
from smartkampung.keuangan.penerimaan.dasar import baca_kunci, sebut_kunci


@dataclass(frozen=True, slots=True)
class KunciKartu:
    """One key with its budget and what was realised."""

    kunci: Kunci
    nama: str
    pagu: Decimal
    realisasi: Decimal

    @property
    def sisa(self) -> Decimal:
        return self.pagu - self.realisasi


def _pagu(tahun: int) -> dict[Kunci, Decimal]:
    versi = versi_berlaku(tahun)
    return dict(isi_versi(versi).per_kunci) if versi else {}


def daftar_kunci(tahun: int, awalan: str) -> list[KunciKartu]:
    """The keys below an account that have a budget or rows."""
    pagu, nyata = _pagu(tahun), realisasi(tahun)
    semua = sorted(k for k in pagu.keys() | nyata.keys() if k.rekening.startswith(awalan))
    return [KunciKartu(k, sebut_kunci(k, tahun), pagu.get(k, NOL), nyata.get(k, NOL)) for k in semua]


def kunci_diminta(tahun: int, teks: str) -> Kunci:
    """The key an address names; TidakDitemukan when neither budget nor books know it."""
    kunci = baca_kunci(teks)
    if kunci is None or (kunci not in _pagu(tahun) and kunci not in realisasi(tahun)):
        raise TidakDitemukan()
    return kunci


def kertas_rincian(tahun: int, kunci: Kunci) -> Kertas:
    """The card of a key."""
    kode = "rincian-belanja" if kunci.kegiatan or kunci.rekening.startswith("6.2") else "rincian-pendapatan"
    bentuk, pagu = tata(kode), _pagu(tahun).get(kunci, NOL)
    nama = acuan(tahun)
    ket = [("Rekening", f"{kunci.rekening} {nama.nama_rekening(kunci.rekening)}"),
           ("Sumber dana", f"{kunci.sumber_dana} {nama.nama_sumber(kunci.sumber_dana)}")]  # fmt: skip
    if kunci.kegiatan:
        ket.insert(0, ("Kegiatan", f"{kunci.kegiatan} {nama.nama_kegiatan(kunci.kegiatan)}"))
    bagian = BagianKertas(list(_baris(tahun, kunci, pagu)), "", tuple(ket))
    berkas = "-".join(x for x in (kode, str(tahun), *kunci) if x)
    return Kertas(bentuk, judul_tata(bentuk, tahun), tahun, berkas, (bagian,),
                  tanda_tangan=blok_tanda(bentuk.tanda_tangan),
                  kaki=f"{bentuk.judul[0]} {tahun} · {profil().nama_lengkap}")  # fmt: skip


def _baris(tahun: int, kunci: Kunci, pagu: Decimal) -> Iterator[BarisKertas]:
    j = JurnalKas
    isi = gerakan(tahun, None, None, j.kegiatan == kunci.kegiatan, j.rekening == kunci.rekening,
                  j.sumber_dana == kunci.sumber_dana, j.jenis.in_(REALISASI))  # fmt: skip
    yield BarisKertas(1, {"uraian": "Anggaran", "sisa": pagu})
    kumulatif = NOL
    for no, g in enumerate(isi, start=1):
        nilai = g.keluar - g.masuk if g.jenis == R_BELANJA else g.masuk - g.keluar
        kumulatif += nilai
        yield BarisKertas(3, {"no": str(no), "tanggal": g.tanggal, "bukti": g.bukti or "", "uraian": g.uraian,
                              "nilai": nilai, "kumulatif": kumulatif, "sisa": pagu - kumulatif,
                              "dokumen": g.dokumen_id})  # fmt: skip
    yield BarisKertas(0, {"uraian": "Jumlah", "nilai": kumulatif, "sisa": pagu - kumulatif})
