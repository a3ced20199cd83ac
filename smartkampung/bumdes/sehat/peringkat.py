"""Readiness for the yearly ranking (Permendesa 3/2021): seven aspects, what the program knows, what needs evidence.

The official weights are not published in a source we could open, so no score is worked out.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from smartkampung.bumdes.akses import Pelaku, pastikan
from smartkampung.bumdes.aset.models import AsetBumdes
from smartkampung.bumdes.buku.konteks import Buku
from smartkampung.bumdes.galat import IsianSalah
from smartkampung.bumdes.hubungan.models import BagianHasil, BagiHasil
from smartkampung.bumdes.laporan.angka import baca
from smartkampung.bumdes.laporan.models import SELESAI, LaporanBerkala
from smartkampung.bumdes.lembaga.services import kekurangan
from smartkampung.bumdes.sehat.models import BuktiPeringkat
from smartkampung.extensions import db
from smartkampung.inti.berkas import Berkas
from smartkampung.inti.tanggal import sekarang
from smartkampung.inti.uang import rupiah

ASPEK = ("Kelembagaan", "Manajemen", "Usaha dan unit usaha", "Kerja sama dan kemitraan", "Aset dan permodalan",
         "Administrasi, pelaporan, dan akuntabilitas", "Keuntungan dan manfaat")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Indikator:
    """One thing the ranking asks for; `sendiri` fills it from the books where it can."""

    kode: str
    aspek: int
    nama: str
    sendiri: Callable[[Buku, int], str] | None = None


@dataclass(frozen=True, slots=True)
class Keadaan:
    """An indicator with what is known about it."""

    indikator: Indikator
    isi: str
    bukti: BuktiPeringkat | None

    @property
    def siap(self) -> bool:
        """Whether there is something to show."""
        return bool(self.isi or self.bukti)


def _laba(buku: Buku, tahun: int) -> str:
    a = baca(buku, list(buku.entitas), date(tahun, 1, 1), date(tahun, 12, 31))
    from smartkampung.bumdes.buku.saldo import uang

    omzet = uang(-a.jumlah(a.gerak, lambda x: x.kelompok == "PENDAPATAN"))
    return f"omzet {rupiah(omzet)}, laba {rupiah(uang(a.laba(a.gerak)))}" if omzet else ""


def _modal(buku: Buku, tahun: int) -> str:
    from smartkampung.bumdes.hubungan.services import kekayaan_dipisahkan

    nilai = kekayaan_dipisahkan(buku.bumdes, date(tahun, 12, 31))
    return f"modal desa {rupiah(nilai)}" if nilai else ""


def _aset(buku: Buku, _tahun: int) -> str:
    n = db.session.scalar(db.select(db.func.count()).select_from(AsetBumdes).where(
        AsetBumdes.entitas_id.in_(buku.entitas), AsetBumdes.dilepas.is_(None)))  # fmt: skip
    return f"{n} aset terdaftar" if n else ""


def _pades(buku: Buku, tahun: int) -> str:
    n = db.session.scalar(db.select(db.func.sum(BagianHasil.nilai)).join(
        BagiHasil, BagiHasil.id == BagianHasil.bagi_hasil_id).where(
        BagiHasil.bumdes_id == buku.bumdes_id, BagianHasil.kode == "desa", BagiHasil.tahun == tahun))  # fmt: skip
    return f"bagi hasil desa {rupiah(n)}" if n else ""


def _laporan(buku: Buku, tahun: int) -> str:
    semua = db.session.scalars(db.select(LaporanBerkala).filter_by(bumdes_id=buku.bumdes_id, tahun=tahun)).all()
    return ", ".join(f"{x.judul} ({x.lencana[0].lower()})" for x in semua)


def _musdes(buku: Buku, tahun: int) -> str:
    x = db.session.scalar(db.select(LaporanBerkala).filter_by(bumdes_id=buku.bumdes_id, tahun=tahun, jenis="tahunan",
                                                              keadaan=SELESAI))  # fmt: skip
    return f"Musdes {x.musdes_nomor}" if x else ""


def _tenaga(buku: Buku, _tahun: int) -> str:
    n = sum(e.tenaga_kerja for e in buku.entitas.values())
    return f"{n} orang" if n else ""


def _surat(medan: str, depan: str) -> Callable[[Buku, int], str]:
    def isi(buku: Buku, _tahun: int) -> str:
        nilai = getattr(buku.bumdes, medan)
        return f"{depan} {nilai}" if nilai else ""

    return isi


def _organ(buku: Buku, _tahun: int) -> str:
    kurang = [k for k in kekurangan(buku.bumdes) if k in ("Penasihat", "Direktur", "Bendahara", "Pengawas")]
    return "" if kurang else "organ lengkap"


INDIKATOR = tuple(Indikator(*x) for x in (
    ("perdes", 1, "Perdes pendirian", _surat("perdes_nomor", "")), ("hukum", 1, "Badan hukum", _surat("badan_hukum",
                                                                                                      "")),
    ("organ", 1, "Organ lengkap dengan SK", _organ), ("adart", 1, "AD/ART"), ("sarana", 1, "Kantor dan sarana"),
    ("rencana", 2, "Rencana program kerja"), ("sop", 2, "SOP tertulis"),
    ("digital", 2, "Pembukuan digital", lambda _b, _t: "pembukuan di Smart Kampung"),
    ("nib", 3, "NIB", _surat("nib", "NIB")), ("omzet", 3, "Omzet dan laba", _laba), ("standar", 3,
                                                                                     "Standar produk atau izin"),
    ("mitra", 4, "Kerja sama usaha"), ("nonusaha", 4, "Kerja sama non-usaha"),
    ("modal", 5, "Penyertaan modal", _modal), ("aset", 5, "Daftar dan kondisi aset", _aset),
    ("laporan", 6, "Laporan semester dan tahunan", _laporan), ("musdes", 6, "Pertanggungjawaban di Musdes", _musdes),
    ("audit", 6, "Audit atau pemeriksaan pengawas"),
    ("publikasi", 6, "Publikasi", lambda b, _t: "halaman umum terbuka" if b.bumdes.publik else ""),
    ("pades", 7, "Sumbangan PADes", _pades), ("tenaga", 7, "Tenaga kerja", _tenaga), ("sosial", 7, "Manfaat sosial"),
))  # fmt: skip


def kesiapan(buku: Buku, tahun: int) -> list[tuple[str, list[Keadaan]]]:
    """The aspects with their indicators."""
    ada = {b.indikator: b for b in db.session.scalars(db.select(BuktiPeringkat).filter_by(
        bumdes_id=buku.bumdes_id, tahun=tahun))}  # fmt: skip
    semua = [Keadaan(i, i.sendiri(buku, tahun).strip() if i.sendiri else "", ada.get(i.kode)) for i in INDIKATOR]
    return [(nama, [k for k in semua if k.indikator.aspek == n]) for n, nama in enumerate(ASPEK, 1)]


def simpan_bukti(buku: Buku, tahun: int, kode: str, keterangan: str, berkas: Berkas | None, *, oleh: Pelaku) -> None:
    """Keep a note or paper behind an indicator."""
    pastikan(oleh, "bumdes.lapor", buku.bumdes_id)
    if kode not in {i.kode for i in INDIKATOR}:
        raise IsianSalah(apa="Pilih indikator dari daftar.")
    satu = db.session.scalar(db.select(BuktiPeringkat).filter_by(bumdes_id=buku.bumdes_id, tahun=tahun, indikator=kode))
    if satu is None:
        satu = BuktiPeringkat(bumdes_id=buku.bumdes_id, tahun=tahun, indikator=kode)
        db.session.add(satu)
    satu.keterangan, satu.oleh, satu.pada = keterangan, oleh.nama, sekarang()
    satu.berkas = berkas or satu.berkas
    db.session.flush()
