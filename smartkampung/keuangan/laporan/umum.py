"""The realisation for everybody: published by the head or the secretary, without names of people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from smartkampung.audit.services import catat
from smartkampung.audit.simpanan import ingat
from smartkampung.desa.kop import kop_surat
from smartkampung.desa.queries import profil
from smartkampung.extensions import db
from smartkampung.inti.db import kunci_penasihat
from smartkampung.inti.galat import GalatDomain, TidakDitemukan
from smartkampung.inti.izin import periksa_izin
from smartkampung.inti.konteks import hari_desa, pengaturan
from smartkampung.inti.pdf import cetak, qr_svg
from smartkampung.inti.tanggal import sekarang, tanggal_panjang
from smartkampung.inti.uang import NOL, angka, rupiah
from smartkampung.keuangan.baca.baliho import BANYAK_KEGIATAN, BANYAK_SUMBER, UKURAN_BALIHO, pendekkan
from smartkampung.keuangan.baca.queries import Jumlah
from smartkampung.keuangan.dasbor.queries import hari_buku, per_bidang
from smartkampung.keuangan.langkah import Pelaku
from smartkampung.keuangan.laporan.kegiatan import Capaian, capaian
from smartkampung.keuangan.laporan.lra import IsiLRA, isi_lra, per_sumber
from smartkampung.keuangan.laporan.minta import S1, SETAHUN, TANGGAL, Minta
from smartkampung.keuangan.laporan.models import RealisasiTerbit

BERJALAN = "berjalan"
MASA_TERBIT = {BERJALAN: "Sampai hari ini, mengikuti buku", S1: "Semester I (sampai 30 Juni)", SETAHUN: "Setahun"}
PENERBIT = ("keuangan.setujui", "keuangan.koordinasi")


class BelumWaktunya(GalatDomain):
    """A period that is not over."""

    pesan = "%(masa)s belum selesai. Terbitkan sesudah %(hari)s, atau pilih “sampai hari ini”."
    medan = "masa"


@dataclass(frozen=True)
class IsiUmum:
    """What everybody sees of a year."""

    tahun: int
    sampai: date
    lra: IsiLRA
    bidang: list[Jumlah]  # nilai: realised, lain: pagu
    sumber: list[Jumlah]
    belum: list[Capaian]  # kegiatan that are not finished

    @property
    def pendapatan(self) -> tuple[Decimal, Decimal]:
        """(planned, received)."""
        return self.lra.jumlah("4", 0), self.lra.jumlah("4", 1)

    @property
    def belanja(self) -> tuple[Decimal, Decimal]:
        """(planned, spent)."""
        return self.lra.jumlah("5", 0), self.lra.jumlah("5", 1)

    @property
    def sisa(self) -> Decimal:
        """Spending that was planned and has not been realised."""
        return self.belanja[0] - self.belanja[1]


def terbitan(tahun: int) -> RealisasiTerbit | None:
    """The switch of a year."""
    return db.session.get(RealisasiTerbit, tahun)


def tahun_terbit() -> list[int]:
    """The years that are public, newest first."""
    return sorted(db.session.scalars(db.select(RealisasiTerbit.tahun).filter_by(terbit=True)), reverse=True)


def terbitkan(tahun: int, masa: str, *, oleh: Pelaku) -> RealisasiTerbit:
    """Show the realisation of a year to everybody; a semester or a year only once it is over."""
    periksa_izin(oleh, *PENERBIT)
    minta = minta_umum(tahun, masa)
    if masa != BERJALAN and minta.akhir >= hari_desa():
        raise BelumWaktunya(masa=MASA_TERBIT[masa], hari=tanggal_panjang(minta.akhir))
    satu = _atur(tahun, masa, True, oleh)
    catat("keuangan.realisasi_terbit", oleh=oleh, tahun=tahun, masa=MASA_TERBIT[masa])
    return satu


def tarik(tahun: int, *, oleh: Pelaku) -> None:
    """Take it off the public pages."""
    periksa_izin(oleh, *PENERBIT)
    lama = terbitan(tahun)
    if lama is None or not lama.terbit:
        raise TidakDitemukan()
    _atur(tahun, lama.masa, False, oleh)
    catat("keuangan.realisasi_ditarik", oleh=oleh, tahun=tahun)


def _atur(tahun: int, masa: str, terbit: bool, oleh: Pelaku) -> RealisasiTerbit:
    kunci_penasihat(f"realisasi-terbit:{tahun}")
    satu = terbitan(tahun) or RealisasiTerbit(tahun=tahun)
    satu.masa, satu.terbit, satu.pada, satu.oleh = masa, terbit, sekarang(), oleh.nama
    db.session.add(satu)
    db.session.flush()
    return satu


def minta_umum(tahun: int, masa: str) -> Minta:
    """The report a switch stands for."""
    if masa not in MASA_TERBIT:
        raise TidakDitemukan()
    return Minta(tahun, TANGGAL, hari_buku(tahun)) if masa == BERJALAN else Minta(tahun, masa)


def isi_umum(tahun: int) -> IsiUmum:
    """What is public of a year; TidakDitemukan while it is not."""
    satu = terbitan(tahun)
    if satu is None or not satu.terbit:
        raise TidakDitemukan()
    minta = minta_umum(tahun, satu.masa)
    return ingat(("keuangan.realisasi_umum", minta), lambda: _susun(minta))


def _susun(minta: Minta) -> IsiUmum:
    lra = isi_lra(minta)
    sumber = [Jumlah(s.kode, s.nama, s.belanja, s.pagu) for s in per_sumber(minta, lra) if s.pagu or s.belanja]
    belum = [c for c in capaian(minta, lra) if c.fisik.keterangan != "selesai" and c.pagu]
    return IsiUmum(minta.tahun, minta.akhir, lra, per_bidang(minta.tahun, lra), sumber, belum)


def baliho_realisasi(isi: IsiUmum, ukuran: str) -> bytes:
    """The realisation as a banner or poster."""
    desa, lebar = profil(), UKURAN_BALIHO[ukuran][1]
    alamat = f"{pengaturan().alamat_publik.rstrip('/')}/realisasi" if pengaturan().alamat_publik else ""
    belum = sorted(isi.belum, key=lambda c: (-c.sisa, c.kode))[:BANYAK_KEGIATAN]
    data = {
        "kop": kop_surat().untuk_tata(), "lebar": lebar, "tinggi": lebar * 2 // 3, "satuan": f"{lebar / 300:.4f}",
        "judul": f"Realisasi APBDes {isi.tahun}",
        "desa": f"{desa.nama_lengkap}, {desa.kecamatan_lengkap}, {desa.kabupaten_lengkap}",
        "dasar": f"Sampai {tanggal_panjang(isi.sampai)}",
        "angka": [["Pendapatan diterima", rupiah(isi.pendapatan[1])], ["Sudah dibelanjakan", rupiah(isi.belanja[1])],
                  ["Sisa anggaran belanja", rupiah(isi.sisa)]],
        "kartu": ["Belanja per bidang", "Belanja per sumber dana", "Kegiatan belum selesai, sisa anggarannya"],
        "pendapatan": _batang(isi.bidang), "belanja": _batang(isi.sumber[:BANYAK_SUMBER]),
        "kegiatan": [[pendekkan(c.nama), rupiah(c.sisa)] for c in belum], "qr": qr_svg(alamat) if alamat else None,
        "alamat": alamat, "kontak": desa.kontak,
    }  # fmt: skip
    return cetak("baliho", data, judul=f"Realisasi APBDes {isi.tahun} {desa.nama_lengkap}", pada=sekarang(),
                 bertag=False)  # fmt: skip


def _batang(jumlah: list[Jumlah]) -> list[list[str]]:
    """Name, realised of planned, percent, length of the bar."""
    persen = [j.nilai * 100 / j.lain if j.lain else NOL for j in jumlah]
    return [[j.nama, f"{rupiah(j.nilai)} dari {rupiah(j.lain)}", f"{angka(p, 1)} %", f"{min(p, Decimal(100)):.1f}"]
            for j, p in zip(jumlah, persen, strict=True)]  # fmt: skip
