"""Printed reports (K-RPT-01): each keeps a hash of its figures, a version and the paper, beside today's books."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, replace
from functools import partial
from typing import Any

from smartkampung.audit.services import catat
from smartkampung.audit.simpanan import ingat
from smartkampung.desa.queries import profil
from smartkampung.extensions import db
from smartkampung.inti.berkas import simpan_hasil
from smartkampung.inti.db import kunci_penasihat, transaksi
from smartkampung.inti.galat import Bentrok, TidakDitemukan
from smartkampung.inti.izin import periksa_izin
from smartkampung.inti.konteks import zona
from smartkampung.inti.tanggal import sekarang, waktu_pendek
from smartkampung.keuangan.kertas.bentuk import BagianKertas, BarisKertas, Kertas, judul_tata, tata
from smartkampung.keuangan.kertas.keluar import json_kertas, pdf_kertas
from smartkampung.keuangan.kertas.penanda import blok_tanda
from smartkampung.keuangan.langkah import Pelaku
from smartkampung.keuangan.laporan.calk import isi_calk
from smartkampung.keuangan.laporan.daftar import LAPORAN, jenis_laporan
from smartkampung.keuangan.laporan.kekayaan import PENYUSUN
from smartkampung.keuangan.laporan.lpj import LAMPIRAN_LPJ, pdf_calk, pdf_lpj
from smartkampung.keuangan.laporan.minta import Minta, baca_minta
from smartkampung.keuangan.laporan.models import CetakanLaporan
from smartkampung.keuangan.laporan.naskah import naskah_tahun

SAMA, BEDA = "sama", "berubah"
KEADAAN = {SAMA: ("Sama dengan buku hari ini", "baik"), BEDA: ("Buku sudah berubah", "tunggu")}


class CetakanBentrok(Bentrok):
    """Two people printed at once."""

    pesan = "Laporan ini baru saja dicetak orang lain. Muat ulang halaman untuk melihat cetakannya."


@dataclass(frozen=True, slots=True)
class BahanCetak:
    """A report about to be printed: its name, what its hash is over, and how it becomes a PDF with a footer."""

    judul: str
    isi: Any
    pdf: Callable[[str], bytes]

    @property
    def sidik(self) -> str:
        """SHA-256 over its figures and texts, not over dates of printing or signatures."""
        baku = json.dumps(self.isi, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(baku.encode()).hexdigest()


def _isi_kertas(kertas: Kertas) -> Any:
    return {k: json_kertas(kertas)[k] for k in ("laporan", "tahun", "kolom", "bagian")}


def bahan(kode: str, minta: Minta) -> BahanCetak:
    """What would be printed today; TidakDitemukan when there is no such report."""
    if kode == "calk":
        return BahanCetak("Catatan atas laporan keuangan", _isi_calk(minta), partial(pdf_calk, minta))
    if kode == "lpj":
        isi = [_isi_kertas(jenis_laporan(k).susun(minta)) for k, _nama in LAMPIRAN_LPJ]
        naskah = [asdict(n) for k, n in naskah_tahun(minta.tahun).items() if k.startswith("perdes")]
        return BahanCetak("LPJ realisasi APBDes", [isi, _isi_calk(minta), naskah], partial(pdf_lpj, minta))
    jenis = jenis_laporan(kode)
    kertas = jenis.susun(minta)
    return BahanCetak(jenis.nama, _isi_kertas(kertas), lambda kaki: pdf_kertas(replace(kertas, kaki=kaki)))


def _isi_calk(minta: Minta) -> Any:
    return [[b.naskah.judul, b.alinea, _isi_kertas(b.kertas) if b.kertas else None] for b in isi_calk(minta)]


def cetak_laporan(kode: str, minta: Minta, *, oleh: Pelaku) -> CetakanLaporan:
    """Print a report and keep it. The same figures printed again are the same version and the same paper.

    The PDF is made before the lock is taken; opens its own transaction.
    """
    periksa_izin(oleh, *PENYUSUN)
    satu, lama = bahan(kode, minta), terakhir(kode, minta)
    sidik = satu.sidik
    if lama is not None and lama.sidik == sidik:
        return lama
    versi = lama.versi + 1 if lama else 1
    pdf = satu.pdf(f"{satu.judul} {minta.tahun} · {profil().nama_lengkap} · versi {versi} · sidik {sidik[:16]}")
    judul = " · ".join((f"{satu.judul} {minta.tahun}", *minta.sebutan, minta.sumber)).strip(" ·")
    db.session.rollback()
    with transaksi():
        kunci_penasihat(f"cetakan:{kode}:{minta.nama}")
        if (kini := terakhir(kode, minta)) is not None and kini.versi >= versi:
            raise CetakanBentrok()
        baris = CetakanLaporan(
            tahun=minta.tahun, jenis=kode, kunci=minta.nama, minta=minta.isian(), judul=judul[:200], versi=versi,
            sidik=sidik, berkas_id=simpan_hasil(pdf, f"{kode}-{minta.nama}-v{versi}.pdf", "application/pdf").id,
            pada=sekarang(), oleh_id=oleh.id, oleh=oleh.nama,
        )  # fmt: skip
        db.session.add(baris)
        db.session.flush()
        catat("keuangan.laporan_dicetak", oleh=oleh, objek=("cetakan", baris.id), apa=judul[:120], versi=versi,
              sidik=sidik[:16])  # fmt: skip
    return baris


def terakhir(kode: str, minta: Minta) -> CetakanLaporan | None:
    """The newest print of a report."""
    pilih = db.select(CetakanLaporan).filter_by(jenis=kode, kunci=minta.nama)
    return db.session.scalar(pilih.order_by(CetakanLaporan.versi.desc()).limit(1))


def cetakan_tahun(tahun: int) -> list[CetakanLaporan]:
    """The prints of a year, newest first."""
    return list(db.session.scalars(db.select(CetakanLaporan).filter_by(tahun=tahun).order_by(CetakanLaporan.id.desc())))


def keadaan_cetakan(satu: CetakanLaporan) -> str:
    """Whether today's figures still equal the printed ones; remembered until the next act."""
    minta = baca_minta(satu.minta, satu.tahun)
    kini = ingat(("keuangan.sidik_laporan", satu.jenis, minta), lambda: _sidik(satu.jenis, minta))
    return SAMA if kini == satu.sidik else BEDA


def _sidik(kode: str, minta: Minta) -> str:
    try:
        return bahan(kode, minta).sidik
    except TidakDitemukan:  # a kind that no longer exists
        return ""


def daftar_cetakan(semua: Iterable[CetakanLaporan]) -> list[tuple[CetakanLaporan, str]]:
    """Prints with their state."""
    return [(satu, keadaan_cetakan(satu)) for satu in semua]


def kertas_cetakan(minta: Minta) -> Kertas:
    """The register of prints, ready to go out."""
    bentuk = tata("cetakan")
    baris = [BarisKertas(2, {"nomor": n, "uraian": c.judul, "versi": c.versi, "pada": waktu_pendek(c.pada, zona()),
                             "oleh": c.oleh, "sidik": c.sidik[:16], "keadaan": KEADAAN[k][0]})
             for n, (c, k) in enumerate(daftar_cetakan(reversed(cetakan_tahun(minta.tahun))), start=1)]  # fmt: skip
    return Kertas(bentuk, judul_tata(bentuk, minta.tahun), minta.tahun, f"cetakan-{minta.tahun}",
                  (BagianKertas(baris),), tanda_tangan=blok_tanda(bentuk.tanda_tangan))  # fmt: skip


DICETAK = (*LAPORAN, "calk", "lpj")
